"""Rehearsals from a terminal: of a meeting on the server that runs, or a whole demonstration."""

import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from random import SystemRandom
from threading import Event, Thread
from typing import IO
from zoneinfo import ZoneInfo

from app import utc_now
from app.config import Settings
from app.database import Database
from app.installation import Installation
from app.links import links_of
from app.programs import start_module
from app.rehearsal.practice import Outcome, Practice
from app.rehearsal.reach import serves
from app.rehearsal.slip import Slip, State, Told
from app.rehearsal.wish import Wish
from app.upgrade import ready_database
from facilitator.errors import Refused
from facilitator.meetings import find
from facilitator.rehearsal import length_of
from facilitator.samples import ZONE, sample

Say = Callable[[str], None]
_PATIENCE = 30.0
"""Seconds in which a server has to be up."""
_LINKS = ("join", "stage", "console", "themes")
_LOOK_AROUND = 3600.0


def rehearse(
    installation: Installation, code: str, wish: Wish, port: int | None, say: Say
) -> Outcome:
    """Rehearse the meeting called ``code`` on the server that runs, and wipe it; Ctrl+C stops it.

    Args:
        port: where the server listens; None for where the last one did.
        say: takes each line for the terminal.

    Raises:
        Unknown: ``unknown_meeting``.
        Refused: ``not_served``; ``rehearsing``; as ``rehearsal.set_up`` does.
    """
    settings, database = installation.settings, installation.database
    ready_database(settings, database)
    with database.reading() as db:
        code = find(db, code).code
    settings = replace(settings, port=port or settings.port)
    if not serves(settings, code):
        raise Refused("not_served")
    return _play(settings, database, code, wish, say, lambda _stop: 0.0)


def demonstrate(installation: Installation, host: str, port: int, wish: Wish, say: Say) -> Outcome:
    """Rehearse the sample meeting, which is made when it is not there.

    At a keyboard people may look around before all is wiped.

    Args:
        host, port: where to serve, when no server runs.

    Raises:
        Refused: ``server_failed`` with what it ``said``; ``rehearsing``.
    """
    settings, database = installation.settings, installation.database
    code = _sample(settings, database)
    if serves(settings, code):
        return _play(settings, database, code, wish, say, _until_enter(say))
    settings = replace(settings, host=host, port=port)
    with _server(settings, code):
        return _play(settings, database, code, wish, say, _until_enter(say))


def speed_of(installation: Installation, code: str, minutes: float) -> float:
    """How many times as quickly as planned a meeting runs that takes so many minutes.

    Raises:
        Unknown: ``unknown_meeting``.
    """
    ready_database(installation.settings, installation.database)
    with installation.database.reading() as db:
        return length_of(find(db, code)) / 60 / minutes


def _sample(settings: Settings, database: Database) -> str:
    """The code of the sample meeting."""
    ready_database(settings, database)
    now = utc_now()
    day = now.astimezone(ZoneInfo(ZONE)).date()
    with database.writing() as db:
        return sample(db, day=day, now=now, choose=SystemRandom()).code


def _play(
    settings: Settings,
    database: Database,
    code: str,
    wish: Wish,
    say: Say,
    stay: Callable[[Event], float],
) -> Outcome:
    stop = _stopped_by_signal()
    said = {"code": "", "item": ""}

    def heard(told: Told) -> None:
        if told.state is State.PLAYING and told.code != said["code"]:
            said["code"] = told.code
            for line in _links(settings, database, told):
                say(line)
        if told.item and told.item != said["item"]:
            said["item"] = told.item
            say(f"  {told.here:>3} phones  {told.given:>4} contributions  {told.item}")

    handle = Slip(settings, code).take()
    practice = Practice(settings, database, code, wish, handle, stop.is_set)
    outcome = practice.run(heard, lambda: stay(stop))
    for line in _summary(outcome):
        say(line)
    return outcome


def _links(settings: Settings, database: Database, told: Told) -> Iterator[str]:
    with database.reading() as db:
        rehearsal = find(db, told.code)
    yield f"Rehearsal {rehearsal.code} of {rehearsal.title}"
    speed = f"{round(told.speed, 1):g}"
    yield f"{told.tables} tables, {told.phones} phones, {speed} times as quick as planned"
    for name, link in links_of(settings, rehearsal).items():
        if name in _LINKS:
            yield f"  {name:<9} {link}"


def _summary(outcome: Outcome) -> Iterator[str]:
    told = outcome.told
    yield f"Contributions: {told.given} acknowledged, {told.stored} of them stored."
    if outcome.unanswered:
        yield f"Still in the phones when it ended: {outcome.unanswered}."
    for code, times in sorted(outcome.refused.items()):
        yield f"Refused: {code} ({times})"
    parts = ", ".join(f"{name} {rows}" for name, rows in told.wiped.items() if rows)
    yield f"Wiped: {told.rows_wiped} rows ({parts})."
    yield f"Left: {told.rows_left} rows in {len(told.left)} tables."


def _stopped_by_signal() -> Event:
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    return stop


def _until_enter(say: Say) -> Callable[[Event], float]:
    """Lets people look around until they press Enter, where there is a keyboard."""

    def stay(stop: Event) -> float:
        if not sys.stdin.isatty():
            return 0.0
        say("The programme has run. Look around; press Enter to wipe it all.")

        def wait() -> None:
            # Not by Python's own file: it could not be closed at the end while somebody reads it.
            os.read(sys.stdin.fileno(), 1024)
            stop.set()

        Thread(target=wait, daemon=True).start()
        return _LOOK_AROUND

    return stay


@contextmanager
def _server(settings: Settings, code: str) -> Iterator[None]:
    """A server of this installation for the length of the block."""
    with tempfile.TemporaryFile() as log:
        process = start_module(
            "app.server",
            settings.host,
            settings.port,
            environ={"MEDVIRK_DATA": str(settings.data)},
            stdout=log,
            stderr=log,
            # Ctrl+C ends the rehearsal first, which needs the server for that.
            start_new_session=True,
        )
        try:
            until = time.monotonic() + _PATIENCE
            while not serves(settings, code):
                if process.poll() is not None or time.monotonic() > until:
                    raise Refused("server_failed", said=_said(log))
                time.sleep(0.1)
            yield
        finally:
            process.terminate()
            process.wait()


def _said(log: IO[bytes]) -> str:
    log.seek(0)
    return log.read().decode("utf-8", "replace").strip()[-2000:]
