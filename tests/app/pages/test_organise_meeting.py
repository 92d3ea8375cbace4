"""A meeting's own page, its particulars, its table cards, and its public page."""

import re
from datetime import date, time
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app import Medvirk
from app.access import Access, Role
from app.links import links_of
from app.live.presence import Connection
from app.live.protocol import Audience
from facilitator import deeds
from facilitator.models import Invitation, Meeting, Seat
from facilitator.programme import conduct
from tests.app.conftest import SetClock
from tests.app.pages.organiser import Organiser, problems
from tests.app.pages.page import read
from tests.factories import make_item, make_meeting, make_phone, make_registration

TYPED = {
    "title": "Kommune 3.0",
    "subtitle": "",
    "host": "",
    "place": "",
    "date": "2026-09-24",
    "tables": "4",
    "language": "nb",
    "notice": "",
}


@pytest.fixture
def organiser(client: FlaskClient, medvirk: Medvirk) -> Organiser:
    """An organiser of the meeting TRAPP47 with four tables."""
    with medvirk.database.writing() as db:
        meeting = make_meeting(db, code="TRAPP47", place="Steinkjer")
        make_item(db, meeting, title="Åpning", start=time(16, 30), speaker="ordføreren")
        make_item(db, meeting, title="Skjult post", skip=True)
        make_item(db, meeting, title="Pause", kind="break", description="Kaffe\nog <kake>")
    return Organiser(client, medvirk).enter()


def of(medvirk: Medvirk) -> Meeting:
    """The meeting, as it is stored."""
    with medvirk.database.reading() as db:
        meeting = db.scalars(select(Meeting)).one()
        assert meeting.tables is not None
        return meeting


def phone_at(medvirk: Medvirk, table: int, took: int | None) -> None:
    """A phone that is connected, at table number ``table``."""
    with medvirk.database.writing() as db:
        meeting = db.scalars(select(Meeting)).one()
        phone = make_phone(db, meeting, table)
    access = Access(Role.PHONE, meeting.id, meeting.code, phone.id, meeting.generation)
    medvirk.live.presence.enter(
        Connection(phone.id, access, Audience.PHONE, "nb", phone.table_id, took=took)
    )


def trial(organiser: Organiser) -> str:
    """What the box about phones says."""
    page = organiser.get("/TRAPP47").text
    box = page[page.index('data-region="organise/trial"') : page.index("Adressene til denne")]
    words = re.sub(r"<[^>]+>", " ", box.partition(">")[2])
    return " ".join(unescape(words).split())


@pytest.mark.parametrize("page", ["", "/registrations", "/seating", "/letters", "/settings"])
def test_a_meetings_pages_speak_its_language_unless_one_has_chosen_another(
    organiser: Organiser, medvirk: Medvirk, page: str
) -> None:
    with medvirk.database.writing() as db:
        db.scalars(select(Meeting)).one().language = "nn"
    asked = [organiser.get(f"/TRAPP47{page}{choice}").text for choice in ("", "?language=en")]
    assert [re.findall(r'<html lang="(..)"', text) for text in asked] == [["nn"], ["en"]]


def test_the_page_hands_out_every_link_with_a_code(organiser: Organiser, medvirk: Medvirk) -> None:
    page = organiser.get("/TRAPP47").text
    links = links_of(medvirk.settings, of(medvirk))
    shown = re.findall(r'href="(http[^"]+)"', page)
    handed_out = [links[name] for name in ("join", "stage", "console", "themes", "signup")]
    assert shown == handed_out
    codes = set(re.findall(r'class="qr"[^>]* aria-label="([^"]+)"', page))
    assert set(handed_out) <= codes


def test_the_box_says_that_no_phone_has_come(organiser: Organiser) -> None:
    assert trial(organiser) == (
        "Ingen mobil har nådd fram ennå. Skann koden med din egen mobil."
        " Den dukker opp her med en gang."
    )


