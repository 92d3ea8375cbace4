"""What regions show of one meeting, read once however many regions ask for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.live.memory import Memory, Said
from app.live.presence import Here
from facilitator import overview
from facilitator.exercises.kind import Given
from facilitator.models import Contribution, Entry, Exercise, Participant, Theme
from facilitator.overview import Evening, Shown, TableState
from facilitator.themes.board import Board, Choice, board_of, choices_of, last_act, themes_of

_SILENT = timedelta(minutes=3)
"""A table that gave nothing for so long while it may may need help."""


@dataclass(frozen=True)
class Seen:
    """A table as the console shows it.

    ``state`` is ``done``, ``writing``, ``quiet``, ``silent`` (with ``silent_minutes``),
    ``offline`` (phones sat there, none is connected) or ``empty`` (nobody sat down).
    """

    id: int
    number: int
    name: str
    given: int
    newest_at: datetime | None
    done: bool
    here: int
    writing: bool
    silent_minutes: int
    state: str


class Reading:
    """One meeting at one moment, inside the reading transaction of ``db``.

    Args:
        memory: keeps what did not change.
        now: aware UTC.
        phones: how many phones' notes will be asked for.
    """

    def __init__(
        self,
        db: Session,
        memory: Memory,
        meeting_id: int,
        now: datetime,
        here: Here,
        phones: int = 1,
    ) -> None:
        self._db = db
        self._memory = memory
        self.meeting_id = meeting_id
        self.now = now
        self.here = here
        self._many_phones = phones > 2
        self._boards: dict[int, Board | None] = {}
        # Before anything else: what is read is never older than these say.
        self.versions: Mapping[str, int] = memory.versions.of(db, meeting_id).copy()

    @cached_property
    def evening(self) -> Evening:
        """The programme, the current exercises, the tables."""
        return self._memory.evening(self._db, self.meeting_id, self.versions, self.now)

    @cached_property
    def said(self) -> Said:
        """All shared contributions to the current exercises."""
        return self._memory.said(self._db, self.evening, self.versions)

    def said_at(self, table_id: int) -> Said:
        """What one table said."""
        return self._memory.said_at(self._db, self.evening, self.versions, table_id)

    @cached_property
    def states(self) -> Mapping[int, TableState]:
        """The tables by id."""
        return self._memory.states(self._db, self.evening, self.versions)

    def said_on_stage(self) -> Said:
        """What the room may see: revealed exercises, without what is hidden."""
        shown = tuple(exercise for exercise in self.evening.exercises if exercise.on_stage)
        if not shown:
            return {}
        return {
            exercise.id: tuple(one for one in self.said[exercise.id] if exercise.shows(one))
            for exercise in shown
        }

    @cached_property
    def lifted(self) -> Sequence[tuple[Shown, Given]]:
        """What the moderator has lifted, the newest first, whatever exercise it answers."""
        return overview.lifted(self._db, self.meeting_id)

    @cached_property
    def themes(self) -> Mapping[int, Sequence[Theme]]:
        """The themes of the current exercises, in order."""
        return themes_of(self._db, self.evening.exercises)

    @cached_property
    def choices(self) -> Sequence[Choice]:
        """The exercises of the programme whose contributions may be joined."""
        return choices_of(self._db, self.meeting_id, self.evening.timeline.current)

    def theme_board(self, exercise_id: int) -> Board | None:
        """What a helper sees of an exercise; None when the meeting has it no longer."""
        if exercise_id not in self._boards:
            self._boards[exercise_id] = self._board(exercise_id)
        return self._boards[exercise_id]

    def _board(self, exercise_id: int) -> Board | None:
        stored = self._db.get(Exercise, exercise_id)
        if stored is None or stored.meeting_id != self.meeting_id:
            return None
        exercise = overview.shown(stored)
        if not exercise.kind.has_themes:
            return None
        said = self.said if exercise_id in self.said else overview.said(self._db, (exercise,))
        return board_of(
            exercise,
            said[exercise_id],
            themes_of(self._db, (exercise,))[exercise_id],
            last_act(self._db, exercise_id),
            self.evening.meeting.language,
        )

    @cached_property
    def tables_done(self) -> int:
        """How many tables have finished the exercise that the room is at."""
        active = self.evening.active
        return sum(active.id in state.done for state in self.states.values()) if active else 0

    def notes_of(self, participant_id: str) -> Mapping[str, Said]:
        """A phone's private ``notes``; all who have none share one object."""
        if not self._many_phones:
            return {"notes": overview.notes_of(self._db, self.evening.exercises, participant_id)}
        return self._notes.get(participant_id, self._no_notes)

    @cached_property
    def _no_notes(self) -> Mapping[str, Said]:
        return {"notes": {exercise.id: () for exercise in self.evening.exercises}}

    @cached_property
    def _notes(self) -> Mapping[str, Mapping[str, Said]]:
        ids = [exercise.id for exercise in self.evening.exercises]
        if not ids:
            return {}
        numbers = {table.id: table.number for table in self.evening.tables}
        found: dict[str, dict[int, list[Given]]] = {}
        for one in self._db.scalars(
            select(Contribution)
            .where(
                Contribution.exercise_id.in_(ids),
                ~Contribution.shared,
                Contribution.withdrawn_at.is_(None),
                Contribution.participant_id.is_not(None),
            )
            .order_by(Contribution.number)
        ):
            mine = found.setdefault(one.participant_id or "", {id: [] for id in ids})
            mine[one.exercise_id].append(overview.given(one, numbers[one.table_id]))
        return {
            participant: {"notes": {id: tuple(ones) for id, ones in notes.items()}}
            for participant, notes in found.items()
        }

    @cached_property
    def last_entry(self) -> Entry | None:
        """The moderator's last command that can be undone."""
        number = self.evening.timeline.undo
        if number is None:
            return None
        return self._db.scalar(
            select(Entry).where(Entry.meeting_id == self.meeting_id, Entry.number == number)
        )

    @cached_property
    def seen(self) -> Sequence[Seen]:
        """The tables as the console shows them."""
        sat = {
            table
            for (table,) in self._db.execute(
                select(Participant.table_id)
                .where(Participant.meeting_id == self.meeting_id)
                .group_by(Participant.table_id)
                .having(func.count() > 0)
            )
        }
        return tuple(self._seen(state, state.id in sat) for state in self.states.values())

    def _seen(self, state: TableState, sat: bool) -> Seen:
        active = self.evening.active
        here = self.here.phones.get(state.id, 0)
        writing = state.id in self.here.writing
        done = active is not None and active.id in state.done
        silent = timedelta()
        if active is not None and active.phase.takes_input and active.phase_since is not None:
            since = max(active.phase_since, state.newest_at or active.phase_since)
            silent = max(timedelta(), self.now - since)
        if done:
            name = "done"
        elif writing:
            name = "writing"
        elif not here:
            name = "offline" if sat else "empty"
        else:
            name = "silent" if silent >= _SILENT else "quiet"
        return Seen(
            id=state.id,
            number=state.number,
            name=state.name,
            given=state.given,
            newest_at=state.newest_at,
            done=done,
            here=here,
            writing=writing,
            silent_minutes=int(silent / timedelta(minutes=1)),
            state=name,
        )
