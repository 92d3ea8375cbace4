"""Meetings side by side: which exercises belong together, what they share, and how it is drawn."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from app import Medvirk
from facilitator import themes
from facilitator.models import Meeting
from facilitator.report.account import account_of
from facilitator.report.comparing import Shared, compared
from facilitator.report.edition import Edition
from tests.app.pages.organiser import Organiser
from tests.app.pages.page import read
from tests.factories import (
    NOON,
    make_contribution,
    make_exercise,
    make_item,
    make_meeting,
    make_phone,
)


def town(db: Session, place: str, theme: str, **ladder: Any) -> Meeting:
    """A meeting where one table said one thing, under a theme, and stands on the ladder."""
    meeting = make_meeting(db, code=f"{place.upper()}47", place=place)
    item = make_item(db, meeting)
    stairs = make_exercise(db, item, "ladder", phase="table", settings=ladder)
    ideas = make_exercise(db, item, "ideas", phase="table")
    phone = make_phone(db, meeting)
    for aspect, step in (("now", 1), ("wanted", 3)):
        make_contribution(db, phone, stairs, {"aspect": aspect, "steps": [step]})
    idea = make_contribution(db, phone, ideas, {"text": f"Innspill i {place}"})
    themes.make(db, meeting, exercise_id=ideas.id, ids=[idea.id], title=theme, who="x", now=NOON)
    return meeting


@pytest.fixture
def towns(medvirk: Medvirk) -> list[str]:
    """The codes of two meetings that say much the same, and of one that has other steps."""
    with medvirk.database.writing() as db:
        made = [
            town(db, "Verdal", "Tillit til kommunen"),
            town(db, "Namsos", "Tillit til kommunen"),
            town(db, "Frosta", "Noe helt annet", preset="four"),
        ]
        return [meeting.code for meeting in made]


def test_exercises_belong_together_and_so_do_their_themes(
    medvirk: Medvirk, towns: list[str]
) -> None:
    with medvirk.database.reading() as db:
        meetings = [db.query(Meeting).filter_by(code=code).one() for code in towns]
        accounts = [account_of(db, one, Edition.FULL, NOON) for one in meetings]
        stairs, ideas = compared(accounts, "nb")
    assert [part.exercise.kind.name for part in stairs.parts if part] == ["ladder"] * 3
    assert stairs.shared == ()
    assert ideas.shared == (Shared(("Tillit til kommunen",) * 2 + ("",), (1, 1, 0)),)


def test_the_page_holds_the_same_steps_against_each_other(
    organiser: Organiser, towns: list[str]
) -> None:
    page = read(organiser.get(f"/compare?code={towns[0]}&code={towns[1]}").text)
    words = page.words
    assert "1 Informasjon 1 → 0 1 → 0" in words
    assert "3 Dialog 0 → 1 0 → 1" in words
    assert "Tillit til kommunen (1 bord)" * 2 in words


def test_other_steps_are_not_held_against_each_other(
    organiser: Organiser, towns: list[str]
) -> None:
    words = read(organiser.get(f"/compare?code={towns[0]}&code={towns[2]}").text).words
    assert "Møtene brukte ikke de samme trinnene" in words
    assert "1 → 0" not in words


def test_the_shared_edition_tells_only_what_was_looked_at(
    organiser: Organiser, towns: list[str]
) -> None:
    query = f"code={towns[0]}&code={towns[1]}&edition=shared"
    assert "Innspill i" not in organiser.get(f"/compare?{query}").text


@pytest.mark.parametrize("count", [0, 1])
def test_one_chooses_when_they_are_too_few(
    organiser: Organiser, towns: list[str], count: int
) -> None:
    query = "&".join(f"code={code}" for code in towns[:count])
    page = read(organiser.get(f"/compare?{query}").text)
    boxes = page.all("name", "code")
    assert sorted(box["value"] for box in boxes) == sorted(towns)
    assert sum("checked" in box.attributes for box in boxes) == count
