"""Rehearsals: a quick copy of a meeting to practise on, thrown away with all that hangs on it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, ForeignKey, Table, delete, func, select
from sqlalchemy.orm import Session

from facilitator.archive.template import copy
from facilitator.errors import Invalid, Refused
from facilitator.exercises import kind_of
from facilitator.meetings import renew_keys
from facilitator.models import Base, Exercise, Item, Meeting, Organiser

TABLES_LEAST, TABLES_MOST = 1, 30


def length_of(meeting: Meeting) -> int:
    """How long the whole programme of ``meeting`` lasts, in seconds, without what is skipped."""
    return sum(item.length for item in _played(meeting))


def check(meeting: Meeting) -> None:
    """That ``meeting`` can be rehearsed.

    Raises:
        Refused: ``nothing_to_rehearse``, when the programme takes no time; ``is_rehearsal``.
    """
    if meeting.rehearsal:
        raise Refused("is_rehearsal")
    if not length_of(meeting):
        raise Refused("nothing_to_rehearse")


def set_up(
    db: Session, meeting: Meeting, *, speed: float, tables: int, now: datetime, choose: Random
) -> Meeting:
    """Make the copy of ``meeting`` that is practised on; it begins at ``now``, days in a row.

    Args:
        speed: how many times as quickly as planned it runs.
        tables: how many tables it has, numbered from 1.
        now: aware UTC.
        choose: where the code's randomness comes from.

    Raises:
        Refused: as ``check``.
        Invalid: ``bad_speed``, ``bad_tables`` (with ``most``).
    """
    check(meeting)
    if not speed > 0:
        raise Invalid("bad_speed", field="speed")
    if not TABLES_LEAST <= tables <= TABLES_MOST:
        raise Invalid("bad_tables", field="tables", most=TABLES_MOST)
    here = now.astimezone(ZoneInfo(meeting.zone))
    rehearsal = copy(db, meeting, date=here.date(), tables=tables, now=now, choose=choose)
    rehearsal.rehearsal = True
    renew_keys(rehearsal, choose)
    begins = here.time().replace(microsecond=0)
    for item in rehearsal.items:
        item.day = 0
        item.fixed_start = begins if item is rehearsal.items[0] else None
        item.length, item.least = _quick(item.length, speed), _quick(item.least, speed)
        for exercise in item.exercises:
            exercise.settings = {**exercise.settings, "minutes": _minutes(exercise, speed)}
    db.flush()
    return rehearsal


def wipe(db: Session, rehearsal: Meeting) -> Mapping[str, int]:
    """Delete a rehearsal and everything that hangs on it.

    Returns:
        How many rows of each table were deleted.

    Raises:
        Refused: ``no_rehearsal``, for a meeting that is none.
    """
    if not rehearsal.rehearsal:
        raise Refused("no_rehearsal")
    deleted = belongings(db, rehearsal.id)
    db.flush()
    db.execute(delete(Meeting).where(Meeting.id == rehearsal.id, Meeting.rehearsal))
    return deleted


_TABLES = [table for table in Base.metadata.sorted_tables if table is not Organiser.__table__]
"""What a meeting may have rows in; those who arrange meetings belong to the installation."""


def belongings(db: Session, meeting_id: int) -> dict[str, int]:
    """How many rows each table of the database has that hang on a meeting."""
    return {table.name: _count(db, table, _of_meeting(table, meeting_id)) for table in _TABLES}


def traces(db: Session, meeting_id: int) -> dict[str, int]:
    """What is left of a meeting that was wiped: rows that name it, or that hang on nothing."""
    return {table.name: _count(db, table, _left_of(table, meeting_id)) for table in _TABLES}


def left_behind(db: Session, before: datetime) -> Sequence[Meeting]:
    """The rehearsals that were set up before ``before`` (aware UTC): whoever ran them is gone."""
    return db.scalars(
        select(Meeting).where(Meeting.rehearsal, Meeting.created_at < before).order_by(Meeting.id)
    ).all()


def _played(meeting: Meeting) -> Sequence[Item]:
    return [item for item in meeting.items if item.deleted_at is None and not item.skip]


def _quick(seconds: int, speed: float) -> int:
    """``seconds`` at ``speed``; what takes time at all takes a second at least."""
    return max(1, round(seconds / speed)) if seconds else 0


def _minutes(exercise: Exercise, speed: float) -> dict[str, int | None]:
    """The times of the phases at ``speed``; those that would be under a minute have none."""
    minutes = kind_of(exercise.kind).settings(exercise.settings)["minutes"]
    return {
        str(phase): (round(given / speed) or None) if given else None
        for phase, given in minutes.items()
    }


def _count(db: Session, table: Table, which: ColumnElement[bool]) -> int:
    return db.scalar(select(func.count()).select_from(table).where(which)) or 0


def _of_meeting(table: Table, meeting_id: int) -> ColumnElement[bool]:
    own = _own_column(table)
    if own is not None:
        return own == meeting_id
    link = _link(table)
    above = select(link.column).where(_of_meeting(link.column.table, meeting_id))
    return link.parent.in_(above)


def _left_of(table: Table, meeting_id: int) -> ColumnElement[bool]:
    own = _own_column(table)
    if own is not None:
        return own == meeting_id
    link = _link(table)
    return link.parent.not_in(select(link.column))


def _own_column(table: Table) -> ColumnElement[int] | None:
    """The column that says which meeting a row is of, when there is one."""
    return table.c.id if table is Meeting.__table__ else table.c.get("meeting_id")


def _link(table: Table) -> ForeignKey:
    """What ties a row of ``table`` to the one above it."""
    return min(table.foreign_keys, key=lambda link: link.parent.name)
