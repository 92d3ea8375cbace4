"""``python -m bench.seating``: how good plans of seats are, and how long they take, beside others.

Two halls with hard wishes, several times with other people: chairs drawn by lot, dealing people out
by role as one does by hand, the plan in plain Python, and the plan with OR-Tools where they are
installed. Only plans know wishes. Prints the shares of tables that are within one person of the
ideal mix, the pairs that meet again, the wishes that hold, the processor's seconds (whatever else
it does meanwhile) and how many times as long as dealing out that is; and whether the aims are met.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from random import Random
from statistics import mean
from time import process_time

from facilitator.seating.annealing import anneal
from facilitator.seating.plan import Engine, Guest, Place, Plan, Wishes, plan
from facilitator.seating.quality import Quality, quality

SEEDS = range(5)
_ROLES = {"citizen": 5, "politician": 3, "employee": 2}
_MUNICIPALITIES = {
    "Steinkjer": 6,
    "Inderøy": 3,
    "Levanger": 3,
    "Verdal": 3,
    "Namsos": 2,
    "Snåsa": 1,
}
_ROLE_AIM, _MUNICIPALITY_AIM = 0.98, 0.85


@dataclass(frozen=True)
class Evening:
    """People, tables and wishes that a plan is made for."""

    guests: Sequence[Guest]
    places: Sequence[Place]
    wishes: Wishes
    rounds: int


@dataclass(frozen=True)
class Size:
    """How large a hall is and how fast it should be planned."""

    people: int
    tables: int
    seats: int
    seconds: float


SIZES = (Size(50, 8, 8, 2), Size(120, 15, 9, 5))


def main() -> None:
    """Measure and print."""
    for size in SIZES:
        print(f"{size.people} people, {size.tables} tables, 3 rounds, {len(SEEDS)} times")
        print(
            f"{'':22}{'role':>6}{'munic.':>8}{'again':>7}{'wishes':>8}{'s':>8}{'worst':>8}{'×':>9}"
        )
        yardstick = 0.0
        for name, way in _ways().items():
            evenings = [evening(size.people, size.tables, size.seats, seed) for seed in SEEDS]
            took, judged = [], []
            for seed, hall in zip(SEEDS, evenings, strict=True):
                began = process_time()
                made = way(hall, seed)
                took.append(process_time() - began)
                judged.append(quality(made, hall.guests, hall.places, hall.wishes))
            yardstick = yardstick if name != "dealt out by role" else mean(took)
            print(_row(name, judged, took, yardstick))
            if name == "ours":
                print(_verdict(judged, took, size))
        print()


def evening(people: int, tables: int, seats: int, seed: int, rounds: int = 3) -> Evening:
    """A hall full of people drawn with ``seed``: three roles, six municipalities, hard wishes."""
    draw = Random(seed)
    guests = [
        Guest(
            f"guest-{number:03}",
            {"role": _drawn(draw, _ROLES), "municipality": _drawn(draw, _MUNICIPALITIES)},
        )
        for number in range(people)
    ]
    chosen = [guest.id for guest in draw.sample(guests, 14)]
    return Evening(
        guests,
        [Place(number, seats, near_door=number > tables - 2) for number in range(1, tables + 1)],
        Wishes(
            together=[frozenset(chosen[:2]), frozenset(chosen[2:5])],
            apart=[frozenset(chosen[5:7]), frozenset(chosen[7:10])],
            at_table={chosen[10]: 1, chosen[11]: 3},
            near_door=frozenset(chosen[12:]),
        ),
        rounds,
    )


def _drawn(draw: Random, weights: dict[str, int]) -> str:
    return draw.choices(list(weights), list(weights.values()))[0]


def _ways() -> dict[str, Callable[[Evening, int], Plan]]:
    ways: dict[str, Callable[[Evening, int], Plan]] = {
        "by lot": partial(_dealt, order=lambda guest: ""),
        "dealt out by role": partial(_dealt, order=lambda guest: guest.traits["role"]),
        "ours": partial(_planned, engine=anneal),
    }
    if find_spec("ortools") is not None:
        from facilitator.seating.cpsat import round_by_round, solve

        ways["OR-Tools by themselves"] = partial(_planned, engine=round_by_round)
        ways["ours, then OR-Tools"] = partial(_planned, engine=solve)
    return ways


def _planned(hall: Evening, seed: int, engine: Engine) -> Plan:
    return plan(
        hall.guests,
        hall.places,
        rounds=hall.rounds,
        wishes=hall.wishes,
        seed=seed,
        engine=engine,
    )


def _dealt(hall: Evening, seed: int, order: Callable[[Guest], str]) -> Plan:
    """People shuffled for each round, put in an order, and dealt out to the tables one by one."""
    draw, rounds = Random(seed), []
    for _ in range(hall.rounds):
        people = sorted(draw.sample(hall.guests, len(hall.guests)), key=order)
        rounds.append(
            {
                guest.id: hall.places[number % len(hall.places)].number
                for number, guest in enumerate(people)
            }
        )
    return Plan(tuple(rounds))


def _row(name: str, judged: Sequence[Quality], took: Sequence[float], yardstick: float) -> str:
    role, municipality = (_mean(judged, key) for key in ("role", "municipality"))
    again = mean(one.repeats for one in judged)
    kept = mean(one.kept / one.wishes for one in judged)
    times = f"{mean(took) / yardstick:9.0f}" if yardstick else f"{'':9}"
    return (
        f"{name:22}{role:6.2f}{municipality:8.2f}{again:7.1f}{kept:8.2f}"
        f"{mean(took):8.3f}{max(took):8.3f}{times}"
    )


def _verdict(judged: Sequence[Quality], took: Sequence[float], size: Size) -> str:
    aims = {
        f"role ≥ {_ROLE_AIM}": _mean(judged, "role") >= _ROLE_AIM,
        f"municipality ≥ {_MUNICIPALITY_AIM}": _mean(judged, "municipality") >= _MUNICIPALITY_AIM,
        "nobody meets again": not any(one.repeats for one in judged),
        "every wish holds": all(one.kept == one.wishes for one in judged),
        f"within {size.seconds} s": max(took) <= size.seconds,
    }
    missed = [aim for aim, met in aims.items() if not met]
    return "  aims met: " + ", ".join(aims) if not missed else "  AIMS MISSED: " + ", ".join(missed)


def _mean(judged: Sequence[Quality], key: str) -> float:
    return mean(one.within[key] for one in judged)


if __name__ == "__main__":
    main()
