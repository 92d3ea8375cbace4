"""The participation ladder: tables place examples on steps and say where we are and should be."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar

from facilitator.columns import SLOT, SLOT_NAME, TEXT, WHY, Column, Holds, Single
from facilitator.errors import Invalid
from facilitator.exercises.kind import Given, Kind, Phase
from facilitator.ladder_results import Example, LadderResults, Stand, Step, TableStands
from facilitator.ladders import PRESETS
from facilitator.parsing import fields, one_of, text
from facilitator.pictures import stands_beside
from facilitator.words import N_

ASPECTS = ("example", "now", "wanted")
STEPS_LEAST, STEPS_MOST = 2, 8
NAME_MOST, DESCRIPTION_MOST = 40, 200

QUESTIONS: Mapping[str, str] = {
    "example": N_("Et eksempel på innbyggerinvolvering"),
    "now": N_("Hvor er vi oftest i dag?"),
    "wanted": N_("Hvor vil vi være?"),
}
"""What each part of the form asks; the organiser may change them."""

ASPECT = Column(
    "aspect",
    Holds.CODE,
    N_("Gjelder"),
    N_("Om innspillet er et eksempel, eller sier hvor bordet mener at vi er eller bør være."),
    {"example": N_("Eksempel"), "now": N_("I dag"), "wanted": N_("Ønsket")},
)


class Ladder(Kind):
    """Body: ``{aspect, steps, text, why}``. Settings: ``preset``, ``steps``, ``questions``."""

    name = "ladder"
    has_themes = False
    chosen_in = (*Kind.chosen_in, "preset")
    columns = (ASPECT, SLOT, SLOT_NAME, TEXT, WHY)
    written_in = MappingProxyType({"text": N_("Eksempel"), "why": N_("Hvorfor")})
    title = N_("Medvirkningstrappa")
    words = (
        r"(medvirknings|deltak(el|ing)s)(trapp|stige)",
        r"trapp(a|en)\b",
        r"ladder of (citizen )?participation",
        r"participation ladder",
    )
    prompts: ClassVar[Mapping[Phase, str]] = {
        Phase.INDIVIDUAL: N_("Tenk på ett eksempel på innbyggerinvolvering du kjenner."),
        Phase.TABLE: N_("Plasser eksemplene på trappa. Uenige? Velg flere trinn og skriv hvorfor."),
        Phase.PLENARY: N_("Hvor er vi oftest i dag? Hvor vil vi være?"),
        Phase.CLOSED: N_("Oppgaven er avsluttet. Takk for innspillene!"),
    }

    presets = PRESETS
    """The ladders that an organiser may start from."""

    def own_settings(self, changed: Mapping[str, Any]) -> dict[str, Any]:
        """``steps`` (name, description, group) take the place of those of the ``preset``."""
        given = fields(changed, (), ("preset", "steps", "questions"))
        preset = one_of(given.get("preset", "five"), "preset", list(PRESETS))
        steps = given.get("steps") or [
            {"name": name, "description": description, "group": group}
            for name, description, group in PRESETS[preset].steps
        ]
        return {
            "preset": preset,
            "steps": _steps(steps),
            "questions": _questions(given.get("questions", {})),
        }

    def parse(self, settings: Mapping[str, Any], body: object) -> dict[str, Any]:
        """An example needs a text and one or more steps, a stand exactly one step.

        A text that comes with a stand is its reason.
        """
        given = fields(body, ("aspect", "steps"), ("text", "why"))
        aspect = one_of(given["aspect"], "aspect", ASPECTS)
        steps = _chosen(given["steps"], len(settings["steps"]), 1 if aspect != "example" else None)
        least = 1 if aspect == "example" else 0
        said = text(given.get("text", ""), "text", least=least)
        why = text(given.get("why", ""), "why", least=0)
        if aspect == "example":
            return {"aspect": aspect, "steps": steps, "text": said, **({"why": why} if why else {})}
        reason = said or why
        return {"aspect": aspect, "steps": steps, **({"why": reason} if reason else {})}

    def parse_kept(self, settings: Mapping[str, Any], body: object) -> dict[str, Any]:
        """An example stays on its step when the ladder has fewer steps since."""
        return self.parse({**settings, "steps": range(STEPS_MOST)}, body)

    def place(self, body: Mapping[str, Any]) -> str | None:
        """A table stands in one place today, and wants one."""
        aspect: str = body["aspect"]
        return None if aspect == "example" else aspect

    def slots(self, settings: Mapping[str, Any], body: Mapping[str, Any]) -> Sequence[str]:
        """The names of the steps that it is placed on."""
        names = [step["name"] for step in settings["steps"]]
        return tuple(names[step - 1] for step in body["steps"] if step <= len(names))

    def wording(self, body: Mapping[str, Any]) -> str:
        """The example, or the reason for a stand."""
        return self.written(body).get(_main_field(body), "")

    def redacted(self, body: Mapping[str, Any], text: str) -> dict[str, Any]:
        """The reason may name somebody as well as the example, so ``text`` replaces both."""
        return self.rewritten(body, {_main_field(body): text})

    def results(self, settings: Mapping[str, Any], given: Sequence[Given]) -> LadderResults:
        """The visible contributions on their steps; of a table's stands the newest counts."""
        count = len(settings["steps"])
        visible = [one for one in given if not one.hidden]
        placed = [one for one in visible if min(one.body["steps"]) <= count]
        examples = tuple(_example(one, count) for one in placed if one.body["aspect"] == "example")
        now, wanted = _stands(placed, "now"), _stands(placed, "wanted")
        return LadderResults(
            steps=tuple(
                Step(
                    number,
                    step["name"],
                    step["description"],
                    step["group"],
                    tuple(example for example in examples if number in example.steps),
                    tuple(stand for stand in now.values() if stand.step == number),
                    tuple(stand for stand in wanted.values() if stand.step == number),
                )
                for number, step in enumerate(settings["steps"], start=1)
            ),
            examples=examples,
            tables=tuple(
                TableStands(table, now.get(table), wanted.get(table))
                for table in sorted(now.keys() | wanted.keys())
            ),
            beyond=tuple(one.id for one in visible if min(one.body["steps"]) > count),
        )

    def yardstick(self, settings: Mapping[str, Any]) -> object:
        """What the steps are called."""
        return tuple(step["name"] for step in settings["steps"])

    def beside(
        self, steps: Sequence[str], names: Sequence[str], results: Sequence[LadderResults]
    ) -> stands_beside.Beside:
        """The picture of several meetings with the same steps.

        Args:
            steps: what the steps are called, in the language of the reader.
            names: what the meetings are called.
        """
        return stands_beside.draw(
            steps,
            names,
            [[len(step.now) for step in one.steps] for one in results],
            [[len(step.wanted) for step in one.steps] for one in results],
        )

    def rows(self, settings: Mapping[str, Any], one: Given) -> Sequence[Mapping[str, Single]]:
        """One row for each step that the contribution is placed on."""
        names = [step["name"] for step in settings["steps"]]
        return tuple(
            {
                "aspect": one.body["aspect"],
                "slot": step,
                "slot_name": names[step - 1] if step <= len(names) else "",
                "text": one.body.get("text", ""),
                "why": one.body.get("why", ""),
            }
            for step in one.body["steps"]
        )


