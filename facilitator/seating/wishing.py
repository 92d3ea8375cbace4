"""What is wished of whom, and whether it holds."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from facilitator.seating.given import Place, Round, Wishes


def joined(groups: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """``groups`` in which nobody is twice: those that share somebody have become one."""
    whole: list[frozenset[str]] = []
    for group in groups:
        sharing = [other for other in whole if other & group]
        whole = [other for other in whole if not other & group]
        whole.append(group.union(*sharing))
    return whole


def held(round_: Round, places: Iterable[Place], wishes: Wishes) -> list[bool | None]:
    """Whether each wish holds in a round; None where those whom it is about have no seat."""
    near_door = {place.number for place in places if place.near_door}
    holds: list[bool | None] = []
    for groups, most in ((wishes.together, 1), (wishes.apart, None)):
        for group in groups:
            tables = [round_[guest] for guest in group if guest in round_]
            holds.append(len(set(tables)) == (most or len(tables)) if len(tables) > 1 else None)
    for guest, table in wishes.at_table.items():
        holds.append(round_[guest] == table if guest in round_ else None)
    for guest in sorted(wishes.near_door):
        holds.append(round_[guest] in near_door if guest in round_ else None)
    return holds


def suits(guest: str, place: Place, round_: Round, wishes: Wishes) -> bool:
    """Whether everything that is wished of ``guest`` holds at ``place``, as the others sit."""

    def seats(groups: Sequence[frozenset[str]]) -> set[int]:
        return {
            round_[other]
            for group in groups
            if guest in group
            for other in group
            if other != guest and other in round_
        }

    return (
        wishes.at_table.get(guest, place.number) == place.number
        and (place.near_door or guest not in wishes.near_door)
        and seats(joined(wishes.together)) <= {place.number}
        and place.number not in seats(wishes.apart)
    )


def without(wishes: Wishes, people: frozenset[str]) -> Wishes:
    """``wishes`` as if some people had none."""
    return replace(
        wishes,
        together=[group - people for group in wishes.together],
        apart=[group - people for group in wishes.apart],
        at_table={guest: at for guest, at in wishes.at_table.items() if guest not in people},
        near_door=wishes.near_door - people,
    )


def wishing(wishes: Wishes) -> frozenset[str]:
    """Everybody of whom something is wished."""
    return frozenset().union(*wishes.together, *wishes.apart, wishes.at_table, wishes.near_door)
