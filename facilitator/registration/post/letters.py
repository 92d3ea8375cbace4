"""A letter is written in the transaction of what it tells; ``outbox`` has what becomes of it."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.models import Letter, Registration
from facilitator.registration import told


class LetterKind(StrEnum):
    """What a letter tells."""

    CONFIRMED = "confirmed"
    """You have a place; with the meeting for one's calendar."""
    WAITING = "waiting"
    """You are on the waiting list."""
    AGAIN = "again"
    """You had registered already; here is your link."""
    OFFER = "offer"
    """A place is free for you until ``until`` (ISO time, UTC)."""
    LAPSED = "lapsed"
    """The offer was not answered in time."""
    CANCELLED = "cancelled"
    """You are no longer registered."""
    REMINDER = "reminder"
    CHANGED = "changed"
    """Time or place is another; ``before`` has what it was, as ``told.Told`` is kept."""
    THANKS = "thanks"
    MESSAGE = "message"
    """The organiser's own ``subject`` and ``text``; ``form`` is the form that was sent."""
    FORGETTING = "forgetting"
    """To the ``organiser`` of that number: who registered is soon deleted."""


class LetterState(StrEnum):
    """What has become of a letter."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    HANDED = "handed"
    """An organiser told it otherwise."""
    DROPPED = "dropped"
    """What it tells was no longer so when it should have been sent."""


LINK_RESTS = timedelta(hours=1)
"""How long after a letter with somebody's link no other one goes to the same address."""
_UNDER_WAY = (LetterState.QUEUED, LetterState.SENT, LetterState.HANDED)
"""The states of a letter that has come, or is to come."""
_TELLS_WHEN_AND_WHERE = (LetterKind.CONFIRMED, LetterKind.WAITING)


def write(
    db: Session, registration: Registration, kind: LetterKind, now: datetime, **facts: Any
) -> Letter | None:
    """Write to the person within the running transaction.

    To one who gave no e-mail address only what people must know of is written, for an organiser
    to tell them otherwise: an offer, a place after waiting, that an organiser cancelled, a change
    of time or place, and the organiser's own messages.

    Args:
        now: aware UTC.
        facts: what it tells beside what is stored; values for JSON.

    Returns:
        The letter, or None when there is nobody to send it to and no need to.
    """
    if kind in _TELLS_WHEN_AND_WHERE:
        told.note(db, registration)
    if not registration.email and not _must_know(registration, kind, now):
        return None
    letter = Letter(
        meeting_id=registration.meeting_id,
        registration_id=registration.id,
        kind=kind,
        recipient=registration.email,
        language=registration.language,
        facts=facts,
        state=LetterState.QUEUED,
        created_at=now,
        next_try_at=now,
    )
    db.add(letter)
    return letter


def write_link(db: Session, registration: Registration, now: datetime) -> Letter | None:
    """Send the person's link to them, unless it went to that address within the last hour.

    For what anybody can bring about by a form: nobody's mailbox is filled by it.

    Args:
        now: aware UTC.
    """
    lately = select(Letter.recipient).where(
        Letter.meeting_id == registration.meeting_id,
        Letter.kind == LetterKind.AGAIN,
        Letter.created_at > now - LINK_RESTS,
        Letter.state.in_(_UNDER_WAY),
    )
    address = registration.email.casefold()
    if any(recipient.casefold() == address for recipient in db.scalars(lately)):
        return None
    return write(db, registration, LetterKind.AGAIN, now)


def _must_know(registration: Registration, kind: LetterKind, now: datetime) -> bool:
    must = _MUST_KNOW.get(kind)
    return must is not None and must(registration, now)


_MUST_KNOW: Mapping[LetterKind, Callable[[Registration, datetime], bool]] = {
    LetterKind.OFFER: lambda _person, _now: True,
    LetterKind.CHANGED: lambda _person, _now: True,
    LetterKind.MESSAGE: lambda _person, _now: True,
    # Who is put on the list now stands there; who waited does not know yet.
    LetterKind.CONFIRMED: lambda person, now: person.created_at < now,
    LetterKind.CANCELLED: lambda person, _now: person.cancelled_by == "organiser",
}
