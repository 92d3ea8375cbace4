"""Finds the seat of somebody who comes late, when the others sit and stay where they are."""

from collections.abc import Collection, Mapping, Sequence

from facilitator.seating.given import FEWEST, MIX, NO_WISHES, Guest, Place, Round, Wishes
from facilitator.seating.mixing import REPEAT, weight_of
from facilitator.seating.wishing import suits


def table_for(
    guest: Guest,
    plan_round: Round,
    guests: Sequence[Guest],
    places: Sequence[Place],
    wishes: Wishes = NO_WISHES,
    mix: Sequence[str] = MIX,
) -> int | None:
    """The number of the table that suits ``guest`` best; None when every seat is taken.

    A table where all wishes hold, if it has a free seat; of those one with few people, where few
    are like the guest.

    Args:
        plan_round: where the others sit now; whoever is not in it has no seat.
        guests: people with their traits; only of those in ``plan_round`` they matter.
    """
    sitting: dict[int, list[Guest]] = {place.number: [] for place in places}
    known = {other.id: other for other in guests}
    for other, number in plan_round.items():
        if other != guest.id and number in sitting:
            sitting[number].append(known.get(other, Guest(other)))
    free = [place for place in places if len(sitting[place.number]) < place.size]
    if not free:
        return None
    wished = [place for place in free if suits(guest.id, place, plan_round, wishes)]
    return best_table(guest, sitting, [place.number for place in wished or free], mix)


def best_table(
    guest: Guest,
    sitting: Mapping[int, Sequence[Guest]],
    choice: Sequence[int],
    mix: Sequence[str],
    met: Collection[str] = (),
) -> int:
    """The table of ``choice`` where a guest is needed most.

    That is one with too few people, else one of those with the fewest or one more where the guest
    has met the fewest before and where, for its size, those like the guest are fewest. An empty
    table is for when there is no other.

    Args:
        sitting: who sits at each table.
        met: ids of those whom the guest has sat with in earlier rounds.
    """
    used = [table for table in choice if sitting[table]] or choice
    short = [table for table in used if len(sitting[table]) < FEWEST]
    fewest = min(len(sitting[table]) for table in used)
    near = short or [table for table in used if len(sitting[table]) <= fewest + 1]
    everybody = [guest, *(other for people in sitting.values() for other in people)]

    def crowd(table: int) -> int:
        """How many met the guest before, and how far those alike would be above their share."""
        above = REPEAT * len(everybody) * sum(other.id in met for other in sitting[table])
        for rank, key in enumerate(mix):
            value = guest.traits.get(key, "")
            if value:
                having = _count(everybody, key, value)
                there = 1 + _count(sitting[table], key, value)
                size = 1 + len(sitting[table])
                above += weight_of(rank) * (there * len(everybody) - having * size)
        return above

    return min(near, key=lambda table: (crowd(table), len(sitting[table]), table))


def _count(people: Sequence[Guest], key: str, value: str) -> int:
    return sum(other.traits.get(key, "") == value for other in people)
