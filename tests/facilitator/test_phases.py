"""The moderator opens phases, reveals results, and rules the stage."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from facilitator import plenary, screen
from facilitator.changes import EXERCISES, SCREEN, Change
from facilitator.errors import Refused
from facilitator.exercises import phases
from facilitator.models import Exercise, Meeting
from tests.factories import NOON, make_exercise, make_item, make_meeting


@pytest.fixture
def meeting(db: Session) -> Meeting:
    return make_meeting(db)


@pytest.fixture
def exercise(db: Session, meeting: Meeting) -> Exercise:
    return make_exercise(db, make_item(db, meeting), "ideas")


def test_an_exercise_waits_closed_until_it_is_opened(exercise: Exercise) -> None:
    assert (exercise.phase, exercise.phase_since) == ("closed", None)


@pytest.mark.parametrize(
    ("before", "after", "took_input"),
    [
        ("individual", "table", True),
        ("table", "plenary", True),
        ("table", "closed", True),
        ("plenary", "closed", False),
        ("closed", "table", False),
    ],
)
def test_a_phase_remembers_whether_the_one_before_took_input(
    db: Session, meeting: Meeting, before: str, after: str, took_input: bool
) -> None:
    exercise = make_exercise(db, make_item(db, meeting), "ideas", phase=before)
    later = NOON + timedelta(minutes=5)
    phases.open_phase(db, meeting, exercise_id=exercise.id, phase=after, now=later)
    assert (exercise.phase, exercise.took_input) == (after, took_input)


def test_opening_what_is_open_changes_nothing(
    db: Session, meeting: Meeting, exercise: Exercise
) -> None:
    for minutes in (0, 5):
        now = NOON + timedelta(minutes=minutes)
        phases.open_phase(db, meeting, exercise_id=exercise.id, phase="table", now=now)
    assert exercise.phase_since == NOON
    assert db.info["changes"] == [Change(meeting.id, 1, (EXERCISES,))]


def test_a_phase_that_is_none_is_refused(db: Session, meeting: Meeting, exercise: Exercise) -> None:
    with pytest.raises(Refused) as error:
        phases.open_phase(db, meeting, exercise_id=exercise.id, phase="lunch", now=NOON)
    assert (error.value.code, error.value.details) == ("bad_choice", {"field": "phase"})


@pytest.mark.parametrize(("phase", "minutes"), [("individual", 3), ("table", 7), ("plenary", None)])
def test_a_phase_has_the_time_that_the_organiser_gave_it(
    db: Session, meeting: Meeting, exercise: Exercise, phase: str, minutes: int | None
) -> None:
    exercise.settings = {"minutes": {"table": 7}}
    phases.open_phase(db, meeting, exercise_id=exercise.id, phase=phase, now=NOON)
    due = NOON + timedelta(minutes=minutes) if minutes else None
    assert exercise.phase_due == due


@pytest.mark.parametrize(
    ("after", "seconds", "due"),
    [
        (1, 60, timedelta(minutes=4)),
        (1, -60, timedelta(minutes=2)),
        (1, -300, timedelta(minutes=1)),
        (5, 60, timedelta(minutes=6)),
    ],
    ids=["more", "less", "never before now", "counted from now when it is over"],
)
def test_a_phase_is_given_more_time_or_less(
    db: Session, meeting: Meeting, exercise: Exercise, after: int, seconds: int, due: timedelta
) -> None:
    phases.open_phase(db, meeting, exercise_id=exercise.id, phase="individual", now=NOON)
    now = NOON + timedelta(minutes=after)
    phases.extend_phase(db, meeting, exercise_id=exercise.id, seconds=seconds, now=now)
    assert (exercise.phase_due, exercise.phase) == (NOON + due, "individual")


@pytest.mark.parametrize(
    ("phase", "seconds", "code"),
    [("closed", 60, "closed"), ("table", 0, "bad_seconds"), ("table", 3601, "bad_seconds")],
)
def test_time_that_cannot_be_given_is_refused(
    db: Session, meeting: Meeting, exercise: Exercise, phase: str, seconds: int, code: str
) -> None:
    phases.open_phase(db, meeting, exercise_id=exercise.id, phase=phase, now=NOON)
    with pytest.raises(Refused) as error:
        phases.extend_phase(db, meeting, exercise_id=exercise.id, seconds=seconds, now=NOON)
    assert error.value.code == code


@pytest.mark.parametrize("strange", [0, 99])
def test_an_exercise_of_no_or_another_meeting_is_refused(
    db: Session, meeting: Meeting, strange: int
) -> None:
    elsewhere = make_exercise(db, make_item(db, make_meeting(db)), "ideas")
    for exercise_id in (elsewhere.id, elsewhere.id + strange + 1):
        with pytest.raises(Refused) as error:
            plenary.reveal(db, meeting, exercise_id=exercise_id, on=True, now=NOON)
        assert error.value.code == "unknown_exercise"


def test_results_are_revealed_and_taken_off(
    db: Session, meeting: Meeting, exercise: Exercise
) -> None:
    shown = []
    for on in (True, True, False):
        plenary.reveal(db, meeting, exercise_id=exercise.id, on=on, now=NOON)
        shown.append(exercise.revealed)
    assert (shown, len(db.info["changes"])) == ([True, True, False], 2)


def test_the_stage_turns_black_once(db: Session, meeting: Meeting) -> None:
    for _again in range(2):
        screen.blacken(db, meeting, True, NOON)
    assert (meeting.black, db.info["changes"]) == (True, [Change(meeting.id, 1, (SCREEN,))])


@pytest.mark.parametrize(
    ("written", "shown"), [(" To minutter igjen\n", "To minutter igjen"), ("", ""), ("\x00", "")]
)
def test_a_message_is_shown_as_plain_text(
    db: Session, meeting: Meeting, written: str, shown: str
) -> None:
    screen.show_message(db, meeting, written)
    assert meeting.message == shown


def test_a_message_that_is_too_long_is_refused(db: Session, meeting: Meeting) -> None:
    with pytest.raises(Refused) as error:
        screen.show_message(db, meeting, "x" * 201)
    assert (error.value.code, error.value.details) == (
        "too_long",
        {"field": "text", "most": 200, "length": 201},
    )
