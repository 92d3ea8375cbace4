"""What a swap is said to cost is what it costs."""

from random import Random

import pytest

from bench.seating import evening
from facilitator.seating.arranging import arrange
from facilitator.seating.given import MIX
from facilitator.seating.mixing import REPEAT
from facilitator.seating.room import room_of
from facilitator.seating.swapping import Seats, cost_of, repeats


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
