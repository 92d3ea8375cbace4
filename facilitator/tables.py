"""The tables of a room: sit, be the scribe, be done."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from facilitator import changes
from facilitator.errors import Unknown
from facilitator.models import Done, Exercise, Meeting, Participant, Table


def sit(
    db: Session,
    meeting: Meeting,
    *,
    number: int,
    participant_id: str | None,
    new_id: Callable[[], str],
    now: datetime,
) -> Participant:
    """Seat a phone at table ``number``: a new one, or one that moves with its notes.

    Args:
        participant_id: who the phone already is in this meeting, or None.
        new_id: makes the id of a new participant.
        now: aware UTC.

    Raises:
        Unknown: ``unknown_table``.
    """
    table = db.scalar(select(Table).where(Table.meeting_id == meeting.id, Table.number == number))
    if table is None:
        raise Unknown("unknown_table", number=number)
    participant = db.get(Participant, participant_id) if participant_id else None
    if participant is None or participant.meeting_id != meeting.id:
        participant = Participant(
            id=new_id(), meeting_id=meeting.id, table_id=table.id, joined_at=now
        )
        db.add(participant)
    elif participant.table_id != table.id:
        left = db.get_one(Table, participant.table_id)
        if left.scribe_id == participant.id:
            left.scribe_id = None
        participant.table_id = table.id
        # The phone's board is another one now: it must be newer than the one that it shows.
        changes.touch(
            db,
            meeting.id,
            changes.of_table(left.id),
            changes.of_table(table.id),
            changes.TABLES,
        )
    db.flush()
    return participant


def take_scribe(db: Session, participant: Participant, *, on: bool, now: datetime) -> Table:
    """Be the phone that writes for the table, or stop being it.

    Whoever sits at the table may take the role over: they see each other, and a phone may die.
    """
    table = db.get_one(Table, participant.table_id, with_for_update=True)
    scribe = participant.id if on else None
    may = on or table.scribe_id == participant.id
    if may and table.scribe_id != scribe:
        table.scribe_id = scribe
        changes.touch(db, participant.meeting_id, changes.of_table(table.id), changes.TABLES)
    return table


def mark_done(
    db: Session, participant: Participant, *, exercise_id: int, on: bool, now: datetime
) -> Table:
    """Say that the phone's table has finished an exercise, or that it has not after all.

    Raises:
        Unknown: ``unknown_exercise``.
    """
    exercise = db.get(Exercise, exercise_id)
    if exercise is None or exercise.meeting_id != participant.meeting_id:
        raise Unknown("unknown_exercise")
    table = db.get_one(Table, participant.table_id, with_for_update=True)
    done = db.get(Done, (exercise_id, table.id))
    if on is (done is not None):
        return table
    if on:
        db.add(Done(exercise_id=exercise_id, table_id=table.id, at=now))
    else:
        db.execute(delete(Done).where(Done.exercise_id == exercise_id, Done.table_id == table.id))
    changes.touch(db, participant.meeting_id, changes.of_table(table.id), changes.TABLES)
    return table
