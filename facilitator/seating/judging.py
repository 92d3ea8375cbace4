"""How good a plan of seats is, in figures."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from facilitator.seating.given import MIX, NO_WISHES, Guest, Place, Plan, Round, Wishes
from facilitator.seating.mixing import beyond
from facilitator.seating.wishing import held, joined


@dataclass(frozen=True)
class Spread:
    """How one trait is spread over the tables of one round; only tables with people count."""

    key: str
    within: int
    """Tables that have of every value less than one person more or less than their share."""
    least: Mapping[str, int]
    """By value how many the table with the fewest has."""
    most: Mapping[str, int]
    """By value how many the table with the most has."""
    lacking: Mapping[str, Sequence[int]]
    """By value the numbers of tables without it, where there are enough people for all tables."""
    different: Sequence[int]
    """For each table how many different values sit there."""


@dataclass(frozen=True)
class RoundQuality:
    """The figures of one round."""

    tables: int
    """How many tables have people."""
    least: int
    """People at the table with the fewest, of those that have any."""
    most: int
    spreads: Sequence[Spread]
    """One for each trait, the most important first."""


@dataclass(frozen=True)
class Quality:
    """The figures of a whole plan."""

    rounds: Sequence[RoundQuality]
    repeats: int
    """Pairs that meet more than once and did not wish to sit together."""
    wishes: int
    """How many wishes there are about people who are there."""
    kept: int
    """How many of them hold in every round."""

    @property
    def within(self) -> Mapping[str, float]:
        """By trait the share of all rounds' tables that are within one of the ideal mix."""
        tables = sum(round_.tables for round_ in self.rounds)
        counts: Counter[str] = Counter()
        for round_ in self.rounds:
            for spread in round_.spreads:
                counts[spread.key] += spread.within
        return {key: count / tables for key, count in counts.items()} if tables else {}


def quality(
    plan: Plan,
    guests: Sequence[Guest],
    places: Sequence[Place],
    wishes: Wishes = NO_WISHES,
    mix: Sequence[str] = MIX,
) -> Quality:
    """Judge ``plan``; people who are not among ``guests`` do not count."""
    known = {guest.id: guest for guest in guests}
    rounds = [
        {guest: table for guest, table in round_.items() if guest in known}
        for round_ in plan.rounds
    ]
    by_wish = zip(*(held(round_, places, wishes) for round_ in rounds), strict=True)
    judged = [[hold for hold in holds if hold is not None] for holds in by_wish]
    wished = [all(holds) for holds in judged if holds]
    return Quality(
        rounds=[_judge(round_, known, mix) for round_ in rounds],
        repeats=_repeats(rounds, wishes),
        wishes=len(wished),
        kept=sum(wished),
    )


def _judge(round_: Round, known: Mapping[str, Guest], mix: Sequence[str]) -> RoundQuality:
    tables: dict[int, list[Guest]] = {}
    for guest in sorted(round_):
        tables.setdefault(round_[guest], []).append(known[guest])
    filled = [len(people) for people in tables.values()]
    return RoundQuality(
        tables=len(tables),
        least=min(filled, default=0),
        most=max(filled, default=0),
        spreads=[_spread(key, tables, len(round_)) for key in mix],
    )


def _spread(key: str, tables: Mapping[int, Sequence[Guest]], everybody: int) -> Spread:
    counts = {
        number: Counter(value for guest in people if (value := guest.traits.get(key, "")))
        for number, people in sorted(tables.items())
    }
    totals = sum(counts.values(), Counter[str]())
    values = sorted(totals)
    return Spread(
        key=key,
        within=sum(
            not any(
                beyond(counts[number][value], totals[value], len(people), everybody)
                for value in values
            )
            for number, people in tables.items()
        ),
        least={value: min(count[value] for count in counts.values()) for value in values},
        most={value: max(count[value] for count in counts.values()) for value in values},
        lacking={
            value: [number for number, count in counts.items() if not count[value]]
            for value in values
            if totals[value] >= len(tables)
        },
        different=[len(count) for count in counts.values()],
    )


def _repeats(rounds: Iterable[Round], wishes: Wishes) -> int:
    wished = {pair for group in joined(wishes.together) for pair in combinations(sorted(group), 2)}
    met = Counter(
        pair
        for round_ in rounds
        for pair in combinations(sorted(round_), 2)
        if round_[pair[0]] == round_[pair[1]]
    )
    return sum(times > 1 for pair, times in met.items() if pair not in wished)
