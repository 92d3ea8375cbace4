"""At the door: who has come, who comes without having registered, and where they sit.

When somebody came is kept to five minutes only: by the minute it could tell which phone is theirs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from facilitator import changes
from facilitator.errors import Refused, Unknown
from facilitator.models import Invitation, Meeting, Registration, Seating, Table
from facilitator.registration import turns
from facilitator.registration.asked import people
from facilitator.registration.asked.naming import alphabetical
from facilitator.registration.placing import admission
from facilitator.registration.sitting import seats
from facilitator.registration.standing import HOLDING, State

ROUNDED = 5 * 60
"""Times of arrival are rounded down to so many seconds."""
_ASKED = ("name", "role", "municipality")
"""What is asked of somebody at the door."""


@dataclass(frozen=True)
class Arrival:
    """Somebody at the door, and the table that they are told to go to.

    ``fresh`` is False when nothing changed: they had come, or had gone, before.
    """

    registration: Registration
    table: Table | None
    fresh: bool


@dataclass(frozen=True)
class Guest:
    """Somebody as those at the door see them: neither address nor diet.

    ``table`` is a number in the room; ``party`` names those who registered together.
    """

    id: str
    name: str
    role: str
    municipality: str
    state: State
    party: str
    table: int | None
    arrived_at: datetime | None
    walk_in: bool


@dataclass(frozen=True)
class Door:
    """All that those at the door see of a meeting.

    ``guests`` are in the order of the alphabet, those who have a place first; ``capacity`` None
    is no limit.
    """

    guests: Sequence[Guest]
    capacity: int | None

    @cached_property
    def expected(self) -> Sequence[Guest]:
        """Those who have a place, whether they have come or not."""
        return [guest for guest in self.guests if guest.state in HOLDING]

    @cached_property
    def arrived(self) -> Sequence[Guest]:
        """Those who have come, the last first as far as that is known."""
        come = [(guest.arrived_at, guest) for guest in self.expected if guest.arrived_at]
        return [guest for _, guest in sorted(come, key=lambda one: one[0], reverse=True)]

    @property
    def walk_ins(self) -> int:
        """How many have come without having registered."""
        return sum(guest.walk_in for guest in self.arrived)

    @property
    def full(self) -> bool:
        """Whether one more would be more than there are places for."""
        return self.capacity is not None and len(self.expected) >= self.capacity

    @property
    def over(self) -> int:
        """How many more have a place than there are places for."""
        return 0 if self.capacity is None else max(0, len(self.expected) - self.capacity)


def find(db: Session, meeting: Meeting, id: str) -> Registration:
    """The registration ``id`` of the meeting.

    Raises:
        Unknown: ``unknown_registration``.
    """
    # PostgreSQL takes no query with a NUL in it.
    found = db.get(Registration, id) if id.isprintable() else None
    if found is None or found.meeting_id != meeting.id:
        raise Unknown("unknown_registration")
    return found


def arrive(
    db: Session, meeting: Meeting, registration: Registration, *, on: bool, now: datetime
) -> Arrival:
    """Note that somebody has come, or (``on`` False) that this was a mistake.

    Who was offered a place takes it by coming. Who was given one at the door, and did not come
    after all, stands as before.

    Args:
        now: aware UTC.

    Raises:
        Refused: ``no_place`` with the ``name`` and the ``state``: whether somebody who waits or has
            cancelled is let in is decided at the door; see ``let_in``.
    """
    _take_turn(db, meeting, registration)
    if not on:
        return _go(db, meeting, registration, now)
    if registration.state not in HOLDING:
        raise Refused("no_place", name=registration.name, state=str(registration.state))
    return _come(db, meeting, registration, now)


def let_in(db: Session, meeting: Meeting, registration: Registration, now: datetime) -> Arrival:
    """Note that somebody has come, and give them a place when they have none, be all taken.

    Args:
        now: aware UTC.
    """
    _take_turn(db, meeting, registration)
    return _come(db, meeting, registration, now)


def walk_in(
    db: Session, meeting: Meeting, typed: Mapping[str, str], *, id: str, now: datetime
) -> Arrival:
    """Take in somebody who has not registered; the same ``id`` again is the same person.

    Args:
        typed: ``name``, and ``role`` and ``municipality`` when they are known.
        id: a UUID that the device at the door has made.
        now: aware UTC.

    Raises:
        Invalid: what ``people.person_of`` finds, with the ``field``.
        Refused: ``id_taken``.
    """
    _take_turn(db, meeting)
    known = db.get(Registration, id)
    if known is not None:
        if known.meeting_id != meeting.id:
            raise Refused("id_taken")
        return Arrival(known, seats.table_of(db, known), fresh=False)
    person, problems = people.person_of(
        {field: typed[field] for field in _ASKED if field in typed},
        db.get_one(Invitation, meeting.id),
    )
    for field in _ASKED:
        if field in problems:
            raise problems[field]
    language, at = meeting.language, rounded(now)
    registration = admission.admit(db, meeting, person, id=id, language=language, now=now)
    registration.created_at = at
    return _come(db, meeting, registration, now)


def door_of(db: Session, meeting_id: int) -> Door:
    """What those at the door see; who cancelled and registered again is there once."""
    there = db.scalars(
        select(Registration).where(
            Registration.meeting_id == meeting_id,
            or_(Registration.state != State.CANCELLED, Registration.walk_in.is_(False)),
        )
    ).all()
    live = {one.address for one in there if one.state != State.CANCELLED}
    seating = db.get(Seating, meeting_id)
    seated = seats.seats_of(db, meeting_id).get(seating.round if seating else 1, {})
    guests = [
        Guest(
            id=one.id,
            name=one.name,
            role=one.role,
            municipality=one.municipality,
            state=State(one.state),
            party=one.party_id,
            table=seated.get(one.id),
            arrived_at=one.arrived_at,
            walk_in=one.walk_in,
        )
        for one in there
        if one.state != State.CANCELLED or people.address_of(one.email) not in live - {None}
    ]
    capacity = db.scalar(select(Invitation.capacity).where(Invitation.meeting_id == meeting_id))
    return Door(sorted(guests, key=_place_in_list), capacity)


def rounded(now: datetime) -> datetime:
    """``now`` (aware UTC), down to five minutes."""
    seconds = now.timestamp()
    return datetime.fromtimestamp(seconds - seconds % ROUNDED, UTC)


def _come(db: Session, meeting: Meeting, registration: Registration, now: datetime) -> Arrival:
    if registration.arrived_at is not None and registration.state == State.CONFIRMED:
        return Arrival(registration, seats.table_of(db, registration), fresh=False)
    if registration.state != State.CONFIRMED:
        admission.let_in(db, meeting, registration, now)
    registration.arrived_at = rounded(now)
    table = seats.table_of(db, registration) or seats.seat_late(db, meeting, registration, now)
    changes.touch(db, meeting.id, changes.REGISTRATIONS)
    return Arrival(registration, table, fresh=True)


def _go(db: Session, meeting: Meeting, registration: Registration, now: datetime) -> Arrival:
    fresh = registration.arrived_at is not None
    if fresh:
        admission.take_back(db, meeting, registration, now)
        registration.arrived_at = None
        changes.touch(db, meeting.id, changes.REGISTRATIONS)
    return Arrival(registration, seats.table_of(db, registration), fresh)


def _take_turn(db: Session, meeting: Meeting, *read: Registration) -> None:
    """Keep other doors out until this transaction ends, and read again what was ``read`` before."""
    turns.lock(db, meeting)
    for one in read:
        db.refresh(one)


def _place_in_list(guest: Guest) -> tuple[int, str]:
    order = (State.CONFIRMED, State.OFFERED, State.WAITING, State.CANCELLED)
    return max(1, order.index(guest.state)), alphabetical(guest.name)
