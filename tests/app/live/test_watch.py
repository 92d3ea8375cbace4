"""Who came and went, as the watch notes it look by look; time is passed in, and nobody waits."""

from datetime import datetime
from typing import NoReturn

import pytest
from sqlalchemy.orm import Session

from app.access import Access, Role
from app.database import Database
from app.live.presence import Connection, Presence
from app.live.protocol import Audience
from app.live.watch import Watch
from facilitator import tables
from facilitator.changes import Change
from facilitator.errors import Refused
from facilitator.models import Meeting, Participant, Table
from tests.app.conftest import SetClock
from tests.factories import NOON, make_meeting, make_phone


class Table1:
    """Anna writes for table 1, and Bjørn sits beside her; a watch looks when it is told to."""

    def __init__(self, database: Database, clock: SetClock) -> None:
        self.database, self.clock = database, clock
        self.presence = Presence()
        self.watch = self.another_watch(self.presence)
        with database.writing() as db:
            self.meeting: Meeting = make_meeting(db)
            self.anna: Participant = make_phone(db, self.meeting)
            self.bjørn: Participant = make_phone(db, self.meeting)
            tables.take_scribe(db, self.anna, on=True, now=NOON)
        self.told: list[Change] = []
        database.on_commit = self.told.extend

    def another_watch(self, presence: Presence) -> Watch:
        """The watch of another process."""
        return Watch(self.database, presence, None, self.clock, lambda _seconds: None)

    def connect(self, phone: Participant, sid: str, presence: Presence | None = None) -> Connection:
        access = Access(Role.PHONE, self.meeting.id, self.meeting.code, phone.id, 1)
        connection = Connection(sid, access, Audience.PHONE, "nb", phone.table_id)
        (presence or self.presence).enter(connection)
        return connection

    def look(self, *, again: bool = False) -> None:
        self.watch.look(again=again)

    @property
    def left_at(self) -> datetime | None:
        """Since when the scribe's phone is gone, as the database has it."""
        with self.database.reading() as db:
            return db.get_one(Table, self.anna.table_id).scribe_left_at

    def take_over(self) -> str:
        """What Bjørn is answered when he wants to write for the table."""
        with self.database.writing() as db:
            try:
                tables.take_scribe(db, self.bjørn, on=True, now=self.clock())
            except Refused as refused:
                return refused.code
        return "ok"


def broken() -> NoReturn:
    """A database that takes nothing just now."""
    raise OSError("the disk is full")


@pytest.fixture
def table(database: Database, clock: SetClock) -> Table1:
    return Table1(database, clock)


def test_a_scribe_who_hangs_up_may_be_replaced_half_a_minute_later(
    table: Table1, clock: SetClock
) -> None:
    table.connect(table.anna, "anna")
    table.look()
    assert (table.left_at, table.take_over()) == (None, "scribe_here")
    table.presence.leave("anna")
    clock.pass_by(seconds=1)
    table.look()
    clock.pass_by(seconds=29)
    assert table.take_over() == "scribe_back_soon"
    clock.pass_by(seconds=1)
    assert table.take_over() == "ok"


def test_a_scribe_who_is_still_there_on_another_line_has_not_left(table: Table1) -> None:
    table.connect(table.anna, "one")
    table.connect(table.anna, "two")
    table.look()
    table.presence.leave("one")
    table.look()
    assert table.left_at is None
    table.presence.leave("two")
    table.look()
    assert table.left_at == NOON


def test_a_scribe_who_is_gone_between_two_looks_only_was_never_gone(table: Table1) -> None:
    table.connect(table.anna, "old")
    table.look()
    table.told.clear()
    table.presence.leave("old")
    table.connect(table.anna, "new")
    table.look()
    assert (table.left_at, table.told) == (None, [])


def test_a_scribe_whom_no_look_has_ever_seen_is_missed_too(table: Table1) -> None:
    table.connect(table.anna, "anna")
    table.presence.leave("anna")
    table.look()
    assert table.left_at == NOON


def test_who_left_while_nothing_could_be_written_is_missed_later(table: Table1) -> None:
    table.connect(table.anna, "anna")
    table.look()
    table.presence.leave("anna")
    whole, table.database.writing = table.database.writing, broken
    table.look()
    table.database.writing = whole
    assert table.left_at is None
    table.look()
    assert table.left_at == NOON


def test_when_the_server_starts_the_scribe_is_gone_until_the_phone_is_back(
    table: Table1, clock: SetClock
) -> None:
    table.watch.begin()
    clock.pass_by(seconds=10)
    table.look()
    assert table.left_at == NOON
    table.connect(table.anna, "anna")
    table.look()
    assert (table.left_at, table.take_over()) == (None, "scribe_here")


def test_what_another_process_notes_of_a_scribe_who_is_here_is_put_right(table: Table1) -> None:
    table.connect(table.anna, "anna")
    table.look()
    elsewhere = Presence()
    other = table.another_watch(elsewhere)
    other.begin()
    table.look()
    assert table.left_at == NOON
    table.look(again=True)
    assert table.left_at is None
    table.connect(table.anna, "ghost", elsewhere)
    other.look(again=False)
    elsewhere.leave("ghost")
    other.look(again=False)
    table.look(again=True)
    assert table.left_at is None


def test_a_look_at_what_is_as_it_was_tells_nobody_anything(table: Table1) -> None:
    table.connect(table.anna, "anna")
    table.connect(table.bjørn, "bjørn")
    table.look()
    table.told.clear()
    table.look()
    table.look(again=True)
    assert table.told == []


def test_who_comes_and_goes_is_told_to_the_screens_that_count(table: Table1, db: Session) -> None:
    db.commit()
    table.connect(table.bjørn, "bjørn")
    table.look()
    at = f"presence/{table.bjørn.table_id}"
    assert [change.subjects for change in table.told] == [("presence", "trial", at)]
