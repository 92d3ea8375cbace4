"""The clock message: whole milliseconds from which a screen ticks by itself."""

from facilitator.programme.clock import clock
from facilitator.programme.log import State
from facilitator.programme.timeline import look
from tests.facilitator.programme.evening import PLAN, at, plan_of, seen

SIXTEEN = 1_790_258_400_000
"""16.00 in Oslo on the evening, in milliseconds since 1970."""
MINUTE = 60_000


def test_the_clock_before_the_start_says_when_it_begins() -> None:
    assert clock(look(PLAN, State(), at("15:00"))) == {
        "server_now": SIXTEEN - 60 * MINUTE,
        "status": "before",
        "current": None,
        "started": None,
        "due": None,
        "remaining_if_paused": None,
        "allotted": None,
        "begins": SIXTEEN,
        "thresholds": {"warn": 0, "danger": 0},
    }


def test_the_clock_of_a_running_item_says_when_it_is_due() -> None:
    lines = ("16:00 start 1 30", "16:10 pause", "16:11 resume", "16:12 extend 2")
    assert clock(seen(PLAN, lines, at("16:15:30"))) == {
        "server_now": SIXTEEN + 15 * MINUTE + 30_000,
        "status": "running",
        "current": 1,
        "started": SIXTEEN,
        "due": SIXTEEN + 33 * MINUTE,
        "remaining_if_paused": None,
        "allotted": 32 * MINUTE,
        "begins": None,
        "thresholds": {"warn": 5 * MINUTE, "danger": MINUTE},
    }


def test_the_clock_of_a_paused_item_says_what_is_left_also_when_it_is_less_than_nothing() -> None:
    shown = clock(seen(PLAN, ("16:00 start 1 30", "16:34 pause"), at("17:00")))
    assert (shown["status"], shown["due"]) == ("paused", None)
    assert shown["remaining_if_paused"] == -4 * MINUTE


def test_the_clock_of_a_meeting_that_is_over_has_nothing_to_count() -> None:
    shown = clock(seen(PLAN, ("18:00 start 6 10", "18:05 finish"), at("18:06")))
    nothing = ("current", "started", "due", "remaining_if_paused", "allotted", "begins")
    assert [shown["status"], *(shown[name] for name in nothing)] == ["over", *[None] * 6]


def test_an_empty_plan_has_a_clock() -> None:
    assert clock(look(plan_of(), State(), at("16:00")))["begins"] is None


def test_a_skewed_client_counts_down_right_by_the_servers_now() -> None:
    shown = clock(seen(PLAN, ("16:00 start 1 30",), at("16:10")))
    its_clock = shown["server_now"] - 3_600_000
    skew = shown["server_now"] - its_clock
    later = its_clock + 5 * MINUTE
    assert shown["due"] - (later + skew) == 15 * MINUTE
