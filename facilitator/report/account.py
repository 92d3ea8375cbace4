"""The account of a meeting: all that its report tells, read at one moment and not yet in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.exercises.kind import Given
from facilitator.models import Act, Contribution, Entry, Item, Meeting, Participant, Report
from facilitator.overview import Shown
from facilitator.programme.rows import timeline_of
from facilitator.report.asked import Asked, asked
from facilitator.report.edition import Edition, edits_of
from facilitator.report.input import Input, Moderated, entries_of, input_of
from facilitator.report.organiser.sections import of_exercise
from facilitator.report.organiser.words import written
from facilitator.report.steered import Steered
from facilitator.report.times import Day, days_of


@dataclass(frozen=True)
class Part:
    """An exercise, and what it came to.

    Args:
        steered: how the room was taken through it, when that was noted.
        results: as its kind has them.
        entries: what the appendix has of it, each with whether it came too late.
        given: how many visible contributions there are, those of single people among them.
    """

    exercise: Shown
    item: Item
    steered: Steered | None
    results: Any
    entries: Sequence[tuple[Given, bool]]
    given: int

    @property
    def name(self) -> str:
        """What its section is called in ``Report.comments`` and ``Report.left_out``."""
        return of_exercise(self.exercise.id)

    @property
    def heard(self) -> Sequence[Given]:
        """Of the entries what came in time and was not hidden."""
        return [one for one, late in self.entries if not late and not one.hidden]

    @property
    def used(self) -> bool:
        """Whether the room came to it at all."""
        return self.exercise.phase_since is not None or self.given > 0 or bool(self.entries)


@dataclass(frozen=True)
class Highlight:
    """Something that a table chose to share, or that was lifted in plenary."""

    part: Part
    one: Given


@dataclass(frozen=True)
class Account:
    """All that the report of a meeting tells, of those who came nothing but the phones.

    Args:
        words: the organiser's part.
        parts: the exercises in the order of the programme.
        phones: how many phones there were.
        occupied: at how many tables somebody sat: with a phone, or with something to say.
        tables: the numbers of the tables that said something.
        changed_at: aware UTC, when any of it was last changed.
    """

    meeting: Meeting
    edition: Edition
    words: Report
    days: Sequence[Day]
    parts: Sequence[Part]
    highlights: Sequence[Highlight]
    moderated: Moderated
    phones: int
    occupied: int
    tables: Sequence[int]
    changed_at: datetime

    @property
    def entries(self) -> int:
        """How many contributions the appendix has."""
        return sum(len(part.entries) for part in self.parts)

    @property
    def chosen(self) -> int:
        """How many answers of single people were counted and are not listed."""
        return sum(part.given for part in self.parts if not part.exercise.listed)

    @property
    def ran(self) -> bool:
        """Whether the programme was run."""
        return any(day.began for day in self.days)

    def leaves_out(self, section: str) -> bool:
        """Whether the organiser wants the report without ``section``."""
        return section in self.words.left_out


def account_of(db: Session, meeting: Meeting, edition: Edition, now: datetime) -> Account:
    """What there is to tell of ``meeting``, in a constant number of queries for each batch.

    Args:
        now: aware UTC; tells how far a meeting that still runs has come, and nothing else.
    """
    items = {
        item.id: item for item in db.scalars(select(Item).where(Item.meeting_id == meeting.id))
    }
    exercises = asked(db, meeting)
    said = input_of(db, meeting, exercises, edits_of(db, meeting.id, edition))
    every = (_part(one, items[one.shown.item_id], said, edition) for one in exercises.values())
    parts = tuple(part for part in every if part.item.deleted_at is None or part.entries)
    return Account(
        meeting=meeting,
        edition=edition,
        words=written(db, meeting.id),
        days=days_of(timeline_of(db, meeting, now), items, meeting.zone),
        parts=parts,
        highlights=tuple(highlight for part in parts for highlight in _highlights(part)),
        moderated=said.moderated,
        phones=_phones(db, meeting),
        occupied=_occupied(db, meeting),
        tables=sorted(
            {one.table for ones in said.standing.values() for one in ones if not one.hidden}
        ),
        changed_at=_changed_at(db, meeting, said),
    )


def _part(one: Asked, item: Item, said: Input, edition: Edition) -> Part:
    exercise = one.shown
    there = said.standing[exercise.id]
    results = exercise.kind.results(exercise.settings, there)
    if edition is Edition.SHARED and not exercise.listed:
        results = exercise.kind.without_few(results)
    return Part(
        exercise,
        item,
        one.steered,
        results,
        entries_of(exercise, said),
        sum(not one.hidden for one in there),
    )


def _highlights(part: Part) -> Sequence[Highlight]:
    """By table; what is lifted in an exercise for the room is only what was answered just then."""
    marked = [
        one for one in part.heard if one.highlighted or (one.lifted and not part.exercise.kind.room)
    ]
    return [Highlight(part, one) for one in sorted(marked, key=lambda one: (one.table, one.number))]


def _phones(db: Session, meeting: Meeting) -> int:
    return db.scalar(select(func.count()).where(Participant.meeting_id == meeting.id)) or 0


def _occupied(db: Session, meeting: Meeting) -> int:
    """Counted from all that was ever said, whatever an edition tells of it."""
    seats, said = (
        select(table.table_id).where(table.meeting_id == meeting.id)
        for table in (Participant, Contribution)
    )
    return db.scalar(select(func.count()).select_from(seats.union(said).subquery())) or 0


def _changed_at(db: Session, meeting: Meeting, said: Input) -> datetime:
    logged, done = (
        db.scalar(select(func.max(table.at)).where(table.meeting_id == meeting.id))
        for table in (Entry, Act)
    )
    return max(at for at in (meeting.created_at, logged, done, said.changed_at) if at)
