"""Making a meeting: in by the link, paste, see what was understood, mend it, save."""

from datetime import date, time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app import Medvirk
from facilitator.models import Invitation, Item, Meeting
from tests.app.pages.organiser import Organiser, fields, problems

ANNOUNCED = (
    "Innbyggermøte i Namsos\nTorsdag 24. september\n\nProgram\n"
    "16.00 Velkommen\n16.30 Åpning v/ Kari Moen\nOppgave ved bordene: Medvirkningstrappa\n"
    "17.00 Pause\n17.30–18.00 Takk for i dag\n"
)
SAMPLE = Path("facilitator/samples/kommune-3.0.txt")


def stored(medvirk: Medvirk) -> list[tuple[Any, ...]]:
    """Every item of the newest meeting."""
    with medvirk.database.reading() as db:
        items = db.scalars(select(Item).order_by(Item.meeting_id, Item.position)).all()
        return [
            (
                item.day,
                item.fixed_start,
                item.length // 60,
                item.least // 60,
                item.title,
                item.speaker,
                item.kind,
                [exercise.kind for exercise in item.exercises],
            )
            for item in items
        ]


def test_forms_without_a_token_are_refused(organiser: Organiser, medvirk: Medvirk) -> None:
    data = {"save": "1", "title": "Møte", "date": "2026-09-24", "tables": "4", "language": "nb"}
    codes = [
        organiser.client.post(f"/organise{path}", data=data).status_code
        for path in ("/new", "/new/preview", "/sample", "/TRAPP47/settings", "/TRAPP47/programme")
    ]
    assert (codes, stored(medvirk)) == ([400] * 5, [])


def test_the_sample_meeting_is_a_button_away(organiser: Organiser, medvirk: Medvirk) -> None:
    made = organiser.post("/sample", {})
    with medvirk.database.reading() as db:
        meeting = db.scalars(select(Meeting)).one()
    assert (made.status_code, made.location) == (303, f"/organise/{meeting.code}")
    assert (meeting.title, meeting.date) == ("Kommune 3.0", date(2026, 9, 24))
    assert organiser.get(f"/{meeting.code}").status_code == 200


def test_pasted_text_becomes_rows_to_mend(organiser: Organiser) -> None:
    page = organiser.post("/new", {"text": ANNOUNCED, "read": "1"})
    sent = fields(page.text)
    keys = sent["row"]
    assert [
        (sent[f"start-{key}"], sent[f"minutes-{key}"], sent[f"title-{key}"], sent[f"kind-{key}"])
        for key in keys
    ] == [
        ("16.00", "30", "Velkommen", "arrival"),
        ("16.30", "30", "Åpning", "talk"),
        ("17.00", "30", "Pause", "break"),
        ("17.30", "30", "Takk for i dag", "close"),
    ]
    assert (sent["title"], sent["date"], sent["text"]) == (
        "Innbyggermøte i Namsos",
        "2026-09-24",
        ANNOUNCED,
    )
    assert "<mark>16.00</mark>" in page.text


def test_what_was_mended_is_what_is_saved(organiser: Organiser, medvirk: Medvirk) -> None:
    sent = fields(organiser.post("/new", {"text": ANNOUNCED, "read": "1"}).text)
    first, second, third = sent["row"][:3]
    mended = {
        **sent,
        "row": [first, second, third],
        f"title-{first}": "Velkommen og kaffe",
        f"start-{second}": "",
        f"minutes-{second}": "25",
        f"speaker-{second}": "ordfører Kari Moen",
        f"least-{third}": "10",
        "title": "Folkemøte",
        "date": "2026-10-01",
        "tables": "3",
        "language": "nn",
        "save": "1",
    }
    made = organiser.post("/new", mended)
    with medvirk.database.reading() as db:
        meeting = db.scalars(select(Meeting)).one()
        about = (meeting.title, meeting.date, meeting.language, len(meeting.tables))
    assert (made.status_code, made.location) == (303, f"/organise/{meeting.code}")
    assert about == ("Folkemøte", date(2026, 10, 1), "nn", 3)
    assert stored(medvirk) == [
        (0, time(16), 30, 30, "Velkommen og kaffe", "", "arrival", []),
        (0, None, 25, 25, "Åpning", "ordfører Kari Moen", "talk", ["ladder"]),
        (0, time(17), 30, 10, "Pause", "", "break", []),
    ]


@pytest.mark.parametrize(
    ("announced", "typed", "proposed", "stands"),
    [
        pytest.param(f"{ANNOUNCED}\nKun 40 plasser.", None, "40", (True, 40), id="announced"),
        pytest.param(f"{ANNOUNCED}\nKun 40 plasser.", "45", "40", (True, 45), id="changed"),
        pytest.param(f"{ANNOUNCED}\nKun 40 plasser.", " ", "40", (False, None), id="emptied"),
        pytest.param(ANNOUNCED, None, "", (False, None), id="unsaid"),
    ],
)
def test_the_places_that_are_announced_open_registration_unless_they_are_changed(
    organiser: Organiser,
    medvirk: Medvirk,
    announced: str,
    typed: str | None,
    proposed: str,
    stands: tuple[bool, int | None],
) -> None:
    sent = fields(organiser.post("/new", {"text": announced, "read": "1"}).text)
    mended = {**sent, "places": sent["places"] if typed is None else typed, "save": "1"}
    assert organiser.post("/new", mended).status_code == 303
    with medvirk.database.reading() as db:
        invitation = db.scalars(select(Invitation)).one()
        assert (invitation.open, invitation.capacity) == stands
    assert sent["places"] == proposed


