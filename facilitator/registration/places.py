"""Who has a place: the only functions that change how many of a meeting's places are taken.

Each one first takes the meeting's turn (``_turn``), so that what it counts stays true until it
commits, and ends by offering what is free to those who wait, in order. A party is decided as a
whole. More places than there are taken only when an organiser says so.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator import changes
from facilitator.errors import Closed, Invalid, Refused
from facilitator.models import Invitation, Meeting, Registration
from facilitator.programme.plan import Plan
from facilitator.programme.rows import plan_of
from facilitator.registration import letters, times
from facilitator.registration.letters import LetterKind
from facilitator.registration.people import Person, address_of


class State(StrEnum):
    """How a registration stands."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"
    OFFERED = "offered"
    """A place is held until ``offered_until`` for one who waited."""
    CANCELLED = "cancelled"


HOLDING = (State.CONFIRMED, State.OFFERED)
"""The states that take a place."""
LIVE = (*HOLDING, State.WAITING)


class By(StrEnum):
    """Who gave a place up."""

    PERSON = "person"
    ORGANISER = "organiser"
    OFFER = "offer"
    """Nobody: the offer was not answered in time."""


class Standstill(StrEnum):
    """Why nobody who waits is offered a place."""

    NOBODY = "nobody"
    """Nobody waits."""
    FULL = "full"
    PARTY = "party"
    """The first in line are more than there are places for."""
    BEGUN = "begun"
    """The meeting has begun, or registration has closed."""


@dataclass(frozen=True)
class Counts:
    """How many people there are in each state, and how many places (None: no limit)."""

    confirmed: int
    waiting: int
    offered: int
    cancelled: int
    capacity: int | None

    @property
    def taken(self) -> int:
        """Places that are held, offered ones included."""
        return self.confirmed + self.offered

    @property
    def free(self) -> int | None:
        """Places that nobody holds, 0 when there are more people than places; None: no limit."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)


@dataclass(frozen=True)
class Registered:
    """What became of a form: the people of the party, the first one first.

    ``fresh`` is False when the address, or this very form, was known before.
    """

    people: Sequence[Registration]
    fresh: bool


def counts(db: Session, meeting_id: int) -> Counts:
    """How the meeting's registrations stand. Two queries."""
    found = db.execute(
        select(Registration.state, func.count())
        .where(Registration.meeting_id == meeting_id)
        .group_by(Registration.state)
    )
    there = dict(found.all())
    capacity = db.scalar(select(Invitation.capacity).where(Invitation.meeting_id == meeting_id))
    return Counts(**{state: there.get(state, 0) for state in State}, capacity=capacity)


def register(
    db: Session,
    meeting: Meeting,
    people: Sequence[Person],
    *,
    form: str,
    language: str,
    new_id: Callable[[], str],
    now: datetime,
) -> Registered:
    """Register a party by the public form: all of them get a place, or all of them wait.

    Args:
        people: the one who registers first, who has an e-mail address; then who comes along.
        form: the form's own id; the same form again is the same registration.
        language: what its letters are written in.
        new_id: makes the id of a registration.
        now: aware UTC.

    Raises:
        Closed: ``registration_closed``.
        Invalid: ``bad_party`` with the ``most`` who may register together.
    """
    turn = _turn(db, meeting, now)
    if not 1 <= len(people) <= turn.invitation.party_most:
        raise Invalid("bad_party", most=turn.invitation.party_most)
    known = _known(db, meeting, form, address_of(people[0].email))
    if known is not None:
        party = party_of(db, known)
        if known.form != form:
            letters.write(db, known, LetterKind.AGAIN, now)
        return Registered(party, fresh=False)
    if not turn.invitation.open or now >= times.closes_at(turn.plan, turn.invitation):
        raise Closed("registration_closed")
    ids = [new_id() for _ in people]
    rows = [
        _row(turn, person, id=id, party_id=ids[0], language=language)
        for id, person in zip(ids, people, strict=True)
    ]
    rows[0].form = form
    for row in rows:
        row.consented_at = now
    _place(turn, rows, over=False)
    _settle(turn)
    return Registered(rows, fresh=True)


