"""Several server processes as one: each tells the others what it committed and who is there.

Redis carries it and keeps nothing. What is lost while it is away is found when screens ask
(``sync``), and everything is looked at once when it is back.
"""

import json
import logging
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from threading import Event
from typing import Any
from uuid import uuid4

from redis import Redis
from redis.exceptions import RedisError

from app.live.presence import Here
from facilitator.changes import Change

log = logging.getLogger(__name__)

CHANNEL = "medvirk"
_MOST_WAITING = 10_000
_PAUSE = 1.0
"""Seconds between two tries to reach Redis."""


class Announcer:
    """One process's line to the others.

    Args:
        url: where Redis is.
        changed: called with what another process committed.
        heard: called with another process's name, a meeting, and the phones it has there.
        missed: called when something may have been lost.
        sleep: waits so many seconds without holding others up.
    """

    def __init__(
        self,
        url: str,
        *,
        changed: Callable[[Sequence[Change]], None],
        heard: Callable[[str, int, Here], None],
        missed: Callable[[], None],
        sleep: Callable[[float], None],
    ) -> None:
        # The library's own types leave its subscriptions out.
        self._redis: Any = Redis.from_url(url)
        self._name = str(uuid4())
        self._changed = changed
        self._heard = heard
        self._missed = missed
        self._sleep = sleep
        # When Redis is away for long the oldest are dropped: screens will ask.
        self._waiting: deque[dict[str, Any]] = deque(maxlen=_MOST_WAITING)
        self._wake = Event()

    def tell(self, changes: Sequence[Change]) -> None:
        """Let the others know what was committed; does not wait."""
        told = [[one.meeting_id, one.version, list(one.subjects)] for one in changes]
        self._send({"changes": told})

    def tell_here(self, meeting_id: int, here: Here) -> None:
        """Let the others know which phones are connected to this process; does not wait."""
        phones = {str(table): count for table, count in here.phones.items()}
        self._send({"meeting": meeting_id, "phones": phones, "writing": sorted(here.writing)})

    def _send(self, message: dict[str, Any]) -> None:
        self._waiting.append({"from": self._name, **message})
        self._wake.set()

    def speak(self) -> None:
        """Send what waits, for ever."""
        while True:
            self._wake.wait()
            self._wake.clear()
            while self._waiting:
                try:
                    self._redis.publish(CHANNEL, json.dumps(self._waiting[0]))
                    self._waiting.popleft()
                except RedisError:
                    log.warning("Redis cannot be reached; screens will ask for what they miss")
                    self._sleep(_PAUSE)

    def listen(self) -> None:
        """Take what others send, for ever."""
        while True:
            try:
                with self._redis.pubsub(ignore_subscribe_messages=True) as line:
                    line.subscribe(CHANNEL)
                    self._missed()
                    for received in line.listen():
                        self._take(received["data"])
            except RedisError:
                self._sleep(_PAUSE)

    def _take(self, data: bytes) -> None:
        try:
            message: Mapping[str, Any] = json.loads(data)
            if message["from"] == self._name:
                return
            if "changes" in message:
                self._changed(
                    [
                        Change(meeting_id, version, tuple(subjects))
                        for meeting_id, version, subjects in message["changes"]
                    ]
                )
            else:
                phones = {int(table): count for table, count in message["phones"].items()}
                here = Here(phones, frozenset(message["writing"]))
                self._heard(message["from"], message["meeting"], here)
        except (ValueError, KeyError, TypeError, IndexError):
            log.exception("a message of another server could not be read")
