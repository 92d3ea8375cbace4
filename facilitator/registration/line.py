"""The waiting list: who is next, and the offer of a free place to them."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.models import Invitation, Meeting, Registration
from facilitator.registration import letters, parties, times
from facilitator.registration.letters import LetterKind
from facilitator.registration.standing import State
from facilitator.registration.turns import Turn


class Standstill(StrEnum):
    """Why nobody who waits is offered a place."""

    NOBODY = "nobody"
    """Nobody waits."""
    FULL = "full"
    PARTY = "party"
    """The first in line are more than there are places for."""
    BEGUN = "begun"
    """The meeting has begun, or registration has closed."""


def standstill(db: Session, meeting: Meeting, now: datetime) -> Standstill:
    """Why nobody who waits is offered a place at the moment.

    Args:
        now: aware UTC.
    """
    turn = Turn(db, meeting, db.get_one(Invitation, meeting.id), now)
    if not _first(turn):
        return Standstill.NOBODY
    if _over(turn):
        return Standstill.BEGUN
    return Standstill.FULL if turn.counts().free == 0 else Standstill.PARTY


def offer_free(turn: Turn) -> None:
    """Offer what is free to those who wait, in order, one party after the other."""
    there = turn.counts()
    if not there.waiting or there.free == 0 or _over(turn):
        return
    until = times.offer_ends(turn.plan, turn.invitation, turn.now)
    offered = 0
    while (party := _first(turn)) and there.fits(offered + len(party)):
        for one in party:
            one.state, one.offered_until = State.OFFERED, until
        offered += len(party)
        contact = parties.contact_of(turn.db, party[0])
        letters.write(turn.db, contact, LetterKind.OFFER, turn.now, until=until.isoformat())


def overdue(db: Session, now: datetime) -> Sequence[Meeting]:
    """The meetings that have offers whose time is over at ``now`` (aware UTC). One query."""
    late = select(Registration.meeting_id).where(Registration.offered_until <= now)
    return db.scalars(select(Meeting).where(Meeting.id.in_(late)).order_by(Meeting.id)).all()


def next_line(turn: Turn) -> int:
    """The last place in the waiting list."""
    waiting = select(func.max(Registration.line)).where(
        Registration.meeting_id == turn.meeting.id, Registration.state == State.WAITING
    )
    return (turn.db.scalar(waiting) or 0) + 1


def swap(turn: Turn, registration: Registration) -> None:
    """Let the person's party and the one before it change places; the first one stays first."""
    waiting = turn.db.scalars(
        select(Registration)
        .where(Registration.meeting_id == turn.meeting.id, Registration.state == State.WAITING)
        .order_by(Registration.line)
        .execution_options(populate_existing=True)
    )
    order = parties.apart(waiting.all())
    mine = registration.party_id
    at = next((n for n, party in enumerate(order) if party[0].party_id == mine), 0)
    if at:
        order[at - 1], order[at] = order[at], order[at - 1]
        everybody = [one for party in order for one in party]
        for line, one in enumerate(everybody, 1):
            one.line = line


def _over(turn: Turn) -> bool:
    """Whether the time for offers is over."""
    ends = times.offer_ends(turn.plan, turn.invitation, turn.now)
    return ends <= turn.now or times.has_begun(turn.db, turn.meeting, turn.plan, turn.now)


def _first(turn: Turn) -> Sequence[Registration]:
    """The first party in line: those of it who wait."""
    here = (Registration.meeting_id == turn.meeting.id, Registration.state == State.WAITING)
    party_id = select(Registration.party_id).where(*here).order_by(Registration.line).limit(1)
    return turn.db.scalars(
        select(Registration)
        .where(*here, Registration.party_id == party_id.scalar_subquery())
        .order_by(Registration.line)
        .execution_options(populate_existing=True)
    ).all()
