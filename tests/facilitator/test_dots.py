"""Dots: so many each, for phones or for tables, while the moderator has opened for them."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from facilitator import dots, moderation, overview, plenary, tables
from facilitator.changes import CONTRIBUTIONS, Change, of_participant, of_table
from facilitator.errors import Refused
from facilitator.models import Contribution, Exercise, Meeting, Participant
from tests.factories import (
    NOON,
    make_contribution,
    make_exercise,
    make_item,
    make_meeting,
    make_phone,
)


class Room:
    """Three ideas in an exercise that is open for dots, two phones at table 1, one at table 2."""

    def __init__(self, db: Session, **settings: object) -> None:
        self.meeting: Meeting = make_meeting(db)
        self.exercise: Exercise = make_exercise(
            db, make_item(db, self.meeting), "ideas", phase="table", settings=settings
        )
        self.anne: Participant = make_phone(db, self.meeting, 1)
        self.berit: Participant = make_phone(db, self.meeting, 1)
        self.carl: Participant = make_phone(db, self.meeting, 2)
        self.ideas: list[Contribution] = [
            make_contribution(db, self.carl, self.exercise, {"text": text})
            for text in ("Dugnad", "Folkemøte", "Gjestebud")
        ]
        plenary.open_dots(db, self.meeting, exercise_id=self.exercise.id, on=True, now=NOON)
        db.info.clear()

    def give(self, db: Session, phone: Participant, idea: int, on: bool = True) -> None:
        dots.support(db, phone, id=self.ideas[idea].id, on=on, now=NOON)

    def counts(self, db: Session) -> list[int]:
        """How many dots each idea has, as screens show it."""
        shown = overview.shown(self.exercise)
        return [one.dots for one in overview.said(db, [shown])[self.exercise.id]]


def refusal(error: pytest.ExceptionInfo[Refused]) -> tuple[str, dict[str, object]]:
    return error.value.code, error.value.details


def test_each_phone_gives_its_dots_one_on_a_contribution_and_may_move_them(db: Session) -> None:
    room = Room(db, dots=2)
    for phone, idea, on in (
        (room.anne, 0, True),
        (room.anne, 0, True),
        (room.anne, 1, True),
        (room.anne, 1, False),
        (room.anne, 2, True),
        (room.berit, 0, True),
    ):
        room.give(db, phone, idea, on)
    assert room.counts(db) == [2, 0, 1]


def test_a_phone_that_has_given_all_takes_one_back_first(db: Session) -> None:
    room = Room(db, dots=1)
    room.give(db, room.anne, 0)
    with pytest.raises(Refused) as error:
        room.give(db, room.anne, 1)
    assert (refusal(error), room.counts(db)) == (("no_dots_left", {"most": 1}), [1, 0, 0])


def test_a_table_has_its_dots_together(db: Session) -> None:
    room = Room(db, dots=2, dots_by="table")
    room.give(db, room.anne, 0)
    room.give(db, room.berit, 1)
    room.give(db, room.carl, 0)
    with pytest.raises(Refused) as error:
        room.give(db, room.berit, 2)
    assert (refusal(error)[0], room.counts(db)) == ("no_dots_left", [2, 1, 0])


def test_a_tables_scribe_gives_its_dots(db: Session) -> None:
    room = Room(db, dots_by="table")
    tables.take_scribe(db, room.anne, on=True, now=NOON)
    with pytest.raises(Refused) as error:
        room.give(db, room.berit, 0)
    room.give(db, room.anne, 0)
    assert (refusal(error), room.counts(db)) == (("not_scribe", {}), [1, 0, 0])


def test_no_dots_are_given_before_or_after(db: Session) -> None:
    room = Room(db)
    room.give(db, room.anne, 0)
    plenary.open_dots(db, room.meeting, exercise_id=room.exercise.id, on=False, now=NOON)
    for on in (True, False):
        with pytest.raises(Refused) as error:
            room.give(db, room.anne, 0, on)
        assert refusal(error) == ("dots_closed", {})
    assert room.counts(db) == [1, 0, 0]


def test_a_dot_on_what_was_hidden_since_comes_back_to_its_giver(db: Session) -> None:
    room = Room(db, dots=1)
    room.give(db, room.anne, 0)
    moderation.hide(
        db, room.meeting, id=room.ideas[0].id, on=True, who="console", now=NOON + timedelta(1)
    )
    room.give(db, room.anne, 1)
    assert dots.dots_of(db, room.exercise.id, room.anne.id) == [room.ideas[1].id]


def test_what_is_hidden_gets_no_dots(db: Session) -> None:
    room = Room(db)
    moderation.hide(db, room.meeting, id=room.ideas[0].id, on=True, who="console", now=NOON)
    with pytest.raises(Refused) as error:
        room.give(db, room.anne, 0)
    assert refusal(error) == ("unknown_contribution", {})


def test_a_dot_announces_the_room_the_table_that_said_it_and_the_giver(db: Session) -> None:
    room = Room(db)
    room.give(db, room.anne, 0)
    subjects = [change.subjects for change in db.info["changes"]]
    assert subjects == [
        (CONTRIBUTIONS, of_table(room.carl.table_id)),
        (of_participant(room.anne.id), of_table(room.anne.table_id)),
    ]
    assert isinstance(db.info["changes"][0], Change)
