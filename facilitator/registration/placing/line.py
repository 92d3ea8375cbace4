"""The waiting list: who is next, and the offer of a free place to them."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from facilitator.models import Invitation, Meeting, Registration
from facilitator.programme.rows import plan_of
from facilitator.registration import parties, times
from facilitator.registration.post import letters
from facilitator.registration.post.letters import LetterKind
from facilitator.registration.standing import Counts, State
from facilitator.registration.turns import Turn


class Standstill(StrEnum):
    """Why nobody who waits is offered a place."""

    NOBODY = "nobody"
    """Nobody waits."""
    FULL = "full"
    PARTY = "party"
    """The first in line are more than there are places for."""
    BEGUN = "begun"
    """The meeting has begun, or should have."""
    CLOSED = "closed"
    """Registration has closed."""


def standstill(db: Session, meeting: Meeting, now: datetime) -> Standstill:
    """Why nobody who waits is offered a place at the moment.

    Args:
        now: aware UTC.
    """
    turn = Turn(db, meeting, db.get_one(Invitation, meeting.id), now)
    there = turn.counts()
    if not there.waiting:
        return Standstill.NOBODY
    if times.has_begun(db, meeting, turn.plan, now):
        return Standstill.BEGUN
    if times.offer_ends(turn.plan, turn.invitation, now) <= now:
        return Standstill.CLOSED
    return Standstill.FULL if there.free == 0 else Standstill.PARTY


def offer_free(turn: Turn, there: Counts) -> None:
    """Offer what is free to those who wait, in order, one party after the other.

    Args:
        there: how the registrations stand.
    """
    if not there.waiting or there.free == 0 or _over(turn):
        return
    until = times.offer_ends(turn.plan, turn.invitation, turn.now)
    # With one more than there are places it shows when the last party of these does not fit.
    front = _waiting(turn).limit(None if there.free is None else there.free + 1)
    offered = 0
    for party in parties.apart(turn.db.scalars(front).all()):
        offered += len(party)
        if not there.fits(offered):
            break
        for one in party:
            one.state, one.offered_until = State.OFFERED, until
        contact = parties.contact_of(turn.db, party[0])
        letters.write(turn.db, contact, LetterKind.OFFER, turn.now, until=until.isoformat())


def shorten(turn: Turn) -> None:
    """Let no offer be held for longer than it may: the start or the closing may have moved."""
    ends = times.offers_end(turn.plan, turn.invitation)
    long = turn.db.scalars(
        select(Registration)
        .where(Registration.meeting_id == turn.meeting.id, Registration.offered_until > ends)
        .execution_options(populate_existing=True)
    )
    for one in long:
        one.offered_until = ends


def overdue(db: Session, now: datetime) -> Sequence[Meeting]:
    """The meetings with offers whose time is over at ``now`` (aware UTC), or that are held for
    longer than they may be. One query when there are no offers.
    """
    offers: dict[int, list[datetime]] = {}
    for one in db.scalars(select(Registration).where(Registration.offered_until.is_not(None))):
        if one.offered_until is not None:
            offers.setdefault(one.meeting_id, []).append(one.offered_until)
    found = []
    for meeting_id, ends in sorted(offers.items()):
        meeting = db.get_one(Meeting, meeting_id)
        invitation = db.get_one(Invitation, meeting_id)
        if min(ends) <= now or max(ends) > times.offers_end(plan_of(db, meeting), invitation):
            found.append(meeting)
    return found


def next_line(turn: Turn) -> int:
    """The last place in the waiting list."""
    waiting = select(func.max(Registration.line)).where(
        Registration.meeting_id == turn.meeting.id, Registration.state == State.WAITING
    )
    return (turn.db.scalar(waiting) or 0) + 1


def swap(turn: Turn, registration: Registration) -> None:
    """Let the person's party and the one before it change places; the first one stays first."""
    order = _parties(turn)
    mine = registration.party_id
    at = next((n for n, party in enumerate(order) if party[0].party_id == mine), 0)
    if at:
        order[at - 1], order[at] = order[at], order[at - 1]
    _number(order)


def close_ranks(turn: Turn) -> None:
    """Let every party stand together, where the first of it stands."""
    _number(_parties(turn))


def _parties(turn: Turn) -> list[list[Registration]]:
    """All parties that wait, in order."""
    return parties.apart(turn.db.scalars(_waiting(turn)).all())


def _waiting(turn: Turn) -> Select[Registration]:
    """Those who wait, in order."""
    return (
        select(Registration)
        .where(Registration.meeting_id == turn.meeting.id, Registration.state == State.WAITING)
        .order_by(Registration.line)
        .execution_options(populate_existing=True)
    )


def _number(order: Sequence[Sequence[Registration]]) -> None:
    everybody = [one for party in order for one in party]
    for number, one in enumerate(everybody, 1):
        one.line = number


def _over(turn: Turn) -> bool:
    """Whether the time for offers is over."""
    ends = times.offer_ends(turn.plan, turn.invitation, turn.now)
    return ends <= turn.now or times.has_begun(turn.db, turn.meeting, turn.plan, turn.now)
