"""How good a plan of seats is, in figures and in words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from facilitator.seating.given import MIX, Guest, Place, Plan, Wishes
from facilitator.words import N_


@dataclass(frozen=True)
class Quality:
    """The figures of a whole plan."""

    rounds: int
    repeats: int
    """Pairs that meet more than once and did not wish to sit together."""


def quality(
    plan: Plan,
    guests: Sequence[Guest],
    places: Sequence[Place],
    wishes: Wishes = Wishes(),  # noqa: B008 (frozen)
    mix: Sequence[str] = MIX,
) -> Quality:
    """Judge ``plan``."""
    met = Counter(
        pair
        for round_ in plan.rounds
        for pair in combinations(sorted(round_), 2)
        if round_[pair[0]] == round_[pair[1]]
    )
    return Quality(len(plan.rounds), sum(times > 1 for times in met.values()))


def words(
    quality: Quality, names: Mapping[str, str] | None = None
) -> list[tuple[str, dict[str, object]]]:
    """What ``quality`` says, as texts to translate with the values that they hold.

    Args:
        names: what values of traits are called on the screen, translated already:
            ``{"politician": "politiker"}``; those that are missing are called as they are.
    """
    if quality.rounds > 1 and not quality.repeats:
        return [(N_("Ingen møtes to ganger."), {})]
    return []
