"""The owner's statement on accessibility is one press away, wherever people are."""

from dataclasses import replace
from datetime import time

import pytest
from flask.testing import FlaskClient

from app import Medvirk
from app.config import Settings
from app.installation import Installation
from facilitator.models import Invitation
from tests.app.pages.organiser import Organiser
from tests.factories import make_item, make_meeting

STATEMENT = "https://uustatus.example/?a=1&b=2"
LINK = '<a href="https://uustatus.example/?a=1&amp;b=2">Tilgjengelighetserklæring</a>'


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """The settings of an owner who has made a statement."""
    return replace(settings, accessibility_url=STATEMENT)


def test_every_page_for_the_public_and_for_organisers_leads_to_the_statement_once(
    client: FlaskClient, medvirk: Medvirk
) -> None:
    with medvirk.database.writing() as db:
        meeting = make_meeting(db, code="TRAPP47")
        make_item(db, meeting, start=time(16))
        db.get_one(Invitation, meeting.id).open = True
    pages = ("/", "/j/TRAPP47", "/m/TRAPP47", "/m/TRAPP47/register", "/organise/sign-in")
    found = {path: client.get(path).text.count(LINK) for path in pages}
    client.post("/j/TRAPP47/sit", data={"table": "1"})
    found["at the table"] = client.get("/j/TRAPP47").text.count(LINK)
    organiser = Organiser(client, medvirk).enter()
    for path in ("/", "/TRAPP47", "/TRAPP47/report/preview"):
        found[f"/organise{path}"] = organiser.get(path).text.count(LINK)
    assert found == dict.fromkeys(found, 1)


def test_check_says_when_the_statement_is_no_full_address(settings: Settings) -> None:
    def lacks(address: str) -> list[str]:
        installation = Installation(replace(settings, accessibility_url=address))
        return [line for line in installation.lacks() if "ACCESSIBILITY_URL" in line]

    assert [lacks("uustatus.example"), lacks(STATEMENT), lacks("")] == [
        ["ACCESSIBILITY_URL must be a full address: https://uustatus.example?"],
        [],
        [],
    ]
