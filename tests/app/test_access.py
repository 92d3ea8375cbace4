"""Keys open what they were made for, as long as they hold, and nothing else."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.access import (
    Access,
    Role,
    held,
    make_entry_key,
    make_key,
    make_own_key,
    meeting_of,
    participant_of,
    read_key,
    renew,
    standing_of,
)
from app.database import Database
from facilitator import organisers
from facilitator.errors import Unknown
from tests.factories import NOON, make_meeting, make_phone, make_registration

SECRET = "et hemmelig ord"


@pytest.mark.parametrize("role", [Role.STAGE, Role.CONSOLE])
def test_a_key_gives_the_role_that_it_was_made_for(db: Session, role: Role) -> None:
    meeting = make_meeting(db)
    key = make_key(SECRET, meeting, role)
    assert read_key(SECRET, db, key) == Access(role, meeting.id, meeting.code, "", 1)
    assert meeting_of(db, read_key(SECRET, db, key)) is meeting


def test_a_phones_key_says_who_sits_there(db: Session) -> None:
    meeting = make_meeting(db)
    participant = make_phone(db, meeting)
    access = read_key(SECRET, db, make_key(SECRET, meeting, Role.PHONE, participant.id))
    assert access == Access(Role.PHONE, meeting.id, meeting.code, participant.id, 1)
    assert access.participant_id == participant.id
    assert participant_of(db, access) is participant


@pytest.mark.parametrize("role", [Role.VIEW, Role.CONSOLE])
def test_a_screen_about_a_table_has_its_number_for_a_seat(db: Session, role: Role) -> None:
    _other, meeting = make_meeting(db), make_meeting(db)
    access = read_key(SECRET, db, make_key(SECRET, meeting, role, "3"))
    assert (access.seat, access.participant_id) == ("3", None)
    assert standing_of(db, access).table_id == meeting.tables[2].id


@pytest.mark.parametrize(
    ("role", "seat"),
    [
        (Role.VIEW, ""),
        (Role.VIEW, "9"),
        (Role.VIEW, "03"),
        (Role.CONSOLE, "9"),
        (Role.PHONE, ""),
        (Role.PHONE, "3"),
    ],
)
def test_a_seat_that_is_not_there_holds_nobody(db: Session, role: Role, seat: str) -> None:
    access = read_key(SECRET, db, make_key(SECRET, make_meeting(db), role, seat))
    with pytest.raises(Unknown) as refused:
        standing_of(db, access)
    assert refused.value.code == "bad_key"


@pytest.mark.parametrize("key", ["rTRAPP47.\x00.a", "s\x00..a", "sTRAPP47..a\n", "s TRAPP47..a"])
def test_what_no_key_has_in_it_is_not_looked_for(key: str) -> None:
    # PostgreSQL would fail of a NUL; here there is no database to ask at all.
    with Session() as nowhere, pytest.raises(Unknown) as refused:
        read_key(SECRET, nowhere, key)
    assert refused.value.code == "bad_key"


def test_an_organisers_key_belongs_to_no_meeting_and_holds_once(db: Session) -> None:
    organiser = organisers.first(db)
    key = make_entry_key(SECRET, organiser)
    assert read_key(SECRET, db, key) == Access(Role.ORGANISE, seat="1", generation=1)
    organisers.use_link(db, 1, 1)
    assert refused(db, key) == "bad_key"
    newer = make_entry_key(SECRET, organiser)
    assert read_key(SECRET, db, newer).generation == 2
    per = organisers.invite(db, name="Per", email="per@example.com", now=NOON)
    unused = make_entry_key(SECRET, per)
    organiser.removed_at = per.removed_at = NOON
    assert [refused(db, key) for key in (newer, unused)] == ["bad_key"] * 2


def test_a_renewed_key_is_another_and_those_of_other_roles_hold_on(db: Session) -> None:
    meeting = make_meeting(db)
    before = {role: make_key(SECRET, meeting, role) for role in (Role.STAGE, Role.CONSOLE)}
    accesses = {role: read_key(SECRET, db, key) for role, key in before.items()}
    renew(db, meeting, Role.STAGE)
    assert make_key(SECRET, meeting, Role.STAGE) != before[Role.STAGE]
    assert make_key(SECRET, meeting, Role.CONSOLE) == before[Role.CONSOLE]
    moved = replace(accesses[Role.CONSOLE], code="ANDRE")
    assert held(db, {*accesses.values(), moved}) == {accesses[Role.CONSOLE]}


def test_a_persons_own_key_is_held_until_it_is_renewed(db: Session) -> None:
    kari = make_registration(db, meeting := make_meeting(db))
    access = read_key(SECRET, db, make_own_key(SECRET, meeting, kari))
    assert held(db, {access}) == {access}
    kari.key_generation += 1
    db.flush()
    assert held(db, {access}) == set()


def test_a_key_is_fit_for_an_address_and_too_long_to_guess(db: Session) -> None:
    key = make_key(SECRET, make_meeting(db), Role.CONSOLE)
    mac = key.rpartition(".")[2]
    assert len(mac) * 6 >= 128
    assert set(key) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")


def refused(db: Session, key: object, secret: str = SECRET) -> str:
    with pytest.raises(Unknown) as refusal:
        read_key(secret, db, key)
    return refusal.value.code


def test_a_key_of_one_role_meeting_seat_generation_or_installation_is_not_anothers(
    db: Session,
) -> None:
    meeting, other = make_meeting(db), make_meeting(db)
    stage = make_key(SECRET, meeting, Role.STAGE)
    phone = make_key(SECRET, meeting, Role.PHONE, "a")
    forged = {
        "role": "c" + stage[1:],
        "meeting": stage.replace(meeting.code, other.code),
        "seat": phone.replace(".a.", ".b."),
        "organise": f"o.1.{stage.rpartition('.')[2]}",
        "cut": stage[:-1],
        "longer": stage + "A",
        "parts": stage + ".",
    }
    assert {name: refused(db, key) for name, key in forged.items()} == dict.fromkeys(
        forged, "bad_key"
    )
    assert refused(db, stage, "another secret") == "bad_key"
    meeting.stage_generation += 1
    db.flush()
    assert refused(db, stage) == "bad_key"


def test_access_that_was_read_before_ends_with_the_generation(db: Session) -> None:
    meeting = make_meeting(db)
    access = read_key(SECRET, db, make_key(SECRET, meeting, Role.CONSOLE))
    meeting.console_generation += 1
    with pytest.raises(Unknown, match="bad_key"):
        meeting_of(db, access)
    with pytest.raises(Unknown, match="bad_key"):
        meeting_of(db, replace(access, meeting_id=0))


def test_a_participant_of_another_meeting_is_nobody_here(db: Session) -> None:
    meeting, other = make_meeting(db), make_meeting(db)
    stranger = make_phone(db, other)
    with pytest.raises(Unknown, match="bad_key"):
        participant_of(db, Access(Role.PHONE, meeting.id, meeting.code, stranger.id, 1))


@given(st.none() | st.integers() | st.binary() | st.text() | st.from_regex(r"[psco].*\..*\..*"))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_no_key_is_refused(database: Database, key: object) -> None:
    with database.reading() as db:
        assert refused(db, key) == "bad_key"
