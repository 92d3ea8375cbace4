"""Commands that come twice, at once or around a restart change nothing twice and lose nothing."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from app.database import Database
from facilitator.errors import Refused, Stale
from facilitator.models import Entry, Meeting
from facilitator.programme import conduct
from facilitator.programme.log import fold
from facilitator.programme.rows import log_of, timeline_of
from tests.facilitator.programme.evening import at, minutes
from tests.facilitator.programme.stored import Evening
from tests.factories import make_item, make_meeting

COMMANDS: dict[str, Callable[[Evening, int | None], Entry]] = {
    "next": lambda evening, current: evening.next(current, "16:31"),
    "back": lambda evening, current: evening.back(current, "16:31"),
    "extend": lambda evening, current: evening.extend(current, 60, "16:31"),
    "pause": lambda evening, current: evening.pause(current, "16:31"),
    "resume": lambda evening, current: evening.resume(current, "16:31"),
    "finish": lambda evening, current: evening.finish(current, "16:31"),
}


@pytest.fixture
def evening(db: Session) -> Evening:
    return Evening(db)


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
