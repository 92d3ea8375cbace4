"""How many people there were: the same before and after they are forgotten."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.languages import reading
from app.report.people import People, people_of
from facilitator import forgetting
from facilitator.models import Meeting
from tests.factories import NOON, make_meeting, make_registration


@pytest.fixture
def bokmål(app: Flask) -> Iterator[None]:
    with app.app_context(), reading("nb"):
        yield


def register(db: Session, meeting: Meeting, *roles: str) -> None:
    for role in roles:
        make_registration(db, meeting, role=role, now=NOON - timedelta(days=9))


@pytest.mark.usefixtures("bokmål")
def test_what_one_or_two_people_are_is_told_with_more(db: Session) -> None:
    meeting = make_meeting(db)
    register(db, meeting, *["citizen"] * 4, *["employee"] * 3, "politician", "Lærer", "")
    before = people_of(db, meeting)
    assert before == People(0, 10, (("innbygger", 4), ("ansatt", 3), ("", 3)))
    forgetting.forget(db, meeting, NOON + timedelta(days=90))
    assert people_of(db, meeting) == before


@pytest.mark.usefixtures("bokmål")
def test_those_who_came_are_counted_when_they_were_received(db: Session) -> None:
    meeting = make_meeting(db)
    for number in range(4):
        one = make_registration(db, meeting, role="citizen", now=NOON - timedelta(days=9))
        one.arrived_at = NOON if number else None
    db.flush()
    assert people_of(db, meeting) == People(3, 4, (("innbygger", 4),))


@pytest.mark.usefixtures("bokmål")
def test_without_registrations_nothing_is_told_of_people(db: Session) -> None:
    assert people_of(db, make_meeting(db)) == People()
