"""Who waits is offered what becomes free, in order, for a while; the organiser sees why not."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import Database
from app.offers import expire_offers
from facilitator import particulars
from facilitator.errors import Refused
from facilitator.models import Invitation, Letter, Meeting
from facilitator.programme import conduct, edit
from facilitator.registration import line, places
from facilitator.registration.people import Person
from facilitator.registration.places import Standstill
from tests.facilitator.registration.halls import (
    BEGINS,
    LONG_BEFORE,
    cancel,
    letters,
    make_hall,
    named,
    register,
    states,
    waiting,
)
from tests.factories import make_item, make_meeting
from tests.queries import queries

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
    assert places.standstill(db, meeting, LONG_BEFORE) == Standstill.PARTY
    cancel(db, meeting, named(db, meeting, "Dag"))
    assert states(db, meeting) == {
        "Ane": "cancelled",
        "Bo": "confirmed",
        "Cara": "offered",
        "Dag": "cancelled",
        "Eli": "waiting",
    }
    assert places.standstill(db, meeting, LONG_BEFORE) == Standstill.FULL


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
    assert places.standstill(db, meeting, LONG_BEFORE) == Standstill.NOBODY


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
    assert [one.name for one in places.party_of(db, cara)] == ["Cara", "Dag"]


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


@pytest.mark.parametrize(
    ("now", "closes_at", "until"),
    [
        pytest.param(LONG_BEFORE, None, LONG_BEFORE + TWO_DAYS, id="two days"),
        pytest.param(
            LONG_BEFORE,
            LONG_BEFORE + timedelta(hours=3),
            LONG_BEFORE + timedelta(hours=3),
            id="closing",
        ),
        pytest.param(BEGINS - timedelta(hours=1), None, BEGINS, id="the beginning"),
    ],
)
def test_an_offer_lasts_two_days_at_most_and_never_longer_than_registration(
    db: Session, now: datetime, closes_at: datetime | None, until: datetime
) -> None:
    meeting = make_hall(db, 1, closes_at=closes_at)
    ane, bo = register(db, meeting, "Ane"), register(db, meeting, "Bo")
    cancel(db, meeting, ane, now=now)
    assert bo.offered_until == until


def test_two_days_are_two_days_also_when_the_clock_is_set_back(db: Session) -> None:
    meeting = make_meeting(db, date=date(2026, 10, 26))
    make_item(db, meeting, start=time(12, 30))
    db.get_one(Invitation, meeting.id).capacity = 0
    db.get_one(Invitation, meeting.id).open = True
    # On Saturday at 12.00 in Oslo; the clock is set back on the night to Sunday.
    saturday = datetime(2026, 10, 24, 10, 0, tzinfo=UTC)
    ane = register(db, meeting, "Ane", now=saturday)
    places.resize(db, meeting, 1, saturday)
    assert ane.offered_until == datetime(2026, 10, 26, 10, 0, tzinfo=UTC)


def test_nobody_is_offered_a_place_once_registration_has_closed(db: Session) -> None:
    meeting = make_hall(db, 1, closes_at=LONG_BEFORE + TWO_DAYS)
    ane, _ = register(db, meeting, "Ane"), register(db, meeting, "Bo")
    cancel(db, meeting, ane, now=LONG_BEFORE + TWO_DAYS)
    assert states(db, meeting) == {"Ane": "cancelled", "Bo": "waiting"}
    assert places.standstill(db, meeting, LONG_BEFORE + TWO_DAYS) == Standstill.CLOSED


def test_nobody_is_offered_a_place_once_the_meeting_should_have_begun(db: Session) -> None:
    meeting = make_hall(db, 1)
    ane, _ = register(db, meeting, "Ane"), register(db, meeting, "Bo")
    cancel(db, meeting, ane, now=BEGINS)
    register(db, meeting, "Cara", now=BEGINS)
    assert states(db, meeting) == {"Ane": "cancelled", "Bo": "waiting", "Cara": "waiting"}
    assert places.standstill(db, meeting, BEGINS) == Standstill.BEGUN


@pytest.mark.parametrize(
    ("at", "undone", "state"),
    [
        pytest.param(BEGINS - timedelta(minutes=10), False, "waiting", id="begun early"),
        pytest.param(BEGINS - timedelta(minutes=10), True, "offered", id="undone"),
        pytest.param(LONG_BEFORE, False, "offered", id="a trial ten days before"),
    ],
)
def test_nobody_is_offered_a_place_once_the_moderator_began(
    db: Session, at: datetime, undone: bool, state: str
) -> None:
    meeting = make_hall(db, 1)
    ane, bo = register(db, meeting, "Ane"), register(db, meeting, "Bo")
    started = conduct.start(db, meeting, meeting.items[0].id, "moderator", at)
    if undone:
        conduct.undo(db, meeting, started.number, "moderator", at)
    cancel(db, meeting, ane, now=max(at, BEGINS - timedelta(minutes=9)))
    assert bo.state == state


def test_why_nobody_is_offered_a_place(db: Session) -> None:
    meeting = make_hall(db, 1)
    assert places.standstill(db, meeting, LONG_BEFORE) == Standstill.NOBODY
    register(db, meeting, "Ane")
    register(db, meeting, "Bo")
    assert places.standstill(db, meeting, LONG_BEFORE) == Standstill.FULL


def test_the_server_takes_back_offers_in_every_meeting_and_asks_once_when_there_are_none(
    database: Database,
) -> None:
    with database.reading() as db:
        db.connection()
        with queries(db) as sent:
            assert line.overdue(db, LONG_BEFORE) == []
    assert len(sent) == 1
    with database.writing() as db:
        meetings = [make_hall(db, 1), make_hall(db, 1)]
        for meeting in meetings:
            ane = register(db, meeting, "Ane")
            register(db, meeting, "Bo")
            register(db, meeting, "Cara")
            cancel(db, meeting, ane)
    later = LONG_BEFORE + TWO_DAYS
    announced: list[int] = []
    database.on_commit = lambda changes: announced.extend(one.meeting_id for one in changes)
    expire_offers(database, later - timedelta(seconds=1))
    assert announced == []
    for _ in range(2):
        expire_offers(database, later)
    assert announced == [meeting.id for meeting in meetings]
    with database.reading() as db:
        for meeting in meetings:
            now = {"Ane": "cancelled", "Bo": "cancelled", "Cara": "offered"}
            assert states(db, db.get_one(Meeting, meeting.id)) == now
        assert line.overdue(db, later) == []


def test_an_offer_costs_as_many_queries_with_a_long_line_as_with_a_short_one(db: Session) -> None:
    meeting = make_hall(db, 3)
    first = [register(db, meeting, name) for name in ("Ane", "Bo", "Cara")]
    sent = []
    for number, one in enumerate(first):
        for other in range(10):
            register(db, meeting, f"P{number}-{other}")
        with queries(db) as statements:
            cancel(db, meeting, one)
        sent.append(len(statements))
    # Offers that are held already are looked at once more.
    assert sent == [sent[0], sent[0] + 1, sent[0] + 1]


def test_an_offer_is_over_when_the_meeting_starts_though_it_starts_earlier_than_planned_before(
    db: Session,
) -> None:
    meeting = make_hall(db, 1)
    ane, bo = register(db, meeting, "Ane"), register(db, meeting, "Bo")
    noon = BEGINS - timedelta(hours=4)
    cancel(db, meeting, ane, now=noon)
    item = meeting.items[0].id
    edit.change(db, meeting, item, "organiser", noon, fixed_start=time(13))
    assert (bo.offered_until, line.overdue(db, noon)) == (BEGINS, [meeting])
    with pytest.raises(Refused, match="offer_over"):
        places.accept(db, meeting, bo, noon + timedelta(hours=1))
    places.expire(db, meeting, noon)
    assert (bo.offered_until, line.overdue(db, noon)) == (noon + timedelta(hours=1), [])


def test_on_another_day_offers_are_over_by_then_and_who_waits_is_offered_a_place_again(
    db: Session,
) -> None:
    meeting = make_hall(db, 1)
    ane, bo = register(db, meeting, "Ane"), register(db, meeting, "Bo")
    cancel(db, meeting, ane)
    particulars.change(db, meeting, LONG_BEFORE, date=date(2026, 9, 15))
    assert bo.offered_until == BEGINS - timedelta(days=9)
    places.expire(db, meeting, BEGINS)
    cara = register(db, meeting, "Cara", now=LONG_BEFORE)
    _dag = register(db, meeting, "Dag", now=LONG_BEFORE)
    cancel(db, meeting, cara, now=BEGINS)
    waits = states(db, meeting)["Dag"]
    particulars.change(db, meeting, BEGINS, date=date(2026, 9, 30))
    assert (waits, states(db, meeting)["Dag"]) == ("waiting", "offered")
