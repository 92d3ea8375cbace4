"""Plays a script on a running server: watches the meeting and gives everybody their cues."""

import contextlib
import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import count
from random import Random
from threading import Event
from time import monotonic
from typing import NamedTuple

from app.rehearsal.moderator import Moderator
from app.rehearsal.parts import COME, DOTS, GO, Cue, Moment, Script
from app.rehearsal.phones import GIVING, Phone, Tally
from facilitator.errors import Refused
from facilitator.overview import Evening
from facilitator.programme.timeline import Status

_LOOK = 0.5
"""Seconds after which the meeting is looked at though nobody heard of a change."""
_BREATH = 0.02
"""Seconds after which a moderator who waits for somebody looks again."""
_TEND = 0.25
"""Seconds between two rounds to all phones."""
_SOON = 1.0
"""Who is to do something within so many seconds is in the middle of it."""
_HASTE = 10.0
"""Whoever would have sent within so many seconds when a phase is closed sends it nevertheless."""
_WITHOUT_SERVER = 30.0
"""Seconds without any connection after which the server is given up."""
_CHANGES = frozenset({"phone/now", "console/steering"})
"""The regions that tell that the meeting has gone on."""

Connect = Callable[[Callable[[], object]], Future[object]]


class News:
    """Whether there is something to look at; told by the threads of the screens."""

    def __init__(self) -> None:
        self.come = Event()

    def heard(self, region: str) -> None:
        """A region arrived somewhere."""
        if region in _CHANGES:
            self.come.set()


class _Due(NamedTuple):
    """A cue that waits; ``moment`` is the one that it belongs to, when it belongs to one."""

    at: float
    order: int
    moment: Moment | None
    cue: Cue


