"""The page of who sits where, as it works without scripts, and what is printed of it."""

import re
from collections.abc import Sequence
from html import unescape
from http import HTTPStatus
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app import Medvirk
from app.access import Role, make_own_key
from facilitator.models import Meeting, Registration
from facilitator.registration.sitting import arrangement, seats
from facilitator.registration.sitting.room import room_of
from tests.app.pages.organiser import Organiser
from tests.factories import NOON, make_meeting, make_registration, seat_everybody

NAMES = ("Kari Nordmann", "Åse Gram", "Zara Li", "Ola Voll", "Per Øy", "Ærlig Talt")
PLACES = ("Steinkjer", "Verdal")
ROOM = {"rounds": "2", "mix": ["role"], "size": "4", "near-door": ["1"]}


@pytest.fixture
def organiser(client: FlaskClient, medvirk: Medvirk) -> Organiser:
    """An organiser of the meeting TRAPP47 with six people, two tables and two rounds."""
    with medvirk.database.writing() as db:
        meeting = make_meeting(db, code="TRAPP47", tables=2)
        make_registration(db, meeting, companions=len(NAMES) - 1)
        for number, one in enumerate(_people(db)):
            one.name, one.diet = NAMES[number], "uten nøtter"
            one.role = ("citizen", "politician")[number % 2]
            one.municipality = PLACES[number % 2]
        arrangement.arrange(
            db, meeting, rounds=2, mix=["role"], sizes={1: 4, 2: 4}, near_door=frozenset({1})
        )
    return Organiser(client, medvirk).enter()


@pytest.fixture
def seated(organiser: Organiser, medvirk: Medvirk) -> Organiser:
    """The same when everybody sits."""
    with medvirk.database.writing() as db:
        seat_everybody(db, db.scalars(select(Meeting)).one())
    return organiser


def _people(db: Any) -> Sequence[Registration]:
    return list(db.scalars(select(Registration).order_by(Registration.number)))


def people(medvirk: Medvirk) -> dict[str, Registration]:
    """Those who registered, by name."""
    with medvirk.database.reading() as db:
        return {one.name: one for one in _people(db)}


def sits(medvirk: Medvirk, round: int = 1) -> dict[str, int]:
    """The table of each who sits, by name."""
    with medvirk.database.reading() as db:
        meeting = db.scalars(select(Meeting)).one()
        return {
            db.get_one(Registration, id).name: table
            for id, table in seats.seats_of(db, meeting.id).get(round, {}).items()
        }


def drawn(page: TestResponse) -> dict[str, int]:
    """The table of each in the picture, by name."""
    found = re.findall(r'class="seat".*?data-name="([^"]+)" data-at="(\d+)"', page.text, re.DOTALL)
    return {unescape(name): int(at) for name, at in found}


def told(page: TestResponse) -> list[tuple[str, str]]:
    """What the page says was done, or was not."""
    found = re.findall(r'class="done" data-category="(\w+)" role="status">([^<]+)<', page.text)
    return [(category, unescape(words)) for category, words in found]


def follow(organiser: Organiser, path: str, **data: Any) -> TestResponse:
    """Send a form, and open the page that it leads to."""
    sent = organiser.post(f"/TRAPP47/seating/{path}", data)
    assert sent.status_code == HTTPStatus.SEE_OTHER, sent.text
    return organiser.client.get(sent.location)


def test_everybody_is_seated_by_a_press_of_the_button(
    organiser: Organiser, medvirk: Medvirk
) -> None:
    before = organiser.get("/TRAPP47/seating")
    assert drawn(before) == {}
    assert before.text.count('data-at="0"') == len(NAMES)
    assert "Her står det hvor godt bordene er blandet" in before.text

    page = follow(organiser, "plan", round="1")

    assert told(page) == [("message", "Alle har fått plass.")]
    assert drawn(page) == sits(medvirk, 1)
    assert set(drawn(page)) == set(NAMES)
    assert 'data-at="0"' not in page.text
    assert "Alle bord har minst én innbygger og én politiker." in page.text
    second = organiser.get("/TRAPP47/seating?round=2")
    assert drawn(second) == sits(medvirk, 2)


def test_a_room_that_is_too_small_and_wishes_that_clash_are_told_with_who(
    organiser: Organiser,
) -> None:
    follow(organiser, "room", **{**ROOM, "size": "2"})
    assert told(follow(organiser, "plan")) == [
        (
            "problem",
            "Det er 6 som skal sitte, og 4 plasser ved bordene. Gjør bord større, eller lag flere.",
        )
    ]
    follow(organiser, "room", **ROOM)
    for kind in ("together", "apart"):
        wish = {"kind": kind, "person-1": "Kari", "person-2": "Zara", "table": "1"}
        follow(organiser, "wishes", **wish)
    assert told(follow(organiser, "plan")) == [
        (
            "problem",
            "Ønskene for Kari Nordmann og Zara Li kan ikke oppfylles samtidig. Fjern ett av"
            " ønskene, lås opp en plass, eller gjør et bord større.",
        )
    ]


