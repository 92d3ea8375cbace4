"""What the room says and does: phones, contributions, dots, themes, and what was done with them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.models.base import Base


class Participant(Base):
    """One phone in one meeting; nameless."""

    __tablename__ = "participant"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    table_id: Mapped[int] = mapped_column(ForeignKey("room_table.id", ondelete="CASCADE"))
    joined_at: Mapped[datetime]
    """The day alone: the minute would tell who had just been let in and sat down there."""


class Theme(Base):
    """What contributions from several tables say alike; they stay with their tables."""

    __tablename__ = "theme"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    exercise_id: Mapped[int] = mapped_column(
        ForeignKey("exercise.id", ondelete="CASCADE"), index=True
    )
    shelf: Mapped[str] = mapped_column(String(16), default="")
    """The side of the question that it belongs to; empty where there is only one."""
    title: Mapped[str] = mapped_column(String(140))
    position: Mapped[int]
    revision: Mapped[int] = mapped_column(default=0)
    """Raised when the title changes, so that two who rename it at once find out."""
    dissolved_at: Mapped[datetime | None]
    """It is no theme any more; kept so that it can be brought back."""


class Contribution(Base):
    """One thing said."""

    __tablename__ = "contribution"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        Index("contribution_of_exercise", "exercise_id", "table_id"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    """The UUID that the phone gave it: a second arrival is the same contribution."""
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    exercise_id: Mapped[int] = mapped_column(ForeignKey("exercise.id", ondelete="CASCADE"))
    table_id: Mapped[int] = mapped_column(ForeignKey("room_table.id", ondelete="CASCADE"))
    participant_id: Mapped[str | None] = mapped_column(
        ForeignKey("participant.id", ondelete="SET NULL")
    )
    number: Mapped[int]
    """Stable within the meeting; the report refers to it."""
    body: Mapped[dict[str, Any]]
    shared: Mapped[bool]
    """False for a private note that only its own phone sees."""
    given_at: Mapped[datetime]
    revised_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=0)
    withdrawn_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]
    redacted_at: Mapped[datetime | None]
    lifted_at: Mapped[datetime | None]
    highlighted_at: Mapped[datetime | None]
    """The table chose it as its highlight."""
    answered_at: Mapped[datetime | None]
    """A question that was answered in the room."""
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"), index=True)
    paper: Mapped[bool] = mapped_column(default=False)
    """Typed from the table's sheet of paper."""
    late: Mapped[bool] = mapped_column(default=False)
    """Came when it was closed: a note to the organiser that no screen of the room shows."""


class Support(Base):
    """A dot that a phone or a table gave a contribution."""

    __tablename__ = "support"
    __table_args__ = (Index("support_of_giver", "giver"),)

    contribution_id: Mapped[str] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), primary_key=True
    )
    giver: Mapped[str] = mapped_column(String(48), primary_key=True)
    """A participant's id, or ``table/7`` where each table has its dots together."""
    given_at: Mapped[datetime | None]
    """None for one that was given before this was noted."""


class Done(Base):
    """A table says that it has finished an exercise."""

    __tablename__ = "done"

    exercise_id: Mapped[int] = mapped_column(
        ForeignKey("exercise.id", ondelete="CASCADE"), primary_key=True
    )
    table_id: Mapped[int] = mapped_column(
        ForeignKey("room_table.id", ondelete="CASCADE"), primary_key=True
    )
    at: Mapped[datetime]


class Act(Base):
    """Something that was done with a contribution or a theme; the report's method note lists it."""

    __tablename__ = "act"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), index=True
    )
    contribution_id: Mapped[str | None] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE")
    )
    exercise_id: Mapped[int | None] = mapped_column(
        ForeignKey("exercise.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime]
    who: Mapped[str] = mapped_column(String(64))
    act: Mapped[str] = mapped_column(String(16))
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What it takes to undo it, and to see in the replay what it did."""
    undone_at: Mapped[datetime | None]
