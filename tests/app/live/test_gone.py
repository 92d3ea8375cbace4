"""Meetings that are wiped, and keys that are revoked, while screens show them."""

from random import Random

import pytest
from sqlalchemy.orm import Session

from app.access import Access, Role, generation_of, renew
from app.database import Database
from app.live.gone import Gone
from app.live.memory import Memory
from app.live.presence import Connection, Presence
from app.live.protocol import Audience
from app.live.watch import Watch
from facilitator import rehearsal
from facilitator.models import Meeting
from tests.factories import NOON, make_item, make_meeting, make_phone


class Room:
    """A server process's screens, without their sockets."""

    def __init__(self, database: Database) -> None:
        self.presence, self.memory = Presence(), Memory()
        self.hung_up: list[str] = []
        self.gone = Gone(database, self.presence, self.memory, self._hang_up, lambda _seconds: None)
        self.watch = Watch(database, self.presence, None, lambda: NOON, lambda _seconds: None)

    def connect(self, sid: str, meeting: Meeting, table_id: int | None = None) -> None:
        access = Access(Role.PHONE, meeting.id, meeting.code, sid, meeting.generation)
        self.presence.enter(Connection(sid, access, Audience.PHONE, "nb", table_id))

    def open(self, sid: str, meeting: Meeting, role: Role) -> None:
        """A screen of the moderator's, or of the room."""
        access = Access(role, meeting.id, meeting.code, "", generation_of(meeting, role))
        self.presence.enter(Connection(sid, access, Audience.CONSOLE, "nb", None))

    def _hang_up(self, sid: str) -> None:
        self.hung_up.append(sid)
        self.presence.leave(sid)


def two(db: Session) -> tuple[Meeting, Meeting]:
    """A meeting and its rehearsal."""
    meeting = make_meeting(db)
    make_item(db, meeting)
    return meeting, rehearsal.set_up(db, meeting, speed=20, tables=2, now=NOON, choose=Random(1))


def wipe(database: Database, practised: Meeting) -> None:
    with database.writing() as db:
        rehearsal.wipe(db, db.get_one(Meeting, practised.id))


def test_the_screens_of_a_wiped_meeting_are_hung_up_and_no_others(database: Database) -> None:
    with database.writing() as db:
        meeting, practised = two(db)
    room = Room(database)
    room.connect("real", meeting)
    room.connect("practised", practised)
    room.gone.look()
    assert room.hung_up == []
    wipe(database, practised)
    room.gone.look()
    assert (room.hung_up, room.presence.meetings()) == (["practised"], (meeting.id,))


def test_what_was_kept_of_it_is_forgotten(database: Database) -> None:
    with database.writing() as db:
        _meeting, practised = two(db)
    room = Room(database)
    with database.reading() as db:
        versions = room.memory.versions.of(db, practised.id)
        room.memory.evening(db, practised.id, versions, NOON)
    wipe(database, practised)
    room.gone.look()
    assert room.memory.meetings() == ()


def test_the_next_meeting_may_get_its_number_but_not_its_screens(database: Database) -> None:
    with database.writing() as db:
        _meeting, practised = two(db)
    room = Room(database)
    room.connect("practised", practised)
    wipe(database, practised)
    with database.writing() as db:
        make_meeting(db, id=practised.id)
    room.gone.look()
    assert room.hung_up == ["practised"]


def test_phones_that_leave_a_wiped_meeting_are_told_to_nobody(database: Database) -> None:
    with database.writing() as db:
        _meeting, practised = two(db)
        phone = make_phone(db, practised)
    room = Room(database)
    room.connect("practised", practised, phone.table_id)
    wipe(database, practised)
    room.watch.look(again=True)
    assert room.presence.changed(practised.id) == ()


@pytest.mark.parametrize(
    ("renewed", "hung_up"),
    [
        (Role.STAGE, ["stage"]),
        (Role.CONSOLE, ["console", "view"]),
        (Role.THEMES, ["themes"]),
        (Role.DOOR, ["door"]),
    ],
)
def test_the_screens_of_a_renewed_key_are_hung_up_and_no_others(
    database: Database, renewed: Role, hung_up: list[str]
) -> None:
    with database.writing() as db:
        meeting, other = make_meeting(db), make_meeting(db)
    room = Room(database)
    for role in (Role.STAGE, Role.CONSOLE, Role.VIEW, Role.THEMES, Role.DOOR):
        room.open(role, meeting, role)
        room.open(f"other {role}", other, role)
    room.connect("phone", meeting)
    with database.writing() as db:
        renew(db, db.get_one(Meeting, meeting.id), renewed)
    room.gone.look()
    room.gone.look()
    assert room.hung_up == hung_up
