"""What regions show of one meeting, read once however many regions ask for it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.live.memory import Memory, Said
from app.live.presence import Here
from facilitator import dots, overview, own
from facilitator.answers import Answered, answerable_themes, answered, quoting
from facilitator.exercises.kind import Given, Giver, Theme
from facilitator.models import Entry, Exercise, Participant
from facilitator.overview import Evening, Shown, TableState
from facilitator.programme.timeline import Status
from facilitator.registration.arrivals import Door, door_of
from facilitator.report.organiser.publishing import published
from facilitator.stage import Wall, wall_of
from facilitator.themes.board import Board, Choice, board_of, choices_of, last_act, themes_of

_SILENT = timedelta(minutes=3)
"""A table that gave nothing for so long while it may may need help."""


@dataclass(frozen=True)
class Seen:
    """A table as the console shows it.

    ``state`` is ``done``, ``writing``, ``quiet``, ``silent`` (with ``silent_minutes``),
    ``offline`` (phones sat there, none is connected, and the tables work), ``resting`` (the same
    while they don't: phones in pockets during a talk) or ``empty`` (nobody sat down).
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
        phones: the participants whose own things will be asked for.
    """

    def __init__(
        self,
        db: Session,
        memory: Memory,
        meeting_id: int,
        now: datetime,
        here: Here,
        phones: Collection[str] = (),
    ) -> None:
        self._db = db
        self._memory = memory
        self.meeting_id = meeting_id
        self.now = now
        self.here = here
        self._phones = phones
        self._theme_boards: dict[int, Board | None] = {}
        # Before anything else: what is read is never older than these say.
        self.versions: Mapping[str, int] = memory.versions.of(db, meeting_id).copy()

    @cached_property
    def evening(self) -> Evening:
        """The programme, the current exercises, the tables."""
        return self._memory.evening(self._db, self.meeting_id, self.versions, self.now)

    @cached_property
    def report_there(self) -> bool:
        """Whether everybody may read the report now that the meeting is over."""
        over = self.evening.timeline.status is Status.OVER
        return over and published(self._db, self.meeting_id) is not None

    @cached_property
    def said(self) -> Said:
        """All shared contributions to the current exercises."""
        return quoting(self.evening.exercises, self._said, self._answered)

    def said_at(self, table_id: int) -> Said:
        """What one table said."""
        said = self._memory.said_at(self._db, self.evening, self.versions, table_id)
        table = self.states[table_id].number
        known = {name: one for name, one in self._answered.items() if one.known_at(table)}
        return quoting(self.evening.exercises, said, known)

    @cached_property
    def _said(self) -> Said:
        return self._memory.said(self._db, self.evening, self.versions)

    @cached_property
    def _answered(self) -> Mapping[str, Answered]:
        return answered(self._db, self.evening.exercises, self._said)

    @cached_property
    def _answered_on_stage(self) -> Mapping[str, Answered]:
        return {name: one for name, one in self._answered.items() if one.on_stage}

    @cached_property
    def answerable_themes(self) -> Sequence[Theme]:
        """The themes that a table may answer now."""
        return answerable_themes(self._db, self.evening.exercises)

    @cached_property
    def states(self) -> Mapping[int, TableState]:
        """The tables by id."""
        return self._memory.states(self._db, self.evening, self.versions)

    def said_on_stage(self) -> Said:
        """What the room may see: revealed exercises, without what is hidden."""
        shown = tuple(exercise for exercise in self.evening.exercises if exercise.on_stage)
        if not shown:
            return {}
        said = {
            exercise.id: tuple(one for one in self._said[exercise.id] if exercise.shows(one))
            for exercise in shown
        }
        return quoting(shown, said, self._answered_on_stage)

    def said_on_phones(self) -> Said:
        """What the wall shows of the exercise that the room is at, for the phones.

        Only when the room is together: while tables write, each looks at its own board, and a
        contribution should not cost what it takes to tell every phone of it.
        """
        active = self.evening.active
        if active is None or active.phase.takes_input:
            return {}
        return {id: ones for id, ones in self.said_on_stage().items() if id == active.id}

    def said_in_room(self) -> Said:
        """What every phone may see: what is said to the room, and what has dots and is shown."""
        told = tuple(exercise for exercise in self.evening.exercises if exercise.dotted)
        if not told:
            return {}
        said = {
            exercise.id: tuple(one for one in self._said[exercise.id] if exercise.tells(one))
            for exercise in told
        }
        return quoting(told, said, self._answered_on_stage)

    def hidden_in_room(self) -> Mapping[int, int]:
        """How many of what was said to the room the moderator has hidden, by exercise."""
        return {
            exercise.id: sum(one.hidden for one in self._said[exercise.id])
            for exercise in self.evening.exercises
            if exercise.in_room
        }

    @cached_property
    def lifted(self) -> Sequence[tuple[Shown, Given]]:
        """What the moderator has lifted, the newest first, whatever exercise it answers."""
        return overview.lifted(self._db, self.meeting_id)

    @cached_property
    def boards(self) -> Mapping[int, Board]:
        """The themes of the current exercises that have any, with what is in them."""
        joined = tuple(shown for shown in self.evening.exercises if shown.kind.has_themes)
        themes = themes_of(self._db, joined)
        language = self.evening.meeting.language
        return {
            shown.id: board_of(shown, self.said[shown.id], themes[shown.id], None, language)
            for shown in joined
        }

    @cached_property
    def choices(self) -> Sequence[Choice]:
        """The exercises of the programme whose contributions may be joined."""
        active = self.evening.active
        return choices_of(self._db, self.meeting_id, active.id if active else None)

    def theme_board(self, exercise_id: int) -> Board | None:
        """What a helper sees of an exercise; None when the meeting has it no longer."""
        if exercise_id not in self._theme_boards:
            self._theme_boards[exercise_id] = self._theme_board(exercise_id)
        return self._theme_boards[exercise_id]

    def _theme_board(self, exercise_id: int) -> Board | None:
        stored = self._db.get(Exercise, exercise_id)
        if stored is None or stored.meeting_id != self.meeting_id:
            return None
        exercise = overview.shown(stored)
        if not exercise.kind.has_themes:
            return None
        return board_of(
            exercise,
            self._said_to(exercise),
            themes_of(self._db, (exercise,))[exercise_id],
            last_act(self._db, exercise_id),
            self.evening.meeting.language,
        )

    def _said_to(self, exercise: Shown) -> Sequence[Given]:
        """What the room said to any exercise of the programme."""
        if exercise.id in self.said:
            return self.said[exercise.id]
        said = overview.said(self._db, (exercise,))
        return quoting((exercise,), said, answered(self._db, (exercise,), said))[exercise.id]

    @cached_property
    def wall(self) -> Wall:
        """What the wall shows now."""
        active = self.evening.active
        # Only a table that speaks needs its contributions here.
        speaks = active is not None and active.speaking is not None
        said = self._said[active.id] if active and speaks else ()
        return wall_of(self.evening, said, self.lifted)

    @cached_property
    def late(self) -> Sequence[tuple[Shown, Given]]:
        """What came too late and was sent to the organiser, in order."""
        return overview.late_notes(self._db, self.meeting_id)

    @cached_property
    def tables_done(self) -> int:
        """How many tables have finished the exercise that the room is at."""
        active = self.evening.active
        return sum(active.id in state.done for state in self.states.values()) if active else 0

    def own_of(self, participant_id: str) -> Mapping[str, Any]:
        """What a phone alone sees, as ``own``; phones that see the same share one object."""
        return self._own[participant_id]

    @cached_property
    def _own(self) -> Mapping[str, Mapping[str, Any]]:
        found = own.own_of(self._db, self.evening.exercises, self._phones)
        shared: dict[int, Mapping[str, Any]] = {}
        return {phone: shared.setdefault(id(mine), {"own": mine}) for phone, mine in found.items()}

    def dots_of_table(self, table_id: int) -> Mapping[int, Sequence[str]]:
        """What a table has given its dots to, by exercise, where each table has its own."""
        return self._dots_of_tables.get(dots.table_giver(table_id), {})

    @cached_property
    def _dots_of_tables(self) -> Mapping[str, Mapping[int, Sequence[str]]]:
        dotted = own.dotted_by(self.evening.exercises, Giver.TABLE)
        givers = [dots.table_giver(table.id) for table in self.evening.tables]
        return dots.dots_given(self._db, dotted, givers)

    @cached_property
    def door(self) -> Door:
        """Who has a place and who has come."""
        return door_of(self._db, self.meeting_id)

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

    def seen_at(self, table_id: int) -> Seen:
        """One table as the console shows it."""
        return next(one for one in self.seen if one.id == table_id)

    def _seen(self, state: TableState, sat: bool) -> Seen:
        active = self.evening.active
        here = self.here.phones.get(state.id, 0)
        writing = state.id in self.here.writing
        done = active is not None and active.id in state.done
        silent = timedelta()
        # A table need not ask the speaker anything, nor answer a poll as one.
        at_work = active is not None and active.together and active.phase.takes_input
        if at_work and active is not None and active.phase_since is not None:
            since = max(active.phase_since, state.newest_at or active.phase_since)
            silent = max(timedelta(), self.now - since)
        if done:
            name = "done"
        elif writing:
            name = "writing"
        elif not sat:
            name = "empty"
        elif not here:
            name = "offline" if at_work else "resting"
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