def add(
    db: Session,
    meeting: Meeting,
    person: Person,
    *,
    over: bool,
    id: str,
    language: str,
    now: datetime,
) -> Registration:
    """Put somebody on the list as an organiser: a place when there is one, else they wait.

    Args:
        over: give a place although all are taken.
        now: aware UTC.

    Raises:
        Refused: ``known_address``.
    """
    turn = _turn(db, meeting, now)
    if _known(db, meeting, None, address_of(person.email)) is not None:
        raise Refused("known_address", field="email")
    row = _row(turn, person, id=id, party_id=id, language=language)
    _place(turn, [row], over=over)
    _settle(turn)
    return row


def accept(db: Session, meeting: Meeting, registration: Registration, now: datetime) -> None:
    """Take the place that is held for the registration's party; a second time changes nothing.

    Raises:
        Refused: ``offer_over``.
    """
    turn = _turn(db, meeting, now)
    _expire(turn)
    party = party_of(db, registration)
    offered = [one for one in party if one.state == State.OFFERED]
    if not offered and not any(one.state == State.CONFIRMED for one in party):
        # What became of the offer is kept although the answer is no.
        raise Refused("offer_over")
    for one in offered:
        one.state, one.offered_until = State.CONFIRMED, None
    if offered:
        letters.write(db, _first(db, offered[0]), LetterKind.CONFIRMED, now)
    _settle(turn)


def cancel(
    db: Session, meeting: Meeting, people: Sequence[Registration], *, by: By, now: datetime
) -> None:
    """Give up the places of ``people``, or their places in the waiting list.

    Those who cancelled before are left as they are.
    """
    turn = _turn(db, meeting, now)
    gone = [one for one in people if one.state != State.CANCELLED]
    _give_up(turn, gone, by)
    for party_id in dict.fromkeys(one.party_id for one in gone):
        letters.write(db, _contact(db, party_id), LetterKind.CANCELLED, now)
    _settle(turn)


def restore(
    db: Session, meeting: Meeting, registration: Registration, *, over: bool, now: datetime
) -> None:
    """Undo a cancellation: the person gets a place when one is free, else waits as the last.

    Args:
        over: give a place although all are taken.

    Raises:
        Refused: ``known_address``, when somebody has registered with that address since.
    """
    turn = _turn(db, meeting, now)
    if registration.state != State.CANCELLED:
        return
    address = address_of(registration.email)
    if registration.address is None and address is not None:
        if _known(db, meeting, None, address) is not None:
            raise Refused("known_address", field="email")
        registration.address = address
    registration.cancelled_at, registration.cancelled_by = None, ""
    registration.line = _last_line(db, meeting.id) + 1
    _place(turn, [registration], over=over)
    _settle(turn)


def give_place(
    db: Session, meeting: Meeting, people: Sequence[Registration], now: datetime
) -> None:
    """Give ``people`` who wait a place at once, as an organiser, also when all are taken."""
    turn = _turn(db, meeting, now)
    waiting = [one for one in people if one.state in (State.WAITING, State.OFFERED)]
    if waiting:
        _place(turn, waiting, over=True)
    _settle(turn)


def move_up(db: Session, meeting: Meeting, registration: Registration, now: datetime) -> None:
    """Move the registration's party one place up in the waiting list."""
    turn = _turn(db, meeting, now)
    parties = _line(db, meeting.id)
    at = next((n for n, party in enumerate(parties) if registration in party), 0)
    if at:
        mine, before = parties[at], parties[at - 1]
        lines = sorted(one.line for one in (*before, *mine))
        for one, line in zip((*mine, *before), lines, strict=True):
            one.line = line
    _settle(turn)


def resize(db: Session, meeting: Meeting, capacity: int | None, now: datetime) -> None:
    """Set how many places there are; fewer than are taken takes nobody's place away."""
    turn = _turn(db, meeting, now)
    turn.invitation.capacity = capacity
    _settle(turn)


