"""Who is here, in memory: an estimate, since a phone that loses its net does not say goodbye."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from time import monotonic

from app.access import Access
from app.live.protocol import Audience

HEARD_SECONDS = 15
"""How long what another server process said of its phones holds; it says it every five."""
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
        table_id: the table that the screen is about, for a phone when it last said something.
        took: how long its last answer was under way, in milliseconds; None before it said so.
        exercise_id: the one whose themes a helper works on.
    """

    sid: str
    access: Access
    audience: Audience
    language: str
    table_id: int | None
    took: int | None = None
    exercise_id: int | None = None

    @property
    def sits_at(self) -> int | None:
        """The table at which a person sits with it; the moderator's screens only look."""
        return self.table_id if self.access.participant_id is not None else None


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


class _Hall:
    """The screens of one meeting."""

    def __init__(self) -> None:
        self.connections: dict[str, Connection] = {}
        self.lines: dict[int, Counter[str]] = {}
        """By table: each phone, and on how many lines it is connected."""
        self.writing: dict[int, float] = {}
        self.hung_up: set[str] = set()
        """The participants who lost a line since that was last asked."""

    def sit(self, connection: Connection) -> None:
        if connection.sits_at is not None:
            self.lines.setdefault(connection.sits_at, Counter())[connection.access.seat] += 1

    def rise(self, connection: Connection) -> None:
        if connection.sits_at is not None:
            table = self.lines[connection.sits_at]
            table[connection.access.seat] -= 1
            if not table[connection.access.seat]:
                del table[connection.access.seat]
            if not table:
                del self.lines[connection.sits_at]

    def newest(self) -> tuple[Arrived, ...]:
        seats: dict[str, Arrived] = {}
        for connection in reversed(self.connections.values()):
            if connection.sits_at is not None:
                arrived = Arrived(connection.sits_at, connection.took)
                seats.setdefault(connection.access.seat, arrived)
            if len(seats) == NEWEST:
                break
        return tuple(seats.values())


class Presence:
    """The connected screens of this process."""

    def __init__(self) -> None:
        self.connections: dict[str, Connection] = {}
        self._halls: defaultdict[int, _Hall] = defaultdict(_Hall)
        self._seen: dict[int, Here] = {}
        self._elsewhere: dict[tuple[str, int], tuple[float, Here]] = {}

    def hear(self, process: str, meeting_id: int, here: Here) -> None:
        """Another server process has these phones."""
        self._elsewhere[process, meeting_id] = (monotonic() + HEARD_SECONDS, here)

    def enter(self, connection: Connection) -> None:
        """A screen connected."""
        self.connections[connection.sid] = connection
        hall = self._halls[connection.access.meeting_id]
        hall.connections[connection.sid] = connection
        hall.sit(connection)

    def leave(self, sid: str) -> Connection | None:
        """A screen is gone; what it was, when it was known."""
        connection = self.connections.pop(sid, None)
        if connection is not None:
            hall = self._halls[connection.access.meeting_id]
            del hall.connections[sid]
            hall.rise(connection)
            if connection.access.participant_id is not None:
                hall.hung_up.add(connection.access.participant_id)
        return connection

    def move(self, connection: Connection, table_id: int | None) -> None:
        """A phone sits at another table now."""
        hall = self._halls[connection.access.meeting_id]
        hall.rise(connection)
        connection.table_id = table_id
        hall.sit(connection)

    def writes(self, connection: Connection) -> None:
        """Somebody at the phone's table writes just now."""
        if connection.table_id is not None:
            hall = self._halls[connection.access.meeting_id]
            hall.writing[connection.table_id] = monotonic() + WRITING_SECONDS

    def meetings(self) -> Iterable[int]:
        """The meetings that have had a screen connected here."""
        return tuple(self._halls)

    def forget(self, meeting_id: int) -> None:
        """A meeting is gone; as long as screens are connected in it, it is still known here."""
        hall = self._halls.get(meeting_id)
        if hall is not None and not hall.connections:
            del self._halls[meeting_id]
            self._seen.pop(meeting_id, None)

    def here(self, meeting_id: int) -> Here:
        """How many phones are in a meeting, those of other server processes included."""
        here, now = self.local(meeting_id), monotonic()
        others = [
            other
            for (_, meeting), (until, other) in self._elsewhere.items()
            if meeting == meeting_id and until > now
        ]
        if not others:
            return here
        phones = Counter(here.phones)
        for other in others:
            phones.update(other.phones)
        writing = here.writing.union(*(other.writing for other in others))
        return Here(dict(phones), writing, here.newest)

    def local(self, meeting_id: int) -> Here:
        """The phones of this process; one that is connected twice counts once."""
        hall = self._halls.get(meeting_id)
        if hall is None:
            return Here()
        now = monotonic()
        return Here(
            phones={table: len(seats) for table, seats in hall.lines.items()},
            writing=frozenset(table for table, until in hall.writing.items() if until > now),
            newest=hall.newest(),
        )

    def seats(self, meeting_id: int) -> frozenset[str]:
        """The participants whose phones are connected to this process."""
        hall = self._halls.get(meeting_id)
        return frozenset().union(*hall.lines.values()) if hall else frozenset()

    def hung_up(self, meeting_id: int) -> frozenset[str]:
        """The participants who lost a line to this process since this was last asked."""
        hall = self._halls[meeting_id]
        hung_up = frozenset(hall.hung_up)
        hall.hung_up.clear()
        return hung_up

    def changed(self, meeting_id: int) -> tuple[str, ...]:
        """The subjects that differ in this process from when this was last asked."""
        here = self.local(meeting_id)
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
