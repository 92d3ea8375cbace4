"""An installation without its server: what the commands of the terminal do with it."""

import errno
import os
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from random import SystemRandom
from types import TracebackType
from typing import Any, Self
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app import utc_now
from app.config import Settings, settings_from
from app.copies import fresh_copy, refuse_strange, set_aside
from app.database import Database
from app.forgetting import forget_due
from app.lacking import lacks
from app.languages import SOURCE
from app.links import entry_link, owners_links_of
from app.programmes import read_programme
from app.served import last_served
from app.summary import summary
from app.taking_in import take_in
from app.upgrade import ready_database, sole_server
from facilitator import organisers
from facilitator.archive.reading import read_file
from facilitator.errors import Refused
from facilitator.meetings import find, listed, make
from facilitator.models import Meeting
from facilitator.samples import PLACES, ZONE, make_sample


class Installation:
    """The data folder and the database that the environment names, for one command."""

    def __init__(self, settings: Settings) -> None:
        self.settings = last_served(settings)
        self.database = Database(settings.database_url)

    @classmethod
    def from_environment(cls) -> Self:
        """The installation that the environment's settings describe."""
        return cls(settings_from())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.database.close()

    def new_meeting(
        self,
        *,
        programme: Path | None,
        title: str,
        day: date | None,
        tables: int,
        places: int | None = None,
    ) -> dict[str, Any]:
        """Make a meeting from a programme file, or the sample meeting when ``programme`` is None.

        Args:
            title: empty for the one that the programme proposes.
            day: the local date; None for the one that the programme names, else today.
            places: how many may register; None for as many as the programme names. Registration
                opens when there is a number.

        Returns:
            The meeting's summary.

        Raises:
            Refused: as reading the programme and making the meeting do.
        """
        now = utc_now()
        today = now.astimezone(ZoneInfo(ZONE)).date()
        read = read_programme(programme.name, programme.read_bytes()) if programme else None
        ready_database(self.settings, self.database)
        with self.database.writing() as db:
            if read is None:
                made = make_sample(
                    db,
                    day=day or today,
                    now=now,
                    choose=SystemRandom(),
                    tables=tables,
                    places=places or PLACES,
                )
            else:
                made = make(
                    db,
                    title=title or read.title,
                    subtitle="" if title else read.subtitle,
                    date=day or _named_day(read.dates, today) or today,
                    zone=ZONE,
                    language=SOURCE,
                    items=read.items,
                    tables=tables,
                    now=now,
                    choose=SystemRandom(),
                    places=places or read.places,
                    about=read.about,
                )
            return self._summary(db, made, now)

    def take_in(self, file: Path, *, title: str, day: date | None) -> dict[str, Any]:
        """Take in a meeting that was exported as an archive, or make one of a template.

        Args:
            title: for a template; empty for the template's own.
            day: for a template, the local date; None for today.

        Returns:
            The meeting's summary.

        Raises:
            Refused: as reading the file and putting it in do.
        """
        now = utc_now()
        with file.open("rb") as opened:
            taken = read_file(opened)
        ready_database(self.settings, self.database)
        made = take_in(self.database, taken, title=title, day=day, now=now)
        with self.database.reading() as db:
            return self._summary(db, find(db, made.code), now)

    def meetings(self) -> list[dict[str, Any]]:
        """Code, title and date of every meeting, the newest first."""
        ready_database(self.settings, self.database)
        with self.database.reading() as db:
            return [
                {
                    "id": meeting.id,
                    "code": meeting.code,
                    "title": meeting.title,
                    "date": meeting.date.isoformat(),
                }
                for meeting in listed(db)
            ]

    def show(self, code: str) -> dict[str, Any]:
        """The summary of the meeting called ``code``.

        Raises:
            Unknown: ``unknown_meeting``.
        """
        ready_database(self.settings, self.database)
        with self.database.reading() as db:
            return self._summary(db, find(db, code), utc_now())

    def entry_link(self, email: str) -> str:
        """The link by which an organiser comes in once: the one at ``email``, or the first one.

        Raises:
            Unknown: ``unknown_organiser``.
        """
        ready_database(self.settings, self.database)
        with self.database.reading() as db:
            found = organisers.at_address(db, email) if email else organisers.first(db)
            return entry_link(self.settings, found)

    def forget(self, code: str) -> dict[str, dict[str, int]]:
        """Delete what the day has come for, of all meetings or of the one called ``code``.

        Returns:
            By the meeting's code how much was deleted, where anything was.

        Raises:
            Unknown: ``unknown_meeting``.
        """
        ready_database(self.settings, self.database)
        done = forget_due(self.database, utc_now(), code)
        return {code: asdict(forgotten) for code, forgotten in done.items()}

    def old_copies(self) -> Sequence[Path]:
        """The copies of the database that Medvirk itself has put in the data folder."""
        return sorted(self.settings.data.glob("*-before-*.sqlite"))

    def backup(self, file: Path) -> None:
        """Copy the database to ``file`` as it is at one moment, also while a server writes to it.

        Raises:
            Refused: ``not_sqlite``; ``no_data`` when there is nothing to copy yet; ``cannot_write``
                with the ``file`` and the ``reason``.
        """
        source = self._sqlite_file()
        if not source.exists():
            raise Refused("no_data", file=str(source))
        if file.exists() and (not file.is_file() or file.samefile(source)):
            # Neither a device nor the database that is copied may be put away for the copy.
            raise Refused("cannot_write", file=str(file), reason=os.strerror(errno.EINVAL))
        fresh_copy(source, file).replace(file)

    def restore(self, file: Path) -> Path | None:
        """Put the database of ``file`` in the place of this one.

        Returns:
            Where the one that was here is kept, None when there was none.

        Raises:
            Refused: ``not_sqlite``, ``bad_backup``, ``already_served`` while a server runs;
                ``cannot_write`` as ``backup``.
        """
        target = self._sqlite_file()
        refuse_strange(file)
        kept = None
        with sole_server(self.settings):
            self.database.close()
            fresh = fresh_copy(file, target)
            if target.exists():
                kept = target.with_name(f"{target.stem}-before-{utc_now():%Y%m%d-%H%M%S}.sqlite")
                set_aside(target, kept)
            for rest in ("-wal", "-shm"):
                target.with_name(target.name + rest).unlink(missing_ok=True)
            fresh.replace(target)
            ready_database(self.settings, self.database)
        return kept

    def lacks(self) -> list[str]:
        """What is missing for an evening; see ``lacking.lacks``."""
        return lacks(self.settings, self.database)

    def _summary(self, db: Session, meeting: Meeting, now: datetime) -> dict[str, Any]:
        links = owners_links_of(self.settings, meeting, organisers.first(db))
        return summary(db, meeting, links, now)

    def _sqlite_file(self) -> Path:
        file = self.settings.sqlite_file
        if file is None:
            raise Refused("not_sqlite")
        return file


def _named_day(dates: Sequence[Any], today: date) -> date | None:
    first = next((one for one in dates if one.day == 0), None)
    found: date | None = first.next_after(today) if first else None
    return found
