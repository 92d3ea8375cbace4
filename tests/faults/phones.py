"""Phones that give without a browser: an outbox each, that is tried until everything is taken."""

import contextlib
from collections import deque
from collections.abc import Mapping, Sequence
from threading import Condition, Thread
from typing import Any
from uuid import uuid4

import socketio

ANSWER = 5.0
"""Seconds that a phone waits for an acknowledgement."""
AGAIN = 0.1
"""Seconds until a phone tries again."""


class Crowd:
    """What many phones know together, and the means to wait for it."""

    def __init__(self) -> None:
        self.news = Condition()
        self.given: set[str] = set()
        """Every id that was ever sent."""
        self.taken: set[str] = set()
        """Every id that was acknowledged with ``ok``."""
        self.refused: list[Mapping[str, Any]] = []
        self.phones: list[Phone] = []
        self.stopped = False

    def wait_for(self, what: Any, seconds: float = 60.0) -> None:
        """Wait until ``what()`` is true."""
        with self.news:
            assert self.news.wait_for(what, seconds), (len(self.taken), self.refused[:3])

    def close(self) -> None:
        """Hang up all phones."""
        with self.news:
            self.stopped = True
            self.news.notify_all()
        for phone in self.phones:
            phone.thread.join()


class Phone:
    """One phone with ``messages`` to give; runs by itself from when it is made."""

    def __init__(self, crowd: Crowd, url: str, key: str, messages: Sequence[Any]) -> None:
        self._crowd = crowd
        self._url = url
        self._key = key
        self._outbox = deque({"id": str(uuid4()), **message} for message in messages)
        self.connected = False
        crowd.phones.append(self)
        self.thread = Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        while self._outbox and not self._crowd.stopped:
            client = socketio.Client(reconnection=False)
            with contextlib.suppress(socketio.exceptions.SocketIOError):
                client.connect(self._url, transports=["websocket"], auth={"key": self._key})
                self._tell(connected=True)
                self._empty(client)
            client.disconnect()
            # Where the server went first, the library leaves the socket to the garbage collector.
            if client.eio.ws is not None:
                client.eio.ws.shutdown()
            self._tell(connected=False)
            with self._crowd.news:
                if self._outbox and not self._crowd.stopped:
                    self._crowd.news.wait(AGAIN)

    def _empty(self, client: socketio.Client) -> None:
        """Send what is left, one after another; a lost connection ends it."""
        while self._outbox and not self._crowd.stopped:
            message = self._outbox[0]
            self._crowd.given.add(message["id"])
            answer = client.call("give", message, timeout=ANSWER)
            with self._crowd.news:
                if answer.get("ok"):
                    self._outbox.popleft()
                    self._crowd.taken.add(message["id"])
                else:
                    self._crowd.refused.append(answer)
                    if not answer.get("retry"):
                        self._outbox.popleft()
                self._crowd.news.notify_all()

    def _tell(self, *, connected: bool) -> None:
        with self._crowd.news:
            self.connected = connected
            self._crowd.news.notify_all()
