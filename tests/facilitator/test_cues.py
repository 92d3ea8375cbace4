"""Cues: how an exercise or the stage stood after each change, once, and nothing else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import cues, plenary, screen
from facilitator.exercises import phases
from facilitator.models import Cue, Exercise, Meeting
from tests.factories import NOON, make_exercise, make_item, make_meeting

CLOSED = {
    "phase": "closed",
    "phase_since": None,
    "phase_due": None,
    "took_input": False,
    "revealed": False,
    "revealed_tables": [],
    "page": 1,
    "dots_open": False,
    "speaking_order": [],
    "spoken": [],
    "speaking": None,
}
LATER = NOON + timedelta(minutes=1)
OPEN = {"phase": "table", "phase_since": "2026-09-24T10:00:00+00:00"}

Command = Callable[[Session, Meeting, int], object]

COMMANDS: dict[str, tuple[Command, dict[str, Any]]] = {
    "phase": (
        lambda db, meeting, exercise: phases.open_phase(
            db, meeting, exercise_id=exercise, phase="plenary", now=NOON
        ),
        {"phase": "plenary", "phase_since": "2026-09-24T10:00:00+00:00", "took_input": True},
    ),
    "reveal": (
        lambda db, meeting, exercise: plenary.reveal(
            db, meeting, exercise_id=exercise, on=True, now=NOON
        ),
        {"revealed": True},
    ),
    "reveal one table": (
        lambda db, meeting, exercise: plenary.reveal(
            db, meeting, exercise_id=exercise, on=True, table=2, now=NOON
        ),
        {"revealed_tables": [2]},
    ),
    "turn": (
        lambda db, meeting, exercise: plenary.turn_page(
            db, meeting, exercise_id=exercise, page=2, now=NOON
        ),
        {"page": 2},
    ),
    "dots": (
        lambda db, meeting, exercise: plenary.open_dots(
            db, meeting, exercise_id=exercise, on=True, now=NOON
        ),
        {"dots_open": True},
    ),
    "speak": (
        lambda db, meeting, exercise: plenary.give_floor(
            db, meeting, exercise_id=exercise, table=3, now=NOON
        ),
        {"speaking": 3, "spoken": [3]},
    ),
    "order": (
        lambda db, meeting, exercise: plenary.arrange_speakers(
            db, meeting, exercise_id=exercise, tables=[2, 1], now=NOON
        ),
        {"speaking_order": [2, 1]},
    ),
}


@pytest.fixture
def meeting(db: Session) -> Meeting:
    return make_meeting(db)


@pytest.fixture
def exercise(db: Session, meeting: Meeting) -> Exercise:
    """Open at the tables, with no time set."""
    minutes = {"minutes": {"table": None, "plenary": None}}
    return make_exercise(db, make_item(db, meeting), "ideas", phase="table", settings=minutes)


def recorded(db: Session, meeting: Meeting) -> list[tuple[int | None, Any, dict[str, Any]]]:
    """All cues but the first, which the fixture's own phase left."""
    found = db.scalars(select(Cue).where(Cue.meeting_id == meeting.id).order_by(Cue.id))
    return [(one.exercise_id, one.at, one.state) for one in found][1:]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_leaves_one_cue_with_how_the_exercise_stands_and_a_second_time_none(
    db: Session, meeting: Meeting, exercise: Exercise, name: str
) -> None:
    command, changed = COMMANDS[name]
    for _again in range(2):
        command(db, meeting, exercise.id)
    assert recorded(db, meeting) == [(exercise.id, NOON, {**CLOSED, **OPEN, **changed})]


def test_time_that_is_given_to_a_phase_is_a_cue_and_comes_back_as_times(
    db: Session, meeting: Meeting, exercise: Exercise
) -> None:
    phases.extend_phase(db, meeting, exercise_id=exercise.id, seconds=60, now=LATER)
    due = LATER + timedelta(minutes=1)
    [(_exercise, at, state)] = recorded(db, meeting)
    assert at == LATER
    assert cues.restored(state) == {
        **CLOSED,
        "phase": "table",
        "phase_since": NOON,
        "phase_due": due,
    }


def test_black_is_a_cue_of_the_stage_and_a_message_to_the_speaker_is_none(
    db: Session, meeting: Meeting, exercise: Exercise
) -> None:
    screen.show_message(db, meeting, "To minutter igjen")
    for on in (True, True, False):
        screen.blacken(db, meeting, on, LATER)
    assert recorded(db, meeting) == [
        (None, LATER, {"black": True}),
        (None, LATER, {"black": False}),
    ]
