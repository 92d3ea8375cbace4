"""Plans who sits where, with the best engine that is installed."""

from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec

from facilitator.errors import Invalid
from facilitator.seating.annealing import anneal
from facilitator.seating.arranging import arrange
from facilitator.seating.given import MIX, NO_WISHES, ROUNDS_MOST, Guest, Place, Plan, Round, Wishes
from facilitator.seating.room import Room, Tables, room_of

__all__ = ["NO_WISHES", "Engine", "Guest", "Place", "Plan", "Round", "Wishes", "engine_of", "plan"]

Engine = Callable[[Room, Sequence[Tables], int, float], list[Tables]]
"""Betters a first plan in which every wish holds: room, tables by rounds, seed, effort."""


def plan(
    guests: Sequence[Guest],
    places: Sequence[Place],
    *,
    rounds: int = 1,
    wishes: Wishes = NO_WISHES,
    mix: Sequence[str] = MIX,
    fixed: Sequence[Mapping[str, int]] = (),
    seed: int,
    effort: float = 1.0,
    engine: Engine | None = None,
) -> Plan:
    """Seat everybody in every round.

    Takes up to some seconds and lets nothing else run in its thread meanwhile, so a server with
    green threads should call it in a process of its own.

    Args:
        rounds: how many times people are seated, 1 to 4.
        mix: the traits that every table should have its share of, the most important first.
        fixed: for each round the tables of those who must sit there.
        seed: the same seed, people and engine give the same plan, on any machine.
        effort: how long to look for a better plan, as a share of the usual.
        engine: what betters the plan; the best that is installed when None.

    Raises:
        Refused: ``no_room`` (``people``, ``seats``), or ``wishes_clash`` with ``who``: the ids of
            a smallest set of people whose wishes and fixed seats cannot all hold.
    """
    if not 1 <= rounds <= ROUNDS_MOST:
        raise Invalid("bad_choice", field="rounds")
    room = room_of(guests, places, rounds=rounds, wishes=wishes, mix=mix, fixed=fixed)
    start = [arrange(room, number) for number in range(rounds)]
    return room.plan_of((engine or engine_of())(room, start, seed, effort))


def engine_of() -> Engine:
    """OR-Tools where they are installed (``medvirk[seating]``), else our own annealing."""
    if find_spec("ortools") is None:
        return anneal
    from facilitator.seating.cpsat import solve

    return solve
