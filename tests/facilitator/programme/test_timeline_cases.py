"""The timeline when the evening is not ordinary: midnight, summer time, clocks, other days."""

from datetime import date, time

import pytest

from facilitator.programme.course import remaining
from facilitator.programme.log import State, fold
from facilitator.programme.plan import Plan, local, planned
from facilitator.programme.timeline import ClockPhase, Status, look
from tests.facilitator.programme.evening import (
    PLAN,
    at,
    expected,
    line,
    log,
    minutes,
    plan_of,
    seen,
    statuses,
    wall,
)

SPRING = date(2026, 3, 29)
"""02.00 becomes 03.00 in Oslo: the day has 23 hours."""
AUTUMN = date(2026, 10, 25)
"""03.00 becomes 02.00 in Oslo: the day has 25 hours."""


def test_an_item_may_last_across_midnight() -> None:
    plan = plan_of(line(1, 120, "23:00"), line(2, 30))
    timeline = seen(plan, ("23:10 start 1 120",), at("00:30", 1))
    assert (timeline.status, timeline.due) == (Status.RUNNING, at("01:10", 1))
    assert expected(timeline) == "23:10–01:10 01:10–01:40"
    assert timeline.drift_end == minutes(10)


@pytest.mark.parametrize(
    ("night", "start", "end"),
    [(SPRING, "01:30", "04:00"), (AUTUMN, "01:30", "02:00"), (date(2026, 9, 24), "01:30", "03:00")],
)
def test_a_length_is_elapsed_time_in_every_night(night: date, start: str, end: str) -> None:
    plan = plan_of(line(1, 90, start), on=night)
    assert wall(planned(plan)[0].end) == end
    timeline = seen(plan, (f"{start} start 1 90",), at(start, on=night))
    assert (wall(timeline.due), timeline.drift_now) == (end, minutes(0))


@pytest.mark.parametrize(("night", "hours"), [(SPRING, 23), (AUTUMN, 25)])
def test_a_fixed_start_is_what_the_clock_on_the_wall_shows(night: date, hours: int) -> None:
    plan = plan_of(line(1, 30, "00:00"), line(2, 30, "00:00", day=1), on=night)
    first, second = planned(plan)
    assert second.start - first.start == minutes(hours * 60)


def test_a_wall_time_that_does_not_exist_is_moved_on_and_of_two_the_first_counts() -> None:
    spring, autumn = Plan(SPRING, "Europe/Oslo", ()), Plan(AUTUMN, "Europe/Oslo", ())
    assert wall(local(spring, 0, time(2, 30))) == "03:30"
    assert local(spring, 0, time(2, 30)) == at("01:30", on=SPRING) + minutes(60)
    assert local(autumn, 0, time(2, 30)) == at("01:30", on=AUTUMN) + minutes(60)
    assert local(autumn, 0, time(2, 30, fold=1)) == at("01:30", on=AUTUMN) + minutes(60)


def test_a_server_clock_that_steps_back_gives_no_more_time_than_the_item_has() -> None:
    assert remaining(fold(log("16:30 start 2 10")), at("16:25")) == minutes(10)
    timeline = seen(PLAN, ("16:30 start 2 10",), at("16:25"))
    assert (timeline.due, timeline.phase) == (at("16:40"), ClockPhase.OK)
    assert expected(timeline).split()[1:3] == ["16:30–16:40", "16:40–17:00"]


def test_the_next_command_mends_what_a_clock_that_stepped_back_broke() -> None:
    timeline = seen(PLAN, ("17:30 start 2 10", "16:40 next 3 20"), at("16:45"))
    assert (timeline.current, timeline.due, timeline.drift_now) == (3, at("17:00"), minutes(0))
    assert timeline.rows[1].actual_end == timeline.rows[1].actual_start == at("17:30")


def test_a_pause_from_a_clock_that_stepped_back_lasts_no_time() -> None:
    lines = ("16:30 start 2 10", "16:35 pause", "16:33 resume")
    assert seen(PLAN, lines, at("16:36")).due == at("16:40")
    paused = seen(PLAN, lines[:2], at("16:33"))
    assert (paused.remaining, paused.rows[1].expected_end) == (minutes(5), at("16:40"))


def test_what_is_paused_in_overtime_is_expected_to_end_now() -> None:
    timeline = seen(PLAN, ("16:30 start 2 10", "16:44 pause"), at("16:50"))
    assert timeline.remaining == minutes(-4)
    assert expected(timeline).split()[1:3] == ["16:30–16:50", "16:50–17:10"]


