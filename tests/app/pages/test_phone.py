"""What a phone shows in each state of the meeting; a small evening of five items, noon in Oslo."""

import re
from datetime import time, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import Medvirk
from app.database import Database
from facilitator import contributions
from facilitator.exercises import phases
from facilitator.models import Item, Meeting, Participant
from facilitator.programme import conduct
from facilitator.programme.kinds import ItemKind
from facilitator.report.edition import Edition
from facilitator.report.organiser import publishing
from tests.factories import (
    NOON,
    make_contribution,
    make_exercise,
    make_item,
    make_meeting,
    make_phone,
)

WHO = "console"


@pytest.fixture
def database(medvirk: Medvirk) -> Database:
    """Where the installation keeps its data."""
    return medvirk.database


@pytest.fixture
def evening(client: FlaskClient, database: Database) -> list[int]:
    """The ids of the items in order; the phone sits at table 2."""
    with database.writing() as db:
        meeting = make_meeting(db, code="TRAPP47")
        items = [
            make_item(db, meeting, title="Mat", kind=ItemKind.ARRIVAL, start=time(11, 30)),
            make_item(db, meeting, title="«Sjækk»", speaker="Hildegunn Nordtug", minutes=20),
            make_item(db, meeting, title="Arbeid", kind=ItemKind.TABLE_WORK, start=time(12, 20)),
            make_item(db, meeting, title="Kaffe", kind=ItemKind.BREAK, minutes=20),
            make_item(db, meeting, title="Takk for i dag", kind=ItemKind.CLOSE, start=time(13, 10)),
        ]
        make_exercise(db, items[2], "ideas", title="Gode grunner")
        ids = [item.id for item in items]
    client.get("/j/TRAPP47/2")
    return ids


def the_meeting(db: Session) -> Meeting:
    return db.scalars(select(Meeting)).one()


def start(database: Database, item: int, minutes_ago: int = 0) -> None:
    with database.writing() as db:
        now = NOON - timedelta(minutes=minutes_ago)
        conduct.start(db, the_meeting(db), item, WHO, now)


def open_phase(database: Database, phase: str) -> None:
    with database.writing() as db:
        meeting = the_meeting(db)
        [exercise] = meeting.items[2].exercises
        phases.open_phase(db, meeting, exercise_id=exercise.id, phase=phase, now=NOON)


def page(client: FlaskClient) -> str:
    return re.sub(r"\s+", " ", client.get("/j/TRAPP47").text)


def title(html: str) -> str:
    [found] = re.findall(r"<h1>(.*?)</h1>", html)
    return str(found)


def announced(html: str) -> str:
    [found] = re.findall(r'id="now-changed" role="status">(.*?)</p>', html)
    return str(found).strip()


def test_before_the_start_a_phone_is_told_that_it_is_ready(
    client: FlaskClient, evening: list[int]
) -> None:
    html = page(client)
    assert (title(html), announced(html)) == ("Kommune 3.0", "")
    assert "Mobilen din er klar" in html
    assert "Vi begynner snart." in html


def test_while_people_arrive_a_phone_says_when_we_begin(
    client: FlaskClient, database: Database, evening: list[int]
) -> None:
    start(database, evening[0], minutes_ago=25)
    html = page(client)
    assert title(html) == "Kommune 3.0"
    assert "Vi begynner kl. 12.05." in html
    assert '<time data-tick="left">5:00</time>' in html


def test_during_a_talk_a_phone_shows_who_speaks_and_what_comes(
    client: FlaskClient, database: Database, evening: list[int]
) -> None:
    start(database, evening[1], minutes_ago=-5)
    html = page(client)
    assert (title(html), announced(html)) == ("Nå: «Sjækk»", "Nå: «Sjækk»")
    assert "<strong>Hildegunn Nordtug</strong>" in html
    times = re.findall(r'<time class="when">([\d.]+)</time>|ventes ([\d.]+)', html)
    assert [planned or f"ventes {late}" for planned, late in times] == [
        "12.20",
        "ventes 12.25",
        "12.50",
        "ventes 12.55",
        "13.10",
        "ventes 13.15",
    ]


def test_an_exercise_that_is_not_open_has_no_form(
    client: FlaskClient, database: Database, evening: list[int]
) -> None:
    start(database, evening[2])
    html = page(client)
    assert (title(html), "<form" in html) == ("Arbeid", False)
    assert "Oppgaven er ikke åpnet ennå." in html


