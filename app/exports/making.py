"""Has files made, each in a process of its own, once for everybody who asks for the same one."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.config import Settings
from app.database import Database
from app.exports.failing import refusal_of
from app.exports.formats import Format
from app.exports.shelf import Failed, Made, Shelf, UnderWay
from app.exports.wanted import Wanted, told_by, wanted
from app.programs import start_module
from facilitator.models import Invitation, Meeting
from facilitator.report.edition import Edition

Answer = Made | UnderWay | Failed

_Standing = Mapping[int, tuple[int, datetime | None]]
"""By the meeting's id its version, and when its people were forgotten."""

MOST_AT_ONCE = 2
"""So many files an installation makes at a time; the others wait."""
MOST_BYTES = 512 * 1024 * 1024
"""What is kept of files that are there."""
_KEPT = timedelta(days=1)
_STALE = timedelta(minutes=10)
"""How long a file is kept that tells of a meeting as it no longer is: somebody may wait for it."""
_LOOKS_AGAIN, _SLOWER = 0.05, 1.2
"""Seconds between the first two looks whether a file has been made, and by how much they grow: a
whole hall may wait for the same one."""


class Maker:
    """The files of an installation's meetings.

    What there is and what is under way is known from the data folder, so several server processes
    make every file once.

    Args:
        program: the module that makes one.
    """

    def __init__(
        self, settings: Settings, database: Database, program: str = "app.exports"
    ) -> None:
        self.processes: list[subprocess.Popen[bytes]] = []
        """Those that were started here."""
        self._program = program
        self._settings = settings
        self._database = database
        self._shelf = Shelf(settings)

    def wanted(
        self, meeting: Meeting, one: Format, edition: Edition, others: Sequence[Meeting] = ()
    ) -> Wanted:
        """The file of ``meeting``, beside ``others``, as it is now, to be made or followed."""
        return wanted(self._settings, meeting, one, edition, others)

    def make(self, file: Wanted) -> Answer:
        """The file, or how far it has come; begins to make it when nobody has.

        One that failed is tried again. A process that dies on the way does no harm: the next one
        takes over what it left.
        """
        self._bury()
        key = file.key
        try:
            found = self._shelf.look(key)
            if isinstance(found, Made | UnderWay):
                return found
            if self._shelf.under_way() >= MOST_AT_ONCE:
                return UnderWay(key, begun=False)
            handle = self._shelf.take(key)
            if handle is None:
                return self._shelf.look(key) or UnderWay(key)
            try:
                self.processes.append(self._process(file, handle))
            finally:
                # The process has it now.
                os.close(handle)
        except OSError as error:
            return Failed.because(key, refusal_of(error, key))
        return UnderWay(key)

    def follow(self, key: str) -> Answer | None:
        """How it stands with a file that was begun, also when the meeting has changed since.

        None when it was not begun, or when it is gone again.
        """
        self._bury()
        return self._shelf.look(key)

    def wait(self, file: Wanted, seconds: float) -> Answer:
        """As ``make``, but waits some seconds until it is there; others are served meanwhile.

        Where the process that made it died, it is begun once more: another server may have stopped.
        """
        until = time.monotonic() + seconds
        answer, pause, again = self.make(file), _LOOKS_AGAIN, True
        while isinstance(answer, UnderWay) and time.monotonic() < until:
            # In a server this is its network library's own, which answers others.
            time.sleep(pause)
            pause *= _SLOWER
            begun = self.follow(file.key) if answer.begun else None
            if again and isinstance(begun, Failed) and begun.code == "making_broke_off":
                begun, again = None, False
            answer = begun or self.make(file)
        return answer

    def tidy(self, _database: Database, now: datetime) -> None:
        """A duty: take away what is old, too much, or tells of people who are forgotten.

        Args:
            now: aware UTC.
        """
        self._bury()
        self._shelf.clear((now - timedelta(hours=1)).timestamp())
        files = list(self._shelf.made())
        with self._database.reading() as db:
            standing = _standing(db)
        kept: list[tuple[float, int, Path]] = []
        for file in files:
            try:
                found = file.stat()
            except FileNotFoundError:
                continue
            at = datetime.fromtimestamp(found.st_mtime, now.tzinfo)
            if now - at > _KEPT or _is_over(standing, file.stem, at, now):
                file.unlink(missing_ok=True)
            else:
                kept.append((found.st_mtime, found.st_size, file))
        _bound(kept)

    def sweep(self) -> None:
        """Take everything away that nobody is at: at the start of a server, which may be a new one.

        A database may have been put back to what it was, and then counts its versions anew.
        """
        self._shelf.clear(float("inf"))
        for file in list(self._shelf.made()):
            file.unlink(missing_ok=True)

    def end_all(self) -> None:
        """End what this process has begun; it can be begun again."""
        for process in self.processes:
            if process.poll() is None:
                process.terminate()
        for process in self.processes:
            process.wait()

    def _process(self, file: Wanted, handle: int) -> subprocess.Popen[bytes]:
        settings = self._settings
        return start_module(
            self._program,
            ",".join(map(str, file.meeting_ids)),
            file.module,
            file.edition,
            *("--key", file.key),
            *("--handle", handle),
            *("--host", settings.host),
            *("--port", settings.port),
            environ=settings.environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=(handle,),
            # Ctrl+C in the server's terminal is for the server, which then ends this too.
            start_new_session=True,
        )

    def _bury(self) -> None:
        """Let go of the processes that have ended."""
        self.processes = [one for one in self.processes if one.poll() is None]


def _standing(db: Session) -> _Standing:
    found = select(Meeting.id, Meeting.version, Invitation.forgotten_at).join(
        Invitation, Invitation.meeting_id == Meeting.id
    )
    return {id: (version, forgotten_at) for id, version, forgotten_at in db.execute(found)}


def _is_over(standing: _Standing, key: str, at: datetime, now: datetime) -> bool:
    """Whether the file called ``key``, which is from ``at``, tells of what no longer is."""
    for id, told in told_by(key).items():
        if id not in standing:
            return True
        version, forgotten_at = standing[id]
        if forgotten_at is not None and at <= forgotten_at:
            return True
        if version != told and now - at > _STALE:
            return True
    return False


def _bound(files: Sequence[tuple[float, int, Path]]) -> None:
    """Keep the newest of ``files`` (written when, how large, which)."""
    total = 0
    for _at, size, file in sorted(files, reverse=True):
        total += size
        if total > MOST_BYTES:
            file.unlink(missing_ok=True)
