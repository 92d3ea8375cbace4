"""A meeting in from a file, and a new one that starts from an earlier one."""

from base64 import b64encode
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import Medvirk
from app import taking_in as apart
from app.exports.formats import Source, formats
from app.pages.organise.new import taking_in
from facilitator.meetings import find
from facilitator.models import Contribution, Deed, Meeting
from facilitator.report.edition import Edition
from tests.app.pages.organiser import Organiser, problems, typed_on
from tests.facilitator.archive.evening import NAMES, make_evening
from tests.factories import NOON


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a process of its own would do is done here: to start one takes long."""
    monkeypatch.setattr(apart, "answer_of", lambda _module, question: apart.answer(question))


def exported(app: Flask, medvirk: Medvirk, name: str, *, kept: bool = False) -> bytes:
    """The file of an evening with everything, which is gone again unless it is ``kept``."""
    out = BytesIO()
    way = medvirk.database.writing if kept else medvirk.database.reading
    with app.test_request_context(), way() as db:
        meeting = make_evening(db, code="TRAPP47")
        source = Source(db, medvirk.settings, meeting, Edition.FULL, NOON)
        formats()[name].write(source, out)
    return out.getvalue()


def sent(data: bytes) -> dict[str, Any]:
    return {"file": (BytesIO(data), "møtet.medvirk")}


def meetings(medvirk: Medvirk) -> list[tuple[str, date]]:
    with medvirk.database.reading() as db:
        return [(one.title, one.date) for one in db.scalars(select(Meeting).order_by(Meeting.id))]


def deeds(medvirk: Medvirk) -> list[tuple[str, bool]]:
    """What was done, and whether it was done with a meeting; but for coming in."""
    with medvirk.database.reading() as db:
        found = db.scalars(select(Deed).order_by(Deed.id)).all()
        return [(one.what, one.meeting_id is not None) for one in found if one.what != "enter"]


def test_an_archive_comes_in_and_stands_in_the_list(
    app: Flask, medvirk: Medvirk, organiser: Organiser
) -> None:
    data = exported(app, medvirk, "archive")
    came = organiser.post("/take-in", sent(data))
    assert (came.status_code, came.location) == (303, "/organise/TRAPP47/taken-in")
    page = organiser.get("/TRAPP47/taken-in").text
    assert ["<li>51 innspill</li>" in page, "3 bord, 4 mobiler" in page] == [True, True]
    assert "TRAPP 47" in organiser.get("/").text
    assert organiser.get("/TRAPP47").status_code == 200
    with medvirk.database.reading() as db:
        assert db.scalar(select(func.count()).select_from(Contribution)) == 51
        source = Source(db, medvirk.settings, find(db, "TRAPP47"), Edition.FULL, NOON)
        with app.test_request_context():
            formats()["archive"].write(source, out := BytesIO())
    assert out.getvalue() == data
    assert deeds(medvirk) == [("take_in_file", True)]


@pytest.mark.usefixtures("at_once")
def test_a_meeting_that_is_here_is_named(
    app: Flask, medvirk: Medvirk, organiser: Organiser
) -> None:
    data = exported(app, medvirk, "archive", kept=True)
    page = organiser.post("/take-in", sent(data))
    says = "Møtet er her allerede, som «Folkemøte «Æ» 😀» med koden TRAPP 47."
    assert (page.status_code, says in page.text, len(meetings(medvirk))) == (422, True, 2)
    assert deeds(medvirk) == []


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"PK hei", "Fila er ikke et møte fra Medvirk", id="no zip"),
        pytest.param(None, "Velg en fil først.", id="no file"),
    ],
)
def test_what_cannot_be_taken_in_is_told_in_words(
    medvirk: Medvirk, organiser: Organiser, data: bytes | None, says: str
) -> None:
    page = organiser.post("/take-in", sent(data) if data else {})
    assert (page.status_code, says in page.text, meetings(medvirk)) == (422, True, [])
    assert deeds(medvirk) == []


@pytest.mark.usefixtures("at_once")
def test_only_organisers_may_send_more_than_others(
    app: Flask, organiser: Organiser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_in, "FILE_MOST", 200_000)
    app.config["MAX_CONTENT_LENGTH"] = 100_000
    large, too_large = sent(b"x" * 200_000), sent(b"x" * 300_000)
    assert organiser.post("/take-in", large).status_code == 422
    assert organiser.post("/take-in", too_large).status_code == 413
    stranger = app.test_client().post("/organise/take-in", data=sent(b"x" * 200_000))
    assert stranger.status_code == 413


@pytest.mark.usefixtures("at_once")
def test_a_template_is_given_a_title_and_a_day(
    app: Flask, medvirk: Medvirk, organiser: Organiser
) -> None:
    page = organiser.post("/take-in", sent(exported(app, medvirk, "template")))
    form = typed_on(page.text)
    assert (page.status_code, form["title"], deeds(medvirk)) == (200, "Folkemøte «Æ» 😀", [])
    undated = organiser.post("/take-in/template", {**form, "title": " "})
    assert (undated.status_code, problems(undated), meetings(medvirk)) == (
        422,
        [("date", "Velg dagen møtet er."), ("title", "Skriv hva møtet heter.")],
        [],
    )
    for day in ("0001-01-01", "31.12.9999"):
        unthinkable = organiser.post("/take-in/template", {**form, "date": day})
        assert problems(unthinkable) == [("date", "Velg dagen møtet er.")]
    carried = typed_on(undated.text)
    assert carried["packed"] == form["packed"]
    dated = {**carried, "title": "Folkemøte i Grong", "date": "2027-03-04"}
    made = organiser.post("/take-in/template", dated)
    assert made.status_code == 303
    assert meetings(medvirk) == [("Folkemøte i Grong", date(2027, 3, 4))]
    assert deeds(medvirk) == [("start_from_file", True)]


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("packed", ["", "æ", b64encode(b"PK").decode()])
def test_a_carried_template_that_is_none_is_refused(organiser: Organiser, packed: str) -> None:
    page = organiser.post(
        "/take-in/template", {"packed": packed, "title": "x", "date": "2027-03-04"}
    )
    assert (page.status_code, 'data-category="problem"' in page.text) == (422, True)


def test_the_next_meeting_starts_from_an_earlier_one(
    app: Flask, medvirk: Medvirk, organiser: Organiser
) -> None:
    exported(app, medvirk, "template", kept=True)
    assert 'href="/organise/TRAPP47/template"' in organiser.get("/new").text
    assert 'href="/organise/TRAPP47/template"' in organiser.get("/TRAPP47").text
    form = typed_on(organiser.get("/TRAPP47/template").text)
    wrong = organiser.post("/TRAPP47/template", {**form, "title": "x" * 201, "date": "4.3.2027"})
    assert problems(wrong) == [("title", "Skriv en tittel på høyst 200 tegn.")]
    made = organiser.post("/TRAPP47/template", {**form, "date": "4.3.2027"})
    code = made.location.rpartition("/")[2]
    page = organiser.get(f"/{code}").text
    assert (made.status_code, [name for name in NAMES if name in page]) == (303, [])
    assert meetings(medvirk)[-1] == ("Folkemøte «Æ» 😀", date(2027, 3, 4))
    assert deeds(medvirk) == [("start_from_meeting", True)]
