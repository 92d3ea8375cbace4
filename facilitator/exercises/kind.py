"""What a kind of exercise is: its texts, the body it takes, and what the bodies add up to."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, Protocol

from facilitator.errors import Invalid
from facilitator.plain_text import plain_text
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


PHASE_TITLES: Mapping[Phase, str] = {
    Phase.INDIVIDUAL: N_("Tenk selv"),
    Phase.TABLE: N_("Ved bordet"),
    Phase.PLENARY: N_("I plenum"),
    Phase.CLOSED: N_("Stengt"),
}


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


class Results(Protocol):
    """What contributions add up to; beyond this each kind has a shape of its own."""

    @property
    def counted(self) -> Sequence[str]:
        """The ids of the contributions that it is made of, each once."""
        ...


class Kind(ABC):
    """One kind of exercise. Texts are bokmål, marked with ``N_``; screens translate them."""

    name: ClassVar[str]
    title: ClassVar[str]
    words: ClassVar[Sequence[str]]
    """Regular expressions; a programme line that matches one proposes this kind."""
    prompts: ClassVar[Mapping[Phase, str]]
    """What the room is asked to do in each phase."""

    def settings(self, changed: Mapping[str, Any]) -> Mapping[str, Any]:
        """The exercise's settings: what the organiser changed, on top of the kind's own.

        Raises:
            Invalid: ``bad_settings`` with the ``field``.
        """
        if changed:
            raise Invalid("bad_settings", field=next(iter(changed)))
        return {}

    @abstractmethod
    def parse(self, settings: Mapping[str, Any], body: object) -> dict[str, Any]:
        """The body in the form that is stored.

        Raises:
            Invalid: with the ``field`` that is wrong.
        """

    def place(self, body: Mapping[str, Any]) -> str | None:
        """The place of which a table has only one, where a new ``body`` replaces the earlier.

        None when ``body`` is just one more.
        """
        return None

    def most_per_table(self, settings: Mapping[str, Any]) -> int | None:
        """How many contributions a table may have; None for no limit."""
        return None

    def wording(self, body: Mapping[str, Any]) -> str:
        """What people wrote in ``body``, for a quotation or a redaction."""
        said: str = body.get("text", "")
        return said

    def redacted(self, body: Mapping[str, Any], text: str) -> dict[str, Any]:
        """``body`` with ``text`` in the place of everything that people wrote in it."""
        return {**body, "text": text}

    @abstractmethod
    def results(self, settings: Mapping[str, Any], given: Sequence[Given]) -> Results:
        """What the visible contributions add up to: the data of stage, phone and report."""

    @abstractmethod
    def rows(self, settings: Mapping[str, Any], one: Given) -> Sequence[Mapping[str, Any]]:
        """The contribution as rows of the export, in plain values."""


TEXT_MOST = 1000
"""The longest text of a contribution, in characters."""


def fields(body: object, required: Sequence[str], optional: Sequence[str] = ()) -> dict[str, Any]:
    """``body`` as a dictionary that has all ``required`` fields and no unknown one.

    Raises:
        Invalid: ``bad_body`` with the ``field``.
    """
    if not isinstance(body, Mapping):
        raise Invalid("bad_body", field="body")
    for field in required:
        if field not in body:
            raise Invalid("bad_body", field=field)
    for field in body:
        if field not in required and field not in optional:
            raise Invalid("bad_body", field=str(field)[:40])
    return dict(body)


def text(value: object, field: str, *, most: int = TEXT_MOST, least: int = 1) -> str:
    """``value`` as clean plain text of ``least`` to ``most`` characters.

    Raises:
        Invalid: ``no_text`` or ``too_long`` (with ``most`` and ``length``) or ``bad_body``.
    """
    if not isinstance(value, str):
        raise Invalid("bad_body", field=field)
    clean = plain_text(value)
    if len(clean) < least:
        raise Invalid("no_text", field=field)
    if len(clean) > most:
        raise Invalid("too_long", field=field, most=most, length=len(clean))
    return clean


@contextmanager
def as_settings() -> Iterator[None]:
    """Refuse what is wrong within the block as ``bad_settings`` with the ``field``."""
    try:
        yield
    except Invalid as refused:
        raise Invalid("bad_settings", field=refused.details["field"]) from None


PROMPT_MOST = 280


def prompts(value: object) -> dict[str, str]:
    """The organiser's own prompts by phase; an empty one gives the kind's own back.

    Raises:
        Invalid: with the ``field``.
    """
    if not isinstance(value, Mapping):
        raise Invalid("bad_body", field="prompts")
    changed = {
        one_of(phase, "prompts", list(Phase)): text(prompt, "prompts", most=PROMPT_MOST, least=0)
        for phase, prompt in value.items()
    }
    return {phase: prompt for phase, prompt in changed.items() if prompt}


def one_of(value: object, field: str, allowed: Sequence[str | int]) -> Any:
    """``value`` when it is one of ``allowed`` (a truth value is not a number here).

    Raises:
        Invalid: ``bad_choice`` with the ``field``.
    """
    if isinstance(value, bool) or not isinstance(value, str | int) or value not in allowed:
        raise Invalid("bad_choice", field=field)
    return value
