"""What the page of the shared edition shows: texts with their marks, those to look at first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache

from sqlalchemy.orm import Session

from app.languages import gettext
from facilitator.models import Meeting
from facilitator.overview import Shown
from facilitator.paging import page_of, pages
from facilitator.registration.asked.municipalities import all_names, by_county
from facilitator.report.review.marks import STAND_INS, WHY, Mark, marks_in, without
from facilitator.report.review.own_words import OwnWords, own_words
from facilitator.report.review.to_review import Text, texts
from facilitator.words import N_

PAGE = 50
"""So many texts are shown at once."""

VIEWS: Mapping[str, str] = {
    "left": N_("Gjenstår"),
    "marked": N_("Med treff"),
    "decided": N_("Avgjort"),
    "all": N_("Alle"),
}
"""Which texts one may look at."""


@dataclass(frozen=True)
class Sieve:
    """Which texts are looked for, as the address says it; an exercise of 0 is all of them."""

    show: str = "left"
    exercise: int = 0
    page: int = 1

    @property
    def query(self) -> dict[str, str | int]:
        """The part of an address that looks for the same."""
        usual = asdict(Sieve())
        return {name: value for name, value in asdict(self).items() if value != usual[name]}


def sieve_of(said: Mapping[str, str]) -> Sieve:
    """What an address or a form asks for; what makes no sense is left out."""
    show = said.get("show", "")
    numbers = {
        name: int(value)
        for name in ("exercise", "page")
        if (value := said.get(name, "")).isascii() and value.isdigit() and len(value) < 9
    }
    return Sieve(
        show=show if show in VIEWS else Sieve.show,
        exercise=numbers.get("exercise", 0),
        page=max(1, numbers.get("page", 1)),
    )


@dataclass(frozen=True)
class Piece:
    """Some words of a text; ``why`` they are marked, in the reader's language, or nothing."""

    words: str
    why: str = ""


@dataclass(frozen=True)
class Field:
    """One field of a text.

    Args:
        called: in the reader's language; nothing where there is only one.
        pieces: its words, marked and not.
        proposed: the words that a redaction begins with.
        instead: what stands in their place now; None when it was not redacted.
    """

    name: str
    called: str
    pieces: Sequence[Piece]
    proposed: str
    instead: str | None


@dataclass(frozen=True)
class Typed:
    """A redaction that was not taken: what was typed, by field, and why it was not."""

    id: str
    words: Mapping[str, str]
    problem: str


@dataclass(frozen=True)
class Row:
    """A text as the page shows it.

    Args:
        whys: what is marked and why, each once.
        problem: why what was typed was not taken; nothing when it was.
    """

    text: Text
    fields: Sequence[Field]
    whys: Sequence[Piece]
    problem: str = ""


@dataclass(frozen=True)
class View:
    """What the page shows.

    Args:
        counts: how many texts each of ``VIEWS`` has, of all exercises.
        unmarked: how many without marks nobody has looked at.
        found: how many there are of what is looked for; ``rows`` are those of the page.
        texts: every text there is.
        own: what the organiser wrote that has marks.
    """

    sieve: Sieve
    counts: Mapping[str, int]
    unmarked: int
    found: int
    pages: int
    rows: Sequence[Row]
    exercises: Sequence[Shown]
    texts: Sequence[Text]
    own: Sequence[tuple[OwnWords, Sequence[Piece]]] = field(default=())

    @property
    def left(self) -> int:
        """How many nobody has looked at."""
        return self.counts["left"]

    @property
    def total(self) -> int:
        """How many there are."""
        return self.counts["all"]


@cache
def places() -> frozenset[str]:
    """What is known to be a place and no name of a person."""
    return frozenset((*all_names(), *by_county()))


def view_of(db: Session, meeting: Meeting, sieve: Sieve, typed: Typed | None = None) -> View:
    """What the page shows of a meeting.

    Args:
        typed: a redaction that was not taken; its text is shown first, with what was typed.
    """
    everything = texts(db, meeting.id)
    marked = {one.id: one.marked(meeting.language, places()) for one in everything}
    views = {
        "left": [one for one in everything if one.decision is None],
        "marked": [one for one in everything if marked[one.id]],
        "decided": [one for one in everything if one.decision is not None],
        "all": list(everything),
    }
    wanted = [one for one in views[sieve.show] if sieve.exercise in (0, one.exercise.id)]
    # A sorting that keeps the order otherwise.
    wanted.sort(key=lambda one: not marked[one.id])
    count = pages(len(wanted), PAGE)
    page = min(sieve.page, count)
    shown = list(page_of(wanted, page, PAGE))
    if typed is not None:
        first = [one for one in everything if one.id == typed.id]
        shown = [*first, *(one for one in shown if one.id != typed.id)]
    answerable = {one.exercise.id: one.exercise for one in everything}
    return View(
        sieve=Sieve(sieve.show, sieve.exercise, page),
        counts={name: len(ones) for name, ones in views.items()},
        unmarked=sum(not marked[one.id] for one in views["left"]),
        found=len(wanted),
        pages=count,
        rows=[_row(one, meeting.language, typed) for one in shown],
        exercises=list(answerable.values()),
        texts=everything,
        own=list(_own(db, meeting)),
    )


def _row(one: Text, language: str, typed: Typed | None) -> Row:
    marks = one.marks(language, places())
    stand_ins = {sign: gettext(words) for sign, words in STAND_INS.items()}
    here = typed if typed is not None and typed.id == one.id else None
    fields = []
    for name, words in one.words.items():
        proposed = one.instead.get(name, "") if one.instead else ""
        proposed = proposed or without(words, marks[name], stand_ins)
        fields.append(
            Field(
                name=name,
                called=gettext(one.called[name]) if len(one.called) > 1 else "",
                pieces=_pieces(words, marks[name]),
                proposed=here.words.get(name, "") if here and here.words else proposed,
                instead=one.instead.get(name, "") if one.instead else None,
            )
        )
    whys = {piece.words: piece for field in fields for piece in field.pieces if piece.why}
    return Row(one, fields, list(whys.values()), here.problem if here else "")


def _own(db: Session, meeting: Meeting) -> Iterator[tuple[OwnWords, Sequence[Piece]]]:
    for one in own_words(db, meeting):
        marks = marks_in(one.words, meeting.language, places())
        if marks:
            yield one, [piece for piece in _pieces(one.words, marks) if piece.why]


def _pieces(words: str, marks: Sequence[Mark]) -> list[Piece]:
    """``words`` cut at its marks."""
    pieces, at = [], 0
    for mark in marks:
        pieces.append(Piece(words[at : mark.start]))
        pieces.append(Piece(words[mark.start : mark.end], gettext(WHY[mark.sign])))
        at = mark.end
    pieces.append(Piece(words[at:]))
    return [piece for piece in pieces if piece.words]
