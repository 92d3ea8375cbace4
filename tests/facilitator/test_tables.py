"""Sit, move, be the scribe, be done: one phone, one seat, and what the screens hear of it."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import tables
from facilitator.changes import TABLES, Change, of_table
from facilitator.errors import Unknown
from facilitator.models import Done, Meeting, Participant, Table
from tests.factories import NOON, make_exercise, make_item, make_meeting, make_phone, make_uuid


@pytest.fixture
def meeting(db: Session) -> Meeting:
    return make_meeting(db)


def seat(db: Session, meeting: Meeting, number: int, participant_id: str | None) -> Participant:
    return tables.sit(
        db, meeting, number=number, participant_id=participant_id, new_id=make_uuid, now=NOON
    )


def table(db: Session, meeting: Meeting, number: int) -> Table:
    return db.scalars(select(Table).filter_by(meeting_id=meeting.id, number=number)).one()


def test_a_new_phone_sits_down_without_a_word_to_the_screens(db: Session, meeting: Meeting) -> None:
    anne = seat(db, meeting, 2, None)
    assert (anne.table_id, anne.joined_at) == (table(db, meeting, 2).id, NOON)
    assert "changes" not in db.info


def test_sitting_down_where_one_sits_changes_nothing(db: Session, meeting: Meeting) -> None:
    anne = seat(db, meeting, 2, None)
    assert seat(db, meeting, 2, anne.id) is anne
    assert "changes" not in db.info


def test_a_phone_that_moves_stays_the_same_participant(db: Session, meeting: Meeting) -> None:
    anne = seat(db, meeting, 1, None)
    assert seat(db, meeting, 3, anne.id) is anne
    assert anne.table_id == table(db, meeting, 3).id
    both = (of_table(table(db, meeting, 1).id), of_table(table(db, meeting, 3).id))
    assert db.info["changes"] == [Change(meeting.id, 1, (*both, TABLES))]


def test_a_scribe_who_moves_leaves_the_role_at_the_table(db: Session, meeting: Meeting) -> None:
    anne = seat(db, meeting, 1, None)
    tables.take_scribe(db, anne, on=True, now=NOON)
    seat(db, meeting, 2, anne.id)
    assert [table(db, meeting, number).scribe_id for number in (1, 2)] == [None, None]


def test_a_phone_of_another_meeting_sits_down_as_a_new_one(db: Session, meeting: Meeting) -> None:
    elsewhere = make_phone(db, make_meeting(db))
    assert seat(db, meeting, 1, elsewhere.id).id != elsewhere.id


def test_a_table_that_is_not_there_is_refused(db: Session, meeting: Meeting) -> None:
    with pytest.raises(Unknown) as error:
        seat(db, meeting, 5, None)
    assert (error.value.code, error.value.details) == ("unknown_table", {"number": 5})


def test_the_role_of_the_scribe_can_be_taken_over(db: Session, meeting: Meeting) -> None:
    anne, berit = make_phone(db, meeting), make_phone(db, meeting)
    tables.take_scribe(db, anne, on=True, now=NOON)
    assert tables.take_scribe(db, berit, on=True, now=NOON).scribe_id == berit.id


def test_only_the_scribe_can_give_the_role_up(db: Session, meeting: Meeting) -> None:
    anne, berit = make_phone(db, meeting), make_phone(db, meeting)
    tables.take_scribe(db, anne, on=True, now=NOON)
    assert tables.take_scribe(db, berit, on=False, now=NOON).scribe_id == anne.id
    assert tables.take_scribe(db, anne, on=False, now=NOON).scribe_id is None


def test_a_table_is_done_once_and_may_take_it_back(db: Session, meeting: Meeting) -> None:
    exercise = make_exercise(db, make_item(db, meeting), "ideas", phase="table")
    anne = make_phone(db, meeting)

    def done() -> list[tuple[int, int]]:
        found = db.execute(select(Done.exercise_id, Done.table_id))
        return [(exercise_id, table_id) for exercise_id, table_id in found]

    for _again in range(2):
        tables.mark_done(db, anne, exercise_id=exercise.id, on=True, now=NOON)
        assert done() == [(exercise.id, anne.table_id)]
    for _again in range(2):
        tables.mark_done(db, anne, exercise_id=exercise.id, on=False, now=NOON)
        assert done() == []


def test_an_exercise_of_another_meeting_is_not_done(db: Session, meeting: Meeting) -> None:
    elsewhere = make_exercise(db, make_item(db, make_meeting(db)), "ideas")
    with pytest.raises(Unknown) as error:
        tables.mark_done(db, make_phone(db, meeting), exercise_id=elsewhere.id, on=True, now=NOON)
    assert error.value.code == "unknown_exercise"
