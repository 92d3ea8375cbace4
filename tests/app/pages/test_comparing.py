"""Meetings side by side: how they are chosen, how it is drawn, and what is taken home of it."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from app import Medvirk
from facilitator import themes
from facilitator.models import Meeting
from facilitator.report import review
from facilitator.report.review.to_review import texts
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


def compare(organiser: Organiser, codes: list[str], more: str = "") -> Any:
    """The page that compares some meetings."""
    query = "&".join(f"code={code}" for code in codes)
    return organiser.get(f"/compare?{query}{more}")


def test_the_page_holds_the_same_steps_and_themes_against_each_other(
    organiser: Organiser, towns: list[str]
) -> None:
    words = read(compare(organiser, towns[:2]).text).words
    assert "«Hvor er vi oftest i dag?» Flest bord svarte: Verdal: Informasjon" in words
    assert "«Tillit til kommunen» går igjen på begge møter: Verdal (ett av ett bord)" in words
    assert "1 Informasjon 1 1" in words
    assert "3 Dialog 1 1" in words
    assert "Tema Verdal Namsos Tillit til kommunen 1 av 1 1 av 1" in words


def test_other_steps_are_not_held_against_each_other(
    organiser: Organiser, towns: list[str]
) -> None:
    words = read(compare(organiser, towns).text).words
    assert "Frosta brukte andre trinn eller svar" in words
    assert "Trinn Verdal Namsos 5 Medbestemmelse" in words
    assert "Frosta: «Noe helt annet» (1 av 1)" in words
    words = read(compare(organiser, [towns[0], towns[2]]).text).words
    assert "Møtene brukte ikke de samme trinnene eller svarene" in words
    assert "Trinn Verdal" not in words


def test_the_shared_edition_tells_only_what_was_looked_at_and_says_how_much_was_not(
    organiser: Organiser, medvirk: Medvirk, towns: list[str]
) -> None:
    page = compare(organiser, towns[:2], "&edition=shared").text
    assert "Tillit til kommunen" not in page
    words = read(page).words
    assert "Ikke gått gjennom Verdal Kommune 3.0 torsdag 24. september 2026 1 2 2" in words
    with medvirk.database.writing() as db:
        for code in towns[:2]:
            meeting = db.query(Meeting).filter_by(code=code).one()
            for one in texts(db, meeting.id):
                told: Any = {"id": one.id, "revision": one.revision, "seen": "", "now": NOON}
                review.decide(db, meeting, decision="keep", **told)
    page = compare(organiser, towns[:2], "&edition=shared").text
    assert "går igjen på begge møter" in page
    assert "Tekster som ingen har gått gjennom, er ikke med." not in page


@pytest.mark.parametrize("count", [0, 1, 2])
def test_one_chooses_when_they_are_too_few(
    organiser: Organiser, towns: list[str], count: int
) -> None:
    # Whoever comes for the first time is told nothing, nor who chooses anew.
    more = {0: "", 1: "&edition=shared", 2: "&choose="}[count]
    answer = compare(organiser, towns[:count], more) if count else organiser.get("/compare")
    page = read(answer.text)
    boxes = page.all("name", "code")
    assert sorted(box["value"] for box in boxes) == sorted(towns)
    assert sum("checked" in box.attributes for box in boxes) == count
    why = "Velg minst 2 møter, så er det noe å sammenligne."
    assert (answer.status_code, why in page.words) == ((422, True) if count == 1 else (200, False))
    (edition,) = (box for box in page.all("name", "edition") if "checked" in box.attributes)
    assert edition["value"] == ("shared" if count == 1 else "full")


def test_whoever_only_chooses_a_language_is_told_of_no_mistake(organiser: Organiser) -> None:
    answers = [organiser.get(f"/compare?{query}") for query in ("language=en", "edition=full")]
    assert [answer.status_code for answer in answers] == [200, 422]


def test_who_chooses_a_language_keeps_the_meetings_that_were_chosen(
    organiser: Organiser, towns: list[str]
) -> None:
    page = read(compare(organiser, towns[:2], "&edition=shared&choose=&language=nn").text)
    (english,) = page.one("class", "languages").all("hreflang", "en")
    page = read(organiser.get(f"/compare{english['href']}").text)
    kept = [box["value"] for box in page.all("checked") if box.attributes.get("name") == "code"]
    assert sorted(kept) == sorted(towns[:2])
    assert page.one("class", "languages").all("aria-current")[0]["hreflang"] == "en"


def test_who_chooses_too_many_keeps_them_and_is_told_why(
    organiser: Organiser, medvirk: Medvirk, towns: list[str]
) -> None:
    with medvirk.database.writing() as db:
        codes = [*towns, *(make_meeting(db).code for _ in range(4))]
    answer = compare(organiser, [*codes, codes[0].lower()])
    page = read(answer.text)
    assert answer.status_code == 422
    assert "Du har valgt 7 møter. Det er plass til 6 side om side: Ta bort noen." in page.words
    assert sum("checked" in box.attributes for box in page.all("name", "code")) == 7


def test_the_comparison_leads_to_its_files(organiser: Organiser, towns: list[str]) -> None:
    page = read(compare(organiser, towns[:2], "&edition=shared").text)
    query = f"code={towns[0]}&code={towns[1]}"
    for ending in ("html", "pdf", "docx"):
        link = f"/organise/compare/export/shared-comparison.{ending}?{query}"
        assert page.all("href", link)
    assert organiser.get(f"/compare/export/report.pdf?{query}").status_code == 404
    few = organiser.get(f"/compare/export/comparison.pdf?code={towns[0]}")
    assert few.status_code == 409
