"""Until when a place is offered, and when nobody is offered one any more."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy.orm import Session

from app.database import Database
from app.offers import expire_offers
from facilitator import particulars
from facilitator.errors import Refused
from facilitator.models import Invitation, Meeting
from facilitator.programme import conduct, edit
from facilitator.registration.placing import line, places
from facilitator.registration.placing.line import Standstill
from facilitator.registration.post import outbox
from facilitator.registration.post.truth import true_ones
from tests.facilitator.registration.halls import (
    BEGINS,
    LONG_BEFORE,
    cancel,
    make_hall,
    named,
    register,
    states,
)
from tests.factories import make_item, make_meeting
from tests.queries import queries

TWO_DAYS = timedelta(hours=48)


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
    assert line.standstill(db, meeting, LONG_BEFORE + TWO_DAYS) == Standstill.CLOSED


def test_nobody_is_offered_a_place_once_the_meeting_should_have_begun(db: Session) -> None:
    meeting = make_hall(db, 1)
    ane, _ = register(db, meeting, "Ane"), register(db, meeting, "Bo")
    cancel(db, meeting, ane, now=BEGINS)
    register(db, meeting, "Cara", now=BEGINS)
    assert states(db, meeting) == {"Ane": "cancelled", "Bo": "waiting", "Cara": "waiting"}
    assert line.standstill(db, meeting, BEGINS) == Standstill.BEGUN


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
    assert line.standstill(db, meeting, LONG_BEFORE) == Standstill.NOBODY
    register(db, meeting, "Ane")
    register(db, meeting, "Bo")
    assert line.standstill(db, meeting, LONG_BEFORE) == Standstill.FULL


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


def test_an_offer_is_over_though_another_of_the_meeting_still_holds(db: Session) -> None:
    meeting = make_hall(db, 2)
    ane, bo, _, _ = (register(db, meeting, name) for name in ("Ane", "Bo", "Cara", "Dag"))
    cancel(db, meeting, ane)
    cancel(db, meeting, bo, now=LONG_BEFORE + timedelta(hours=1))
    over = LONG_BEFORE + TWO_DAYS
    assert line.overdue(db, over - timedelta(seconds=1)) == []
    assert line.overdue(db, over) == [meeting]
    places.expire(db, meeting, over)
    assert states(db, meeting) == {
        "Ane": "cancelled",
        "Bo": "cancelled",
        "Cara": "cancelled",
        "Dag": "offered",
    }


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


def test_who_is_left_less_time_than_they_were_told_is_told_so(db: Session) -> None:
    other, meeting = make_hall(db, 1), make_hall(db, 1)
    for hall in (other, meeting):
        ane, bo = register(db, hall, "Ane"), register(db, hall, "Bo")
        cancel(db, hall, ane)
    closes = LONG_BEFORE + timedelta(hours=3)
    db.get_one(Invitation, meeting.id).closes_at = closes
    for _ in range(2):
        places.expire(db, meeting, LONG_BEFORE)
    offers = [one for one in outbox.queued(db, meeting) if one.kind == "offer"]
    assert [one.facts["until"] for one in offers] == [
        (LONG_BEFORE + TWO_DAYS).isoformat(),
        closes.isoformat(),
    ]
    assert true_ones(db, meeting, offers, LONG_BEFORE) == offers[1:]
    assert (bo.offered_until, named(db, other, "Bo").offered_until) == (
        closes,
        LONG_BEFORE + TWO_DAYS,
    )


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
