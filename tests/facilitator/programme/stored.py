"""Programmes in the database to conduct and edit: an evening of three items, a plan of four."""

from datetime import time
from typing import Any

from sqlalchemy.orm import Session

from facilitator.models import Entry, Item, Meeting
from facilitator.programme import conduct, edit
from facilitator.programme.rows import log_of, plan_of, timeline_of
from facilitator.programme.timeline import Timeline
from tests.facilitator.programme.evening import at, minutes
from tests.factories import make_item, make_meeting


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
        entries = log_of(self.db, self.meeting)
        return [(entry.command, dict(entry.arguments), entry.item) for entry in entries]

    def told(self) -> list[tuple[str, ...]]:
        return [change.subjects for change in self.db.info.pop("changes", [])]


class Programme:
    """Four items of half an hour from 16.00, called A, B, C and D."""

    def __init__(self, db: Session) -> None:
        self.db = db
        self.meeting: Meeting = make_meeting(db)
        self.a, self.b, self.c, self.d = (
            make_item(db, self.meeting, title=title, start=time(16) if title == "A" else None).id
            for title in "ABCD"
        )
        db.info.clear()

    def titles(self) -> str:
        return " ".join(item.title for item in plan_of(self.db, self.meeting).items)

    def days(self) -> list[int]:
        return [item.day for item in plan_of(self.db, self.meeting).items]

    def item(self, item: int) -> Item:
        self.db.expire_all()
        return self.db.get_one(Item, item)

    def run_to(self, *items: int) -> None:
        """Run the items in turn, each for half an hour from 16.00."""
        for number, item in enumerate(items):
            conduct.start(self.db, self.meeting, item, "Astrid", at("16:00") + minutes(30) * number)

    def look(self, now: str) -> Timeline:
        return timeline_of(self.db, self.meeting, at(now))

    def change(self, item: int, **fields: Any) -> Item:
        return edit.change(self.db, self.meeting, item, "Astrid", at("16:40"), **fields)

    def move(self, item: int, before: int | None) -> Item:
        return edit.move(self.db, self.meeting, item, before, at("16:40"))

    def add(self, after: int | None, **fields: Any) -> Item:
        given = {"title": "Ny", "length": 600} | fields
        return edit.add(self.db, self.meeting, after, at("16:40"), **given)

    def told(self) -> list[tuple[str, ...]]:
        return [change.subjects for change in self.db.info.pop("changes", [])]
