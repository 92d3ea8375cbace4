"""Where people sit, as it is stored."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.models import Registration, Seat, Seating, Table


def table_of(db: Session, registration: Registration) -> Table | None:
    """The person's table in the round that holds now; None without one. One query."""
    return db.scalar(
        select(Table)
        .join(Seat, Seat.table_id == Table.id)
        .outerjoin(Seating, Seating.meeting_id == Table.meeting_id)
        .where(
            Seat.registration_id == registration.id,
            Seat.round == func.coalesce(Seating.round, 1),
        )
    )
