"""How far a meeting has come in its plan: what has been run, and what is to come and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from facilitator.programme.log import Run, State
from facilitator.programme.plan import Plan, Slot, planned


@dataclass(frozen=True)
class Actual:
    """When an item was run; ``end`` is None while it runs."""

    start: datetime
    end: datetime | None


@dataclass(frozen=True)
class Course:
    """The way that a meeting has taken through its plan. Items are given by their position.

    Args:
        slots: when each item is planned.
        actual: what has been run.
        reached: the item that was started last, None before the start.
        current: the item that runs now; None also when it is no longer in the plan.
        over: the moderator has finished.
    """

    plan: Plan
    slots: tuple[Slot, ...]
    actual: dict[int, Actual]
    reached: int | None
    current: int | None
    over: bool

    @property
    def ahead(self) -> tuple[int, ...]:
        """What is to come; after the end of a day, only what later days hold."""
        reached = -1 if self.reached is None else self.reached
        done = self.plan.items[reached].day if self.over and reached >= 0 else None
        return tuple(
            position
            for position, item in enumerate(self.plan.items)
            if position > reached and not item.skip and (done is None or item.day > done)
        )

    def is_behind(self, position: int) -> bool:
        """Whether the meeting has come to the item or passed it, or ended before it."""
        return self.over or (self.reached is not None and position <= self.reached)

    @property
    def previous(self) -> int | None:
        """The nearest item that has been run before the one that runs now."""
        if self.over or self.reached is None:
            return None
        until = self.reached if self.current is not None else self.reached + 1
        return max((position for position in self.actual if position < until), default=None)

    def expected(self, free: datetime) -> dict[int, Slot]:
        """When each item ahead is expected, one after the other from ``free`` on.

        What has a fixed start, or opens a day, waits for its time.
        """
        return dict(self._expected(free))

    def _expected(self, free: datetime) -> Iterator[tuple[int, Slot]]:
        day = None if self.reached is None else self.plan.items[self.reached].day
        for position in self.ahead:
            item, slot = self.plan.items[position], self.slots[position]
            waits = item.fixed is not None or item.day != day
            start = max(free, slot.start) if waits else free
            free, day = start + item.length_from(slot.start, start), item.day
            yield position, Slot(start, free)


def course(plan: Plan, state: State) -> Course:
    """The course that ``state`` has taken; runs of items that left the plan do not show.

    Starting the plan's first item begins the meeting anew. An item that is started again has
    its newest start, one that the moderator went back to has its first.
    """
    position_of = {item.id: position for position, item in enumerate(plan.items)}
    first = next((at for at, item in enumerate(plan.items) if not item.skip), 0)
    actual: dict[int, Actual] = {}
    reached = None
    for run in state.runs:
        position = position_of.get(run.item)
        if position is None:
            continue
        if position <= first and not run.resumed:
            actual.clear()
        actual[position] = _joined(actual.get(position), run)
        reached = position
    return Course(
        plan=plan,
        slots=planned(plan),
        actual=actual,
        reached=reached,
        current=None if state.current is None else position_of.get(state.current),
        over=state.finished is not None,
    )


def _joined(earlier: Actual | None, run: Run) -> Actual:
    start = earlier.start if earlier and run.resumed else run.started
    return Actual(start, run.ended)


def without_rehearsal(plan: Plan, state: State, now: datetime) -> State:
    """The part of ``state`` that counts at ``now``.

    What was run before the plan's own date was a rehearsal. It counts until that date begins
    (two hours before the first item when that is earlier), and then no more.
    """
    begins = plan.opening
    if now < begins or not any(run.started < begins for run in state.runs):
        return state
    if state.runs[-1].started < begins:
        return State()
    return State(
        runs=tuple(run for run in state.runs if run.started >= begins),
        paused_since=state.paused_since,
        finished=state.finished,
        last=state.last,
        command=state.command,
    )


def remaining(state: State, now: datetime) -> timedelta:
    """What is left of the current item's time, negative in overtime; none when nothing runs.

    A server's clock that steps back does not give the item more time than it has.
    """
    run = state.run
    if run is None:
        return timedelta()
    return run.due - (state.paused_since or max(now, run.started + run.paused))


def free(state: State, now: datetime) -> datetime:
    """When the room is free for the next item: the expected end of the current one.

    While the meeting is paused that is as if it went on now.
    """
    run = state.run
    if run is None:
        return now
    if state.paused_since is None:
        return max(now, run.due)
    return max(now, state.paused_since) + max(timedelta(), remaining(state, now))
