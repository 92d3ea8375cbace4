"""The organiser is reminded, deletes at once, and sees what was deleted."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app import Medvirk
from app.forgetting import forget_due
from facilitator.models import Contribution, Meeting, Registration
from tests.app.conftest import SetClock
from tests.app.pages.organiser import Organiser
from tests.factories import make_item, make_meeting, make_registration


@pytest.fixture
def organiser(client: FlaskClient, medvirk: Medvirk) -> Organiser:
    """An organiser of TRAPP47, for which four people have registered."""
    with medvirk.database.writing() as db:
        meeting = make_meeting(db, code="TRAPP47")
        make_item(db, meeting)
        for _ in range(3):
            make_registration(db, meeting, role="citizen", municipality="Namsos")
        make_registration(db, meeting, role="politician", name="Kari Moen", diet="Nøtter")
    return Organiser(client, medvirk).enter()


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def main(organiser: Organiser, path: str) -> str:
    """What the page at ``path`` says."""
    return words(organiser.get(path).text.partition("<main")[2].partition("</main>")[0])


def test_the_page_says_when_and_what(organiser: Organiser) -> None:
    said = main(organiser, "/TRAPP47/forgetting")
    assert "Påmeldingene slettes lørdag 24. oktober 2026" in said
    for part in (
        "4 påmeldinger med navn, e-post, rolle og kommune",
        "1 opplysning om mat og allergi",
        "svar på egne spørsmål fra 0 personer",
        "0 plasser ved bord",
        "4 brev",
    ):
        assert part in said
    assert "Dette er slettet" not in said


def test_every_page_of_the_meeting_reminds_in_the_last_week(
    organiser: Organiser, medvirk: Medvirk, clock: SetClock
) -> None:
    def reminder(path: str) -> list[str]:
        found = re.findall(r'id="soon-forgotten">\s*<p>([^<]+)', organiser.get(path).text)
        return [said.strip() for said in found]

    clock.pass_by(days=22)
    assert reminder("/TRAPP47") == []
    clock.pass_by(days=1)
    for path in ("/TRAPP47", "/TRAPP47/programme", "/TRAPP47/settings", "/TRAPP47/registrations"):
        assert reminder(path) == ["Påmeldingene slettes om 7 dager."], path
    assert reminder("/") == []
    clock.pass_by(days=7)
    assert reminder("/TRAPP47") == ["Påmeldingene slettes i dag."]
    forget_due(medvirk.database, clock())
    assert reminder("/TRAPP47") == []


def test_deleting_at_once_asks_first_and_tells_afterwards(
    organiser: Organiser, medvirk: Medvirk
) -> None:
    asked = main(organiser, "/TRAPP47/forgetting/now")
    assert "Dette slettes, og det kan ikke angres: 4 påmeldinger" in asked
    assert "Last ned påmeldingene først" in asked
    sent = organiser.post("/TRAPP47/forgetting/now", {})
    assert sent.location == "/organise/TRAPP47/forgetting"
    said = main(organiser, "/TRAPP47/forgetting")
    assert "Påmeldingene er slettet." in said
    day = "torsdag 24. september 2026 kl. 12.00"
    assert f"Mat og allergi: {day} Navn, e-post, svar, bordplassering og brev: {day}" in said
    assert "Roller andre, eller ikke oppgitt: 4 Kommuner" in said
    assert "Kari Moen" not in organiser.get("/TRAPP47/forgetting").text
    assert "Slettet påmeldingene" in main(organiser, "/TRAPP47/log")
    with medvirk.database.reading() as db:
        assert db.scalars(select(Registration)).all() == []
        assert db.scalars(select(Contribution)).all() == []
        assert db.scalars(select(Meeting)).one().code == "TRAPP47"


def test_what_was_deleted_by_itself_is_told_too(
    organiser: Organiser, medvirk: Medvirk, clock: SetClock
) -> None:
    clock.pass_by(days=1)
    forget_due(medvirk.database, clock())
    said = main(organiser, "/TRAPP47/forgetting")
    assert "Dette er slettet Mat og allergi: fredag 25. september 2026 kl. 12.00" in said
    assert "Navn, e-post, svar, bordplassering" not in said
