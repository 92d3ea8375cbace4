"""What the server does by itself, now and then, whoever is connected."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from app.database import Database
from app.forgetting import forget
from app.letters import duties as letters
from app.offers import expire_offers

log = logging.getLogger(__name__)

EVERY = 5.0
"""Seconds between two rounds."""

Duty = Callable[[Database, datetime], None]
"""Does what is due at a time (aware UTC), in transactions of its own; doing it twice does no harm,
for every server process does it."""


class Seldom:
    """A duty that is done at the first round and then at most once in a while."""

    def __init__(self, duty: Duty, every: timedelta) -> None:
        self._duty = duty
        self._every = every
        self._next: WeakKeyDictionary[Database, datetime] = WeakKeyDictionary()

    def __call__(self, database: Database, now: datetime) -> None:
        """Do it if it is time; after a failure it is tried again when it would be anyway."""
        due = self._next.get(database)
        # A clock that was put back does not put the duty off for longer than usual.
        if due is None or not due - self._every <= now < due:
            self._next[database] = now + self._every
            self._duty(database, now)


DUTIES: Sequence[Duty] = (
    expire_offers,
    letters.remind,
    Seldom(forget, timedelta(hours=1)),
)


class Upkeep:
    """Does its duties, round after round.

    Args:
        clock: gives the present as aware UTC.
        sleep: waits for some seconds and lets others work.
    """

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        sleep: Callable[[float], None],
        duties: Sequence[Duty] = DUTIES,
    ) -> None:
        self._database = database
        self._clock = clock
        self._sleep = sleep
        self._duties = duties

    def run(self) -> None:
        """Do them for ever."""
        while True:
            self._sleep(EVERY)
            self.round()

    def round(self) -> None:
        """Do each of them once; one that fails does not keep the others from being done."""
        for duty in self._duties:
            try:
                duty(self._database, self._clock())
            except Exception:
                log.exception("a duty could not be done")