def expire(db: Session, meeting: Meeting, now: datetime) -> None:
    """Take back the offers whose time is over, and offer what is free to the next in line."""
    turn = _turn(db, meeting, now)
    _expire(turn)
    _settle(turn)


def standstill(db: Session, meeting: Meeting, now: datetime) -> Standstill:
    """Why nobody who waits is offered a place at the moment."""
    invitation = db.get_one(Invitation, meeting.id)
    turn = _Turn(db, meeting, invitation, plan_of(db, meeting), now)
    parties = _line(db, meeting.id)
    if not parties:
        return Standstill.NOBODY
    return _standstill(turn, parties) or Standstill.FULL


def party_of(db: Session, registration: Registration) -> list[Registration]:
    """Those who were registered together with the person, in order; cancelled ones too."""
    return list(
        db.scalars(
            select(Registration)
            .where(
                Registration.meeting_id == registration.meeting_id,
                Registration.party_id == registration.party_id,
            )
            .order_by(Registration.number)
        )
    )


@dataclass(frozen=True)
class _Turn:
    """What one act works with while nobody else changes the meeting's places."""

    db: Session
    meeting: Meeting
    invitation: Invitation
    plan: Plan
    now: datetime


def _turn(db: Session, meeting: Meeting, now: datetime) -> _Turn:
    """Wait until no other transaction changes the meeting's places, then keep others out."""
    db.execute(select(Meeting.id).where(Meeting.id == meeting.id).with_for_update())
    # What was read before it was one's turn may be old.
    db.expire_all()
    invitation = db.get_one(Invitation, meeting.id)
    return _Turn(db, meeting, invitation, plan_of(db, meeting), now)


def _known(
    db: Session, meeting: Meeting, form: str | None, address: str | None
) -> Registration | None:
    """The live registration of that form or address; a cancelled one lets go of the address."""
    if form is not None:
        same = db.scalar(
            select(Registration).where(
                Registration.meeting_id == meeting.id, Registration.form == form
            )
        )
        if same is not None:
            return same
    if address is None:
        return None
    found = db.scalar(
        select(Registration).where(
            Registration.meeting_id == meeting.id, Registration.address == address
        )
    )
    if found is not None and found.state == State.CANCELLED:
        found.address = None
        db.flush()
        return None
    return found


def _row(turn: _Turn, person: Person, *, id: str, party_id: str, language: str) -> Registration:
    turn.invitation.last_number += 1
    row = Registration(
        id=id,
        meeting_id=turn.meeting.id,
        number=turn.invitation.last_number,
        line=_last_line(turn.db, turn.meeting.id) + 1,
        party_id=party_id,
        state=State.WAITING,
        name=person.name,
        email=person.email,
        address=address_of(person.email),
        role=person.role,
        municipality=person.municipality,
        diet=person.diet,
        answers=dict(person.answers),
        language=language,
        created_at=turn.now,
    )
    turn.db.add(row)
    turn.db.flush()
    return row


def _last_line(db: Session, meeting_id: int) -> int:
    found = select(func.max(Registration.line)).where(Registration.meeting_id == meeting_id)
    return db.scalar(found) or 0


def _place(turn: _Turn, rows: Sequence[Registration], *, over: bool) -> None:
    """Give ``rows`` their places together, or put them in the waiting list together."""
    now, db = turn.now, turn.db
    for row in rows:
        row.state = State.WAITING
    db.flush()
    there = counts(db, turn.meeting.id)
    others_wait = there.waiting > len(rows)
    fits = there.free is None or there.free >= len(rows)
    kind = LetterKind.WAITING
    if over or (fits and not others_wait):
        kind = LetterKind.CONFIRMED
        for row in rows:
            row.state, row.offered_until, row.over = State.CONFIRMED, None, over and not fits
    letters.write(db, _first(db, rows[0]), kind, now)


