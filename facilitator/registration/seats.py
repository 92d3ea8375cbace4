"""Who sits where, as it is stored."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.models import Registration, Seat, Table


def seats_of(db: Session, meeting_id: int) -> dict[int, dict[str, int]]:
    """The number of each person's table, by round and the registration's id."""
    found = db.execute(
        select(Seat.round, Seat.registration_id, Table.number)
        .join(Table, Table.id == Seat.table_id)
        .join(Registration, Registration.id == Seat.registration_id)
        .where(Registration.meeting_id == meeting_id)
    )
    seats: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for round_, registration_id, number in found:
        seats[round_][registration_id] = number
    return dict(seats)
