"""The timeline: what is now, what is next, how late we are, when everything else is expected."""

import pytest

from facilitator.programme.log import State
from facilitator.programme.plan import Slot, planned
from facilitator.programme.timeline import (
    ClockPhase,
    Row,
    RowStatus,
    Status,
    Timeline,
    look,
    phase_of,
    thresholds,
)
from tests.facilitator.programme.evening import (
    PLAN,
    at,
    expected,
    line,
    minutes,
    plan_of,
    seen,
    statuses,
    wall,
)


def test_the_whole_timeline_of_a_running_evening() -> None:
    assert seen(PLAN, ("16:02 start 1 30", "16:35 next 2 10"), at("16:44")) == Timeline(
        now=at("16:44"),
        status=Status.RUNNING,
        current=2,
        started=at("16:35"),
        due=at("16:45"),
        remaining=None,
        allotted=minutes(10),
        extra=minutes(0),
        phase=ClockPhase.DANGER,
        warn=minutes(2.5),
        danger=minutes(1),
        next=3,
        previous=1,
        undo=2,
        undo_command="next",
        drift_now=minutes(5),
        drift_end=minutes(0),
        planned_end=at("18:10"),
        expected_end=at("18:10"),
        rows=(
            Row(
                item=1,
                status=RowStatus.PAST,
                planned_start=at("16:00"),
                planned_end=at("16:30"),
                actual_start=at("16:02"),
                actual_end=at("16:35"),
            ),
            Row(
                item=2,
                status=RowStatus.CURRENT,
                planned_start=at("16:30"),
                planned_end=at("16:40"),
                actual_start=at("16:35"),
                expected_start=at("16:35"),
                expected_end=at("16:45"),
            ),
            Row(
                item=3,
                status=RowStatus.LATER,
                planned_start=at("16:40"),
                planned_end=at("17:00"),
                expected_start=at("16:45"),
                expected_end=at("17:05"),
            ),
            Row(
                item=4,
                status=RowStatus.LATER,
                planned_start=at("17:00"),
                planned_end=at("17:20"),
                expected_start=at("17:05"),
                expected_end=at("17:20"),
            ),
            Row(
                item=5,
                status=RowStatus.LATER,
                planned_start=at("17:20"),
                planned_end=at("17:50"),
                expected_start=at("17:20"),
                expected_end=at("17:50"),
            ),
            Row(
                item=6,
                status=RowStatus.LATER,
                planned_start=at("18:00"),
                planned_end=at("18:10"),
                expected_start=at("18:00"),
                expected_end=at("18:10"),
            ),
        ),
    )


def test_the_whole_timeline_of_a_paused_item_has_what_remained_and_no_due() -> None:
    timeline = seen(plan_of(line(1, 10, "16:00")), ("16:00 start 1 10", "16:04 pause"), at("16:20"))
    assert timeline == Timeline(
        now=at("16:20"),
        status=Status.PAUSED,
        current=1,
        started=at("16:00"),
        due=None,
        remaining=minutes(6),
        allotted=minutes(10),
        phase=ClockPhase.OK,
        warn=minutes(2.5),
        danger=minutes(1),
        undo=2,
        undo_command="pause",
        drift_now=minutes(16),
        drift_end=minutes(16),
        planned_end=at("16:10"),
        expected_end=at("16:26"),
        rows=(
            Row(
                item=1,
                status=RowStatus.CURRENT,
                planned_start=at("16:00"),
                planned_end=at("16:10"),
                actual_start=at("16:00"),
                expected_start=at("16:00"),
                expected_end=at("16:26"),
            ),
        ),
    )


def test_an_empty_plan_has_a_timeline_without_rows() -> None:
    now = at("16:00")
    assert look(plan_of(), State(), now) == Timeline(now=now, status=Status.BEFORE)


