"""Sheets of paper: a page for each exercise and table, of any kind, chosen by who prints."""

from collections.abc import Sequence
from datetime import date

import pytest
from flask.testing import FlaskClient

from app import Medvirk
from facilitator.exercises import kinds
from facilitator.models import Meeting
from facilitator.overview import Shown, exercises_of
from tests.app.pages.desk import Desk
from tests.app.pages.organiser import Organiser
from tests.app.pages.page import Element, read
from tests.factories import make_exercise, make_item, make_meeting


def sheets(page: Element) -> list[str]:
    """What the sheets are called."""
    return [sheet["aria-label"] for sheet in page.all("class", "paper")]


def exercises(desk: Desk) -> Sequence[Shown]:
    """The exercises of the meeting in order."""
    with desk.medvirk.database.reading() as db:
        return exercises_of(db, desk.meeting.id)


def ids(desk: Desk) -> dict[str, int]:
    """One exercise of each kind."""
    return {one.kind.name: one.id for one in exercises(desk)}


def test_there_is_a_sheet_for_every_exercise_and_table(desk: Desk) -> None:
    assert sheets(desk.page("/sheets")) == [
        f"Bord {number}: {exercise.title}" for exercise in exercises(desk) for number in range(1, 5)
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?table=4&exercise={ideas}", ["Bord 4: Gode grunner"]),
        (
            "?table=4&exercise={ladder}&exercise={ideas}",
            ["Bord 4: Medvirkningstrappa", "Bord 4: Gode grunner"],
        ),
        ("?exercise={ideas}&table=2&table=3", ["Bord 2: Gode grunner", "Bord 3: Gode grunner"]),
        ("?exercise=99", []),
        ("?table=x&exercise={ideas}&table=1", ["Bord 1: Gode grunner"]),
    ],
)
def test_who_prints_chooses(desk: Desk, query: str, expected: list[str]) -> None:
    page = desk.page(f"/sheets{query.format(**ids(desk))}")
    assert sheets(page) == expected
    checked = [box["value"] for box in page.all("checked") if box["name"] == "table"]
    assert checked == sorted({label.split()[1].strip(":") for label in expected}) or not expected


def test_a_sheet_says_whose_it_is_what_to_do_and_what_becomes_of_it(desk: Desk) -> None:
    exercise = ids(desk)["ladder"]
    [sheet] = desk.page(f"/sheets?table=4&exercise={exercise}").all("class", "paper")
    assert sheet.one("class", "paper-head").words == (
        "Kommune 3.0 · torsdag 24. september 2026 Medvirkningstrappa"
        " Oppgave ved bordene: Medvirkningstrappa Bord 4"
    )
    assert sheet.one("class", "paper-prompts").words == (
        "Tenk selvTenk på ett eksempel på innbyggerinvolvering du kjenner."
        " Ved bordetPlasser eksemplene på trappa. Uenige? Velg flere trinn og skriv hvorfor."
    )
    assert sheet.one("class", "paper-foot").words == (
        "Innspillene brukes i kommunens videre arbeid og deles med andre. Uten navn."
        " Ikke skriv navn eller opplysninger om enkeltpersoner."
    )
    assert len(sheet.all("class", "sheet-part")) >= 1


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_kind_has_a_sheet_with_room_to_write_or_tick(
    client: FlaskClient, medvirk: Medvirk, kind: str
) -> None:
    with medvirk.database.writing() as db:
        meeting = make_meeting(db, code="TRAPP47", tables=2)
        make_exercise(db, make_item(db, meeting), kind)
    page = read(Organiser(client, medvirk).enter().get("/TRAPP47/sheets").text)
    for sheet in page.all("class", "paper"):
        inside = sheet.one("class", "paper-inside")
        room = [
            name
            for name in ("sheet-lines", "sheet-choices", "sheet-grid")
            if inside.all("class", name)
        ]
        assert room
    assert len(page.all("class", "paper")) == 2


def test_the_organiser_gets_there_from_the_meeting_and_from_an_item(
    client: FlaskClient, medvirk: Medvirk
) -> None:
    with medvirk.database.writing() as db:
        meeting: Meeting = make_meeting(db, code="TRAPP47", date=date(2026, 9, 24))
        item = make_item(db, meeting)
        exercise = make_exercise(db, item, "ideas")
    organiser = Organiser(client, medvirk).enter()
    here = "/organise/TRAPP47/sheets"
    assert f'href="{here}"' in organiser.get("/TRAPP47").text
    of_item = f"{here}?exercise={exercise.id}"
    assert f'href="{of_item}"' in organiser.get(f"/TRAPP47/programme/{item.id}").text
    page = read(client.get(of_item).text)
    assert sheets(page) == [f"Bord {number}: Gode grunner" for number in range(1, 5)]
    assert page.one("class", "screen-only").all("href")[0]["href"] == "/organise/TRAPP47"


def test_only_organisers_get_the_organisers_sheets(client: FlaskClient, medvirk: Medvirk) -> None:
    with medvirk.database.writing() as db:
        make_meeting(db, code="TRAPP47")
    assert client.get("/organise/TRAPP47/sheets").status_code == 403


def test_a_meeting_without_tables_or_exercises_has_no_sheets(
    client: FlaskClient, medvirk: Medvirk
) -> None:
    with medvirk.database.writing() as db:
        make_meeting(db, code="TRAPP47", tables=0)
    page = read(Organiser(client, medvirk).enter().get("/TRAPP47/sheets").text)
    words = page.one("class", "screen-only").words
    assert (sheets(page), "Møtet har ingen oppgaver." in words) == ([], True)
    assert "Møtet har ingen bord ennå." in words
