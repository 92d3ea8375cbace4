"""Finds a first plan of one round where every wish holds and the tables are equally full.

Those whom no wish is about can sit anywhere, so only the others are searched for: always the one
with the fewest tables left, at the table with the most room, and back again where that leads
nowhere. Everybody else is dealt out one by one, sorted by what the tables are mixed by.
"""

from collections.abc import Callable, Sequence

from facilitator.seating.given import FEWEST
from facilitator.seating.room import Room, Tables, bits, clash

_TRIES = 2000
"""How many choices a search makes before it holds the wishes for impossible."""
_TRIES_WITHOUT = 300
"""The same when it looks for those without whom the others could be seated."""

Taste = Callable[[Sequence[int], int], int]
"""How little a unit likes a table; the least is tried first."""


def arrange(room: Room, number: int) -> Tables:
    """Seat everybody in the round ``number``.

    Raises:
        Refused: ``wishes_clash`` with a smallest set of people whose wishes cannot all hold.
    """
    people = len(room.guests)
    allowed = room.allowed[number]
    must = 0
    for tables in allowed:
        must |= tables if tables.bit_count() == 1 else 0
    for opened in openings(room, must):
        sizes = [
            place.size if opened >> table & 1 else 0 for table, place in enumerate(room.places)
        ]
        level = max(fills(people, sizes, [0] * len(sizes)), default=0)
        for most in ([min(size, level) for size in sizes], sizes):
            placed = place_bound(room, number, most)
            if placed is not None:
                return _dealt(room, placed, sizes, number)
    raise clash_of(room, number, [place.size for place in room.places])


def openings(room: Room, must: int) -> list[int]:
    """Sets of tables to use, the best first: as many as have enough people, then more.

    Args:
        must: the tables that are needed whatever the number of people.
    """
    sizes = [place.size for place in room.places]
    order = sorted(range(len(sizes)), key=lambda table: (~must >> table & 1, -sizes[table]))
    people = len(room.guests)
    enough = [
        count
        for count in range(max(1, must.bit_count()), len(order) + 1)
        if sum(sizes[table] for table in order[:count]) >= people
    ]
    whole = [
        count
        for count in enough
        if min(fills(people, [sizes[table] for table in order[:count]], [0] * count)) >= FEWEST
    ]
    best = max(whole, default=enough[0] if enough else len(order))
    return [sum(1 << table for table in order[:count]) for count in range(best, len(order) + 1)]


def fills(people: int, sizes: Sequence[int], least: Sequence[int]) -> list[int]:
    """How many sit at each table when they are as equally full as ``sizes`` let them be."""
    filled = list(least)
    for _ in range(people - sum(filled)):
        free = [table for table, size in enumerate(sizes) if filled[table] < size]
        filled[min(free, key=filled.__getitem__)] += 1
    return filled


def bound(room: Room, number: int) -> list[int]:
    """The units that wishes are about in a round."""
    everywhere = sum(1 << table for table in range(len(room.places)))
    return [
        at
        for at, unit in enumerate(room.units)
        if len(unit) > 1 or room.apart[unit[0]] or room.allowed[number][at] != everywhere
    ]


def place_bound(
    room: Room,
    number: int,
    most: Sequence[int],
    *,
    taste: Taste | None = None,
    only: Sequence[int] | None = None,
    tries: int = _TRIES,
) -> dict[int, int] | None:
    """Tables for the units that wishes are about, or None when no way was found.

    Args:
        most: how many each table takes.
        taste: which tables a unit would rather have; otherwise those with the most room.
        only: some of the units, instead of all that wishes are about.
    """
    units = bound(room, number) if only is None else list(only)
    foes = {at: _union(room.apart, room.units[at]) for at in units}
    allowed = room.allowed[number]
    alike = [
        (size, tuple(allowed[at] >> table & 1 for at in units)) for table, size in enumerate(most)
    ]
    members = [0] * len(most)
    room_left = list(most)
    tables: dict[int, int] = {}
    left = tries

    def open_to(at: int) -> list[int]:
        """Tables where a unit can sit now; of those that are empty and alike only the first."""
        found, empty = [], set()
        for table in bits(allowed[at]):
            if room_left[table] < len(room.units[at]) or members[table] & foes[at]:
                continue
            if not members[table] and taste is None:
                if alike[table] in empty:
                    continue
                empty.add(alike[table])
            found.append(table)
        return found

    def go_on(waiting: list[int]) -> bool:
        nonlocal left
        if not waiting:
            return True
        choices = {at: open_to(at) for at in waiting}
        at = min(waiting, key=lambda at: (len(choices[at]), -len(room.units[at])))
        unit = room.units[at]
        group = sum(1 << guest for guest in unit)
        rest = [other for other in waiting if other != at]
        for table in sorted(
            choices[at],
            key=lambda table: (taste(unit, table) if taste else 0, -room_left[table]),
        ):
            left -= 1
            if left < 0:
                return False
            members[table] |= group
            room_left[table] -= len(unit)
            tables[at] = table
            if go_on(rest):
                return True
            members[table] ^= group
            room_left[table] += len(unit)
        return False

    return tables if go_on(units) else None


def clash_of(room: Room, number: int, most: Sequence[int]) -> Exception:
    """The refusal with those whose wishes clash: without any one of them it would go."""
    units = bound(room, number)
    for at in tuple(units):
        without = [other for other in units if other != at]
        if place_bound(room, number, most, only=without, tries=_TRIES_WITHOUT) is None:
            units = without
    return clash(room.guests[guest] for at in units for guest in room.units[at])


def _dealt(room: Room, placed: dict[int, int], sizes: Sequence[int], number: int) -> Tables:
    """Deal out those who are not ``placed`` to the free seats of equally full tables."""
    tables = [-1] * len(room.guests)
    taken = [0] * len(sizes)
    for at, table in placed.items():
        for guest in room.units[at]:
            tables[guest] = table
        taken[table] += len(room.units[at])
    full = fills(len(room.guests), sizes, taken)
    free = [guest for guest, table in enumerate(tables) if table < 0]
    free.sort(key=lambda guest: [trait.values[guest] for trait in room.traits])
    at = number
    for guest in free:
        while taken[at % len(sizes)] == full[at % len(sizes)]:
            at += 1
        tables[guest] = at % len(sizes)
        taken[tables[guest]] += 1
        at += 1
    return tables


def _union(sets: Sequence[int], unit: Sequence[int]) -> int:
    union = 0
    for guest in unit:
        union |= sets[guest]
    return union
