"""A console that tests drive: commands of the domain, and the page as it then stands."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask.testing import FlaskClient

from app import Medvirk
from app.access import Role, make_key
from facilitator import contributions, moderation, plenary, screen
from facilitator.exercises import phases
from facilitator.models import Contribution, Exercise, Meeting, Participant
from facilitator.overview import Evening, evening_of
from facilitator.programme import conduct
from tests.app.conftest import SetClock
from tests.app.pages.page import Element, read
from tests.factories import EVENING, make_contribution, make_phone

OSLO = ZoneInfo("Europe/Oslo")
WHO = "console"


class Desk:
    """The moderator of ``meeting``, with a clock that shows Oslo's time."""

    def __init__(
        self, client: FlaskClient, medvirk: Medvirk, clock: SetClock, meeting: Meeting
    ) -> None:
        self.client, self.medvirk, self.clock, self.meeting = client, medvirk, clock, meeting

    @property
    def key(self) -> str:
        return make_key(self.medvirk.settings.secret_key, self.meeting, Role.CONSOLE)

    @property
    def evening(self) -> Evening:
        with self.medvirk.database.reading() as db:
            return evening_of(db, self.meeting.id, self.clock())

    def at(self, hour: int, minute: int, second: int = 0, day: date = EVENING) -> "Desk":
        """Let the clock on the wall show this."""
        local = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=OSLO)
        self.clock.now = local.astimezone(UTC)
        return self

    def next(self) -> None:
        with self.medvirk.database.writing() as db:
            conduct.next_item(db, self._meeting(db), self.evening.timeline.current, WHO, self.now)

    def start(self, title: str) -> None:
        """Start the item whose title has these words."""
        item = next(item for item in self.evening.items.values() if title in item.title)
        with self.medvirk.database.writing() as db:
            conduct.start(db, self._meeting(db), item.id, WHO, self.now)

    def pause(self) -> None:
        with self.medvirk.database.writing() as db:
            conduct.pause(db, self._meeting(db), self.evening.timeline.current, WHO, self.now)

    def extend(self, seconds: int) -> None:
        current = self.evening.timeline.current
        with self.medvirk.database.writing() as db:
            conduct.extend(db, self._meeting(db), current, seconds, WHO, self.now)

    def finish(self) -> None:
        with self.medvirk.database.writing() as db:
            conduct.finish(db, self._meeting(db), self.evening.timeline.current, WHO, self.now)

    def phase(self, phase: str) -> int:
        """Open ``phase`` of the current item's first exercise; its id."""
        exercise = self.evening.exercises[0].id
        with self.medvirk.database.writing() as db:
            phases.open_phase(
                db, self._meeting(db), exercise_id=exercise, phase=phase, now=self.now
            )
        return exercise

    def give(self, *texts: str, table: int = 1) -> list[str]:
        """Let a phone give examples to the ladder that is open; their ids."""
        bodies = ({"aspect": "example", "steps": [2], "text": text} for text in texts)
        return self.place(*bodies, table=table)

    def place(self, *bodies: dict[str, Any], table: int = 1) -> list[str]:
        """Let a phone give whole bodies to the ladder that is open; their ids."""
        with self.medvirk.database.writing() as db:
            meeting = self._meeting(db)
            exercise = db.get_one(Exercise, self.evening.exercises[0].id)
            phone = make_phone(db, meeting, table)
            return [
                make_contribution(
                    db,
                    phone,
                    exercise,
                    body,
                    now=self.now + timedelta(seconds=second),
                ).id
                for second, body in enumerate(bodies)
            ]

    def hide(self, contribution: str) -> None:
        with self.medvirk.database.writing() as db:
            meeting = self._meeting(db)
            moderation.hide(db, meeting, id=contribution, on=True, who=WHO, now=self.now)

    def lift(self, contribution: str) -> None:
        with self.medvirk.database.writing() as db:
            meeting = self._meeting(db)
            moderation.lift(db, meeting, id=contribution, on=True, who=WHO, now=self.now)

    def choose(self, contribution: str) -> None:
        """Let the table that gave it choose it as its highlight."""
        with self.medvirk.database.writing() as db:
            giver = db.get_one(Contribution, contribution).participant_id
            phone = db.get_one(Participant, giver)
            contributions.highlight(db, phone, id=contribution, now=self.now)

    def reveal(self, exercise: int) -> None:
        with self.medvirk.database.writing() as db:
            plenary.reveal(db, self._meeting(db), exercise_id=exercise, on=True, now=self.now)

    def show(self, message: str) -> None:
        """Put ``message`` on the stage."""
        with self.medvirk.database.writing() as db:
            screen.show_message(db, self._meeting(db), message)

    def blacken(self) -> None:
        with self.medvirk.database.writing() as db:
            screen.blacken(db, self._meeting(db), True, self.now)

    def page(self, path: str = "") -> Element:
        """The page as it stands at this moment."""
        answer = self.client.get(f"/console/{self.key}{path}")
        assert answer.status_code == 200
        return read(answer.text)

    @property
    def now(self) -> datetime:
        return self.clock()

    def _meeting(self, db: Any) -> Meeting:
        meeting: Meeting = db.get_one(Meeting, self.meeting.id)
        return meeting


def commands(part: Element) -> list[tuple[str, dict[str, Any], str]]:
    """The commands of a part of the page: message, payload, words."""
    return [
        (button["data-send"], json.loads(button.attributes.get("data-payload", "{}")), button.words)
        for button in part.all("data-send")
    ]
