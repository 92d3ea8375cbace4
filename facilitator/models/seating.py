"""Who sits where: the plan for each round, and what is wished of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.models.base import Base


class Seating(Base):
    """How a meeting's people are seated; one for each meeting that seats them."""

    __tablename__ = "seating"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True
    )
    rounds: Mapped[int] = mapped_column(default=1)
    """How many times people change tables, the first time included; 1 to 4."""
    round: Mapped[int] = mapped_column(default=1)
    """The round that holds now."""
    mix: Mapped[list[str]] = mapped_column(default=list)
    """What the tables are mixed by: ``role``, ``municipality``, ids of own questions."""
    seed: Mapped[int] = mapped_column(default=1)
    planned_at: Mapped[datetime | None]
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What the last change was and the seats that it changed, so that it can be undone; empty when
    there is nothing to undo. See ``facilitator.registration.sitting.seats``."""


class Seat(Base):
    """Where a person sits in one round."""

    __tablename__ = "seat"

    registration_id: Mapped[str] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    round: Mapped[int] = mapped_column(primary_key=True)
    table_id: Mapped[int] = mapped_column(
        ForeignKey("room_table.id", ondelete="CASCADE"), index=True
    )
    fixed: Mapped[bool] = mapped_column(default=False)
    """An organiser chose it; a new plan does not move it."""


class Wish(Base):
    """What must hold wherever people sit."""

    __tablename__ = "wish"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(16))
    """``together``, ``apart``, ``table`` (a certain one) or ``door`` (near it)."""
    table_id: Mapped[int | None] = mapped_column(ForeignKey("room_table.id", ondelete="CASCADE"))


class WishPerson(Base):
    """One of those whom a wish is about."""

    __tablename__ = "wish_person"

    wish_id: Mapped[int] = mapped_column(
        ForeignKey("wish.id", ondelete="CASCADE"), primary_key=True
    )
    registration_id: Mapped[str] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
