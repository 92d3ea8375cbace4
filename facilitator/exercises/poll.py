"""A poll: one question with answers to choose from, or a scale; the room sees how it is spread.

A scale is an order and no measure, so nothing here is a mean.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from types import MappingProxyType
from typing import Any, ClassVar

from facilitator.columns import ASKED, SLOT, SLOT_NAME, Single
from facilitator.errors import Invalid
from facilitator.exercises.kind import Given, Giver, Kind, Phase
from facilitator.parsing import fields, one_of, text, whole
from facilitator.pictures import bars
from facilitator.words import N_

CHOICES = ("single", "several", "scale")
QUESTION = N_("Hvem er i rommet?")
OPTIONS = (
    N_("innbygger"),
    N_("politiker"),
    N_("ansatt"),
    N_("forsker"),
    N_("annet"),
)
LOW, HIGH = N_("I svært liten grad"), N_("I svært stor grad")
QUESTION_MOST, LABEL_MOST = 200, 80
REST = N_("Andre svar, samlet")
FEW = 3
"""Fewer people than this are not told apart from others in what is passed on."""
OPTIONS_LEAST, OPTIONS_MOST = 2, 20
STEPS_LEAST, STEPS_MOST = 3, 10


@dataclass(frozen=True)
class Option:
    """An answer that one may choose, and how many chose it; a step of a scale has no label.

    Args:
        together: it is no answer, but several that are told together.
    """

    number: int
    label: str
    count: int
    together: bool = False


@dataclass(frozen=True)
class PollResults:
    """How the answers are spread over what one may choose."""

    choice: str
    options: tuple[Option, ...]
    answered: int
    """How many answered; where several answers are possible the options add up to more."""
    counted: tuple[str, ...]
    """The ids of the contributions that it is made of."""
    pages: int = 1

    @property
    def middle(self) -> tuple[int, int] | None:
        """The step that the middle answer is on; two steps when the middle is between answers."""
        if self.choice != "scale" or not self.answered:
            return None
        reached = list(accumulate(option.count for option in self.options))
        lower, upper = (self.answered + 1) // 2, self.answered // 2 + 1
        return self._step_at(reached, lower), self._step_at(reached, upper)

    def _step_at(self, reached: Sequence[int], place: int) -> int:
        return next(
            option.number
            for option, upto in zip(self.options, reached, strict=True)
            if upto >= place
        )

    @property
    def most(self) -> tuple[Option, ...]:
        """What most chose, several when they are as many; what is told together is no answer."""
        told = [option for option in self.options if not option.together]
        most = max((option.count for option in told), default=0)
        return tuple(option for option in told if option.count == most and most)

    def share(self, option: Option) -> int:
        """How many of a hundred who answered chose ``option``."""
        return int(100 * option.count / self.answered + 0.5) if self.answered else 0

    def lying(
        self,
        labels: Sequence[str],
        said: Sequence[str],
        *,
        width: int = bars.WIDTH,
        height: int = bars.HEIGHT,
    ) -> bars.Bars:
        """The picture of a choice; ``labels`` and ``said`` are in the language of the screen."""
        counts = [option.count for option in self.options]
        return bars.lying(labels, counts, said, width=width, height=height)

    def standing(
        self, low: str, high: str, *, width: int = bars.WIDTH, height: int = bars.HEIGHT
    ) -> bars.Columns:
        """The picture of a scale, with the words at its ends in the language of the screen."""
        counts = [option.count for option in self.options]
        return bars.standing(counts, low, high, width=width, height=height)


class Poll(Kind):
    """Body: ``{options}``, what was chosen as numbers from 1.

    Settings: ``question``, ``choice`` (one of ``CHOICES``), ``options`` (labels), ``steps`` (of a
    scale), ``low`` and ``high`` (the words at its ends).
    """

    name = "poll"
    title = N_("Rask runde")
    words = (r"rask(e)? runde", r"meningsmåling", r"show of hands")
    prompts: ClassVar[Mapping[Phase, str]] = {
        Phase.TABLE: N_("Svar på mobilen. Svarene vises samlet, uten navn."),
        Phase.PLENARY: N_("Slik svarte salen. Hva legger dere merke til?"),
        Phase.CLOSED: N_("Runden er stengt. Takk for svarene!"),
    }
    phases = MappingProxyType(
        {
            Phase.TABLE: N_("Åpen"),
            Phase.PLENARY: N_("I plenum"),
            Phase.CLOSED: N_("Stengt"),
        }
    )
    minutes = MappingProxyType({Phase.TABLE: 3})
    listed = False
    columns = (ASKED, SLOT, SLOT_NAME)
    has_themes = False
    written_in = MappingProxyType({})
    chosen_in = (*Kind.chosen_in, "choice")

    def own_settings(self, changed: Mapping[str, Any]) -> dict[str, Any]:
        """An empty text gives the kind's own back."""
        given = fields(changed, (), ("question", "choice", "options", "steps", "low", "high"))
        question = text(given.get("question", ""), "question", most=QUESTION_MOST, least=0)
        return {
            "question": question or QUESTION,
            "choice": one_of(given.get("choice", "single"), "choice", CHOICES),
            "options": _labels(given.get("options", OPTIONS)),
            "steps": whole(given.get("steps", 5), "steps", least=STEPS_LEAST, most=STEPS_MOST),
            "low": text(given.get("low", ""), "low", most=LABEL_MOST, least=0) or LOW,
            "high": text(given.get("high", ""), "high", most=LABEL_MOST, least=0) or HIGH,
        }

    def parse(self, settings: Mapping[str, Any], body: object) -> dict[str, Any]:
        """An option may be given by its label too."""
        chosen = _chosen(fields(body, ("options",))["options"], _options(settings))
        if settings["choice"] != "several" and len(chosen) > 1:
            raise Invalid("bad_choice", field="options")
        return {"options": chosen}

    def parse_kept(self, settings: Mapping[str, Any], body: object) -> dict[str, Any]:
        """An answer stands though its option is gone, or only one may be chosen since."""
        gone = [""] * OPTIONS_MOST
        return {"options": _chosen(fields(body, ("options",))["options"], gone)}

    def place(self, body: Mapping[str, Any]) -> str | None:
        """A new answer replaces the earlier."""
        return "answer"

    def place_of(self, settings: Mapping[str, Any]) -> Giver:
        """Each phone has one answer, or each table."""
        return Giver(settings["by"])

    def results(self, settings: Mapping[str, Any], given: Sequence[Given]) -> PollResults:
        """How many chose each option; an answer counts though its option is gone since."""
        visible = [one for one in given if not one.hidden]
        return PollResults(
            choice=settings["choice"],
            options=tuple(
                Option(number, label, sum(number in one.body["options"] for one in visible))
                for number, label in enumerate(_options(settings), start=1)
            ),
            answered=sum(_stands(settings, one.body) for one in visible),
            counted=tuple(one.id for one in visible),
        )

    def yardstick(self, settings: Mapping[str, Any]) -> object:
        """What is asked, and what one may choose."""
        scale = settings["choice"] == "scale"
        chosen = ("steps", "low", "high") if scale else ("choice", "options")
        return settings["question"], *(settings[name] for name in chosen)

    def without_few(self, results: PollResults) -> PollResults:
        """What one or two people chose is counted together with more.

        A poll may ask who people are, and only people know which one does: so every choice is
        treated alike. A scale stays as it is; how far one agrees is not who one is.
        """
        chosen = [option for option in results.options if option.count]
        if results.choice == "scale" or all(option.count >= FEW for option in chosen):
            return results
        told = sorted(
            (option for option in chosen if option.count >= FEW), key=lambda option: -option.count
        )
        rest = sum(option.count for option in chosen) - sum(option.count for option in told)
        if told and rest < FEW:
            # What is left when the others are subtracted must not tell of few people either.
            rest += told.pop().count
        # What nobody chose is not listed beside it: that would tell which answers it is made of.
        kept = [option for option in results.options if option in told]
        together = Option(len(results.options) + 1, REST, rest, together=True)
        return replace(results, options=(*kept, together))

    def rows(self, settings: Mapping[str, Any], one: Given) -> Sequence[Mapping[str, Single]]:
        """One row for each option that was chosen."""
        labels = _options(settings)
        return tuple(
            {
                "question": settings["question"],
                "slot": number,
                "slot_name": labels[number - 1] if number <= len(labels) else "",
            }
            for number in one.body["options"]
        )