def test_after_the_laptop_has_slept_the_meeting_is_in_overtime_and_late() -> None:
    timeline = seen(PLAN, ("16:30 start 2 10",), at("19:00"))
    assert (timeline.phase, timeline.due) == (ClockPhase.OVER, at("16:40"))
    assert (timeline.drift_now, timeline.drift_end) == (minutes(140), minutes(115))
    assert expected(timeline).split()[2:] == [
        "19:00–19:20",
        "19:20–19:25",
        "19:25–19:55",
        "19:55–20:05",
    ]


def test_a_pause_lasts_through_the_sleep_of_the_laptop() -> None:
    timeline = seen(PLAN, ("16:30 start 2 10", "16:33 pause"), at("19:00"))
    assert (timeline.status, timeline.remaining) == (Status.PAUSED, minutes(7))
    assert wall(timeline.rows[1].expected_end) == "19:07"


def test_when_all_fixed_times_have_passed_items_follow_each_other() -> None:
    plan = plan_of(line(1, 30, "16:00"), line(2, 30, "16:30"), line(3, 30, "17:00"))
    timeline = seen(plan, ("18:00 start 1 30",), at("18:10"))
    assert expected(timeline) == "18:00–18:30 18:30–19:00 19:00–19:30"
    assert (timeline.drift_now, timeline.drift_end) == (minutes(120), minutes(120))


def test_nothing_remains_of_what_does_not_run() -> None:
    assert remaining(State(), at("16:00")) == minutes(0)


# A meeting of two days

TWO_DAYS = plan_of(
    line(1, 60, "16:00"),
    line(2, 60),
    line(3, 60, "09:00", day=1),
    line(4, 60, day=1),
)


def test_the_night_between_two_days_absorbs_all_lateness_and_each_day_has_its_own_end() -> None:
    first_day = seen(TWO_DAYS, ("16:30 start 1 60",), at("16:40"))
    assert expected(first_day) == "16:30–17:30 17:30–18:30 09:00–10:00 10:00–11:00"
    assert (first_day.planned_end, first_day.drift_end) == (at("18:00"), minutes(30))
    second_day = seen(TWO_DAYS, ("09:05+1 start 3 60",), at("09:10", 1))
    assert (second_day.planned_end, second_day.drift_end) == (at("11:00", 1), minutes(5))


def test_a_day_without_a_fixed_start_is_not_run_in_the_night_before() -> None:
    plan = plan_of(line(1, 60, "16:00"), line(2, 60, day=1))
    assert expected(seen(plan, ("16:00 start 1 60",), at("16:10"))) == "16:00–17:00 09:00–10:00"


def test_a_night_that_lasts_into_the_morning_moves_the_morning() -> None:
    plan = plan_of(line(1, 18 * 60, "16:00"), line(2, 60, day=1))
    assert [wall(slot.start) for slot in planned(plan)] == ["16:00", "10:00"]


@pytest.mark.parametrize(
    ("now", "day", "status"),
    [("18:30", 0, Status.OVER), ("23:59", 0, Status.OVER), ("00:00", 1, Status.BEFORE)],
)
def test_a_finished_day_is_over_until_the_midnight_of_the_next(
    now: str, day: int, status: Status
) -> None:
    lines = ("16:00 start 1 60", "17:00 next 2 60", "18:05 finish")
    timeline = seen(TWO_DAYS, lines, at(now, day))
    assert (timeline.status, timeline.next, timeline.current) == (status, 3, None)
    assert statuses(timeline) == "past past later later"
    assert expected(timeline) == "– – 09:00–10:00 10:00–11:00"


def test_finishing_a_day_leaves_out_what_it_had_left() -> None:
    timeline = seen(TWO_DAYS, ("16:00 start 1 60", "17:00 finish"), at("17:05"))
    assert statuses(timeline) == "past left_out later later"
    assert timeline.drift_now == timeline.drift_end == minutes(-60)


# Rehearsals and stale logs

REHEARSED = ("16:00+-1 start 1 30", "16:01+-1 next 2 10", "16:02+-1 next 3 20")


def test_a_rehearsal_the_day_before_runs_like_the_meeting() -> None:
    timeline = seen(PLAN, REHEARSED, at("16:10", -1))
    assert (timeline.status, timeline.current, timeline.due) == (
        Status.RUNNING,
        3,
        at("16:22", -1),
    )
    assert timeline.drift_now == minutes(22 - 60 - 24 * 60)


@pytest.mark.parametrize("ended", [(), ("16:03+-1 finish",), ("16:03+-1 pause",)])
def test_a_stale_log_from_yesterdays_rehearsal_counts_for_nothing(ended: tuple[str, ...]) -> None:
    now = at("15:50")
    assert seen(PLAN, REHEARSED + ended, now) == look(PLAN, State(), now)


def test_the_evening_after_a_rehearsal_begins_at_any_item() -> None:
    timeline = seen(PLAN, (*REHEARSED, "16:00 start 2 10"), at("16:05"))
    assert statuses(timeline) == "left_out current later later later later"
    assert (timeline.previous, timeline.undo) == (None, 4)


