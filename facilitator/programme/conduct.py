"""What the moderator does while the meeting runs: each command is a line appended to the log.

A command carries the item that the moderator saw as current. When another one is current by now
it is refused, so a double click or two moderators at once change nothing twice.

All commands take ``db`` (in a writing transaction), who gave the command (a short text) and
``now`` (aware UTC); they return the new entry. All raise ``Stale`` ``stale_current`` with the
item that is ``current`` instead.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil, floor
from typing import Any

from sqlalchemy.orm import Session

from facilitator import changes
from facilitator.errors import Invalid, Refused, Stale, Unknown
from facilitator.models import Entry, Meeting
from facilitator.plain_text import plain_text
from facilitator.programme.course import remaining
from facilitator.programme.log import LogEntry, State, fold
from facilitator.programme.plan import Plan
from facilitator.programme.rows import log_of, plan_of, take_turn
from facilitator.programme.timeline import Timeline, look

MOST_SECONDS = 24 * 60 * 60
"""The most that one ``extend`` adds or cuts."""


def start(db: Session, meeting: Meeting, item: int, who: str, now: datetime) -> Entry:
    """Make ``item`` the current one, whatever ran before; also a skipped one, or after the end.

    Its allotted time is its planned length, less the lateness that it may absorb. Starting the
    plan's first item begins the meeting anew.

    Raises:
        Unknown: ``unknown_item``.
        Stale: ``stale_current``, when it is the current item already.
    """
    scene = _scene(db, meeting, now)
    if scene.timeline.current == item:
        raise Stale("stale_current", current=item)
    return _begin(db, scene, "start", item, who)


def next_item(db: Session, meeting: Meeting, current: int | None, who: str, now: datetime) -> Entry:
    """End the current item and start the one after it; before the start, start the first.

    After the end of one day it starts the next day. The last item has no next: it is ended by
    ``finish``, so that one press too many of a clicker does not end the meeting.

    Raises:
        Refused: ``no_next``.
    """
    scene = _scene_of(db, meeting, current, now)
    if scene.timeline.next is None:
        raise Refused("no_next")
    return _begin(db, scene, "next", scene.timeline.next, who)


def back(db: Session, meeting: Meeting, current: int | None, who: str, now: datetime) -> Entry:
    """Return to the item that was run before the current one, with the time that it had left.

    What was left too late has no time left: its clock is over from the first second.

    Raises:
        Refused: ``no_previous``, on the first item, and when nothing runs.
    """
    scene = _scene_of(db, meeting, current, now)
    item = scene.timeline.previous
    if item is None:
        raise Refused("no_previous")
    run = next(run for run in reversed(scene.state.runs) if run.item == item)
    left = run.due - (run.ended or now)
    return _append(db, scene, "back", {"to": item, "allotted": max(0, _seconds(left))}, who)


def extend(
    db: Session, meeting: Meeting, current: int | None, seconds: int, who: str, now: datetime
) -> Entry:
    """Give the current item ``seconds`` more, or cut them when negative.

    Counted from when the item was due, also in overtime: two minutes over and five more leaves
    three. A cut ends at now: cutting more than remains cuts what remains.

    Raises:
        Invalid: ``bad_seconds``, when zero or more than a day.
        Refused: ``not_running``; ``nothing_left``, for a cut in overtime.
    """
    scene = _running(db, meeting, current, now)
    if isinstance(seconds, bool) or not isinstance(seconds, int):
        raise Invalid("bad_seconds", field="seconds")
    if seconds == 0 or abs(seconds) > MOST_SECONDS:
        raise Invalid("bad_seconds", field="seconds", most=MOST_SECONDS)
    if seconds < 0:
        seconds = max(seconds, -floor(remaining(scene.state, now).total_seconds()))
        if seconds >= 0:
            raise Refused("nothing_left")
    return _append(db, scene, "extend", {"seconds": seconds}, who)


def pause(db: Session, meeting: Meeting, current: int | None, who: str, now: datetime) -> Entry:
    """Stop the clock of the current item, also in overtime.

    Raises:
        Refused: ``not_running``, ``already_paused``.
    """
    scene = _running(db, meeting, current, now)
    if scene.state.paused_since is not None:
        raise Refused("already_paused")
    return _append(db, scene, "pause", {}, who)


def resume(db: Session, meeting: Meeting, current: int | None, who: str, now: datetime) -> Entry:
    """Let the clock of the current item go on with what remained.

    Raises:
        Refused: ``not_running``, ``not_paused``.
    """
    scene = _running(db, meeting, current, now)
    if scene.state.paused_since is None:
        raise Refused("not_paused")
    return _append(db, scene, "resume", {}, who)


def finish(db: Session, meeting: Meeting, current: int | None, who: str, now: datetime) -> Entry:
    """End the current item and with it the day; what the day had left is left out.

    Raises:
        Refused: ``not_running``.
    """
    scene = _running(db, meeting, current, now)
    return _append(db, scene, "finish", {}, who)


def undo(db: Session, meeting: Meeting, entry: int, who: str, now: datetime) -> Entry:
    """Reverse the newest command that is not undone, ``entry`` by its number in the log.

    The state is again as if the command had not been given: the clock of the item that was
    current before has run on. Doing it again reverses the command before.

    Raises:
        Refused: ``nothing_to_undo``.
        Stale: ``stale_undo``, when ``entry`` is not that command; with the ``entry`` that is.
    """
    scene = _scene(db, meeting, now)
    newest = scene.timeline.undo
    if newest is None:
        raise Refused("nothing_to_undo")
    if entry != newest:
        raise Stale("stale_undo", entry=newest)
    return _append(db, scene, "undo", {"entry": entry}, who)


@dataclass(frozen=True)
class _Scene:
    """The meeting as it stands when a command arrives."""

    meeting: Meeting
    plan: Plan
    log: tuple[LogEntry, ...]
    state: State
    timeline: Timeline
    now: datetime


def _scene(db: Session, meeting: Meeting, now: datetime) -> _Scene:
    take_turn(db, meeting)
    plan, log = plan_of(db, meeting), log_of(db, meeting)
    state = fold(log)
    return _Scene(meeting, plan, log, state, look(plan, state, now), now)


def _scene_of(db: Session, meeting: Meeting, current: int | None, now: datetime) -> _Scene:
    scene = _scene(db, meeting, now)
    if scene.timeline.current != current:
        raise Stale("stale_current", current=scene.timeline.current)
    return scene


def _running(db: Session, meeting: Meeting, current: int | None, now: datetime) -> _Scene:
    scene = _scene_of(db, meeting, current, now)
    if scene.timeline.current is None:
        raise Refused("not_running")
    return scene


def _begin(db: Session, scene: _Scene, command: str, item: int, who: str) -> Entry:
    planned = next((one for one in scene.plan.items if one.id == item), None)
    row = scene.timeline.row(item)
    if planned is None or row is None:
        raise Unknown("unknown_item", item=item)
    allotted = planned.length_from(row.planned_start, scene.now)
    return _append(db, scene, command, {"to": item, "allotted": _seconds(allotted)}, who)


def _append(
    db: Session, scene: _Scene, command: str, arguments: Mapping[str, Any], who: str
) -> Entry:
    entry = Entry(
        meeting_id=scene.meeting.id,
        number=scene.log[-1].number + 1 if scene.log else 1,
        at=scene.now,
        who=plain_text(who)[:64],
        command=command,
        arguments=dict(arguments),
        item_id=scene.timeline.current,
    )
    db.add(entry)
    db.flush()
    subjects = [changes.PROGRAMME]
    after = look(scene.plan, fold(log_of(db, scene.meeting)), scene.now)
    if after.current != scene.timeline.current:
        subjects.append(changes.EXERCISES)
    changes.touch(db, scene.meeting.id, *subjects)
    return entry


def _seconds(length: timedelta) -> int:
    return ceil(length.total_seconds())
