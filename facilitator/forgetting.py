"""Forgetting: who registered is deleted on the day that was promised; what was said stays.

What people eat goes as soon as the meeting's last day is over. Of the rest figures are kept that
tell of nobody.
"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from facilitator import changes
from facilitator.models import Invitation, Letter, Meeting, Registration, Seat, Wish
from facilitator.programme.plan import local
from facilitator.programme.rows import plan_of
from facilitator.registration import times, turns
from facilitator.registration.lists.figures import FEW
from facilitator.registration.sitting import seats
from facilitator.registration.standing import State

REST = ""
"""The name of all such groups together."""
WARNED_BEFORE = timedelta(days=7)
"""How long before the day the organisers are reminded."""


@dataclass(frozen=True)
class Forgotten:
    """How much was deleted of a meeting."""

    people: int = 0
    diets: int = 0
    answers: int = 0
    letters: int = 0
    seats: int = 0

    @property
    def any(self) -> bool:
        """Whether there was anything."""
        return any(asdict(self).values())


def today(meeting: Meeting, now: datetime) -> dt.date:
    """The date at the meeting's place at ``now`` (aware UTC)."""
    return now.astimezone(ZoneInfo(meeting.zone)).date()


def kept(db: Session, meeting: Meeting) -> Forgotten:
    """What there is to delete of a meeting now."""

    def count(*which: Any) -> int:
        own = select(func.count()).where(Registration.meeting_id == meeting.id, *which)
        return db.scalar(own) or 0

    letters = select(func.count()).where(Letter.meeting_id == meeting.id)
    seated = (
        select(func.count())
        .select_from(Seat)
        .join(Registration, Registration.id == Seat.registration_id)
        .where(Registration.meeting_id == meeting.id)
    )
    answered = db.scalars(select(Registration.answers).where(Registration.meeting_id == meeting.id))
    return Forgotten(
        people=count(),
        diets=count(Registration.diet != ""),
        answers=sum(1 for answers in answered if answers),
        letters=db.scalar(letters) or 0,
        seats=db.scalar(seated) or 0,
    )


def forget(db: Session, meeting: Meeting, now: datetime) -> Forgotten:
    """Delete everybody who registered for a meeting, and close its registration.

    Args:
        now: aware UTC.

    Returns:
        What was deleted.
    """
    turns.lock(db, meeting)
    invitation = db.get_one(Invitation, meeting.id, populate_existing=True)
    deleted = kept(db, meeting)
    invitation.figures = figures_kept(db, meeting)
    invitation.open = False
    invitation.forgotten_at = now
    invitation.diet_forgotten_at = invitation.diet_forgotten_at or now
    db.flush()
    for table in (Letter, Wish, Registration):
        db.execute(delete(table).where(table.meeting_id == meeting.id))
    seats.forget_last(db, meeting.id)
    changes.touch(db, meeting.id, changes.REGISTRATIONS)
    return deleted


def forget_diet(db: Session, meeting: Meeting, now: datetime) -> Forgotten:
    """Delete what those who registered for a meeting eat.

    Args:
        now: aware UTC.
    """
    turns.lock(db, meeting)
    has_diet = (Registration.meeting_id == meeting.id, Registration.diet != "")
    diets = db.scalar(select(func.count()).where(*has_diet)) or 0
    db.execute(update(Registration).where(*has_diet).values(diet=""))
    db.get_one(Invitation, meeting.id).diet_forgotten_at = now
    changes.touch(db, meeting.id, changes.REGISTRATIONS)
    return Forgotten(diets=diets)


def candidates(db: Session, now: datetime) -> Sequence[Meeting]:
    """The meetings of which something may have to be deleted, in one query.

    Also those that were forgotten once and for which people have registered since; a rehearsal
    has nobody who registered.

    Args:
        now: aware UTC.
    """
    people = exists().where(Registration.meeting_id == Meeting.id)
    # Somewhere on earth it is tomorrow already.
    latest = (now + timedelta(days=1)).date()
    return db.scalars(
        select(Meeting)
        .join(Invitation, Invitation.meeting_id == Meeting.id)
        .where(
            ~Meeting.rehearsal,
            Meeting.date <= latest,
            or_(Invitation.forgotten_at.is_(None), people),
        )
        .order_by(Meeting.id)
    ).all()


def is_due(db: Session, meeting: Meeting, now: datetime) -> bool:
    """Whether the day has come on which everybody is deleted."""
    return today(meeting, now) >= times.forget_on(db, meeting)


def is_diet_due(db: Session, meeting: Meeting, now: datetime) -> bool:
    """Whether the meal is over: the meeting's last day has passed, and diets are kept still."""
    plan = plan_of(db, meeting)
    over = local(plan, (times.last_day(plan) - plan.date).days + 1, dt.time(0))
    has_diet = exists().where(Registration.meeting_id == meeting.id, Registration.diet != "")
    return now >= over and bool(db.scalar(select(has_diet)))


def days_left(db: Session, meeting: Meeting, now: datetime) -> int | None:
    """In how many days everybody is deleted, when it is time to say so and anybody is there."""
    if today(meeting, now) + WARNED_BEFORE < meeting.date:
        return None
    left = (times.forget_on(db, meeting) - today(meeting, now)).days
    people = exists().where(Registration.meeting_id == meeting.id)
    if left > WARNED_BEFORE.days or not db.scalar(select(people)):
        return None
    return max(0, left)


def figures_kept(db: Session, meeting: Meeting) -> dict[str, Any]:
    """What stays known of all who ever registered for a meeting if everybody is deleted now."""
    earlier = db.get_one(Invitation, meeting.id).figures
    return _together(earlier, figures_of(db, meeting.id))


def figures_of(db: Session, meeting_id: int) -> dict[str, Any]:
    """What may be told of those who registered when nobody knows any more who they were."""
    rows = db.execute(
        select(
            Registration.state,
            Registration.role,
            Registration.municipality,
            Registration.arrived_at,
            Registration.walk_in,
        ).where(Registration.meeting_id == meeting_id)
    ).all()
    if not rows:
        return {}
    had_place = [row for row in rows if row.state == State.CONFIRMED]
    return {
        "states": dict(Counter(str(row.state) for row in rows)),
        "arrived": sum(1 for row in had_place if row.arrived_at is not None),
        "walk_ins": sum(1 for row in had_place if row.walk_in),
        "roles": _without_few(Counter(row.role for row in had_place)),
        "municipalities": _without_few(Counter(row.municipality for row in had_place)),
    }


def _without_few(groups: Counter[str]) -> dict[str, int]:
    told = {name: n for name, n in groups.most_common() if n >= FEW and name != REST}
    rest = groups.total() - sum(told.values())
    if told and 0 < rest < FEW:
        # What is left when the others are subtracted must not tell of few people either.
        rest += told.popitem()[1]
    return {**told, **({REST: rest} if rest else {})}


def _together(old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> dict[str, Any]:
    """The figures of both, when people registered again after others were forgotten."""
    together = dict(old or {})
    for name, value in new.items():
        before = together.get(name)
        if isinstance(value, Mapping):
            together[name] = dict(Counter(before or {}) + Counter(value))
        else:
            together[name] = (before or 0) + value
    return together
