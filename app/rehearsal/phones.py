"""The simulated phones: each keeps what it gives until the server has taken it, as real ones do."""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from random import Random
from threading import Lock
from time import monotonic
from typing import Any

from app.rehearsal.screens import Answer, NotSeated, Screen

GIVING = frozenset({"give", "note", "paper"})
"""The messages that bring a contribution."""
_UNANSWERED = 10.0
"""Seconds after which what got no answer is sent again."""
_AGAIN = 1.5
"""Seconds after which what may be taken later is sent again."""
_SYNC = (8.0, 12.0)
"""Seconds between two questions of what is new."""


class Tally:
    """What the server said to all that was sent to it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.acknowledged: set[str] = set()
        """The ids of the contributions that the server said it has."""
        self.refused: Counter[str] = Counter()
        """How often what was refused, by code."""

    def take(self, name: str, payload: Mapping[str, Any], answer: Answer) -> None:
        """Note the answer to a message."""
        with self._lock:
            if not answer.get("ok"):
                self.refused[str(answer.get("code"))] += 1
            elif name in GIVING:
                self.acknowledged.add(payload["id"])


class Phone:
    """One phone: where it sits, whether it has a net, and what waits in it.

    Args:
        sit: sits down and gives the phone's key.
        open_screen: makes the screen of that key.
        tally: where the answers are noted.
    """

    def __init__(
        self, sit: Callable[[], str], open_screen: Callable[[str], Screen], tally: Tally
    ) -> None:
        self._sit = sit
        self._open_screen = open_screen
        self._tally = tally
        self._screen: Screen | None = None
        self._waiting: dict[str, tuple[str, Mapping[str, Any], float]] = {}
        self._unsent: list[tuple[str, Mapping[str, Any]]] = []
        self._lock = Lock()
        self._coming = Lock()
        self._sync_at = 0.0
        self._free_at = 0.0
        self.has_net = False
        """Whether it should be connected."""

    @property
    def connected(self) -> bool:
        """Whether it is connected."""
        return self._screen is not None and self._screen.connected

    @property
    def waits(self) -> bool:
        """Whether something that it said is under way."""
        return self._screen is not None and self._screen.under_way > 0

    @property
    def unanswered(self) -> int:
        """How many contributions the server has not answered."""
        return len(self._waiting)

    def come(self) -> None:
        """Sit down, the first time, and connect; waits for the server.

        Nothing happens when that fails: it is tried again while the phone ``has_net``.
        """
        if not self._coming.acquire(blocking=False):
            return
        try:
            if self._screen is None:
                self._screen = self._open_screen(self._sit())
            self._screen.connect()
        except (NotSeated, OSError):
            return
        finally:
            self._coming.release()
        with self._lock:
            for id, (name, payload, _at) in self._waiting.items():
                self._waiting[id] = (name, payload, 0.0)

    def go(self) -> None:
        """Lose the net."""
        self.has_net = False
        if self._screen is not None:
            self._screen.hang_up()

    def say(self, name: str, payload: Mapping[str, Any]) -> None:
        """Send a message; when that is not possible now, it waits for the net.

        A contribution waits in the phone; for anything else somebody presses once more.
        """
        if name in GIVING:
            with self._lock:
                self._waiting[payload["id"]] = (name, payload, 0.0)
            self._send_waiting()
        elif not self._pass_on(name, payload) and name != "writing":
            self._unsent.append((name, payload))

    def tend(self, choose: Random) -> None:
        """Send again what waits, and ask what is new when it is time to."""
        if not self.connected or self._screen is None:
            return
        self._send_waiting()
        unsent, self._unsent = self._unsent, []
        for name, payload in unsent:
            self.say(name, payload)
        now = monotonic()
        if now >= self._sync_at:
            self._sync_at = now + choose.uniform(*_SYNC)
            self._screen.sync()

    def needs_net(self) -> bool:
        """Whether it should connect now; asked again only some seconds later."""
        now = monotonic()
        if not self.has_net or self.connected or now < self._free_at:
            return False
        self._free_at = now + 2
        return True

    def _pass_on(self, name: str, payload: Mapping[str, Any]) -> bool:
        """Send a message, when there is a line to send it on."""
        answered = partial(self._tally.take, name, payload)
        return self._screen is not None and self._screen.say(name, payload, answered)

    def _send_waiting(self) -> None:
        now = monotonic()
        with self._lock:
            due = [(id, *kept) for id, kept in self._waiting.items() if kept[2] <= now]
            for id, name, payload, _at in due:
                self._waiting[id] = (name, payload, now + _UNANSWERED)
        for _id, name, payload, _at in due:
            if self._screen is None or not self._screen.say(
                name, payload, partial(self._got, name, payload)
            ):
                return

    def _got(self, name: str, payload: Mapping[str, Any], answer: Answer) -> None:
        with self._lock:
            if answer.get("retry"):
                self._waiting[payload["id"]] = (name, payload, monotonic() + _AGAIN)
                return
            self._waiting.pop(payload["id"], None)
        self._tally.take(name, payload, answer)
