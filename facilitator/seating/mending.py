"""Mends what really hurts in a round that stands, with as few moves as can be found.

What hurts: a table with one or two people, and a table that has nobody with a value of the first
trait though there are enough for every table (it lost its only politician). Step by step the
change is made that mends most for each person who is moved; it ends where no change mends anything.
"""

from collections.abc import Iterator, Mapping, Sequence

from facilitator.seating.given import FEWEST
from facilitator.seating.mixing import beyond, weight_of
from facilitator.seating.room import Room, Tables, bits

_SHORT = 4
"""How many lacking values hurt as much as one person too few."""

Change = Mapping[int, int]
"""New tables by guests."""


def mend(room: Room, before: Sequence[int | None], tables: Tables) -> Tables:
    """``tables`` with what hurts mended.

    Args:
        room: people, tables and wishes, in one round.
        before: the table that each guest had; None for those who are new, who may move freely.
        tables: where they sit now; every wish holds, and does so afterwards.
    """
    tables = list(tables)
    while True:
        groups = _groups(room, tables)
        common = _common(room, groups)
        hurts = [_hurt(room, group, common) for group in groups]
        best: tuple[float, int, Change] | None = None
        for change in _changes(room, tables, groups, hurts):
            touched = {*change.values(), *(tables[guest] for guest in change)}
            after = {
                table: [
                    *(guest for guest in groups[table] if guest not in change),
                    *(guest for guest, to in change.items() if to == table),
                ]
                for table in touched
            }
            mended = sum(hurts[table] - _hurt(room, after[table], common) for table in touched)
            if mended <= 0:
                continue
            moved = sum(
                (before[guest] not in (None, to)) - (before[guest] not in (None, tables[guest]))
                for guest, to in change.items()
            )
            worth = mended / max(moved, 0.5)
            if best is None or worth >= best[0]:
                rough = sum(_rough(room, people) for people in after.values()) - sum(
                    _rough(room, groups[table]) for table in touched
                )
                if best is None or (-worth, rough) < (-best[0], best[1]):
                    best = worth, rough, change
        if best is None:
            return tables
        for guest, table in best[2].items():
            tables[guest] = table


def _groups(room: Room, tables: Tables) -> list[list[int]]:
    groups: list[list[int]] = [[] for _ in room.places]
    for guest, table in enumerate(tables):
        groups[table].append(guest)
    return groups


def _common(room: Room, groups: Sequence[Sequence[int]]) -> set[int]:
    """The values of the first trait that could be at every table that is used."""
    used = sum(bool(group) for group in groups)
    return {
        value
        for trait in room.traits[:1]
        for value, having in enumerate(trait.totals)
        if value and having >= used
    }


def _hurt(room: Room, people: Sequence[int], common: set[int]) -> int:
    """How much it hurts that ``people`` are those at a table."""
    if not people:
        return 0
    there = {trait.values[guest] for trait in room.traits[:1] for guest in people}
    return _SHORT * max(0, FEWEST - len(people)) + len(common - there)


def _rough(room: Room, people: Sequence[int]) -> int:
    """How far a table is from its share of every value."""
    rough = 0
    for rank, trait in enumerate(room.traits):
        there = [trait.values[guest] for guest in people]
        for value, having in enumerate(trait.totals):
            if value:
                far = beyond(there.count(value), having, len(people), len(room.guests))
                rough += weight_of(rank) * far**2
    return rough


def _changes(
    room: Room, tables: Tables, groups: Sequence[Sequence[int]], hurts: Sequence[int]
) -> Iterator[Change]:
    """Every change that the wishes allow and that touches a table that hurts."""
    movable = [
        (unit, allowed)
        for unit, allowed in zip(room.units, room.allowed[0], strict=True)
        if allowed.bit_count() > 1
    ]
    for at, (unit, allowed) in enumerate(movable):
        x = tables[unit[0]]
        for y in bits(allowed):
            if y != x and (hurts[x] or hurts[y]):
                change = dict.fromkeys(unit, y)
                if _fits(room, tables, groups, change):
                    yield change
        for other, allowed_other in movable[:at]:
            y = tables[other[0]]
            if x != y and (hurts[x] or hurts[y]) and allowed >> y & 1 and allowed_other >> x & 1:
                change = {**dict.fromkeys(unit, y), **dict.fromkeys(other, x)}
                if _fits(room, tables, groups, change):
                    yield change
    for x, people in enumerate(groups):
        if 0 < len(people) < FEWEST:
            yield from _leaving(room, tables, groups, x)


def _leaving(
    room: Room, tables: Tables, groups: Sequence[Sequence[int]], x: int
) -> Iterator[Change]:
    """Everybody leaves the table ``x``, each for the table with the fewest that takes them."""
    change: dict[int, int] = {}
    for unit, allowed in zip(room.units, room.allowed[0], strict=True):
        if tables[unit[0]] != x:
            continue
        coming = list(change.values())
        for y in sorted(bits(allowed), key=lambda y: len(groups[y]) + coming.count(y)):
            wider = {**change, **dict.fromkeys(unit, y)}
            if y != x and groups[y] and _fits(room, tables, groups, wider):
                change = wider
                break
        else:
            return
    yield change


def _fits(room: Room, tables: Tables, groups: Sequence[Sequence[int]], change: Change) -> bool:
    """Whether tables are large enough for a change, and nobody comes beside whom they must not."""
    for table in set(change.values()):
        people = [guest for guest in groups[table] if guest not in change]
        people += [guest for guest, to in change.items() if to == table]
        everybody = sum(1 << guest for guest in people)
        if len(people) > room.places[table].size or any(
            room.apart[guest] & everybody for guest in people
        ):
            return False
    return True
