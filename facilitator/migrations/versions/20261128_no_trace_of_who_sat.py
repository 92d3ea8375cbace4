"""Of when a phone sat down the day alone is kept, of seats nothing of those who are forgotten."""

from collections.abc import Sequence
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision: str = "5d1f0c7e92ab"
down_revision: str | None = "b6746a105c3f"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

PARTICIPANT = sa.table(
    "participant", sa.column("id"), sa.column("joined_at", sa.DateTime(timezone=True))
)
REGISTRATION = sa.table("registration", sa.column("meeting_id"))
SEATING = sa.table("seating", sa.column("meeting_id"), sa.column("before", sa.JSON))


def upgrade() -> None:
    """Take the step."""
    bind = op.get_bind()
    joined = bind.execute(sa.select(PARTICIPANT.c.id, PARTICIPANT.c.joined_at)).all()
    if joined:
        bind.execute(
            sa.update(PARTICIPANT)
            .where(PARTICIPANT.c.id == sa.bindparam("phone"))
            .values(joined_at=sa.bindparam("day")),
            [{"phone": id, "day": _day(at)} for id, at in joined],
        )
    there = sa.select(REGISTRATION.c.meeting_id)
    bind.execute(sa.update(SEATING).where(SEATING.c.meeting_id.not_in(there)).values(before={}))


def _day(at: datetime) -> datetime:
    """The day in UTC; SQLite has forgotten that it is UTC."""
    whole = at.astimezone(UTC) if at.tzinfo else at
    return whole.replace(hour=0, minute=0, second=0, microsecond=0)
