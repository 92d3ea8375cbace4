"""Betters an annealed plan with OR-Tools' CP-SAT, round by round (``medvirk[seating]``).

Most plans are perfect when they are annealed, and nothing is left to do. Otherwise the rounds are
taken one by one while the others stand, each as a model of its own: every unit at one table where
it may sit, every table as full as it was, units that must be apart never at one table. It counts
what ``annealing`` counts: people whom a table has beyond its share or lacks, by the weights of the
traits, and people who sit together in another round.

The solver works on one core with a seed and a limit that is counted in its own work, not in
seconds, so the same seed gives the same plan wherever the same version of OR-Tools runs. It lets
nothing else run in the thread that calls it: a server with green threads should call it in a
process of its own.
"""

from collections.abc import Iterable, Sequence

from ortools.sat.python.cp_model import (
    FEASIBLE,
    OPTIMAL,
    CpModel,
    CpSolver,
    IntVar,
    LinearExpr,
)

from facilitator.seating.annealing import anneal
from facilitator.seating.mixing import REPEAT, share, weight_of
from facilitator.seating.room import Room, Tables
from facilitator.seating.swapping import cost_of

WORK = 0.3
"""The limit for one round, in the solver's own measure of work: about as many seconds."""
WORK_ALONE = 2.0
"""The same where nothing has been annealed before."""


def solve(room: Room, start: Sequence[Tables], seed: int, effort: float = 1.0) -> list[Tables]:
    """The best plan that was found, where every wish holds: annealed first, then bettered.

    Args:
        start: the table of each guest in each round.
        effort: how much work, as a share of the usual.
    """
    rounds = anneal(room, start, seed, effort)
    cost = cost_of(room, rounds)
    for number in range(len(rounds)):
        if not cost:
            break
        others = [*rounds[:number], *rounds[number + 1 :]]
        tables = _better(room, number, rounds[number], others, seed, WORK * effort)
        tried = [*rounds[:number], tables, *rounds[number + 1 :]]
        if cost_of(room, tried) < cost:
            rounds, cost = tried, cost_of(room, tried)
    return rounds


def round_by_round(
    room: Room, start: Sequence[Tables], seed: int, effort: float = 1.0
) -> list[Tables]:
    """The same by the solver alone: each round after those before, which stand."""
    rounds: list[Tables] = []
    for number, tables in enumerate(start):
        rounds.append(_better(room, number, tables, rounds, seed, WORK_ALONE * effort))
    return rounds


def _better(
    room: Room,
    number: int,
    tables: Tables,
    others: Sequence[Tables],
    seed: int,
    work: float,
) -> Tables:
    """A better plan of one round than ``tables``, given the ``others``."""
    sizes = [tables.count(table) for table in range(len(room.places))]
    used = [table for table, size in enumerate(sizes) if size]
    model = CpModel()
    sits = [
        {table: model.new_bool_var("") for table in used if room.allowed[number][at] >> table & 1}
        for at in range(len(room.units))
    ]
    unit_of = {guest: at for at, unit in enumerate(room.units) for guest in unit}
    for at, unit in enumerate(room.units):
        model.add_exactly_one(sits[at].values())
        for table, there in sits[at].items():
            model.add_hint(there, table == tables[unit[0]])

    def at_table(table: int, guests: Iterable[int]) -> LinearExpr:
        """How many of some guests sit at a table."""
        return LinearExpr.sum(
            [sits[unit_of[guest]][table] for guest in guests if table in sits[unit_of[guest]]]
        )

    everybody = range(len(room.guests))
    for table in used:
        model.add(at_table(table, everybody) == sizes[table])
    for one in everybody:
        for other in range(one):
            if room.apart[one] >> other & 1:
                for table in used:
                    model.add(at_table(table, (one, other)) <= 1)

    costs: list[tuple[int, IntVar]] = []
    for rank, trait in enumerate(room.traits):
        for value, having in list(enumerate(trait.totals))[1:]:
            those = [guest for guest in everybody if trait.values[guest] == value]
            for table in used:
                least, most = share(having, sizes[table], len(room.guests))
                beyond = model.new_int_var(0, having, "")
                count = at_table(table, those)
                model.add(count <= most + beyond)
                model.add(count >= least - beyond)
                costs.append((weight_of(rank), beyond))
    for other_round in others:
        for together in _groups(room, other_round):
            for table in used:
                again = model.new_int_var(0, len(together), "")
                model.add(at_table(table, together) <= 1 + again)
                costs.append((REPEAT, again))
    model.minimize(LinearExpr.weighted_sum([var for _, var in costs], [by for by, _ in costs]))

    solver = CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed % 2**31
    solver.parameters.max_deterministic_time = work
    if solver.solve(model) not in (OPTIMAL, FEASIBLE):
        return tables
    return [
        next(table for table, there in sits[unit_of[guest]].items() if solver.boolean_value(there))
        for guest in everybody
    ]


def _groups(room: Room, tables: Tables) -> list[list[int]]:
    """Who sat together in a round, one of each unit, since those of a unit always do."""
    groups: dict[int, list[int]] = {}
    for unit in room.units:
        groups.setdefault(tables[unit[0]], []).append(unit[0])
    return list(groups.values())
