"""The moderator's commands: what the log gets, what is refused, and what screens are told."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import time, timedelta
from threading import Barrier

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from app.database import Database
from facilitator.changes import EXERCISES, PROGRAMME
from facilitator.errors import Invalid, Refused, Stale, Unknown
from facilitator.models import Entry, Item, Meeting
from facilitator.programme import conduct
from facilitator.programme.log import LogEntry, fold
from facilitator.programme.plan import Plan, PlanItem
from facilitator.programme.rows import log_of, plan_of, timeline_of
from facilitator.programme.timeline import Status, Timeline
from tests.facilitator.programme.evening import at, minutes
from tests.factories import EVENING, make_item, make_meeting


class Evening:
    """Three items: half an hour from 16.00, a break that may shrink, and half an hour."""

    def __init__(self, db: Session) -> None:
        self.db = db
        self.meeting: Meeting = make_meeting(db)
        self.first = make_item(db, self.meeting, start=time(16)).id
        self.rest = make_item(db, self.meeting, minutes=20, kind="break", least=300).id
        self.last = make_item(db, self.meeting).id
        db.info.clear()

    def look(self, now: str, day: int = 0) -> Timeline:
        return timeline_of(self.db, self.meeting, at(now, day))

    def start(self, item: int, now: str, day: int = 0) -> Entry:
        return conduct.start(self.db, self.meeting, item, "Astrid", at(now, day))

    def next(self, current: int | None, now: str, day: int = 0) -> Entry:
        return conduct.next_item(self.db, self.meeting, current, "Astrid", at(now, day))

    def back(self, current: int | None, now: str) -> Entry:
        return conduct.back(self.db, self.meeting, current, "Astrid", at(now))

    def extend(self, current: int | None, seconds: int, now: str) -> Entry:
        return conduct.extend(self.db, self.meeting, current, seconds, "Astrid", at(now))

    def pause(self, current: int | None, now: str) -> Entry:
        return conduct.pause(self.db, self.meeting, current, "Astrid", at(now))

    def resume(self, current: int | None, now: str) -> Entry:
        return conduct.resume(self.db, self.meeting, current, "Astrid", at(now))

    def finish(self, current: int | None, now: str) -> Entry:
        return conduct.finish(self.db, self.meeting, current, "Astrid", at(now))

    def undo(self, entry: int, now: str) -> Entry:
        return conduct.undo(self.db, self.meeting, entry, "Astrid", at(now))

    def log(self) -> list[tuple[str, dict[str, int], int | None]]:
        return [(one.command, dict(one.arguments), one.item) for one in self._log()]

    def _log(self) -> tuple[LogEntry, ...]:
        return log_of(self.db, self.meeting)

    def told(self) -> list[tuple[str, ...]]:
        return [change.subjects for change in self.db.info.pop("changes", [])]


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


COMMANDS: dict[str, Callable[[Evening, int | None], Entry]] = {
    "next": lambda evening, current: evening.next(current, "16:31"),
    "back": lambda evening, current: evening.back(current, "16:31"),
    "extend": lambda evening, current: evening.extend(current, 60, "16:31"),
    "pause": lambda evening, current: evening.pause(current, "16:31"),
    "resume": lambda evening, current: evening.resume(current, "16:31"),
    "finish": lambda evening, current: evening.finish(current, "16:31"),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_for_an_item_that_is_no_longer_current_changes_nothing(
    evening: Evening, command: str
) -> None:
    evening.start(evening.first, "16:00")
    evening.next(evening.first, "16:30")
    before = evening.log()
    for seen in (evening.first, None, 10**6):
        with pytest.raises(Stale) as refusal:
            COMMANDS[command](evening, seen)
        assert (refusal.value.code, refusal.value.details) == (
            "stale_current",
            {"current": evening.rest},
        )
    assert evening.log() == before


def test_a_double_start_of_the_same_item_changes_nothing(evening: Evening) -> None:
    evening.start(evening.first, "16:00")
    with pytest.raises(Stale, match="stale_current"):
        evening.start(evening.first, "16:00")
    assert len(evening.log()) == 1


def test_two_moderators_who_press_next_at_once_move_on_once(evening: Evening) -> None:
    evening.start(evening.first, "16:00")
    conduct.next_item(evening.db, evening.meeting, evening.first, "Astrid", at("16:30"))
    with pytest.raises(Stale, match="stale_current"):
        conduct.next_item(evening.db, evening.meeting, evening.first, "Marit", at("16:30"))
    assert evening.look("16:30").current == evening.rest


def test_two_moderators_in_two_transactions_at_once_move_on_once(
    database: Database, db: Session, evening: Evening
) -> None:
    evening.start(evening.first, "16:00")
    db.commit()
    together = Barrier(2)

    def press(who: str) -> str:
        together.wait()
        try:
            with database.writing() as mine:
                meeting = mine.get_one(Meeting, evening.meeting.id)
                conduct.next_item(mine, meeting, evening.first, who, at("16:30"))
        except Stale as refusal:
            return refusal.code
        return "moved on"

    with ThreadPoolExecutor(2) as moderators:
        answers = list(moderators.map(press, ["Astrid", "Marit"]))
    assert sorted(answers) == ["moved on", "stale_current"]
    assert [command for command, _, _ in evening.log()] == ["start", "next"]


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in ("next", "back")])
def test_before_the_start_nothing_can_be_extended_paused_or_finished(
    evening: Evening, command: str
) -> None:
    with pytest.raises(Refused, match="not_running"):
        COMMANDS[command](evening, None)


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


@pytest.mark.parametrize("command", ["extend", "pause", "finish"])
def test_a_restart_while_running_paused_or_over_has_nothing_to_restore(
    database: Database, db: Session, evening: Evening, command: str
) -> None:
    evening.next(None, "16:00")
    COMMANDS[command](evening, evening.first)
    before = evening.look("16:40")
    db.commit()
    database.engine.dispose()
    with Session(database.engine) as anew:
        meeting = anew.get_one(Meeting, evening.meeting.id)
        assert timeline_of(anew, meeting, at("16:40")) == before


def test_the_timeline_takes_two_queries_for_one_item_and_for_many(
    database: Database, db: Session
) -> None:
    counts = []
    for items in (1, 12):
        meeting = make_meeting(db)
        for number in range(items):
            item = make_item(db, meeting)
            conduct.start(db, meeting, item.id, "Astrid", at("16:00") + minutes(number))
        with counted(database.engine) as statements:
            timeline_of(db, meeting, at("17:00"))
        counts.append(len(statements))
    assert counts == [2, 2]


def test_a_command_takes_as_many_queries_early_as_late(database: Database, db: Session) -> None:
    meeting = make_meeting(db)
    items = [make_item(db, meeting).id for _ in range(12)]
    counts = []
    for number, current in enumerate([None, *items[:-1]]):
        with counted(database.engine) as statements:
            conduct.next_item(db, meeting, current, "Astrid", at("16:00") + minutes(number))
        counts.append(len(statements))
    assert counts == [counts[0]] * 12
    assert fold(log_of(db, meeting)).current == items[-1]


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The statements that are sent to the database within the block."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)
