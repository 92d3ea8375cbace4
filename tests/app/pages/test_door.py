"""The door's page and the organiser's tab about it: what they show, and to whom."""

import re

import pytest
from sqlalchemy.orm import Session

from app import Medvirk
from app.access import Role, make_key
from app.links import links_of
from facilitator.models import Invitation, Meeting
from facilitator.registration import arrivals
from facilitator.registration.asked.municipalities import all_names
from tests.app.pages.desk import Desk
from tests.app.pages.organiser import Organiser
from tests.app.pages.page import Element, read
from tests.factories import make_registration, make_uuid


def writing(desk: Desk, db: Session) -> Meeting:
    return db.get_one(Meeting, desk.meeting.id)


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Two who registered together, one with much to keep quiet about, and one who waits."""
    with desk.medvirk.database.writing() as db:
        meeting = writing(desk, db)
        db.get_one(Invitation, meeting.id).capacity = 2
        kari = make_registration(
            db,
            meeting,
            companions=1,
            name="Kari <Nordmann>",
            email="kari@example.com",
            role="politician",
            municipality="Steinkjer",
            diet="nøtter",
        )
        make_registration(db, meeting, name="Per Venter", email="per@example.com")
        arrivals.arrive(db, meeting, kari, on=True, now=desk.now)
        arrivals.walk_in(db, meeting, {"name": "Ola Ny"}, id=make_uuid(), now=desk.now)
    return desk


def door(desk: Desk, role: Role = Role.DOOR) -> str:
    return "/door/" + make_key(desk.medvirk.settings.secret_key, desk.meeting, role)


def rows(page: Element) -> list[str]:
    return [row.words for row in page.one("data-guests").all("id") if row["id"].startswith("guest")]


def test_the_list_has_names_and_what_is_said_aloud_and_nothing_else(filled: Desk) -> None:
    text = filled.client.get(door(filled)).text
    page = read(text)
    found = rows(page)
    assert re.sub(r"\d+", "1", found[0]) == "Følge 1 Alle 1"
    assert found[1:] == [
        "Kari <Nordmann> politiker · Steinkjer Alle 2",
        "Ola Ny",
        "Per Venter På ventelista",
    ]
    assert [one for one in ("@example.com", "nøtter", "<Nordmann>") if one in text] == []
    counts = page.one("data-region", "door/counts").words
    assert counts.startswith("2 av 3 er kommet 1 uten påmelding 3 på 2 plasser Sist kommet")


@pytest.mark.parametrize("role", [Role.CONSOLE, Role.STAGE, Role.THEMES])
def test_no_other_key_opens_the_door(desk: Desk, role: Role) -> None:
    assert desk.client.get(door(desk, role)).status_code == 404


def test_a_revoked_key_opens_nothing(desk: Desk) -> None:
    address = door(desk)
    with desk.medvirk.database.writing() as db:
        writing(desk, db).door_generation += 1
    assert desk.client.get(address).status_code == 404


def test_the_form_offers_the_meetings_own_roles_and_every_municipality(filled: Desk) -> None:
    with filled.medvirk.database.writing() as db:
        db.get_one(Invitation, filled.meeting.id).roles = ["citizen", "Rådmann"]
    page = read(filled.client.get(door(filled)).text)
    assert [one["value"] for one in page.all("name", "role")] == ["citizen", "Rådmann"]
    offered = page.one("id", "municipalities").all("value")
    assert [one["value"] for one in offered] == list(all_names())


def test_the_organiser_gets_the_link_how_to_use_it_and_who_has_come(
    filled: Desk, medvirk: Medvirk
) -> None:
    organiser = Organiser(filled.client, medvirk).enter()
    text = organiser.get(f"/{filled.meeting.code}/door").text
    page = read(text)
    link = links_of(medvirk.settings, filled.meeting)["door"]
    assert [link in text, "Slik gjør dere" in text, "Kari &lt;Nordmann&gt;" in text] == [True] * 3
    assert "2 av 3 er kommet" in page.one("data-region", "door/counts").words
    assert (page.one("data-audience")["data-audience"], "Per Venter" in text) == ("organise", False)


def test_an_empty_meeting_says_so(desk: Desk) -> None:
    page = read(desk.client.get(door(desk)).text)
    assert page.one("data-region", "door/list").words == (
        "Ingen er påmeldt ennå. De som kommer, tar dere imot med knappen «Ikke påmeldt»."
    )
