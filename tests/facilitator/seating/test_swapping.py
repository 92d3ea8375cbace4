"""What a swap is said to cost is what it costs."""

from dataclasses import replace
from random import Random

import pytest

from bench.seating import evening
from facilitator.seating.arranging import arrange
from facilitator.seating.given import MIX
from facilitator.seating.mixing import REPEAT
from facilitator.seating.room import room_of
from facilitator.seating.swapping import Seats, cost_of, repeats
from facilitator.seating.wishing import held


@pytest.mark.parametrize("rounds", [1, 2, 4])
def test_each_of_many_swaps_costs_what_it_was_said_to_cost(rounds: int) -> None:
    hall = evening(30, 5, 7, seed=rounds)
    room = room_of(hall.guests, hall.places, rounds=rounds, wishes=hall.wishes, mix=MIX, fixed=())
    plan = [Seats(room, number, arrange(room, number)) for number in range(rounds)]
    for round_ in plan:
        round_.others = [other for other in plan if other is not round_]
    draw = Random(1)
    for _ in range(300):
        round_ = draw.choice(plan)
        one, other = draw.sample(range(30), 2)
        if round_.tables[one] == round_.tables[other]:
            continue
        before = [list(seats.tables) for seats in plan]
        unmixed, again = round_.unmixed(one, other), round_.again(one, other)
        round_.swap(one, other)
        after = [seats.tables for seats in plan]
        assert repeats(room, after) - repeats(room, before) == again
        assert cost_of(room, after) - cost_of(room, before) == unmixed + REPEAT * again


@pytest.mark.parametrize("seed", range(6))
def test_people_may_change_seats_where_every_wish_still_holds_and_nowhere_else(seed: int) -> None:
    hall = evening(30, 5, 7, seed=seed)
    others_of_groups = zip(hall.wishes.together, (guest.id for guest in hall.guests), strict=False)
    apart = [frozenset({max(group), one}) for group, one in others_of_groups if one not in group]
    wishes = replace(hall.wishes, apart=[*hall.wishes.apart, *apart])
    room = room_of(hall.guests, hall.places, rounds=1, wishes=wishes, mix=MIX, fixed=())
    round_ = Seats(room, 0, arrange(room, 0))
    draw, said, true = Random(seed), [], []
    for _ in range(200):
        ones, others = draw.sample(room.units, 2)
        x, y = round_.tables[ones[0]], round_.tables[others[0]]
        if x == y:
            continue
        changed = [
            y if guest in ones else x if guest in others else table
            for guest, table in enumerate(round_.tables)
        ]
        [sits] = room.plan_of([changed]).rounds
        true.append(all(held(sits, hall.places, wishes)))
        said.append(round_.may_exchange(ones, others))
        if len(ones) == len(others) == 1:
            assert round_.may_swap(ones[0], others[0]) == said[-1]
    assert (said, set(true)) == (true, {True, False})
