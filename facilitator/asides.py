"""What comes another way than from a phone in time: late notes, and what stands on paper."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.board import earlier_of, exercise_in, keep, locked, log_act, make_room
from facilitator.errors import Refused, Unknown
from facilitator.exercises import kind_of
from facilitator.exercises.kind import Phase
from facilitator.models import Contribution, Meeting, Participant, Table


def leave_note(
    db: Session,
    participant: Participant,
    *,
    id: str,
    exercise_id: int,
    body: object,
    now: datetime,
) -> Contribution:
    """Take what came too late as a note to the organiser; no screen of the room shows it.

    Args:
        id: the UUID that the phone made for it; a second arrival gives back the first.
        now: aware UTC.

    Raises:
        Unknown: ``unknown_exercise``.
        Invalid: the body is not one of this kind.
        Refused: ``still_open``, when it can be given as usual.
    """
    meeting = locked(db, participant.meeting_id)
    earlier = earlier_of(db, participant, id)
    if earlier is not None:
        return earlier
    exercise = exercise_in(db, participant.meeting_id, exercise_id)
    if Phase(exercise.phase).takes_input:
        raise Refused("still_open")
    kind = kind_of(exercise.kind)
    return keep(
        db,
        meeting,
        Contribution(
            id=id,
            exercise_id=exercise.id,
            table_id=participant.table_id,
            participant_id=participant.id,
            body=kind.parse(kind.settings(exercise.settings), body),
            shared=False,
            late=True,
            given_at=now,
        ),
    )


def type_from_paper(
    db: Session,
    meeting: Meeting,
    *,
    id: str,
    exercise_id: int,
    table: int,
    body: object,
    who: str,
    now: datetime,
) -> Contribution:
    """Take what stands on a table's sheet of paper, whatever the phase; it is marked so.

    Args:
        id: the UUID that the screen made for it; a second arrival gives back the first.
        table: the table's number.
        now: aware UTC.

    Raises:
        Unknown: ``unknown_exercise``, ``unknown_table``.
        Invalid: the body is not one of this kind.
        Refused: ``enough``, ``id_taken``.
    """
    locked(db, meeting.id)
    earlier = db.get(Contribution, id)
    if earlier is not None:
        if not earlier.paper or earlier.meeting_id != meeting.id:
            raise Refused("id_taken")
        return earlier
    exercise = exercise_in(db, meeting.id, exercise_id)
    table_id = db.scalar(
        select(Table.id).where(Table.meeting_id == meeting.id, Table.number == table)
    )
    if table_id is None:
        raise Unknown("unknown_table", number=table)
    kind = kind_of(exercise.kind)
    settings = kind.settings(exercise.settings)
    parsed = kind.parse(settings, body)
    make_room(db, kind, settings, exercise, table_id, None, parsed, now)
    contribution = keep(
        db,
        meeting,
        Contribution(
            id=id,
            exercise_id=exercise.id,
            table_id=table_id,
            body=parsed,
            shared=True,
            paper=True,
            given_at=now,
        ),
    )
    log_act(db, contribution, "paper", who, now)
    return contribution