def test_the_words_before_the_programme_are_the_invitation_as_the_organiser_mends_them(
    organiser: Organiser, medvirk: Medvirk
) -> None:
    announced = f"Kommune 3.0\n\nKom og si hva du mener.\n\n{ANNOUNCED}"
    sent = fields(organiser.post("/new", {"text": announced, "read": "1"}).text)
    mended = {**sent, "about": f"{sent['about']}\r\n\r\nDet blir mat.", "save": "1"}
    organiser.post("/new", mended)
    with medvirk.database.reading() as db:
        about = db.scalars(select(Invitation.about)).one()
    assert (sent["about"], about) == (
        "Kom og si hva du mener.",
        "Kom og si hva du mener.\n\nDet blir mat.",
    )


def test_what_is_wrong_is_said_beside_it_and_nothing_typed_is_lost(
    organiser: Organiser, medvirk: Medvirk
) -> None:
    sent = fields(organiser.post("/new", {"text": ANNOUNCED, "read": "1"}).text)
    first, second = sent["row"][:2]
    wrong = {
        **sent,
        f"title-{first}": " ",
        f"start-{first}": "halv fem",
        f"minutes-{second}": "lenge",
        "date": "i morgen",
        "tables": "900",
        "places": "mange",
        "save": "1",
    }
    page = organiser.post("/new", wrong)
    assert (page.status_code, stored(medvirk)) == (422, [])
    assert problems(page) == [
        (f"title-{first}", "Skriv en tittel på høyst 200 tegn."),
        (f"start-{first}", "Skriv klokkeslettet som 16.30."),
        (f"minutes-{second}", "Skriv hele minutter."),
        ("date", "Velg dagen møtet er."),
        ("tables", "Skriv et tall fra 0 til 120."),
        ("places", "Skriv et tall fra 1 til 10000, eller ingenting."),
    ]
    wrong.pop("save")
    assert fields(page.text) == {**wrong, "csrf_token": fields(page.text)["csrf_token"]}


def test_rows_are_added_taken_away_and_split_without_a_script(organiser: Organiser) -> None:
    sent = fields(organiser.post("/new", {"text": ANNOUNCED, "read": "1"}).text)
    first, second, third, last = sent["row"]
    added = fields(organiser.post("/new", {**sent, "add": "1"}).text)
    fewer = fields(organiser.post("/new", {**sent, "remove": third}).text)
    parted = fields(organiser.post("/new", {**sent, "split": second}).text)
    assert added["row"] == [first, second, third, last, "new0"]
    assert fewer["row"] == [first, second, last]
    assert parted["row"] == [first, second, "new0", third, last]
    assert [
        (parted[f"title-{key}"], parted[f"minutes-{key}"], parted.get(f"exercises-{key}"))
        for key in (second, "new0")
    ] == [("Åpning", "15", None), ("Medvirkningstrappa", "15", "ladder")]


def test_a_page_that_is_no_programme_is_refused_with_what_was_looked_for(
    organiser: Organiser,
) -> None:
    text = "Velkommen til oss. <b>Her</b> er ingen tider."
    page = organiser.post("/new", {"text": text, "read": "1"})
    assert page.status_code == 422
    assert "Vi fant ikke noe program her." in page.text
    assert [form in page.text for form in ("<code>16.00</code>", "<code>16.30–17.00</code>")] == [
        True,
        True,
    ]
    assert "Velkommen til oss. &lt;b&gt;Her&lt;/b&gt; er ingen tider.</textarea>" in page.text


def test_the_preview_is_only_what_was_understood(organiser: Organiser) -> None:
    page = organiser.post("/new/preview", {"text": ANNOUNCED})
    assert (page.status_code, "<html" in page.text, "Dette forstod vi" in page.text) == (
        200,
        False,
        True,
    )
    assert len(fields(page.text)["row"]) == 4


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_an_exported_programme_comes_back_as_it_was(
    organiser: Organiser, medvirk: Medvirk, ending: str
) -> None:
    organiser.post("/sample", {})
    with medvirk.database.reading() as db:
        code = db.scalars(select(Meeting.code)).one()
    file = organiser.get(f"/{code}/export/programme.{ending}")
    name = file.headers["Content-Disposition"]
    sent = fields(
        organiser.post(
            "/new", {"file": (BytesIO(file.data), f"program.{ending}"), "read": "1"}
        ).text
    )
    about = {"title": "Igjen", "date": "2026-09-25", "save": "1"}
    assert organiser.post("/new", {**sent, **about}).status_code == 303
    items = stored(medvirk)
    assert (name, items[10:]) == (f'attachment; filename="{code}.{ending}"', items[:10])
    assert organiser.get(f"/{code}/export/programme.pdf").status_code == 404


def test_a_file_that_cannot_be_read_is_refused_in_words(organiser: Organiser) -> None:
    page = organiser.post(
        "/new", {"file": (BytesIO(b"PK\x03\x04 no workbook"), "program.xlsx"), "read": "1"}
    )
    assert (page.status_code, "Fila kan ikke åpnes som regneark" in page.text) == (422, True)


def test_the_announcement_is_saved_as_it_was_announced(
    organiser: Organiser, medvirk: Medvirk
) -> None:
    sent = fields(organiser.post("/new", {"text": SAMPLE.read_text("utf-8"), "read": "1"}).text)
    organiser.post("/new", {**sent, "date": "2026-09-24", "save": "1"})
    assert [(start, minutes) for _day, start, minutes, *_rest in stored(medvirk)] == [
        (time(16), 30),
        (time(16, 30), 30),
        (time(17), 30),
        (time(17, 30), 20),
        (time(17, 50), 30),
        (time(18, 20), 30),
        (time(18, 50), 10),
        (time(19), 0),
    ]
