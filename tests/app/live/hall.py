"""A real server in a process of its own, and the real clients that talk to it."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Condition
from typing import Any
from uuid import uuid4

import socketio

from app.access import Role, make_key
from app.config import Settings, settings_from
from app.database import Database
from app.upgrade import ready_database
from facilitator import tables
from facilitator.models import Meeting
from tests.services import free_port

ROOT = Path(__file__).parents[3]
PATIENCE = 30.0
"""Seconds after which something that ought to come is missing."""


class Screen:
    """A connected client that remembers what it was sent."""

    def __init__(self, url: str, auth: Mapping[str, Any], headers: Mapping[str, str]) -> None:
        self.regions: dict[str, dict[str, Any]] = {}
        self.received: list[dict[str, Any]] = []
        self.clocks: list[dict[str, Any]] = []
        self.refusal: Any = None
        self._news = Condition()
        self.client = socketio.Client(reconnection=False)
        self.client.on("region", self._region)
        self.client.on("clock", self._clock)
        self.client.on("connect_error", self._refused)
        with contextlib.suppress(socketio.exceptions.ConnectionError):
            self.client.connect(
                url, transports=["websocket"], auth=dict(auth), headers=dict(headers)
            )

    def _region(self, region: dict[str, Any]) -> None:
        with self._news:
            self.received.append(region)
            self.regions[region["name"]] = region
            self._news.notify_all()

    def _clock(self, clock: dict[str, Any]) -> None:
        with self._news:
            self.clocks.append(clock)
            self._news.notify_all()

    def _refused(self, said: Any) -> None:
        self.refusal = said

    def say(self, name: str, *payload: object) -> Any:
        """Send a message and wait for its acknowledgement."""
        return self.client.call(name, payload if len(payload) != 1 else payload[0], timeout=10)

    def wait_for(self, arrived: Callable[[], Any]) -> Any:
        """What ``arrived`` gives when it is true at last."""
        with self._news:
            assert self._news.wait_for(arrived, PATIENCE), "it did not arrive"
            return arrived()

    def html(self, name: str, *parts: str) -> str:
        """The newest HTML of region ``name``, when it has all ``parts`` in it."""

        def arrived() -> str | None:
            html = self.regions.get(name, {}).get("html")
            return html if html is not None and all(part in html for part in parts) else None

        found: str = self.wait_for(arrived)
        return found

    def close(self) -> None:
        """Hang up."""
        self.client.disconnect()
        # Where the server hung up first, the library leaves the socket to the garbage collector.
        if self.client.eio.ws is not None:
            self.client.eio.ws.shutdown()


@dataclass
class Hall:
    """An installation whose server runs in a process of its own."""

    folder: Path
    environ: Mapping[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    screens: list[Screen] = field(default_factory=list)
    process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.environ = {"MEDVIRK_DATA": str(self.folder), **self.environ}
        self.settings: Settings = settings_from(self.environ)
        self.database = Database(self.settings.database_url)
        ready_database(self.settings, self.database)

    @property
    def url(self) -> str:
        """Where the server listens."""
        return f"http://127.0.0.1:{self.port}"

    def command(self, port: int | None = None) -> list[str]:
        """How the server is started."""
        return [sys.executable, "-m", "app.server", "127.0.0.1", str(port or self.port)]

    def start(self) -> None:
        """Start the server and wait until it answers."""
        log = (self.folder / "log").open("ab")
        environ = {**os.environ, **self.environ}
        self.process = subprocess.Popen(self.command(), cwd=ROOT, env=environ, stderr=log)
        log.close()
        deadline = time.monotonic() + 30
        while True:
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{self.url}/healthz"):
                return
            assert self.process.poll() is None, self.log()
            assert time.monotonic() < deadline, self.log()
            time.sleep(0.05)

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send the server a signal and wait for its end; what it exited with."""
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(30)

    def log(self) -> str:
        """What the server said."""
        return (self.folder / "log").read_text()

    def open(self, auth: Mapping[str, Any], **headers: str) -> Screen:
        """Connect a client with ``auth``."""
        screen = Screen(self.url, auth, headers)
        self.screens.append(screen)
        return screen

    def key(self, meeting: Meeting, role: Role, seat: str = "") -> str:
        """A key of ``meeting``."""
        return make_key(self.settings.secret_key, meeting, role, seat)

    def stage(self, meeting: Meeting, **auth: str) -> Screen:
        """A projector."""
        return self.open({"key": self.key(meeting, Role.STAGE), **auth})

    def console(self, meeting: Meeting) -> Screen:
        """A moderator's screen."""
        return self.open({"key": self.key(meeting, Role.CONSOLE)})

    def helper(self, meeting: Meeting, exercise: int | None = None) -> Screen:
        """A helper's board of ``exercise``."""
        shown = {} if exercise is None else {"exercise": exercise}
        return self.open({"key": self.key(meeting, Role.THEMES), **shown})

    def door(self, meeting: Meeting) -> Screen:
        """A phone or tablet of those who receive people."""
        return self.open({"key": self.key(meeting, Role.DOOR)})

    def seat(self, meeting: Meeting, table: int = 1) -> str:
        """The id of a new participant at table number ``table``."""
        with self.database.writing() as db:
            return tables.sit(
                db,
                db.get_one(Meeting, meeting.id),
                number=table,
                participant_id=None,
                new_id=lambda: str(uuid4()),
                now=meeting.created_at,
            ).id

    def phone(self, meeting: Meeting, table: int = 1, **auth: str) -> Screen:
        """A phone of a new participant at table number ``table``."""
        return self.open({"key": self.key(meeting, Role.PHONE, self.seat(meeting, table)), **auth})

    def close(self) -> None:
        """Hang up everything and stop the server."""
        for screen in self.screens:
            screen.close()
        if self.process is not None and self.process.poll() is None:
            self.stop()
        self.database.close()


@contextlib.contextmanager
def running(folder: Path, **environ: str) -> Iterator[Hall]:
    """A hall in ``folder`` with its server running."""
    hall = Hall(folder, environ)
    try:
        hall.start()
        yield hall
    finally:
        hall.close()
