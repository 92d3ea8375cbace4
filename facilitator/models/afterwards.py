"""What is added afterwards: the organiser's words in the report, and what others may read of it.

Beside them the cues: what the moderator did with the screens, so that the evening can be replayed.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.models.base import Base


class Report(Base):
    """The organiser's part of a meeting's report; what the room said is never copied into it."""

    __tablename__ = "report"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True
    )
    introduction: Mapped[str] = mapped_column(Text, default="")
    next_step: Mapped[str] = mapped_column(Text, default="")
    contact: Mapped[str] = mapped_column(Text, default="")
    comments: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """The organiser's words to a section, by the section's name."""
    left_out: Mapped[list[str]] = mapped_column(default=list)
    """The names of the sections that the report goes without."""
    logo: Mapped[bytes | None] = mapped_column(LargeBinary)
    """A PNG, a JPEG or none."""
    logo_words: Mapped[str] = mapped_column(String(200), default="")
    """What the logo shows, for those who do not see it."""
    revision: Mapped[int] = mapped_column(default=0)
    """Raised with every change; 0 while nobody has written anything."""
    published_at: Mapped[datetime | None]
    """Since when everybody may read it; None while it is the organisers' own."""
    published_edition: Mapped[str] = mapped_column(String(8), default="full")


class Review(Base):
    """What an organiser decided about one contribution in the edition for others."""

    __tablename__ = "review"

    contribution_id: Mapped[str] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), primary_key=True
    )
    decision: Mapped[str] = mapped_column(String(12))
    """``keep``, ``redact`` or ``leave_out``."""
    body: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What stands in the place of a redacted contribution's own body."""
    revision: Mapped[int]
    """The contribution's revision that was looked at: words that changed are looked at again."""
    decided_at: Mapped[datetime]


class TitleReview(Base):
    """What an organiser decided about the title of a theme in the edition for others."""

    __tablename__ = "title_review"

    theme_id: Mapped[int] = mapped_column(
        ForeignKey("theme.id", ondelete="CASCADE"), primary_key=True
    )
    decision: Mapped[str] = mapped_column(String(12))
    """``keep``, ``redact`` or ``leave_out``, when what was joined is told one by one."""
    title: Mapped[str] = mapped_column(String(140), default="")
    """What stands in the place of a redacted title."""
    revision: Mapped[int]
    """The theme's revision that was looked at."""
    decided_at: Mapped[datetime]


class Cue(Base):
    """How an exercise, or the stage itself, stood after the moderator changed it; append-only."""

    __tablename__ = "cue"
    __table_args__ = (Index("cue_of_meeting", "meeting_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    exercise_id: Mapped[int | None] = mapped_column(
        ForeignKey("exercise.id", ondelete="CASCADE"), index=True
    )
    """None for what concerns the stage itself."""
    at: Mapped[datetime]
    state: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """The columns that the moderator steers by, as they were then; times in ISO 8601."""