def _main_field(body: Mapping[str, Any]) -> str:
    """Where people wrote what they meant: an example is told, a stand only has a reason."""
    return "text" if body["aspect"] == "example" else "why"


def _steps(value: object) -> tuple[dict[str, str], ...]:
    if not isinstance(value, list | tuple) or not STEPS_LEAST <= len(value) <= STEPS_MOST:
        raise Invalid("bad_body", field="steps")
    steps = []
    for one in value:
        step = fields(one, ("name",), ("description", "group"))
        steps.append(
            {
                "name": text(step["name"], "steps", most=NAME_MOST),
                "description": text(
                    step.get("description", ""), "steps", most=DESCRIPTION_MOST, least=0
                ),
                "group": text(step.get("group", ""), "steps", most=NAME_MOST, least=0),
            }
        )
    return tuple(steps)


def _questions(value: object) -> dict[str, str]:
    given = fields(value, (), ASPECTS)
    changed = {
        aspect: text(question, "questions", most=DESCRIPTION_MOST, least=0)
        for aspect, question in given.items()
    }
    return {aspect: changed.get(aspect) or own for aspect, own in QUESTIONS.items()}


def _chosen(value: object, count: int, most: int | None) -> list[int]:
    """The chosen steps in order, each once."""
    if not isinstance(value, list | tuple) or len(value) > 2 * STEPS_MOST:
        raise Invalid("bad_body", field="steps")
    steps = sorted({one_of(step, "steps", range(1, count + 1)) for step in value})
    if not steps:
        raise Invalid("no_step", field="steps")
    if most is not None and len(steps) > most:
        raise Invalid("bad_choice", field="steps")
    return steps


def _example(one: Given, count: int) -> Example:
    return Example(
        one.id,
        one.number,
        one.table,
        one.body["text"],
        one.body.get("why", ""),
        tuple(step for step in one.body["steps"] if step <= count),
        one.lifted,
        one.highlighted,
    )


def _stands(placed: Iterable[Given], aspect: str) -> dict[int, Stand]:
    newest = sorted(
        (one for one in placed if one.body["aspect"] == aspect), key=lambda one: one.number
    )
    stands = {
        one.table: Stand(
            one.id, one.number, one.table, one.body["steps"][0], one.body.get("why", "")
        )
        for one in newest
    }
    return dict(sorted(stands.items()))


KIND = Ladder()
