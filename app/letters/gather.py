"""Reads what a letter tells, at the moment that it is sent or looked at."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.access import Role, make_own_key
from app.addresses import base_urls
from app.config import Settings
from facilitator.models import Invitation, Item, Letter, Meeting, Organiser, Registration
from facilitator.programme.plan import Plan, planned
from facilitator.programme.rows import plan_of
from facilitator.registration import parties, times
from facilitator.registration.invitations import responsible_for
from facilitator.registration.map_link import map_of
from facilitator.registration.own import place_in_line
from facilitator.registration.post.letters import LetterKind, LetterState
from facilitator.registration.post.truth import Standing, is_true
from facilitator.registration.sitting import seats
from facilitator.registration.standing import State
from facilitator.registration.told import Told, holds
from facilitator.report.organiser.publishing import published


@dataclass(frozen=True)
class Guest:
    """One of those whom a letter is about."""

    name: str
    state: str
    cancelled_by: str
    arrived: bool
    table: int | None
    table_name: str
    badge: str
    """The full address in the code that is shown at the door."""

    @property
    def comes(self) -> bool:
        """Whether the guest has a place."""
        return self.state == State.CONFIRMED


@dataclass(frozen=True)
class Line:
    """An item of the programme: the local time that it starts, and what it is."""

    start: dt.time
    title: str
    speaker: str


@dataclass(frozen=True)
class Matter:
    """All that a letter tells, read and no longer bound to a transaction."""

    letter: Letter
    recipient: str
    name: str
    guests: Sequence[Guest]
    meeting: Meeting
    plan: Plan
    held: Told
    """When and where the meeting is."""
    begins: datetime
    """When it begins, aware UTC."""
    days: Sequence[tuple[dt.date, Sequence[Line]]]
    waiting_number: int
    """The party's place in the waiting list, from 1; 0 when it does not wait."""
    offer_reached: bool
    """The letter with the newest offer was sent."""
    uses_door: bool
    """Arrivals are noted at the door."""
    responsible: str
    """Who answers for what is kept; empty when nobody is named."""
    contact: str
    forget_on: dt.date
    takes_registrations: bool
    """One may register by oneself now."""
    map_url: str
    own: str
    """The reader's page: the registration, or for an organiser what is deleted."""
    signup: str
    report: str
    report_there: bool
    """Everybody may read the report."""
    now: datetime

    @property
    def language(self) -> str:
        """What the letter is written in."""
        return self.letter.language

    @property
    def coming(self) -> Sequence[Guest]:
        """Those who have a place."""
        return [guest for guest in self.guests if guest.comes]

    def local(self, at: datetime) -> datetime:
        """``at`` as the clocks at the meeting show it."""
        return at.astimezone(ZoneInfo(self.meeting.zone))


def gather(db: Session, settings: Settings, letter: Letter, now: datetime) -> Matter | None:
    """What ``letter`` tells at ``now`` (aware UTC); None when it is not true any more."""
    meeting = db.get_one(Meeting, letter.meeting_id)
    invitation = db.get_one(Invitation, meeting.id)
    plan = plan_of(db, meeting)
    base, secret = base_urls(settings)[0], settings.secret_key
    reader = _reader(db, letter)
    party: Sequence[Registration] = ()
    own = f"{base}/organise/{meeting.code}/forgetting"
    if isinstance(reader, Registration):
        party = parties.party_of(db, reader)
        own = f"{base}/r/{make_own_key(secret, meeting, reader)}"
    standing = Standing(party, now, times.has_begun(db, meeting, plan, now))
    if reader is None or not is_true(letter, standing):
        return None
    return Matter(
        letter=letter,
        recipient=letter.recipient,
        name=reader.name,
        guests=[
            _guest(db, one, f"{base}/b/{make_own_key(secret, meeting, one, Role.BADGE)}")
            for one in party
        ],
        meeting=meeting,
        plan=plan,
        held=holds(meeting, plan),
        begins=times.starts_at(plan),
        days=_days(db, meeting, plan),
        waiting_number=_waiting_number(db, party),
        offer_reached=_offer_reached(db, letter),
        uses_door=_uses_door(db, meeting),
        responsible=responsible_for(invitation, meeting),
        contact=invitation.contact,
        forget_on=times.forget_on(db, meeting),
        takes_registrations=times.is_open(plan, invitation, now),
        map_url=map_of(meeting, invitation),
        own=own,
        signup=f"{base}/m/{meeting.code}",
        report=f"{base}/m/{meeting.code}/report",
        report_there=published(db, meeting.id) is not None,
        now=now,
    )


def _reader(db: Session, letter: Letter) -> Registration | Organiser | None:
    """Who gets the letter; None when they are gone."""
    if letter.registration_id is not None:
        return db.get(Registration, letter.registration_id)
    organiser = db.get(Organiser, letter.facts["organiser"])
    return organiser if organiser and organiser.removed_at is None else None


def _guest(db: Session, person: Registration, badge: str) -> Guest:
    table = seats.table_of(db, person)
    return Guest(
        name=person.name,
        state=person.state,
        cancelled_by=person.cancelled_by,
        arrived=person.arrived_at is not None,
        table=table.number if table else None,
        table_name=table.name if table else "",
        badge=badge,
    )


def _days(db: Session, meeting: Meeting, plan: Plan) -> Sequence[tuple[dt.date, Sequence[Line]]]:
    """The programme by its local dates, without what is skipped."""
    speakers = dict(
        db.execute(select(Item.id, Item.speaker).where(Item.meeting_id == meeting.id)).all()
    )
    days: dict[dt.date, list[Line]] = {}
    for item, slot in zip(plan.items, planned(plan), strict=True):
        if not item.skip:
            start = slot.start.astimezone(ZoneInfo(plan.zone))
            day = plan.date + timedelta(days=item.day)
            line = Line(start.time(), item.title, speakers.get(item.id, ""))
            days.setdefault(day, []).append(line)
    return sorted(days.items())


def _waiting_number(db: Session, party: Sequence[Registration]) -> int:
    waiting = next((one for one in party if one.state == State.WAITING), None)
    return place_in_line(db, waiting) if waiting else 0


def _offer_reached(db: Session, letter: Letter) -> bool:
    newest = (
        select(Letter.state)
        .where(Letter.registration_id == letter.registration_id, Letter.kind == LetterKind.OFFER)
        .order_by(Letter.id.desc())
        .limit(1)
    )
    return db.scalar(newest) in (LetterState.SENT, LetterState.HANDED)


def _uses_door(db: Session, meeting: Meeting) -> bool:
    arrived = exists().where(
        Registration.meeting_id == meeting.id, Registration.arrived_at.is_not(None)
    )
    return bool(db.scalar(select(arrived)))
