"""What is done after the meeting: its steps with how far they have come, and every file."""

import re
from datetime import time
from html import unescape

import pytest
from flask.testing import FlaskClient

from app import Medvirk
from app.exports.names import addresses
from facilitator.models import Invitation, Meeting
from facilitator.report import review
from facilitator.report.edition import Edition
from facilitator.report.organiser import publishing, words
from tests.app.conftest import SetClock
from tests.app.pages.organiser import Organiser
from tests.factories import (
    NOON,
    make_contribution,
    make_exercise,
    make_item,
    make_meeting,
    make_phone,
)

STEPS = [
    "Les gjennom og skriv inn",
    "Last ned rapporten",
    "Gå gjennom delingsversjonen",
    "Publiser rapporten",
    "Send takk",
    "Last ned dataene",
    "Ta vare på møtet",
    "Spill av kvelden",
    "Sletting",
]
FOUR = time(16)
NOT_YET = "Møtet har ikke vært ennå."


@pytest.fixture
def organiser(client: FlaskClient, medvirk: Medvirk) -> Organiser:
    """An organiser of TRAPP47, a talk at four in the afternoon to which two things were said."""
    with medvirk.database.writing() as db:
        meeting = make_meeting(db, code="TRAPP47")
        exercise = make_exercise(db, make_item(db, meeting, start=FOUR), "ideas", phase="table")
        for text in ("Bedre vedtak", "Mer tillit"):
            make_contribution(db, make_phone(db, meeting), exercise, {"text": text})
    return Organiser(client, medvirk).enter()


def steps(organiser: Organiser) -> list[str]:
    """The steps of the page, with how far they have come."""
    page = organiser.get("/TRAPP47/afterwards").text
    found = re.findall(
        r'<li class="after-step"(?: data-state="(\w+)")?>.*?<h2>([^<]+)</h2>\s*'
        r'(?:<p class="way-state">(.*?)</p>)?',
        page,
        re.DOTALL,
    )
    return [
        ": ".join(filter(None, (state, unescape(name), re.sub("<[^>]+>", "", said))))
        for state, name, said in found
    ]


def test_the_page_says_what_is_done_and_what_is_next(
    organiser: Organiser, medvirk: Medvirk, clock: SetClock
) -> None:
    assert NOT_YET in organiser.get("/TRAPP47/afterwards").text
    assert steps(organiser) == [
        "later: Les gjennom og skriv inn: Ikke skrevet ennå",
        STEPS[1],
        "later: Gå gjennom delingsversjonen: 0 av 2 tekster er gått gjennom",
        "later: Publiser rapporten: Ikke publisert",
        "later: Send takk: Ikke sendt",
        *STEPS[5:],
    ]
    clock.pass_by(days=1)
    assert NOT_YET not in organiser.get("/TRAPP47/afterwards").text
    assert steps(organiser)[0] == "next: Les gjennom og skriv inn: Neste: Ikke skrevet ennå"
    with medvirk.database.writing() as db:
        meeting = db.get_one(Meeting, 1)
        words.change(db, meeting, {"introduction": "Takk!", "next_step": "Planen"}, {})
        review.keep_unmarked(db, meeting, places=frozenset(), now=NOON)
        publishing.publish(db, meeting, Edition.SHARED, clock())
    assert steps(organiser) == [
        "done: Les gjennom og skriv inn: Gjort. Skrevet",
        STEPS[1],
        "done: Gå gjennom delingsversjonen: Gjort. 2 tekster er gått gjennom",
        "done: Publiser rapporten: Gjort. Publisert 25. sep. kl. 12.00",
        "next: Send takk: Neste: Ikke sendt",
        *STEPS[5:],
    ]
    with medvirk.database.writing() as db:
        db.get_one(Invitation, 1).thanked_at = clock()
        db.get_one(Invitation, 1).forgotten_at = clock()
    page = organiser.get("/TRAPP47/afterwards").text
    assert steps(organiser)[4] == "done: Send takk: Gjort. Skrevet 25. sep. kl. 12.00"
    assert "Påmeldingene er slettet." in page


def test_every_link_of_the_page_leads_somewhere(organiser: Organiser) -> None:
    page = organiser.get("/TRAPP47/afterwards").text
    main = page.partition("<main")[2].partition("</main>")[0]
    links = [unescape(href) for href in re.findall(r'href="([^"#]+)', main)]
    names = {link.rpartition("/")[2] for link in links if "/export/" in link}
    assert names <= addresses().keys()
    assert len(names) == 13
    others = {link for link in links if "/export/" not in link}
    assert {organiser.client.get(link).status_code for link in others} == {200}
    current = '<a href="/organise/TRAPP47/afterwards" aria-current="page">Etterpå</a>'
    assert current in page


def test_a_rehearsal_has_a_report_and_nobody_to_thank(
    organiser: Organiser, medvirk: Medvirk
) -> None:
    with medvirk.database.writing() as db:
        db.get_one(Meeting, 1).rehearsal = True
    assert [step.rpartition(": Ikke")[0] or step for step in steps(organiser)] == [
        "later: Les gjennom og skriv inn",
        "Last ned rapporten",
        "Last ned dataene",
        "Ta vare på møtet",
        "Spill av kvelden",
    ]


def test_who_deletes_is_shown_what_to_take_home(organiser: Organiser) -> None:
    assert 'href="/organise/TRAPP47/afterwards">Last dem ned under Etterpå</a>' in (
        organiser.get("/TRAPP47/forgetting/now").text
    )
