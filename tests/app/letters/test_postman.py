"""Letters on their way: sent after the commit, once, by whoever has time; and what goes wrong."""

from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import select

from app.database import Database
from app.letters import duties
from app.letters.post import Post
from facilitator.models import Invitation, Letter, Meeting, Registration
from facilitator.registration.placing import places
from facilitator.registration.post import outbox
from facilitator.registration.standing import By
from tests.app.conftest import SetClock
from tests.app.letters.conftest import WEEK_BEFORE, Postmen
from tests.app.letters.mailbox import Mailbox, trusted_in
from tests.factories import make_registration


def register(database: Database, meeting: Meeting, name: str) -> Registration:
    """Somebody registers a week before, with an address like their name."""
    with database.writing() as db:
        return make_registration(
            db, meeting, now=WEEK_BEFORE, name=name, email=f"{name.lower()}@eksempel.no"
        )


def letters(database: Database) -> list[tuple[str, str, str, int]]:
    """Recipient, state, what the mail server said, and how many tries, of every letter."""
    with database.reading() as db:
        found = db.scalars(select(Letter).order_by(Letter.id))
        return [(one.recipient, one.state, one.problem, one.tries) for one in found]


def test_a_receipt_arrives_whole_with_codes_and_calendar(
    database: Database, meeting: Meeting, postman: Postmen, mailbox: Mailbox
) -> None:
    register(database, meeting, "Kari")
    postman().round()
    (message,) = mailbox.got
    assert {
        name: message[name]
        for name in ("From", "To", "Subject", "Auto-Submitted", "Content-Language", "Date")
    } == {
        "From": "Steinkjer kommune <post@kommune.example>",
        "To": "Kari <kari@eksempel.no>",
        "Subject": "Du har plass: Kommune 3.0",
        "Auto-Submitted": "auto-generated",
        "Content-Language": "nb",
        "Date": "Thu, 17 Sep 2026 10:00:00 +0000",
    }
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
        "text/calendar",
    ]
    calendar = list(message.walk())[-1]
    assert (calendar.get_param("method"), calendar.get_filename()) == (
        "PUBLISH",
        f"{meeting.code}.ics",
    )
    entry = calendar.get_content()
    # A calendar is often shared: it leads to the meeting's page, not to somebody's own.
    assert ("DTSTART:20260924T140000Z" in entry, "/r/" in entry) == (True, False)
    assert letters(database) == [("kari@eksempel.no", "sent", "", 1)]


def test_nothing_is_sent_of_what_was_rolled_back(
    database: Database, meeting: Meeting, postman: Postmen, mailbox: Mailbox
) -> None:
    with database.writing() as db:
        make_registration(db, meeting, now=WEEK_BEFORE)
        db.rollback()
    postman().round()
    assert (mailbox.got, letters(database)) == ([], [])


def test_an_address_that_is_refused_fails_at_once_and_keeps_nobody_else_waiting(
    database: Database, meeting: Meeting, postman: Postmen, mailbox: Mailbox
) -> None:
    mailbox.answers["kari@eksempel.no"] = "550 5.1.1 No such user here"
    register(database, meeting, "Kari")
    register(database, meeting, "Ola")
    postman().round()
    assert mailbox.recipients == ["ola@eksempel.no"]
    assert letters(database) == [
        ("kari@eksempel.no", "failed", "550 5.1.1 No such user here", 1),
        ("ola@eksempel.no", "sent", "", 1),
    ]


def test_a_letter_that_was_sent_away_comes_back_later(
    database: Database,
    meeting: Meeting,
    postman: Postmen,
    mailbox: Mailbox,
    clock: SetClock,
) -> None:
    mailbox.answers_to_letters += ["451 Try again later"] * 2
    register(database, meeting, "Kari")
    sender = postman()
    told = []
    for minutes in (0, 0.9, 0.2, 4.5, 0.6):
        clock.pass_by(minutes=minutes)
        sender.round()
        told.append((letters(database)[0][1:], len(mailbox.got)))
    assert told == [
        (("queued", "451 Try again later", 1), 0),
        (("queued", "451 Try again later", 1), 0),
        (("queued", "451 Try again later", 2), 0),
        (("queued", "451 Try again later", 2), 0),
        (("sent", "", 3), 1),
    ]


