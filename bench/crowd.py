"""A crowd that wants the same few places: it registers, cancels and takes offers all at once.

``python -m bench.crowd`` is a part of one, for ``send``: a process that waits for a word.
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time, timedelta
from random import SystemRandom
from threading import Lock
from typing import Any, Protocol
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import Database
from bench.process import ROOT
from facilitator.errors import Refused
from facilitator.meetings import make
from facilitator.models import Base, Invitation, Meeting, Registration
from facilitator.programme.kinds import ItemKind
from facilitator.programme.reading import ReadItem
from facilitator.registration import standing
from facilitator.registration.asked.people import Person
from facilitator.registration.placing import places
from facilitator.registration.standing import By, State

THREADS = 12
"""In one process; its pool of connections has fifteen."""
NOW = datetime(2026, 9, 1, 10, 0, tzinfo=UTC)
"""When everybody comes: weeks before the meeting."""


class Hall(Protocol):
    """Where the crowd goes: the domain itself, or the pages of a server."""

    def register(self, number: int) -> None:
        """Register the person of that number."""

    def cancel(self) -> None:
        """Let somebody who has a place cancel."""

    def accept(self) -> None:
        """Let somebody who was offered a place take it."""

    def look(self) -> standing.Counts:
        """How the registrations stand."""


@dataclass
class Seen:
    """What was seen while the crowd came.

    Args:
        most: the most places that were held at any time.
        idle: how often fewer were held than there are although somebody waited.
        problems: errors, in words.
    """

    most: int
    idle: int
    problems: list[str]

    def add(self, other: "Seen") -> None:
        """Take what was seen elsewhere into account."""
        self.most = max(self.most, other.most)
        self.idle += other.idle
        self.problems += other.problems


def make_hall(database: Database, capacity: int, now: datetime = NOW) -> int:
    """Make all tables and a meeting with so many places, weeks from ``now``; gives its id."""
    Base.metadata.create_all(database.engine)
    begins = ReadItem(0, time(16), 180, "Møte", "", "", ItemKind.TALK, 180)
    with database.writing() as db:
        meeting = make(
            db,
            title="Kommune 3.0",
            date=now.date() + timedelta(weeks=3),
            zone="Europe/Oslo",
            language="nb",
            items=[begins],
            tables=0,
            now=now,
            choose=SystemRandom(),
        )
        invitation = db.get_one(Invitation, meeting.id)
        invitation.open, invitation.capacity = True, capacity
        return meeting.id


class Domain:
    """The hall as the domain's functions have it, each in a transaction of its own."""

    def __init__(self, database: Database, meeting_id: int) -> None:
        self._database = database
        self._meeting_id = meeting_id

    def register(self, number: int) -> None:
        """Register the person of that number."""
        person = Person(f"Person {number}", f"person{number}@example.com")
        with self._database.writing() as db:
            places.register(
                db,
                db.get_one(Meeting, self._meeting_id),
                [person],
                form=str(uuid4()),
                language="nb",
                new_id=lambda: str(uuid4()),
                now=NOW,
            )

    def cancel(self) -> None:
        """Let the first who has a place cancel."""
        with self._database.writing() as db:
            if one := self._first(db, State.CONFIRMED):
                meeting = db.get_one(Meeting, self._meeting_id)
                places.cancel(db, meeting, [one], by=By.PERSON, now=NOW)

    def accept(self) -> None:
        """Let the first who was offered a place take it; another may have been quicker."""
        with suppress(Refused), self._database.writing() as db:
            if one := self._first(db, State.OFFERED):
                places.accept(db, db.get_one(Meeting, self._meeting_id), one, NOW)

    def look(self) -> standing.Counts:
        """How the registrations stand."""
        with self._database.reading() as db:
            return standing.counts(db, self._meeting_id)

    def _first(self, db: Session, state: State) -> Registration | None:
        return db.scalars(
            select(Registration)
            .where(Registration.meeting_id == self._meeting_id, Registration.state == state)
            .order_by(Registration.number)
            .limit(1)
        ).first()


def rush(hall: Hall, capacity: int, numbers: Iterable[int]) -> Seen:
    """Let the people of these numbers come at once, with cancels and taken offers in between."""
    seen, guard = Seen(0, 0, []), Lock()

    def come(number: int) -> None:
        try:
            hall.register(number)
            if number % 5 == 0:
                hall.cancel()
            elif number % 5 <= 2:
                hall.accept()
            there = hall.look()
        except Exception as error:
            with guard:
                seen.problems.append(repr(error))
            return
        with guard:
            seen.most = max(seen.most, there.taken)
            seen.idle += there.waiting > 0 and there.taken < capacity

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(come, numbers))
    return seen


def in_order(database: Database, meeting_id: int) -> bool:
    """Whether those who wait stand in the order of arrival, and came after all others."""
    with database.reading() as db:
        rows = db.execute(
            select(Registration.number, Registration.state)
            .where(Registration.meeting_id == meeting_id)
            .order_by(Registration.line)
        ).all()
    waiting = [number for number, state in rows if state == State.WAITING]
    others = [number for number, state in rows if state != State.WAITING]
    return waiting == sorted(waiting) and (not waiting or max(others, default=0) < waiting[0])


def send(url: str, meeting_id: int, people: int, capacity: int, processes: int) -> Seen:
    """Let so many people come by several processes, which begin at the same moment."""
    parts = []
    for first in range(1, processes + 1):
        parts.append(
            subprocess.Popen(
                [sys.executable, "-m", "bench.crowd"],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        )
        numbers = range(first, people + 1, processes)
        _say(parts[-1], [url, meeting_id, capacity, list(numbers)])
    for part in parts:
        _hear(part)
    for part in parts:
        _say(part, "come")
    seen = Seen(0, 0, [])
    for part in parts:
        seen.add(Seen(**_hear(part)))
        part.communicate()
    return seen


def _say(part: subprocess.Popen[str], what: object) -> None:
    assert part.stdin
    part.stdin.write(json.dumps(what) + "\n")
    part.stdin.flush()


def _hear(part: subprocess.Popen[str]) -> Any:
    assert part.stdout
    return json.loads(part.stdout.readline())


def main() -> None:
    """Be one of the processes: hear who comes, say that all is ready, wait, say what was seen."""
    url, meeting_id, capacity, numbers = json.loads(sys.stdin.readline())
    database = Database(url)
    hall = Domain(database, meeting_id)
    hall.look()
    print(json.dumps("ready"), flush=True)
    sys.stdin.readline()
    print(json.dumps(asdict(rush(hall, capacity, numbers))), flush=True)
    database.close()


if __name__ == "__main__":
    main()
