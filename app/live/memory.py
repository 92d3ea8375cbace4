"""What screens show of a meeting, kept from one reading to the next as long as it holds.

Each piece is kept with the versions of the subjects that it is made of, taken before it was read:
so it is never older than they say, and is read again when one of them is raised.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain

from sqlalchemy.orm import Session

from app.live.versions import Versions
from facilitator import changes
from facilitator.exercises.kind import Given
from facilitator.models import Meeting
from facilitator.overview import Evening, TableState, done_at, evening_of, said, table_states
from facilitator.programme.log import State, fold
from facilitator.programme.plan import Plan
from facilitator.programme.rows import log_of, plan_of
from facilitator.programme.timeline import look

Said = Mapping[int, Sequence[Given]]
"""Contributions by exercise, in the order that they were given."""

EVENING = (changes.PROGRAMME, changes.EXERCISES, changes.TABLES, changes.SCREEN)
"""The subjects of an evening; what is said at the tables is not among them."""
_FEW = 3
"""So many tables are read one by one; for more, the whole room is read at once."""


@dataclass(frozen=True)
class _Evening:
    versions: tuple[int, ...]
    evening: Evening
    plan: Plan
    state: State
    done: Mapping[int, frozenset[int]]


@dataclass(frozen=True)
class _Board:
    version: int
    said: Said


@dataclass
class _Room:
    exercises: tuple[int, ...]
    tables: tuple[int, ...]
    boards: dict[int, _Board] = field(default_factory=dict)
    together: Said | None = None
    """What all the boards have, as long as none of them changes."""


class Memory:
    """Evenings and boards of all meetings that somebody looks at."""

    def __init__(self) -> None:
        self.versions = Versions()
        self._evenings: dict[int, _Evening] = {}
        self._rooms: dict[int, _Room] = {}

    def meetings(self) -> Collection[int]:
        """The meetings of which something is kept."""
        return tuple(self._evenings)

    def forget(self, meeting_id: int) -> None:
        """A meeting is gone."""
        self.versions.forget(meeting_id)
        self._evenings.pop(meeting_id, None)
        self._rooms.pop(meeting_id, None)

    def evening(
        self, db: Session, meeting_id: int, versions: Mapping[str, int], now: datetime
    ) -> Evening:
        """The meeting as it stands at ``now`` (aware UTC); its rows may belong to an older ``db``.

        Args:
            versions: the subjects', read before anything else in ``db``.

        Raises:
            NoResultFound: there is no such meeting.
        """
        at = tuple(versions[subject] for subject in EVENING)
        kept = self._evenings.get(meeting_id)
        if kept is None or kept.versions != at:
            meeting = db.get_one(Meeting, meeting_id)
            evening = evening_of(db, meeting_id, now)
            kept = _Evening(
                at,
                evening,
                plan_of(db, meeting),
                fold(log_of(db, meeting)),
                done_at(db, evening.exercises),
            )
            self._evenings[meeting_id] = kept
        return replace(kept.evening, timeline=look(kept.plan, kept.state, now), now=now)

    def said_at(
        self, db: Session, evening: Evening, versions: Mapping[str, int], table_id: int
    ) -> Said:
        """What one table said to the exercises of ``evening``."""
        room = self._room(evening)
        at = versions[changes.of_table(table_id)]
        board = room.boards.get(table_id)
        if board is None or board.version != at:
            board = _Board(at, said(db, evening.exercises, table_id=table_id))
            room.boards[table_id] = board
            room.together = None
        return board.said

    def said(self, db: Session, evening: Evening, versions: Mapping[str, int]) -> Said:
        """What the whole room said to the exercises of ``evening``."""
        room = self._room(evening)
        stale = [
            table.id
            for table in evening.tables
            if (board := room.boards.get(table.id)) is None
            or board.version != versions[changes.of_table(table.id)]
        ]
        if len(stale) > _FEW:
            self._read_all(db, evening, versions, room)
        for table_id in stale if len(stale) <= _FEW else ():
            self.said_at(db, evening, versions, table_id)
        if room.together is None:
            room.together = {
                exercise: tuple(
                    sorted(
                        chain.from_iterable(board.said[exercise] for board in room.boards.values()),
                        key=lambda one: one.number,
                    )
                )
                for exercise in room.exercises
            }
        return room.together

    def states(
        self, db: Session, evening: Evening, versions: Mapping[str, int]
    ) -> Mapping[int, TableState]:
        """The tables by id; ``evening`` is what this gave at the same ``versions``."""
        self.said(db, evening, versions)
        done = self._evenings[evening.meeting.id].done
        said_at = {table: board.said for table, board in self._room(evening).boards.items()}
        return table_states(evening, said_at, done)

    def _room(self, evening: Evening) -> _Room:
        exercises = tuple(exercise.id for exercise in evening.exercises)
        tables = tuple(table.id for table in evening.tables)
        room = self._rooms.get(evening.meeting.id)
        if room is None or (room.exercises, room.tables) != (exercises, tables):
            room = self._rooms[evening.meeting.id] = _Room(exercises, tables)
        return room

    def _read_all(
        self, db: Session, evening: Evening, versions: Mapping[str, int], room: _Room
    ) -> None:
        everything = said(db, evening.exercises)
        boards: dict[int, dict[int, list[Given]]] = {
            table.number: {exercise: [] for exercise in room.exercises} for table in evening.tables
        }
        for exercise, ones in everything.items():
            for one in ones:
                boards[one.table][exercise].append(one)
        room.boards = {
            table.id: _Board(
                versions[changes.of_table(table.id)],
                {exercise: tuple(ones) for exercise, ones in boards[table.number].items()},
            )
            for table in evening.tables
        }
        room.together = everything
