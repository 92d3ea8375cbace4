"""What the stage shows of an exercise in plenary, and which table has the floor.

All take ``db`` (in a writing transaction) and ``now`` (aware UTC), note what they changed as a
cue, and raise ``Unknown`` ``unknown_exercise`` for an exercise that is not the meeting's.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import changes, cues
from facilitator.errors import Invalid, Unknown
from facilitator.exercises.phases import exercise_of
from facilitator.models import Exercise, Meeting, Table

PAGE_MOST = 500


def reveal(
    db: Session,
    meeting: Meeting,
    *,
    exercise_id: int,
    on: bool,
    table: int | None = None,
    now: datetime,
) -> Exercise:
    """Show on the stage what the tables said, or take it off.

    Args:
        table: the number of the one table to show, or None for all at once.

    Raises:
        Unknown: ``unknown_table``.
    """
    exercise = exercise_of(db, meeting, exercise_id)
    before = (exercise.revealed, exercise.revealed_tables, exercise.page)
    if table is None:
        exercise.revealed, exercise.revealed_tables = on, []
        exercise.page = 1
    else:
        numbers = numbers_of(db, meeting)
        if table not in numbers:
            raise Unknown("unknown_table", number=table)
        shown = set(numbers if exercise.revealed else exercise.revealed_tables)
        shown = shown | {table} if on else shown - {table}
        exercise.revealed = False
        exercise.revealed_tables = sorted(shown)
    if (exercise.revealed, exercise.revealed_tables, exercise.page) != before:
        cues.record(db, exercise, now)
        changes.touch(db, meeting.id, changes.EXERCISES)
    return exercise


def turn_page(
    db: Session, meeting: Meeting, *, exercise_id: int, page: int, now: datetime
) -> Exercise:
    """Show another page of the results; one after the last shows the last.

    Raises:
        Invalid: ``bad_choice``.
    """
    exercise = exercise_of(db, meeting, exercise_id)
    if not 1 <= page <= PAGE_MOST:
        raise Invalid("bad_choice", field="page")
    if exercise.page != page:
        exercise.page = page
        cues.record(db, exercise, now)
        changes.touch(db, meeting.id, changes.EXERCISES)
    return exercise


def open_dots(
    db: Session, meeting: Meeting, *, exercise_id: int, on: bool, now: datetime
) -> Exercise:
    """Let the room give dots to what was said, or end it; the dots stay."""
    exercise = exercise_of(db, meeting, exercise_id)
    if exercise.dots_open is not on:
        exercise.dots_open = on
        cues.record(db, exercise, now)
        changes.touch(db, meeting.id, changes.EXERCISES)
    return exercise


def give_floor(
    db: Session, meeting: Meeting, *, exercise_id: int, table: int | None, now: datetime
) -> Exercise:
    """Let table number ``table`` speak: the stage shows its highlight. None ends the round.

    Raises:
        Unknown: ``unknown_table``.
    """
    exercise = exercise_of(db, meeting, exercise_id)
    if table is not None and table not in numbers_of(db, meeting):
        raise Unknown("unknown_table", number=table)
    if exercise.speaking != table:
        exercise.speaking = table
        if table is not None and table not in exercise.spoken:
            exercise.spoken = [*exercise.spoken, table]
        cues.record(db, exercise, now)
        changes.touch(db, meeting.id, changes.EXERCISES)
    return exercise


def arrange_speakers(
    db: Session, meeting: Meeting, *, exercise_id: int, tables: Sequence[object], now: datetime
) -> Exercise:
    """Let the tables speak in the order of ``tables``, their numbers; the rest come after.

    Raises:
        Invalid: ``bad_choice``, when a table is none of the meeting's or is named twice.
    """
    exercise = exercise_of(db, meeting, exercise_id)
    order = [number for number in numbers_of(db, meeting) if number in tables]
    if len(order) != len(tables):
        raise Invalid("bad_choice", field="tables")
    chosen = [number for number in tables if type(number) is int]
    if exercise.speaking_order != chosen:
        exercise.speaking_order = chosen
        cues.record(db, exercise, now)
        changes.touch(db, meeting.id, changes.EXERCISES)
    return exercise


def numbers_of(db: Session, meeting: Meeting) -> Sequence[int]:
    """The numbers of the meeting's tables, in order."""
    return db.scalars(
        select(Table.number).where(Table.meeting_id == meeting.id).order_by(Table.number)
    ).all()