def test_before_the_start_the_plan_is_expected_as_it_stands() -> None:
    timeline = look(PLAN, State(), at("12:00"))
    assert (timeline.status, timeline.next, timeline.previous) == (Status.BEFORE, 1, None)
    assert expected(timeline) == (
        "16:00–16:30 16:30–16:40 16:40–17:00 17:00–17:20 17:20–17:50 18:00–18:10"
    )
    assert (timeline.drift_now, timeline.drift_end) == (minutes(0), minutes(0))


def test_a_meeting_that_has_not_begun_in_time_is_late() -> None:
    timeline = look(PLAN, State(), at("16:20"))
    assert expected(timeline) == (
        "16:20–16:50 16:50–17:00 17:00–17:20 17:20–17:25 17:25–17:55 18:00–18:10"
    )
    assert (timeline.drift_now, timeline.drift_end) == (minutes(20), minutes(0))


def test_after_the_end_the_actual_times_stay() -> None:
    lines = ("16:00 start 1 30", "16:30 next 2 10", "16:45 start 4 20", "17:30 finish")
    timeline = seen(PLAN, lines, at("23:00"))
    assert (timeline.status, timeline.current, timeline.next, timeline.previous) == (
        Status.OVER,
        None,
        None,
        None,
    )
    assert statuses(timeline) == "past past left_out past left_out left_out"
    assert [(wall(row.actual_start), wall(row.actual_end)) for row in timeline.rows] == [
        ("16:00", "16:30"),
        ("16:30", "16:45"),
        ("–", "–"),
        ("16:45", "17:30"),
        ("–", "–"),
        ("–", "–"),
    ]
    assert (timeline.drift_now, timeline.drift_end) == (minutes(-40), minutes(-40))


@pytest.mark.parametrize(
    ("now", "drift_now", "drift_end", "forecast"),
    [
        # The second item runs since 16.30 and is due at 16.40; the third floats after it.
        ("16:35", 0, 0, "16:40–17:00 17:00–17:20 17:20–17:50 18:00–18:10"),
        ("16:50", 10, 0, "16:50–17:10 17:10–17:20 17:20–17:50 18:00–18:10"),
        # The break has shrunk to its least, and the gap of ten minutes takes the rest: exactly,
        ("17:05", 25, 0, "17:05–17:25 17:25–17:30 17:30–18:00 18:00–18:10"),
        # and no longer.
        ("17:10", 30, 5, "17:10–17:30 17:30–17:35 17:35–18:05 18:05–18:15"),
    ],
)
def test_a_shrinking_break_and_a_gap_absorb_lateness(
    now: str, drift_now: int, drift_end: int, forecast: str
) -> None:
    timeline = seen(PLAN, ("16:30 start 2 10",), at(now))
    assert expected(timeline).split(maxsplit=2)[2] == forecast
    assert (timeline.drift_now, timeline.drift_end) == (minutes(drift_now), minutes(drift_end))


@pytest.mark.parametrize(
    ("gap", "started"),
    [(20, "17:00"), (10, "17:00"), (5, "17:05")],
    ids=["larger than the lateness", "equal", "smaller"],
)
def test_a_gap_before_a_fixed_start_absorbs_what_it_can(gap: int, started: str) -> None:
    plan = plan_of(line(1, 60 - gap, "16:00"), line(2, 30, "17:00"))
    timeline = seen(plan, (f"16:10 start 1 {60 - gap}",), at("16:20"))
    assert wall(timeline.rows[1].expected_start) == started


def test_lateness_is_negative_when_we_are_early_and_floating_items_come_early() -> None:
    timeline = seen(PLAN, ("15:50 start 1 30", "16:10 next 2 10"), at("16:15"))
    assert timeline.drift_now == minutes(-20)
    assert expected(timeline).split()[1:4] == ["16:10–16:20", "16:20–16:40", "17:00–17:20"]


