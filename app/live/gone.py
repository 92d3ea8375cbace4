"""Lets go of screens whose key was revoked, and of meetings that are no longer there.

Whoever renewed a key or wiped a rehearsal may be another process, so each server looks for itself.
"""

import logging
from collections.abc import Callable

from sqlalchemy import select

from app.access import held
from app.database import Database
from app.live.memory import Memory
from app.live.presence import Presence
from facilitator.models import Meeting

log = logging.getLogger(__name__)


class Gone:
    """Looks once a second whether what the screens were opened with still holds.

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
                log.exception("it could not be seen which keys hold")

    def look(self) -> None:
        """Hang up on the screens whose key does not hold, and forget the meetings that are gone."""
        known = {*self._presence.meetings(), *self._memory.meetings()}
        if not known:
            return
        connections = tuple(self._presence.connections.values())
        with self._database.reading() as db:
            there = set(db.scalars(select(Meeting.id).where(Meeting.id.in_(known))))
            holding = held(db, {one.access for one in connections}) if connections else ()
        for connection in connections:
            if connection.access not in holding:
                self._hang_up(connection.sid)
        for meeting_id in known - there:
            self._memory.forget(meeting_id)
            self._presence.forget(meeting_id)
