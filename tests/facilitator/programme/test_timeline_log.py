"""The log adds up to a state: what every command does, and what is passed over."""

from collections.abc import Mapping
from typing import Any

import pytest

from facilitator.programme.log import LogEntry, Run, State, fold
from tests.facilitator.programme.evening import at, log, minutes

RUNNING = ("16:00 start 1 30", "16:30 next 2 10")


def entry(number: int, command: str, arguments: Any, item: int | None = None) -> LogEntry:
    return LogEntry(number, at("16:40"), "Astrid", command, arguments, item)


def run(item: int, started: str, allotted: float, **more: Any) -> Run:
    return Run(item, at(started), minutes(allotted), **more)


PAST = run(1, "16:00", 30, ended=at("16:30"))


def test_no_log_is_the_state_before_the_start() -> None:
    assert fold(()) == State()


def test_next_ends_one_item_and_starts_another() -> None:
    assert fold(log(*RUNNING)) == State((PAST, run(2, "16:30", 10)), last=2, command="next")


@pytest.mark.parametrize(
    ("lines", "current"),
    [
        (["16:35 extend 5"], {"extra": minutes(5)}),
        (["16:35 extend 5", "16:36 extend 1"], {"extra": minutes(6)}),
        (["16:35 extend -2"], {"extra": minutes(-2)}),
        (["16:35 extend -99"], {"extra": minutes(-10)}),
        (["16:45 extend 5"], {"extra": minutes(5)}),
        (["16:35 pause", "16:37 resume"], {"paused": minutes(2)}),
        (
            ["16:31 pause", "16:32 resume", "16:33 pause", "16:36 resume"],
            {"paused": minutes(4)},
        ),
        (["16:45 pause", "16:50 resume"], {"paused": minutes(5)}),
        (["16:35 pause", "16:36 extend 3", "16:37 resume"],
         {"extra": minutes(3), "paused": minutes(2)}),
    ],
)  # fmt: skip
def test_extensions_and_pauses_add_up(lines: list[str], current: Mapping[str, Any]) -> None:
    command = lines[-1].split()[1]
    assert fold(log(*RUNNING, *lines)) == State(
        (PAST, run(2, "16:30", 10, **current)), last=2 + len(lines), command=command
    )


def test_a_paused_item_is_due_later_by_the_pause_and_by_what_was_added() -> None:
    state = fold(log(*RUNNING, "16:35 pause", "16:36 extend 3", "16:37 resume"))
    assert state.run is not None
    assert (state.run.due, state.run.given) == (at("16:45"), minutes(13))


def test_what_ends_an_item_ends_its_pause() -> None:
    rested = run(2, "16:30", 10, paused=minutes(3), ended=at("16:38"))
    paused = (*RUNNING, "16:35 pause")
    assert fold(log(*paused, "16:38 next 3 20")) == State(
        (PAST, rested, run(3, "16:38", 20)), last=4, command="next"
    )
    assert fold(log(*paused, "16:38 finish")) == State(
        (PAST, rested), finished=at("16:38"), last=4, command="finish"
    )


def test_start_takes_the_meeting_up_again_after_the_end() -> None:
    state = fold(log(*RUNNING, "16:38 finish", "17:00 start 3 20"))
    assert (state.current, state.finished) == (3, None)


def test_back_carries_an_earlier_run_on() -> None:
    state = fold(log(*RUNNING, "16:32 back 1 0"))
    assert state.run == run(1, "16:32", 0, resumed=True)


@pytest.mark.parametrize(
    "last",
    ["16:40 start 3 20", "16:40 next 3 20", "16:40 back 1 0", "16:40 extend 5", "16:40 pause",
     "16:40 finish"],
)  # fmt: skip
def test_undo_gives_the_state_before(last: str) -> None:
    assert fold(log(*RUNNING, last, "16:41 undo")) == fold(log(*RUNNING))


def test_undo_of_resume_is_the_pause_as_it_was() -> None:
    paused = (*RUNNING, "16:35 pause")
    assert fold(log(*paused, "16:37 resume", "16:38 undo")) == fold(log(*paused))


def test_undo_again_reverses_the_command_before() -> None:
    assert fold(log(*RUNNING, "16:40 pause", "16:41 undo", "16:42 undo")) == fold(log(RUNNING[0]))
    assert fold(log(*RUNNING, "16:40 undo", "16:41 undo")) == State()


def test_what_was_undone_can_be_done_anew_and_undone_anew() -> None:
    lines = (*RUNNING, "16:40 undo", "16:41 next 2 10")
    assert fold(log(*lines)) == State(
        (run(1, "16:00", 30, ended=at("16:41")), run(2, "16:41", 10)), last=4, command="next"
    )
    assert fold(log(*lines, "16:42 undo")) == fold(log(RUNNING[0]))


@pytest.mark.parametrize(
    "odd",
    [
        entry(3, "undo", {"entry": 1}, 2),
        entry(3, "undo", {"entry": 7}, 2),
        entry(3, "undo", {"entry": "2"}, 2),
        entry(3, "undo", {}, 2),
        entry(3, "undo", [2], 2),
        entry(3, "dance", {}, 2),
        entry(3, "extend", {}, 2),
        entry(3, "extend", {"seconds": 0}, 2),
        entry(3, "extend", {"seconds": True}, 2),
        entry(3, "extend", {"seconds": 2.5}, 2),
        entry(3, "extend", ["seconds"], 2),
        entry(3, "next", {"to": 3}, 2),
        entry(3, "next", {"allotted": 60}, 2),
        entry(3, "next", {"to": None, "allotted": 60}, 2),
        entry(3, "resume", {}, 2),
        entry(3, "pause", {}, 1),
        entry(3, "next", {"to": 3, "allotted": 60}, 1),
    ],
)
def test_a_line_that_means_nothing_is_passed_over(odd: LogEntry) -> None:
    assert fold((*log(*RUNNING), odd)) == fold(log(*RUNNING))


@pytest.mark.parametrize("command", ["extend", "pause", "resume", "finish"])
def test_before_the_start_there_is_nothing_to_extend_pause_or_finish(command: str) -> None:
    assert fold([entry(1, command, {"seconds": 60})]) == State()


def test_a_pause_within_a_pause_changes_nothing() -> None:
    paused = (*RUNNING, "16:35 pause")
    assert fold(log(*paused, "16:36 pause")) == fold(log(*paused))


@pytest.mark.parametrize("seconds", [10**9, 10**30])
def test_what_no_evening_has_is_cut_to_forty_days(seconds: int) -> None:
    state = fold([entry(1, "start", {"to": 1, "allotted": seconds})])
    assert state.run == run(1, "16:40", 40 * 24 * 60)
