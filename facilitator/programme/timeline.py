"""Where the meeting is in its programme: plan and state and now give now, next, due and forecast.

Pure functions. Times are aware UTC, lengths are elapsed time, and positive is late everywhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum

from facilitator.programme.course import Course, course, free, remaining, without_rehearsal
from facilitator.programme.log import State
from facilitator.programme.plan import Plan, Slot, local

_NOTHING = timedelta()


class Status(StrEnum):
    """Whether the meeting waits, runs, rests or is over (for the day, when it has more days)."""

    BEFORE = "before"
    RUNNING = "running"
    PAUSED = "paused"
    OVER = "over"


class RowStatus(StrEnum):
    """How an item stands: ``left_out`` is what the meeting has passed without running it."""

    PAST = "past"
    CURRENT = "current"
    LATER = "later"
    SKIPPED = "skipped"
    LEFT_OUT = "left_out"


class ClockPhase(StrEnum):
    """What the clock says about the time that is left; ``over`` when nothing is."""

    OK = "ok"
    WARN = "warn"
    DANGER = "danger"
    OVER = "over"


@dataclass(frozen=True)
class Row:
    """One item of the plan: as planned, as it went, as it is expected.

    ``actual_*`` is None for what has not been run (or is to be run again), ``actual_end`` for
    what runs. ``expected_*`` and ``length`` are None for what is not to come.
    """

    item: int
    status: RowStatus
    planned_start: datetime
    planned_end: datetime
    actual_start: datetime | None = None
    actual_end: datetime | None = None
    expected_start: datetime | None = None
    expected_end: datetime | None = None

    @property
    def length(self) -> timedelta | None:
        """How long the item is expected to last, or lasted."""
        start = self.actual_start or self.expected_start
        end = self.actual_end or self.expected_end
        return end - start if start and end else None


@dataclass(frozen=True)
class Timeline:
    """What follows from plan, log and now.

    Args:
        current: the item that runs or is paused; kept even if it is no longer in the plan.
        due: when its time is up; None while paused, when ``remaining`` tells what was left.
        allotted, extra: what it was given at its start, and afterwards.
        warn, danger: the clock changes its phase when no more than this is left.
        next: the item that ``next`` starts; previous: the one that ``back`` returns to.
        undo: the number of the log's entry that can be undone, and ``undo_command`` its command.
        drift_now: how much later than planned the current item ends (before the start: starts).
        drift_end: how much later than planned the current day ends.
        planned_end, expected_end: the end of the current day; None for an empty plan.
    """

    now: datetime
    status: Status = Status.BEFORE
    rows: tuple[Row, ...] = ()
    current: int | None = None
    started: datetime | None = None
    due: datetime | None = None
    remaining: timedelta | None = None
    allotted: timedelta = _NOTHING
    extra: timedelta = _NOTHING
    phase: ClockPhase | None = None
    warn: timedelta = _NOTHING
    danger: timedelta = _NOTHING
    next: int | None = None
    previous: int | None = None
    undo: int | None = None
    undo_command: str | None = None
    drift_now: timedelta = _NOTHING
    drift_end: timedelta = _NOTHING
    planned_end: datetime | None = None
    expected_end: datetime | None = None

    def row(self, item: int | None) -> Row | None:
        """The row of ``item``, or None when the plan does not have it."""
        return next((row for row in self.rows if row.item == item), None)


def look(plan: Plan, state: State, now: datetime) -> Timeline:
    """The timeline at ``now`` (aware UTC).

    What was run before the meeting's own date was a rehearsal: it is shown until that date
    begins, and then the meeting waits to be started. When one of several days is over, the
    meeting waits from the midnight that begins the next.
    """
    state = without_rehearsal(plan, state, now)
    been = course(plan, state)
    ends = free(state, now)
    expected = been.expected(ends)
    rows = tuple(_row(been, expected, at, ends) for at in range(len(plan.items)))
    upcoming, before = next(iter(been.ahead), None), been.previous
    timeline = replace(
        _current(state, now),
        status=_status(been, state, now),
        rows=rows,
        next=None if upcoming is None else plan.items[upcoming].id,
        previous=None if before is None else plan.items[before].id,
        undo=state.last,
        undo_command=state.command,
    )
    at = upcoming if timeline.status is Status.BEFORE else been.reached
    return _with_drift(timeline, [] if at is None else _rows_of_day(plan, rows, at))


def thresholds(given: timedelta) -> tuple[timedelta, timedelta]:
    """How much is left when the clock of an item of ``given`` length warns, and when it urges.

    Five minutes and one minute, less for what is short.
    """
    return min(timedelta(minutes=5), given / 4), min(timedelta(minutes=1), given / 10)


def phase_of(left: timedelta, warn: timedelta, danger: timedelta) -> ClockPhase:
    """The clock's phase when ``left`` remains."""
    if left <= _NOTHING:
        return ClockPhase.OVER
    if left <= danger:
        return ClockPhase.DANGER
    return ClockPhase.WARN if left <= warn else ClockPhase.OK


