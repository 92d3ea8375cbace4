"""When and where people were told that the meeting is, and whether that still holds.

Nothing is sent while an organiser is still changing things: what differs from what was told is
shown, until the organiser sends word of it.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session

from facilitator.models import Invitation, Meeting, Registration
from facilitator.programme.plan import Plan
from facilitator.programme.rows import plan_of
from facilitator.registration import times

_REGISTERED = exists().where(
    Registration.meeting_id == bindparam("meeting"), Registration.cancelled_at.is_(None)
)
_ANYBODY = select(_REGISTERED)
_OTHERS = select(_REGISTERED.where(Registration.party_id != bindparam("party")))


@dataclass(frozen=True)
class Told:
    """When and where the meeting is: the local date and wall-clock time that it begins, the place.

    ``start`` is None as long as there is no programme.
    """

    date: dt.date
    start: dt.time | None
    place: str

    def stored(self) -> dict[str, Any]:
        """As values for JSON."""
        start = self.start.isoformat("minutes") if self.start else ""
        return {"date": self.date.isoformat(), "start": start, "place": self.place}

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        """What ``stored`` gave."""
        start = dt.time.fromisoformat(stored["start"]) if stored["start"] else None
        return cls(dt.date.fromisoformat(stored["date"]), start, stored["place"])


def holds(meeting: Meeting, plan: Plan) -> Told:
    """When and where the meeting is now."""
    if not plan.items:
        return Told(meeting.date, None, meeting.place)
    start = times.starts_at(plan).astimezone(ZoneInfo(meeting.zone))
    return Told(start.date(), start.time().replace(tzinfo=None), meeting.place)


def note(db: Session, registration: Registration) -> None:
    """Note what the first person who registers is told; later ones change nothing."""
    invitation = db.get_one(Invitation, registration.meeting_id)
    if invitation.told and _others(db, registration):
        return
    meeting = db.get_one(Meeting, registration.meeting_id)
    invitation.told = holds(meeting, plan_of(db, meeting)).stored()


def changed(db: Session, meeting: Meeting, now: datetime) -> Told | None:
    """What people were told when that is no longer so; None when there is nobody to tell.

    Args:
        now: aware UTC; once the meeting has begun nobody is told any more.
    """
    invitation = db.get_one(Invitation, meeting.id)
    if not invitation.told:
        return None
    plan = plan_of(db, meeting)
    before = Told.read(invitation.told)
    if before == holds(meeting, plan) or times.has_begun(db, meeting, plan, now):
        return None
    return before if db.scalar(_ANYBODY, {"meeting": meeting.id}) else None


def _others(db: Session, registration: Registration) -> bool:
    asked = {"meeting": registration.meeting_id, "party": registration.party_id}
    return bool(db.scalar(_OTHERS, asked))
