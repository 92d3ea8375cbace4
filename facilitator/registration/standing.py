"""How registrations stand, and how many there are of each."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from facilitator.models import Invitation, Registration


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

    def fits(self, people: int) -> bool:
        """Whether so many more would have places without anybody going over."""
        return self.capacity is None or self.taken + people <= self.capacity


_BY_STATE = (
    select(Registration.state, func.count())
    .where(Registration.meeting_id == bindparam("meeting"))
    .group_by(Registration.state)
)


def counts(db: Session, meeting_id: int) -> Counts:
    """How the meeting's registrations stand. Two queries."""
    capacity = db.scalar(select(Invitation.capacity).where(Invitation.meeting_id == meeting_id))
    return counted(db, meeting_id, capacity)


def counted(db: Session, meeting_id: int, capacity: int | None) -> Counts:
    """How the meeting's registrations stand to so many places. One query."""
    there = dict(db.execute(_BY_STATE, {"meeting": meeting_id}).all())
    return Counts(**{state: there.get(state, 0) for state in State}, capacity=capacity)
