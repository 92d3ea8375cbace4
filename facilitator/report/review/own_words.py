"""What the organiser wrote that others read as it is: the plan, the exercises, the report."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from facilitator.models import Item, Meeting, Report
from facilitator.overview import Shown, exercises_of
from facilitator.words import N_


@dataclass(frozen=True)
class OwnWords:
    """One text of the organiser's, told as it is.

    Args:
        called: what it is, in bokmål.
    """

    words: str
    called: str


def own_words(db: Session, meeting: Meeting) -> tuple[OwnWords, ...]:
    """What the organiser wrote and others will read, as far as it may tell of somebody unawares.

    Who arranges the meeting and where, whom to ask about it and what the logo shows are no such
    thing. What exercises ask is in the data, whether the report tells it or not.
    """
    report = db.get(Report, meeting.id)
    found = [
        OwnWords(meeting.title, N_("Tittelen på møtet")),
        OwnWords(meeting.subtitle, N_("Tittelen på møtet")),
        *(_of_report(report) if report is not None else ()),
        *(one for item in meeting.items if item.deleted_at is None for one in _of_item(item)),
        *(one for exercise in exercises_of(db, meeting.id) for one in _of_exercise(exercise)),
        *(OwnWords(table.name, N_("Navnet på et bord")) for table in meeting.tables),
    ]
    return tuple(one for one in found if one.words)


def _of_report(report: Report) -> Iterator[OwnWords]:
    yield OwnWords(report.introduction, N_("Innledningen"))
    yield OwnWords(report.next_step, N_("Veien videre"))
    for words in report.comments.values():
        yield OwnWords(words, N_("Kommentar"))


def _of_item(item: Item) -> Iterator[OwnWords]:
    for words in (item.title, item.speaker, item.description):
        yield OwnWords(words, N_("Programmet"))


def _of_exercise(exercise: Shown) -> Iterator[OwnWords]:
    yield OwnWords(exercise.title, N_("Tittelen på en oppgave"))
    kind = exercise.kind
    ours = set(_texts(kind.settings({}), kind.chosen_in))
    for words in dict.fromkeys(_texts(exercise.settings, kind.chosen_in)):
        if words not in ours:
            yield OwnWords(words, N_("Tekst i en oppgave"))


def _texts(settings: Mapping[str, Any], chosen: Sequence[str]) -> Iterator[str]:
    """All texts in ``settings`` beside those that are ``chosen``, however deep they stand."""
    for name, value in settings.items():
        if name not in chosen:
            yield from _strings(value)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list | tuple):
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from _strings(one)