class Director:
    """One rehearsal that runs.

    Args:
        look: gives the meeting as it stands.
        phones: by the players' numbers.
        moderator: None where a person steers.
        stopped: whether to stop; asked all the time.
        tell: called a few times a second, for others to hear how it goes.
    """

    def __init__(
        self,
        script: Script,
        look: Callable[[], Evening],
        phones: Sequence[Phone],
        moderator: Moderator | None,
        tally: Tally,
        news: News,
        stopped: Callable[[], bool],
        tell: Callable[[], None],
    ) -> None:
        self._script = script
        self._look = look
        self._phones = phones
        self._moderator = moderator
        self._tally = tally
        self._news = news.come
        self._stopped = stopped
        self._tell = tell
        self._choose = Random(0)
        self._order = count()
        self._due: list[_Due] = []
        self._phase: dict[int, str] = {}
        self._opened: set[Moment] = set()
        self._item: int | None = None
        self._look_at = self._tend_at = 0.0
        self._alive_at = monotonic()
        self.evening = look()
        """The meeting as it was when it was last looked at."""

    @property
    def here(self) -> int:
        """How many phones are connected."""
        return sum(phone.connected for phone in self._phones)

    def play(self) -> None:
        """Play until the programme has run; where a person steers, until it is stopped.

        Raises:
            Refused: ``server_gone``.
        """
        self._await(None, self._script.arrivals)
        with _lines() as connect:
            while not self._stopped():
                self._watch()
                if self._moderator and self.evening.timeline.status is Status.OVER:
                    break
                self._do_due()
                self._moderate()
                self._tend(connect)
                self._rest()

    def stay(self, seconds: float) -> None:
        """Keep everybody in the room for people to look around, until it is stopped.

        Raises:
            Refused: ``server_gone``.
        """
        self._due = []
        until = monotonic() + seconds
        with _lines() as connect:
            while not self._stopped() and monotonic() < until:
                self._tend(connect)
                self._news.clear()
                self._rest()

    # What happens in the meeting.

    def _watch(self) -> None:
        if not self._news.is_set() and monotonic() < self._look_at:
            return
        self._news.clear()
        self._look_at = monotonic() + _LOOK
        self.evening = self._look()
        if self.evening.timeline.current != self._item:
            self._item = self.evening.timeline.current
            if self._moderator:
                self._moderator.begin(self._script.desk.get(self._item or 0, ()))
        for exercise in self.evening.exercises:
            if exercise.phase_since is None:
                continue
            if self._phase.get(exercise.id) != exercise.phase:
                self._phase[exercise.id] = exercise.phase
                self._keep(due for due in self._due if not _left(due, exercise.id))
                self._open((exercise.id, exercise.phase))
            if exercise.dots_open:
                self._open((exercise.id, DOTS))

    def _open(self, moment: Moment) -> None:
        """What the room does when this opens; when it opens again, it has done it already."""
        if moment not in self._opened:
            self._opened.add(moment)
            self._await(moment, self._script.rounds.get(moment, ()))

    def _await(self, moment: Moment | None, cues: Sequence[Cue]) -> None:
        now = monotonic()
        for cue in cues:
            heapq.heappush(self._due, _Due(now + cue.at, next(self._order), moment, cue))

    def _keep(self, due: Iterable[_Due]) -> None:
        self._due = list(due)
        heapq.heapify(self._due)

    # What everybody does.

    def _moderate(self) -> None:
        if self._moderator and self._moderator.step(self.evening.timeline, self._somebody_at):
            # What it opened is seen before the next thing is done.
            self._news.set()

    def _somebody_at(self, exercise: int) -> bool:
        soon = monotonic() + _SOON
        return any(phone.waits for phone in self._phones) or any(
            due.moment is not None
            and due.moment[0] == exercise
            and due.cue.does != "give"
            and due.at < soon
            for due in self._due
        )

    def _do_due(self) -> None:
        while self._due and self._due[0].at <= monotonic() and not self._stopped():
            cue = heapq.heappop(self._due).cue
            if cue.player is not None:
                self._act(self._phones[cue.player], cue)

    def _act(self, phone: Phone, cue: Cue) -> None:
        if cue.does == COME:
            phone.has_net = True
            self._tend_at = 0.0
        elif cue.does == GO:
            phone.go()
        elif self._makes_sense(cue):
            phone.say(cue.does, cue.payload)

    def _makes_sense(self, cue: Cue) -> bool:
        """Nobody does anything with what was never said."""
        id = cue.payload.get("id")
        return id is None or cue.does in GIVING or id in self._tally.acknowledged

    def _tend(self, connect: Connect) -> None:
        now = monotonic()
        if now < self._tend_at:
            return
        self._tend_at = now + _TEND
        for phone in self._phones:
            if phone.needs_net():
                connect(phone.come)
            phone.tend(self._choose)
        if self._moderator and not self._moderator.console.connected:
            connect(self._moderator.console.connect)
        if self.here or not any(phone.has_net for phone in self._phones):
            self._alive_at = now
        elif now - self._alive_at > _WITHOUT_SERVER:
            raise Refused("server_gone")
        self._tell()

    def _rest(self) -> None:
        now = monotonic()
        wakes = [now + _TEND, *(due.at for due in self._due[:1])]
        if self._moderator and self._moderator.due_at is not None:
            wakes.append(max(self._moderator.due_at, now + _BREATH))
        self._news.wait(max(0.0, min(wakes) - now))


def _left(due: _Due, exercise: int) -> bool:
    """Whether a cue is dropped when another phase of ``exercise`` opens."""
    if due.moment is None or due.moment[0] != exercise or due.cue.does in (COME, GO):
        return False
    # Who is about to send does so; the server takes it for a while.
    return due.cue.does != "give" or due.at - monotonic() > _HASTE


@contextlib.contextmanager
def _lines() -> Iterator[Connect]:
    """Threads that connect phones while the evening goes on."""
    threads = ThreadPoolExecutor(8)
    try:
        yield threads.submit
    finally:
        threads.shutdown(cancel_futures=True)
