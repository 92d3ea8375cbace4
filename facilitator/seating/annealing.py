"""Betters a plan by many small swaps: simulated annealing in plain Python.

A state is a whole plan, all rounds of it, in which every wish holds. A step draws two people at
different tables of a round and asks what it would cost to let them change seats (``swapping``).
People who wish to sit together change seats with as many others. Swaps that break a wish are never
made, and a swap leaves every table as full as it was.

**The cooling.** As in Kirkpatrick, Gelatt and Vecchi, *Optimization by Simulated Annealing*,
Science 220 (1983), a swap that betters the plan, or makes it no worse, is always made, and one that
costs ``d`` more with the chance ``q ** d`` (their ``exp(-d / T)`` with ``q = exp(-1 / T)``). The
chance ``q`` falls evenly to 0, so that the end of each course only betters. A course that ended
above 0 is followed by others, which begin from the best plan known, reheated less. All of it stops
as soon as the cost is 0, which no plan can beat.

While meeting again has a light price, a plan can pass through states that a high one would bar, and
more often arrives where nobody does. So it is light in the first courses; the last course has the
price that holds in the end, for halls where there is no perfect plan.

Effort is counted in steps and never in seconds, and chances are made by multiplication alone, so
the same seed gives the same plan on every machine.
"""

from collections.abc import Sequence
from random import Random

from facilitator.seating.mixing import REPEAT
from facilitator.seating.room import Room, Tables
from facilitator.seating.swapping import Seats, cost_of, repeats

COURSES = ((0.5, 2), (0.3, 2), (0.3, 2), (0.3, 2), (0.2, REPEAT))
"""For each course the chance that it begins with, for a swap that costs 1, and what it costs there
that a pair meets again."""
STEPS = 700
"""Steps of one course, for each person and round."""
_PARTS = 64
"""How many times the chance falls in one course."""
_GROUPS = 0.25
"""How many of the steps that would move a group are made: each takes as long as ten others."""
_WORST = 64
"""Swaps that cost as much more or above are never made."""


def anneal(room: Room, start: Sequence[Tables], seed: int, effort: float = 1.0) -> list[Tables]:
    """The best plan that was found from ``start``, where every wish holds.

    Args:
        start: the table of each guest in each round.
        effort: how many steps, as a share of the usual.
    """
    random, best = Random(seed), [list(tables) for tables in start]
    steps = int(effort * STEPS * len(room.guests) * len(start))
    for chance, repeat in COURSES:
        course = _Course(room, best, random, repeat)
        course.cool(chance, steps)
        best = course.best
        if not course.cost:
            break
    return best


class _Course:
    """A whole plan that changes step by step, and the best that it has been."""

    def __init__(self, room: Room, start: Sequence[Tables], random: Random, repeat: int) -> None:
        self._random, self._repeat = random.random, repeat
        self._rounds = [Seats(room, number, tables) for number, tables in enumerate(start)]
        for round_ in self._rounds:
            round_.others = [other for other in self._rounds if other is not round_]
        self._repeats = repeats(room, start)
        self.cost = self._now = cost_of(room, start, repeat)
        self.best = self._seen()

    def _seen(self) -> list[Tables]:
        return [list(round_.tables) for round_ in self._rounds]

    def cool(self, chance: float, steps: int) -> None:
        """Make ``steps`` steps while the chance falls from ``chance`` to 0, or to a cost of 0."""
        rounds = [round_ for round_ in self._rounds if len(round_.units) > 1]
        for part in range(_PARTS, -1, -1):
            chances = [1.0]
            for _ in range(_WORST):
                chances.append(chances[-1] * chance * part / _PARTS)
            for _ in range(1 + steps // _PARTS // max(1, len(rounds))):
                for round_ in rounds:
                    self._step(round_, chances)
            if not self.cost:
                return

    def _step(self, round_: Seats, chances: Sequence[float]) -> None:
        random, units = self._random, round_.units
        ones, others = units[int(random() * len(units))], units[int(random() * len(units))]
        one, other = ones[0], others[0]
        if round_.tables[one] == round_.tables[other]:
            return
        if round_.bound[one] or round_.bound[other]:
            if len(ones) > 1 or len(others) > 1:
                if random() < _GROUPS:
                    self._step_of_groups(round_, ones, others, chances)
                return
            if not round_.may_swap(one, other):
                return
        luck = random()
        unmixed = round_.unmixed(one, other)
        least = unmixed - self._repeat * self._repeats
        if least > 0 and (least >= _WORST or luck >= chances[least]):
            return
        again = round_.again(one, other) if round_.others else 0
        cost = unmixed + self._repeat * again
        if cost <= 0 or (cost < _WORST and luck < chances[cost]):
            round_.swap(one, other)
            self._note(cost, again)

    def _step_of_groups(
        self,
        round_: Seats,
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
            unit for unit in round_.units if round_.tables[unit[0]] == table and unit is not others
        ]
        while missing and there:
            unit = there.pop(int(self._random() * len(there)))
            if len(unit) <= missing:
                partners += unit
                missing -= len(unit)
        if missing or not round_.may_exchange(ones, partners):
            return
        cost = again = 0
        for one, other in zip(ones, partners, strict=True):
            more = round_.again(one, other)
            cost += round_.unmixed(one, other) + self._repeat * more
            again += more
            round_.swap(one, other)
        if cost <= 0 or (cost < _WORST and self._random() < chances[cost]):
            self._note(cost, again)
        else:
            for one, other in zip(ones, partners, strict=True):
                round_.swap(one, other)

    def _note(self, cost: int, again: int) -> None:
        self._now += cost
        self._repeats += again
        if self._now < self.cost:
            self.best, self.cost = self._seen(), self._now
