"""The moderator's commands: what the log gets, what is refused, and what screens are told."""

from datetime import time, timedelta

import pytest
from sqlalchemy.orm import Session

from facilitator.changes import EXERCISES, PROGRAMME
from facilitator.errors import Invalid, Refused, Stale, Unknown
from facilitator.models import Item
from facilitator.programme import conduct
from facilitator.programme.log import LogEntry
from facilitator.programme.plan import Plan, PlanItem
from facilitator.programme.rows import log_of, plan_of
from facilitator.programme.timeline import Status
from tests.facilitator.programme.evening import at, minutes
from tests.facilitator.programme.stored import Evening
from tests.factories import EVENING, make_item, make_meeting


@pytest.fixture
def evening(db: Session) -> Evening:
    return Evening(db)


def test_plan_and_log_are_read_as_values(db: Session, evening: Evening) -> None:
    entry = evening.start(evening.first, "16:02")
    half_hour = timedelta(minutes=30)
    assert plan_of(db, evening.meeting) == Plan(
        EVENING,
        "Europe/Oslo",
        (
            PlanItem(evening.first, "Post 1", "talk", 0, half_hour, half_hour, time(16), False),
            PlanItem(evening.rest, "Post 2", "break", 0, minutes(20), minutes(5), None, False),
            PlanItem(evening.last, "Post 3", "talk", 0, half_hour, half_hour, None, False),
        ),
    )
    arguments = {"to": evening.first, "allotted": 1800}
    assert log_of(db, evening.meeting) == (
        LogEntry(1, at("16:02"), "Astrid", "start", arguments, None),
    )
    assert (entry.number, entry.meeting_id, entry.item_id) == (1, evening.meeting.id, None)


def test_an_evening_from_the_first_next_to_the_end(evening: Evening) -> None:
    evening.next(None, "16:05")
    evening.next(evening.first, "16:40")
    evening.next(evening.rest, "16:51")
    evening.finish(evening.last, "17:20")
    assert evening.log() == [
        ("next", {"to": evening.first, "allotted": 1800}, None),
        # The break began ten minutes late and gives ten of its twenty.
        ("next", {"to": evening.rest, "allotted": 600}, evening.first),
        ("next", {"to": evening.last, "allotted": 1800}, evening.rest),
        ("finish", {}, evening.last),
    ]
    assert evening.look("17:30").status is Status.OVER
    assert evening.told() == [(PROGRAMME, EXERCISES)] * 4


def test_only_commands_that_change_the_current_item_touch_the_exercises(evening: Evening) -> None:
    evening.start(evening.first, "16:00")
    evening.extend(evening.first, 60, "16:01")
    evening.pause(evening.first, "16:02")
    evening.resume(evening.first, "16:03")
    evening.undo(4, "16:04")
    evening.undo(3, "16:05")
    evening.undo(2, "16:06")
    evening.undo(1, "16:07")
    assert evening.told() == [(PROGRAMME, EXERCISES), *[(PROGRAMME,)] * 6, (PROGRAMME, EXERCISES)]


def test_an_item_of_another_meeting_or_a_deleted_one_cannot_be_started(
    db: Session, evening: Evening
) -> None:
    other = make_item(db, make_meeting(db))
    deleted = make_item(db, evening.meeting, deleted_at=at("12:00"))
    for item in (other.id, deleted.id, 10**6):
        with pytest.raises(Unknown, match="unknown_item"):
            evening.start(item, "16:00")
    assert evening.log() == []


def test_next_starts_the_first_that_is_not_skipped(db: Session, evening: Evening) -> None:
    db.get_one(Item, evening.first).skip = True
    evening.next(None, "16:30")
    assert evening.look("16:30").current == evening.rest


def test_next_passes_a_skipped_last_item_over(db: Session, evening: Evening) -> None:
    db.get_one(Item, evening.last).skip = True
    evening.start(evening.rest, "16:30")
    with pytest.raises(Refused, match="no_next"):
        evening.next(evening.rest, "16:50")


def test_next_on_the_last_is_refused_and_leaves_it_running(evening: Evening) -> None:
    evening.start(evening.last, "16:50")
    with pytest.raises(Refused, match="no_next"):
        evening.next(evening.last, "17:20")
    assert evening.look("17:20").current == evening.last


def test_an_empty_plan_has_no_next(db: Session) -> None:
    with pytest.raises(Refused, match="no_next"):
        conduct.next_item(db, make_meeting(db), None, "Astrid", at("16:00"))


def test_back_on_the_first_and_before_the_start_is_refused(evening: Evening) -> None:
    with pytest.raises(Refused, match="no_previous"):
        evening.back(None, "15:59")
    evening.start(evening.first, "16:00")
    with pytest.raises(Refused, match="no_previous"):
        evening.back(evening.first, "16:01")


@pytest.mark.parametrize(
    ("left", "allotted"),
    [("16:20", 600), ("16:30", 0), ("16:45", 0)],
    ids=["ten minutes early", "on time", "in overtime"],
)
def test_back_gives_the_time_that_the_item_had_left(
    evening: Evening, left: str, allotted: int
) -> None:
    evening.start(evening.first, "16:00")
    evening.next(evening.first, left)
    entry = evening.back(evening.rest, "16:50")
    assert entry.arguments == {"to": evening.first, "allotted": allotted}
    timeline = evening.look("16:50")
    assert (timeline.current, timeline.next) == (evening.first, evening.rest)