def test_an_early_start_before_midnight_is_no_rehearsal() -> None:
    plan = plan_of(line(1, 60, "00:30"), line(2, 60))
    timeline = seen(plan, ("23:50+-1 start 1 60",), at("00:10"))
    assert (timeline.status, timeline.current) == (Status.RUNNING, 1)


def test_starting_the_first_item_begins_a_meeting_anew() -> None:
    rehearsed = ("12:00 start 1 30", "12:01 next 2 10", "12:02 next 3 20", "12:03 finish")
    timeline = seen(PLAN, (*rehearsed, "16:00 start 1 30", "16:30 start 3 20"), at("16:31"))
    assert statuses(timeline) == "past left_out current later later later"
    assert [wall(row.actual_start) for row in timeline.rows][:3] == ["16:00", "–", "16:30"]


def test_a_log_left_running_yesterday_on_the_meetings_date_can_be_started_anew() -> None:
    lines = ("16:00 start 1 30", "16:30 next 2 10")
    stale = seen(PLAN, lines, at("10:00", 1))
    assert (stale.status, stale.current, stale.phase) == (Status.RUNNING, 2, ClockPhase.OVER)
    anew = seen(PLAN, (*lines, "10:00+1 start 1 30"), at("10:01", 1))
    assert statuses(anew) == "current later later later later later"
    assert wall(anew.rows[1].expected_start) == "10:30"


# Back and forth, and a plan that changed under the log


def test_after_going_back_the_later_items_are_to_come_again() -> None:
    lines = ("16:00 start 1 30", "16:25 next 2 10", "16:27 back 1 5")
    timeline = seen(PLAN, lines, at("16:28"))
    assert statuses(timeline) == "current later later later later later"
    assert (timeline.rows[0].actual_start, timeline.started) == (at("16:00"), at("16:27"))
    assert (timeline.due, timeline.next, timeline.rows[1].actual_start) == (at("16:32"), 2, None)


def test_what_was_run_before_a_jump_back_is_still_past_after_the_jump_forward() -> None:
    lines = ("16:00 start 1 30", "16:30 next 2 10", "16:40 next 3 20", "17:00 start 2 5")
    timeline = seen(PLAN, (*lines, "17:05 start 5 30"), at("17:06"))
    assert statuses(timeline) == "past past past left_out current later"
    assert [wall(row.actual_start) for row in timeline.rows][:3] == ["16:00", "17:00", "16:40"]


def test_a_jump_over_items_leaves_them_out() -> None:
    timeline = seen(PLAN, ("16:00 start 1 30", "16:30 start 4 20"), at("16:31"))
    assert statuses(timeline) == "past left_out left_out current later later"
    assert (timeline.previous, timeline.next) == (1, 5)


def test_a_skipped_item_that_is_started_runs() -> None:
    plan = plan_of(line(1, 30, "16:00"), line(2, 30, skip=True), line(3, 30))
    timeline = seen(plan, ("16:00 start 1 30", "16:30 start 2 30"), at("16:31"))
    assert statuses(timeline) == "past current later"
    assert expected(timeline) == "– 16:30–17:00 17:00–17:30"


def test_the_current_item_keeps_what_it_was_allotted_when_its_plan_changes() -> None:
    plan = plan_of(line(1, 50, "16:05"), line(2, 30))
    timeline = seen(plan, ("16:00 start 1 30",), at("16:10"))
    assert (timeline.allotted, timeline.due) == (minutes(30), at("16:30"))
    assert timeline.drift_now == minutes(-25)


def test_a_current_item_that_left_the_plan_still_runs() -> None:
    lines = ("16:00 start 1 30", "16:30 next 9 10")
    timeline = seen(PLAN, lines, at("16:35"))
    assert (timeline.current, timeline.due, timeline.next, timeline.previous) == (
        9,
        at("16:40"),
        2,
        1,
    )
    assert statuses(timeline) == "past later later later later later"
    assert expected(timeline).split()[1] == "16:40–16:50"


def test_a_plan_that_was_emptied_under_the_log_still_has_a_clock() -> None:
    timeline = seen(plan_of(), ("16:00 start 1 30",), at("16:10"))
    assert (timeline.status, timeline.rows, timeline.due) == (Status.RUNNING, (), at("16:30"))
    assert (timeline.drift_now, timeline.next) == (minutes(0), None)


def test_an_item_inserted_before_the_current_one_is_left_out() -> None:
    plan = plan_of(line(1, 30, "16:00"), line(7, 30), line(2, 30))
    timeline = seen(plan, ("16:00 start 1 30", "16:30 next 2 30"), at("16:31"))
    assert statuses(timeline) == "past left_out current"
