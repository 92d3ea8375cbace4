"""Measures: what can be done, what it costs and gives, who in what role should do it, and when.

A measure may answer what was said elsewhere: a hindrance, a group, or a theme of several. Where
tables place one measure differently, each placing is told; nothing here is a mean.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

from facilitator.columns import ANSWERS_TO, DUE, EFFECT, EFFORT, ROLE, TEXT, Single
from facilitator.errors import Invalid
from facilitator.exercises.kind import Given, Kind, Phase
from facilitator.listing import Row, listed, most_dotted, most_shared, tables_of
from facilitator.paging import page_of, pages
from facilitator.parsing import fields, one_of, text
from facilitator.pictures import grid
from facilitator.words import N_

LEVELS = ("small", "medium", "large")
EFFORTS: Mapping[str, str] = {
    "small": N_("Liten innsats"),
    "medium": N_("Middels innsats"),
    "large": N_("Stor innsats"),
}
EFFECTS: Mapping[str, str] = {
    "small": N_("Liten effekt"),
    "medium": N_("Middels effekt"),
    "large": N_("Stor effekt"),
}
CELLS = tuple((effort, effect) for effect in reversed(LEVELS) for effort in LEVELS)
"""The cells of the grid, row by row: effort grows to the right, effect upwards."""
ADVICE: Mapping[tuple[str, str], str] = {
    ("small", "large"): N_("Gjør først"),
    ("large", "large"): N_("Planlegg"),
    ("small", "small"): N_("Når det passer"),
    ("large", "small"): N_("Tenk videre"),
}
"""What the corners of the grid suggest; no measure is thrown away."""
PARTS: Mapping[str, str] = {
    "place": N_("Innsats og effekt"),
    "role": N_("Ansvarlig rolle"),
    "due": N_("Frist"),
    "answers": N_("Hva tiltaket svarer på"),
}
"""What is asked beside the measure itself, unless the organiser leaves it out."""
TEXT_MOST, ROLE_MOST, DUE_MOST = 280, 80, 40
PER_PAGE = 6
"""How many measures the stage lists at once."""
_REFERENCE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|theme/[1-9][0-9]{0,8}")


@dataclass(frozen=True)
class Placing:
    """How much some ``tables`` say that a measure costs and gives; None for nothing said."""

    effort: str | None
    effect: str | None
    tables: tuple[int, ...]

    @property
    def cell(self) -> int | None:
        """The place in ``CELLS``, or None when one of the two is missing."""
        if self.effort is None or self.effect is None:
            return None
        return CELLS.index((self.effort, self.effect))


class Measure(Row[Given]):
    """A measure, or the theme that joins what several tables propose."""

    @property
    def number(self) -> int:
        """What it is called on every screen: the number of its first contribution."""
        return min(one.number for one in self.given)

    @property
    def placings(self) -> tuple[Placing, ...]:
        """What the tables say of effort and effect, what most of them say first."""
        said: dict[tuple[str | None, str | None], list[Given]] = {}
        for one in sorted(self.given, key=lambda one: one.number):
            levels = one.body.get("effort"), one.body.get("effect")
            if levels != (None, None):
                said.setdefault(levels, []).append(one)
        placings = [Placing(*levels, tables_of(ones)) for levels, ones in said.items()]
        return tuple(sorted(placings, key=lambda placing: -len(placing.tables)))

    @property
    def cell(self) -> int | None:
        """The cell that most tables chose, of several the one named first; None for none."""
        cells = [placing.cell for placing in self.placings if placing.cell is not None]
        return cells[0] if cells else None

    @property
    def roles(self) -> tuple[str, ...]:
        """Who should do it, each role once."""
        return self._each("role")

    @property
    def dues(self) -> tuple[str, ...]:
        """When it should be done, each time once."""
        return self._each("due")

    @property
    def answers_to(self) -> tuple[str, ...]:
        """The words that it answers, as far as they can be shown, each once."""
        return tuple(dict.fromkeys(one.answers_to for one in self.given if one.answers_to))

    def _each(self, field: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.body[field] for one in self.given if field in one.body))


@dataclass(frozen=True)
class MeasuresResults:
    """The measures: those with most dots first, else in the order that they came."""

    measures: tuple[Measure, ...]

    @property
    def counted(self) -> tuple[str, ...]:
        """The ids of the contributions that it is made of."""
        return tuple(one.id for measure in self.measures for one in measure.given)

    @property
    def tables(self) -> int:
        """How many tables propose something."""
        return len(tables_of(one for measure in self.measures for one in measure.given))

    @property
    def dots(self) -> int:
        """How many dots were given."""
        return sum(measure.dots for measure in self.measures)

    @property
    def dotted(self) -> tuple[Measure, ...]:
        """What has most dots; several when they have as many."""
        return most_dotted(self.measures)

    @property
    def shared(self) -> tuple[Measure, ...]:
        """The themes that most tables say."""
        return most_shared(self.measures)

    @property
    def assigned(self) -> tuple[Measure, ...]:
        """Those that somebody in some role should do, or that have a time."""
        return tuple(measure for measure in self.measures if measure.roles or measure.dues)

    @property
    def cells(self) -> tuple[tuple[Measure, ...], ...]:
        """What stands in each of ``CELLS``, those to show first in front."""
        return tuple(self._in(cell) for cell in range(len(CELLS)))

    @property
    def aside(self) -> tuple[Measure, ...]:
        """What stands in no cell."""
        return self._in(None)

    @property
    def pages(self) -> int:
        """The page of the grid, unless all stand aside, and those of the list."""
        lists = pages(len(self.measures), PER_PAGE) if self.measures else 0
        return self._grids + lists

    def listed(self, page: int) -> Sequence[Measure]:
        """What the stage lists on ``page``, the first being 1; nothing on the page of the grid."""
        page = min(max(page, 1), self.pages)
        return page_of(self.measures, page - self._grids, PER_PAGE) if page > self._grids else ()

    def grid(
        self,
        advice: Sequence[str],
        efforts: Sequence[str],
        effects: Sequence[str],
        aside: str,
        *,
        width: int = grid.WIDTH,
        height: int = grid.HEIGHT,
    ) -> grid.Grid:
        """The picture, with its words in the language of the screen.

        Args:
            advice: a word on each of ``CELLS``, empty for none.
            efforts: from left to right.
            effects: from the top down.
            aside: in front of what stands in no cell.
        """
        return grid.draw(
            [[_entry(measure) for measure in cell] for cell in self.cells],
            [_entry(measure) for measure in self.aside],
            grid.Words(advice, efforts, effects, aside),
            width=width,
            height=height,
        )

    @property
    def _grids(self) -> int:
        return 0 if self.measures and len(self.aside) == len(self.measures) else 1

    def _in(self, cell: int | None) -> tuple[Measure, ...]:
        found = [measure for measure in self.measures if measure.cell == cell]
        return tuple(sorted(found, key=lambda measure: not measure.marked))


class Measures(Kind):
    """Body: ``{text, answers?, effort?, effect?, role?, due?}``. Settings: ``left_out``."""

    name = "measures"
    title = N_("Tiltak")
    answers = True
    chosen_in = (*Kind.chosen_in, "left_out")
    columns = (TEXT, EFFORT, EFFECT, ROLE, DUE, ANSWERS_TO)
    written_in = MappingProxyType(
        {"text": N_("Tiltaket"), "role": N_("Ansvarlig rolle"), "due": N_("Frist")}
    )
    parts = PARTS
    cells = CELLS
    advice = tuple(ADVICE.get(cell, "") for cell in CELLS)
    efforts = tuple(EFFORTS.values())
    effects = tuple(EFFECTS[level] for level in reversed(LEVELS))
    aside = N_("Ikke plassert")
    words = (
        r"tiltak(a|ene|et)?\b",
        r"handlingsplan",
        r"measures\b",
        r"action (plan|points?|items?)",
    )
    prompts: ClassVar[Mapping[Phase, str]] = {
        Phase.INDIVIDUAL: N_("Hva kan vi gjøre? Skriv ned ett eller to tiltak du har tro på."),
        Phase.TABLE: N_("Hva kan vi gjøre? Hvem bør ha ansvaret (rolle)? Når?"),
        Phase.PLENARY: N_("Hvor begynner vi? Se på innsats og effekt."),
        Phase.CLOSED: N_("Oppgaven er avsluttet. Takk for innspillene!"),
    }

    def own_settings(self, changed: Mapping[str, Any]) -> dict[str, Any]:
        """``left_out`` names those of ``PARTS`` that the form does not ask for."""
        given = fields(changed, (), ("left_out",))
        left_out = given.get("left_out", ())
        if not isinstance(left_out, list | tuple) or len(left_out) > len(PARTS):
            raise Invalid("bad_body", field="left_out")
        chosen = {one_of(part, "left_out", tuple(PARTS)) for part in left_out}
        return {"left_out": tuple(part for part in PARTS if part in chosen)}

    def parse(self, settings: Mapping[str, Any], body: object) -> dict[str, Any]:
        """Only the text must be there; what is empty is left out."""
        given = fields(body, ("text",), ("answers", "effort", "effect", "role", "due"))
        optional = {
            "answers": _reference(given.get("answers", "")),
            "effort": _level(given.get("effort", ""), "effort"),
            "effect": _level(given.get("effect", ""), "effect"),
            "role": _line(given.get("role", ""), "role", ROLE_MOST),
            "due": _line(given.get("due", ""), "due", DUE_MOST),
        }
        return {
            "text": text(given["text"], "text", most=TEXT_MOST),
            **{field: value for field, value in optional.items() if value},
        }

    def refers_to(self, body: Mapping[str, Any]) -> str | None:
        """What the measure answers."""
        return body.get("answers")

    def referring_to(self, body: Mapping[str, Any], reference: str | None) -> dict[str, Any]:
        """The same measure as the answer to something else, or to nothing."""
        own = {field: value for field, value in body.items() if field != "answers"}
        return {**own, "answers": reference} if reference else own

    def slots(self, settings: Mapping[str, Any], body: Mapping[str, Any]) -> Sequence[str]:
        """How much it costs and gives, as far as that is said."""
        effort, effect = EFFORTS.get(body.get("effort", "")), EFFECTS.get(body.get("effect", ""))
        return tuple(word for word in (effort, effect) if word)

    def results(self, settings: Mapping[str, Any], given: Sequence[Given]) -> MeasuresResults:
        """The visible measures, those that a theme joins as one."""
        measures = [Measure(row.theme, row.given) for row in listed(given)]
        return MeasuresResults(tuple(sorted(measures, key=lambda one: (-one.dots, one.number))))

    def rows(self, settings: Mapping[str, Any], one: Given) -> Sequence[Mapping[str, Single]]:
        """One row: the measure, what it answers, and the rest."""
        said = {
            field: one.body.get(field, "") for field in ("text", "effort", "effect", "role", "due")
        }
        return ({**said, "answers_to": one.answers_to},)


def _reference(value: object) -> str:
    if not isinstance(value, str) or (value and not _REFERENCE.fullmatch(value)):
        raise Invalid("bad_choice", field="answers")
    return value


def _level(value: object, field: str) -> str:
    level: str = one_of(value, field, ("", *LEVELS))
    return level


def _line(value: object, field: str, most: int) -> str:
    return " ".join(text(value, field, most=most, least=0).split())


def _entry(measure: Measure) -> grid.Entry:
    return grid.Entry(measure.number, measure.title, measure.tables)


KIND = Measures()
