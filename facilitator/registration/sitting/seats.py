"""Where people sit, as it is stored: asked for, changed by hand, undone.

Every change goes through ``_change``, which notes what it takes to undo the last one.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from facilitator import changes
from facilitator.errors import Invalid, Refused, Stale, Unknown
from facilitator.models import Meeting, Registration, Seat, Seating, Table
from facilitator.registration import turns
from facilitator.registration.sitting.room import Room, chairs_of, room_of
from facilitator.registration.standing import State
from facilitator.seating.replanning import table_for

Spot = tuple[str, int]
"""A person, by id, in a round."""
Taken = tuple[int, bool]
"""A table's id, and whether the seat is fixed."""


def seats_of(db: Session, meeting_id: int) -> dict[int, dict[str, int]]:
    """For each round (from 1) the table's number of everybody who has a place and sits."""
    return {
        round: {id: chair.table for id, chair in chairs.items()}
        for round, chairs in chairs_of(db, meeting_id).items()
    }


def table_of(db: Session, registration: Registration) -> Table | None:
    """The table of a person who has a place, in the round that holds now; None without one."""
    if registration.state != State.CONFIRMED:
        return None
    return db.scalar(
        select(Table)
        .join(Seat, Seat.table_id == Table.id)
        .outerjoin(Seating, Seating.meeting_id == Table.meeting_id)
        .where(
            Seat.registration_id == registration.id,
            Seat.round == func.coalesce(Seating.round, 1),
        )
    )


def take_turn(db: Session, meeting: Meeting) -> Room:
    """The room as it is when no other transaction changes it any more; then keep others out."""
    turns.lock(db, meeting)
    db.flush()
    # What was read before may be old.
    db.expire_all()
    return room_of(db, meeting)


def move(
    db: Session,
    meeting: Meeting,
    registration: Registration,
    *,
    round: int,
    seen: int | None,
    to: int | None,
) -> None:
    """Seat somebody at another table in one round and keep them there; or nowhere.

    Args:
        seen: the number of the table where the organiser saw them sit; None for nowhere.
        to: the number of the table; None for no table.

    Raises:
        Stale: ``seat_moved`` with ``name``, when they sit elsewhere by now.
        Refused: ``table_full`` with ``number`` and ``size``; ``place_lost`` with ``name``, for one
            who does not come.
        Unknown: ``unknown_table``.
        Invalid: ``bad_choice`` for a round that there is not.
    """
    room = take_turn(db, meeting)
    person = _there(room, registration)
    _check_seen(room, person, round, seen)
    if to is None:
        _change(db, room, "move", {(person.id, round): None})
        return
    table = _table(room, to)
    sits = room.sits(round)
    others = [number for id, number in sits.items() if id != person.id]
    if others.count(to) >= table.size:
        raise Refused("table_full", number=to, size=table.size)
    _change(db, room, "move", {(person.id, round): (table.id, True)})


def swap(
    db: Session,
    meeting: Meeting,
    registration: Registration,
    other: Registration,
    *,
    round: int,
    seen: int | None,
    seen_other: int | None,
) -> None:
    """Let two change places in one round and keep them there.

    Raises:
        Stale, Refused, Invalid: as ``move``.
    """
    room = take_turn(db, meeting)
    pair = [_there(room, registration), _there(room, other)]
    for person, number in zip(pair, (seen, seen_other), strict=True):
        _check_seen(room, person, round, number)
    ids = {table.number: table.id for table in room.tables}
    tables = [ids[number] if number else None for number in (seen_other, seen)]
    _change(
        db,
        room,
        "swap",
        {
            (person.id, round): (table, True) if table else None
            for person, table in zip(pair, tables, strict=True)
        },
    )


def fasten(
    db: Session, meeting: Meeting, registration: Registration, *, round: int, on: bool
) -> None:
    """Keep somebody at their table in one round whatever is planned, or no longer.

    Raises:
        Refused: ``place_lost`` with ``name``, for one who does not come or sits nowhere.
    """
    room = take_turn(db, meeting)
    person = _there(room, registration)
    chair = room.chairs.get(round, {}).get(person.id)
    if chair is None:
        raise Refused("place_lost", name=person.name)
    table = _table(room, chair.table)
    _change(db, room, "fasten" if on else "loosen", {(person.id, round): (table.id, on)})


