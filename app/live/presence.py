"""Who is here, in memory: an estimate, since a phone that loses its net does not say goodbye."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from time import monotonic

from app.access import Access
from app.live.protocol import Audience

WRITING_SECONDS = 10
"""How long a phone counts as writing after it said so."""
NEWEST = 5
"""So many of the phones that came last are shown to who tries out the hall's network."""
_NOTABLE = (50, 100, 200, 400, 800, 1600)
"""Milliseconds; an answer's time has changed when it passes one of these."""


@dataclass(eq=False)
class Connection:
    """One connected screen.

    Args:
        sid: Socket.IO's name for it, a secret.
        access: what its key gave; checked against the database at every message.
        table_id: a phone's table when it last said something.
        took: how long its last answer was under way, in milliseconds; None before it said so.
    """

    sid: str
    access: Access
    audience: Audience
    language: str
    table_id: int | None
    took: int | None = None


@dataclass(frozen=True)
class Arrived:
    """A phone that is connected, and how long its last answer was under way, in milliseconds."""

    table_id: int
    took: int | None


@dataclass(frozen=True)
class Here:
    """How many are connected in a meeting at one moment; the counts are estimates."""

    phones: dict[int, int] = field(default_factory=dict)
    """Phones by table, without the tables that have none."""
    writing: frozenset[int] = frozenset()
    """The tables where a phone is writing."""
    newest: tuple[Arrived, ...] = ()
    """The phones that came last, the newest first."""

    @property
    def total(self) -> int:
        """All phones."""
        return sum(self.phones.values())


class Presence:
    """The connected screens of this process."""

    def __init__(self) -> None:
        self.connections: dict[str, Connection] = {}
        self._of_meeting: dict[int, dict[str, Connection]] = {}
        self._writing: dict[int, dict[int, float]] = {}
        self._seen: dict[int, Here] = {}

    def enter(self, connection: Connection) -> None:
        """A screen connected."""
        self.connections[connection.sid] = connection
        self._of_meeting.setdefault(connection.access.meeting_id, {})[connection.sid] = connection

    def leave(self, sid: str) -> Connection | None:
        """A screen is gone; what it was, when it was known."""
        connection = self.connections.pop(sid, None)
        if connection is not None:
            del self._of_meeting[connection.access.meeting_id][sid]
        return connection

    def writes(self, connection: Connection) -> None:
        """Somebody at the phone's table writes just now."""
        if connection.table_id is not None:
            tables = self._writing.setdefault(connection.access.meeting_id, {})
            tables[connection.table_id] = monotonic() + WRITING_SECONDS

    def meetings(self) -> Iterable[int]:
        """The meetings that have had a screen connected here."""
        return tuple(self._of_meeting)

    def here(self, meeting_id: int) -> Here:
        """How many phones are in a meeting; a phone that is connected twice counts once."""
        tables: dict[int, set[str]] = {}
        newest: dict[str, Arrived] = {}
        for connection in self._of_meeting.get(meeting_id, {}).values():
            if connection.table_id is not None:
                tables.setdefault(connection.table_id, set()).add(connection.access.seat)
                newest.pop(connection.access.seat, None)
                newest[connection.access.seat] = Arrived(connection.table_id, connection.took)
        now = monotonic()
        writing = self._writing.get(meeting_id, {})
        return Here(
            phones={table: len(phones) for table, phones in tables.items()},
            writing=frozenset(table for table, until in writing.items() if until > now),
            newest=tuple(reversed(newest.values()))[:NEWEST],
        )

    def changed(self, meeting_id: int) -> tuple[str, ...]:
        """The subjects that differ from when this was last asked."""
        here = self.here(meeting_id)
        before = self._seen.get(meeting_id, Here())
        tried = () if _told(here) == _told(before) else ("trial",)
        if (here.phones, here.writing) == (before.phones, before.writing):
            if tried:
                self._seen[meeting_id] = here
            return tried
        self._seen[meeting_id] = here
        moved = {
            table
            for table in here.phones.keys() | before.phones.keys()
            if here.phones.get(table) != before.phones.get(table)
        }
        return ("presence", *tried, *(f"presence/{table}" for table in sorted(moved)))


def _told(here: Here) -> tuple[tuple[int, int | None], ...]:
    """The newest phones as far as a change is worth telling."""
    return tuple(
        (phone.table_id, None if phone.took is None else bisect_right(_NOTABLE, phone.took))
        for phone in here.newest
    )
