"""The tables of the database, one class for each word of the trade."""

import datetime as dt
from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    MetaData,
    String,
    Text,
    Time,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC time; SQLite itself would forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """What all tables share: JSON columns hold plain dictionaries, times are aware UTC."""

    # SQLite forgets the names of constraints, and a later step must name what it drops.
    metadata = MetaData(
        naming_convention={
            "pk": "%(table_name)s_pk",
            "fk": "%(table_name)s_%(column_0_name)s_fk",
            "uq": "%(table_name)s_%(column_0_N_name)s_uq",
            "ix": "%(table_name)s_%(column_0_N_name)s_ix",
        }
    )
    type_annotation_map: ClassVar = {
        dict[str, Any]: JSON,
        list[int]: JSON,
        datetime: UtcDateTime,
    }


class Meeting(Base):
    """One evening (or several days): programme, exercises, tables."""

    __tablename__ = "meeting"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    subtitle: Mapped[str] = mapped_column(String(200), default="")
    host: Mapped[str] = mapped_column(String(200), default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    notice: Mapped[str] = mapped_column(Text, default="")
    """What everyone is told before typing; empty means the standard text."""
    date: Mapped[dt.date] = mapped_column(Date)
    """The local date of the first day."""
    zone: Mapped[str] = mapped_column(String(64))
    """The IANA name of the meeting's time zone."""
    language: Mapped[str] = mapped_column(String(2), default="nb")
    generation: Mapped[int] = mapped_column(default=1)
    """Raised to revoke every key of the meeting."""
    version: Mapped[int] = mapped_column(default=0)
    """Raised in the same transaction as every change; see ``facilitator.changes``."""
    last_number: Mapped[int] = mapped_column(default=0)
    """The number of the meeting's newest contribution."""
    created_at: Mapped[datetime]
    keep_until: Mapped[dt.date | None] = mapped_column(Date)
    black: Mapped[bool] = mapped_column(default=False)
    """The moderator has blackened the stage."""
    message: Mapped[str] = mapped_column(String(280), default="")
    """The moderator's message to the speaker, shown on the stage until it is emptied."""
    rehearsal: Mapped[bool] = mapped_column(default=False)
    """A copy to practise on, which is thrown away afterwards."""

    items: Mapped[list["Item"]] = relationship(
        back_populates="meeting", order_by="Item.position", cascade="all, delete-orphan"
    )
    tables: Mapped[list["Table"]] = relationship(
        back_populates="meeting", order_by="Table.number", cascade="all, delete-orphan"
    )


class Item(Base):
    """One line of the plan."""

    __tablename__ = "item"
    __table_args__ = (Index("item_of_meeting", "meeting_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    position: Mapped[int]
    day: Mapped[int] = mapped_column(default=0)
    """0 is the meeting's date, 1 the day after."""
    title: Mapped[str] = mapped_column(String(300))
    description: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str] = mapped_column(String(16))
    speaker: Mapped[str] = mapped_column(String(300), default="")
    notes: Mapped[str] = mapped_column(Text, default="")
    """For the moderator's eyes only."""
    length: Mapped[int]
    """Planned length in seconds."""
    least: Mapped[int]
    """The length in seconds to which lateness may shrink it; equal to ``length`` for most."""
    fixed_start: Mapped[dt.time | None] = mapped_column(Time)
    """Local wall-clock time before which the item does not start, or None when it follows on."""
    skip: Mapped[bool] = mapped_column(default=False)
    deleted_at: Mapped[datetime | None]

    meeting: Mapped[Meeting] = relationship(back_populates="items")
    exercises: Mapped[list["Exercise"]] = relationship(
        back_populates="item", order_by="Exercise.position", cascade="all, delete-orphan"
    )


class Entry(Base):
    """One line of the log: what the moderator did, never changed afterwards."""

    __tablename__ = "entry"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    number: Mapped[int]
    at: Mapped[datetime]
    who: Mapped[str] = mapped_column(String(64))
    command: Mapped[str] = mapped_column(String(16))
    arguments: Mapped[dict[str, Any]] = mapped_column(default=dict)
    item_id: Mapped[int | None]
    """The item that the moderator saw as current; kept when the item is deleted."""


class Exercise(Base):
    """Something that the room answers during an item."""

    __tablename__ = "exercise"
    __table_args__ = (Index("exercise_of_meeting", "meeting_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = mapped_column(String(16))
    title: Mapped[str] = mapped_column(String(200), default="")
    """Empty means the kind's own title."""
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Only what the organiser changed; the kind knows the rest."""
    phase: Mapped[str] = mapped_column(String(16), default="closed")
    phase_since: Mapped[datetime | None]
    """When the phase was opened; None for an exercise that was never opened."""
    took_input: Mapped[bool] = mapped_column(default=False)
    """The phase before this one took input: what was written then is taken a while longer."""
    phase_due: Mapped[datetime | None]
    """When the phase should be over; advice, nothing ends by itself."""
    revealed: Mapped[bool] = mapped_column(default=False)
    """The stage shows what all tables said."""
    revealed_tables: Mapped[list[int]] = mapped_column(default=list)
    """The numbers of the tables that the stage shows while it does not show all."""
    page: Mapped[int] = mapped_column(default=1)
    """Which page of its results the stage shows."""
    dots_open: Mapped[bool] = mapped_column(default=False)
    """The room may give dots to what was said."""
    speaking_order: Mapped[list[int]] = mapped_column(default=list)
    """Numbers of tables in the order they speak; those that it leaves out come after, in turn."""
    spoken: Mapped[list[int]] = mapped_column(default=list)
    """Numbers of the tables that had the floor, in order."""
    speaking: Mapped[int | None]
    """The number of the table that has the floor."""

    item: Mapped[Item] = relationship(back_populates="exercises")


class Table(Base):
    """The unit that answers."""

    __tablename__ = "room_table"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(80), default="")
    scribe_id: Mapped[str | None] = mapped_column(String(36))
    """The participant whose phone writes for the table."""
    scribe_left_at: Mapped[datetime | None]
    """Since when that phone is gone; None while it is here."""
    nudge: Mapped[str] = mapped_column(String(200), default="")
    """The moderator's short message to the table's phones, until it is emptied."""

    meeting: Mapped[Meeting] = relationship(back_populates="tables")


class Participant(Base):
    """One phone in one meeting; nameless."""

    __tablename__ = "participant"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    table_id: Mapped[int] = mapped_column(ForeignKey("room_table.id", ondelete="CASCADE"))
    joined_at: Mapped[datetime]


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
    """What it takes to undo it."""
    undone_at: Mapped[datetime | None]


class SubjectVersion(Base):
    """The meeting's version at the newest change of one subject."""

    __tablename__ = "subject_version"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True
    )
    subject: Mapped[str] = mapped_column(String(64), primary_key=True)
    version: Mapped[int]
