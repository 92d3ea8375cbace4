"""What a kind of exercise is: its texts, the body it takes, and what the bodies add up to."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, ClassVar, Protocol

from facilitator.columns import TEXT, Column, Single
from facilitator.errors import Invalid, Refused
from facilitator.parsing import fields, one_of, text, whole
from facilitator.words import N_


class Phase(StrEnum):
    """The phases of an exercise, in the order that the moderator opens them."""

    INDIVIDUAL = "individual"
    TABLE = "table"
    PLENARY = "plenary"
    CLOSED = "closed"

    @property
    def takes_input(self) -> bool:
        """Whether phones may write in this phase."""
        return self in (Phase.INDIVIDUAL, Phase.TABLE)


class Giver(StrEnum):
    """Who answers: every phone for itself, or the table with one voice."""

    PHONE = "phone"
    TABLE = "table"


@dataclass(frozen=True)
class Theme:
    """What several tables said alike, under one label."""

    id: int
    title: str
    position: int


@dataclass(frozen=True)
class Given:
    """A contribution as a kind sees it."""

    id: str
    number: int
    table: int
    """The table's number in the room."""
    body: Mapping[str, Any]
    given_at: datetime
    hidden: bool = False
    lifted: bool = False
    highlighted: bool = False
    revision: int = 0
    shared: bool = True
    theme: Theme | None = None
    dots: int = 0
    """How many dots it has."""
    answered: bool = False
    """A question that was answered in the room."""
    paper: bool = False
    """Typed from the table's sheet of paper."""
    redacted: bool = False
    answers_to: str = ""
    """The words that it answers, as far as its reader may see them; see ``facilitator.answers``."""


class Results(Protocol):
    """What contributions add up to; beyond this each kind has a shape of its own."""

    @property
    def counted(self) -> Sequence[str]:
        """The ids of the contributions that it is made of, each once."""
        ...

    @property
    def pages(self) -> int:
        """How many pages the stage needs to show all of it, at least one."""
        ...


