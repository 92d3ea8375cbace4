"""What the server does by itself, now and then, whoever is connected."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from app.database import Database
from app.offers import expire_offers

log = logging.getLogger(__name__)

EVERY = 5.0
"""Seconds between two rounds."""

Duty = Callable[[Database, datetime], None]
"""Does what is due at a time (aware UTC), in transactions of its own; doing it twice does no harm,
for every server process does it."""

DUTIES: Sequence[Duty] = (expire_offers,)


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
