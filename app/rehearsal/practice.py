"""One rehearsal from the copy of the meeting to the last trace of it."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from random import SystemRandom
from time import monotonic, sleep
from typing import Any

from sqlalchemy import select

from app import utc_now
from app.access import Role, make_key
from app.config import Settings
from app.database import Database
from app.live.protocol import Audience
from app.rehearsal.director import Director, News
from app.rehearsal.moderator import Moderator
from app.rehearsal.parts import PlayedExercise, PlayedItem
from app.rehearsal.phones import Phone, Tally
from app.rehearsal.reach import reach
from app.rehearsal.screens import Screen, sit_down
from app.rehearsal.script import write
from app.rehearsal.slip import Slip, State, Told
from app.rehearsal.wish import Steers, Wish
from facilitator.errors import Refused
from facilitator.meetings import find
from facilitator.models import Contribution, Meeting
from facilitator.overview import Evening, evening_of
from facilitator.rehearsal import set_up, traces, wipe
from facilitator.samples.voices import bodies_of

_TELL = 1.0
"""Seconds between two times that the slip is written."""
LONGEST = 12 * 3600.0
"""Seconds after which a rehearsal ends that nobody stopped."""
_ANSWERED = 300
"""Seconds, at the usual speed, for the exercises of an item that has no length."""
_SETTLE = 3.0
"""Seconds that the last answers are waited for."""
_TABLES = 8
"""How many tables a meeting is rehearsed with that has none yet."""


@dataclass(frozen=True)
class Outcome:
    """How a rehearsal ended.

    Args:
        refused: how often what was refused, by code.
        unanswered: how many contributions were still in the phones.
    """

    told: Told
    refused: dict[str, int]
    unanswered: int

    @property
    def clean(self) -> bool:
        """Whether everything that was acknowledged was there, and nothing is left of it."""
        return self.told.given == self.told.stored and not self.told.rows_left


class Practice:
    """A rehearsal of the meeting called ``code``, on the server that ``settings`` name.

    Args:
        settings: with the address at which the server listens.
        handle: the lock of the meeting's slip; it is let go of at the end.
        stopped: whether to stop; asked all the time.
    """

    def __init__(
        self,
        settings: Settings,
        database: Database,
        code: str,
        wish: Wish,
        handle: int,
        stopped: Callable[[], bool],
    ) -> None:
        self._settings = settings
        self._database = database
        self._code = code
        self._wish = wish
        self._slip = Slip(settings, code)
        self._handle = handle
        self._stopped = stopped
        self._tally = Tally()
        self._tables: Sequence[int] = ()
        self._phones: list[Phone] = []
        self._console: Screen | None = None
        self._rehearsal: Meeting | None = None
        self._heard: Callable[[Told], None] = lambda _told: None
        self._told = Told(State.STARTING, wish.tables, wish.phones, wish.speed, str(wish.steers))
        self._tell_at = 0.0
        self._until = monotonic() + LONGEST

    def run(self, heard: Callable[[Told], None], stay: Callable[[], float]) -> Outcome:
        """Play the whole of it, and wipe it whatever happens.

        Args:
            heard: called once a second, and when the state changes, with how it is.
            stay: called when the programme has run: for how many seconds people may look around.

        Raises:
            Refused: as ``rehearsal.set_up`` does; ``unknown_meeting``; ``server_gone``.
        """
        self._heard = heard
        try:
            rehearsal = self._set_up()
            director = self._director(rehearsal)
            director.play()
            if not self._is_stopped():
                self._tell(state=State.PLAYED)
                director.stay(stay())
        except Refused as refused:
            self._end(refused.code)
            raise
        except BaseException:
            self._end("failed")
            raise
        return self._end("")

    def _is_stopped(self) -> bool:
        return self._stopped() or self._slip.asked_to_stop or monotonic() > self._until

    def _tell(self, **news: Any) -> None:
        self._told = replace(self._told, **news)
        self._slip.write(self._told)
        self._heard(self._told)
        self._tell_at = monotonic() + _TELL

    def _set_up(self) -> Meeting:
        self._tell()
        with self._database.writing() as db:
            meeting = find(db, self._code)
            tables = self._wish.tables or len(meeting.tables) or _TABLES
            rehearsal = set_up(
                db,
                meeting,
                speed=self._wish.speed,
                tables=tables,
                now=utc_now(),
                choose=SystemRandom(),
            )
            self._tables = [table.number for table in rehearsal.tables]
        self._rehearsal = rehearsal
        self._tell(state=State.PLAYING, code=rehearsal.code, tables=tables)
        return rehearsal

    def _director(self, rehearsal: Meeting) -> Director:
        script = write(
            rehearsal.code,
            played_items(rehearsal, self._wish.speed),
            self._tables,
            self._wish.phones,
            bodies_of,
        )
        news = News()
        host, port, url = reach(self._settings)

        def screen(audience: Audience, key: str) -> Screen:
            return Screen(url, key, audience, news.heard)

        self._phones = [
            Phone(
                partial(sit_down, host, port, rehearsal.code, player.table),
                partial(screen, Audience.PHONE),
                self._tally,
            )
            for player in script.players
        ]
        moderator = None
        if self._wish.steers is Steers.REHEARSAL:
            key = make_key(self._settings.secret_key, rehearsal, Role.CONSOLE)
            self._console = screen(Audience.CONSOLE, key)
            moderator = Moderator(self._console, self._tally, utc_now)

        def look() -> Evening:
            with self._database.reading() as db:
                return evening_of(db, rehearsal.id, utc_now())

        def tell() -> None:
            if monotonic() >= self._tell_at:
                current = director.evening.current
                self._tell(
                    here=director.here,
                    given=len(self._tally.acknowledged),
                    item=current.title if current else "",
                )

        director = Director(
            script, look, self._phones, moderator, self._tally, news, self._is_stopped, tell
        )
        return director

    def _end(self, problem: str) -> Outcome:
        """Send everybody home, count, and wipe."""
        try:
            self._send_home()
            unanswered = sum(phone.unanswered for phone in self._phones)
            if self._rehearsal is not None:
                self._wipe(self._rehearsal)
            self._tell(
                state=State.FAILED if problem else State.OVER,
                problem=problem,
                code="",
                item="",
                here=0,
                given=len(self._tally.acknowledged),
            )
            return Outcome(self._told, dict(self._tally.refused), unanswered)
        finally:
            os.close(self._handle)

    def _send_home(self) -> None:
        self._tell(state=State.WIPING)
        until = monotonic() + _SETTLE
        while any(phone.unanswered for phone in self._phones) and monotonic() < until:
            sleep(0.05)
        for phone in self._phones:
            phone.go()
        if self._console is not None:
            self._console.hang_up()

    def _wipe(self, rehearsal: Meeting) -> None:
        with self._database.writing() as db:
            kept = db.scalars(
                select(Contribution.id).where(Contribution.meeting_id == rehearsal.id)
            )
            stored = len(self._tally.acknowledged.intersection(kept))
            wiped = wipe(db, db.get_one(Meeting, rehearsal.id))
        with self._database.reading() as db:
            left = traces(db, rehearsal.id)
        self._told = replace(self._told, stored=stored, wiped=wiped, left=left)


def played_items(rehearsal: Meeting, speed: float) -> list[PlayedItem]:
    """The items of a rehearsal as they are played; an exercise takes time where none is planned."""
    return [
        PlayedItem(
            item.id,
            item.kind,
            item.length or (_ANSWERED / speed if item.exercises else 0),
            tuple(
                PlayedExercise(exercise.id, exercise.kind, exercise.settings)
                for exercise in item.exercises
            ),
        )
        for item in rehearsal.items
        if not item.skip
    ]
