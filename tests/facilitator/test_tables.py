"""Sit, move, be the scribe, be done: one phone, one seat, and what the screens hear of it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import tables
from facilitator.changes import TABLES, Change, of_table
from facilitator.errors import Refused, Unknown
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


def test_a_new_phone_sits_down_without_a_word_to_the_screens_or_of_the_minute(
    db: Session, meeting: Meeting
) -> None:
    anne = seat(db, meeting, 2, None)
    assert (anne.table_id, anne.joined_at) == (table(db, meeting, 2).id, NOON.replace(hour=0))
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


def scribe(db: Session, meeting: Meeting) -> tuple[str | None, datetime | None]:
    """Who writes for table 1, and since when that phone is gone."""
    first = table(db, meeting, 1)
    return first.scribe_id, first.scribe_left_at


def refusal(call: Callable[[], object]) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.code, refused.value.details


def test_the_scribes_role_is_free_until_somebody_takes_it_and_when_it_is_given_up(
    db: Session, meeting: Meeting
) -> None:
    anne, berit = make_phone(db, meeting), make_phone(db, meeting)
    assert tables.take_scribe(db, anne, on=True, now=NOON).scribe_id == anne.id
    assert tables.take_scribe(db, anne, on=False, now=NOON).scribe_id is None
    assert tables.take_scribe(db, berit, on=True, now=NOON).scribe_id == berit.id


def test_nobody_takes_the_role_from_a_scribe_who_is_here(db: Session, meeting: Meeting) -> None:
    anne, berit = make_phone(db, meeting), make_phone(db, meeting)
    tables.take_scribe(db, anne, on=True, now=NOON)
    late = NOON + timedelta(hours=1)
    assert refusal(lambda: tables.take_scribe(db, berit, on=True, now=late)) == ("scribe_here", {})
    assert scribe(db, meeting) == (anne.id, None)


@pytest.mark.parametrize(
    ("gone", "answer"),
    [
        (0, ("scribe_back_soon", {"seconds": 30})),
        (0.5, ("scribe_back_soon", {"seconds": 30})),
        (29, ("scribe_back_soon", {"seconds": 1})),
        (29.9, ("scribe_back_soon", {"seconds": 1})),
        (30, None),
        (300, None),
    ],
)
def test_a_scribe_who_is_gone_for_half_a_minute_may_be_replaced(
    db: Session, meeting: Meeting, gone: float, answer: object
) -> None:
    anne, berit = make_phone(db, meeting), make_phone(db, meeting)
    tables.take_scribe(db, anne, on=True, now=NOON)
    tables.note_phones(db, meeting.id, here=[berit.id], left=[anne.id], now=NOON)
    now = NOON + timedelta(seconds=gone)
    if answer is None:
        tables.take_scribe(db, berit, on=True, now=now)
        assert scribe(db, meeting) == (berit.id, None)
    else:
        assert refusal(lambda: tables.take_scribe(db, berit, on=True, now=now)) == answer
        assert scribe(db, meeting) == (anne.id, NOON)


def test_a_scribe_who_comes_back_in_time_keeps_the_role(db: Session, meeting: Meeting) -> None:
    anne, berit = make_phone(db, meeting), make_phone(db, meeting)
    tables.take_scribe(db, anne, on=True, now=NOON)
    tables.note_phones(db, meeting.id, here=[], left=[anne.id, berit.id], now=NOON)
    tables.note_phones(db, meeting.id, here=[], left=[anne.id], now=NOON + timedelta(seconds=9))
    assert scribe(db, meeting) == (anne.id, NOON)
    tables.note_phones(db, meeting.id, here=[anne.id], left=[], now=NOON + timedelta(seconds=20))
    late = NOON + timedelta(minutes=5)
    assert refusal(lambda: tables.take_scribe(db, berit, on=True, now=late)) == ("scribe_here", {})


def test_screens_hear_of_a_scribe_who_goes_or_comes_and_of_nobody_else(
    db: Session, meeting: Meeting
) -> None:
    anne, berit = make_phone(db, meeting), make_phone(db, meeting, 2)
    tables.take_scribe(db, anne, on=True, now=NOON)
    db.info.pop("changes")
    told = (of_table(anne.table_id), TABLES)
    heard = []
    for here, left in (
        ([anne.id, berit.id], []),
        ([anne.id], [berit.id]),
        ([], [anne.id]),
        ([], []),
        ([anne.id], []),
    ):
        tables.note_phones(db, meeting.id, here=here, left=left, now=NOON)
        heard.append([change.subjects for change in db.info.pop("changes", ())])
    assert heard == [[], [], [told], [], [told]]


def test_when_a_server_starts_every_scribe_counts_as_gone_from_then_or_before(
    db: Session, meeting: Meeting
) -> None:
    anne, elsewhere = make_phone(db, meeting), make_phone(db, make_meeting(db))
    gone = make_phone(db, meeting, 2)
    for phone in (anne, elsewhere, gone):
        tables.take_scribe(db, phone, on=True, now=NOON)
    tables.note_phones(db, meeting.id, here=[], left=[gone.id], now=NOON)
    late = NOON + timedelta(minutes=1)
    tables.note_nobody(db, late)
    left = {one.id: one.scribe_left_at for one in db.scalars(select(Table)) if one.scribe_id}
    assert left == {anne.table_id: late, elsewhere.table_id: late, gone.table_id: NOON}


def test_a_scribe_who_was_gone_and_takes_the_role_again_is_here(
    db: Session, meeting: Meeting
) -> None:
    anne = make_phone(db, meeting)
    tables.take_scribe(db, anne, on=True, now=NOON)
    tables.note_nobody(db, NOON)
    tables.take_scribe(db, anne, on=True, now=NOON)
    assert scribe(db, meeting) == (anne.id, None)


def test_only_the_scribe_can_give_the_role_up(db: Session, meeting: Meeting) -> None:
    anne, berit = make_phone(db, meeting), make_phone(db, meeting)
    tables.take_scribe(db, anne, on=True, now=NOON)
    assert tables.take_scribe(db, berit, on=False, now=NOON).scribe_id == anne.id
    assert tables.take_scribe(db, anne, on=False, now=NOON).scribe_id is None


def test_where_somebody_writes_for_the_table_only_that_phone_says_that_it_is_done(
    db: Session, meeting: Meeting
) -> None:
    exercise = make_exercise(db, make_item(db, meeting), "ideas", phase="table")
    anne, berit = make_phone(db, meeting), make_phone(db, meeting)

    def done(phone: Participant, *, on: bool) -> None:
        tables.mark_done(db, phone, exercise_id=exercise.id, on=on, now=NOON)

    tables.take_scribe(db, anne, on=True, now=NOON)
    assert refusal(lambda: done(berit, on=True)) == ("not_scribe", {})
    done(anne, on=True)
    assert refusal(lambda: done(berit, on=False)) == ("not_scribe", {})
    tables.take_scribe(db, anne, on=False, now=NOON)
    done(berit, on=False)
    assert db.scalars(select(Done)).all() == []


def test_a_table_is_nudged_until_the_message_is_emptied(db: Session, meeting: Meeting) -> None:
    second = table(db, meeting, 2)
    said = []
    for text in ("Trenger dere hjelp? ", "Trenger dere hjelp?", "To minutter", ""):
        tables.nudge(db, meeting, number=2, text=text)
        said.append((second.nudge, len(db.info.pop("changes", ()))))
    assert said == [
        ("Trenger dere hjelp?", 1),
        ("Trenger dere hjelp?", 0),
        ("To minutter", 1),
        ("", 1),
    ]
    assert [one.nudge for one in meeting.tables] == [""] * 4


@pytest.mark.parametrize(
    ("number", "text", "answer"),
    [
        (9, "Hei", ("unknown_table", {"number": 9})),
        (2, "a" * 201, ("too_long", {"field": "text", "most": 200, "length": 201})),
    ],
)
def test_a_message_has_a_table_and_a_length(
    db: Session, meeting: Meeting, number: int, text: str, answer: object
) -> None:
    assert refusal(lambda: tables.nudge(db, meeting, number=number, text=text)) == answer


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
