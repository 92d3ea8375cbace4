"""The moderator opens the phases of an exercise, each with a time that is only advice."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from facilitator import changes, cues
from facilitator.errors import Closed, Invalid, Unknown
from facilitator.exercises import kind_of
from facilitator.exercises.kind import Phase
from facilitator.models import Exercise, Meeting

EXTENSION_MOST = 3600
"""The most seconds that a phase is lengthened by at once."""


def open_phase(
    db: Session, meeting: Meeting, *, exercise_id: int, phase: str, now: datetime
) -> Exercise:
    """Open ``phase`` of an exercise; the one that is open already changes nothing.

    Args:
        now: aware UTC.

    Raises:
        Unknown: ``unknown_exercise``.
        Invalid: ``bad_choice``, when this kind of exercise has no such phase.
    """
    exercise = exercise_of(db, meeting, exercise_id)
    kind = kind_of(exercise.kind)
    if phase not in kind.phases:
        raise Invalid("bad_choice", field="phase")
    if exercise.phase != phase:
        minutes = kind.settings(exercise.settings)["minutes"].get(phase)
        exercise.took_input = Phase(exercise.phase).takes_input
        exercise.phase = phase
        exercise.phase_since = now
        exercise.phase_due = now + timedelta(minutes=minutes) if minutes else None
        cues.record(db, exercise, now)
        changes.touch(db, meeting.id, changes.EXERCISES)
    return exercise


def extend_phase(
    db: Session, meeting: Meeting, *, exercise_id: int, seconds: int, now: datetime
) -> Exercise:
    """Give the open phase more time, counted from now when its time is over; or less.

    Raises:
        Unknown: ``unknown_exercise``.
        Closed: ``closed``, when no phase is open.
        Invalid: ``bad_seconds``.
    """
    exercise = exercise_of(db, meeting, exercise_id)
    if exercise.phase == Phase.CLOSED:
        raise Closed("closed")
    if not 0 < abs(seconds) <= EXTENSION_MOST:
        raise Invalid("bad_seconds", field="seconds")
    due = max(exercise.phase_due or now, now)
    before = exercise.phase_due
    exercise.phase_due = max(due + timedelta(seconds=seconds), now)
    if exercise.phase_due != before:
        cues.record(db, exercise, now)
        changes.touch(db, meeting.id, changes.EXERCISES)
    return exercise


def exercise_of(db: Session, meeting: Meeting, exercise_id: int) -> Exercise:
    """The exercise of ``meeting`` with that id.

    Raises:
        Unknown: ``unknown_exercise``.
    """
    exercise = db.get(Exercise, exercise_id)
    if exercise is None or exercise.meeting_id != meeting.id:
        raise Unknown("unknown_exercise")
    return exercise
