"""The log as values: what the moderator did, and the state that it adds up to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

_NOTHING = timedelta()
_MOST = timedelta(days=40)
"""No item lasts longer; bounds what an odd log can add up to."""


@dataclass(frozen=True)
class LogEntry:
    """One line of the log.

    Args:
        number: counts from 1 within the meeting.
        at: aware UTC.
        command: ``start``, ``next``, ``back``, ``extend``, ``pause``, ``resume``, ``finish``
            or ``undo``.
        arguments: ``to`` and ``allotted`` (seconds) of an item that is started, ``seconds`` of
            ``extend``, ``entry`` of ``undo``. The log can so be read without the plan.
        item: the item that the moderator saw as current, None when there was none.
    """

    number: int
    at: datetime
    who: str
    command: str
    arguments: Mapping[str, Any]
    item: int | None


@dataclass(frozen=True)
class Run:
    """One time that an item was current.

    Args:
        allotted: the time that was given when it started; never changed afterwards.
        extra: what was given or cut afterwards.
        paused: pauses that are over.
        resumed: the moderator went back to the item; it carries on an earlier run.
        ended: None while it is current.
    """

    item: int
    started: datetime
    allotted: timedelta
    extra: timedelta = _NOTHING
    paused: timedelta = _NOTHING
    resumed: bool = False
    ended: datetime | None = None

    @property
    def given(self) -> timedelta:
        """All the time that the item has: allotted and extra."""
        return self.allotted + self.extra

    @property
    def due(self) -> datetime:
        """When the time is up, as long as nothing pauses."""
        return self.started + self.paused + self.given


@dataclass(frozen=True)
class State:
    """Where the meeting is: what has been run, and how the current item stands.

    Args:
        last: the number of the newest command that counts and can be undone.
        command: what that command was.
    """

    runs: tuple[Run, ...] = ()
    paused_since: datetime | None = None
    finished: datetime | None = None
    last: int | None = None
    command: str | None = None

    @property
    def run(self) -> Run | None:
        """The current item's run, or None before the start and after the end."""
        return self.runs[-1] if self.runs and self.runs[-1].ended is None else None

    @property
    def current(self) -> int | None:
        """The current item."""
        return self.run.item if self.run else None


def fold(log: Iterable[LogEntry]) -> State:
    """The state after ``log``; no log makes it raise.

    A line that means nothing where it stands is passed over: an unknown command, arguments that
    cannot be read, a command for an item that was not current. No time runs backwards within an
    item, whatever the server's clock did. What is undone counts as if it had never been done.
    """
    states = [State()]
    for entry in log:
        if entry.command == "undo":
            if len(states) > 1 and states[-1].last == _number(entry.arguments, "entry"):
                states.pop()
            continue
        after = _after(states[-1], entry)
        if after is not None:
            states.append(replace(after, last=entry.number, command=entry.command))
    return states[-1]


def _after(state: State, entry: LogEntry) -> State | None:
    """The state after one command, or None when it changes nothing."""
    if entry.item is not None and entry.item != state.current:
        return None
    if entry.command in ("start", "next", "back"):
        return _switched(state, entry)
    run = state.run
    if run is None:
        return None
    match entry.command, state.paused_since:
        case "extend", _:
            seconds = _number(entry.arguments, "seconds")
            if not seconds:
                return None
            extra = _bounded(run.extra + _duration(seconds), least=-run.allotted)
            return _with_run(state, replace(run, extra=extra))
        case "pause", None:
            return replace(state, paused_since=max(entry.at, run.started))
        case "resume", datetime():
            rested = _rested(state, run, entry.at)
            return replace(_with_run(state, rested), paused_since=None)
        case "finish", _:
            return replace(_ended(state, entry.at), finished=entry.at)
    return None


def _switched(state: State, entry: LogEntry) -> State | None:
    item = _number(entry.arguments, "to")
    allotted = _number(entry.arguments, "allotted")
    if item is None or allotted is None:
        return None
    run = Run(
        item,
        entry.at,
        _bounded(_duration(allotted), least=_NOTHING),
        resumed=entry.command == "back",
    )
    ended = _ended(state, entry.at)
    return replace(ended, runs=(*ended.runs, run), finished=None)


def _ended(state: State, at: datetime) -> State:
    run = state.run
    if run is None:
        return state
    rested = _rested(state, run, at)
    return replace(_with_run(state, replace(rested, ended=max(at, run.started))), paused_since=None)


def _rested(state: State, run: Run, at: datetime) -> Run:
    if state.paused_since is None:
        return run
    return replace(run, paused=_bounded(run.paused + (at - state.paused_since), least=run.paused))


def _with_run(state: State, run: Run) -> State:
    return replace(state, runs=(*state.runs[:-1], run))


def _number(arguments: object, name: str) -> int | None:
    value = arguments.get(name) if isinstance(arguments, Mapping) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _duration(seconds: int) -> timedelta:
    most = int(_MOST.total_seconds())
    return timedelta(seconds=max(-most, min(most, seconds)))


def _bounded(duration: timedelta, *, least: timedelta) -> timedelta:
    return max(least, min(_MOST, duration))
