"""Meetings side by side: what belongs together, what they share, and what cannot be compared."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from facilitator import moderation, themes
from facilitator.errors import Refused
from facilitator.models import Meeting
from facilitator.report.account import account_of
from facilitator.report.comparing import Comparison, Said, compared, to_compare
from facilitator.report.edition import Edition
from facilitator.report.organiser import words
from facilitator.report.organiser.sections import of_exercise
from tests.factories import (
    NOON,
    make_contribution,
    make_exercise,
    make_item,
    make_meeting,
    make_phone,
)


class Town:
    """A meeting somewhere."""

    def __init__(self, db: Session, code: str) -> None:
        self.db = db
        self.meeting: Meeting = make_meeting(db, code=code)
        self.item = make_item(db, self.meeting)

    def asks(self, kind: str, **settings: Any) -> Any:
        """An exercise."""
        return make_exercise(self.db, self.item, kind, phase="table", settings=settings)

    def says(self, exercise: Any, body: dict[str, Any], table: int = 1) -> str:
        """The id of what a table says."""
        phone = make_phone(self.db, self.meeting, table)
        return make_contribution(self.db, phone, exercise, body).id

    def joins(self, exercise: Any, title: str, ids: list[str]) -> None:
        """Several that say the same."""
        themes.make(
            self.db, self.meeting, exercise_id=exercise.id, ids=ids, title=title, who="c", now=NOON
        )


def side_by_side(*towns: Town, **usual: str) -> Comparison:
    """What comes of holding them side by side."""
    db = towns[0].db
    db.flush()
    accounts = [account_of(db, one.meeting, Edition.FULL, NOON) for one in towns]
    return compared(accounts, "nb", usual)


@pytest.fixture
def towns(db: Session) -> tuple[Town, Town, Town]:
    """Three meetings in which nothing is asked yet."""
    one, two, three = (Town(db, code) for code in ("VERDAL47", "NAMSOS47", "FROSTA47"))
    return one, two, three


def test_themes_that_say_the_same_are_told_with_the_tables_of_each(
    towns: tuple[Town, Town, Town],
) -> None:
    titles = ("Tillit til kommunen", "Tilliten til kommunen", "Trust")
    for at, (town, title) in enumerate(zip(towns, titles, strict=True)):
        ideas = town.asks("ideas")
        said = [town.says(ideas, {"text": f"{n}"}, 1 + n % (at + 1)) for n in range(3)]
        town.says(ideas, {"text": "Noe annet"}, 4)
        town.joins(ideas, title, said)
        moderation.hide(town.db, town.meeting, id=said[0], on=True, who="console", now=NOON)
    (ideas,) = side_by_side(*towns).matches
    assert ideas.tables == (2, 3, 3)
    both = Said("", (*titles[:2], ""), (1, 2, 0))
    assert ideas.themes == (both, Said("", ("", "", "Trust"), (0, 0, 2)))
    assert (ideas.shared, both.meetings) == ((both,), 2)
    assert (ideas.own(0), ideas.own(2)) == ((), ideas.themes[1:])
    # What is offered to all is known again in any language.
    (again,) = side_by_side(*towns, trust="Tillit til kommunen").matches
    assert again.shared == (Said("", titles, (1, 2, 2)),)


def test_the_sides_of_a_question_are_never_mixed(towns: tuple[Town, Town, Town]) -> None:
    for town, side in zip(towns, ("hinders", "promotes", "hinders"), strict=True):
        forces = town.asks("forces")
        town.joins(forces, "Tid", [town.says(forces, {"side": side, "text": "Tid"})])
    (forces,) = side_by_side(*towns).matches
    assert [(one.shelf, one.tables) for one in forces.themes] == [
        ("promotes", (0, 1, 0)),
        ("hinders", (1, 0, 1)),
    ]


def test_only_what_is_asked_alike_is_held_against_each_other(
    towns: tuple[Town, Town, Town],
) -> None:
    _first, second, third = towns
    for town, preset in zip(towns, ("four", "five", "five"), strict=True):
        town.says(town.asks("ladder", preset=preset), {"aspect": "now", "steps": [1]})
        own = town.asks("poll", options=["ja", f"nei, {town.meeting.code}"])
        town.says(own, {"options": [1]})
    silent = third.asks("questions")
    asked = second.asks("questions")
    ladder, poll, questions = side_by_side(*towns).matches
    assert [bool(part) for part in ladder.measured] == [False, True, True]
    assert [bool(part) for part in ladder.unmeasured] == [True, False, False]
    assert poll.measured == (None, None, None)
    assert all(poll.unmeasured)
    assert (questions.given, questions.measured) == ((None,) * 3, (None,) * 3)
    assert questions.parts[0] is None
    there = [part.exercise.id for part in questions.parts if part]
    assert there == [asked.id, silent.id]


def test_what_one_meeting_alone_has_and_what_its_organiser_leaves_out(
    towns: tuple[Town, Town, Town],
) -> None:
    first, second, _third = towns
    alone = first.asks("groups")
    mine, other = first.asks("measures"), second.asks("measures")
    found = side_by_side(*towns)
    assert [match.first.exercise.id for match in found.matches] == [mine.id]
    assert [[part.exercise.id for part in ones] for ones in found.alone] == [[alone.id], [], []]
    left_out = {f"left_out/{of_exercise(other.id)}": "yes"}
    words.change(second.db, second.meeting, left_out, {})
    found = side_by_side(*towns)
    assert found.matches == ()
    assert [len(ones) for ones in found.alone] == [2, 0, 0]


def test_from_two_to_six_meetings_are_compared_each_once(db: Session) -> None:
    made = [make_meeting(db, code=f"TRAPP{at}7") for at in range(1, 8)]
    codes = [one.code for one in made]
    assert to_compare(db, ["trapp 17", "TRAPP27", "TRAPP17"]) == (made[0], made[1])
    assert to_compare(db, codes[:6]) == tuple(made[:6])
    refused = {}
    for chosen in ((), ("TRAPP17", "trapp-17"), codes):
        with pytest.raises(Refused) as told:
            to_compare(db, chosen)
        refused[len(chosen)] = (told.value.code, told.value.details)
    few = ("few_to_compare", {"least": 2, "most": 6})
    assert refused == {0: few, 2: few, 7: ("many_to_compare", {"count": 7, "most": 6})}
