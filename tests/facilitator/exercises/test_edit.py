"""The exercises of an item: added, renamed, set up, and removed when nobody has answered."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from facilitator.changes import EXERCISES, PROGRAMME
from facilitator.errors import Invalid, Refused, Unknown
from facilitator.exercises.edit import add_exercise, change_exercise, remove_exercise
from facilitator.models import Exercise, Item, Meeting
from tests.factories import (
    NOON,
    make_contribution,
    make_exercise,
    make_item,
    make_meeting,
    make_phone,
)


@pytest.fixture
def meeting(db: Session) -> Meeting:
    return make_meeting(db)


@pytest.fixture
def item(db: Session, meeting: Meeting) -> Item:
    item = make_item(db, meeting)
    db.info.clear()
    return item


def test_exercises_stand_in_the_order_in_which_they_were_added(
    db: Session, meeting: Meeting, item: Item
) -> None:
    assert item.exercises == []
    first = add_exercise(db, meeting, item.id, "ladder")
    second = add_exercise(db, meeting, item.id, "ideas", " Gode\ngrunner ", {"sentence": "Fordi …"})
    assert item.exercises == [first, second]
    assert [(one.position, one.kind, one.title, one.settings) for one in item.exercises] == [
        (0, "ladder", "", {}),
        (1, "ideas", "Gode grunner", {"sentence": "Fordi …"}),
    ]
    assert (second.phase, second.revealed) == ("closed", False)
    subjects = [change.subjects for change in db.info["changes"]]
    assert subjects == [(PROGRAMME, EXERCISES)] * 2


def test_an_exercise_is_added_to_an_item_of_the_plan_only(db: Session, meeting: Meeting) -> None:
    other = make_item(db, make_meeting(db)).id
    deleted = make_item(db, meeting, deleted_at=NOON).id
    for item in (other, deleted, 10**6):
        with pytest.raises(Unknown, match="unknown_item"):
            add_exercise(db, meeting, item, "ideas")


def test_a_kind_that_does_not_exist_is_refused(db: Session, meeting: Meeting, item: Item) -> None:
    with pytest.raises(Unknown, match="unknown_kind"):
        add_exercise(db, meeting, item.id, "edit")


def test_title_and_settings_are_changed_one_without_the_other(
    db: Session, meeting: Meeting, item: Item
) -> None:
    exercise = make_exercise(db, item, "ideas", title="Gode grunner")
    change_exercise(db, meeting, exercise.id, settings={"sentence": "Fordi …"})
    assert (exercise.title, exercise.settings) == ("Gode grunner", {"sentence": "Fordi …"})
    change_exercise(db, meeting, exercise.id, title="")
    assert (exercise.title, exercise.settings) == ("", {"sentence": "Fordi …"})


@pytest.mark.parametrize("title", ["x" * 201, None, 7])
def test_a_title_that_cannot_be_stored_is_refused(
    db: Session, meeting: Meeting, item: Item, title: Any
) -> None:
    with pytest.raises(Invalid, match="bad_title"):
        add_exercise(db, meeting, item.id, "ideas", title)


def test_settings_that_the_kind_does_not_have_are_refused(
    db: Session, meeting: Meeting, item: Item
) -> None:
    exercise = make_exercise(db, item, "ideas")
    with pytest.raises(Invalid, match="bad_settings"):
        add_exercise(db, meeting, item.id, "ideas", settings={"colour": "red"})
    with pytest.raises(Invalid, match="bad_settings"):
        change_exercise(db, meeting, exercise.id, settings={"colour": "red"})
    assert (item.exercises, exercise.settings) == ([exercise], {})


def test_an_exercise_that_nobody_has_answered_is_removed(
    db: Session, meeting: Meeting, item: Item
) -> None:
    exercise = make_exercise(db, item, "ideas").id
    remove_exercise(db, meeting, exercise)
    assert (item.exercises, db.get(Exercise, exercise)) == ([], None)


def test_an_exercise_that_has_been_answered_stays(
    db: Session, meeting: Meeting, item: Item
) -> None:
    exercise = make_exercise(db, item, "ideas", phase="table")
    make_contribution(db, make_phone(db, meeting), exercise, {"text": "Dugnad"})
    with pytest.raises(Refused, match="has_contributions"):
        remove_exercise(db, meeting, exercise.id)
    assert db.get(Exercise, exercise.id) is exercise


def test_an_exercise_of_another_meeting_is_unknown(db: Session, meeting: Meeting) -> None:
    other = make_exercise(db, make_item(db, make_meeting(db)), "ideas").id
    with pytest.raises(Unknown, match="unknown_exercise"):
        change_exercise(db, meeting, other, title="Ny")
    with pytest.raises(Unknown, match="unknown_exercise"):
        remove_exercise(db, meeting, other)
