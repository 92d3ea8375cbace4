"""Tells the screens who came and went, and the tables when their scribe's phone is gone."""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.exc import NoResultFound

from app.database import Database
from app.live.presence import Presence
from facilitator import changes, tables

if TYPE_CHECKING:
    from app.live.announce import Announcer

log = logging.getLogger(__name__)

_AGAIN = 5
"""Seconds after which other server processes are told again, though nothing changed here, and
what one of them noted of a scribe who is connected here is put right."""


class Watch:
    """Looks at who is here from time to time, since sockets come and go in bursts."""

    def __init__(
        self,
        database: Database,
        presence: Presence,
        announcer: "Announcer | None",
        clock: Callable[[], datetime],
        sleep: Callable[[float], None],
    ) -> None:
        self._database = database
        self._presence = presence
        self._announcer = announcer
        self._clock = clock
        self._sleep = sleep
        self._left: dict[int, frozenset[str]] = {}
        """The participants of each meeting of whom it is not yet noted that they left."""

    def run(self) -> None:
        """Watch for ever."""
        self.begin()
        seconds = 0
        while True:
            self._sleep(1)
            seconds += 1
            self.look(again=seconds % _AGAIN == 0)

    def begin(self) -> None:
        """Nobody is here yet, whatever was so when a server last ran."""
        try:
            with self._database.writing() as db:
                tables.note_nobody(db, self._clock())
        except Exception:
            log.exception("the scribes of earlier could not be counted as gone")

    def look(self, *, again: bool) -> None:
        """Note what is different from the last look, in every meeting.

        Args:
            again: tell also what is as it was, to those who may not have heard it.
        """
        for meeting_id in self._presence.meetings():
            try:
                self._look(meeting_id, again=again)
            except Exception:
                log.exception("presence in meeting %s could not be told", meeting_id)

    def _look(self, meeting_id: int, *, again: bool) -> None:
        subjects = self._presence.changed(meeting_id)
        if self._announcer and (subjects or again):
            self._announcer.tell_here(meeting_id, self._presence.local(meeting_id))
        here = self._presence.seats(meeting_id)
        # Kept until it is written: a look that fails must not forget who left.
        missed = self._left.get(meeting_id, frozenset())
        left = self._left[meeting_id] = (missed | self._presence.hung_up(meeting_id)) - here
        if not (subjects or left or (again and here)):
            return
        # A rehearsal may be wiped by now.
        with suppress(NoResultFound), self._database.writing() as db:
            if subjects:
                changes.touch(db, meeting_id, *subjects)
            tables.note_phones(db, meeting_id, here=here, left=left, now=self._clock())
        del self._left[meeting_id]
