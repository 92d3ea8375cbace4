"""The moderator opens the phases of an exercise and shows or hides what came in."""

from datetime import datetime

from sqlalchemy.orm import Session

from facilitator import changes
from facilitator.errors import Invalid, Unknown
from facilitator.exercises.kind import Phase
from facilitator.models import Exercise, Meeting


def open_phase(
    db: Session, meeting: Meeting, *, exercise_id: int, phase: str, now: datetime
) -> Exercise:
    """Open ``phase`` of an exercise; the one that is open already changes nothing.

    Args:
        now: aware UTC.

    Raises:
        Unknown: ``unknown_exercise``.
        Invalid: ``bad_choice``, when there is no such phase.
    """
    exercise = _exercise(db, meeting, exercise_id)
    if phase not in list(Phase):
        raise Invalid("bad_choice", field="phase")
    if exercise.phase != phase:
        exercise.took_input = Phase(exercise.phase).takes_input
        exercise.phase = phase
        exercise.phase_since = now
        changes.touch(db, meeting.id, changes.EXERCISES)
    return exercise


def reveal(db: Session, meeting: Meeting, *, exercise_id: int, on: bool, now: datetime) -> Exercise:
    """Show the exercise's results on the stage, or take them off.

    Raises:
        Unknown: ``unknown_exercise``.
    """
    exercise = _exercise(db, meeting, exercise_id)
    if exercise.revealed is not on:
        exercise.revealed = on
        changes.touch(db, meeting.id, changes.EXERCISES)
    return exercise


def _exercise(db: Session, meeting: Meeting, exercise_id: int) -> Exercise:
    exercise = db.get(Exercise, exercise_id)
    if exercise is None or exercise.meeting_id != meeting.id:
        raise Unknown("unknown_exercise")
    return exercise