def undo(db: Session, meeting: Meeting) -> None:
    """Put back what the last change changed; a second time changes nothing."""
    room = take_turn(db, meeting)
    seating = room.seating
    tables = {table.id for table in room.tables}
    before = seating.before.get("seats", ())
    _write(
        db,
        {
            (id, round): (table, fixed) if table in tables else None
            for id, round, table, fixed in before
            if id in room.people and round <= seating.rounds
        },
    )
    seating.before = {}
    changes.touch(db, meeting.id, changes.REGISTRATIONS)


def forget_last(db: Session, meeting_id: int) -> None:
    """Make the last change one that cannot be undone: what that takes says who sat where."""
    db.execute(update(Seating).where(Seating.meeting_id == meeting_id).values(before={}))


def seat_late(
    db: Session, meeting: Meeting, registration: Registration, now: datetime
) -> Table | None:
    """Seat somebody who came late, in the round that holds and those after it.

    They get seats that keep the mix; where they sit already they go on sitting.

    Args:
        now: aware UTC.

    Returns:
        Their table in the round that holds now; None when nobody is seated, or all is full.
    """
    room = take_turn(db, meeting)
    person = _there(room, registration)
    guests, wanted = room.guests(), {}
    ids = {table.number: table.id for table in room.tables}
    for round in range(room.seating.round, room.seating.rounds + 1):
        sits = room.sits(round)
        if not sits or person.id in sits:
            continue
        number = table_for(room.guest(person), sits, guests, room.places, room.wishes, room.mix)
        if number is not None:
            wanted[person.id, round] = (ids[number], False)
    if wanted:
        _write(db, wanted)
        changes.touch(db, meeting.id, changes.REGISTRATIONS)
    return table_of(db, person)


def replace_all(
    db: Session, room: Room, what: str, rounds: Mapping[int, Mapping[str, int]]
) -> None:
    """Seat everybody anew in ``rounds``; whoever is not in a round sits nowhere in it.

    Seats that are fixed stay fixed where they stay the same.

    Args:
        what: the word for the change that can be undone.
    """
    ids = {table.number: table.id for table in room.tables}
    wanted: dict[Spot, Taken | None] = {}
    for round, sits in rounds.items():
        chairs = room.chairs.get(round, {})
        for id in room.people:
            number, chair = sits.get(id), chairs.get(id)
            fixed = chair is not None and chair.fixed and chair.table == number
            wanted[id, round] = (ids[number], fixed) if number is not None else None
    _change(db, room, what, wanted)


def _there(room: Room, registration: Registration) -> Registration:
    if registration.id not in room.people:
        raise Refused("place_lost", name=registration.name)
    return registration


def _table(room: Room, number: int) -> Table:
    for table in room.tables:
        if table.number == number:
            return table
    raise Unknown("unknown_table", number=number)


def _check_seen(room: Room, person: Registration, round: int, seen: int | None) -> None:
    if not 1 <= round <= room.seating.rounds:
        raise Invalid("bad_choice", field="round")
    if room.sits(round).get(person.id) != seen:
        raise Stale("seat_moved", name=person.name)


def _change(db: Session, room: Room, what: str, wanted: Mapping[Spot, Taken | None]) -> None:
    seating = room.seating
    db.add(seating)
    ids = {table.number: table.id for table in room.tables}
    before: list[list[Any]] = []
    for id, round in wanted:
        chair = room.chairs.get(round, {}).get(id)
        spot = (ids[chair.table], chair.fixed) if chair else (None, False)
        if wanted[id, round] != (spot if chair else None):
            before.append([id, round, *spot])
    if not before:
        return
    seating.before = {"what": what, "seats": before}
    _write(db, wanted)
    changes.touch(db, seating.meeting_id, changes.REGISTRATIONS)


def _write(db: Session, wanted: Mapping[Spot, Taken | None]) -> None:
    """Make the seats of the people in ``wanted`` what it says."""
    found = db.scalars(select(Seat).where(Seat.registration_id.in_({id for id, _ in wanted})))
    there = {(seat.registration_id, seat.round): seat for seat in found}
    for spot, taken in wanted.items():
        seat = there.get(spot)
        if taken is None:
            if seat is not None:
                db.delete(seat)
        elif seat is None:
            id, round = spot
            db.add(Seat(registration_id=id, round=round, table_id=taken[0], fixed=taken[1]))
        else:
            seat.table_id, seat.fixed = taken
    db.flush()
