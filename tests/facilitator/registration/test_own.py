"""What people do with their own registration."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.errors import Refused
from facilitator.models import Invitation, Letter, Meeting, Registration, Seating
from facilitator.registration import own
from facilitator.registration.asked.people import Person
from facilitator.registration.placing import places
from facilitator.registration.sitting import seats
from facilitator.registration.standing import By
from tests.factories import NOON, make_item, make_meeting, make_registration

EARLY = NOON - timedelta(days=7)


def meeting_with(db: Session, places: int) -> Meeting:
    """An evening with so many places, which nobody has come to yet."""
    meeting = make_meeting(db)
    make_item(db, meeting)
    db.get_one(Invitation, meeting.id).capacity = places
    return meeting


def register(db: Session, meeting: Meeting, **person: Any) -> Registration:
    return make_registration(db, meeting, now=EARLY, **person)


def test_parties_wait_in_the_order_in_which_they_came(db: Session) -> None:
    meeting = meeting_with(db, 3)
    register(db, meeting, companions=2)
    waiting = [register(db, meeting, companions=2), register(db, meeting), register(db, meeting)]
    companion = own.mine(db, waiting[0])[2]
    places.move_up(db, meeting, waiting[2], EARLY)
    assert [own.place_in_line(db, one) for one in (*waiting, companion)] == [1, 3, 2, 1]


def test_who_registered_answers_for_the_party_and_others_for_themselves(db: Session) -> None:
    kari = register(db, meeting_with(db, 4), companions=1)
    ola = own.mine(db, kari)[1]
    assert (own.mine(db, kari), own.mine(db, ola)) == ([kari, ola], [ola])


def test_a_change_never_asks_whether_there_is_room(db: Session) -> None:
    meeting = meeting_with(db, 1)
    kari = register(db, meeting)
    db.get_one(Invitation, meeting.id).capacity = 0
    person = Person("Kari Moen", kari.email, "citizen", "Namsos", "melk", {"a": True})
    own.change(db, meeting, kari, person, NOON)
    stored = (kari.name, kari.role, kari.municipality, kari.diet, kari.answers, kari.state)
    assert stored == ("Kari Moen", "citizen", "Namsos", "melk", {"a": True}, "confirmed")


def test_another_address_gets_the_link_and_nobody_elses_is_taken(db: Session) -> None:
    meeting = meeting_with(db, 5)
    kari, ola = (register(db, meeting, email=f"{name}@example.com") for name in ("kari", "ola"))
    with pytest.raises(Refused, match="address_in_use"):
        own.change(db, meeting, kari, Person("Kari", "Ola@example.com"), NOON)
    places.cancel(db, meeting, [ola], by=By.PERSON, now=EARLY)
    own.change(db, meeting, kari, Person("Kari", "Ola@example.com"), NOON)
    newest = db.scalars(select(Letter).order_by(Letter.id.desc())).first()
    assert newest
    assert (newest.kind, newest.recipient) == ("again", "Ola@example.com")
    assert (kari.email, kari.address, ola.address) == ("Ola@example.com", "ola@example.com", None)


def test_what_is_no_longer_asked_is_not_emptied_by_a_change(db: Session) -> None:
    meeting = meeting_with(db, 5)
    kari = register(db, meeting, companions=1, diet="nøtter", role="employee")
    ola = own.mine(db, kari)[1]
    ola.answers, ola.role = {"a": "før"}, "citizen"
    invitation = db.get_one(Invitation, meeting.id)
    invitation.asks_diet, invitation.roles = False, ["citizen", "Lærer"]
    own.change(db, meeting, kari, Person("Kari", kari.email), NOON)
    own.change(db, meeting, ola, Person("Ola"), NOON)
    assert (kari.diet, kari.role, ola.answers, ola.role) == ("nøtter", "employee", {"a": "før"}, "")


def test_when_all_is_over_anybody_may_have_everything_deleted(db: Session) -> None:
    meeting = meeting_with(db, 5)
    kari = register(db, meeting, companions=1)
    with pytest.raises(Refused, match="still_registered"):
        own.delete(db, meeting, kari, NOON + timedelta(hours=8))
    own.delete(db, meeting, kari, NOON + timedelta(days=1))
    assert db.scalar(select(func.count()).select_from(Registration)) == 0


def test_who_has_given_up_their_place_may_have_everything_deleted(db: Session) -> None:
    meeting = meeting_with(db, 5)
    kari, liv = register(db, meeting, companions=1), register(db, meeting)
    seats.move(db, meeting, kari, round=1, seen=None, to=1)
    party = own.mine(db, kari)
    places.cancel(db, meeting, party[1:], by=By.PERSON, now=EARLY)
    with pytest.raises(Refused, match="still_registered"):
        own.delete(db, meeting, kari, EARLY)
    places.cancel(db, meeting, party, by=By.PERSON, now=EARLY)
    own.delete(db, meeting, kari, EARLY)
    db.flush()
    db.expire_all()
    assert db.scalars(select(Registration)).all() == [liv]
    letters = select(func.count()).select_from(Letter).where(Letter.registration_id != liv.id)
    assert db.scalar(letters) == 0
    assert db.scalars(select(Seating.before)).all() == [{}]
