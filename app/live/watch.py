"""Tells the screens who came and went, once a second at most."""

import logging
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from sqlalchemy.exc import NoResultFound

from app.database import Database
from app.live.presence import Presence
from facilitator import changes

if TYPE_CHECKING:
    from app.live.announce import Announcer

log = logging.getLogger(__name__)

_AGAIN = 5
"""Seconds after which other server processes are told again, though nothing changed."""


class Watch:
    """Looks at who is here from time to time, since sockets come and go in bursts."""

    def __init__(
        self,
        database: Database,
        presence: Presence,
        announcer: "Announcer | None",
        sleep: Callable[[float], None],
    ) -> None:
        self._database = database
        self._presence = presence
        self._announcer = announcer
        self._sleep = sleep

    def run(self) -> None:
        """Watch for ever."""
        seconds = 0
        while True:
            self._sleep(1)
            seconds += 1
            for meeting_id in self._presence.meetings():
                try:
                    self._look(meeting_id, again=seconds % _AGAIN == 0)
                except Exception:
                    log.exception("presence in meeting %s could not be told", meeting_id)

    def _look(self, meeting_id: int, *, again: bool) -> None:
        subjects = self._presence.changed(meeting_id)
        if self._announcer and (subjects or again):
            self._announcer.tell_here(meeting_id, self._presence.local(meeting_id))
        if subjects:
            # A rehearsal may be wiped by now.
            with suppress(NoResultFound), self._database.writing() as db:
                changes.touch(db, meeting_id, *subjects)