def test_letters_wait_while_the_mail_server_is_away_but_not_for_ever(
    database: Database, meeting: Meeting, postman: Postmen, clock: SetClock, mailbox: Mailbox
) -> None:
    register(database, meeting, "Kari")
    register(database, meeting, "Ola")
    away = Mailbox()
    sender = postman(away)
    sender.round()
    assert letters(database) == [
        ("kari@eksempel.no", "queued", "Connection refused", 1),
        ("ola@eksempel.no", "queued", "Connection refused", 1),
    ]
    clock.pass_by(minutes=1)
    with away.open():
        sender.round()
    assert (away.recipients, {state for _, state, *_ in letters(database)}) == (
        ["kari@eksempel.no", "ola@eksempel.no"],
        {"sent"},
    )
    register(database, meeting, "Per")
    for wait in (timedelta(), *outbox.WAITS):
        clock.now += wait
        sender.round()
    assert letters(database)[2] == (
        "per@eksempel.no",
        "failed",
        "Connection refused",
        len(outbox.WAITS) + 1,
    )


def test_a_server_that_dies_after_handing_in_sends_the_same_letter_once_more(
    database: Database,
    meeting: Meeting,
    postman: Postmen,
    mailbox: Mailbox,
    clock: SetClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def dies(*_arguments: object) -> None:
        raise SystemExit

    register(database, meeting, "Kari")
    with monkeypatch.context() as patched:
        patched.setattr(outbox, "sent", dies)
        with pytest.raises(SystemExit):
            postman().round()
    postman().round()
    assert len(mailbox.got) == 1
    clock.now += outbox.LEASE
    for _ in range(3):
        postman().round()
        clock.now += outbox.LEASE
    first, second = mailbox.got
    assert first["Message-ID"] == second["Message-ID"]
    assert letters(database) == [("kari@eksempel.no", "sent", "", 2)]


def test_two_servers_share_the_letters_and_double_none(
    database: Database,
    meeting: Meeting,
    postman: Postmen,
    mailbox: Mailbox,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(outbox, "BATCH", 2)
    people = [register(database, meeting, f"Kari{number:02}") for number in range(9)]
    postmen = [Thread(target=postman().round) for _ in range(2)]
    for one in postmen:
        one.start()
    for one in postmen:
        one.join()
    assert sorted(mailbox.recipients) == sorted(person.email for person in people)
    assert len({message["Message-ID"] for message in mailbox.got}) == len(people)


def test_a_server_that_stops_gives_back_what_it_has_not_sent(
    database: Database, meeting: Meeting, postman: Postmen, mailbox: Mailbox, clock: SetClock
) -> None:
    for name in ("Kari", "Ola", "Per"):
        register(database, meeting, name)
    sender = postman()
    said_yes = mailbox.handle_DATA

    async def stops(*arguments: object) -> str:
        sender.stop(patience=0)
        return await said_yes(*arguments)  # type: ignore[arg-type]

    mailbox.handle_DATA = stops  # type: ignore[method-assign]
    sender.round()
    assert [(state, tries) for _, state, _, tries in letters(database)] == [
        ("sent", 1),
        ("queued", 0),
        ("queued", 0),
    ]
    postman().round()
    assert len(mailbox.got) == 3


def test_what_is_no_longer_true_is_not_sent(
    database: Database, meeting: Meeting, postman: Postmen, mailbox: Mailbox, clock: SetClock
) -> None:
    with database.writing() as db:
        db.get_one(Invitation, meeting.id).capacity = 1
    kari, ola = register(database, meeting, "Kari"), register(database, meeting, "Ola")
    with database.writing() as db:
        kari = db.get_one(Registration, kari.id)
        places.cancel(db, meeting, [kari], by=By.PERSON, now=clock())
    clock.pass_by(days=3)
    with database.writing() as db:
        places.expire(db, meeting, clock())
    postman().round()
    assert [(kind, state) for kind, state in kinds(database, ola)] == [
        ("waiting", "dropped"),
        ("offer", "dropped"),
        ("lapsed", "sent"),
    ]
    assert kinds(database, kari) == [("confirmed", "dropped"), ("cancelled", "sent")]
    assert "kom ikke fram i tide" in mailbox.got[-1].get_body(("plain",)).get_content()  # type: ignore[union-attr]


def kinds(database: Database, person: Registration) -> list[tuple[str, str]]:
    """Kind and state of the letters to ``person``."""
    with database.reading() as db:
        mine = select(Letter).where(Letter.registration_id == person.id).order_by(Letter.id)
        return [(letter.kind, letter.state) for letter in db.scalars(mine)]


def test_no_transaction_is_open_while_the_mail_server_is_talked_to(
    database: Database,
    meeting: Meeting,
    postman: Postmen,
    mailbox: Mailbox,
    clock: SetClock,
) -> None:
    register(database, meeting, "Kari")
    said_yes = mailbox.handle_DATA
    open_connections: list[int] = []

    async def looks(*arguments: object) -> str:
        open_connections.append(database.engine.pool.checkedout())  # type: ignore[attr-defined]
        return await said_yes(*arguments)  # type: ignore[arg-type]

    mailbox.handle_DATA = looks  # type: ignore[method-assign]
    postman().round()
    assert open_connections == [0]


def test_a_letter_that_cannot_be_drawn_keeps_nobody_else_waiting(
    database: Database, meeting: Meeting, postman: Postmen, mailbox: Mailbox
) -> None:
    kari = register(database, meeting, "Kari")
    register(database, meeting, "Ola")
    with database.writing() as db:
        broken = db.scalars(select(Letter).where(Letter.registration_id == kari.id)).one()
        broken.kind = "unheard-of"
    postman().round()
    assert (mailbox.recipients, letters(database)[0]) == (
        ["ola@eksempel.no"],
        ("kari@eksempel.no", "queued", "KeyError", 1),
    )


@pytest.mark.parametrize(
    ("takes_all", "recipients", "states"),
    [
        (True, ["åse@xn--blbr-roah.no", "bo@xn--blbr-roah.no"], ["sent", "sent"]),
        (False, ["bo@xn--blbr-roah.no"], ["failed", "sent"]),
    ],
)
def test_addresses_with_norwegian_letters_are_written_as_mail_servers_know_them(
    database: Database,
    meeting: Meeting,
    postman: Postmen,
    takes_all: bool,
    recipients: list[str],
    states: list[str],
) -> None:
    with database.writing() as db:
        make_registration(db, meeting, now=WEEK_BEFORE, name="Åse", email="åse@blåbær.no")
        make_registration(db, meeting, now=WEEK_BEFORE, name="Bo", email="bo@blåbær.no")
    other = Mailbox()
    sender = postman(other)
    with other.open(enable_SMTPUTF8=takes_all):
        sender.round()
    assert (other.recipients, [state for _, state, *_ in letters(database)]) == (
        recipients,
        states,
    )


def test_letters_leave_encrypted_for_one_who_is_known(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    database: Database,
    meeting: Meeting,
    postman: Postmen,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted_in(tmp_path)))
    secured = Mailbox(user="medvirk", password="feil")
    register(database, meeting, "Kari")
    with secured.open(password="hemmelig"):
        postman(secured).round()
        assert letters(database)[0][1:] == (
            "queued",
            "535 5.7.8 Authentication credentials invalid",
            1,
        )
        with database.writing() as db:
            outbox.again(db, db.scalars(select(Letter)).one(), WEEK_BEFORE)
        secured.password = "hemmelig"
        postman(secured).round()
    assert (secured.recipients, secured.secured) == (["kari@eksempel.no"], [True])


def test_the_server_reminds_by_itself_once_also_when_there_are_two(
    database: Database, meeting: Meeting, postman: Postmen, mailbox: Mailbox, clock: SetClock
) -> None:
    register(database, meeting, "Kari")
    clock.pass_by(days=6, hours=4)
    for _ in range(2):
        duties.remind(database, clock())
    postman().round()
    assert mailbox.subjects == [
        "kari@eksempel.no: Du har plass: Kommune 3.0",
        "kari@eksempel.no: I morgen kl. 16.00: Kommune 3.0",
    ]


def test_a_connection_that_is_never_used_is_never_made() -> None:
    with Post(Mailbox().server):
        pass
