"""A place is given up once, and taken up again as far as there is one."""

import pytest
from sqlalchemy.orm import Session

from facilitator.errors import Refused
from facilitator.registration.asked.people import Person
from facilitator.registration.placing import places
from facilitator.registration.standing import By
from tests.facilitator.registration.halls import (
    BEGINS,
    LONG_BEFORE,
    cancel,
    letters,
    make_hall,
    register,
    states,
    waiting,
)


def test_who_cancelled_may_register_again_and_stands_last(db: Session) -> None:
    meeting = make_hall(db, 1)
    ane = register(db, meeting, "Ane", form="f")
    register(db, meeting, "Bo")
    cancel(db, meeting, ane)
    again = register(db, meeting, "Ane", form="f")
    assert again.id != ane.id
    assert (again.number, again.state) == (3, "waiting")
    assert states(db, meeting) == {"Ane": "waiting", "Bo": "offered"}


def test_an_undone_cancellation_gives_the_place_back_when_it_is_free(db: Session) -> None:
    meeting = make_hall(db, 1)
    ane = register(db, meeting, "Ane")
    cancel(db, meeting, ane)
    assert (ane.cancelled_by, ane.cancelled_at) == ("person", LONG_BEFORE)
    places.restore(db, meeting, ane, over=False, now=LONG_BEFORE)
    assert (ane.state, ane.address, ane.cancelled_by, ane.cancelled_at) == (
        "confirmed",
        "ane@example.com",
        "",
        None,
    )
    places.restore(db, meeting, ane, over=False, now=LONG_BEFORE)
    assert [kind for kind, _ in letters(db, meeting)] == ["confirmed", "cancelled", "confirmed"]


def test_an_undone_cancellation_waits_when_the_place_is_gone_unless_told_otherwise(
    db: Session,
) -> None:
    meeting = make_hall(db, 1)
    ane = register(db, meeting, "Ane")
    register(db, meeting, "Bo")
    register(db, meeting, "Cara")
    cancel(db, meeting, ane)
    places.restore(db, meeting, ane, over=False, now=LONG_BEFORE)
    assert states(db, meeting) == {"Ane": "waiting", "Bo": "offered", "Cara": "waiting"}
    assert waiting(db, meeting) == ["Cara", "Ane"]
    cancel(db, meeting, ane)
    places.restore(db, meeting, ane, over=True, now=LONG_BEFORE)
    assert (ane.state, ane.over) == ("confirmed", True)


def test_a_cancellation_is_not_undone_when_the_address_registered_anew(db: Session) -> None:
    meeting = make_hall(db, 2)
    ane = register(db, meeting, "Ane")
    cancel(db, meeting, ane)
    register(db, meeting, "Ane")
    with pytest.raises(Refused, match="known_address"):
        places.restore(db, meeting, ane, over=True, now=LONG_BEFORE)


def test_who_has_cancelled_holds_no_address_whatever_is_written_of_them_since(
    db: Session,
) -> None:
    meeting = make_hall(db, 2)
    register(db, meeting, "Ane")
    bo = register(db, meeting, "Bo")
    cancel(db, meeting, bo)
    for email in ("ane@example.com", "li@example.com"):
        places.change(db, meeting, bo, Person("Bo", email), LONG_BEFORE)
        assert (bo.email, bo.address) == (email, None)


def test_a_place_is_given_up_once(db: Session) -> None:
    meeting = make_hall(db, 2)
    ane = register(db, meeting, "Ane")
    cancel(db, meeting, ane)
    places.cancel(db, meeting, [ane], by=By.ORGANISER, now=BEGINS)
    assert (ane.cancelled_by, ane.cancelled_at) == ("person", LONG_BEFORE)
    assert [kind for kind, _ in letters(db, meeting)] == ["confirmed", "cancelled"]
