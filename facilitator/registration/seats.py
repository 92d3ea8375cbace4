"""Where people sit, as the database has it."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.models import Registration, Seat, Seating, Table


def seats_of(db: Session, meeting_id: int) -> Mapping[int, Mapping[str, int]]:
    """The number of everybody's table, by round and by registration. One query."""
    rounds: dict[int, dict[str, int]] = defaultdict(dict)
    for person, number, table in db.execute(
        select(Seat.registration_id, Seat.round, Table.number)
        .join(Table, Table.id == Seat.table_id)
        .where(Table.meeting_id == meeting_id)
        .order_by(Seat.round)
    ):
        rounds[number][person] = table
    return rounds


def table_of(db: Session, registration: Registration) -> Table | None:
    """Where the person sits in the round that holds now."""
    seating = db.get(Seating, registration.meeting_id)
    seat = db.get(Seat, (registration.id, seating.round if seating else 1))
    return db.get(Table, seat.table_id) if seat else None
