"""What changed is drawn once and sent to those who see it; never from within a transaction."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from threading import Event
from time import monotonic
from typing import Any

from flask_socketio import SocketIO
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from app.database import Database
from app.live.memory import Memory
from app.live.metrics import Metrics
from app.live.presence import Connection, Presence
from app.live.reading import Reading
from app.live.regions import CLOCK, ORDER, Part, Scope, clock_of, newest, parts_seen
from app.live.render import Context, Gathered, Renderer
from facilitator.changes import Change
from facilitator.programme.clock import clock

log = logging.getLogger(__name__)

_TIME_PASSES = 30.0
"""Seconds after which what shows expected times is looked at again."""
_SHARE = 10
"""A part that takes long to draw waits so many times as long before it is drawn again."""
_WAY = 0.05
"""Seconds for which messages go before what is to be drawn; more of them would starve it."""


Payload = Mapping[str, Any]


@dataclass(frozen=True)
class _Drawn:
    version: int
    html: str

    def payload(self, part: Part) -> Payload:
        """What is sent of it."""
        return {"name": part.region.name, "version": self.version, "html": self.html}


class Broadcaster:
    """Knows which parts are looked at, which of them changed, and what was sent last.

    Its memory may vanish at any time: what a screen lacks it gets when it next asks (``catch_up``).
    """

    def __init__(
        self,
        socketio: SocketIO,
        database: Database,
        clock: Callable[[], datetime],
        renderer: Renderer,
        memory: Memory,
        presence: Presence,
        metrics: Metrics,
    ) -> None:
        self._socketio = socketio
        self._memory = memory
        self._database = database
        self._clock = clock
        self._renderer = renderer
        self._presence = presence
        self._metrics = metrics
        self._languages: dict[Part, Counter[str]] = {}
        self._of_subject: dict[tuple[int, str], set[Part]] = {}
        self._dirty: set[Part] = set()
        self._behind: dict[Part, dict[str, set[str]]] = {}
        self._ready_at: dict[Part, float] = {}
        self._drawn: dict[tuple[Part, str], _Drawn] = {}
        self._wake = Event()
        self.answered = 0
        """How many messages were answered; raised by who answers them."""

    # Who looks at what. Nothing here waits or reads, since a screen may go while one sends.

    def join(self, connection: Connection) -> None:
        """Send ``connection`` the parts that it sees from now on, when they change."""
        for part in parts_seen(connection):
            room = part.room(connection.language)
            self._socketio.server.enter_room(connection.sid, room)
            self._languages.setdefault(part, Counter())[connection.language] += 1
            for subject in part.subjects:
                self._of_subject.setdefault((part.meeting_id, subject), set()).add(part)

    def leave(self, connection: Connection) -> None:
        """Send ``connection`` nothing more of what it sees now."""
        for part in parts_seen(connection):
            self._socketio.server.leave_room(connection.sid, part.room(connection.language))
        self.forget(connection)

    def forget(self, connection: Connection) -> None:
        """``connection`` is gone, and Socket.IO's rooms know it already."""
        for part in parts_seen(connection):
            languages = self._languages.get(part)
            if languages is None:
                continue
            languages[connection.language] -= 1
            if languages[connection.language] <= 0:
                del languages[connection.language]
                self._drawn.pop((part, connection.language), None)
            if not languages:
                self._nobody_sees(part)

    def _nobody_sees(self, part: Part) -> None:
        del self._languages[part]
        self._dirty.discard(part)
        self._behind.pop(part, None)
        self._ready_at.pop(part, None)
        for subject in part.subjects:
            parts = self._of_subject[part.meeting_id, subject]
            parts.discard(part)
            if not parts:
                del self._of_subject[part.meeting_id, subject]

    # What is to be sent.

    def mark(self, committed: Iterable[Change]) -> None:
        """Note what changed; it is sent soon, by the background task."""
        for change in committed:
            self._memory.versions.note(change)
            for subject in change.subjects:
                self._dirty |= self._of_subject.get((change.meeting_id, subject), set())
        self._wake.set()

    def mark_all(self) -> None:
        """Look at everything again: something may have changed unheard."""
        self._dirty |= self._languages.keys()
        self._wake.set()

    def greet(self, connection: Connection) -> None:
        """Send the clock to a screen that just came."""
        self._owe(clock_of(connection.access.meeting_id), connection)

    def catch_up(
        self,
        db: Session,
        connection: Connection,
        meeting_version: int,
        versions: Mapping[str, object],
    ) -> list[Payload]:
        """See that ``connection`` gets those of the parts in ``versions`` that are newer.

        Returns:
            What was drawn already, to be sent when the transaction is over.
        """
        asked = {
            part: version
            for part in parts_seen(connection)
            if isinstance(version := versions.get(part.region.name), int)
        }
        kept: list[Payload] = []
        meeting_id = connection.access.meeting_id
        held = self._memory.versions.of(db, meeting_id, meeting_version)
        for part, latest in newest(held, asked).items():
            drawn = self._drawn.get((part, connection.language))
            if latest <= asked[part]:
                continue
            if drawn is not None and drawn.version >= latest:
                kept.append(drawn.payload(part))
            else:
                self._owe(part, connection)
        return kept

    def _owe(self, part: Part, connection: Connection) -> None:
        owed = self._behind.setdefault(part, {})
        owed.setdefault(connection.language, set()).add(connection.sid)
        self._wake.set()

    # The background tasks.

    def run(self) -> None:
        """Send what changed, for ever."""
        looked = monotonic()
        while True:
            self._wake.wait(self._patience())
            self._give_way()
            self._wake.clear()
            if monotonic() - looked > _TIME_PASSES:
                looked = monotonic()
                self._time_passed()
            for meeting_id, parts in self._due().items():
                try:
                    self._send(meeting_id, parts)
                except NoResultFound:
                    log.info("a meeting was wiped before it was sent: %s", meeting_id)
                except Exception:
                    self._failed("meeting", meeting_id)

    def _give_way(self) -> None:
        """Let messages that wait be answered, and the answers leave, before more is drawn.

        Who answers wakes this task before the socket's writer, so one turn is not enough: the
        acknowledgement would leave only after the next part was drawn.
        """
        until = monotonic() + _WAY
        before = None
        while before != self.answered and monotonic() < until:
            before = self.answered
            self._socketio.sleep(0)

    def _patience(self) -> float:
        """Seconds until something may be sent."""
        waiting = self._dirty | self._behind.keys()
        if not waiting:
            return _TIME_PASSES
        first = min(self._ready_at.get(part, 0.0) for part in waiting)
        return min(max(0.0, first - monotonic()), _TIME_PASSES)

    def _time_passed(self) -> None:
        for (_, subject), parts in self._of_subject.items():
            if subject == "time":
                self._dirty |= parts

    def _due(self) -> Mapping[int, Sequence[Part]]:
        now = monotonic()
        due: dict[int, list[Part]] = {}
        for part in self._dirty | self._behind.keys():
            if part in self._behind or self._ready_at.get(part, 0.0) <= now:
                due.setdefault(part.meeting_id, []).append(part)
        for parts in due.values():
            parts.sort(key=lambda part: (ORDER[part.region.name], part.of))
        return due

    def _send(self, meeting_id: int, parts: Sequence[Part]) -> None:
        """Read all ``parts`` at one moment; then, with nothing open, draw and send each."""
        # Taken off the list before anything is read, so what changes meanwhile is sent again.
        dirty = {part for part in parts if part in self._dirty}
        self._dirty -= dirty
        behind = {part: self._behind.pop(part, {}) for part in parts}
        sent: dict[tuple[str, str, int], str] = {}
        for part, version, gathered in self._read(meeting_id, parts):
            began = monotonic()
            try:
                if part.region is CLOCK:
                    self._send_clock(part, version, gathered, part in dirty, behind[part])
                else:
                    self._send_part(part, version, gathered, part in dirty, behind[part], sent)
            except Exception:
                self._failed(part.region.name, meeting_id)
            if part in self._languages:
                cost = monotonic() - began
                self._ready_at[part] = began + max(part.region.pace, _SHARE * cost)
            self._give_way()

    def _read(
        self, meeting_id: int, parts: Sequence[Part]
    ) -> Sequence[tuple[Part, int, Context | Gathered]]:
        found: list[tuple[Part, int, Context | Gathered]] = []
        phones = {part.of for part in parts if part.region.scope is Scope.PARTICIPANT}
        with self._database.reading() as db:
            here = self._presence.here(meeting_id)
            reading = Reading(db, self._memory, meeting_id, self._clock(), here, phones)
            versions = newest(reading.versions, parts)
            common = self._renderer.common(reading)
            for part in parts:
                try:
                    gathered: Context | Gathered = (
                        clock(reading.evening.timeline)
                        if part.region is CLOCK
                        else self._renderer.gather(reading, common, part)
                    )
                except Exception:
                    self._failed(part.region.name, meeting_id)
                else:
                    found.append((part, versions[part], gathered))
        return found

    def _send_clock(
        self,
        part: Part,
        version: int,
        now: Any,
        changed: bool,
        behind: Mapping[str, set[str]],
    ) -> None:
        payload = {**now, "version": version}
        rooms = [part.room(language) for language in self._languages.get(part, ())]
        targets = rooms if changed else [sid for sids in behind.values() for sid in sids]
        for target in targets:
            self._socketio.emit("clock", payload, to=target)

    def _send_part(
        self,
        part: Part,
        version: int,
        gathered: Any,
        changed: bool,
        behind: Mapping[str, set[str]],
        sent: dict[tuple[str, str, int], str],
    ) -> None:
        seen_in = set(self._languages.get(part, ()))
        for language in (seen_in if changed else set(behind)) | (seen_in & set(behind)):
            like = (part.region.name, language, id(gathered.own))
            html = sent[like] if like in sent else self._draw(part, gathered, language)
            sent[like] = html
            before = self._drawn.get((part, language))
            drawn = _Drawn(version, html)
            if language in seen_in:
                self._drawn[part, language] = drawn
            if changed and (before is None or before.html != html):
                self.emit(drawn.payload(part), part.room(language))
                continue
            for sid in behind.get(language, ()):
                self.emit(drawn.payload(part), sid)

    def _draw(self, part: Part, gathered: Gathered, language: str) -> str:
        began = monotonic()
        html = self._renderer.draw(part, gathered, language)
        self._metrics.add("renders_total", region=part.region.name)
        self._metrics.add("render_seconds_total", monotonic() - began, region=part.region.name)
        return html

    def emit(self, payload: Payload, to: str) -> None:
        """Send a region to a room or to one screen."""
        self._metrics.add("emits_total", region=payload["name"])
        with suppress(KeyError):  # a screen that went meanwhile
            self._socketio.emit("region", payload, to=to)

    def _failed(self, what: str, meeting_id: int) -> None:
        log.exception("%s %s could not be sent", what, meeting_id)
        self._metrics.add("failures_total")