@pytest.mark.parametrize(
    ("phase", "words", "form", "switch"),
    [
        ("individual", "Tenk selv", True, False),
        ("table", "Ved bordet", True, True),
        ("plenary", "I plenum", False, False),
        ("closed", "Stengt", False, False),
    ],
)
def test_each_phase_has_what_it_needs(
    client: FlaskClient,
    database: Database,
    evening: list[int],
    phase: str,
    words: str,
    form: bool,
    switch: bool,
) -> None:
    start(database, evening[2])
    open_phase(database, "individual")
    open_phase(database, phase)
    html = page(client)
    assert (title(html), announced(html)) == ("Gode grunner", f"Gode grunner: {words}")
    assert ("data-exercise=" in html, 'role="switch"' in html) == (form, switch)
    current = re.findall(r'aria-current="step">([^<]*?)\s*<', html)
    assert current == ([words] if phase != "closed" else [])


def test_what_is_on_its_way_stands_right_after_the_first_form(
    client: FlaskClient, database: Database, evening: list[int]
) -> None:
    start(database, evening[1])
    with database.writing() as db:
        ladder = make_exercise(db, db.get_one(Item, evening[1]), "ladder", phase="table").id
    parts = re.findall(rf'<(?:form|ul) [^>]*?(give|now|wanted|outbox)[-="]+{ladder}"', page(client))
    assert parts == ["give", "outbox", "now", "wanted"]


def test_a_note_is_seen_by_its_writer_alone_and_goes_to_the_table_when_sent(
    client: FlaskClient, database: Database, evening: list[int]
) -> None:
    start(database, evening[2])
    open_phase(database, "individual")
    with database.writing() as db:
        meeting = the_meeting(db)
        [exercise] = meeting.items[2].exercises
        other = make_phone(db, meeting, table=2)
        [mine] = db.scalars(select(Participant).where(Participant.id != other.id))
        note = make_contribution(db, mine, exercise, {"text": "Min tanke"})
        make_contribution(db, other, exercise, {"text": "Naboens tanke"})
    open_phase(database, "table")
    html = page(client)
    assert ("Min tanke" in html, "Naboens tanke" in html) == (True, False)
    assert f'data-send="share" data-id="{note.id}"' in html
    with database.writing() as db:
        participant = db.get_one(Participant, mine.id)
        contributions.share(db, participant, id=note.id, now=NOON)
    html = page(client)
    assert 'data-send="share"' not in html
    assert re.findall(r'<li class="given" id="contribution-([\w-]+)"', html) == [note.id]
    assert "Bord 2 har sendt 1" in html


def test_a_phone_never_sees_what_other_tables_send(
    client: FlaskClient, database: Database, evening: list[int]
) -> None:
    start(database, evening[2])
    open_phase(database, "table")
    with database.writing() as db:
        meeting = the_meeting(db)
        [exercise] = meeting.items[2].exercises
        make_contribution(db, make_phone(db, meeting, table=3), exercise, {"text": "Hemmelig"})
    html = page(client)
    assert "Hemmelig" not in html
    assert "Bord 2 har ikke sendt noe ennå" in html


def test_a_break_says_when_we_go_on(
    client: FlaskClient, database: Database, evening: list[int]
) -> None:
    start(database, evening[3], minutes_ago=-52)
    html = page(client)
    assert (title(html), "Vi fortsetter ca. 13.12" in html) == ("Kaffe", True)


def test_a_stopped_clock_is_told_and_one_may_write_on(
    client: FlaskClient, database: Database, evening: list[int]
) -> None:
    start(database, evening[2])
    open_phase(database, "table")
    with database.writing() as db:
        conduct.pause(db, the_meeting(db), evening[2], WHO, NOON)
    html = page(client)
    assert announced(html) == "Klokka står"
    assert ("Møtelederen har stanset klokka litt." in html, "data-exercise=" in html) == (
        True,
        True,
    )


def test_at_the_end_a_phone_says_what_becomes_of_the_input_and_then_where_it_is(
    client: FlaskClient, database: Database, evening: list[int]
) -> None:
    start(database, evening[4])
    with database.writing() as db:
        conduct.finish(db, the_meeting(db), evening[4], WHO, NOON)
    html = page(client)
    assert title(html) == "Takk for i dag"
    assert "Møtet er slutt. Takk for at du var med." in html
    assert "Hva skjer med innspillene?" in html
    with database.writing() as db:
        publishing.publish(db, the_meeting(db), Edition.FULL, NOON)
    html = page(client)
    assert ('href="/m/TRAPP47/report"' in html, "Hva skjer med innspillene?" in html) == (
        True,
        False,
    )
