"""People, tables and wishes as numbers, the form in which the engines work on them.

Guests, tables and rounds are counted from 0. A set of guests or of tables is one integer with a bit
for each, so that "who of these has she met" is one ``&`` and one ``bit_count()``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from facilitator.errors import Refused
from facilitator.seating.given import Guest, Place, Plan, Wishes

Tables = list[int]
"""The table of each guest in one round."""


@dataclass(frozen=True)
class Trait:
    """One thing that tables are mixed by."""

    values: Sequence[int]
    """The value of each guest; 0 is none, which needs no mixing."""
    totals: Sequence[int]
    """How many have each value."""


@dataclass(frozen=True)
class Room:
    """Everything that a plan must respect."""

    guests: Sequence[Guest]
    places: Sequence[Place]
    units: Sequence[Sequence[int]]
    """Guests who always share a table; most are alone."""
    allowed: Sequence[Sequence[int]]
    """For each round and unit the set of tables where it may sit."""
    mates: Sequence[int]
    """For each guest the set of their unit, themselves too."""
    apart: Sequence[int]
    """For each guest the set of those who must not share their table."""
    traits: Sequence[Trait]
    """What tables are mixed by, the most important first."""

    def plan_of(self, rounds: Iterable[Tables]) -> Plan:
        """``rounds`` in the words of those who asked."""
        return Plan(
            tuple(
                {
                    guest.id: self.places[table].number
                    for guest, table in zip(self.guests, tables, strict=True)
                }
                for tables in rounds
            )
        )


def room_of(
    guests: Sequence[Guest],
    places: Sequence[Place],
    *,
    rounds: int,
    wishes: Wishes,
    mix: Sequence[str],
    fixed: Sequence[Mapping[str, int]],
) -> Room:
    """Number everything; the order in which it is given does not matter.

    Raises:
        Refused: ``no_room``, or ``wishes_clash`` when a single unit cannot have what is wished.
    """
    seats = sum(place.size for place in places)
    if len(guests) > seats:
        raise Refused("no_room", people=len(guests), seats=seats)
    guests = sorted(guests, key=lambda guest: guest.id)
    places = sorted(places, key=lambda place: place.number)
    index = {guest.id: number for number, guest in enumerate(guests)}
    units = _units(len(guests), [_present(group, index) for group in wishes.together])
    mates = [0] * len(guests)
    for unit in units:
        for guest in unit:
            mates[guest] = sum(1 << mate for mate in unit)
    apart = [0] * len(guests)
    for group in wishes.apart:
        members = _present(group, index)
        for guest in members:
            apart[guest] |= sum(1 << other for other in members if other != guest)
    allowed = [
        _allowed(guests, places, units, wishes, fixed[number] if number < len(fixed) else {})
        for number in range(rounds)
    ]
    for at, unit in enumerate(units):
        split = any(apart[guest] & mates[guest] for guest in unit)
        if split or not all(tables[at] for tables in allowed):
            raise clash(guests[guest] for guest in unit)
    return Room(
        guests=guests,
        places=places,
        units=units,
        allowed=allowed,
        mates=mates,
        apart=apart,
        traits=[_trait([guest.traits.get(key, "") for guest in guests]) for key in mix],
    )


def clash(guests: Iterable[Guest]) -> Refused:
    """The refusal of wishes that cannot all hold, with the ids of those whom they are about."""
    return Refused("wishes_clash", who=tuple(sorted(guest.id for guest in guests)))


def bits(numbers: int) -> Iterable[int]:
    """The members of a set."""
    while numbers:
        lowest = numbers & -numbers
        yield lowest.bit_length() - 1
        numbers ^= lowest


def _present(group: Iterable[str], index: Mapping[str, int]) -> list[int]:
    return sorted(index[guest] for guest in group if guest in index)


def _units(guests: int, groups: Iterable[Sequence[int]]) -> list[list[int]]:
    """Join groups that share somebody; everybody else is a unit of their own."""
    unit_of = {guest: [guest] for guest in range(guests)}
    for first, *others in filter(None, groups):
        for other in others:
            one, two = unit_of[first], unit_of[other]
            if one is not two:
                one.extend(two)
                for guest in two:
                    unit_of[guest] = one
    return sorted({id(unit): sorted(unit) for unit in unit_of.values()}.values())


def _allowed(
    guests: Sequence[Guest],
    places: Sequence[Place],
    units: Sequence[Sequence[int]],
    wishes: Wishes,
    fixed: Mapping[str, int],
) -> list[int]:
    """The tables where each unit may sit in a round with these ``fixed`` seats."""
    at = {place.number: 1 << table for table, place in enumerate(places)}
    near_door = sum(1 << table for table, place in enumerate(places) if place.near_door)
    sets = []
    for unit in units:
        tables = sum(1 << table for table, place in enumerate(places) if place.size >= len(unit))
        for guest in unit:
            name = guests[guest].id
            for must in (wishes.at_table, fixed):
                if name in must:
                    tables &= at.get(must[name], 0)
            if name in wishes.near_door:
                tables &= near_door
        sets.append(tables)
    return sets


def _trait(said: Sequence[str]) -> Trait:
    known = {value: number for number, value in enumerate(["", *sorted(set(said) - {""})])}
    values = [known[value] for value in said]
    return Trait(values, [values.count(number) for number in range(len(known))])
