"""The outbox: a letter is written in the transaction of what it tells, and sent after it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from facilitator.models import Letter, Registration


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
    """Time or place is another; ``before`` has what it was."""
    THANKS = "thanks"


def write(
    db: Session, registration: Registration, kind: LetterKind, now: datetime, **facts: Any
) -> Letter:
    """Write to the person within the running transaction.

    Args:
        now: aware UTC.
        facts: what it tells beside what is stored; values for JSON.
    """
    letter = Letter(
        meeting_id=registration.meeting_id,
        registration_id=registration.id,
        kind=kind,
        recipient=registration.email,
        language=registration.language,
        facts=facts,
        state="queued",
        created_at=now,
        next_try_at=now,
    )
    db.add(letter)
    return letter
