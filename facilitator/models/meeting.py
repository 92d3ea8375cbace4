"""The meeting and what it is made of: its plan, the log, the exercises, the tables of the room."""

import datetime as dt
from datetime import datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, String, Text, Time, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.models.base import Base


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
    """Raised to revoke the keys of the phones; the other screens have their own below."""
    stage_generation: Mapped[int] = mapped_column(default=1)
    console_generation: Mapped[int] = mapped_column(default=1)
    themes_generation: Mapped[int] = mapped_column(default=1)
    door_generation: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column(default=0)
    """Raised in the same transaction as every change; see ``facilitator.changes``."""
    last_number: Mapped[int] = mapped_column(default=0)
    """The number of the meeting's newest contribution."""
    created_at: Mapped[datetime]
    keep_until: Mapped[dt.date | None] = mapped_column(Date)
    """The local date on which what is known of people is deleted; None means the usual one."""
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
    size: Mapped[int] = mapped_column(default=8)
    """How many people may sit there."""
    near_door: Mapped[bool] = mapped_column(default=False)
    scribe_id: Mapped[str | None] = mapped_column(String(36))
    """The participant whose phone writes for the table."""
    scribe_left_at: Mapped[datetime | None]
    """Since when that phone is gone; None while it is here."""
    nudge: Mapped[str] = mapped_column(String(200), default="")
    """The moderator's short message to the table's phones, until it is emptied."""

    meeting: Mapped[Meeting] = relationship(back_populates="tables")


class SubjectVersion(Base):
    """The meeting's version at the newest change of one subject."""

    __tablename__ = "subject_version"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True
    )
    subject: Mapped[str] = mapped_column(String(64), primary_key=True)
    version: Mapped[int]
