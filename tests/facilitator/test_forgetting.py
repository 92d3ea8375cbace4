"""Who registered is forgotten on the promised day, what they eat after the meal; input stays."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator import forgetting
from facilitator.errors import Invalid
from facilitator.forgetting import Forgotten
from facilitator.models import (
    Contribution,
    Invitation,
    Letter,
    Meeting,
    Registration,
    Seat,
    Seating,
    Wish,
    WishPerson,
)
from facilitator.registration import promise, standing, times
from facilitator.registration.asked.people import Person
from facilitator.registration.placing import places
from facilitator.registration.sitting import seats
from tests.factories import (
    EVENING,
    NOON,
    make_contribution,
    make_exercise,
    make_item,
    make_meeting,
    make_phone,
    make_registration,
    make_uuid,
)


@pytest.fixture
def meeting(db: Session) -> Meeting:
    """A meeting of one evening with three people, one of them moved to a table, with a wish."""
    meeting = make_meeting(db)
    make_item(db, meeting)
    kari = make_registration(db, meeting, companions=1, diet="Nøtter", answers={"a": "Ja"})
    make_registration(db, meeting)
    seats.move(db, meeting, kari, round=1, seen=None, to=1)
    wish = Wish(meeting_id=meeting.id, kind="door")
    db.add(wish)
    db.flush()
    db.add(WishPerson(wish_id=wish.id, registration_id=kari.id))
    db.flush()
    return meeting


def rows(db: Session) -> dict[str, int]:
    """How much there is that is about people, and how much that was said."""
    tables = (Registration, Letter, Seat, Wish, WishPerson, Contribution)
    return {
        table.__tablename__: db.scalar(select(func.count()).select_from(table)) or 0
        for table in tables
    }


def test_all_that_is_about_people_is_deleted_and_what_was_said_stays(
    db: Session, meeting: Meeting
) -> None:
    other = make_registration(db, make_meeting(db))
    ideas = make_exercise(db, meeting.items[0], "ideas", phase="table")
    make_contribution(db, make_phone(db, meeting), ideas, {"text": "Gjestebud"})
    assert forgetting.forget(db, meeting, NOON) == Forgotten(
        people=3, diets=1, answers=1, letters=2, seats=1
    )
    assert rows(db) == {
        "registration": 1,
        "letter": 1,
        "seat": 0,
        "wish": 0,
        "wish_person": 0,
        "contribution": 1,
    }
    assert db.scalars(select(Registration.id)).one() == other.id
    assert db.scalars(select(Seating.before)).all() == [{}]
    assert not forgetting.kept(db, meeting).any


def test_registering_is_over_then(db: Session, meeting: Meeting) -> None:
    forgetting.forget(db, meeting, NOON)
    invitation = db.get_one(Invitation, meeting.id)
    assert (invitation.open, invitation.forgotten_at, invitation.diet_forgotten_at) == (
        False,
        NOON,
        NOON,
    )


def test_the_diet_alone_is_deleted_after_the_meal(db: Session, meeting: Meeting) -> None:
    assert forgetting.forget_diet(db, meeting, NOON) == Forgotten(diets=1)
    kept = forgetting.kept(db, meeting)
    assert (kept, kept.any) == (Forgotten(people=3, answers=1, letters=2, seats=1), True)


def at(day: int, hour: int = 0, month: int = 9) -> datetime:
    """A time in Oslo in September, or in October, while summer time lasts."""
    return datetime(2026, month, day, hour, tzinfo=UTC) - timedelta(hours=2)


@pytest.mark.parametrize(
    ("due", "before", "after"),
    [
        (forgetting.is_diet_due, at(26) - timedelta(seconds=1), at(26)),
        (forgetting.is_due, at(24, month=10) - timedelta(seconds=1), at(24, month=10)),
    ],
)
def test_it_is_due_by_the_meetings_own_calendar(
    db: Session,
    meeting: Meeting,
    due: Callable[[Session, Meeting, datetime], bool],
    before: datetime,
    after: datetime,
) -> None:
    make_item(db, meeting, day=1)
    assert (due(db, meeting, before), due(db, meeting, after)) == (False, True)


def test_no_diet_is_due_where_there_is_none(db: Session, meeting: Meeting) -> None:
    forgetting.forget_diet(db, meeting, NOON)
    assert not forgetting.is_diet_due(db, meeting, at(30))


def test_nobody_is_deleted_before_all_is_over_though_the_meeting_was_put_off(
    db: Session, meeting: Meeting
) -> None:
    meeting.keep_until = EVENING + timedelta(days=7)
    meeting.date = EVENING + timedelta(days=60)
    assert times.forget_on(db, meeting) == EVENING + timedelta(days=61)


def test_who_registers_after_the_others_were_forgotten_is_found_again(
    db: Session, meeting: Meeting
) -> None:
    later = at(30, month=10)
    assert forgetting.candidates(db, NOON - timedelta(days=2)) == []
    assert forgetting.candidates(db, later) == [meeting]
    forgetting.forget(db, meeting, later)
    assert forgetting.candidates(db, later) == []
    make_registration(db, meeting)
    assert forgetting.candidates(db, later) == [meeting]
    forgetting.forget(db, meeting, later)
    assert db.get_one(Invitation, meeting.id).figures["states"] == {"confirmed": 4}


def test_the_organisers_are_told_a_week_ahead_while_anybody_is_there(
    db: Session, meeting: Meeting
) -> None:
    days = (16, 17, 23, 24, 30)
    left = [forgetting.days_left(db, meeting, at(day, 12, month=10)) for day in days]
    assert left == [None, 7, 1, 0, 0]
    forgetting.forget(db, meeting, NOON)
    assert forgetting.days_left(db, meeting, at(23, month=10)) is None


def test_the_figures_tell_of_no_group_under_three(db: Session) -> None:
    meeting = make_meeting(db)
    who = [*["citizen"] * 5, *["politician"] * 3, "researcher", ""]
    for number, role in enumerate(who):
        person = {"role": role, "municipality": "Steinkjer" if number < 6 else f"K{number}"}
        one = make_registration(db, meeting, **person)
        one.arrived_at = NOON if number < 4 else None
    late = make_registration(db, meeting, role="politician")
    places.cancel(db, meeting, [late], by=standing.By.PERSON, now=NOON)
    guest = Person(name="Kom innom", role="citizen", municipality="Steinkjer")
    places.add(
        db, meeting, guest, over=True, id=make_uuid(), language="nb", now=NOON
    ).walk_in = True
    db.flush()
    assert forgetting.figures_of(db, meeting.id) == {
        "states": {"confirmed": 11, "cancelled": 1},
        "arrived": 4,
        "walk_ins": 1,
        "roles": {"citizen": 6, "": 5},
        "municipalities": {"Steinkjer": 7, "": 4},
    }


def test_a_promised_day_may_come_earlier_but_not_later(db: Session, meeting: Meeting) -> None:
    promised = times.forget_on(db, meeting)
    promise.check_day(db, meeting, promised)
    later = promised + timedelta(days=1)
    with pytest.raises(Invalid) as refused:
        promise.check_day(db, meeting, later)
    told = {"field": "keep_until", "date": "24.10.2026"}
    assert (promised, refused.value.code, refused.value.details) == (
        date(2026, 10, 24),
        "promised_date",
        told,
    )
    forgetting.forget(db, meeting, NOON)
    promise.check_day(db, meeting, later)
