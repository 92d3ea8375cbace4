"""Who waits is offered what becomes free, in order, for a while; the organiser sees why not."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.errors import Refused
from facilitator.models import Letter
from facilitator.registration import parties
from facilitator.registration.asked.people import Person
from facilitator.registration.placing import line, places
from facilitator.registration.placing.line import Standstill
from tests.facilitator.registration.halls import (
    LONG_BEFORE,
    cancel,
    letters,
    make_hall,
    named,
    register,
    states,
    waiting,
)

TWO_DAYS = timedelta(hours=48)


def test_a_place_that_is_given_up_is_offered_to_the_first_in_line(db: Session) -> None:
    meeting = make_hall(db, 1)
    ane, _, _ = (register(db, meeting, name) for name in ("Ane", "Bo", "Cara"))
    cancel(db, meeting, ane)
    assert states(db, meeting) == {"Ane": "cancelled", "Bo": "offered", "Cara": "waiting"}
    assert named(db, meeting, "Bo").offered_until == LONG_BEFORE + TWO_DAYS
    assert letters(db, meeting)[3:] == [
        ("cancelled", "ane@example.com"),
        ("offer", "bo@example.com"),
    ]
    offer = db.scalars(select(Letter).where(Letter.kind == "offer")).one()
    assert offer.facts == {"until": (LONG_BEFORE + TWO_DAYS).isoformat()}


def test_an_offered_place_is_held_and_newcomers_wait_although_one_is_free(db: Session) -> None:
    meeting = make_hall(db, 2)
    ane, _ = register(db, meeting, "Ane"), register(db, meeting, "Bo")
    register(db, meeting, "Cara", "Dag")
    cancel(db, meeting, ane)
    register(db, meeting, "Eli")
    assert states(db, meeting) == {
        "Ane": "cancelled",
        "Bo": "confirmed",
        "Cara": "waiting",
        "Dag": "waiting",
        "Eli": "waiting",
    }
    assert line.standstill(db, meeting, LONG_BEFORE) == Standstill.PARTY
    cancel(db, meeting, named(db, meeting, "Dag"))
    assert states(db, meeting) == {
        "Ane": "cancelled",
        "Bo": "confirmed",
        "Cara": "offered",
        "Dag": "cancelled",
        "Eli": "waiting",
    }
    assert line.standstill(db, meeting, LONG_BEFORE) == Standstill.FULL


def test_an_offer_is_taken_once(db: Session) -> None:
    meeting = make_hall(db, 1)
    ane, bo = register(db, meeting, "Ane"), register(db, meeting, "Bo")
    cancel(db, meeting, ane)
    for _ in range(2):
        places.accept(db, meeting, bo, LONG_BEFORE + TWO_DAYS - timedelta(seconds=1))
    assert (bo.state, bo.offered_until) == ("confirmed", None)
    assert letters(db, meeting)[-1] == ("confirmed", "bo@example.com")
    assert [kind for kind, _ in letters(db, meeting)].count("confirmed") == 2


def test_an_offer_is_not_taken_too_late_whether_or_not_it_was_taken_back(db: Session) -> None:
    meeting = make_hall(db, 1)
    ane, bo = register(db, meeting, "Ane"), register(db, meeting, "Bo")
    cancel(db, meeting, ane)
    with pytest.raises(Refused, match="offer_over"):
        places.accept(db, meeting, bo, LONG_BEFORE + TWO_DAYS)
    places.expire(db, meeting, LONG_BEFORE + TWO_DAYS)
    with pytest.raises(Refused, match="offer_over"):
        places.accept(db, meeting, bo, LONG_BEFORE + TWO_DAYS)
    assert (bo.state, bo.cancelled_by) == ("cancelled", "offer")


def test_who_waits_has_no_offer_to_take(db: Session) -> None:
    meeting = make_hall(db, 0)
    ane = register(db, meeting, "Ane")
    with pytest.raises(Refused, match="offer_over"):
        places.accept(db, meeting, ane, LONG_BEFORE)


def test_an_offer_that_nobody_answers_goes_to_the_next(db: Session) -> None:
    meeting = make_hall(db, 1)
    ane, _, _ = (register(db, meeting, name) for name in ("Ane", "Bo", "Cara"))
    cancel(db, meeting, ane)
    later = LONG_BEFORE + TWO_DAYS
    places.expire(db, meeting, later - timedelta(seconds=1))
    assert named(db, meeting, "Bo").state == "offered"
    places.expire(db, meeting, later)
    assert states(db, meeting) == {"Ane": "cancelled", "Bo": "cancelled", "Cara": "offered"}
    assert named(db, meeting, "Cara").offered_until == later + TWO_DAYS
    assert letters(db, meeting)[-2:] == [
        ("lapsed", "bo@example.com"),
        ("offer", "cara@example.com"),
    ]


def test_an_offer_that_is_declined_goes_to_the_next(db: Session) -> None:
    meeting = make_hall(db, 1)
    ane, bo, _ = (register(db, meeting, name) for name in ("Ane", "Bo", "Cara"))
    cancel(db, meeting, ane)
    for _ in range(2):
        places.decline(db, meeting, bo, LONG_BEFORE)
    assert states(db, meeting) == {"Ane": "cancelled", "Bo": "cancelled", "Cara": "offered"}
    assert bo.cancelled_by == "person"
    places.accept(db, meeting, named(db, meeting, "Cara"), LONG_BEFORE)
    places.decline(db, meeting, named(db, meeting, "Cara"), LONG_BEFORE)
    assert named(db, meeting, "Cara").state == "confirmed"


def test_more_places_are_offered_in_order_and_no_limit_offers_to_all(db: Session) -> None:
    meeting = make_hall(db, 0)
    for name in ("Ane", "Bo", "Cara", "Dag"):
        register(db, meeting, name)
    places.resize(db, meeting, 2, LONG_BEFORE)
    assert waiting(db, meeting) == ["Cara", "Dag"]
    places.resize(db, meeting, None, LONG_BEFORE)
    assert set(states(db, meeting).values()) == {"offered"}
    assert line.standstill(db, meeting, LONG_BEFORE) == Standstill.NOBODY


def test_fewer_places_take_nobodys_away(db: Session) -> None:
    meeting = make_hall(db, 2)
    ane, _, cara = (register(db, meeting, name) for name in ("Ane", "Bo", "Cara"))
    cancel(db, meeting, ane)
    places.resize(db, meeting, 0, LONG_BEFORE)
    places.accept(db, meeting, cara, LONG_BEFORE)
    assert states(db, meeting) == {"Ane": "cancelled", "Bo": "confirmed", "Cara": "confirmed"}
    assert not cara.over


def test_a_party_waits_is_offered_and_answers_as_one(db: Session) -> None:
    meeting = make_hall(db, 3)
    ane = register(db, meeting, "Ane", "Bo")
    cara = register(db, meeting, "Cara", "Dag")
    assert states(db, meeting) == {
        "Ane": "confirmed",
        "Bo": "confirmed",
        "Cara": "waiting",
        "Dag": "waiting",
    }
    cancel(db, meeting, ane)
    assert [named(db, meeting, name).state for name in ("Cara", "Dag")] == ["offered"] * 2
    places.accept(db, meeting, named(db, meeting, "Dag"), LONG_BEFORE)
    assert [named(db, meeting, name).state for name in ("Cara", "Dag")] == ["confirmed"] * 2
    assert letters(db, meeting) == [
        ("confirmed", "ane@example.com"),
        ("waiting", "cara@example.com"),
        ("cancelled", "ane@example.com"),
        ("offer", "cara@example.com"),
        ("confirmed", "cara@example.com"),
    ]
    assert [one.name for one in parties.party_of(db, cara)] == ["Cara", "Dag"]


def test_when_the_first_of_a_party_cancels_the_others_stay_and_it_still_gets_the_letters(
    db: Session,
) -> None:
    meeting = make_hall(db, 2)
    ane = register(db, meeting, "Ane", "Bo")
    cancel(db, meeting, ane)
    assert states(db, meeting) == {"Ane": "cancelled", "Bo": "confirmed"}
    cancel(db, meeting, named(db, meeting, "Bo"))
    assert letters(db, meeting) == [
        ("confirmed", "ane@example.com"),
        ("cancelled", "ane@example.com"),
        ("cancelled", "ane@example.com"),
    ]


def test_letters_go_to_the_one_who_comes_when_they_have_an_address(db: Session) -> None:
    meeting = make_hall(db, 2)
    ane = register(db, meeting, "Ane", "Bo")
    bo = named(db, meeting, "Bo")
    places.change(db, meeting, bo, Person("Bo", "bo@example.com"), LONG_BEFORE)
    cancel(db, meeting, ane)
    cancel(db, meeting, bo)
    assert letters(db, meeting)[1:] == [
        ("cancelled", "ane@example.com"),
        ("cancelled", "bo@example.com"),
    ]


def test_a_party_is_never_more_than_there_are_places(db: Session) -> None:
    meeting = make_hall(db, 1)
    with pytest.raises(Refused, match="bad_party") as refused:
        register(db, meeting, "Ane", "Bo")
    assert refused.value.details == {"most": 1}


def test_who_comes_back_to_a_party_that_waits_stands_with_it(db: Session) -> None:
    meeting = make_hall(db, 2)
    register(db, meeting, "Ane", "Bo")
    register(db, meeting, "Cara", "Dag")
    register(db, meeting, "Eli")
    dag = named(db, meeting, "Dag")
    cancel(db, meeting, dag)
    places.restore(db, meeting, dag, over=False, now=LONG_BEFORE)
    assert waiting(db, meeting) == ["Cara", "Dag", "Eli"]
    cancel(db, meeting, named(db, meeting, "Ane"), named(db, meeting, "Bo"))
    assert waiting(db, meeting) == ["Eli"]


def test_an_organiser_moves_a_party_up_one_place_at_a_time(db: Session) -> None:
    meeting = make_hall(db, 2)
    register(db, meeting, "Ane", "Bo")
    register(db, meeting, "Cara")
    register(db, meeting, "Dag", "Eli")
    fay = register(db, meeting, "Fay")
    cancel(db, meeting, named(db, meeting, "Dag"))
    places.restore(db, meeting, named(db, meeting, "Dag"), over=False, now=LONG_BEFORE)
    orders = []
    for _ in range(3):
        places.move_up(db, meeting, fay, LONG_BEFORE)
        orders.append(waiting(db, meeting))
    assert orders == [
        ["Cara", "Fay", "Eli", "Dag"],
        ["Fay", "Cara", "Eli", "Dag"],
        ["Fay", "Cara", "Eli", "Dag"],
    ]


def test_moving_up_someone_who_fits_offers_at_once(db: Session) -> None:
    meeting = make_hall(db, 2)
    ane, _ = register(db, meeting, "Ane"), register(db, meeting, "Bo")
    register(db, meeting, "Cara", "Dag")
    eli = register(db, meeting, "Eli")
    cancel(db, meeting, ane)
    places.move_up(db, meeting, eli, LONG_BEFORE)
    assert (eli.state, waiting(db, meeting)) == ("offered", ["Cara", "Dag"])


def test_an_organiser_gives_places_past_the_line(db: Session) -> None:
    meeting = make_hall(db, 1)
    ane, bo, cara, dag = (register(db, meeting, name) for name in ("Ane", "Bo", "Cara", "Dag"))
    cancel(db, meeting, ane)
    places.give_place(db, meeting, [dag, bo, ane], LONG_BEFORE)
    assert states(db, meeting) == {
        "Ane": "cancelled",
        "Bo": "confirmed",
        "Cara": "waiting",
        "Dag": "confirmed",
    }
    assert [(one.over, one.offered_until) for one in (bo, dag)] == [(False, None), (True, None)]
    assert letters(db, meeting)[-2:] == [
        ("confirmed", "bo@example.com"),
        ("confirmed", "dag@example.com"),
    ]
    assert cara.state == "waiting"