def _current(state: State, now: datetime) -> Timeline:
    """A timeline that has the current item and its clock, and not yet the rest."""
    run = state.run
    if run is None:
        return Timeline(now=now)
    left = remaining(state, now)
    warn, danger = thresholds(run.given)
    paused = state.paused_since is not None
    return Timeline(
        now=now,
        current=run.item,
        started=run.started,
        due=None if paused else run.due,
        remaining=left if paused else None,
        allotted=run.allotted,
        extra=run.extra,
        phase=phase_of(left, warn, danger),
        warn=warn,
        danger=danger,
    )


def _status(been: Course, state: State, now: datetime) -> Status:
    if state.run:
        return Status.RUNNING if state.paused_since is None else Status.PAUSED
    if not been.over:
        return Status.BEFORE
    day = next((been.plan.items[at].day for at in been.ahead), None)
    next_day_begins = None if day is None else local(been.plan, day, time(0))
    return Status.BEFORE if next_day_begins and next_day_begins <= now else Status.OVER


def _row(been: Course, expected: dict[int, Slot], at: int, ends: datetime) -> Row:
    row = Row(been.plan.items[at].id, RowStatus.LATER, been.slots[at].start, been.slots[at].end)
    actual = been.actual.get(at)
    if at == been.current and actual:
        start = actual.start
        return replace(
            row,
            status=RowStatus.CURRENT,
            actual_start=start,
            expected_start=start,
            expected_end=ends,
        )
    if at in expected:
        return replace(row, expected_start=expected[at].start, expected_end=expected[at].end)
    if actual and been.is_behind(at):
        return replace(row, status=RowStatus.PAST, actual_start=actual.start, actual_end=actual.end)
    left_out = RowStatus.SKIPPED if been.plan.items[at].skip else RowStatus.LEFT_OUT
    return replace(row, status=left_out)


def _rows_of_day(plan: Plan, rows: Sequence[Row], at: int) -> Sequence[Row]:
    day = plan.items[at].day
    return [row for row, item in zip(rows, plan.items, strict=True) if item.day == day]


def _with_drift(timeline: Timeline, day: Sequence[Row]) -> Timeline:
    """``timeline`` with how late it is, and how late the ``day`` that it is at will end."""
    planned_end = max((row.planned_end for row in day), default=None)
    ends = (row.expected_end or row.actual_end for row in day)
    expected_end = max((end for end in ends if end), default=None)
    drift_end = expected_end - planned_end if expected_end and planned_end else _NOTHING
    return replace(
        timeline,
        planned_end=planned_end,
        expected_end=expected_end,
        drift_end=drift_end,
        drift_now=_drift_now(timeline, drift_end),
    )


def _drift_now(timeline: Timeline, drift_end: timedelta) -> timedelta:
    if timeline.status is Status.OVER:
        return drift_end
    current, upcoming = timeline.row(timeline.current), timeline.row(timeline.next)
    if current and current.expected_end:
        return current.expected_end - current.planned_end
    if upcoming and upcoming.expected_start:
        return upcoming.expected_start - upcoming.planned_start
    return _NOTHING
