"""Lets go of meetings that are no longer there: a rehearsal is wiped while screens show it.

Whoever wiped one may be another process, so each server looks for itself.
"""

import logging
from collections.abc import Callable

from sqlalchemy import select

from app.database import Database
from app.live.memory import Memory
from app.live.presence import Presence
from facilitator.models import Meeting

log = logging.getLogger(__name__)


class Gone:
    """Looks once a second whether the meetings are there that somebody looks at.

    Args:
        hang_up: ends the connection of one screen, by Socket.IO's name for it.
        sleep: waits so many seconds without holding others up.
    """

    def __init__(
        self,
        database: Database,
        presence: Presence,
        memory: Memory,
        hang_up: Callable[[str], None],
        sleep: Callable[[float], None],
    ) -> None:
        self._database = database
        self._presence = presence
        self._memory = memory
        self._hang_up = hang_up
        self._sleep = sleep

    def run(self) -> None:
        """Look for ever."""
        while True:
            self._sleep(1)
            try:
                self.look()
            except Exception:
                log.exception("it could not be seen which meetings are there")

    def look(self) -> None:
        """Hang up on the screens of meetings that are gone, and forget these."""
        known = {*self._presence.meetings(), *self._memory.meetings()}
        if not known:
            return
        with self._database.reading() as db:
            query = select(Meeting.id, Meeting.code).where(Meeting.id.in_(known))
            there = {row.id: row.code for row in db.execute(query)}
        # A number may be another meeting's by now; a code is its own.
        for connection in tuple(self._presence.connections.values()):
            access = connection.access
            if access.meeting_id in known and there.get(access.meeting_id) != access.code:
                self._hang_up(connection.sid)
        for meeting_id in known - there.keys():
            self._memory.forget(meeting_id)
            self._presence.forget(meeting_id)
