"""Plans anew when some are gone and others have come, and moves as few as possible.

Everybody keeps their seat unless a wish, a full table or a seat that is fixed now says otherwise.
Those who are new get the seat that keeps the mix. Then what really hurts is mended (``mending``).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from facilitator.errors import Refused
from facilitator.seating.arranging import clash_of, place_bound
from facilitator.seating.given import MIX, NO_WISHES, Guest, Place, Plan, Round, Wishes
from facilitator.seating.late import best_table, table_for
from facilitator.seating.mending import mend
from facilitator.seating.room import Room, Tables, room_of
from facilitator.seating.wishing import wishing, without

__all__ = ["replan", "table_for"]


def replan(
    earlier: Plan,
    guests: Sequence[Guest],
    places: Sequence[Place],
    *,
    seated: frozenset[str] = frozenset(),
    from_round: int = 1,
    wishes: Wishes = NO_WISHES,
    mix: Sequence[str] = MIX,
    fixed: Sequence[Mapping[str, int]] = (),
) -> Plan:
    """Seat those who are there now, moving as few as possible; quick, and without chance.

    Args:
        earlier: the plan that held until now.
        guests: those who are there or still expected.
        seated: ids of those who sit already: in the round ``from_round`` they stay, even where a
            wish or a table's size says otherwise.
        from_round: the round that holds now, from 1; rounds before it stay as they were.
        fixed: for each round, from the first, the tables of those who must sit there.

    Raises:
        Refused: ``no_room`` or ``wishes_clash`` as ``plan`` does.
    """
    rounds = list(earlier.rounds[: from_round - 1])
    for number in range(from_round - 1, len(earlier.rounds)):
        round_ = earlier.rounds[number]
        numbers = {place.number for place in places}
        sits = seated if number == from_round - 1 else frozenset()
        stay = {
            guest.id: round_[guest.id]
            for guest in guests
            if guest.id in sits and round_.get(guest.id) in numbers
        }
        there = list(stay.values())
        roomy = [
            replace(place, size=max(place.size, there.count(place.number))) for place in places
        ]
        must = {**(fixed[number] if number < len(fixed) else {}), **stay}
        met = {guest.id: _met(guest, rounds) for guest in guests if guest.id not in round_}
        rounds.append(_anew(round_, guests, roomy, wishes, mix, must, frozenset(stay), met))
    return Plan(tuple(rounds))


def _anew(
    round_: Round,
    guests: Sequence[Guest],
    places: Sequence[Place],
    wishes: Wishes,
    mix: Sequence[str],
    must: Mapping[str, int],
    stay: frozenset[str],
    met: Mapping[str, Collection[str]],
) -> Round:
    """One round anew; what is wished of those who sit already yields to where they sit."""
    try:
        room = room_of(guests, places, rounds=1, wishes=wishes, mix=mix, fixed=[must])
        at = {place.number: table for table, place in enumerate(room.places)}
        before = [at.get(round_.get(guest.id, -1)) for guest in room.guests]
        tables = mend(room, before, _nearest(room, before, mix, met))
    except Refused as refused:
        who = refused.details.get("who", ())
        clashing = stay & wishing(wishes) & frozenset(who if isinstance(who, tuple) else ())
        if not clashing:
            raise
        return _anew(round_, guests, places, without(wishes, clashing), mix, must, stay, met)
    return room.plan_of([tables]).rounds[0]


def _nearest(
    room: Room,
    before: Sequence[int | None],
    mix: Sequence[str],
    met: Mapping[str, Collection[str]],
) -> Tables:
    """Seats in which every wish holds, with few moves from ``before``."""
    sizes = [place.size for place in room.places]
    free = [size - list(before).count(table) for table, size in enumerate(sizes)]

    def taste(unit: Sequence[int], table: int) -> int:
        coming = sum(before[guest] != table for guest in unit)
        moving = sum(before[guest] not in (None, table) for guest in unit)
        return 2 * moving + (coming > free[table])

    placed = place_bound(room, 0, sizes, taste=taste)
    if placed is None:
        placed = place_bound(room, 0, sizes)
    if placed is None:
        raise clash_of(room, 0, sizes)
    tables = {guest: table for at, table in placed.items() for guest in room.units[at]}
    sitting: dict[int, list[Guest]] = {table: [] for table in range(len(sizes))}
    for guest, table in tables.items():
        sitting[table].append(room.guests[guest])
    others = [guest for guest in range(len(room.guests)) if guest not in tables]
    for guest in sorted(others, key=lambda guest: _rarity(room, guest)):
        had = before[guest]
        if had is not None and len(sitting[had]) < sizes[had]:
            tables[guest] = had
            sitting[had].append(room.guests[guest])
    for guest in others:
        if guest not in tables:
            choice = [table for table, size in enumerate(sizes) if len(sitting[table]) < size]
            late = room.guests[guest]
            tables[guest] = best_table(late, sitting, choice, mix, met.get(late.id, ()))
            sitting[tables[guest]].append(late)
    return [tables[guest] for guest in range(len(room.guests))]


def _met(guest: Guest, rounds: Sequence[Round]) -> set[str]:
    """Those with whom a guest has sat at a table."""
    return {
        other
        for round_ in rounds
        for other, table in round_.items()
        if guest.id in round_ and table == round_[guest.id]
    }


def _rarity(room: Room, guest: int) -> list[int]:
    """How many are like a guest; where a table has become too small, the rare ones stay."""
    return [trait.totals[trait.values[guest]] for trait in room.traits]
