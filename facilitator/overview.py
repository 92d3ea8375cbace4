"""What screens show of a meeting, read at one moment: the evening, its exercises, its tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from facilitator.errors import Unknown
from facilitator.exercises import kind_of
from facilitator.exercises.kind import Given, Giver, Kind, Phase, Theme
from facilitator.models import Contribution, Done, Exercise, Item, Meeting, Support, Table
from facilitator.models import Theme as StoredTheme
from facilitator.programme.kinds import STAGE_TITLES, ItemKind
from facilitator.programme.rows import timeline_of
from facilitator.programme.timeline import Timeline


@dataclass(frozen=True)
class Shown:
    """An exercise as screens show it."""

    id: int
    item_id: int
    kind: Kind
    title: str
    """The organiser's title, or the kind's own in bokmål."""
    settings: Mapping[str, Any]
    phase: Phase
    phase_since: datetime | None
    phase_due: datetime | None
    """When the phase should be over."""
    revealed: bool
    """The stage shows what all tables said."""
    revealed_tables: frozenset[int]
    """The numbers of the tables that it shows otherwise."""
    page: int
    dots_open: bool
    speaking_order: Sequence[int]
    spoken: Sequence[int]
    speaking: int | None

    @property
    def on_stage(self) -> bool:
        """Whether the stage shows any of what was said."""
        return self.revealed or bool(self.revealed_tables)

    def shows(self, one: Given) -> bool:
        """Whether the stage may show ``one``."""
        return not one.hidden and (self.revealed or one.table in self.revealed_tables)

    @property
    def in_room(self) -> bool:
        """Whether what is said is on every phone as soon as it is given."""
        return self.kind.room and self.phase_since is not None

    def tells(self, one: Given) -> bool:
        """Whether every phone may show ``one``."""
        return self.shows(one) or (self.in_room and not one.hidden)

    @property
    def listed(self) -> bool:
        """Whether contributions are shown one by one; what a table says together always is."""
        return self.kind.listed or self.settings["by"] == Giver.TABLE

    @property
    def dotted(self) -> bool:
        """Whether every phone has the list, to support what stands on it or to see what has it."""
        return self.kind.listed and (self.in_room or self.dots_open)

    @property
    def takes_dots(self) -> bool:
        """Whether phones, or tables, may give dots to what was said now."""
        return self.dots_open or (self.kind.room and self.phase is not Phase.CLOSED)

    @property
    def together(self) -> bool:
        """Whether each table works with it as one: with a board, a scribe, and a word when done."""
        return self.listed and not self.kind.room

    def speakers(self, tables: Sequence[Table]) -> Sequence[int]:
        """The numbers of all ``tables`` in the order in which they speak."""
        numbers = [table.number for table in tables]
        chosen = [number for number in self.speaking_order if number in numbers]
        return (*chosen, *(number for number in numbers if number not in chosen))

    @property
    def prompt(self) -> str:
        """What the room is asked to do now."""
        return self.prompt_in(self.phase)

    def prompt_in(self, phase: Phase) -> str:
        """What the room is asked to do in ``phase``."""
        changed: str = self.settings.get("prompts", {}).get(phase, "")
        return changed or self.kind.prompts[phase]


@dataclass(frozen=True)
class Evening:
    """A meeting at one moment."""

    meeting: Meeting
    items: Mapping[int, Item]
    """The plan in order, by id."""
    timeline: Timeline
    exercises: Sequence[Shown]
    """The exercises of the current item, in order."""
    tables: Sequence[Table]
    now: datetime

    @property
    def current(self) -> Item | None:
        """The item that runs."""
        return self.items.get(self.timeline.current) if self.timeline.current else None

    @property
    def next(self) -> Item | None:
        """The item that comes next."""
        return self.items.get(self.timeline.next) if self.timeline.next else None

    @property
    def heading(self) -> str:
        """What the room is at, in bokmål; empty when there is no word for it."""
        return STAGE_TITLES[ItemKind(self.current.kind)] if self.current else ""

    @property
    def resting(self) -> bool:
        """Whether nobody works: before, after, and while people arrive, rest or leave."""
        if self.current is None or self.timeline.status not in ("running", "paused"):
            return True
        return ItemKind(self.current.kind).rests

    @property
    def active(self) -> Shown | None:
        """The exercise that the room is at: the one opened last that is not closed again,
        else the one closed last."""
        opened = [shown for shown in self.exercises if shown.phase_since is not None]
        at_work = [shown for shown in opened if shown.phase is not Phase.CLOSED]
        return max(
            at_work or opened,
            key=lambda shown: (shown.phase_since, shown.id),
            default=None,
        )


@dataclass(frozen=True)
class TableState:
    """What is known in the database about one table during the current exercises."""

    id: int
    number: int
    name: str
    scribe_id: str | None
    scribe_left_at: datetime | None
    """Since when the scribe's phone is gone; None while it is here."""
    nudge: str
    """The moderator's message to the table's phones."""
    given: int
    """Contributions to the current item's exercises."""
    newest_at: datetime | None
    done: frozenset[int]
    """The exercises that the table has finished."""


