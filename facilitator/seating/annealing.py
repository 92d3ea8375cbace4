"""Betters a plan by many small swaps: simulated annealing in plain Python.

A state is a whole plan, all rounds of it, in which every wish holds. A step draws a round and two
people at different tables and asks what it would cost to let them change seats. People who wish to
sit together change seats with as many others. Swaps that break a wish are never made, and a swap
leaves every table as full as it was.

**The cost** is a whole number, 0 for a perfect plan:

- ``REPEAT`` for every pair that meets, each time after the first (the *social golfer problem*: in
  how many rounds can golfers play in groups so that no two meet again? Harvey 2002, CSPLib 10);
- for every table, trait and value the square of how many people the table has beyond its share or
  lacks (``mixing.beyond``), times the weight of the trait (``mixing.WEIGHTS``).

**The cooling.** As in Kirkpatrick, Gelatt and Vecchi, *Optimization by Simulated Annealing*,
Science 220 (1983), a swap that betters the plan, or makes it no worse, is always made, and one that
costs ``d`` more with the chance ``q ** d`` (their ``exp(-d / T)`` with ``q = exp(-1 / T)``). The
chance ``q`` falls evenly to 0, so that the end of each course only betters. A course that ended
above 0 is followed by others, which begin from the best plan known, reheated less. All of it stops
as soon as the cost is 0, which no plan can beat.

Effort is counted in steps and never in seconds, and chances are made by multiplication alone, so
the same seed gives the same plan on every machine.
"""

from collections.abc import Sequence
from random import Random

from facilitator.seating.mixing import costs, weight_of
from facilitator.seating.room import Room, Tables

REPEAT = 6

COURSES = (0.5, 0.3, 0.3, 0.3, 0.3)
"""The chance for a swap that costs 1, where each course begins."""
STEPS = 700
"""Steps of one course, for each person and round."""
_PARTS = 64
"""How many times the chance falls in one course."""
_WORST = 64
"""Swaps that cost as much more or above are never made."""


def anneal(room: Room, start: Sequence[Tables], seed: int, effort: float = 1.0) -> list[Tables]:
    """The best plan that was found from ``start``, where every wish holds.

    Args:
        start: the table of each guest in each round.
        effort: how many steps, as a share of the usual.
    """
    search = _Search(room, start, Random(seed))
    for chance in COURSES:
        if not search.cost:
            break
        search.cool(chance, int(effort * STEPS * len(room.guests) * len(start)))
    return search.best


def cost_of(room: Room, rounds: Sequence[Tables]) -> int:
    """What a whole plan costs."""
    return REPEAT * repeats(room, rounds) + sum(
        _Mixture(room, rank, tables).cost for tables in rounds for rank in range(len(room.traits))
    )


def repeats(room: Room, rounds: Sequence[Tables]) -> int:
    """How many times pairs meet again who did not wish to sit together."""
    again, met = 0, [0] * len(room.guests)
    for tables in rounds:
        members = [0] * len(room.places)
        for guest, table in enumerate(tables):
            members[table] |= 1 << guest
        for guest, table in enumerate(tables):
            again += (members[table] & met[guest] & ~room.mates[guest]).bit_count()
            met[guest] |= members[table]
    return again // 2


class _Mixture:
    """How one trait is spread over the tables of one round, and what one more or less costs."""

    def __init__(self, room: Room, rank: int, tables: Tables) -> None:
        trait = room.traits[rank]
        self.values = trait.values
        count, kinds = len(room.places), len(trait.totals)
        self._counts = [[0] * kinds for _ in range(count)]
        for guest, table in enumerate(tables):
            self._counts[table][trait.values[guest]] += 1
        everybody, weight = len(room.guests), weight_of(rank)
        by_size = {
            size: costs(trait, size, everybody, weight) for size in map(sum, self._counts) if size
        }
        self._costs = [by_size.get(sum(counts), []) for counts in self._counts]
        self.more = [[0] * kinds for _ in range(count)]
        """For each table and value what one person more with that value costs."""
        self.less = [[0] * kinds for _ in range(count)]
        """For each table and value what one person less with that value costs."""
        for table in range(count):
            if self._costs[table]:
                for value in range(kinds):
                    self._tell(table, value)

    @property
    def cost(self) -> int:
        """What the spread as it is costs."""
        return sum(
            costs[value][number]
            for costs, counts in zip(self._costs, self._counts, strict=True)
            if costs
            for value, number in enumerate(counts)
        )

    def swap(self, x: int, y: int, mine: int, theirs: int) -> None:
        """Move a person with the value ``mine`` from ``x`` to ``y``, and ``theirs`` back."""
        self._counts[x][mine] -= 1
        self._counts[x][theirs] += 1
        self._counts[y][theirs] -= 1
        self._counts[y][mine] += 1
        for table in (x, y):
            self._tell(table, mine)
            self._tell(table, theirs)

    def _tell(self, table: int, value: int) -> None:
        costs, number = self._costs[table][value], self._counts[table][value]
        self.more[table][value] = (
            costs[number + 1] - costs[number] if number + 1 < len(costs) else 0
        )
        self.less[table][value] = costs[number - 1] - costs[number] if number else 0


