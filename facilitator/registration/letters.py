"""A letter is written in the transaction of what it tells; ``outbox`` has what becomes of it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from facilitator.models import Letter, Registration
from facilitator.registration import told
from facilitator.registration.standing import By


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


class LetterState(StrEnum):
    """What has become of a letter."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    HANDED = "handed"
    """An organiser told it otherwise."""
    DROPPED = "dropped"
    """What it tells was no longer so when it should have been sent."""


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
        told.note(db, [registration])
    return _put(db, registration, kind, now, facts)


def write_to_each(
    db: Session, people: Sequence[Registration], kind: LetterKind, now: datetime
) -> None:
    """Write to many of one meeting within the running transaction, as ``write`` does to each."""
    if people and kind in _TELLS_WHEN_AND_WHERE:
        told.note(db, people)
    for one in people:
        _put(db, one, kind, now, {})


def _put(
    db: Session,
    registration: Registration,
    kind: LetterKind,
    now: datetime,
    facts: Mapping[str, Any],
) -> Letter | None:
    if not registration.email and not _must_know(registration, kind, now):
        return None
    letter = Letter(
        meeting_id=registration.meeting_id,
        registration_id=registration.id,
        kind=kind,
        recipient=registration.email,
        language=registration.language,
        facts=dict(facts),
        state=LetterState.QUEUED,
        created_at=now,
        next_try_at=now,
    )
    db.add(letter)
    return letter


def _must_know(registration: Registration, kind: LetterKind, now: datetime) -> bool:
    must = _MUST_KNOW.get(kind)
    return must is not None and must(registration, now)


_MUST_KNOW: Mapping[LetterKind, Callable[[Registration, datetime], bool]] = {
    LetterKind.OFFER: lambda _person, _now: True,
    LetterKind.CHANGED: lambda _person, _now: True,
    LetterKind.MESSAGE: lambda _person, _now: True,
    # Who is put on the list now stands there; who waited does not know yet.
    LetterKind.CONFIRMED: lambda person, now: person.created_at < now,
    LetterKind.CANCELLED: lambda person, _now: person.cancelled_by == By.ORGANISER,
}
