"""From when to when a replay goes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.models import Contribution, Cue, Meeting
from facilitator.programme.course import without_rehearsal
from facilitator.programme.log import State, fold
from facilitator.programme.rows import log_of, plan_of

LEAD = timedelta(seconds=20)
"""So long one sees the welcome before the first item, and the thanks after the last."""


@dataclass(frozen=True)
class Span:
    """The part of time that is played; aware UTC."""

    start: datetime
    end: datetime


def course_of(db: Session, meeting: Meeting, now: datetime) -> State:
    """What was run of ``meeting`` until ``now`` (aware UTC), without what was only tried out."""
    return without_rehearsal(plan_of(db, meeting), fold(log_of(db, meeting)), now)


def span_of(db: Session, meeting: Meeting, now: datetime) -> Span | None:
    """From the first item of ``meeting`` to its end, or to ``now`` (aware UTC) while it runs.

    None before it has begun. A meeting that nobody ended is over when nothing more happened.
    """
    runs = course_of(db, meeting, now).runs
    if not runs:
        return None
    start, ended = runs[0].started - LEAD, runs[-1].ended
    if ended is None:
        ended = max(start, min(max(runs[-1].due, *_last(db, meeting)), now))
    return Span(start, ended + LEAD)


def _last(db: Session, meeting: Meeting) -> tuple[datetime, ...]:
    """When something was last said, and when the moderator last changed something."""
    said = select(func.max(Contribution.given_at)).where(Contribution.meeting_id == meeting.id)
    steered = select(func.max(Cue.at)).where(Cue.meeting_id == meeting.id)
    return tuple(at for query in (said, steered) if (at := db.scalar(query)) is not None)
