"""Reads the room before a meeting: tables, those who have a place, where they sit in each round."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.models import Invitation, Meeting, Registration, Seat, Seating, Table
from facilitator.registration.asked.questions import questions_of
from facilitator.registration.sitting.wishes import Wanted, listed, wishes_of
from facilitator.registration.standing import State
from facilitator.seating.given import MIX, Guest, Place, Plan, Wishes
from facilitator.words import N_


@dataclass(frozen=True)
class Chair:
    """Where a person sits in one round, by the table's number."""

    table: int
    fixed: bool


@dataclass(frozen=True)
class Trait:
    """Something that tables can be mixed by: its key, and its name or the question's text."""

    key: str
    name: str


@dataclass(frozen=True)
class Room:
    """All that a plan or a picture needs.

    Args:
        people: those who have a place, by id, in the order that they registered.
        chairs: for each round (from 1) who of them sits where.
        traits: what the tables may be mixed by; ``seating.mix`` says what they are mixed by.
    """

    tables: Sequence[Table]
    people: Mapping[str, Registration]
    seating: Seating
    chairs: Mapping[int, Mapping[str, Chair]]
    wanted: Sequence[Wanted]
    traits: Sequence[Trait]

    @property
    def mix(self) -> list[str]:
        """What the tables are mixed by, of what there is."""
        there = {trait.key for trait in self.traits}
        return [key for key in self.seating.mix if key in there]

    @property
    def places(self) -> list[Place]:
        """The tables as a plan takes them."""
        return [Place(table.number, table.size, table.near_door) for table in self.tables]

    @property
    def wishes(self) -> Wishes:
        """The wishes as a plan takes them."""
        return wishes_of(self.wanted)

    @property
    def plan(self) -> Plan:
        """Who sits where now; a round that is not planned is empty."""
        rounds = range(1, self.seating.rounds + 1)
        return Plan(tuple(self.sits(round) for round in rounds))

    def sits(self, round: int) -> dict[str, int]:
        """The table's number of each who sits in ``round``."""
        return {id: chair.table for id, chair in self.chairs.get(round, {}).items()}

    def guest(self, person: Registration) -> Guest:
        """A person as a plan takes them."""
        said = {"role": person.role, "municipality": person.municipality, **person.answers}
        return Guest(person.id, {key: str(said[key]) for key in self.mix if said.get(key, "")})

    def guests(self, among: Collection[Registration] | None = None) -> list[Guest]:
        """Those of ``among``, or all who have a place, as a plan takes them."""
        return [self.guest(one) for one in (self.people.values() if among is None else among)]


def room_of(db: Session, meeting: Meeting) -> Room:
    """The room of ``meeting`` as it is now; always the same number of queries."""
    tables = db.scalars(
        select(Table).where(Table.meeting_id == meeting.id).order_by(Table.number)
    ).all()
    people = db.scalars(
        select(Registration)
        .where(Registration.meeting_id == meeting.id, Registration.state == State.CONFIRMED)
        .order_by(Registration.number)
    )
    invitation = db.get_one(Invitation, meeting.id)
    traits = [Trait("role", N_("rolle")), Trait("municipality", N_("kommune"))]
    traits += [Trait(one.id, one.text) for one in questions_of(invitation) if one.answering.few]
    return Room(
        tables=tables,
        people={one.id: one for one in people},
        seating=seating_of(db, meeting.id),
        chairs=chairs_of(db, meeting.id),
        wanted=listed(db, meeting.id),
        traits=traits,
    )


def seating_of(db: Session, meeting_id: int) -> Seating:
    """How the meeting's people are seated; as usual when nothing was chosen yet."""
    return db.get(Seating, meeting_id) or Seating(
        meeting_id=meeting_id, rounds=1, round=1, mix=list(MIX), seed=0, before={}
    )


def chairs_of(db: Session, meeting_id: int) -> dict[int, dict[str, Chair]]:
    """For each round (from 1) where everybody sits who has a place. One query."""
    found = db.execute(
        select(Seat.round, Seat.registration_id, Table.number, Seat.fixed)
        .join(Registration, Registration.id == Seat.registration_id)
        .join(Table, Table.id == Seat.table_id)
        .where(Table.meeting_id == meeting_id, Registration.state == State.CONFIRMED)
        .order_by(Seat.round, Registration.number)
    )
    chairs: dict[int, dict[str, Chair]] = {}
    for round, id, number, fixed in found:
        chairs.setdefault(round, {})[id] = Chair(number, fixed)
    return chairs
