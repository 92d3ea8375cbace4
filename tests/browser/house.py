"""The house that a browser test's evening takes place in: a real server, and its clock."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from app.access import Role
from app.links import entry_link
from facilitator import organisers
from facilitator.models import Exercise, Meeting
from facilitator.samples import ZONE, make_sample
from tests.app.live.hall import Hall

DAY = date(2026, 9, 24)
"""The evening's date, a Thursday in summer time."""


@dataclass
class House(Hall):
    """A hall whose clock the test moves, reached as phones reach it: over plain http by a name."""

    @property
    def url(self) -> str:
        """Where the server is asked whether it is awake."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def origin(self) -> str:
        """What the hall's browsers call it; not an address that they trust."""
        return f"http://hall.test:{self.port}"

    def command(self, port: int | None = None) -> list[str]:
        """How the server is started."""
        module = "tests.browser.server"
        return [sys.executable, "-m", module, "127.0.0.1", str(port or self.port)]

    @property
    def _ahead(self) -> Path:
        return self.folder / "ahead"

    def set_clock(self, wall: str, day: date = DAY) -> None:
        """Let it be ``wall`` (``16.30`` or ``16.30.15``) o'clock in the hall; it goes on.

        The screens know when the server next tells them something.
        """
        local = datetime.combine(day, time(*map(int, wall.split("."))), ZoneInfo(ZONE))
        ahead = self._ahead.with_suffix(".new")
        ahead.write_text(str((local - datetime.now(UTC)).total_seconds()))
        ahead.replace(self._ahead)

    @property
    def now(self) -> datetime:
        """What the server's clock shows, aware UTC."""
        return datetime.now(UTC) + timedelta(seconds=float(self._ahead.read_text()))

    def entry(self) -> str:
        """The address that lets the first organiser in, once."""
        with self.database.reading() as db:
            link = entry_link(self.settings, organisers.first(db))
        return self.origin + urlsplit(link).path

    def new_meeting(self, tables: int = 8) -> "Sample":
        """The sample meeting, before it has begun."""
        with self.database.writing() as db:
            meeting = make_sample(db, day=DAY, now=self.now, choose=Random(), tables=tables)
        return Sample(self, meeting)


@dataclass(frozen=True)
class Sample:
    """A sample meeting in a house, and how one gets into it."""

    house: House
    meeting: Meeting

    @property
    def join(self) -> str:
        """The phones' address."""
        return f"{self.house.origin}/j/{self.meeting.code}"

    @property
    def stage(self) -> str:
        """The projector's address."""
        return f"{self.house.origin}/stage/{self.house.key(self.meeting, Role.STAGE)}"

    @property
    def console(self) -> str:
        """The moderator's address."""
        return f"{self.house.origin}/console/{self.house.key(self.meeting, Role.CONSOLE)}"

    @property
    def themes(self) -> str:
        """The helpers' address."""
        return f"{self.house.origin}/themes/{self.house.key(self.meeting, Role.THEMES)}"

    @property
    def door(self) -> str:
        """The address of those who receive people."""
        return f"{self.house.origin}/door/{self.house.key(self.meeting, Role.DOOR)}"

    def exercise(self, kind: str, number: int = 0) -> int:
        """The id of an exercise of ``kind``, by its number in the order of the programme."""
        with self.house.database.reading() as db:
            found = db.query(Exercise).filter_by(meeting_id=self.meeting.id, kind=kind)
            return found.order_by(Exercise.id).all()[number].id

    def item_of(self, kind: str) -> int:
        """The id of the item whose exercise is of ``kind``."""
        with self.house.database.reading() as db:
            return db.get_one(Exercise, self.exercise(kind)).item_id


@contextmanager
def open_house(folder: Path, **environ: str) -> Iterator[House]:
    """A house in ``folder`` with its server running, at a quarter to four."""
    house = House(folder, {"MEDVIRK_AHEAD": str(folder / "ahead"), **environ})
    house.set_clock("15.45")
    try:
        house.start()
        yield house
    finally:
        house.close()
