"""Plans anew when some are gone and others have come, and finds a late arrival's seat."""

from collections.abc import Mapping, Sequence

from facilitator.seating.given import MIX, Guest, Place, Plan, Round, Wishes


def replan(
    earlier: Plan,
    guests: Sequence[Guest],
    places: Sequence[Place],
    *,
    seated: frozenset[str] = frozenset(),
    from_round: int = 1,
    wishes: Wishes = Wishes(),  # noqa: B008 (frozen)
    mix: Sequence[str] = MIX,
    fixed: Sequence[Mapping[str, int]] = (),
) -> Plan:
    """Seat those who are there now, moving as few as possible.

    Args:
        earlier: the plan that held until now.
        guests: those who are there or still expected.
        seated: ids of those who sit already; in the round ``from_round`` they stay.
        from_round: the round that holds now, from 1; rounds before it are not touched.
        fixed: for each round the tables of those who must sit there.

    Raises:
        Refused: ``no_room`` or ``wishes_clash`` as ``plan`` does.
    """
    rounds = list(earlier.rounds[: from_round - 1])
    for round_ in earlier.rounds[from_round - 1 :]:
        kept = {guest.id: round_[guest.id] for guest in guests if guest.id in round_}
        for guest in guests:
            if guest.id not in kept:
                table = table_for(guest, kept, guests, places, wishes, mix)
                if table is not None:
                    kept[guest.id] = table
        rounds.append(kept)
    return Plan(tuple(rounds))


def table_for(
    guest: Guest,
    plan_round: Round,
    guests: Sequence[Guest],
    places: Sequence[Place],
    wishes: Wishes = Wishes(),  # noqa: B008 (frozen)
    mix: Sequence[str] = MIX,
) -> int | None:
    """The number of the table that suits a late ``guest`` best; None when every seat is taken.

    Args:
        plan_round: where the others sit now; seats of those who are not in it are free.
        guests: everybody with their traits; others than those in ``plan_round`` do not matter.
    """
    taken = list(plan_round.values())
    free = [place for place in places if taken.count(place.number) < place.size]
    if not free:
        return None
    return min(free, key=lambda place: (taken.count(place.number), place.number)).number
