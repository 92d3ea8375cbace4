"""Where people sit: the seats of a meeting, and one for somebody who came late."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator import changes
from facilitator.models import Meeting, Registration, Seat, Seating, Table


def seats_of(db: Session, meeting_id: int) -> Mapping[int, Mapping[str, int]]:
    """The number of the table at which each registration sits, by round."""
    found = db.execute(
        select(Seat.round, Seat.registration_id, Table.number)
        .join(Table, Table.id == Seat.table_id)
        .where(Table.meeting_id == meeting_id)
    )
    rounds: dict[int, dict[str, int]] = {}
    for round, registration_id, number in found:
        rounds.setdefault(round, {})[registration_id] = number
    return rounds


def table_of(db: Session, registration: Registration) -> Table | None:
    """Where the person sits in the round that holds now."""
    seating = db.get(Seating, registration.meeting_id)
    return db.scalar(
        select(Table)
        .join(Seat, Seat.table_id == Table.id)
        .where(
            Seat.registration_id == registration.id,
            Seat.round == (seating.round if seating else 1),
        )
    )


def seat_late(
    db: Session, meeting: Meeting, registration: Registration, now: datetime
) -> Table | None:
    """Seat somebody who came after the plan was made; None when nobody is seated here."""
    seating = db.get(Seating, meeting.id)
    if seating is None or seating.planned_at is None:
        return None
    taken = dict(
        db.execute(
            select(Seat.table_id, func.count())
            .where(Seat.round == seating.round)
            .group_by(Seat.table_id)
        ).all()
    )
    table = min(meeting.tables, key=lambda one: (taken.get(one.id, 0), one.number), default=None)
    if table is not None:
        for round in range(seating.round, seating.rounds + 1):
            db.add(Seat(registration_id=registration.id, round=round, table_id=table.id))
        changes.touch(db, meeting.id, changes.REGISTRATIONS)
    return table
