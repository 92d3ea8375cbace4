"""The tables of a room: sit, be the scribe, be done, be reminded of something."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from facilitator import changes, parsing
from facilitator.board import check_scribe
from facilitator.errors import Refused, Unknown
from facilitator.models import Done, Exercise, Meeting, Participant, Table

GONE = timedelta(seconds=30)
"""When the scribe's phone has been away for so long, another may take the role over."""
NUDGE_MOST = 200
"""The longest message to a table, in characters."""
_NUMBER_MOST = 2**31 - 1
"""The largest number that every database holds."""


def find(db: Session, meeting: Meeting, number: int | None) -> Table | None:
    """The meeting's table of a number that somebody gave, or did not give; None for no such one."""
    if number is None or not 0 < number <= _NUMBER_MOST:
        return None
    return db.scalar(select(Table).where(Table.meeting_id == meeting.id, Table.number == number))


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
    table = _numbered(db, meeting, number)
    participant = db.get(Participant, participant_id) if participant_id else None
    if participant is None or participant.meeting_id != meeting.id:
        day = now.replace(hour=0, minute=0, second=0, microsecond=0)
        participant = Participant(
            id=new_id(), meeting_id=meeting.id, table_id=table.id, joined_at=day
        )
        db.add(participant)
    elif participant.table_id != table.id:
        left = db.get_one(Table, participant.table_id)
        if left.scribe_id == participant.id:
            left.scribe_id = left.scribe_left_at = None
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

    Args:
        now: aware UTC.

    Raises:
        Refused: ``scribe_here``, when another phone writes for the table; ``scribe_back_soon``
            (``seconds``, after which to ask again), when that phone has only just gone.
    """
    table = db.get_one(Table, participant.table_id, with_for_update=True)
    before = (table.scribe_id, table.scribe_left_at)
    if on:
        if table.scribe_id not in (None, participant.id):
            _check_gone(table, now)
        table.scribe_id, table.scribe_left_at = participant.id, None
    elif table.scribe_id == participant.id:
        table.scribe_id = table.scribe_left_at = None
    if (table.scribe_id, table.scribe_left_at) != before:
        _touch(db, table)
    return table


def _check_gone(table: Table, now: datetime) -> None:
    if table.scribe_left_at is None:
        raise Refused("scribe_here")
    left = table.scribe_left_at + GONE - now
    if left > timedelta():
        raise Refused("scribe_back_soon", seconds=-(-left // timedelta(seconds=1)))


def note_phones(
    db: Session,
    meeting_id: int,
    *,
    here: Collection[str],
    left: Collection[str],
    now: datetime,
) -> None:
    """Note which tables' scribes have come back, and which have gone.

    Args:
        here: the participants whose phones are connected.
        left: those whose phones have just hung up.
        now: aware UTC.
    """
    for table in _with_scribe(db, Table.meeting_id == meeting_id):
        if table.scribe_id in here and table.scribe_left_at is not None:
            table.scribe_left_at = None
            _touch(db, table)
        elif table.scribe_id in left and table.scribe_left_at is None:
            table.scribe_left_at = now
            _touch(db, table)


def note_nobody(db: Session, now: datetime) -> None:
    """Count the scribes of all meetings as gone: a phone may have died while nobody looked.

    Args:
        now: aware UTC.
    """
    for table in _with_scribe(db, Table.scribe_left_at.is_(None)):
        table.scribe_left_at = now
        _touch(db, table)


def _with_scribe(db: Session, wanted: ColumnElement[bool]) -> Sequence[Table]:
    return db.scalars(
        select(Table)
        .where(Table.scribe_id.is_not(None), wanted)
        .order_by(Table.id)
        .with_for_update()
    ).all()


def mark_done(
    db: Session, participant: Participant, *, exercise_id: int, on: bool, now: datetime
) -> Table:
    """Say that the phone's table has finished an exercise, or that it has not after all.

    Raises:
        Unknown: ``unknown_exercise``.
        Refused: ``not_scribe``, when another phone writes for the table.
    """
    exercise = db.get(Exercise, exercise_id)
    if exercise is None or exercise.meeting_id != participant.meeting_id:
        raise Unknown("unknown_exercise")
    table = db.get_one(Table, participant.table_id, with_for_update=True)
    check_scribe(db, participant)
    done = db.get(Done, (exercise_id, table.id))
    if on is (done is not None):
        return table
    if on:
        db.add(Done(exercise_id=exercise_id, table_id=table.id, at=now))
    else:
        db.execute(delete(Done).where(Done.exercise_id == exercise_id, Done.table_id == table.id))
    _touch(db, table)
    return table


def nudge(db: Session, meeting: Meeting, *, number: int, text: str) -> Table:
    """Show the moderator's message on the phones of table ``number``; an empty one takes it away.

    Raises:
        Unknown: ``unknown_table``.
        Invalid: ``too_long``.
    """
    table = _numbered(db, meeting, number)
    said = parsing.text(text, "text", most=NUDGE_MOST, least=0)
    if table.nudge != said:
        table.nudge = said
        _touch(db, table)
    return table


def _numbered(db: Session, meeting: Meeting, number: int) -> Table:
    """The meeting's table of that number.

    Raises:
        Unknown: ``unknown_table``.
    """
    table = find(db, meeting, number)
    if table is None:
        raise Unknown("unknown_table", number=number)
    return table


def _touch(db: Session, table: Table) -> None:
    """Announce a change of ``table`` to its phones and to those who look at all tables."""
    changes.touch(db, table.meeting_id, changes.of_table(table.id), changes.TABLES)
