"""What the pages for those who come share: the meeting of an address, and what is told about it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from flask import Blueprint, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import medvirk
from app.addresses import base_urls
from app.live.limits import Allowance
from facilitator.models import Invitation, Meeting
from facilitator.programme.plan import Plan, Slot
from facilitator.programme.rows import plan_of
from facilitator.registration import times
from facilitator.registration.invitations import responsible_for
from facilitator.registration.map_link import map_of
from facilitator.registration.placing.steps import party_most
from facilitator.registration.standing import Counts, counted

blueprint = Blueprint("signup", __name__)

FORMS = Allowance(burst=1500, rate=20)
"""Forms from one address, which may be a whole municipality's."""


@dataclass(frozen=True)
class Facts:
    """What everybody may know of a meeting."""

    meeting: Meeting
    invitation: Invitation
    plan: Plan
    hours: Mapping[dt.date, Slot | None]
    """From when to when each day lasts, in the meeting's own time zone; None when nobody said."""
    counts: Counts
    forget_on: dt.date
    begun: bool
    """Whether the meeting has begun: whoever waits is not offered a place any more."""
    now: datetime

    @cached_property
    def open(self) -> bool:
        """Whether one may register now, if only to wait; the door lets in when there is room."""
        return times.is_open(self.plan, self.invitation, self.now)

    @property
    def over(self) -> bool:
        """Whether the meeting's last day is over."""
        return self.now >= times.last_day_ends_at(self.plan)

    @property
    def was_open(self) -> bool:
        """Whether one could have registered earlier."""
        counts = self.counts
        people = counts.confirmed + counts.offered + counts.waiting + counts.cancelled
        return not self.open and (self.invitation.open or people > 0)

    @property
    def full(self) -> bool:
        """Whether who registers now has to wait."""
        return self.counts.free == 0 or self.counts.waiting > 0

    @property
    def closes_at(self) -> datetime | None:
        """When registration closes, in the meeting's time zone, if the organiser said so."""
        at = self.invitation.closes_at
        return at.astimezone(ZoneInfo(self.meeting.zone)) if at else None

    @property
    def responsible(self) -> str:
        """Who answers for what is kept about people."""
        return responsible_for(self.invitation, self.meeting)

    @property
    def party_most(self) -> int:
        """How many may register together."""
        return party_most(self.invitation)

    @property
    def map_url(self) -> str:
        """A map of the place; empty when there is none."""
        return map_of(self.meeting, self.invitation)

    @property
    def url(self) -> str:
        """The full address of the meeting's page."""
        return f"{base_url()}/m/{self.meeting.code}"


def facts_of(db: Session, meeting: Meeting) -> Facts:
    """What is told about ``meeting`` now."""
    plan, zone, now = plan_of(db, meeting), ZoneInfo(meeting.zone), medvirk().clock()
    hours = {
        day: Slot(slot.start.astimezone(zone), slot.end.astimezone(zone))
        for day, slot in times.hours_of(plan).items()
    }
    invitation = db.get_one(Invitation, meeting.id)
    return Facts(
        meeting,
        invitation,
        plan,
        hours or {meeting.date: None},
        counted(db, meeting.id, invitation.capacity),
        times.kept_until(plan, meeting),
        times.has_begun(db, meeting, plan, now),
        now,
    )


def hold_back() -> str:
    """Why one more form may not come from where this one comes from; empty when it may."""
    if medvirk().live.limits.take("signup", address(), FORMS):
        return ""
    return str(_("Mange sender skjema akkurat nå. Vent et øyeblikk, og trykk én gang til."))


def base_url() -> str:
    """Where people reach this installation, without a slash at the end."""
    return base_urls(medvirk().settings)[0]


def address() -> str:
    """Where the request comes from."""
    return request.remote_addr or ""