def _options(settings: Mapping[str, Any]) -> Sequence[str]:
    """The labels of what one may choose; the steps of a scale have none."""
    if settings["choice"] == "scale":
        return ("",) * int(settings["steps"])
    options: Sequence[str] = settings["options"]
    return options


def _stands(settings: Mapping[str, Any], body: Mapping[str, Any]) -> bool:
    """Whether any of what was chosen can still be chosen."""
    first: int = min(body["options"])
    return first <= len(_options(settings))


def _labels(value: object) -> tuple[str, ...]:
    """The options in order, each once; empty ones are left out."""
    if not isinstance(value, list | tuple) or len(value) > 2 * OPTIONS_MOST:
        raise Invalid("bad_body", field="options")
    labels = [text(one, "options", most=LABEL_MOST, least=0) for one in value]
    options = tuple(dict.fromkeys(label for label in labels if label))
    if not OPTIONS_LEAST <= len(options) <= OPTIONS_MOST:
        raise Invalid("bad_body", field="options")
    return options


def _chosen(value: object, labels: Sequence[str]) -> list[int]:
    """The chosen options in order, each once, at least one."""
    if not isinstance(value, list | tuple) or not 0 < len(value) <= 2 * OPTIONS_MOST:
        raise Invalid("bad_choice", field="options")
    return sorted(
        {
            labels.index(one) + 1
            if isinstance(one, str) and one and one in labels
            else one_of(one, "options", range(1, len(labels) + 1))
            for one in value
        }
    )


KIND = Poll()
