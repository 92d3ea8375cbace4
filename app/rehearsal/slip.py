"""What a rehearsal tells of itself, in a small file: its state while it lives, counts afterwards.

Whoever runs a rehearsal holds a lock as long as it lives, so that there is one of a meeting at a
time, and that one which broke off is known as such whatever became of its process.
"""

import fcntl
import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Self

from app.config import Settings
from facilitator.errors import Refused

_PATIENCE = 1.0
"""Seconds that one waits for the lock: somebody may be looking whether it is held."""


class State(StrEnum):
    """How far a rehearsal is."""

    STARTING = "starting"
    PLAYING = "playing"
    PLAYED = "played"
    """The programme has run; people look around."""
    WIPING = "wiping"
    OVER = "over"
    """Everything of it is deleted."""
    FAILED = "failed"

    @property
    def lives(self) -> bool:
        """Whether it goes on."""
        return self not in (State.OVER, State.FAILED)


@dataclass(frozen=True)
class Told:
    """What is known of a rehearsal.

    Args:
        code: the rehearsal's own code; empty before it is set up and when it is wiped.
        item: the title of what is on.
        here: how many phones are connected.
        given: how many contributions the server said it has.
        stored: how many of these were in the database at the end.
        wiped, left: rows by table that were deleted, and that are still there.
        problem: why it failed, as a refusal's code.
    """

    state: State
    tables: int | None
    phones: int
    speed: float
    steers: str
    code: str = ""
    item: str = ""
    here: int = 0
    given: int = 0
    stored: int = 0
    wiped: Mapping[str, int] = field(default_factory=dict)
    left: Mapping[str, int] = field(default_factory=dict)
    problem: str = ""

    @property
    def rows_wiped(self) -> int:
        """How many rows were deleted."""
        return sum(self.wiped.values())

    @property
    def rows_left(self) -> int:
        """How many rows are still there."""
        return sum(self.left.values())


class Slip:
    """The slip of the rehearsal of one meeting.

    Args:
        code: the code of the meeting that is rehearsed, not the rehearsal's.
    """

    def __init__(self, settings: Settings, code: str) -> None:
        folder = _folder(settings)
        self.code = code
        self._file = folder / f"{code}.json"
        self._lock = folder / f"{code}.lock"
        self._wanted_stop = folder / f"{code}.stop"

    def take(self) -> int:
        """Begin a rehearsal: the handle of its lock, to be closed at the end.

        Raises:
            Refused: ``rehearsing``, when there is one already.
        """
        self._lock.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self._lock, os.O_RDWR | os.O_CREAT, 0o600)
        until = time.monotonic() + _PATIENCE
        while not _locked(handle):
            if time.monotonic() > until:
                os.close(handle)
                raise Refused("rehearsing")
            time.sleep(0.02)
        self._wanted_stop.unlink(missing_ok=True)
        return handle

    @contextmanager
    def taken(self) -> Iterator[int]:
        """Hold the lock for the length of the block; a process started in it may hold it on.

        Raises:
            Refused: ``rehearsing``.
        """
        handle = self.take()
        try:
            yield handle
        finally:
            os.close(handle)

    def write(self, told: Told) -> None:
        """Tell how it is now."""
        fresh = self._file.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(told)), "utf-8")
        fresh.replace(self._file)

    def read(self) -> Told | None:
        """How it is, or how the last one ended; None when there was none.

        One that broke off without a word has failed.
        """
        told = self._read()
        if told is not None and told.state.lives and not self.held:
            # It may have ended since it was read.
            told = self._read() or told
            if told.state.lives:
                return replace(told, state=State.FAILED, problem="broken_off")
        return told

    @property
    def held(self) -> bool:
        """Whether somebody runs it now."""
        try:
            handle = os.open(self._lock, os.O_RDWR)
        except FileNotFoundError:
            return False
        try:
            return not _locked(handle)
        finally:
            os.close(handle)

    def ask_to_stop(self) -> None:
        """Ask whoever runs it to stop and to wipe it."""
        self._wanted_stop.touch()

    @property
    def asked_to_stop(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._wanted_stop.exists()

    @classmethod
    def all(cls, settings: Settings) -> Iterator[Self]:
        """The slips of all meetings that were ever rehearsed here."""
        for file in sorted(_folder(settings).glob("*.json")):
            yield cls(settings, file.stem)

    def _read(self) -> Told | None:
        try:
            found = json.loads(self._file.read_text("utf-8"))
            return Told(**{**found, "state": State(found["state"])})
        except (OSError, ValueError, TypeError, KeyError):
            return None


def _folder(settings: Settings) -> Path:
    return settings.data / "rehearsals"


def _locked(handle: int) -> bool:
    """Whether the lock could be taken."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