class Kind(ABC):
    """One kind of exercise. Texts are bokmål, marked with ``N_``; screens translate them."""

    name: ClassVar[str]
    title: ClassVar[str]
    words: ClassVar[Sequence[str]]
    """Regular expressions; a programme line that matches one proposes this kind."""
    prompts: ClassVar[Mapping[Phase, str]]
    """What the room is asked to do in each of its phases."""
    phases: ClassVar[Mapping[Phase, str]] = MappingProxyType(
        {
            Phase.INDIVIDUAL: N_("Tenk selv"),
            Phase.TABLE: N_("Ved bordet"),
            Phase.PLENARY: N_("I plenum"),
            Phase.CLOSED: N_("Stengt"),
        }
    )
    """The phases that the kind has, in order, and what each is called."""
    minutes: ClassVar[Mapping[Phase, int]] = MappingProxyType(
        {Phase.INDIVIDUAL: 3, Phase.TABLE: 10}
    )
    """How long each phase should take, in minutes; advice that never ends anything by itself."""
    by: ClassVar[Giver] = Giver.PHONE
    """Who gives, unless the organiser says otherwise."""
    room: ClassVar[bool] = False
    """Whether what is said is on every phone as soon as it is given, not first shown on stage."""
    answerable: ClassVar[bool] = False
    """Whether what is said asks for a measure: a hindrance, a group that does not take part."""
    answers: ClassVar[bool] = False
    """Whether what is said may answer what is answerable: a measure does."""
    written_in: ClassVar[Mapping[str, str]] = MappingProxyType({"text": N_("Innspill")})
    """The fields of a body that people write in, in order, and what each is called."""
    listed: ClassVar[bool] = True
    """Whether what phones say is listed one by one; what is only counted is not.

    One that is not has a macro ``answer`` in its ``phone.html`` (what a phone chose, for itself)
    and a macro ``summary`` in its ``console.html`` (the counts, for the moderator).
    """
    has_themes: ClassVar[bool] = True
    """Whether tables may say the same here, so that it can be joined across them."""
    offered_themes: ClassVar[Sequence[str]] = ()
    """Labels of themes that are proposed to who joins, never shown while people write."""
    columns: ClassVar[Sequence[Column]] = (TEXT,)
    """What its contributions fill in a table of data, in order.

    Those of ``facilitator.columns`` where they fit, and columns of the kind's own where they don't.
    """
    chosen_in: ClassVar[Sequence[str]] = ("by", "dots_by")
    """The settings that the organiser chooses and does not write, of those that are words."""
    shelves: ClassVar[Mapping[str, str]] = MappingProxyType({"": ""})
    """What is never joined in one theme, by its name and title: the two sides of a question."""

    def settings(self, changed: Mapping[str, Any]) -> Mapping[str, Any]:
        """The exercise's settings: what the organiser changed, on top of the kind's own.

        Every kind has ``prompts`` (texts by phase, only those that were changed), ``minutes`` (by
        phase, None for no time), ``by`` (who gives: ``phone`` or ``table``), ``dots`` (how many
        each has when the list is opened for them) and ``dots_by`` (each ``phone`` or ``table``).

        Raises:
            Invalid: ``bad_settings`` with the ``field``.
        """
        with as_settings():
            if not isinstance(changed, Mapping):
                raise Invalid("bad_body", field="settings")
            own = {name: value for name, value in changed.items() if name not in _COMMON}
            return {
                **self.own_settings(own),
                "prompts": _prompts(changed.get("prompts", {})),
                "minutes": _minutes(changed.get("minutes", {}), self),
                "by": one_of(changed.get("by", self.by), "by", list(Giver)),
                "dots": whole(changed.get("dots", 3), "dots", least=1, most=DOTS_MOST),
                "dots_by": one_of(changed.get("dots_by", Giver.PHONE), "dots_by", list(Giver)),
            }

    def own_settings(self, changed: Mapping[str, Any]) -> dict[str, Any]:
        """The settings that only this kind has, as ``settings`` gives those that all have.

        Raises:
            Invalid: with the ``field``.
        """
        fields(changed, ())
        return {}

    @abstractmethod
    def parse(self, settings: Mapping[str, Any], body: object) -> dict[str, Any]:
        """The body in the form that is stored.

        Raises:
            Invalid: with the ``field`` that is wrong.
        """

    def parse_kept(self, settings: Mapping[str, Any], body: object) -> dict[str, Any]:
        """``body`` as ``parse``, when it was taken once; ``settings`` may have changed since.

        Raises:
            Invalid: with the ``field`` that is wrong.
        """
        return self.parse(settings, body)

    def place(self, body: Mapping[str, Any]) -> str | None:
        """The place of which there is only one, where a new ``body`` replaces the earlier.

        None when ``body`` is just one more.
        """
        return None

    def place_of(self, settings: Mapping[str, Any]) -> Giver:
        """Who has one such place each."""
        return Giver.TABLE

    def most_per_table(self, settings: Mapping[str, Any]) -> int | None:
        """How many contributions a table may have; None for no limit."""
        return None

    def objection(
        self, settings: Mapping[str, Any], body: Mapping[str, Any], others: Sequence[Any]
    ) -> Refused | None:
        """Why ``body`` cannot stand beside ``others``, the bodies that its table has already."""
        return None

    def refers_to(self, body: Mapping[str, Any]) -> str | None:
        """The contribution (its UUID) or the theme (``theme/7``) that ``body`` answers, or None."""
        return None

    def referring_to(self, body: Mapping[str, Any], reference: str | None) -> dict[str, Any]:
        """``body`` with another reference, as ``refers_to`` gives it, in the place of its own."""
        return dict(body)

    def shelf(self, body: Mapping[str, Any]) -> str:
        """Which of ``shelves`` ``body`` stands on."""
        return ""

    def slots(self, settings: Mapping[str, Any], body: Mapping[str, Any]) -> Sequence[str]:
        """Where ``body`` stands in the exercise, in words: its side, its steps; often nowhere."""
        shelf = self.shelves[self.shelf(body)]
        return (shelf,) if shelf else ()

    def written(self, body: Mapping[str, Any]) -> Mapping[str, str]:
        """All that people wrote in ``body``, by its field; what is empty is left out."""
        return {field: body[field] for field in self.written_in if body.get(field)}

    def rewritten(self, body: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
        """``body`` with ``words``, by field, in the place of all that people wrote in it.

        A field that ``words`` does not have is gone; what people chose stays.
        """
        chosen = {field: value for field, value in body.items() if field not in self.written_in}
        given = {field: words[field] for field in self.written_in if field in words}
        return {**chosen, **given}

    def chosen(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """What people chose in ``body``, without a word that they wrote.

        It may be less than a body: of what was taken back no more than this is told.
        """
        return self.rewritten(body, {})

    def wording(self, body: Mapping[str, Any]) -> str:
        """What people wrote in ``body``, for a quotation or a redaction."""
        return self.written(body).get("text", "")

    def gist(self, body: Mapping[str, Any]) -> str:
        """What ``body`` is about, without reasons: twins are found by it, and themes named."""
        said: str = body.get("text", "")
        return said

    def redacted(self, body: Mapping[str, Any], text: str) -> dict[str, Any]:
        """``body`` with ``text`` in the place of everything that people wrote in it."""
        return self.rewritten(body, {"text": text})

    @abstractmethod
    def results(self, settings: Mapping[str, Any], given: Sequence[Given]) -> Results:
        """What the visible contributions add up to: the data of stage, phone and report."""

    def yardstick(self, settings: Mapping[str, Any]) -> object:
        """What answers are held against: those of meetings that have the same can be compared."""
        return None

    def without_few(self, results: Any) -> Any:
        """``results`` as they are told to others: they tell of no group of one or two people.

        Only asked for what single people chose, which is counted and never listed.
        """
        return results

    @abstractmethod
    def rows(self, settings: Mapping[str, Any], one: Given) -> Sequence[Mapping[str, Single]]:
        """What the contribution fills of ``columns``, by their names, in at least one row.

        It is one row but where it stands in several places: then each place is a row, and only
        columns that hold ``several`` values differ between them.
        """


_COMMON = ("prompts", "minutes", "by", "dots", "dots_by")
DOTS_MOST = 20
MINUTES_MOST = 180
PROMPT_MOST = 280


@contextmanager
def as_settings() -> Iterator[None]:
    """Refuse what is wrong within the block as ``bad_settings`` with the ``field``."""
    try:
        yield
    except Invalid as refused:
        raise Invalid("bad_settings", field=refused.details["field"]) from None


def _prompts(value: object) -> dict[str, str]:
    """The organiser's own prompts by phase; an empty one gives the kind's own back."""
    if not isinstance(value, Mapping):
        raise Invalid("bad_body", field="prompts")
    changed = {
        one_of(phase, "prompts", list(Phase)): text(prompt, "prompts", most=PROMPT_MOST, least=0)
        for phase, prompt in value.items()
    }
    return {phase: prompt for phase, prompt in changed.items() if prompt}


def _minutes(value: object, kind: Kind) -> dict[str, int | None]:
    """Minutes by phase; a phase that is not named keeps the kind's own, None is no time."""
    given = fields(value, (), [phase for phase in Phase if phase is not Phase.CLOSED])
    minutes: dict[str, int | None] = {}
    for phase in kind.phases:
        if phase is Phase.CLOSED:
            continue
        chosen = given.get(phase, kind.minutes.get(phase))
        if chosen is not None:
            chosen = whole(chosen, "minutes", least=1, most=MINUTES_MOST)
        minutes[phase] = chosen
    return minutes