class _Round:
    """One round while it changes."""

    def __init__(self, room: Room, number: int, tables: Tables) -> None:
        self.tables = list(tables)
        self.members = [0] * len(room.places)
        for guest, table in enumerate(tables):
            self.members[table] |= 1 << guest
        self.movable: list[Sequence[int]] = []
        self.allowed = [0] * len(room.guests)
        for unit, allowed in zip(room.units, room.allowed[number], strict=True):
            if allowed.bit_count() > 1:
                self.movable.append(unit)
            for guest in unit:
                self.allowed[guest] = allowed
        self.mixtures = [_Mixture(room, rank, tables) for rank in range(len(room.traits))]
        self.apart = room.apart
        self.strangers = [~mates for mates in room.mates]
        self.others: list[_Round] = []

    def may_swap(self, ones: Sequence[int], others: Sequence[int]) -> bool:
        """Whether the wishes let two sets of people, each at one table, change seats."""
        x, y = self.tables[ones[0]], self.tables[others[0]]
        at_x, at_y = self.members[x], self.members[y]
        for guest in ones:
            at_x ^= 1 << guest
        for guest in others:
            at_y ^= 1 << guest
        return all(
            self.allowed[guest] >> y & 1 and not self.apart[guest] & at_y for guest in ones
        ) and all(self.allowed[guest] >> x & 1 and not self.apart[guest] & at_x for guest in others)

    def cost_of(self, one: int, other: int) -> int:
        """What it costs that two people at different tables change seats."""
        x, y = self.tables[one], self.tables[other]
        cost = 0
        for mixture in self.mixtures:
            mine, theirs = mixture.values[one], mixture.values[other]
            if mine != theirs:
                more, less = mixture.more, mixture.less
                cost += less[x][mine] + more[x][theirs] + less[y][theirs] + more[y][mine]
        if self.others:
            at_x, at_y = self.members[x] ^ (1 << one), self.members[y] ^ (1 << other)
            met, met_by_other = self.met(one), self.met(other)
            cost += REPEAT * (
                (at_y & met).bit_count()
                - (at_x & met).bit_count()
                + (at_x & met_by_other).bit_count()
                - (at_y & met_by_other).bit_count()
            )
        return cost

    def met(self, guest: int) -> int:
        """Those whom a guest meets in the other rounds without having wished it."""
        met = 0
        for other in self.others:
            met |= other.members[other.tables[guest]]
        return met & self.strangers[guest]

    def swap(self, one: int, other: int) -> None:
        """Let two people at different tables change seats."""
        x, y = self.tables[one], self.tables[other]
        self.tables[one], self.tables[other] = y, x
        both = 1 << one | 1 << other
        self.members[x] ^= both
        self.members[y] ^= both
        for mixture in self.mixtures:
            mine, theirs = mixture.values[one], mixture.values[other]
            if mine != theirs:
                mixture.swap(x, y, mine, theirs)


class _Search:
    """A whole plan that changes step by step, and the best that it has been."""

    def __init__(self, room: Room, start: Sequence[Tables], random: Random) -> None:
        self._room = room
        self._random = random.random
        self._begin(start)
        self.best, self.cost = self._seen(), self._now

    def _begin(self, start: Sequence[Tables]) -> None:
        self._rounds = [_Round(self._room, number, tables) for number, tables in enumerate(start)]
        for round_ in self._rounds:
            round_.others = [other for other in self._rounds if other is not round_]
        self._now = cost_of(self._room, start)

    def _seen(self) -> list[Tables]:
        return [list(round_.tables) for round_ in self._rounds]

    def cool(self, chance: float, steps: int) -> None:
        """One course from the best plan known, with a chance that falls from ``chance`` to 0."""
        if self._now != self.cost:
            self._begin(self.best)
        for part in range(_PARTS, -1, -1):
            chances = [1.0]
            for _ in range(_WORST):
                chances.append(chances[-1] * chance * part / _PARTS)
            for _ in range(1 + steps // _PARTS):
                self._step(chances)
                if not self.cost:
                    return

    def _step(self, chances: Sequence[float]) -> None:
        random = self._random
        round_ = self._rounds[int(random() * len(self._rounds))]
        movable = round_.movable
        if len(movable) < 2:
            return
        ones = movable[int(random() * len(movable))]
        others = movable[int(random() * len(movable))]
        if round_.tables[ones[0]] == round_.tables[others[0]]:
            return
        if len(ones) > 1 or len(others) > 1:
            self._step_of_groups(round_, ones, others, chances)
            return
        if not round_.may_swap(ones, others):
            return
        one, other = ones[0], others[0]
        cost = round_.cost_of(one, other)
        if cost <= 0 or (cost < _WORST and random() < chances[cost]):
            round_.swap(one, other)
            self._note(cost)

    def _step_of_groups(
        self,
        round_: _Round,
        ones: Sequence[int],
        others: Sequence[int],
        chances: Sequence[float],
    ) -> None:
        """Let the larger unit change seats with as many people of the smaller one's table."""
        if len(ones) < len(others):
            ones, others = others, ones
        table, missing = round_.tables[others[0]], len(ones) - len(others)
        partners = list(others)
        there = [
            unit
            for unit in round_.movable
            if round_.tables[unit[0]] == table and unit is not others
        ]
        while missing and there:
            unit = there.pop(int(self._random() * len(there)))
            if len(unit) <= missing:
                partners += unit
                missing -= len(unit)
        if missing or not round_.may_swap(ones, partners):
            return
        cost = 0
        for one, other in zip(ones, partners, strict=True):
            cost += round_.cost_of(one, other)
            round_.swap(one, other)
        if cost <= 0 or (cost < _WORST and self._random() < chances[cost]):
            self._note(cost)
        else:
            for one, other in zip(ones, partners, strict=True):
                round_.swap(one, other)

    def _note(self, cost: int) -> None:
        self._now += cost
        if self._now < self.cost:
            self.best, self.cost = self._seen(), self._now
