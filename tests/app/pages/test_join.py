"""The way in for phones: code, table, seat; for phones with and without cookies."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app import Medvirk
from app.access import Role, make_key, read_key
from app.database import Database
from facilitator.models import Meeting, Participant, Table
from tests.app.conftest import SetClock
from tests.factories import make_item, make_meeting

NOTICE = (
    "Innspillene brukes i kommunens videre arbeid og deles med andre. Uten navn."
    " Ikke skriv navn eller opplysninger om enkeltpersoner."
)


@pytest.fixture(autouse=True)
def meeting(medvirk: Medvirk) -> Meeting:
    """TRAPP47: four tables and one talk."""
    with medvirk.database.writing() as db:
        meeting = make_meeting(db, code="TRAPP47")
        make_item(db, meeting, title="Velkommen")
        return meeting


@pytest.fixture
def database(medvirk: Medvirk) -> Database:
    """Where the installation keeps its data."""
    return medvirk.database


def seats(database: Database) -> list[tuple[str, int]]:
    """Every participant with the number of the table where it sits."""
    with database.reading() as db:
        found = db.execute(
            select(Participant.id, Table.number)
            .join(Table, Table.id == Participant.table_id)
            .order_by(Participant.joined_at, Participant.id)
        )
        return [(participant, number) for participant, number in found]


def offered(answer: TestResponse) -> list[int]:
    """The numbers of the tables that a page lets one choose."""
    return [int(number) for number in re.findall(r'data-table="(\d+)"', answer.text)]


def attribute(answer: TestResponse, name: str) -> list[str]:
    return re.findall(rf'\b{name}="([^"]*)"', answer.text)


def test_the_front_door_asks_for_the_code(client: FlaskClient) -> None:
    answer = client.get("/")
    assert (answer.status_code, attribute(answer, "name")[-1:]) == (200, ["code"])


@pytest.mark.parametrize("typed", ["TRAPP47", "trapp47", " trapp 47 ", "Trapp-47", "t r a p p 4 7"])
def test_a_code_leads_on_however_it_is_typed(client: FlaskClient, typed: str) -> None:
    answer = client.get("/", query_string={"code": typed})
    assert (answer.status_code, answer.location) == (303, "/j/TRAPP47")


@pytest.mark.parametrize("address", ["/?code=trapp+4%22", "/j/trapp+4%22", "/j/trapp+4%22/2"])
def test_an_unknown_code_is_refused_with_what_was_typed(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    typed = "trapp 4&#34;" if "?" in address else "trapp+4&#34;"
    assert (answer.status_code, attribute(answer, "value")) == (404, [typed])
    assert "Vi finner ikke noe møte med den koden." in answer.text


def test_whoever_guesses_codes_has_to_wait(client: FlaskClient) -> None:
    statuses = [client.get(f"/j/GJETT{number}").status_code for number in range(65)]
    assert statuses == [404] * 60 + [429] * 5
    assert client.get("/j/TRAPP47").status_code == 429


def test_the_right_code_is_never_counted_as_a_guess(client: FlaskClient) -> None:
    assert {client.get("/j/TRAPP47").status_code for _ in range(70)} == {200}


def test_a_phone_without_a_seat_chooses_among_the_tables(client: FlaskClient) -> None:
    answer = client.get("/j/trapp-47")
    assert (answer.status_code, offered(answer)) == (200, [1, 2, 3, 4])
    assert NOTICE in answer.text


def test_newcomers_of_one_second_are_shown_one_drawing_unless_the_meeting_changes(
    app: Flask, database: Database, clock: SetClock
) -> None:
    def shown(query: str = "") -> list[int]:
        return offered(app.test_client().get(f"/j/TRAPP47{query}"))

    def put(number: int, raised: int) -> None:
        with database.writing() as db:
            meeting = db.scalars(select(Meeting)).one()
            db.add(Table(meeting_id=meeting.id, number=number))
            meeting.version += raised

    seen = [shown()]
    put(5, raised=0)
    seen += [shown(), shown("?language=en")]
    clock.pass_by(seconds=1)
    seen += [shown()]
    put(6, raised=1)
    seen += [shown()]
    assert [len(tables) for tables in seen] == [4, 4, 5, 5, 6]


@pytest.mark.parametrize("number", [0, 5, 2**31, 10**30])
def test_a_table_that_is_not_there_is_refused_and_the_others_are_offered(
    client: FlaskClient, number: int
) -> None:
    answer = client.get(f"/j/TRAPP47/{number}")
    assert (answer.status_code, offered(answer)) == (404, [1, 2, 3, 4])
    assert f"Det er ikke noe bord {number} " in answer.text


def test_the_meetings_own_notice_takes_the_place_of_the_standard_one(
    client: FlaskClient, database: Database
) -> None:
    with database.writing() as db:
        db.scalars(select(Meeting)).one().notice = "Alt blir <offentlig>."
    page = client.get("/j/TRAPP47").text
    assert (NOTICE in page, "Alt blir &lt;offentlig&gt;." in page) == (False, True)


def test_sitting_down_gives_the_phone_a_key_of_its_own(
    client: FlaskClient, medvirk: Medvirk
) -> None:
    answer = client.post("/j/TRAPP47/sit", data={"table": "3"})
    assert (answer.status_code, answer.location) == (303, "/j/TRAPP47")
    cookie = client.get_cookie("seat_TRAPP47")
    assert cookie is not None
    assert (cookie.http_only, cookie.same_site, cookie.path, cookie.secure) == (
        True,
        "Lax",
        "/",
        False,
    )
    assert cookie.max_age == int(timedelta(days=30).total_seconds())
    with medvirk.database.reading() as db:
        access = read_key(medvirk.settings.secret_key, db, cookie.value)
    assert (access.role, access.code) == (Role.PHONE, "TRAPP47")
    assert seats(medvirk.database) == [(access.seat, 3)]


def test_behind_tls_the_seat_is_kept_from_plain_connections(client: FlaskClient) -> None:
    client.post("/j/TRAPP47/sit", data={"table": "3"}, base_url="https://localhost")
    cookie = client.get_cookie("seat_TRAPP47")
    assert cookie is not None
    assert cookie.secure


def test_the_card_of_a_table_seats_a_phone_with_nothing_to_type(
    client: FlaskClient, database: Database
) -> None:
    answer = client.get("/j/trapp47/2")
    assert (answer.status_code, answer.location) == (303, "/j/TRAPP47")
    assert [number for _, number in seats(database)] == [2]


def test_scanning_the_same_card_again_changes_nothing(
    client: FlaskClient, database: Database
) -> None:
    client.get("/j/TRAPP47/2")
    before = seats(database)
    assert client.get("/j/TRAPP47/2").location == "/j/TRAPP47"
    assert seats(database) == before


@pytest.mark.parametrize("way", ["card", "list"])
def test_a_phone_that_moves_stays_the_same_participant(
    client: FlaskClient, database: Database, way: str
) -> None:
    client.get("/j/TRAPP47/2")
    [(participant, _)] = seats(database)
    if way == "card":
        client.get("/j/TRAPP47/4")
    else:
        client.post("/j/TRAPP47/sit", data={"table": "4"})
    assert seats(database) == [(participant, 4)]


def test_who_only_looks_at_a_cards_link_does_not_sit_down(
    client: FlaskClient, database: Database
) -> None:
    assert client.head("/j/TRAPP47/2").status_code == 303
    assert seats(database) == []


def test_a_phone_without_cookies_is_asked_again_and_sees_no_mistake(app: Flask) -> None:
    client = app.test_client(use_cookies=False)
    assert client.post("/j/TRAPP47/sit", data={"table": "1"}).status_code == 303
    answer = client.get("/j/TRAPP47")
    assert (answer.status_code, offered(answer)) == (200, [1, 2, 3, 4])


@pytest.mark.parametrize("seat", ["", "nonsense", "pTRAPP47.x.y", "pTRAPP47..", "\x7f" * 300])
def test_a_seat_that_we_did_not_give_is_no_seat(client: FlaskClient, seat: str) -> None:
    client.set_cookie("seat_TRAPP47", seat)
    assert offered(client.get("/j/TRAPP47")) == [1, 2, 3, 4]


def test_the_seat_of_another_meeting_is_no_seat(client: FlaskClient, database: Database) -> None:
    with database.writing() as db:
        make_meeting(db, code="ELV22", tables=2)
    client.get("/j/ELV22/1")
    other = client.get_cookie("seat_ELV22")
    assert other is not None
    client.set_cookie("seat_TRAPP47", other.value)
    assert offered(client.get("/j/TRAPP47")) == [1, 2, 3, 4]


def test_the_key_of_another_role_is_no_seat(
    client: FlaskClient, medvirk: Medvirk, meeting: Meeting
) -> None:
    console = make_key(medvirk.settings.secret_key, meeting, Role.CONSOLE)
    client.set_cookie("seat_TRAPP47", console)
    assert offered(client.get("/j/TRAPP47")) == [1, 2, 3, 4]


def test_a_revoked_seat_is_no_seat(client: FlaskClient, database: Database) -> None:
    client.get("/j/TRAPP47/2")
    with database.writing() as db:
        db.scalars(select(Meeting)).one().generation = 2
    assert offered(client.get("/j/TRAPP47")) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("table", "status", "said"),
    [
        ("9", 404, "Det er ikke noe bord 9 her."),
        ("-1", 404, "Det er ikke noe bord -1 her."),
        ("bord", 400, "Velg et bord."),
        ("", 400, "Velg et bord."),
    ],
)
def test_a_table_that_is_not_there_leads_to_those_that_are(
    client: FlaskClient, database: Database, table: str, status: int, said: str
) -> None:
    answer = client.post("/j/TRAPP47/sit", data={"table": table})
    assert (answer.status_code, offered(answer)) == (status, [1, 2, 3, 4])
    assert said in answer.text
    assert seats(database) == []


def test_a_meeting_without_tables_says_so(client: FlaskClient, database: Database) -> None:
    with database.writing() as db:
        make_meeting(db, code="ELV22", tables=0)
    answer = client.get("/j/ELV22")
    assert (answer.status_code, offered(answer)) == (200, [])
    assert "Det er ikke satt opp bord ennå." in answer.text


def test_a_seated_phone_gets_its_page_with_its_key(client: FlaskClient) -> None:
    client.get("/j/TRAPP47/2")
    cookie = client.get_cookie("seat_TRAPP47")
    assert cookie is not None
    answer = client.get("/j/TRAPP47")
    assert answer.status_code == 200
    assert attribute(answer, "data-key") == [cookie.value]
    assert attribute(answer, "data-audience") == ["phone"]
    assert attribute(answer, "data-region") == [
        "phone/nudge",
        "phone/seat",
        "phone/now",
        "phone/wall",
        "phone/room",
        "phone/notes",
        "phone/board",
        "phone/agenda",
        "phone/bar",
    ]
    assert re.findall(r"<h1>(.*)</h1>", answer.text) == ["Kommune 3.0"]


def test_a_seated_phone_may_look_at_the_tables_and_see_its_own(client: FlaskClient) -> None:
    client.get("/j/TRAPP47/2")
    answer = client.get("/j/TRAPP47?table=choose")
    assert offered(answer) == [1, 2, 3, 4]
    assert re.findall(r'data-table="(\d)" aria-current="true"', answer.text) == ["2"]


@pytest.mark.parametrize("address", ["/", "/j/TRAPP47"])
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_everybody_chooses_a_language_and_keeps_it(
    client: FlaskClient, address: str, language: str
) -> None:
    client.get(address, query_string={"language": language})
    answer = client.get(address)
    assert re.findall(r'<html lang="(\w+)">', answer.text) == [language]
    assert re.findall(r'lang="(\w+)" hreflang="\w+" aria-current="true"', answer.text) == [language]


def test_a_meeting_is_held_in_its_own_language(client: FlaskClient, database: Database) -> None:
    with database.writing() as db:
        db.scalars(select(Meeting)).one().language = "nn"
    assert re.findall(r'<html lang="(\w+)">', client.get("/j/TRAPP47").text) == ["nn"]