def test_the_box_shows_who_comes_and_how_quickly_they_are_answered(
    organiser: Organiser, medvirk: Medvirk
) -> None:
    phone_at(medvirk, 3, None)
    phone_at(medvirk, 1, 42)
    assert trial(organiser) == (
        "2 mobiler er koblet til. Mobil ved bord 1 svarer på 42 ms – raskt Mobil ved bord 3 måler …"
    )


def test_the_box_remembers_that_a_phone_has_been_there(
    organiser: Organiser, medvirk: Medvirk
) -> None:
    with medvirk.database.writing() as db:
        make_phone(db, db.scalars(select(Meeting)).one())
    assert (
        trial(organiser)
        == "Ingen mobil er koblet til nå. Minst én har vært inne, så veien er åpen."
    )


def test_particulars_are_changed(organiser: Organiser, medvirk: Medvirk) -> None:
    changed = organiser.post(
        "/TRAPP47/settings",
        {
            "title": "Kommune 4.0",
            "subtitle": "Verdien",
            "host": "Distriktssenteret",
            "place": "Namsos",
            "date": "1.10.2026",
            "tables": "6",
            "language": "en",
            "notice": "Alt deles.",
        },
    )
    meeting = of(medvirk)
    assert (changed.status_code, changed.location) == (303, "/organise/TRAPP47/settings")
    assert (
        (meeting.title, meeting.subtitle, meeting.host, meeting.place),
        (meeting.date, meeting.language, meeting.notice),
        [table.number for table in meeting.tables],
    ) == (
        ("Kommune 4.0", "Verdien", "Distriktssenteret", "Namsos"),
        (date(2026, 10, 1), "en", "Alt deles."),
        [1, 2, 3, 4, 5, 6],
    )


def test_particulars_that_are_wrong_change_nothing(organiser: Organiser, medvirk: Medvirk) -> None:
    page = organiser.post("/TRAPP47/settings", {**TYPED, "title": "", "place": "Namsos"})
    assert (page.status_code, problems(page)) == (
        422,
        [("title", "Skriv en tittel på høyst 200 tegn.")],
    )
    assert 'name="place" value="Namsos"' in page.text
    assert (of(medvirk).title, of(medvirk).place) == ("Kommune 3.0", "Steinkjer")


def test_tables_that_are_in_use_stay(organiser: Organiser, medvirk: Medvirk) -> None:
    with medvirk.database.writing() as db:
        make_phone(db, db.scalars(select(Meeting)).one(), table=3)
    refused = organiser.post("/TRAPP47/settings", {**TYPED, "tables": "2"})
    assert problems(refused) == [("tables", "Bord 3 er i bruk og kan ikke tas bort.")]
    assert [table.number for table in of(medvirk).tables] == [1, 2, 3, 4]
    organiser.post("/TRAPP47/settings", {**TYPED, "tables": "3"})
    assert [table.number for table in of(medvirk).tables] == [1, 2, 3]


def test_the_date_of_a_meeting_that_has_begun_stays(
    organiser: Organiser, medvirk: Medvirk, clock: SetClock
) -> None:
    with medvirk.database.writing() as db:
        conduct.next_item(db, db.scalars(select(Meeting)).one(), None, "console", clock())
    refused = organiser.post("/TRAPP47/settings", {**TYPED, "date": "2026-09-25"})
    assert problems(refused) == [("date", "Møtet har begynt. Datoen kan ikke endres nå.")]
    assert of(medvirk).date == date(2026, 9, 24)


def test_each_table_has_a_card_that_leads_to_it(organiser: Organiser, medvirk: Medvirk) -> None:
    page = organiser.get("/TRAPP47/cards").text
    join = links_of(medvirk.settings, of(medvirk))["join"]
    codes = re.findall(r'class="qr"[^>]* aria-label="([^"]+)"', page)
    assert codes == [f"{join}/{number}" for number in (1, 1, 2, 2, 3, 3, 4, 4)]
    assert re.findall(r'class="half-figure">(\d+)<', page) == list("11223344")


