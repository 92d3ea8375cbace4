"""Organisers are told in time, by letter, that those who registered are deleted soon."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import deeds, forewarning, organisers
from facilitator.models import Letter, Meeting, Organiser
from tests.factories import NOON, make_meeting, make_registration

KARI = "kari@kommune.example"
PER = "per@kommune.example"


@pytest.fixture
def meeting(db: Session) -> Meeting:
    """A meeting with somebody who is deleted on 24 October, and two organisers."""
    for name, email in (("Kari Moen", KARI), ("Per Voll", PER)):
        organisers.invite(db, name=name, email=email, now=NOON)
    meeting = make_meeting(db, language="nn")
    make_registration(db, meeting, email="")
    return meeting


def noon(day: int) -> datetime:
    """In October, ten o'clock UTC."""
    return datetime(2026, 10, day, 10, tzinfo=UTC)


def told(db: Session) -> list[str]:
    """Who has been written to."""
    return list(db.scalars(select(Letter.recipient).order_by(Letter.id)))


def test_they_are_told_once_in_the_week_before_the_day(db: Session, meeting: Meeting) -> None:
    days = (16, 17, 18, 23, 24)
    assert [forewarning.warn(db, meeting, noon(day)) for day in days] == [0, 2, 0, 0, 0]
    assert told(db) == [KARI, PER]
    assert {letter.language for letter in db.scalars(select(Letter))} == {"nn"}


def test_a_server_that_was_off_tells_them_when_it_is_on_and_not_on_the_day_itself(
    db: Session, meeting: Meeting
) -> None:
    assert forewarning.is_due(db, meeting, noon(23))
    assert not forewarning.is_due(db, meeting, noon(24))


def test_of_a_day_that_was_put_off_they_are_told_anew(db: Session, meeting: Meeting) -> None:
    forewarning.warn(db, meeting, noon(17))
    meeting.keep_until = date(2026, 10, 30)
    days = (18, 22, 23, 24)
    assert [forewarning.warn(db, meeting, noon(day)) for day in days] == [0, 0, 2, 0]


def test_who_has_had_to_do_with_the_meeting_is_told_and_no_others(
    db: Session, meeting: Meeting
) -> None:
    per = organisers.at_address(db, PER)
    elsewhere = make_meeting(db)
    for at in (meeting, elsewhere):
        deeds.note(db, "change_meeting", organiser_id=per.id, now=NOON, meeting_id=at.id)
    kari = organisers.at_address(db, KARI)
    deeds.note(db, "change_meeting", organiser_id=kari.id, now=NOON, meeting_id=elsewhere.id)
    assert (forewarning.warn(db, meeting, noon(17)), told(db)) == (1, [PER])


def test_who_is_no_longer_an_organiser_is_not_told(db: Session, meeting: Meeting) -> None:
    per = organisers.at_address(db, PER)
    deeds.note(db, "change_meeting", organiser_id=per.id, now=NOON, meeting_id=meeting.id)
    organisers.remove(db, per, NOON)
    assert (forewarning.warn(db, meeting, noon(17)), told(db)) == (1, [KARI])


def test_of_a_meeting_for_which_nobody_registered_there_is_nothing_to_tell(db: Session) -> None:
    db.add(Organiser(name="Kari", email=KARI, address=KARI, created_at=NOON))
    assert (forewarning.warn(db, make_meeting(db), noon(17)), told(db)) == (0, [])
