"""Before the meeting: what people are told, who registered, and the letters to them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.models.base import Base


class Invitation(Base):
    """What people are told before the meeting, and how they may register; one for each meeting."""

    __tablename__ = "invitation"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True
    )
    about: Mapped[str] = mapped_column(Text, default="")
    purpose: Mapped[str] = mapped_column(Text, default="")
    """What the input is used for; empty means the standard text."""
    responsible: Mapped[str] = mapped_column(String(200), default="")
    """Who answers for what is kept about people; empty means the meeting's host."""
    contact: Mapped[str] = mapped_column(String(200), default="")
    """Whom to ask: an address or a telephone number."""
    map_url: Mapped[str] = mapped_column(String(500), default="")
    """Empty means a search for the meeting's place."""
    open: Mapped[bool] = mapped_column(default=False)
    """People may register by themselves."""
    closes_at: Mapped[datetime | None]
    """When registration closes by itself; None means when the last day is over."""
    capacity: Mapped[int | None]
    """How many places there are; None for as many as come."""
    party_most: Mapped[int] = mapped_column(default=4)
    """How many one may register together."""
    roles: Mapped[list[str]] = mapped_column(default=list)
    """What people may say they are: words of ``people.ROLES`` or the organiser's own texts; an
    empty list means all of ``people.ROLES``."""
    questions: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    """The organiser's own questions; see ``facilitator.registration.asked.questions``."""
    asks_diet: Mapped[bool] = mapped_column(default=True)
    reminder_hours: Mapped[int] = mapped_column(default=24)
    """How long before the start people are reminded; 0 for not at all."""
    last_number: Mapped[int] = mapped_column(default=0)
    """The number of the newest registration."""
    told: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """When and where people were told that the meeting is, as ``told.Told`` is kept; empty while
    nobody has been told anything."""
    reminded_at: Mapped[datetime | None]
    thanked_at: Mapped[datetime | None]
    warned_at: Mapped[datetime | None]
    """When the organisers were reminded to take their lists home before they are deleted."""
    diet_forgotten_at: Mapped[datetime | None]
    forgotten_at: Mapped[datetime | None]
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What is kept of those who were forgotten; see ``facilitator.forgetting``."""


class Registration(Base):
    """A person who has, waits for, or gave up a place."""

    __tablename__ = "registration"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        UniqueConstraint("meeting_id", "address"),
        UniqueConstraint("meeting_id", "form"),
        Index("registration_in_line", "meeting_id", "state", "line"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    number: Mapped[int]
    """Counts the registrations in the order that they arrived; never changes."""
    line: Mapped[int]
    """The place in the waiting list, the lowest first; a party stands together."""
    party_id: Mapped[str] = mapped_column(String(36), index=True)
    """The id of the person who registered the party; one's own for who comes alone."""
    state: Mapped[str] = mapped_column(String(12))
    """See ``facilitator.registration.standing.State``."""
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), default="")
    address: Mapped[str | None] = mapped_column(String(254))
    """The e-mail as it is compared; None without one, for who gave the place up, and for who was
    registered together with another of that address."""
    role: Mapped[str] = mapped_column(String(80), default="")
    municipality: Mapped[str] = mapped_column(String(80), default="")
    diet: Mapped[str] = mapped_column(Text, default="")
    """For the kitchen's list and nothing else; deleted after the meeting."""
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """To the organiser's questions, by their ids."""
    language: Mapped[str] = mapped_column(String(2), default="nb")
    form: Mapped[str | None] = mapped_column(String(36))
    """The form that was sent, so that a second press is the same registration; None for who was
    not the first of it, and for who gave the place up."""
    consented_at: Mapped[datetime | None]
    """None for who was put on the list by an organiser."""
    created_at: Mapped[datetime]
    offered_until: Mapped[datetime | None] = mapped_column(index=True)
    """Until when an offered place is held; None in every other state."""
    cancelled_at: Mapped[datetime | None]
    cancelled_by: Mapped[str] = mapped_column(String(12), default="")
    """``person``, ``organiser``, or ``offer`` when one was not answered in time."""
    over: Mapped[bool] = mapped_column(default=False)
    """An organiser gave the place although all were taken."""
    walk_in: Mapped[bool] = mapped_column(default=False)
    """Came without having registered."""
    stood: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """How the person stood before they were given the place at the door, so that it can be undone;
    empty for everybody else. See ``facilitator.registration.placing.admission``."""
    arrived_at: Mapped[datetime | None]
    """Rounded down to five minutes, so that it tells nothing of which phone sat down then."""
    key_generation: Mapped[int] = mapped_column(default=1)
    """Raised to revoke the person's link."""


class Letter(Base):
    """A letter to somebody: written in the transaction of what it tells, sent after it."""

    __tablename__ = "letter"
    __table_args__ = (Index("letter_in_line", "state", "next_try_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), index=True
    )
    registration_id: Mapped[str | None] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), index=True
    )
    """Whom it is about; None for a letter to an organiser."""
    kind: Mapped[str] = mapped_column(String(16))
    recipient: Mapped[str] = mapped_column(String(254))
    """The e-mail address; empty for a person who gave none and must be told otherwise."""
    language: Mapped[str] = mapped_column(String(2))
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What it tells beside what is stored, such as a deadline; no links, no texts."""
    state: Mapped[str] = mapped_column(String(12), default="queued")
    """See ``facilitator.registration.post.letters.LetterState``."""
    created_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    """Not to be sent before; while a server is sending it, until when that server has it."""
    tries: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(String(300), default="")
    """What the mail server said the last time."""
    sent_at: Mapped[datetime | None]