def test_the_public_page_says_what_when_and_where(
    organiser: Organiser, client: FlaskClient
) -> None:
    page = client.get("/m/trapp-47").text
    words = " ".join(unescape(re.sub(r"<[^>]+>", " ", page[page.index("<main") :])).split())
    programme = "16.30 Åpning ordføreren 17.30 Pause Kaffe og <kake>"
    assert words.partition("Program ")[2].partition(" Godt å vite")[0] == programme
    assert ("torsdag 24. september 2026" in page, "Steinkjer" in page) == (True, True)
    assert client.get("/m/FINNESIKKE").status_code == 404


def steps(organiser: Organiser) -> list[tuple[str, str]]:
    """The steps that the meeting's page shows: how each stands, and its words."""
    shown = read(organiser.get("/TRAPP47").text).all("class", "ways")
    return [(step["data-state"], step.words) for one in shown for step in one.all("data-state")]


def test_when_the_evening_is_over_the_meeting_shows_what_is_done_with_it(
    organiser: Organiser, medvirk: Medvirk, clock: SetClock
) -> None:
    with medvirk.database.writing() as db:
        meeting = db.scalars(select(Meeting)).one()
        current, now = meeting.items[0].id, clock()
        conduct.start(db, meeting, item=current, who="astrid", now=now)
        conduct.finish(db, meeting, current=current, who="astrid", now=now)
    assert steps(organiser) == [
        ("next", "1 Les gjennom og skriv inn Neste: Ikke skrevet ennå"),
        ("later", "2 Gå gjennom delingsversjonen Ingen tekster ennå"),
        ("later", "3 Publiser rapporten Ikke publisert"),
        ("later", "4 Send takk Ikke sendt"),
    ]


def test_the_meeting_shows_what_is_done_before_the_evening_and_what_is_next(
    organiser: Organiser, medvirk: Medvirk, clock: SetClock
) -> None:
    assert steps(organiser) == [
        ("next", "1 Innbydelse Neste: Ikke skrevet ennå"),
        ("later", "2 Påmelding Ikke åpen"),
        ("later", "3 Bordplassering Når folk er påmeldt"),
        ("later", "4 Øv Spill gjennom kvelden alene"),
        ("later", "5 Døra Ta imot folk når de kommer"),
    ]
    with medvirk.database.writing() as db:
        meeting = db.scalars(select(Meeting)).one()
        invitation = db.get_one(Invitation, meeting.id)
        invitation.about, invitation.capacity = "Kom og si hva du mener.", 2
        here, late = [make_registration(db, meeting, now=clock()) for _ in range(2)]
        make_registration(db, meeting, now=clock())
        table = meeting.tables[0]
        db.add(Seat(registration_id=here.id, round=1, table_id=table.id))
        here.arrived_at = clock()
        deeds.note(db, "start_rehearsal", organiser_id=1, now=clock(), meeting_id=meeting.id)
    assert steps(organiser) == [
        ("done", "✓ Innbydelse Gjort. Skrevet"),
        ("done", "✓ Påmelding Gjort. Åpen: 2 av 2 · 1 venter"),
        ("next", "3 Bordplassering Neste: 1 av 2 har bord"),
        ("done", "✓ Øv Gjort. Sist øvd 24. sep. kl. 12.00"),
        ("done", "✓ Døra Gjort. 1 har kommet"),
    ]
    with medvirk.database.writing() as db:
        meeting = db.scalars(select(Meeting)).one()
        db.get_one(Invitation, meeting.id).open = False
        db.add(Seat(registration_id=late.id, round=1, table_id=meeting.tables[1].id))
    assert steps(organiser)[1:3] == [
        ("done", "✓ Påmelding Gjort. Stengt: 2 av 2 · 1 venter"),
        ("done", "✓ Bordplassering Gjort. 2 av 2 har bord"),
    ]
    with medvirk.database.writing() as db:
        db.scalars(select(Invitation)).one().forgotten_at = clock()
    assert steps(organiser) == []
