"""The organiser's page of letters where Medvirk cannot send them."""

import re
from datetime import time, timedelta
from email import message_from_bytes, policy
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from app import Medvirk
from facilitator.models import Letter, Meeting, Registration
from facilitator.registration.asked.people import Person
from facilitator.registration.placing import places
from facilitator.registration.post import everybody
from facilitator.registration.standing import By
from tests.app.pages.organiser import Organiser
from tests.factories import NOON, make_item, make_meeting, make_registration

WEEK_BEFORE = NOON - timedelta(days=7)


@pytest.fixture
def meeting(medvirk: Medvirk) -> Meeting:
    """An evening that Kari and Ola come to, and that Per has left again."""
    with medvirk.database.writing() as db:
        made = make_meeting(db)
        make_item(db, made, start=time(16))
        for name in ("Kari", "Ola", "Per"):
            email = f"{name.lower()}@eksempel.no"
            last = make_registration(db, made, now=WEEK_BEFORE, name=name, email=email)
        places.cancel(db, made, [last], by=By.PERSON, now=WEEK_BEFORE)
        return made


def listed(page: str) -> list[tuple[str, str]]:
    """Whom the letters on the page are to, and what became of them."""
    found = re.findall(r'class="letter-to"><a [^>]+>([^<]+)</a>.*?<strong>([^<]+)<', page, re.S)
    return [(name, unescape(state)) for name, state in found]


def notices(page: str) -> list[str]:
    """What stands on top of the page."""
    return [
        unescape(re.sub("<[^>]+>", "", line))
        for line in re.findall(r'class="notice-line">(.*?)</p>', page, re.S)
    ]


def test_the_organiser_sends_them_one_by_one(
    organiser: Organiser, medvirk: Medvirk, meeting: Meeting
) -> None:
    home = f"/{meeting.code}/letters"
    assert listed(organiser.get(home).text) == [
        ("Per", "Venter på deg"),
        ("Per", "Ikke sendt, gjelder ikke lenger"),
        ("Ola", "Venter på deg"),
        ("Kari", "Venter på deg"),
    ]
    assert notices(organiser.get(f"/{meeting.code}/settings").text) == [
        "3 brev venter på at du sender dem. Til brevene"
    ]
    first = organiser.get(f"{home}/1").text
    parts = re.findall(r'class="copied-words" id="([^"]+)">([^<]*)<', first)
    assert [(name, unescape(words)[:25]) for name, words in parts] == [
        ("letter-to", "kari@eksempel.no"),
        ("letter-subject", "Du har plass: Kommune 3.0"),
        ("letter-text", "Hei, Kari!\n\nVelkommen til"),
    ]
    # Nothing comes along with what is copied.
    assert "ligger ved" not in first
    mailto = re.search(r'href="(mailto:[^"]+)"', first)
    assert mailto
    assert mailto[1].startswith("mailto:kari@eksempel.no?subject=Du%20har%20plass%3A%20Kommune")
    gone = [organiser.post(f"{home}/{number}/handed", {}).location for number in (1, 2, 4)]
    assert gone == [f"/organise{home}/2", f"/organise{home}/4", f"/organise{home}"]
    assert notices(organiser.get(f"/{meeting.code}/settings").text) == []


def test_a_letter_that_is_not_true_any_more_is_not_shown(
    organiser: Organiser, meeting: Meeting
) -> None:
    page = organiser.get(f"/{meeting.code}/letters/3").text
    assert ("gjelder ikke lenger" in page, "letter-text" in page) == (True, False)


def test_all_are_taken_along_as_files_and_marked_together(
    organiser: Organiser, medvirk: Medvirk, meeting: Meeting
) -> None:
    answer = organiser.get(f"/{meeting.code}/letters/waiting.eml.zip")
    with ZipFile(BytesIO(answer.data)) as archive:
        found = {
            name: message_from_bytes(archive.read(name), policy=policy.default)
            for name in archive.namelist()
        }
    assert {name: (one["To"], one["From"]) for name, one in found.items()} == {
        "00001-confirmed.eml": ("Kari <kari@eksempel.no>", None),
        "00002-confirmed.eml": ("Ola <ola@eksempel.no>", None),
        "00004-cancelled.eml": ("Per <per@eksempel.no>", None),
    }
    with medvirk.database.writing() as db:
        make_registration(db, db.get_one(Meeting, meeting.id), now=WEEK_BEFORE, name="Grete")
    organiser.post(f"/{meeting.code}/letters/handed", {"last": "4"})
    assert listed(organiser.get(f"/{meeting.code}/letters").text)[:2] == [
        ("Grete", "Venter på deg"),
        ("Per", "Sendt av deg"),
    ]


def test_others_are_served_while_many_letters_are_written(
    organiser: Organiser, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[float] = []
    monkeypatch.setattr("time.sleep", served.append)
    organiser.get(f"/{meeting.code}/letters/waiting.eml.zip")
    assert served == [0] * 6


def test_letters_of_another_meeting_are_not_found(
    organiser: Organiser, medvirk: Medvirk, meeting: Meeting
) -> None:
    with medvirk.database.writing() as db:
        other = make_meeting(db)
    answers = [
        organiser.get(f"/{other.code}/letters/1").status_code,
        organiser.post(f"/{other.code}/letters/1/handed", {}).status_code,
    ]
    with medvirk.database.reading() as db:
        states = db.scalars(select(Letter.state).where(Letter.id == 1)).all()
    assert (answers, states) == ([404, 404], ["queued"])


def test_what_a_person_wrote_is_shown_as_they_wrote_it(
    organiser: Organiser, medvirk: Medvirk, meeting: Meeting
) -> None:
    with medvirk.database.writing() as db:
        person = db.scalars(select(Registration).where(Registration.name == "Kari")).one()
        person.name = "<b>Kari</b>"
    pages = [organiser.get(f"/{meeting.code}/letters{end}").text for end in ("", "/1")]
    assert ["<b>Kari" in page for page in pages] == [False, False]


def test_a_companion_with_an_address_gets_the_letters_when_the_first_one_has_cancelled(
    organiser: Organiser, medvirk: Medvirk, meeting: Meeting
) -> None:
    with medvirk.database.writing() as db:
        found = db.get_one(Meeting, meeting.id)
        first = make_registration(db, found, now=WEEK_BEFORE, name="Nils", companions=1)
        follow = db.scalars(select(Registration).where(Registration.party_id == first.id)).all()[1]
        person = Person("Siri", "siri@eksempel.no")
        places.change(db, found, follow, person, WEEK_BEFORE)
        places.cancel(db, found, [first], by=By.PERSON, now=WEEK_BEFORE)
        everybody.remind(db, found, WEEK_BEFORE)
        places.cancel(db, found, [follow], by=By.ORGANISER, now=WEEK_BEFORE)
        places.restore(db, found, follow, over=False, now=WEEK_BEFORE)
    page = organiser.get(f"/{meeting.code}/letters?state=queued").text
    assert [state for name, state in listed(page) if name == "Siri"] == ["Venter på deg"] * 3