def evening_of(db: Session, meeting_id: int, now: datetime) -> Evening:
    """The meeting as it stands at ``now`` (aware UTC), in a constant number of queries."""
    meeting = db.get_one(Meeting, meeting_id)
    items = db.scalars(
        select(Item)
        .where(Item.meeting_id == meeting_id, Item.deleted_at.is_(None))
        .order_by(Item.position, Item.id)
    ).all()
    timeline = timeline_of(db, meeting, now)
    exercises = db.scalars(
        select(Exercise)
        .where(Exercise.meeting_id == meeting_id, Exercise.item_id == timeline.current)
        .order_by(Exercise.position, Exercise.id)
    ).all()
    tables = db.scalars(
        select(Table).where(Table.meeting_id == meeting_id).order_by(Table.number)
    ).all()
    return Evening(
        meeting=meeting,
        items={item.id: item for item in items},
        timeline=timeline,
        exercises=tuple(shown(exercise) for exercise in exercises),
        tables=tuple(tables),
        now=now,
    )


def exercise_at_work(db: Session, meeting_id: int, now: datetime) -> int:
    """The id of the exercise that the room is at.

    Raises:
        Unknown: ``unknown_exercise``, when there is none.
    """
    active = evening_of(db, meeting_id, now).active
    if active is None:
        raise Unknown("unknown_exercise")
    return active.id


def exercises_of(db: Session, meeting_id: int) -> tuple[Shown, ...]:
    """All exercises of a meeting, in the order of the programme."""
    query = (
        select(Exercise)
        .join(Item, Item.id == Exercise.item_id)
        .where(Exercise.meeting_id == meeting_id, Item.deleted_at.is_(None))
        .order_by(Item.position, Exercise.position, Exercise.id)
    )
    return tuple(shown(exercise) for exercise in db.scalars(query))


def shown(exercise: Exercise) -> Shown:
    """``exercise`` with its kind and its settings filled in."""
    kind = kind_of(exercise.kind)
    return Shown(
        id=exercise.id,
        item_id=exercise.item_id,
        kind=kind,
        title=exercise.title or kind.title,
        settings=kind.settings(exercise.settings),
        phase=Phase(exercise.phase),
        phase_since=exercise.phase_since,
        phase_due=exercise.phase_due,
        revealed=exercise.revealed,
        revealed_tables=frozenset(exercise.revealed_tables),
        page=exercise.page,
        dots_open=exercise.dots_open,
        speaking_order=tuple(exercise.speaking_order),
        spoken=tuple(exercise.spoken),
        speaking=exercise.speaking,
    )


def said(
    db: Session, exercises: Sequence[Shown], *, table_id: int | None = None
) -> dict[int, tuple[Given, ...]]:
    """The shared contributions to each exercise in the order that they were given.

    Hidden ones are among them, marked: the console shows them, the kind's results do not.

    Args:
        table_id: only this table's, or None for the whole room's.
    """
    return _given(db, exercises, Contribution.shared, table_id=table_id)


DOTS = (
    select(func.count())
    .select_from(Support)
    .where(Support.contribution_id == Contribution.id)
    .correlate(Contribution)
    .scalar_subquery()
)
"""How many dots a contribution has."""


def read_contributions(*more: Any) -> Select[Any]:
    """Contributions, each with its table's number, its dots, its theme (or None) and ``more``."""
    return (
        select(Contribution, Table.number, DOTS, StoredTheme, *more)
        .join(Table, Table.id == Contribution.table_id)
        .outerjoin(StoredTheme, StoredTheme.id == Contribution.theme_id)
    )


