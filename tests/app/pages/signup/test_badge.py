"""A badge seats a phone, and nothing stored says whose badge it was."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from sqlalchemy import inspect, select, text
from sqlalchemy.orm import Session

from app import Medvirk
from app.access import Role
from facilitator.models import (
    Base,
    Contribution,
    Invitation,
    Meeting,
    Participant,
    Registration,
    Seat,
    Seating,
)
from facilitator.registration.arrivals import arrive
from tests.app.conftest import SetClock
from tests.app.pages.signup.guest import Guest
from tests.factories import make_contribution, make_exercise, make_item, make_registration

REGISTRATION_SIDE = {"registration", "letter", "seat", "wish", "wish_person", "seating"}
"""The tables that may know a name."""
INPUT_SIDE = {"participant", "contribution", "support", "done", "act", "theme"}
"""The tables that know what was said, and from which phone."""
COMMON = {"meeting_id", "table_id", "exercise_id"}
"""Columns that say where something belongs; many people have the same values there."""


def seat(db: Session, meeting: Meeting, one: Registration, table: int) -> None:
    db.add(Seat(registration_id=one.id, round=1, table_id=meeting.tables[table - 1].id))


def test_it_seats_the_phone_at_the_table_of_the_round_that_holds(
    guest: Guest, medvirk: Medvirk, meeting: Meeting
) -> None:
    with medvirk.database.writing() as db:
        found = db.get_one(Meeting, meeting.id)
        kari = make_registration(db, found)
        seating = Seating(meeting_id=meeting.id, rounds=2)
        db.add(seating)
        db.add(Seat(registration_id=kari.id, round=1, table_id=found.tables[2].id))
        db.add(Seat(registration_id=kari.id, round=2, table_id=found.tables[0].id))
    badge = guest.own(kari, Role.BADGE)
    first = guest.get(badge)
    with medvirk.database.writing() as db:
        db.get_one(Seating, meeting.id).round = 2
    second, looked_at = guest.get(badge), guest.client.head(badge)
    assert (first.status_code, first.location) == (303, "/j/TRAPP47/3")
    assert (second.location, looked_at.location) == ("/j/TRAPP47/1", "/j/TRAPP47")


def test_without_a_seat_one_chooses_a_table(
    guest: Guest, medvirk: Medvirk, meeting: Meeting
) -> None:
    with medvirk.database.writing() as db:
        kari = make_registration(db, db.get_one(Meeting, meeting.id))
    assert guest.get(guest.own(kari, Role.BADGE)).location == "/j/TRAPP47"


def test_to_look_at_a_badge_changes_nothing(
    guest: Guest, medvirk: Medvirk, meeting: Meeting
) -> None:
    with medvirk.database.writing() as db:
        found = db.get_one(Meeting, meeting.id)
        kari = make_registration(db, found)
        seat(db, found, kari, 2)
    before = everything(medvirk)
    guest.get(guest.own(kari, Role.BADGE))
    assert everything(medvirk) == before


def test_nothing_stored_links_what_was_said_to_who_said_it(
    app: Flask, guest: Guest, medvirk: Medvirk, meeting: Meeting, clock: SetClock
) -> None:
    """Five people register, are seated, are let in, scan their badges and say something, in turn.

    Then whoever holds the whole database tries to join the two sides: by any value that a row of
    one side and a row of the other have both, by the second at which something was stored, by what
    refers to what, and through any third table; and by who was let in just before a phone sat down,
    but of that only the day is known. What both sides share says nothing of one person: the meeting
    and the table; and each table counts its own rows, in an order that is its own.
    """
    with medvirk.database.writing() as db:
        found = db.get_one(Meeting, meeting.id)
        db.get_one(Invitation, meeting.id).capacity = None
        exercise = make_exercise(
            db, make_item(db, found, kind="table_work"), "ideas", phase="table"
        )
    for number in range(5):
        clock.pass_by(seconds=97)
        with medvirk.database.writing() as db:
            found = db.get_one(Meeting, meeting.id)
            one = make_registration(db, found, now=clock.now, municipality=f"Sted {number}")
            seat(db, found, one, number % 4 + 1)
    with medvirk.database.reading() as db:
        guests = db.query(Registration).order_by(Registration.number).all()
    for number, one in enumerate(guests):
        clock.pass_by(seconds=61)
        with medvirk.database.writing() as db:
            found = db.get_one(Meeting, meeting.id)
            arrive(db, found, db.get_one(Registration, one.id), on=True, now=clock.now)
        phone = app.test_client()
        phone.get(guest.own(one, Role.BADGE), follow_redirects=True)
        clock.pass_by(seconds=61)
        with medvirk.database.writing() as db:
            said = select(Contribution.participant_id)
            newest = db.query(Participant).where(Participant.id.not_in(said)).one()
            make_contribution(
                db, newest, exercise, {"text": f"Innspill {number}"}, now=clock.now, phase="table"
            )
    stored = everything(medvirk)
    assert {len(stored[table]) for table in ("registration", "participant", "contribution")} == {5}
    assert values(stored, REGISTRATION_SIDE) & values(stored, INPUT_SIDE) == set()
    assert moments(stored, REGISTRATION_SIDE) & moments(stored, INPUT_SIDE) == set()
    assert {str(row["joined_at"])[11:19] for row in stored["participant"]} == {"00:00:00"}
    assert references(REGISTRATION_SIDE) & INPUT_SIDE == set()
    assert references(INPUT_SIDE) & REGISTRATION_SIDE == set()
    assert naming_both(stored) == set()


def everything(medvirk: Medvirk) -> Mapping[str, list[dict[str, Any]]]:
    """Every row of every table."""
    with medvirk.database.reading() as db:
        tables = inspect(db.connection()).get_table_names()
        return {
            table: [dict(row) for row in db.execute(text(f'SELECT * FROM "{table}"')).mappings()]
            for table in tables
        }


def values(stored: Mapping[str, list[dict[str, Any]]], tables: set[str]) -> set[str]:
    """Every text in ``tables`` that is long enough to tell two people apart: ids, names, times."""
    return {
        value
        for table in tables
        for row in stored[table]
        for column, value in row.items()
        if column not in COMMON and isinstance(value, str) and len(value) > 8
    }


def moments(stored: Mapping[str, list[dict[str, Any]]], tables: set[str]) -> set[str]:
    """The seconds at which something in ``tables`` was stored."""
    return {
        str(value)[:19]
        for table in tables
        for row in stored[table]
        for column, value in row.items()
        if value is not None and (column == "at" or column.endswith(("_at", "_until")))
    }


def references(tables: set[str]) -> set[str]:
    """The tables that rows of ``tables`` refer to."""
    metadata = Base.metadata.tables
    return {key.column.table.name for table in tables for key in metadata[table].foreign_keys}


def naming_both(stored: Mapping[str, list[dict[str, Any]]]) -> set[str]:
    """The tables that anywhere in their rows name a guest and also a phone or what it said."""
    guests = [str(row[one]) for row in stored["registration"] for one in ("id", "name", "email")]
    said = [str(row["id"]) for side in ("participant", "contribution") for row in stored[side]]
    return {
        table
        for table, rows in stored.items()
        if any(word in str(rows) for word in guests) and any(word in str(rows) for word in said)
    }