def test_people_are_moved_locked_swapped_and_put_back(seated: Organiser, medvirk: Medvirk) -> None:
    kari, before = people(medvirk)["Kari Nordmann"], sits(medvirk)
    here = before["Kari Nordmann"]
    to = 3 - here
    chosen = seated.get(f"/TRAPP47/seating?person={kari.id}")
    assert f'id="seat-{kari.id}"' in chosen.text
    assert f'<option value="{to}">Bord {to} – 1 ledig</option>' in chosen.text

    here_now = {"round": "1", "person": kari.id}
    page = follow(seated, "move", seen=f"{here}", table=f"{to}", **here_now)
    assert sits(medvirk) == {**before, "Kari Nordmann": to}
    assert drawn(page) == sits(medvirk)
    assert "Kari Nordmann, innbygger, Steinkjer, låst" in page.text
    assert "Angre flyttingen" in page.text

    page = follow(seated, "lock", on="", **here_now)
    assert "låst" not in re.findall('aria-label="(Kari[^"]+)"', page.text)[0]
    assert "Angre opplåsingen" in page.text

    # What somebody else saw is no longer so.
    page = follow(seated, "move", seen=f"{here}", table="", **here_now)
    assert told(page) == [
        (
            "problem",
            "Kari Nordmann er flyttet av noen andre i mellomtida. Se hvor det ble, og prøv igjen.",
        )
    ]
    follow(seated, "move", seen=f"{to}", table="", **here_now)
    assert "Kari Nordmann" not in sits(medvirk)
    page = follow(seated, "undo", **here_now)
    assert sits(medvirk)["Kari Nordmann"] == to
    assert "Angre" not in page.text

    before, known = sits(medvirk), people(medvirk)
    kari = before["Kari Nordmann"]
    other = next(name for name, table in before.items() if table != kari)
    swap = {"round": "1", "person": known["Kari Nordmann"].id, "other": known[other].id}
    follow(seated, "swap", seen=f"{kari}", **swap)
    swapped = {**before, "Kari Nordmann": before[other], other: kari}
    assert sits(medvirk) == swapped
    page = follow(seated, "swap", seen=f"{before[other]}", seen_other=f"{before[other]}", **swap)
    assert [category for category, _ in told(page)] == ["problem"]
    assert sits(medvirk) == swapped


def test_gaps_are_closed_another_round_holds_and_screens_hear_of_it(
    seated: Organiser, medvirk: Medvirk
) -> None:
    with medvirk.database.writing() as db:
        come = _people(db)[:4]
        for one in come:
            one.arrived_at = NOON
    before = sits(medvirk)
    page = follow(seated, "gaps", only_arrived="1")
    assert told(page) == [("message", "Hullene er tettet. De som har kommet, sitter der de satt.")]
    assert sits(medvirk) == {one.name: before[one.name] for one in come}
    assert page.text.count('data-at="0"') == 2

    page = follow(seated, "round", round="2")
    assert "La runde 2 gjelde nå" not in page.text
    with medvirk.database.reading() as db:
        kari = next(one for one in _people(db) if one.name == "Kari Nordmann")
        table = seats.table_of(db, kari)
        assert table is not None
        assert table.number == sits(medvirk, 2)["Kari Nordmann"]
    assert [category for category, _ in told(follow(seated, "round", round="3"))] == ["problem"]

    found = re.search(r'data-version="(\d+)"', seated.get("/TRAPP47/seating").text)
    assert found
    since = f"/TRAPP47/seating?since={found[1]}"
    same = seated.get(since)
    assert (same.status_code, same.text) == (HTTPStatus.NO_CONTENT, "")
    follow(seated, "round", round="1")
    assert seated.get(since).status_code == HTTPStatus.OK


def test_the_room_is_arranged_or_it_says_what_is_wrong(
    organiser: Organiser, medvirk: Medvirk
) -> None:
    own = {"rounds": "3", "mix": ["role", "municipality"], "size": "", "near-door": ["2"]}
    follow(organiser, "room", **own, **{"size-1": "6", "size-2": "5"})
    with medvirk.database.reading() as db:
        room = room_of(db, db.scalars(select(Meeting)).one())
    assert [(at.number, at.size, at.near_door) for at in room.tables] == [
        (1, 6, False),
        (2, 5, True),
    ]
    assert (room.seating.rounds, room.mix) == (3, ["role", "municipality"])

    wrong = organiser.post(
        "/TRAPP47/seating/room", {**own, "size-1": "mange", "size-2": "7", "round": "2"}
    )
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'id="size-1-problem">Skriv et tall fra 0 til 40.<' in wrong.text
    assert 'name="size-2" value="7"' in wrong.text
    assert 'id="room-details" open' in wrong.text
    assert 'data-round="2"' in wrong.text