def test_an_overlap_in_the_plan_makes_the_later_item_late() -> None:
    plan = plan_of(line(1, 60, "16:00"), line(2, 30, "16:30"))
    timeline = look(plan, State(), at("12:00"))
    assert planned(plan) == (Slot(at("16:00"), at("17:00")), Slot(at("16:30"), at("17:00")))
    assert expected(timeline) == "16:00–17:00 17:00–17:30"
    assert timeline.drift_end == minutes(30)


def test_items_without_length_are_over_at_once_and_take_no_time() -> None:
    plan = plan_of(line(1, 0, "16:00"), line(2, 0), line(3, 10))
    assert expected(look(plan, State(), at("12:00"))) == "16:00–16:00 16:00–16:00 16:00–16:10"
    timeline = seen(plan, ("16:00 start 1 0",), at("16:00"))
    assert (timeline.phase, timeline.due) == (ClockPhase.OVER, at("16:00"))


@pytest.mark.parametrize(
    ("skipped", "first", "forecast", "drift_end"),
    [
        ({1}, 2, "– 16:30–17:00 17:00–17:30", 0),
        ({2}, 1, "16:00–16:30 – 16:30–17:00", -30),
        ({3}, 1, "16:00–16:30 16:30–17:00 –", -30),
        ({1, 2, 3}, None, "– – –", 0),
    ],
)
def test_skipped_items_keep_their_planned_time_and_give_it_to_the_others(
    skipped: set[int], first: int | None, forecast: str, drift_end: int
) -> None:
    plan = plan_of(
        line(1, 30, "16:00", skip=1 in skipped),
        line(2, 30, skip=2 in skipped),
        line(3, 30, skip=3 in skipped),
    )
    timeline = look(plan, State(), at("12:00"))
    assert (timeline.next, expected(timeline)) == (first, forecast)
    assert timeline.drift_end == minutes(drift_end)
    assert [wall(row.planned_start) for row in timeline.rows] == ["16:00", "16:30", "17:00"]
    assert {row.item for row in timeline.rows if row.status is RowStatus.SKIPPED} == skipped


def test_the_next_of_the_last_and_the_previous_of_the_first_are_none() -> None:
    first = seen(PLAN, ("16:00 start 1 30",), at("16:10"))
    last = seen(PLAN, ("18:00 start 6 10",), at("18:01"))
    assert (first.previous, last.next, last.previous) == (None, None, None)


def test_a_plan_without_a_fixed_start_begins_at_nine() -> None:
    assert [wall(slot.start) for slot in planned(plan_of(line(1, 30), line(2, 30)))] == [
        "09:00",
        "09:30",
    ]


@pytest.mark.parametrize(
    ("length", "warn", "danger"),
    [(60, 5, 1), (20, 5, 1), (10, 2.5, 1), (4, 1, 0.4), (0, 0, 0)],
)
def test_the_clock_warns_at_five_minutes_and_one_or_less_for_what_is_short(
    length: float, warn: float, danger: float
) -> None:
    assert thresholds(minutes(length)) == (minutes(warn), minutes(danger))


@pytest.mark.parametrize(
    ("left", "phase"),
    [(5.1, "ok"), (5, "warn"), (1.1, "warn"), (1, "danger"), (0.1, "danger"), (0, "over"),
     (-3, "over")],
)  # fmt: skip
def test_the_clock_has_four_phases(left: float, phase: str) -> None:
    assert phase_of(minutes(left), minutes(5), minutes(1)) == phase


def test_the_length_of_a_row_is_what_it_lasted_or_is_expected_to_last() -> None:
    timeline = seen(PLAN, ("16:00 start 1 30", "16:40 next 2 10", "16:45 start 4 20"), at("16:46"))
    assert [row.length for row in timeline.rows] == [
        minutes(40),
        minutes(5),
        None,
        minutes(20),
        minutes(30),
        minutes(10),
    ]


def test_a_row_is_found_by_its_item() -> None:
    timeline = look(PLAN, State(), at("12:00"))
    assert timeline.row(3) == timeline.rows[2]
    assert (timeline.row(99), timeline.row(None)) == (None, None)
