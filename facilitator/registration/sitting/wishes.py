"""What is wished of where people sit: together, apart, at a certain table, near the door."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import changes, parsing
from facilitator.errors import Invalid, Unknown
from facilitator.models import Meeting, Registration, Table, Wish, WishPerson
from facilitator.registration import turns
from facilitator.registration.standing import State
from facilitator.seating.given import Wishes
from facilitator.words import N_


class Wished(StrEnum):
    """What a wish is about."""

    TOGETHER = "together"
    APART = "apart"
    TABLE = "table"
    DOOR = "door"


SENTENCES: Mapping[Wished, str] = {
    Wished.TOGETHER: N_("%(names)s sitter sammen."),
    Wished.APART: N_("%(names)s sitter hver for seg."),
    Wished.TABLE: N_("%(names)s sitter ved bord %(table)s."),
    Wished.DOOR: N_("%(names)s sitter nær døra."),
}
"""How each wish is said, of its people's ``names`` and its ``table``'s number."""

_PEOPLE_LEAST: Mapping[Wished, int] = {Wished.TOGETHER: 2, Wished.APART: 2}


@dataclass(frozen=True)
class Wanted:
    """A wish as it is read.

    Args:
        table: the number of the table, for a wish for a certain one.
        people: those who have a place, in the order that they registered.
        gone: those who have none any more; the wish does not count them.
    """

    id: int
    kind: Wished
    table: int | None
    people: Sequence[Registration]
    gone: Sequence[Registration]

    @property
    def holds(self) -> bool:
        """Whether enough of its people come for it to mean anything."""
        return len(self.people) >= _PEOPLE_LEAST.get(self.kind, 1)


def listed(db: Session, meeting_id: int) -> list[Wanted]:
    """The meeting's wishes, the oldest first. Two queries."""
    rows = db.execute(
        select(Wish, Table.number)
        .outerjoin(Table, Table.id == Wish.table_id)
        .where(Wish.meeting_id == meeting_id)
        .order_by(Wish.id)
    ).all()
    people: dict[int, list[Registration]] = {}
    for wish_id, person in db.execute(
        select(WishPerson.wish_id, Registration)
        .join(Wish, Wish.id == WishPerson.wish_id)
        .join(Registration, Registration.id == WishPerson.registration_id)
        .where(Wish.meeting_id == meeting_id)
        .order_by(Registration.number)
    ):
        people.setdefault(wish_id, []).append(person)
    return [
        Wanted(
            wish.id,
            Wished(wish.kind),
            number,
            [one for one in people.get(wish.id, ()) if one.state == State.CONFIRMED],
            [one for one in people.get(wish.id, ()) if one.state != State.CONFIRMED],
        )
        for wish, number in rows
    ]


def add(
    db: Session,
    meeting: Meeting,
    *,
    kind: str,
    people: Sequence[Registration],
    table: int | None = None,
) -> Wish:
    """Wish something for ``people`` who have a place.

    Args:
        kind: a word of ``Wished``.
        table: the number of the table, for a certain one.

    Raises:
        Invalid: ``bad_choice``; ``few_people`` when two are needed; ``no_door``, when no table is
            near it.
        Unknown: ``unknown_table``.
    """
    wished = Wished(parsing.one_of(kind, "kind", tuple(Wished)))
    turns.lock(db, meeting)
    different = {one.id: one for one in people}
    if len(different) < _PEOPLE_LEAST.get(wished, 1):
        raise Invalid("few_people", field="person-1")
    if wished is Wished.DOOR and not any(table.near_door for table in meeting.tables):
        raise Invalid("no_door", field="kind")
    at = _table(meeting, table) if wished is Wished.TABLE else None
    wish = Wish(meeting_id=meeting.id, kind=wished, table_id=at.id if at else None)
    db.add(wish)
    db.flush()
    db.add_all(WishPerson(wish_id=wish.id, registration_id=id) for id in different)
    changes.touch(db, meeting.id, changes.REGISTRATIONS)
    return wish


def remove(db: Session, meeting: Meeting, wish_id: int) -> None:
    """Wish it no longer; what is gone already is gone.

    Raises:
        Unknown: ``unknown_wish``, for one of another meeting.
    """
    turns.lock(db, meeting)
    wish = db.get(Wish, wish_id)
    if wish is None:
        return
    if wish.meeting_id != meeting.id:
        raise Unknown("unknown_wish")
    db.delete(wish)
    changes.touch(db, meeting.id, changes.REGISTRATIONS)


def _table(meeting: Meeting, number: int | None) -> Table:
    for table in meeting.tables:
        if table.number == number:
            return table
    raise Unknown("unknown_table", field="table", number=number)


def wishes_of(listed: Iterable[Wanted]) -> Wishes:
    """The wishes as a plan takes them; two wishes for one person's table are the newest's."""
    counted = [one for one in listed if one.holds]

    def ids(kind: Wished) -> list[frozenset[str]]:
        return [frozenset(p.id for p in one.people) for one in counted if one.kind is kind]

    return Wishes(
        together=ids(Wished.TOGETHER),
        apart=ids(Wished.APART),
        at_table={
            person.id: one.table
            for one in counted
            if one.kind is Wished.TABLE and one.table is not None
            for person in one.people
        },
        near_door=frozenset(id for group in ids(Wished.DOOR) for id in group),
    )