def _settle(turn: _Turn) -> None:
    """Offer what is free to those who wait, in order, and announce what changed."""
    db = turn.db
    db.flush()
    parties = _line(db, turn.meeting.id)
    until = times.offer_ends(turn.plan, turn.invitation, turn.now)
    while parties and _standstill(turn, parties) is None:
        party = parties.pop(0)
        for one in party:
            one.state, one.offered_until = State.OFFERED, until
        contact = _contact(db, party[0].party_id)
        letters.write(db, contact, LetterKind.OFFER, turn.now, until=until.isoformat())
        db.flush()
    changes.touch(db, turn.meeting.id, changes.REGISTRATIONS)


def _standstill(turn: _Turn, parties: Sequence[Sequence[Registration]]) -> Standstill | None:
    """Why the first party is not offered places; None when it can be."""
    ends = times.offer_ends(turn.plan, turn.invitation, turn.now)
    if ends <= turn.now or times.has_begun(turn.db, turn.meeting, turn.plan, turn.now):
        return Standstill.BEGUN
    free = counts(turn.db, turn.meeting.id).free
    if free is None or free >= len(parties[0]):
        return None
    return Standstill.PARTY if free else Standstill.FULL


def _line(db: Session, meeting_id: int) -> list[list[Registration]]:
    """The parties that wait, in order."""
    waiting = db.scalars(
        select(Registration)
        .where(Registration.meeting_id == meeting_id, Registration.state == State.WAITING)
        .order_by(Registration.line)
    )
    parties: dict[str, list[Registration]] = {}
    for one in waiting:
        parties.setdefault(one.party_id, []).append(one)
    return list(parties.values())


def _expire(turn: _Turn) -> None:
    late = turn.db.scalars(
        select(Registration).where(
            Registration.meeting_id == turn.meeting.id,
            Registration.state == State.OFFERED,
            Registration.offered_until <= turn.now,
        )
    ).all()
    _give_up(turn, late, By.OFFER)
    for party_id in dict.fromkeys(one.party_id for one in late):
        letters.write(turn.db, _contact(turn.db, party_id), LetterKind.LAPSED, turn.now)


def _give_up(turn: _Turn, people: Sequence[Registration], by: By) -> None:
    for one in people:
        one.state, one.offered_until, one.over = State.CANCELLED, None, False
        one.cancelled_at, one.cancelled_by = turn.now, by
    turn.db.flush()


def _contact(db: Session, party_id: str) -> Registration:
    """Whom the party's letters go to."""
    return db.get_one(Registration, party_id)


def _first(db: Session, registration: Registration) -> Registration:
    return _contact(db, registration.party_id)


def admit(
    db: Session, meeting: Meeting, person: Person, *, id: str, language: str, now: datetime
) -> Registration:
    """Give a place to somebody who came without having registered, also when all are taken.

    Nothing is written to them. The place is ``over`` when all were taken.
    """
    turn = _turn(db, meeting, now)
    row = _row(turn, person, id=id, party_id=id, language=language)
    row.walk_in = True
    _let_in(turn, row)
    _settle(turn)
    return row


def let_in(db: Session, meeting: Meeting, registration: Registration, now: datetime) -> None:
    """Give a place to somebody who came and had none, also when all are taken.

    Nothing is written to them. The place is ``over`` when all were taken; who has one keeps it.
    """
    turn = _turn(db, meeting, now)
    if registration.state != State.CONFIRMED:
        _let_in(turn, registration)
    _settle(turn)


def take_back(db: Session, meeting: Meeting, registration: Registration, now: datetime) -> None:
    """Undo that somebody who had not registered was admitted; nothing is written to them."""
    turn = _turn(db, meeting, now)
    _give_up(turn, [registration], By.ORGANISER)
    _settle(turn)


def _let_in(turn: _Turn, row: Registration) -> None:
    held = row.state == State.OFFERED
    row.over = not held and counts(turn.db, turn.meeting.id).free == 0
    row.state, row.offered_until = State.CONFIRMED, None
    row.cancelled_at, row.cancelled_by = None, ""
