"""Those who arrange meetings here, and what they did."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.models.base import Base


class Organiser(Base):
    """A person who arranges meetings on this installation."""

    __tablename__ = "organiser"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    address: Mapped[str | None] = mapped_column(String(254), unique=True)
    """The e-mail as it is compared."""
    password: Mapped[str] = mapped_column(String(200), default="")
    """Its hash; empty until one is chosen."""
    entries: Mapped[int] = mapped_column(default=1)
    """Raised when a one-time link is used or revoked."""
    generation: Mapped[int] = mapped_column(default=1)
    """Raised to end every visit that has begun."""
    created_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class Deed(Base):
    """Something that an organiser did; no name of a guest is in it."""

    __tablename__ = "deed"

    id: Mapped[int] = mapped_column(primary_key=True)
    organiser_id: Mapped[int | None] = mapped_column(
        ForeignKey("organiser.id", ondelete="SET NULL")
    )
    meeting_id: Mapped[int | None] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime]
    what: Mapped[str] = mapped_column(String(40))
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