def test_a_wish_is_a_sentence_until_it_is_removed(organiser: Organiser) -> None:
    follow(organiser, "wishes", **{"kind": "together", "person-1": "kari", "person-2": "Åse Gram"})
    follow(organiser, "wishes", **{"kind": "table", "person-3": "Ærlig", "table": "2"})
    page = follow(organiser, "wishes", **{"kind": "door", "person-1": "Zara"})
    wishes = re.findall(r'<li id="wish-(\d+)">\s*<p>([^<]+)</p>', page.text)
    assert [words for _, words in wishes] == [
        "Kari Nordmann og Åse Gram sitter sammen.",
        "Ærlig Talt sitter ved bord 2.",
        "Zara Li sitter nær døra.",
    ]
    page = follow(organiser, f"wishes/{wishes[0][0]}/remove")
    assert "sitter sammen" not in page.text

    for typed, field, words in (
        ({"person-1": "r"}, "person-1", "Flere heter «r». Velg en fra lista."),
        ({"person-1": "Nils"}, "person-1", "Vi finner ingen påmeldt som heter «Nils»."),
        (
            {"person-1": "Kari"},
            "person-1",
            "Velg hvem det gjelder. Skal noen sitte sammen eller hver for seg, trengs det to.",
        ),
    ):
        wrong = organiser.post("/TRAPP47/seating/wishes", {"kind": "apart", **typed})
        assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert re.findall(r'id="([\w-]+)-problem">([^<]+)<', wrong.text) == [(field, words)]
        assert f'value="{typed["person-1"]}"' in wrong.text


def test_printed_lists_are_in_the_order_of_the_alphabet_and_never_say_what_people_eat(
    seated: Organiser, medvirk: Medvirk
) -> None:
    ordered = ["Kari Nordmann", "Ola Voll", "Per Øy", "Zara Li", "Ærlig Talt", "Åse Gram"]
    first, second = sits(medvirk, 1), sits(medvirk, 2)

    door = seated.get("/TRAPP47/seating/list").text
    rows = re.findall(r'<th scope="row">([^<]+)</th>\s*((?:<td.*?</td>\s*)+)', door)
    assert [(name, re.findall(r">(\d+|–)<", cells)) for name, cells in rows] == [
        (name, [str(first[name]), str(second[name])]) for name in ordered
    ]

    tables = seated.get("/TRAPP47/seating/tables").text
    listed = [re.findall(r"<li><strong>([^<]+)<", part) for part in tables.split("<section>")[1:]]
    assert listed == [
        [name for name in ordered if round[name] == table]
        for table in (1, 2)
        for round in (first, second)
    ]

    badges = seated.get("/TRAPP47/seating/badges").text
    assert re.findall(r'class="badge-name"[^>]*>([^<]+)<', badges) == ordered
    with medvirk.database.reading() as db:
        meeting = db.scalars(select(Meeting)).one()
        secret = medvirk.settings.secret_key
        keys = [
            make_own_key(secret, meeting, people(medvirk)[name], Role.BADGE) for name in ordered
        ]
    assert re.findall(r'aria-label="[^"]+/b/([^"]+)"', badges) == keys
    assert "nøtter" not in door + tables + badges


def test_namesakes_find_themselves_on_the_notice_by_what_they_are(
    seated: Organiser, medvirk: Medvirk
) -> None:
    with medvirk.database.writing() as db:
        for one in _people(db)[:2]:
            one.name = "Kari Nordmann"
    door = seated.get("/TRAPP47/seating/list").text
    assert re.findall(r'<th scope="row">(.+)</th>', door)[:3] == [
        "Kari Nordmann <small>innbygger · Steinkjer</small>",
        "Kari Nordmann <small>politiker · Verdal</small>",
        "Ola Voll",
    ]


def test_a_meeting_without_people_or_tables_says_what_to_do(
    client: FlaskClient, medvirk: Medvirk
) -> None:
    with medvirk.database.writing() as db:
        make_meeting(db, code="TRAPP47", tables=0)
    organiser = Organiser(client, medvirk).enter()
    page = organiser.get("/TRAPP47/seating")
    assert "Ingen har plass på møtet ennå." in page.text
    assert told(follow(organiser, "plan")) == [
        ("problem", "Det er ingen bord å sette folk ved. Lag bord først.")
    ]
    for sheet in ("badges", "tables", "list"):
        assert "Ingen har plass på møtet ennå." in organiser.get(f"/TRAPP47/seating/{sheet}").text
