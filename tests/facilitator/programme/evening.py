"""An evening in Oslo to test the timeline with: a plan, a log in short lines, local times."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from facilitator.programme.log import LogEntry, fold
from facilitator.programme.plan import Plan, PlanItem
from facilitator.programme.timeline import Timeline, look

OSLO = ZoneInfo("Europe/Oslo")
THURSDAY = date(2026, 9, 24)


def at(wall: str, day: int = 0, *, on: date = THURSDAY) -> datetime:
    """The UTC time of ``wall`` (``17:05`` or ``17:05:30``) in Oslo, ``day`` days after ``on``."""
    then = datetime.combine(on + timedelta(days=day), time.fromisoformat(wall), OSLO)
    return then.astimezone(UTC)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def line(
    number: int,
    length: float = 30,
    start: str | None = None,
    *,
    least: float | None = None,
    day: int = 0,
    skip: bool = False,
) -> PlanItem:
    """An item of the plan: ``length`` and ``least`` in minutes, ``start`` its fixed start."""
    return PlanItem(
        id=number,
        title=f"Post {number}",
        kind="talk",
        day=day,
        length=minutes(length),
        least=minutes(length if least is None else least),
        fixed=None if start is None else time.fromisoformat(start),
        skip=skip,
    )


def plan_of(*items: PlanItem, on: date = THURSDAY) -> Plan:
    return Plan(on, "Europe/Oslo", items)


PLAN = plan_of(
    line(1, 30, "16:00"),
    line(2, 10, "16:30"),
    line(3, 20),
    line(4, 20, "17:00", least=5),
    line(5, 30),
    line(6, 10, "18:00"),
)
"""Arrival, talk, talk, a break that may shrink, table work, and the end at 18.10."""


def log(*lines: str, on: date = THURSDAY) -> tuple[LogEntry, ...]:
    """A log from lines such as ``16:30 start 2 10`` (minutes), ``16:35 extend 5``, ``16:36 undo``.

    ``+1`` after the time is the day after. ``undo`` reverses the newest command unless a number
    follows.
    """
    entries: list[LogEntry] = []
    for number, text in enumerate(lines, start=1):
        when, command, *words = text.split()
        wall, _, day = when.partition("+")
        state = fold(entries)
        values = [float(word) for word in words]
        arguments: dict[str, Any] = {}
        if command in ("start", "next", "back"):
            arguments = {"to": int(values[0]), "allotted": int(values[1] * 60)}
        elif command == "extend":
            arguments = {"seconds": int(values[0] * 60)}
        elif command == "undo":
            arguments = {"entry": int(values[0]) if values else state.last}
        entries.append(
            LogEntry(
                number, at(wall, int(day or 0), on=on), "Astrid", command, arguments, state.current
            )
        )
    return tuple(entries)


def seen(plan: Plan, lines: tuple[str, ...], now: datetime) -> Timeline:
    """The timeline after the log's ``lines``."""
    return look(plan, fold(log(*lines, on=plan.date)), now)


def wall(then: datetime | None) -> str:
    """``then`` as the clock on the wall in Oslo shows it; ``–`` for None."""
    return "–" if then is None else then.astimezone(OSLO).strftime("%H:%M")


def expected(timeline: Timeline) -> str:
    """The expected times of all rows on one line: ``16:00–16:30 …``, with ``–`` for none."""
    return " ".join(
        f"{wall(row.expected_start)}–{wall(row.expected_end)}" if row.expected_start else "–"
        for row in timeline.rows
    )


def statuses(timeline: Timeline) -> str:
    """The rows' states on one line."""
    return " ".join(row.status for row in timeline.rows)
