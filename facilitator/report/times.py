"""When what happened: the programme as it was planned, and as it went."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from facilitator.models import Item
from facilitator.programme.timeline import Row, RowStatus, Timeline


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
    days: dict[int, list[Row]] = {}
    began = {row.actual_start: items[row.item].day for row in timeline.rows if row.actual_start}
    for row in timeline.rows:
        day, end = items[row.item].day, row.actual_end
        # It ended some time in the evening, when nobody said so, and not the next morning.
        overnight = (
            end is not None
            and began.get(end, day) > day
            and end.astimezone(there).date() > row.planned_end.astimezone(there).date()
        )
        days.setdefault(day, []).append(replace(row, actual_end=None) if overnight else row)
    return tuple(_day(rows, items, there) for _number, rows in sorted(days.items()))


def _day(rows: Sequence[Row], items: Mapping[int, Item], zone: ZoneInfo) -> Day:
    """The ``rows`` of one day: how long from one to the other is counted before times are local."""

    def local(at: datetime | None) -> datetime | None:
        return at.astimezone(zone) if at else None

    run = [row for row in rows if row.actual_start]
    began = min((row.actual_start for row in run if row.actual_start), default=None)
    ended = max((row.actual_end for row in run if row.actual_end), default=None)
    to_come = any(row.status is RowStatus.LATER for row in rows)
    over = ended if not to_come and all(row.actual_end for row in run) else None
    return Day(
        lines=tuple(
            Line(
                items[row.item],
                row.planned_start.astimezone(zone),
                row.planned_end.astimezone(zone),
                local(row.actual_start),
                local(row.actual_end),
                row.status,
            )
            for row in rows
        ),
        began=local(began),
        over=local(over),
        late_start=began - rows[0].planned_start if began else None,
        late_end=over - max(row.planned_end for row in rows) if over else None,
    )
