"""The organiser's page of letters where Medvirk sends them: states, and letters to everybody."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from app import Medvirk
from app.config import Settings, settings_from
from facilitator import particulars
from facilitator.models import Letter, Meeting
from facilitator.registration.post import outbox
from tests.app.conftest import SetClock
from tests.app.pages.organiser import Organiser, problems, typed_on
from tests.app.pages.test_letters_by_hand import listed, notices
from tests.factories import NOON, make_item, make_meeting, make_registration

WEEK_BEFORE = NOON - timedelta(days=7)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An installation that sends its letters."""
    made = settings_from({"MEDVIRK_DATA": str(tmp_path / "data")})
    return replace(made, smtp_url="smtp://post.example/?from=post@kommune.example")


@pytest.fixture
def clock() -> SetClock:
    """A week before the meeting."""
    return SetClock(WEEK_BEFORE)


@pytest.fixture
def meeting(medvirk: Medvirk) -> Meeting:
    """An evening that Kari comes to."""
    with medvirk.database.writing() as db:
        made = make_meeting(db, place="Samfunnshuset")
        make_item(db, made, start=time(16))
        make_registration(db, made, now=WEEK_BEFORE, name="Kari", email="kari@eksempel.no")
        return made


def press(organiser: Organiser, meeting: Meeting, what: str, **data: str) -> list[str]:
    """Press a button of the page; what the page says then."""
    answer = organiser.post(f"/{meeting.code}/letters/{what}", data)
    assert answer.location == f"/organise/{meeting.code}/letters"
    page = organiser.get(f"/{meeting.code}/letters").text
    return [part.partition("</p>")[0] for part in page.split('role="status">')[1:]]


def kinds(medvirk: Medvirk) -> Mapping[str, int]:
    """How many letters there are of each kind."""
    with medvirk.database.reading() as db:
        found = list(db.scalars(select(Letter.kind)))
    return {kind: found.count(kind) for kind in found}


def test_a_letter_that_did_not_arrive_says_why_and_is_tried_again(
    organiser: Organiser, medvirk: Medvirk, meeting: Meeting
) -> None:
    with medvirk.database.writing() as db:
        (letter,) = outbox.claim(db, WEEK_BEFORE)
        outbox.refused(db, letter, "550 No such <user>")
    page = organiser.get(f"/{meeting.code}/letters?state=failed").text
    assert (listed(page), "E-posttjeneren svarte: 550 No such &lt;user&gt;" in page) == (
        [("Kari", "Kom ikke fram")],
        True,
    )
    assert notices(organiser.get(f"/{meeting.code}/programme").text) == [
        "1 brev kom ikke fram. Se hvorfor"
    ]
    assert press(organiser, meeting, "1/again") == ["Brevet er lagt i køen igjen."]
    assert listed(organiser.get(f"/{meeting.code}/letters").text) == [("Kari", "I kø")]


def test_a_reminder_is_sent_once_by_two_who_press_at_once(
    organiser: Organiser, medvirk: Medvirk, meeting: Meeting
) -> None:
    said = [press(organiser, meeting, "reminder", seen="") for _ in range(2)]
    assert said == [
        ["1 brev er skrevet."],
        ["Påminnelsen er allerede skrevet. Ingenting ble sendt på nytt."],
    ]
    press(organiser, meeting, "reminder", seen=WEEK_BEFORE.isoformat())
    assert kinds(medvirk)["reminder"] == 2


def test_thanks_are_sent_once(organiser: Organiser, medvirk: Medvirk, meeting: Meeting) -> None:
    for _ in range(2):
        press(organiser, meeting, "thanks")
    assert kinds(medvirk)["thanks"] == 1


def test_every_page_tells_that_people_know_another_place_until_they_have_been_told(
    organiser: Organiser, medvirk: Medvirk, meeting: Meeting
) -> None:
    with medvirk.database.writing() as db:
        particulars.change(db, db.get_one(Meeting, meeting.id), WEEK_BEFORE, place="Kulturhuset")
    home = f"/{meeting.code}/settings"
    before = notices(organiser.get(home).text)
    press(organiser, meeting, "change")
    assert (before, notices(organiser.get(home).text), kinds(medvirk)["changed"]) == (
        [
            "De påmeldte har fått vite et annet tidspunkt eller sted enn det som gjelder nå."
            " Send beskjed om endringen"
        ],
        [],
        1,
    )


def test_the_organiser_is_told_when_a_new_date_keeps_people_longer_than_they_were_promised(
    organiser: Organiser, meeting: Meeting
) -> None:
    path = f"/{meeting.code}/settings"
    kept = []
    for date in ("2026-10-01", "2026-11-01"):
        page = organiser.get(path).text
        form = typed_on(page[page.index('class="panel form"') :])
        organiser.post(path, {**form, "date": date})
        kept.append("lovet at opplysningene slettes" in organiser.get(path).text)
    assert kept == [False, True]


def test_a_message_that_cannot_be_sent_is_not_lost(
    organiser: Organiser, medvirk: Medvirk, meeting: Meeting
) -> None:
    typed = {"subject": "", "text": "Husk innesko.", "form": "a"}
    refused = organiser.post(f"/{meeting.code}/letters/message", typed)
    assert (problems(refused), "Husk innesko.</textarea>" in refused.text) == (
        [("subject", "Skriv noe først.")],
        True,
    )
    said = press(organiser, meeting, "message", **{**typed, "subject": "Innesko"})
    assert (said, kinds(medvirk)["message"]) == (["1 brev er skrevet."], 1)
