"""Plans who sits where."""

from collections.abc import Mapping, Sequence

from facilitator.errors import Refused
from facilitator.seating.given import MIX, Guest, Place, Plan, Round, Wishes

__all__ = ["Guest", "Place", "Plan", "Round", "Wishes", "plan"]


def plan(
    guests: Sequence[Guest],
    places: Sequence[Place],
    *,
    rounds: int = 1,
    wishes: Wishes = Wishes(),  # noqa: B008 (frozen)
    mix: Sequence[str] = MIX,
    fixed: Sequence[Mapping[str, int]] = (),
    seed: int,
    effort: float = 1.0,
) -> Plan:
    """Seat everybody in every round.

    Args:
        rounds: how many times people are seated, 1 to 4.
        mix: the traits that every table should have its share of, the most important first.
        fixed: for each round the tables of those who must sit there.
        seed: the same seed and people give the same plan.
        effort: how long to look for a better plan, as a share of the usual.

    Raises:
        Refused: ``no_room`` (``people``, ``seats``) or ``wishes_clash`` (``who``: ids of those
            whose wishes cannot all hold).
    """
    seats = sum(place.size for place in places)
    if len(guests) > seats:
        raise Refused("no_room", people=len(guests), seats=seats)
    dealt = sorted(guests, key=lambda guest: ([guest.traits.get(key, "") for key in mix], guest.id))
    planned = []
    for number in range(rounds):
        must = {**(fixed[number] if number < len(fixed) else {}), **wishes.at_table}
        free = {place.number: place.size for place in places}
        round_: dict[str, int] = {}
        for guest in dealt:
            if guest.id in must:
                round_[guest.id] = must[guest.id]
                free[must[guest.id]] -= 1
        numbers, at = sorted(free), number
        for guest in dealt:
            if guest.id not in round_:
                while free[numbers[at % len(numbers)]] < 1:
                    at += 1
                table = numbers[at % len(numbers)]
                free[table] -= 1
                round_[guest.id] = table
                at += 1
        planned.append(round_)
    return Plan(tuple(planned))
