"""The simulated moderator: does what the script says at the desk, and goes on when time is up."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from app.rehearsal.parts import Cue
from app.rehearsal.phones import GIVING, Tally
from app.rehearsal.screens import Screen
from facilitator.programme.timeline import Status, Timeline

_LEAST = timedelta(seconds=1)
"""How long an item lasts that has no length."""
_BETWEEN = 0.25
"""Seconds between two tries to go on."""
_PATIENCE = 2.0
"""Seconds that are given to those who are in the middle of something."""


class Moderator:
    """The one at the console.

    Args:
        console: the moderator's screen.
        tally: where the answers are noted.
        clock: gives the present as aware UTC.
    """

    def __init__(self, console: Screen, tally: Tally, clock: Callable[[], datetime]) -> None:
        self.console = console
        self._tally = tally
        self._clock = clock
        self._cues: deque[tuple[float, Cue]] = deque()
        self._looked = monotonic()
        self._try_at = 0.0

    def begin(self, cues: Sequence[Cue]) -> None:
        """Another item has begun; leave what was not done in the one before."""
        now = monotonic()
        self._cues = deque((now + cue.at, cue) for cue in cues)

    @property
    def due_at(self) -> float | None:
        """When there is something to do, as ``monotonic`` tells it; None when nothing is left."""
        return self._cues[0][0] if self._cues else None

    def step(self, timeline: Timeline, somebody_at: Callable[[int], bool]) -> bool:
        """Do the next thing when it is time to.

        Args:
            somebody_at: whether somebody is in the middle of an exercise, by its id.

        Returns:
            Whether something was done.
        """
        now = monotonic()
        if timeline.status is Status.PAUSED:
            rested = now - self._looked
            self._cues = deque((at + rested, cue) for at, cue in self._cues)
        self._looked = now
        if not self._cues:
            return self._go_on(timeline)
        at, cue = self._cues[0]
        closes = cue.does in ("phase", "dots") and now < at + _PATIENCE
        if now < at or (closes and somebody_at(cue.payload["exercise"])):
            return False
        self._cues.popleft()
        return self._do(cue)

    def _do(self, cue: Cue) -> bool:
        """Send what ``cue`` says, as far as it can be done, and wait for the answer."""
        payload = self._possible(cue)
        if payload is None:
            return False
        answer = self.console.ask(cue.does, payload)
        if answer is not None:
            self._tally.take(cue.does, payload, answer)
        return True

    def _possible(self, cue: Cue) -> Mapping[str, Any] | None:
        """What ``cue`` carries, without what was never said; None when nothing is left of it."""
        there = self._tally.acknowledged
        id, ids = cue.payload.get("id"), cue.payload.get("ids")
        if id is not None and cue.does not in GIVING and id not in there:
            return None
        if ids is None:
            return cue.payload
        kept = [one for one in ids if one in there]
        return {**cue.payload, "ids": kept} if kept else None

    def _go_on(self, timeline: Timeline) -> bool:
        """Start the meeting, or what comes next when the time of the current item is up."""
        now = monotonic()
        if now < self._try_at or not self.console.connected:
            return False
        self._try_at = now + _BETWEEN
        does = self._next_step(timeline)
        return does is not None and self._do(Cue(0, does, {"current": timeline.current}))

    def _next_step(self, timeline: Timeline) -> str | None:
        if timeline.status is Status.BEFORE:
            return "next"
        if timeline.status is not Status.RUNNING or not timeline.due or not timeline.started:
            return None
        if self._clock() < max(timeline.due, timeline.started + _LEAST):
            return None
        return "finish" if timeline.next is None else "next"
