"""Letters as they are read: every kind in every language, and headers that nobody can add to."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import unescape
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import Medvirk
from app.config import Settings
from app.database import Database
from app.languages import LANGUAGES
from app.letters.compose import compose
from app.letters.gather import Matter, gather
from app.letters.mail_server import MailServer
from facilitator import forewarning, organisers, particulars
from facilitator.models import Invitation, Letter, Meeting, Registration, Seat
from facilitator.registration import parties
from facilitator.registration.placing import places
from facilitator.registration.post import everybody, letters
from facilitator.registration.post.letters import LetterKind
from facilitator.registration.standing import By, State
from facilitator.report.edition import Edition
from facilitator.report.organiser import publishing
from tests.app.letters.conftest import WEEK_BEFORE
from tests.factories import NOON, make_registration

MAIL_SERVER = MailServer("post", 25, False, None, "", "", "post@kommune.example")
BEFORE = {"date": "2026-09-23", "start": "16:00", "place": "Rådhuset"}
FACTS: Mapping[LetterKind, Mapping[str, Any]] = {
    LetterKind.CHANGED: {"before": BEFORE},
    LetterKind.MESSAGE: {"subject": "Husk innesko", "text": "Nytt gulv.\n\nTa med.", "form": "x"},
}
STANDS = {
    LetterKind.WAITING: State.WAITING,
    LetterKind.OFFER: State.OFFERED,
    LetterKind.LAPSED: State.CANCELLED,
    LetterKind.CANCELLED: State.CANCELLED,
}
WITH_CODES = (LetterKind.CONFIRMED, LetterKind.REMINDER)
DAY = timedelta(days=1)
SETTINGS = Settings(Path(), "sqlite://", "hemmelig")


def composed(
    medvirk: Medvirk, app: Flask, db: Session, letter: Letter, now: datetime = NOON - DAY
) -> EmailMessage:
    """The letter as it reaches its reader, a day before the meeting."""
    db.flush()
    matter = gather(db, medvirk.settings, letter, now)
    assert matter
    with app.app_context():
        sent = compose(medvirk.settings, matter, MAIL_SERVER).as_bytes()
    return message_from_bytes(sent, policy=policy.default)


def plain(message: EmailMessage) -> str:
    """Its words."""
    part = message.get_body(("plain",))
    assert part
    text: str = part.get_content()
    return text.replace("\r\n", "\n")


def body(message: EmailMessage) -> list[str]:
    """Its paragraphs between the greeting and the facts, and what comes after them."""
    return plain(message).split("\n\n")


def test_every_kind_of_letter_says_the_same_in_text_and_html_in_every_language(
    medvirk: Medvirk, app: Flask, meeting: Meeting
) -> None:
    with medvirk.database.writing() as db:
        for companions, language in product((0, 2), LANGUAGES):
            kari = make_registration(db, meeting, now=WEEK_BEFORE, companions=companions)
            for kind in set(LetterKind) - {LetterKind.FORGETTING}:
                letter = stand_and_write(db, kari, kind)
                letter.language = language
                message = composed(medvirk, app, db, letter)
                page = message.get_body(("html",))
                assert page
                html = page.get_content()
                assert (message["Content-Language"], f'<html lang="{language}">' in html) == (
                    language,
                    True,
                )
                lines = [line for line in plain(message).splitlines() if "://" not in line]
                lost = [line for line in lines if not html_has(html, line)]
                # What stands in the place of the codes, which are pictures.
                assert len(lost) == 1 + (kind in WITH_CODES), lost


def stand_and_write(db: Session, person: Registration, kind: LetterKind) -> Letter:
    """A letter of ``kind`` to a party that stands as it says."""
    until = NOON - DAY / 2
    for one in parties.party_of(db, person):
        one.state = STANDS.get(kind, State.CONFIRMED)
        one.offered_until = until if kind is LetterKind.OFFER else None
        one.cancelled_by = By.OFFER if kind is LetterKind.LAPSED else By.PERSON
    facts = {"until": until.isoformat()} if kind is LetterKind.OFFER else FACTS.get(kind, {})
    letter = letters.write(db, person, kind, WEEK_BEFORE, **facts)
    assert letter
    return letter


def html_has(html: str, line: str) -> bool:
    """Whether the HTML says ``line``, whatever marks stand inside it."""
    text = " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
    said = line.replace("  ", " ").removesuffix(":").replace(" – Kari Moen", "")
    return all(part.strip() in text for part in re.split(r": ", said))


def test_a_reminder_has_the_table_and_the_programme(
    medvirk: Medvirk, app: Flask, database: Database, meeting: Meeting
) -> None:
    with database.writing() as db:
        kari = make_registration(db, meeting, now=WEEK_BEFORE, name="Kari Moen")
        db.add(Seat(registration_id=kari.id, round=1, table_id=meeting.tables[2].id))
        db.get_one(Invitation, meeting.id).contact = "hjelp@kommune.example"
        everybody.remind(db, db.get_one(Meeting, meeting.id), NOON - DAY)
        db.flush()
        letter = db.scalars(select(Letter).where(Letter.kind == "reminder")).one()
        message = composed(medvirk, app, db, letter)
    assert (message["Subject"], message["Reply-To"]) == (
        "I morgen kl. 16.00: Kommune 3.0",
        "hjelp@kommune.example",
    )
    assert [part for part in body(message) if "://" not in part] == [
        "Hei, Kari Moen!",
        "Nå er det snart «Kommune 3.0», og vi gleder oss til å se deg.",
        "Du sitter ved bord 3.",
        "Koden som du viser ved døra, ligger på den samme sida.",
        "Program\n16.00  Velkommen – Kari Moen",
        "Kan du likevel ikke komme? Meld deg av på den samme sida, også om det er i siste liten."
        " Da får en annen plassen.",
        "Vennlig hilsen\nSteinkjer kommune",
        "-- \nDu får dette brevet fordi adressen din står på en påmelding til «Kommune 3.0».\n"
        "Steinkjer kommune er ansvarlig for opplysningene i påmeldingen. De slettes lørdag"
        " 24. oktober 2026.\nSpørsmål? Kontakt hjelp@kommune.example.\n",
    ]


def test_a_reminder_that_comes_early_names_the_day(
    medvirk: Medvirk, app: Flask, database: Database, meeting: Meeting
) -> None:
    with database.writing() as db:
        kari = make_registration(db, meeting, now=WEEK_BEFORE)
        letter = letters.write(db, kari, LetterKind.REMINDER, WEEK_BEFORE)
        assert letter
        said = []
        for letter.language in LANGUAGES:
            said.append(composed(medvirk, app, db, letter, NOON - 3 * DAY)["Subject"])
    assert said == [
        "Torsdag 24. september kl. 16.00: Kommune 3.0",
        "Torsdag 24. september kl. 16.00: Kommune 3.0",
        "Thursday 24 September at 16.00: Kommune 3.0",
    ]


def test_an_offer_says_until_when_in_words(
    medvirk: Medvirk, app: Flask, database: Database, meeting: Meeting
) -> None:
    with database.writing() as db:
        db.get_one(Invitation, meeting.id).capacity = 1
        first = make_registration(db, meeting, now=WEEK_BEFORE)
        make_registration(db, meeting, now=WEEK_BEFORE, name="Ola")
        places.cancel(db, meeting, [first], by=By.PERSON, now=NOON - 2 * DAY)
        db.flush()
        letter = db.scalars(select(Letter).where(Letter.kind == "offer")).one()
        message = composed(medvirk, app, db, letter)
    assert message["Subject"] == (
        "Ledig plass på Kommune 3.0 – svar innen torsdag 24. september kl. 12.00"
    )


def test_a_change_says_what_was_and_what_is(
    medvirk: Medvirk, app: Flask, database: Database, meeting: Meeting
) -> None:
    with database.writing() as db:
        make_registration(db, meeting, now=WEEK_BEFORE)
        meeting = db.get_one(Meeting, meeting.id)
        particulars.change(db, meeting, WEEK_BEFORE, place="Kulturhuset")
        everybody.tell_change(db, meeting, NOON - 2 * DAY)
        db.flush()
        letter = db.scalars(select(Letter).where(Letter.kind == "changed")).one()
        message = composed(medvirk, app, db, letter)
    assert (message["Subject"], body(message)[1:3]) == (
        "Nytt sted: Kommune 3.0",
        [
            "«Kommune 3.0» har fått nytt sted.",
            "Før var det torsdag 24. september 2026 kl. 16.00, Steinkjer samfunnshus."
            " Nå gjelder dette:",
        ],
    )


def test_organisers_are_told_what_is_deleted_and_where_to_take_it_home(
    medvirk: Medvirk, app: Flask, database: Database, meeting: Meeting
) -> None:
    with database.writing() as db:
        make_registration(db, meeting, email="")
        organiser = organisers.first(db)
        organisers.describe(db, organiser, name="Per Voll", email="per@kommune.example")
        forewarning.warn(db, db.get_one(Meeting, meeting.id), NOON + 25 * DAY)
        db.flush()
        letter = db.scalars(select(Letter).where(Letter.kind == LetterKind.FORGETTING)).one()
        message = composed(medvirk, app, db, letter)
        organisers.invite(db, name="Kari", email="kari@kommune.example", now=NOON)
        organisers.remove(db, organiser, NOON)
        assert gather(db, medvirk.settings, letter, NOON) is None
    page = f"/organise/{meeting.code}/forgetting"
    assert (message["To"], message["Subject"]) == (
        "Per Voll <per@kommune.example>",
        "Påmeldingene til «Kommune 3.0» slettes lørdag 24. oktober 2026",
    )
    assert [re.sub(r"http://[^/]+", "", part) for part in body(message)] == [
        "Hei, Per Voll!",
        "Opplysningene om dem som meldte seg på «Kommune 3.0», slettes lørdag 24. oktober 2026."
        " Det gjør Medvirk av seg selv, slik de ble lovet. Innspillene blir, for de er uten navn.",
        "Trenger du deltakerlista, må du laste den ned før da. Skal rapporten inn i arkivet, er"
        " det lurt å gjøre det samtidig: PDF-en er laget for det.",
        f"Se hva som slettes:\n{page}",
        "Vennlig hilsen\nMedvirk",
        "-- \nDu får dette brevet fordi du er arrangør i Medvirk.\n",
    ]


def test_thanks_say_whether_the_report_is_there(
    medvirk: Medvirk, app: Flask, database: Database, meeting: Meeting
) -> None:
    with database.writing() as db:
        kari = make_registration(db, meeting, now=WEEK_BEFORE)
        letter = letters.write(db, kari, LetterKind.THANKS, WEEK_BEFORE)
        assert letter
        coming = body(composed(medvirk, app, db, letter))[2:4]
        publishing.publish(db, meeting, Edition.FULL, WEEK_BEFORE)
        there = body(composed(medvirk, app, db, letter))[2:4]
    address = f"/m/{meeting.code}/report"
    assert [[part.partition("http")[0] for part in parts] for parts in (coming, there)] == [
        [
            "Det som ble sagt ved bordene, samles i en rapport, uten navn. Den er ikke klar ennå."
            " Når den er det, finner du den her:",
            "Se om rapporten er klar:\n",
        ],
        [
            "Det som ble sagt ved bordene, er samlet i en rapport. Innspillene står der ord for"
            " ord, uten navn.",
            "Les rapporten:\n",
        ],
    ]
    assert all(parts[1].endswith(address) for parts in (coming, there))


@pytest.fixture
def message_to_kari(medvirk: Medvirk, database: Database, meeting: Meeting) -> Matter:
    """What an organiser's own message to Kari tells."""
    with database.writing() as db:
        kari = make_registration(db, meeting, now=WEEK_BEFORE, email="kari@eksempel.no")
        facts = FACTS[LetterKind.MESSAGE]
        letter = letters.write(db, kari, LetterKind.MESSAGE, WEEK_BEFORE, **facts)
        assert letter
        db.flush()
        matter = gather(db, medvirk.settings, letter, WEEK_BEFORE)
        assert matter
        return matter


words = st.text(max_size=60)
BAD = '\r\nBcc: alle@eksempel.no\r\n\r\n\u202e,;"<x@y.no>'


@given(name=words, title=words, host=words, subject=words)
@how(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_people_write_becomes_a_header(
    app: Flask, message_to_kari: Matter, name: str, title: str, host: str, subject: str
) -> None:
    matter = replace(message_to_kari, name=name + BAD)
    matter.meeting.title, matter.meeting.host = title + BAD, host + BAD
    matter.letter.facts = {**matter.letter.facts, "subject": subject + BAD}
    with app.app_context():
        sent = compose(SETTINGS, matter, MAIL_SERVER).as_bytes()
    message = message_from_bytes(sent, policy=policy.default)
    assert sorted(message.keys()) == [
        "Auto-Submitted",
        "Content-Language",
        "Content-Type",
        "Date",
        "From",
        "MIME-Version",
        "Message-ID",
        "Subject",
        "To",
    ]
    addresses = [one.addr_spec for header in ("From", "To") for one in message[header].addresses]
    assert addresses == ["post@kommune.example", "kari@eksempel.no"]
    assert "\u202e" not in message["Subject"] + str(message["To"])
