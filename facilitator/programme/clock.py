"""The clock of the screens: what they need to tick by themselves until something changes."""

from datetime import UTC, datetime, timedelta
from typing import Any

from facilitator.programme.timeline import Status, Timeline

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def clock(timeline: Timeline) -> dict[str, Any]:
    """The ``clock`` message, without the version that its sender adds.

    Times are milliseconds since 1970 (UTC), lengths are milliseconds, and what does not apply is
    None: ``due`` while the meeting is paused, ``remaining_if_paused`` while it is not, ``begins``
    (when the next item is planned) once the meeting has begun. ``allotted`` holds what was added
    afterwards. What is left is ``remaining_if_paused`` or else ``due - now``; it is over at 0,
    ``danger`` and ``warn`` at the ``thresholds``.
    """
    upcoming = timeline.row(timeline.next) if timeline.status is Status.BEFORE else None
    runs = timeline.current is not None
    return {
        "server_now": milliseconds(timeline.now),
        "status": str(timeline.status),
        "current": timeline.current,
        "started": _moment(timeline.started),
        "due": _moment(timeline.due),
        "remaining_if_paused": _length(timeline.remaining),
        "allotted": _length(timeline.allotted + timeline.extra) if runs else None,
        "begins": _moment(upcoming.planned_start) if upcoming else None,
        "thresholds": {"warn": _length(timeline.warn), "danger": _length(timeline.danger)},
    }


def milliseconds(moment: datetime) -> int:
    """``moment``, which is aware, as browsers count: since 1970."""
    return (moment - _EPOCH) // _MILLISECOND


def _moment(time: datetime | None) -> int | None:
    return None if time is None else milliseconds(time)


def _length(length: timedelta | None) -> int | None:
    return None if length is None else length // _MILLISECOND
