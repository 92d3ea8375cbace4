"""When what happened: the programme as it was planned, and as it went."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from facilitator.models import Item
from facilitator.programme.timeline import RowStatus, Timeline


@dataclass(frozen=True)
class Line:
    """One item of the programme. Times are in the zone of the meeting.

    Args:
        started: None for what was not run.
        ended: None for what was not run, still runs, or was left running when its day was over.
    """

    item: Item
    planned_start: datetime
    planned_end: datetime
    started: datetime | None
    ended: datetime | None
    status: RowStatus

    @property
    def passed_over(self) -> bool:
        """Whether the meeting went past it without running it."""
        return self.status in (RowStatus.SKIPPED, RowStatus.LEFT_OUT)


@dataclass(frozen=True)
class Day:
    """The items of one day.

    Args:
        began, over: when the first of its items started and the last ended, None before that;
            while an item runs the day is not over.
        late_start, late_end: how much later than planned; negative for earlier.
    """

    lines: Sequence[Line]
    began: datetime | None
    over: datetime | None
    late_start: timedelta | None
    late_end: timedelta | None


def days_of(timeline: Timeline, items: Mapping[int, Item], zone: str) -> tuple[Day, ...]:
    """The days of a meeting in order.

    Args:
        items: the plan, by id.
        zone: the meeting's IANA time zone.
    """
    there = ZoneInfo(zone)

    def local(at: datetime | None) -> datetime | None:
        return at.astimezone(there) if at else None

    days: dict[int, list[Line]] = {}
    began = {row.actual_start: items[row.item].day for row in timeline.rows if row.actual_start}
    for row in timeline.rows:
        item = items[row.item]
        # It ended some time in the evening, when nobody said so, and not the next morning.
        overnight = (
            row.actual_end is not None
            and began.get(row.actual_end, item.day) > item.day
            and row.actual_end.astimezone(there).date() > row.planned_end.astimezone(there).date()
        )
        line = Line(
            item,
            row.planned_start.astimezone(there),
            row.planned_end.astimezone(there),
            local(row.actual_start),
            None if overnight else local(row.actual_end),
            row.status,
        )
        days.setdefault(item.day, []).append(line)
    return tuple(_day(lines) for _number, lines in sorted(days.items()))


def _day(lines: Sequence[Line]) -> Day:
    run = [line for line in lines if line.started]
    began = min((line.started for line in run if line.started), default=None)
    ended = max((line.ended for line in run if line.ended), default=None)
    to_come = any(line.status is RowStatus.LATER for line in lines)
    over = ended if not to_come and all(line.ended for line in run) else None
    return Day(
        lines=lines,
        began=began,
        over=over,
        late_start=began - lines[0].planned_start if began else None,
        late_end=over - max(line.planned_end for line in lines) if over else None,
    )