def test_after_the_end_only_start_and_undo_go_on(evening: Evening) -> None:
    evening.start(evening.last, "16:00")
    evening.finish(evening.last, "16:10")
    with pytest.raises(Refused, match="no_next"):
        evening.next(None, "16:11")
    with pytest.raises(Refused, match="no_previous"):
        evening.back(None, "16:11")
    with pytest.raises(Refused, match="not_running"):
        evening.finish(None, "16:11")
    evening.start(evening.rest, "16:12")
    assert evening.look("16:12").current == evening.rest


def test_after_the_first_day_next_starts_the_second(db: Session, evening: Evening) -> None:
    second_day = make_item(db, evening.meeting, start=time(9), day=1).id
    evening.start(evening.last, "16:00")
    evening.finish(evening.last, "16:30")
    evening.next(None, "09:10", 1)
    timeline = evening.look("09:11", 1)
    assert (timeline.current, timeline.drift_now) == (second_day, minutes(10))


@pytest.mark.parametrize(
    ("seconds", "now", "given", "due"),
    [
        (300, "16:10", 300, "16:35"),
        (-300, "16:10", -300, "16:25"),
        (-1200, "16:10", -1200, "16:10"),
        (-3600, "16:10", -1200, "16:10"),
        (300, "16:32", 300, "16:35"),
        (60, "16:32", 60, "16:31"),
    ],
    ids=["more", "less", "all", "cut more than remains", "out of overtime", "still in overtime"],
)
def test_extend_counts_from_when_the_item_was_due(
    evening: Evening, seconds: int, now: str, given: int, due: str
) -> None:
    evening.start(evening.first, "16:00")
    assert evening.extend(evening.first, seconds, now).arguments == {"seconds": given}
    assert evening.look(now).due == at(due)


def test_a_cut_in_overtime_and_in_a_paused_overtime_is_refused(evening: Evening) -> None:
    evening.start(evening.first, "16:00")
    with pytest.raises(Refused, match="nothing_left"):
        evening.extend(evening.first, -60, "16:30")
    evening.pause(evening.first, "16:31")
    with pytest.raises(Refused, match="nothing_left"):
        evening.extend(evening.first, -60, "16:40")


@pytest.mark.parametrize("seconds", [0, 86_401, -86_401, True, 1.5, "60", None])
def test_extend_takes_whole_seconds_up_to_a_day(evening: Evening, seconds: int) -> None:
    evening.start(evening.first, "16:00")
    with pytest.raises(Invalid, match="bad_seconds"):
        evening.extend(evening.first, seconds, "16:10")
    assert len(evening.log()) == 1


def test_pause_and_resume_keep_what_remained_also_in_overtime(evening: Evening) -> None:
    evening.start(evening.first, "16:00")
    evening.pause(evening.first, "16:33")
    with pytest.raises(Refused, match="already_paused"):
        evening.pause(evening.first, "16:34")
    paused = evening.look("16:40")
    assert (paused.status, paused.remaining) == (Status.PAUSED, minutes(-3))
    evening.resume(evening.first, "16:43")
    with pytest.raises(Refused, match="not_paused"):
        evening.resume(evening.first, "16:44")
    assert evening.look("16:44").due == at("16:40")


def test_undo_of_next_lets_the_item_before_run_on(evening: Evening) -> None:
    evening.start(evening.first, "16:00")
    before = evening.look("16:20")
    entry = evening.next(evening.first, "16:10")
    evening.undo(entry.number, "16:11")
    assert evening.look("16:20") == before
    assert evening.log()[-1] == ("undo", {"entry": 2}, evening.rest)


def test_undo_takes_the_commands_one_by_one_from_the_newest(evening: Evening) -> None:
    evening.start(evening.first, "16:00")
    evening.extend(evening.first, 60, "16:01")
    with pytest.raises(Stale) as refusal:
        evening.undo(1, "16:02")
    assert (refusal.value.code, refusal.value.details) == ("stale_undo", {"entry": 2})
    evening.undo(2, "16:02")
    with pytest.raises(Stale, match="stale_undo"):
        evening.undo(2, "16:02")
    evening.undo(1, "16:03")
    with pytest.raises(Refused, match="nothing_to_undo"):
        evening.undo(1, "16:04")
    assert evening.look("16:05").status is Status.BEFORE


def test_the_rehearsal_of_the_day_before_is_neither_shown_nor_undone(evening: Evening) -> None:
    evening.start(evening.first, "15:00", -1)
    evening.next(evening.first, "15:01", -1)
    waiting = evening.look("15:45")
    assert (waiting.status, waiting.next, waiting.undo) == (Status.BEFORE, evening.first, None)
    with pytest.raises(Refused, match="nothing_to_undo"):
        evening.undo(2, "15:46")
    with pytest.raises(Stale, match="stale_current"):
        evening.next(evening.rest, "15:47")
    entry = evening.next(None, "16:00")
    running = evening.look("16:01")
    assert (running.current, running.due, running.undo) == (evening.first, at("16:30"), 3)
    evening.undo(entry.number, "16:02")
    assert evening.look("15:45") == waiting


def test_who_gave_the_command_is_kept_as_a_short_plain_text(evening: Evening) -> None:
    long = "Astrid\u202e " + "x" * 100
    entry = conduct.start(evening.db, evening.meeting, evening.first, long, at("16:00"))
    assert entry.who == "Astrid " + "x" * 57
