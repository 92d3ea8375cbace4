"""Whatever people and organisers do, nobody goes over unless an organiser says so."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import Database
from facilitator.errors import Refused
from facilitator.models import Invitation, Meeting, Registration
from facilitator.registration import standing
from facilitator.registration.asked.people import Person
from facilitator.registration.placing import admission, places
from facilitator.registration.placing.line import Standstill, standstill
from facilitator.registration.standing import By, State
from tests.facilitator.registration.halls import LONG_BEFORE, make_hall
from tests.factories import make_uuid

who = st.integers(0, 11)
flag = st.booleans()
capacity = st.sampled_from([1, 2, 2, 3, 4, 0, None])
size = st.sampled_from([1, 1, 1, 2, 3])
step = st.one_of(
    st.tuples(st.just("register"), who, size),
    st.tuples(st.just("register"), who, size),
    st.tuples(st.just("cancel"), st.lists(who, min_size=1, max_size=2)),
    st.tuples(st.just("accept"), who),
    st.tuples(st.just("decline"), who),
    st.tuples(st.just("wait"), st.sampled_from([1, 30, 48, 60])),
    st.tuples(st.just("expire")),
    st.tuples(st.just("resize"), capacity),
    st.tuples(st.just("restore"), who, flag),
    st.tuples(st.just("add"), who, flag),
    st.tuples(st.just("admit"), who),
    st.tuples(st.just("give_place"), st.lists(who, min_size=1, max_size=2)),
    st.tuples(st.just("move_up"), who),
)


@dataclass
class Crowd:
    """A meeting and those who registered, with what each step of a test does to them."""

    db: Session
    meeting: Meeting
    now: datetime = LONG_BEFORE
    said_over: int = 0
    """How many people an organiser has given a place in this step whether or not there is one."""
    reordered: bool = False
    """An organiser has changed the order in this step."""
    there: Sequence[Registration] = ()
    """All rows in the order of arrival, before a step and then after it."""

    def line(self) -> list[Registration]:
        """Those who wait, in order."""
        waiting = [one for one in self.there if one.state == State.WAITING]
        return sorted(waiting, key=lambda one: one.line)

    def counts(self) -> standing.Counts:
        """How they stand."""
        number = Counter(one.state for one in self.there)
        capacity = self.db.get_one(Invitation, self.meeting.id).capacity
        return standing.Counts(**{state: number[state] for state in State}, capacity=capacity)

    def take(self, what: str, *arguments: Any) -> None:
        """Take one step; what is refused changes nothing."""
        self.said_over, self.reordered = 0, False
        act: Callable[..., None] = getattr(self, what)
        with suppress(Refused):
            act(*arguments)
        self.db.flush()
        rows = select(Registration).where(Registration.meeting_id == self.meeting.id)
        self.there = self.db.scalars(rows.order_by(Registration.number)).all()

    def _some(self, which: int) -> Registration:
        if not self.there:
            raise Refused("nobody")
        return self.there[which % len(self.there)]

    def register(self, which: int, size: int) -> None:
        people = [Person(f"P{which}-{number}", f"p{which}@example.com") for number in range(size)]
        places.register(
            self.db,
            self.meeting,
            people,
            form=f"{self.meeting.id}-{which % 5}",
            language="nb",
            new_id=make_uuid,
            now=self.now,
        )

    def cancel(self, which: Sequence[int]) -> None:
        people = [self._some(one) for one in which]
        places.cancel(self.db, self.meeting, people, by=By.PERSON, now=self.now)

    def accept(self, which: int) -> None:
        places.accept(self.db, self.meeting, self._some(which), self.now)

    def decline(self, which: int) -> None:
        places.decline(self.db, self.meeting, self._some(which), self.now)

    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    def expire(self) -> None:
        places.expire(self.db, self.meeting, self.now)

    def resize(self, capacity: int | None) -> None:
        places.resize(self.db, self.meeting, capacity, self.now)

    def restore(self, which: int, over: bool) -> None:
        self.said_over, self.reordered = int(over), True
        places.restore(self.db, self.meeting, self._some(which), over=over, now=self.now)

    def add(self, which: int, over: bool) -> None:
        self.said_over = int(over)
        person = Person(f"A{which}", f"p{which}@example.com")
        id = make_uuid()
        places.add(self.db, self.meeting, person, over=over, id=id, language="nb", now=self.now)

    def admit(self, which: int) -> None:
        self.said_over = 1
        person = Person(f"D{which}", f"p{which}@example.com")
        admission.admit(self.db, self.meeting, person, id=make_uuid(), language="nb", now=self.now)

    def give_place(self, which: Sequence[int]) -> None:
        self.said_over, self.reordered = len(which), True
        people = [self._some(one) for one in which]
        places.give_place(self.db, self.meeting, people, self.now)

    def move_up(self, which: int) -> None:
        self.reordered = True
        places.move_up(self.db, self.meeting, self._some(which), self.now)


@given(capacity, st.lists(step, min_size=8, max_size=20))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_places_are_held_by_no_more_than_there_are_and_in_order(
    database: Database, capacity: int | None, steps: list[tuple[Any, ...]]
) -> None:
    with database.engine.connect() as connection, Session(connection) as db:
        crowd = Crowd(db, make_hall(db, capacity))
        parties = [("register", number, 1 + number % 2) for number in range(4)]
        for taken in (*parties, *steps):
            before, known = crowd.counts(), {one.id for one in crowd.there}
            ahead = {one.id: number for number, one in enumerate(crowd.line())}
            crowd.take(*taken)
            after = crowd.counts()
            if after.capacity is not None:
                most = max(after.capacity, before.taken + crowd.said_over)
                assert after.taken <= most
            _nobody_is_overtaken(crowd, ahead, known)
            _nobody_waits_in_vain(crowd, after)
            _rows_are_sound(crowd.there)
        db.rollback()


def _nobody_is_overtaken(crowd: Crowd, ahead: dict[str, int], known: set[str]) -> None:
    """Those who waited keep their order, and the first of them are offered places first."""
    if crowd.reordered:
        return
    still = [ahead[one.id] for one in crowd.line() if one.id in ahead]
    assert still == sorted(still)
    offered = [
        ahead[one.id] for one in crowd.there if one.id in ahead and one.state == State.OFFERED
    ]
    assert not offered or not still or max(offered) < min(still)
    if ahead and not crowd.said_over:
        new = [one for one in crowd.there if one.id not in known]
        assert [one.name for one in new if one.state == State.CONFIRMED] == []


def _nobody_waits_in_vain(crowd: Crowd, after: standing.Counts) -> None:
    """When a place is free for the first in line, time alone keeps it from them."""
    line = crowd.line()
    if not line:
        return
    first = [one for one in line if one.party_id == line[0].party_id]
    reason = standstill(crowd.db, crowd.meeting, crowd.now)
    assert reason != Standstill.NOBODY
    assert reason in (Standstill.BEGUN, Standstill.CLOSED) or not after.fits(len(first))


def _rows_are_sound(everybody: Sequence[Registration]) -> None:
    for one in everybody:
        assert (one.offered_until is not None) is (one.state == State.OFFERED)
        assert (one.cancelled_at is not None) is (one.state == State.CANCELLED)
        assert one.state != State.CANCELLED or (one.address, one.form, one.over) == (
            None,
            None,
            False,
        )
    lines = [one.line for one in everybody if one.state == State.WAITING]
    assert len(lines) == len(set(lines))
    assert [one.number for one in everybody] == list(range(1, len(everybody) + 1))
