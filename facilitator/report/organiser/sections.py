"""The sections of a report in their order, by name and title; each exercise has one of its own."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from facilitator.models import Meeting
from facilitator.report.asked import asked
from facilitator.words import N_

_BEFORE = {
    "figures": N_("Tallene"),
    "findings": N_("Det viktigste"),
    "introduction": N_("Bakgrunn"),
    "programme": N_("Programmet"),
}
_AFTER = {
    "highlights": N_("Høydepunkter"),
    "measures": N_("Hvem gjør hva"),
    "questions": N_("Ubesvarte spørsmål"),
    "next_step": N_("Veien videre"),
    "method": N_("Slik ble det gjort"),
    "appendix": N_("Alle innspill, ord for ord"),
}
TITLES: Mapping[str, str] = {**_BEFORE, **_AFTER}
"""What the sections that every report may have are called, in bokmål, by name."""
ITS_OWN_WORDS = frozenset({"introduction", "next_step"})
"""Sections of nothing but the organiser's words: there when there are any."""
_OF_EXERCISE = "exercise/"


@dataclass(frozen=True)
class Section:
    """One section.

    Args:
        title: in bokmål, unless the organiser wrote it.
        item: the title of its item, where others are called the same.
    """

    name: str
    title: str
    item: str = ""


def told_apart(exercises: Sequence[tuple[str, str]]) -> Sequence[str]:
    """What tells each exercise from others of its title; empty where there are none.

    That is the title of its item; items that are called the same, too, are counted.

    Args:
        exercises: the title of each, and that of its item.
    """
    often, same = Counter(title for title, _item in exercises), Counter(exercises)
    count = Counter[tuple[str, str]]()
    found = []
    for one in exercises:
        title, item = one
        count[one] += 1
        counted = f"{item} ({count[one]})" if same[one] > 1 else item
        found.append(counted if often[title] > 1 else "")
    return found


def of_exercise(exercise_id: int) -> str:
    """The name of an exercise's section."""
    return f"{_OF_EXERCISE}{exercise_id}"


def is_section(name: str) -> bool:
    """Whether there may be, or may have been, a section called ``name``."""
    number = name.removeprefix(_OF_EXERCISE)
    return name in TITLES or (number != name and number.isascii() and number.isdigit())


def sections_of(db: Session, meeting: Meeting) -> Sequence[Section]:
    """The sections of a meeting's report: the exercises in the order of the programme."""
    exercises = asked(db, meeting).values()
    items = told_apart([(one.shown.title, one.item) for one in exercises])
    return (
        *(Section(*one) for one in _BEFORE.items()),
        *(
            Section(of_exercise(one.shown.id), one.shown.title, item)
            for one, item in zip(exercises, items, strict=True)
        ),
        *(Section(*one) for one in _AFTER.items()),
    )