_STANDS = (Contribution.withdrawn_at.is_(None), ~Contribution.late)


def lifted(db: Session, meeting_id: int) -> tuple[tuple[Shown, Given], ...]:
    """What the moderator has lifted in the whole meeting and not hidden, the newest lift first."""
    query = (
        read_contributions(Exercise)
        .join(Exercise, Exercise.id == Contribution.exercise_id)
        .where(
            Contribution.meeting_id == meeting_id,
            Contribution.lifted_at.is_not(None),
            Contribution.hidden_at.is_(None),
            Contribution.shared,
            *_STANDS,
        )
        .order_by(Contribution.lifted_at.desc(), Contribution.number.desc())
    )
    return tuple(
        (shown(exercise), given(one, table, dots, theme))
        for one, table, dots, theme, exercise in db.execute(query)
    )


def _given(
    db: Session, exercises: Sequence[Shown], wanted: Any, *, table_id: int | None
) -> dict[int, tuple[Given, ...]]:
    found: dict[int, list[Given]] = {exercise.id: [] for exercise in exercises}
    if not found:
        return {}
    query = (
        read_contributions()
        .where(Contribution.exercise_id.in_(found), wanted, *_STANDS)
        .order_by(Contribution.number)
    )
    if table_id is not None:
        query = query.where(Contribution.table_id == table_id)
    for one, table, dots, theme in db.execute(query):
        found[one.exercise_id].append(given(one, table, dots, theme))
    return {exercise: tuple(ones) for exercise, ones in found.items()}


def late_notes(db: Session, meeting_id: int) -> tuple[tuple[Shown, Given], ...]:
    """What came too late and was sent to the organiser instead, in order."""
    query = (
        select(Contribution, Table.number, Exercise)
        .join(Table, Table.id == Contribution.table_id)
        .join(Exercise, Exercise.id == Contribution.exercise_id)
        .where(Contribution.meeting_id == meeting_id, Contribution.late)
        .order_by(Contribution.number)
    )
    return tuple((shown(exercise), given(one, table)) for one, table, exercise in db.execute(query))


def given(
    one: Contribution | Row[Any], table: int, dots: int = 0, theme: StoredTheme | None = None
) -> Given:
    """``one``, or a row with its columns, as a kind sees it, from table number ``table``."""
    return Given(
        id=one.id,
        number=one.number,
        table=table,
        body=one.body,
        given_at=one.given_at,
        hidden=one.hidden_at is not None,
        lifted=one.lifted_at is not None,
        highlighted=one.highlighted_at is not None,
        revision=one.revision,
        shared=one.shared,
        theme=Theme(theme.id, theme.title, theme.position) if theme else None,
        dots=dots,
        answered=one.answered_at is not None,
        paper=one.paper,
        redacted=one.redacted_at is not None,
    )


def table_states(
    evening: Evening,
    said: Mapping[int, Mapping[int, Sequence[Given]]],
    done: Mapping[int, frozenset[int]],
) -> dict[int, TableState]:
    """Every table of the meeting by id, with what it has given to the current exercises.

    Args:
        said: for each table's id, what it said as ``said`` gives it.
        done: what ``done_at`` gives.
    """
    states = {}
    for table in evening.tables:
        given = [one for ones in said.get(table.id, {}).values() for one in ones]
        states[table.id] = TableState(
            id=table.id,
            number=table.number,
            name=table.name,
            scribe_id=table.scribe_id,
            scribe_left_at=table.scribe_left_at,
            nudge=table.nudge,
            given=len(given),
            newest_at=max((one.given_at for one in given), default=None),
            done=done.get(table.id, frozenset()),
        )
    return states


def done_at(db: Session, exercises: Sequence[Shown]) -> dict[int, frozenset[int]]:
    """For each table that has finished any of ``exercises``: the ids of those."""
    done: dict[int, set[int]] = {}
    ids = [exercise.id for exercise in exercises]
    for exercise_id, table_id in db.execute(
        select(Done.exercise_id, Done.table_id).where(Done.exercise_id.in_(ids))
    ):
        done.setdefault(table_id, set()).add(exercise_id)
    return {table: frozenset(finished) for table, finished in done.items()}
