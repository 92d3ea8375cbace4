"""Tells organisers by letter, in time, that those who registered are deleted soon."""

from datetime import datetime

from sqlalchemy.orm import Session

from facilitator import changes, forgetting, organisers
from facilitator.models import Invitation, Letter, Meeting
from facilitator.registration import times, turns
from facilitator.registration.post.letters import LetterKind


def is_due(db: Session, meeting: Meeting, now: datetime) -> bool:
    """Whether it is time to tell them, and they have not been told of that day yet.

    Args:
        now: aware UTC.
    """
    # On the day itself the letter would be deleted with the people.
    if not forgetting.days_left(db, meeting, now):
        return False
    warned_at = db.get_one(Invitation, meeting.id).warned_at
    if warned_at is None:
        return True
    told_of = forgetting.today(meeting, warned_at) + forgetting.WARNED_BEFORE
    return told_of < times.forget_on(db, meeting)


def warn(db: Session, meeting: Meeting, now: datetime) -> int:
    """Write to those who arrange a meeting, once for each day that people are promised.

    Args:
        now: aware UTC.

    Returns:
        How many letters that makes; none when it is not time, or was done.
    """
    turns.lock(db, meeting)
    db.expire_all()
    if not is_due(db, meeting, now):
        return 0
    db.get_one(Invitation, meeting.id).warned_at = now
    told = [one for one in organisers.of_meeting(db, meeting) if one.email]
    db.add_all(
        Letter(
            meeting_id=meeting.id,
            kind=LetterKind.FORGETTING,
            recipient=one.email,
            language=meeting.language,
            facts={"organiser": one.id},
            created_at=now,
            next_try_at=now,
        )
        for one in told
    )
    changes.touch(db, meeting.id, changes.REGISTRATIONS)
    return len(told)
