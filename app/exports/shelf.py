"""The files that were made of meetings, and those under way: a folder that all processes share.

Whoever makes a file holds the lock of its part and gives it its name when it is whole. So it is
known of every part whether somebody is at it, whatever became of their process.
"""

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.config import Settings
from facilitator.errors import Refused

_PATIENCE = 0.3
"""Seconds that one waits for a lock: somebody may be looking whether it is held."""
_MADE, _PART, _TOLD, _FRESH, _PASSING = ".made", ".part", ".json", ".new", ".passing"


@dataclass(frozen=True)
class Made:
    """A file that is there."""

    key: str
    file: Path


@dataclass(frozen=True)
class UnderWay:
    """A file that is being made.

    Args:
        done, of: how far it has come; ``of`` is 0 as long as nobody knows.
        begun: False while it waits for others to be made first.
    """

    key: str
    done: int = 0
    of: int = 0
    begun: bool = True

    @property
    def percent(self) -> int | None:
        """How much of it is done, None when nobody knows or nothing is."""
        return min(100, 100 * self.done // self.of) if self.done and self.of else None


@dataclass(frozen=True)
class Failed:
    """A file that could not be made.

    Args:
        code, details: why, as of a refusal.
    """

    key: str
    code: str
    details: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def because(cls, key: str, why: Refused) -> "Failed":
        """The file ``key`` could not be made, and ``why``."""
        return cls(key, why.code, why.details)


class Shelf:
    """The folder ``made`` of an installation; a file is called by its key."""

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.data / "made"

    def look(self, key: str) -> Made | UnderWay | Failed | None:
        """How it stands with the file called ``key``; None when nobody has begun it."""
        made = self._path(key, _MADE)
        if made.exists():
            return Made(key, made)
        if self.held(key):
            told = self._told(key)
            return UnderWay(key, told.get("done", 0), told.get("of", 0))
        if made.exists():
            # It became whole just now.
            return Made(key, made)
        told = self._told(key)
        if "failed" in told:
            return Failed(key, told["failed"], told["details"])
        if told or self._path(key, _PART).exists():
            return Failed.because(key, Refused("making_broke_off"))
        return None

    def take(self, key: str) -> int | None:
        """Begin to make it: the handle of its part, locked.

        None when somebody else is at it, or has just finished it.

        A part that was left behind is taken over, emptied.

        Raises:
            OSError: the disk is full or the folder cannot be written.
        """
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        until = time.monotonic() + _PATIENCE
        while True:
            handle = self._locked(key)
            if handle is not None:
                return self._begun(key, handle)
            if time.monotonic() > until:
                return None
            # Nobody tells when a lock becomes free, and who looks at one has it for a moment only.
            time.sleep(0.02)

    @contextmanager
    def passing(self, key: str) -> Iterator[Path]:
        """A folder for what passes while the file called ``key`` is made; its part is held.

        It lies here and not with the passing files of all programs, which may lie in memory and
        which nobody clears away after a process that was killed.
        """
        folder = self._path(key, _PASSING)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def tell(self, key: str, done: int, of: int) -> None:
        """Tell how far it has come."""
        self._tell(key, {"done": done, "of": of})

    def fail(self, key: str, why: Refused) -> None:
        """Tell that it could not be made, and clear away what there is of it."""
        part = self._path(key, _PART)
        # Where somebody took the folder away, nobody waits for a word either.
        with suppress(FileNotFoundError):
            # Where the disk is full, this makes room to say so.
            os.truncate(part, 0)
            self._tell(key, {"failed": why.code, "details": why.details})
            part.unlink()

    def finish(self, key: str) -> None:
        """Give the part, which is whole and written to the disk, its name."""
        self._path(key, _PART).replace(self._path(key, _MADE))
        self._path(key, _TOLD).unlink(missing_ok=True)

    def held(self, key: str) -> bool:
        """Whether somebody makes it now."""
        try:
            handle = os.open(self._path(key, _PART), os.O_RDWR)
        except FileNotFoundError:
            return False
        try:
            return not _lock(handle)
        finally:
            os.close(handle)

    def under_way(self) -> int:
        """How many files are being made."""
        return sum(self.held(part.stem) for part in self._folder.glob(f"*{_PART}"))

    def made(self) -> Iterator[Path]:
        """The files that are there; what a file is called without its ending is its key."""
        yield from self._folder.glob(f"*{_MADE}")

    def clear(self, before: float) -> None:
        """Take away what was left of files that nobody makes.

        Args:
            before: only what nobody has written to since then, in seconds since 1970.
        """
        # A part goes last: as long as it is there, it says whether somebody is at the others.
        endings = (_PASSING, _TOLD, _FRESH, _PART)
        for left in [one for ending in endings for one in self._folder.glob(f"*{ending}")]:
            if _written_at(left) >= before or self.held(left.stem):
                continue
            if left.suffix == _PASSING:
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)

    def _begun(self, key: str, handle: int) -> int | None:
        if self._path(key, _MADE).exists():
            self._path(key, _PART).unlink(missing_ok=True)
            os.close(handle)
            return None
        self._path(key, _TOLD).unlink(missing_ok=True)
        os.truncate(handle, 0)
        return handle

    def _locked(self, key: str) -> int | None:
        path = self._path(key, _PART)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        if _lock(handle):
            try:
                # What was opened may have got its name, or been taken away, before it was locked.
                if path.stat().st_ino == os.fstat(handle).st_ino:
                    return handle
            except FileNotFoundError:
                pass
        os.close(handle)
        return None

    def _told(self, key: str) -> Mapping[str, Any]:
        try:
            found = json.loads(self._path(key, _TOLD).read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _tell(self, key: str, told: Mapping[str, object]) -> None:
        file = self._path(key, _TOLD)
        fresh = file.with_suffix(_FRESH)
        fresh.write_text(json.dumps(told, default=str), "utf-8")
        fresh.replace(file)

    def _path(self, key: str, ending: str) -> Path:
        return self._folder / f"{key}{ending}"


def _written_at(file: Path) -> float:
    """When it was last written to; never, when it is gone."""
    try:
        return file.stat().st_mtime
    except FileNotFoundError:
        return float("inf")


def _lock(handle: int) -> bool:
    """Whether the lock could be taken."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
