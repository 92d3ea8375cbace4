"""The plan as values: items in order, and the times at which they are planned."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY_BEGINS = time(9)
"""When a day is planned to begin whose first item has no fixed start."""


@dataclass(frozen=True)
class PlanItem:
    """One line of the plan.

    Args:
        day: 0 is the plan's date, 1 the day after.
        length: planned length, as elapsed time.
        least: the length to which lateness may shrink the item; ``length`` when it does not.
        fixed: local wall-clock time before which the item does not start, or None.
        skip: the item is passed over.
    """

    id: int
    title: str
    kind: str
    day: int
    length: timedelta
    least: timedelta
    fixed: time | None
    skip: bool

    def length_from(self, planned_start: datetime, start: datetime) -> timedelta:
        """How long the item lasts when it starts at ``start``: lateness eats what may shrink."""
        late = max(timedelta(), start - planned_start)
        return max(min(self.least, self.length), self.length - late)


@dataclass(frozen=True)
class Plan:
    """The items in order, the local date of day 0 and the IANA name of the time zone."""

    date: date
    zone: str
    items: tuple[PlanItem, ...]

    @property
    def opening(self) -> datetime:
        """When the plan's date begins: at midnight, or two hours before an early first item."""
        midnight = local(self, 0, time(0))
        early = [slot.start - timedelta(hours=2) for slot in planned(self)[:1]]
        return min([midnight, *early])


@dataclass(frozen=True)
class Slot:
    """When an item is planned to start and end, in UTC."""

    start: datetime
    end: datetime


def local(plan: Plan, day: int, wall: time) -> datetime:
    """The UTC time at which the clock on the wall shows ``wall`` on the plan's ``day``.

    A time that a spring night leaps over is moved on by the hour that is missing (02.30 is
    03.30); of a time that an autumn night has twice, the first one counts.
    """
    on = plan.date + timedelta(days=day)
    return datetime.combine(on, wall.replace(fold=0), ZoneInfo(plan.zone)).astimezone(UTC)


def planned(plan: Plan) -> tuple[Slot, ...]:
    """When each item is planned, in the plan's order; gaps and overlaps are as they are.

    An item without a fixed start follows the one before it. The first item of a day is planned
    at ``DAY_BEGINS`` when it has none. A skipped item keeps its time: that is what skipping saves.
    """
    return tuple(_slots(plan))


def _slots(plan: Plan) -> Iterator[Slot]:
    end: datetime | None = None
    day: int | None = None
    for item in plan.items:
        if item.fixed is not None:
            start = local(plan, item.day, item.fixed)
        elif end is None or item.day != day:
            opening = local(plan, item.day, DAY_BEGINS)
            start = opening if end is None else max(opening, end)
        else:
            start = end
        end, day = start + item.length, item.day
        yield Slot(start, end)
