"""The server's side of rehearsals: starts each in a process of its own, stops it, tells of it."""

import logging
import subprocess
from dataclasses import replace
from datetime import timedelta

from app import Clock
from app.config import Settings
from app.database import Database
from app.programs import start_module
from app.rehearsal.slip import Slip, State, Told
from app.rehearsal.wish import Wish
from facilitator.errors import Refused
from facilitator.meetings import find
from facilitator.rehearsal import left_behind, wipe

log = logging.getLogger(__name__)

MOST_AT_ONCE = 3
"""So many rehearsals a server carries beside its meetings."""
_OLD = timedelta(days=1)
_FAREWELL = 5.0
"""Seconds that a rehearsal gets to wipe itself when the server stops."""


class Rehearsals:
    """The rehearsals of an installation."""

    def __init__(self, settings: Settings, database: Database, clock: Clock) -> None:
        self._settings = settings
        self._database = database
        self._clock = clock
        self._processes: list[subprocess.Popen[bytes]] = []

    def told(self, code: str) -> Told | None:
        """How the rehearsal of a meeting is, or how the last one ended, if there was one."""
        self._bury()
        return Slip(self._settings, code).read()

    def start(self, code: str, wish: Wish) -> None:
        """Begin to rehearse a meeting.

        Raises:
            Refused: ``rehearsing``, when it is rehearsed already; ``many_rehearsals``.
        """
        self._bury()
        if sum(slip.held for slip in Slip.all(self._settings)) >= MOST_AT_ONCE:
            raise Refused("many_rehearsals", most=MOST_AT_ONCE)
        slip = Slip(self._settings, code)
        with slip.taken() as handle:
            slip.write(Told(State.STARTING, wish.tables, wish.phones, wish.speed, wish.steers))
            self._processes.append(self._process(code, wish, handle))

    def stop(self, code: str) -> None:
        """Stop the rehearsal of a meeting; what one left that broke off is wiped at once."""
        slip = Slip(self._settings, code)
        if slip.held:
            slip.ask_to_stop()
        else:
            self._clear(slip)

    def sweep(self) -> None:
        """Wipe what broke off and what is old: at the start of a server, nobody plays it."""
        for slip in Slip.all(self._settings):
            if not slip.held:
                self._clear(slip)
        with self._database.writing() as db:
            for meeting in left_behind(db, self._clock() - _OLD):
                log.info("an old rehearsal was wiped: %s", meeting.code)
                wipe(db, meeting)

    def end_all(self) -> None:
        """Let the rehearsals that were started here end, and wait a little until they have."""
        for process in self._processes:
            if process.stdin:
                process.stdin.close()
        for process in self._processes:
            try:
                process.wait(_FAREWELL)
            except subprocess.TimeoutExpired:
                log.warning("a rehearsal is still wiping itself")

    def _process(self, code: str, wish: Wish, handle: int) -> subprocess.Popen[bytes]:
        settings = self._settings
        return start_module(
            "app.rehearsal",
            code,
            *("--phones", wish.phones),
            *("--speed", wish.speed),
            *("--steers", wish.steers),
            *("--host", settings.host),
            *("--port", settings.port),
            *("--lock", handle),
            *(("--tables", wish.tables) if wish.tables else ()),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            pass_fds=(handle,),
            # Ctrl+C in the server's terminal is for the server, which then ends this too.
            start_new_session=True,
        )

    def _bury(self) -> None:
        """Let go of the processes that have ended."""
        self._processes = [one for one in self._processes if one.poll() is None]

    def _clear(self, slip: Slip) -> None:
        """Wipe what a rehearsal left that broke off."""
        told = slip.read()
        if told is None or not told.code:
            return
        with self._database.writing() as db:
            try:
                wiped = wipe(db, find(db, told.code))
            except Refused:
                wiped = {}
        log.info("a rehearsal that broke off was wiped: %s", told.code)
        slip.write(replace(told, code="", wiped=wiped))
