"""When things happen around a meeting: start, closing of registration, deadlines, deletion.

All times are aware UTC; dates are local to the meeting.
"""

import datetime as dt
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from facilitator.models import Invitation, Meeting
from facilitator.programme.course import without_rehearsal
from facilitator.programme.log import fold
from facilitator.programme.plan import DAY_BEGINS, Plan, Slot, local, planned
from facilitator.programme.rows import log_of, plan_of

OFFER_LASTS = timedelta(hours=48)
"""How long an offered place is held at most."""
KEPT = timedelta(days=30)
"""How long after the last day people are kept when the organiser chose no date."""


def starts_at(plan: Plan) -> datetime:
    """When the first item is planned to start."""
    slots = planned(plan)
    return slots[0].start if slots else local(plan, 0, DAY_BEGINS)


def hours_of(plan: Plan) -> dict[dt.date, Slot]:
    """From when to when each of the meeting's days is planned to last, by its local date.

    A day without items is not among them.
    """
    hours: dict[dt.date, Slot] = {}
    for item, slot in zip(plan.items, planned(plan), strict=True):
        day = plan.date + timedelta(days=item.day)
        known = hours.get(day, slot)
        hours[day] = Slot(min(known.start, slot.start), max(known.end, slot.end))
    return hours


def last_day(plan: Plan) -> dt.date:
    """The local date of the meeting's last day."""
    return plan.date + timedelta(days=max((item.day for item in plan.items), default=0))


def last_day_ends_at(plan: Plan) -> datetime:
    """The midnight after the meeting's last day."""
    return local(plan, (last_day(plan) - plan.date).days + 1, dt.time(0))


def closes_at(plan: Plan, invitation: Invitation) -> datetime:
    """When registration closes: as the organiser chose, else when the last day is over."""
    return invitation.closes_at or last_day_ends_at(plan)


def is_open(plan: Plan, invitation: Invitation, now: datetime) -> bool:
    """Whether people may register by themselves at ``now``."""
    return invitation.open and now < closes_at(plan, invitation)


def offers_end(plan: Plan, invitation: Invitation) -> datetime:
    """When all offers are over: registration closes, or the meeting starts."""
    return min(closes_at(plan, invitation), starts_at(plan))


def offer_ends(plan: Plan, invitation: Invitation, now: datetime) -> datetime:
    """Until when a place that is offered at ``now`` is held."""
    return min(now + OFFER_LASTS, offers_end(plan, invitation))


def reminds_at(plan: Plan, invitation: Invitation) -> datetime | None:
    """When people are reminded by themselves; None when they are not."""
    if not invitation.reminder_hours:
        return None
    return starts_at(plan) - timedelta(hours=invitation.reminder_hours)


def has_begun(db: Session, meeting: Meeting, plan: Plan, now: datetime) -> bool:
    """Whether the meeting should have begun, or the moderator has begun it.

    A trial before the meeting's day, and a start that was undone, begin nothing.
    """
    if now >= starts_at(plan):
        return True
    if now < plan.opening:
        return False
    return bool(without_rehearsal(plan, fold(log_of(db, meeting)), now).runs)


def is_over(db: Session, meeting: Meeting, plan: Plan, now: datetime) -> bool:
    """Whether the moderator has finished the meeting, or its last day is over."""
    if now >= last_day_ends_at(plan):
        return True
    if now < plan.opening:
        return False
    return without_rehearsal(plan, fold(log_of(db, meeting)), now).finished is not None


def forget_on(db: Session, meeting: Meeting) -> dt.date:
    """The local date on which what is known of people is deleted; never before all is over."""
    return kept_until(plan_of(db, meeting), meeting)


def kept_until(plan: Plan, meeting: Meeting) -> dt.date:
    """The same day, by a plan that has been read."""
    last = last_day(plan)
    return max(meeting.keep_until, last + timedelta(days=1)) if meeting.keep_until else last + KEPT
