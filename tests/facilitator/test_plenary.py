"""What the stage shows in plenary: all or table by table, which page, and who has the floor."""

import pytest
from sqlalchemy.orm import Session

from facilitator import plenary
from facilitator.changes import EXERCISES, Change
from facilitator.errors import Refused
from facilitator.models import Exercise, Meeting
from tests.factories import NOON, make_exercise, make_item, make_meeting


@pytest.fixture
def meeting(db: Session) -> Meeting:
    """A meeting with the tables 1 to 4."""
    return make_meeting(db)


@pytest.fixture
def exercise(db: Session, meeting: Meeting) -> Exercise:
    return make_exercise(db, make_item(db, meeting), "ideas")


def refusal(error: pytest.ExceptionInfo[Refused]) -> tuple[str, dict[str, object]]:
    return error.value.code, error.value.details


@pytest.mark.parametrize(
    ("steps", "all_shown", "tables"),
    [
        ([(True, 2)], False, [2]),
        ([(True, 3), (True, 1)], False, [1, 3]),
        ([(True, 2), (False, 2)], False, []),
        ([(True, None)], True, []),
        ([(True, None), (False, 2)], False, [1, 3, 4]),
        ([(True, 2), (True, None)], True, []),
        ([(True, 2), (False, None)], False, []),
    ],
)
def test_what_the_tables_said_is_shown_one_by_one_or_all_at_once(
    db: Session,
    meeting: Meeting,
    exercise: Exercise,
    steps: list[tuple[bool, int | None]],
    all_shown: bool,
    tables: list[int],
) -> None:
    for on, table in steps:
        plenary.reveal(db, meeting, exercise_id=exercise.id, on=on, table=table, now=NOON)
    assert (exercise.revealed, exercise.revealed_tables) == (all_shown, tables)


def test_showing_what_is_shown_changes_nothing(
    db: Session, meeting: Meeting, exercise: Exercise
) -> None:
    for _again in range(2):
        plenary.reveal(db, meeting, exercise_id=exercise.id, on=True, table=2, now=NOON)
    assert db.info["changes"] == [Change(meeting.id, 1, (EXERCISES,))]


def test_a_table_that_is_not_there_is_refused(
    db: Session, meeting: Meeting, exercise: Exercise
) -> None:
    for attempt in (
        lambda: plenary.reveal(db, meeting, exercise_id=exercise.id, on=True, table=9, now=NOON),
        lambda: plenary.give_floor(db, meeting, exercise_id=exercise.id, table=9, now=NOON),
    ):
        with pytest.raises(Refused) as error:
            attempt()
        assert refusal(error) == ("unknown_table", {"number": 9})


def test_pages_are_turned_and_all_answers_begin_at_the_first(
    db: Session, meeting: Meeting, exercise: Exercise
) -> None:
    seen = []
    for page in (3, 2):
        seen.append(
            plenary.turn_page(db, meeting, exercise_id=exercise.id, page=page, now=NOON).page
        )
    seen.append(plenary.reveal(db, meeting, exercise_id=exercise.id, on=True, now=NOON).page)
    assert seen == [3, 2, 1]


@pytest.mark.parametrize("page", [0, -1, 501])
def test_a_page_that_cannot_be_is_refused(
    db: Session, meeting: Meeting, exercise: Exercise, page: int
) -> None:
    with pytest.raises(Refused) as error:
        plenary.turn_page(db, meeting, exercise_id=exercise.id, page=page, now=NOON)
    assert refusal(error) == ("bad_choice", {"field": "page"})


def test_dots_are_opened_and_closed_once(db: Session, meeting: Meeting, exercise: Exercise) -> None:
    opened = [
        plenary.open_dots(db, meeting, exercise_id=exercise.id, on=on, now=NOON).dots_open
        for on in (True, True, False)
    ]
    assert (opened, len(db.info["changes"])) == ([True, True, False], 2)


def test_the_floor_goes_round_and_is_taken_back(
    db: Session, meeting: Meeting, exercise: Exercise
) -> None:
    seen = []
    for table in (3, 1, 3, None):
        plenary.give_floor(db, meeting, exercise_id=exercise.id, table=table, now=NOON)
        seen.append((exercise.speaking, exercise.spoken))
    assert seen == [(3, [3]), (1, [3, 1]), (3, [3, 1]), (None, [3, 1])]


def test_the_tables_speak_in_the_order_that_the_moderator_gives(
    db: Session, meeting: Meeting, exercise: Exercise
) -> None:
    plenary.arrange_speakers(db, meeting, exercise_id=exercise.id, tables=[3, 1], now=NOON)
    assert exercise.speaking_order == [3, 1]


@pytest.mark.parametrize("tables", [[1, 1], [9], ["1"], [1, 9]])
def test_an_order_that_names_a_table_twice_or_one_that_is_not_there_is_refused(
    db: Session, meeting: Meeting, exercise: Exercise, tables: list[object]
) -> None:
    with pytest.raises(Refused) as error:
        plenary.arrange_speakers(db, meeting, exercise_id=exercise.id, tables=tables, now=NOON)
    assert refusal(error) == ("bad_choice", {"field": "tables"})
