"""Counts the days of a programme from its headings, in days of the calendar."""

from collections.abc import Sequence
from datetime import date

from facilitator.programme.reading.headings import DayHeading
from facilitator.programme.reading.order import Stretch
from facilitator.programme.reading.result import DAY_MOST, ReadDate

_LEAP_YEAR = 2024
_HALF_A_YEAR = 183


def count_days(stretches: Sequence[Stretch]) -> list[int]:
    """For each stretch the number of its day; the first is 0 and they never fall.

    A date counts before «Dag 2», and that before a weekday. A number or a weekday that is the
    latest one's is the same day once more; a date that goes back is just another day.
    """
    days: list[int] = []
    first: tuple[int, DayHeading] | None = None
    latest: DayHeading | None = None
    for stretch in stretches:
        heading = stretch.heading
        if not days or heading is None:
            days.append(days[-1] if days else 0)
        else:
            days.append(min(DAY_MOST, _day_of(heading, first, latest, days[-1])))
        if heading is not None:
            first = first or (days[-1], heading)
            latest = heading
    return days


def date_of(day: int, heading: DayHeading | None) -> ReadDate | None:
    """What ``heading`` says of the date of ``day``; None when it says no month."""
    if heading is None or heading.month is None or heading.day_of_month is None:
        return None
    return ReadDate(day, heading.month, heading.day_of_month, heading.year, heading.weekday)


def _day_of(
    heading: DayHeading,
    first: tuple[int, DayHeading] | None,
    latest: DayHeading | None,
    before: int,
) -> int:
    if first is None or latest is None:
        return before + 1
    base, beginning = first
    by_date = _days_between(beginning, heading)
    if by_date is not None:
        return base + by_date if before <= base + by_date <= DAY_MOST else before + 1
    if heading.number is not None and beginning.number is not None:
        return max(before, base + heading.number - beginning.number)
    if heading.weekday is not None and latest.weekday is not None:
        return before + (heading.weekday - latest.weekday) % 7
    return before + 1


def _days_between(first: DayHeading, later: DayHeading) -> int | None:
    if not (first.month and first.day_of_month and later.month and later.day_of_month):
        return None
    year = first.year or later.year or _LEAP_YEAR
    try:
        start = date(year, first.month, first.day_of_month)
        end = date(later.year or year, later.month, later.day_of_month)
        if (start - end).days > _HALF_A_YEAR and not later.year:
            end = end.replace(year=year + 1)
    except ValueError:
        return None
    return (end - start).days
