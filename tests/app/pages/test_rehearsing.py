"""The page where one practises, and the mark on every screen of a rehearsal."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from flask.testing import FlaskClient

from app import Medvirk
from app.access import Role, make_key
from app.links import paths_of
from app.rehearsal.slip import Slip, State, Told
from facilitator import rehearsal
from facilitator.meetings import find
from facilitator.models import Meeting
from tests.app.pages.organiser import Organiser, problems, typed_on
from tests.app.pages.page import read
from tests.factories import NOON, make_item, make_meeting

WISH = {"tables": "3", "phones": "9", "speed": "20", "steers": "person"}
PLAYING = Told(
    State.PLAYING, 3, 9, 20.0, "rehearsal", code="", item="Velkommen <alle>", here=8, given=7
)


@pytest.fixture
def organiser(client: FlaskClient, medvirk: Medvirk) -> Organiser:
    """An organiser of the meeting TRAPP47, of two hours at three tables."""
    with medvirk.database.writing() as db:
        meeting = make_meeting(db, code="TRAPP47", tables=3)
        make_item(db, meeting, minutes=120)
    return Organiser(client, medvirk).enter()


@pytest.fixture
def practised(organiser: Organiser, medvirk: Medvirk) -> Meeting:
    """A rehearsal of it."""
    with medvirk.database.writing() as db:
        return rehearsal.set_up(
            db, find(db, "TRAPP47"), speed=20, tables=3, now=NOON, choose=Random(1)
        )


def told(organiser: Organiser) -> str:
    """What the page says of the rehearsal."""
    return read(organiser.get("/TRAPP47/rehearsal").text).one("id", "rehearsed").words


def test_the_form_proposes_the_meetings_tables_and_the_quickest_way(organiser: Organiser) -> None:
    page = organiser.get("/TRAPP47/rehearsal").text
    assert typed_on(page[page.index('name="speed"') - 40 :]) == {
        "speed": "20",
        "tables": "3",
        "phones": "18",
    }
    speeds = [option.words for option in read(page).one("name", "speed").all("value")]
    assert speeds == [
        "Som på kvelden: 120 minutter",
        "2 ganger så fort: 60 minutter",
        "5 ganger så fort: 24 minutter",
        "10 ganger så fort: 12 minutter",
        "20 ganger så fort: 6 minutter",
    ]
    chosen = [
        way["value"] for way in read(page).all("name", "steers") if "checked" in way.attributes
    ]
    assert chosen == ["rehearsal"]


def test_what_cannot_be_is_said_beside_its_field(organiser: Organiser, medvirk: Medvirk) -> None:
    wrong = {"tables": "0", "phones": "mange", "speed": "21", "steers": "nobody"}
    refused = organiser.post("/TRAPP47/rehearsal", wrong)
    assert (refused.status_code, problems(refused)) == (
        422,
        [
            ("tables", "Velg mellom 1 og 30 bord."),
            ("phones", "Velg mellom 1 og 200 mobiler."),
            ("speed", "Velg hvor fort øvingen skal gå."),
            ("steers", "Velg hvem som styrer møtet."),
        ],
    )
    assert medvirk.rehearsals.told("TRAPP47") is None


def test_an_empty_programme_is_not_rehearsed(organiser: Organiser, medvirk: Medvirk) -> None:
    with medvirk.database.writing() as db:
        make_meeting(db, code="TOM22")
    refused = organiser.post("/TOM22/rehearsal", WISH)
    assert problems(refused) == [
        ("start", "Programmet er tomt. Legg inn poster først, så kan du øve.")
    ]


def test_one_that_goes_on_is_shown_with_its_links(
    organiser: Organiser, medvirk: Medvirk, practised: Meeting
) -> None:
    slip = Slip(medvirk.settings, "TRAPP47")
    with slip.taken():
        slip.write(replace(PLAYING, code=practised.code))
        page = read(organiser.get("/TRAPP47/rehearsal").text)
        part = read(organiser.get("/TRAPP47/rehearsal/state").text)
    (box,) = page.one("id", "rehearsed").all("data-state")
    assert (box["data-state"], "data-lives" in box.attributes) == ("playing", True)
    assert box.words.startswith(
        "Øvingen er i gang Nå: Velkommen <alle> Mobiler 8 av 9 Bord 3 Innspill 7 Tempo 20×"
    )
    key = make_key(medvirk.settings.secret_key, practised, Role.STAGE)
    links = [link["href"] for link in box.all("href")]
    assert (links[0], links[3]) == (f"/stage/{key}", f"/j/{practised.code}")
    assert part.one("data-state").words == box.words
    assert page.all("name", "speed") == []


def test_one_that_is_over_is_told_by_counts(organiser: Organiser, medvirk: Medvirk) -> None:
    over = replace(PLAYING, state=State.OVER, stored=7, wiped={"meeting": 1, "item": 2})
    slip = Slip(medvirk.settings, "TRAPP47")
    with slip.taken():
        slip.write(over)
    assert told(organiser) == (
        "Øvingen er over, og alt er slettet 7 innspill ble tatt imot, og 7 ble lagret."
        " 3 rader i databasen er slettet, og 0 er igjen."
    )


def test_one_that_broke_off_is_told_and_cleared_by_a_button(
    organiser: Organiser, medvirk: Medvirk, practised: Meeting
) -> None:
    slip = Slip(medvirk.settings, "TRAPP47")
    with slip.taken():
        slip.write(replace(PLAYING, code=practised.code))
    assert told(organiser) == (
        "Øvingen stoppet Øvingen ble brutt av før den var ferdig. Slett det som er igjen Oppdater"
    )
    organiser.post("/TRAPP47/rehearsal/stop", {})
    assert "Slett det som er igjen" not in told(organiser)
    with medvirk.database.reading() as db:
        assert rehearsal.traces(db, practised.id)["meeting"] == 0


def test_a_start_wipes_what_broke_off_and_what_is_old_but_not_what_goes_on(
    organiser: Organiser, medvirk: Medvirk, practised: Meeting
) -> None:
    living, broken = Slip(medvirk.settings, "TRAPP47"), Slip(medvirk.settings, "TRAPP48")
    with medvirk.database.writing() as db:
        other = make_meeting(db, code="TRAPP48")
        make_item(db, other)
        left, old = (
            rehearsal.set_up(db, other, speed=20, tables=1, now=now, choose=Random(seed))
            for seed, now in ((2, NOON), (3, NOON - timedelta(days=2)))
        )
    with living.taken():
        living.write(replace(PLAYING, code=practised.code))
        with broken.taken():
            broken.write(replace(PLAYING, code=left.code))
        medvirk.rehearsals.sweep()
    with medvirk.database.reading() as db:
        there = [rehearsal.traces(db, one.id)["meeting"] for one in (practised, left, old)]
    assert there == [1, 0, 0]


def test_every_screen_of_a_rehearsal_is_marked_and_none_of_the_meeting(
    organiser: Organiser, medvirk: Medvirk, practised: Meeting
) -> None:
    with medvirk.database.reading() as db:
        meeting = find(db, "TRAPP47")
    marks = {}
    for one in (meeting, practised):
        paths = paths_of(medvirk.settings, one)
        phone = organiser.client.post(f"/j/{one.code}/sit", data={"table": 1}).location
        asked = (
            paths["stage"],
            paths["console"],
            phone,
            paths["signup"],
            f"/j/{one.code}?table=choose",
        )
        pages = [read(organiser.client.get(path).text) for path in asked]
        pages.append(read(organiser.get(f"/{one.code}").text))
        marks[one.code] = {
            tuple(mark.words for mark in page.all("class", "rehearsal-mark")) for page in pages
        }
    assert marks == {
        meeting.code: {()},
        practised.code: {("Øving Alt slettes etterpå.",)},
    }


def test_the_meeting_has_the_button_and_its_rehearsal_has_none(
    organiser: Organiser, practised: Meeting
) -> None:
    ways = {
        code: [
            link.words
            for link in read(organiser.get(f"/{code}").text).all("href")
            if link.words == "Øv"
        ]
        for code in ("TRAPP47", practised.code)
    }
    assert ways == {"TRAPP47": ["Øv"], practised.code: []}
    assert practised.code not in organiser.get("/").text
