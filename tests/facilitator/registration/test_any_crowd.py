"""Whatever people and organisers do, nobody goes over unless an organiser says so."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import Database
from facilitator.errors import Refused
from facilitator.models import Meeting, Registration
from facilitator.registration import places
from facilitator.registration.people import Person
from facilitator.registration.places import By, Standstill, State
from tests.facilitator.registration.halls import LONG_BEFORE, make_hall
from tests.factories import make_uuid

who = st.integers(0, 11)
flag = st.booleans()
capacity = st.one_of(st.none(), st.integers(0, 5), st.integers(0, 5))
step = st.one_of(
    st.tuples(st.just("register"), who, st.integers(1, 4)),
    st.tuples(st.just("register"), who, st.integers(1, 2)),
    st.tuples(st.just("cancel"), st.lists(who, min_size=1, max_size=4)),
    st.tuples(st.just("accept"), who),
    st.tuples(st.just("decline"), who),
    st.tuples(st.just("wait"), st.sampled_from([1, 30, 48, 60])),
    st.tuples(st.just("expire")),
    st.tuples(st.just("resize"), capacity),
    st.tuples(st.just("restore"), who, flag),
    st.tuples(st.just("add"), who, flag),
    st.tuples(st.just("admit"), who),
    st.tuples(st.just("give_place"), st.lists(who, min_size=1, max_size=3)),
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
    ids: dict[str, str] = field(default_factory=dict)

    def everybody(self) -> Sequence[Registration]:
        """All rows in the order of arrival."""
        rows = select(Registration).where(Registration.meeting_id == self.meeting.id)
        return self.db.scalars(rows.order_by(Registration.number)).all()

    def line(self) -> list[Registration]:
        """Those who wait, in order."""
        waiting = [one for one in self.everybody() if one.state == State.WAITING]
        return sorted(waiting, key=lambda one: one.line)

    def take(self, what: str, *arguments: Any) -> None:
        """Take one step; what is refused changes nothing."""
        self.said_over, self.reordered = 0, False
        act: Callable[..., None] = getattr(self, what)
        with suppress(Refused):
            act(*arguments)
        self.db.flush()

    def _some(self, which: int) -> Registration:
        there = self.everybody()
        if not there:
            raise Refused("nobody")
        return there[which % len(there)]

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
        places.admit(self.db, self.meeting, person, id=make_uuid(), language="nb", now=self.now)

    def give_place(self, which: Sequence[int]) -> None:
        self.said_over, self.reordered = len(which), True
        people = [self._some(one) for one in which]
        places.give_place(self.db, self.meeting, people, self.now)

    def move_up(self, which: int) -> None:
        self.reordered = True
        places.move_up(self.db, self.meeting, self._some(which), self.now)


@given(capacity, st.lists(step, min_size=4, max_size=30))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_places_are_held_by_no_more_than_there_are_and_in_order(
    database: Database, capacity: int | None, steps: list[tuple[Any, ...]]
) -> None:
    with database.engine.connect() as connection, Session(connection) as db:
        crowd = Crowd(db, make_hall(db, capacity))
        for taken in steps:
            before, line = places.counts(db, crowd.meeting.id), crowd.line()
            ahead = {one.id: number for number, one in enumerate(line)}
            crowd.take(*taken)
            after = places.counts(db, crowd.meeting.id)
            if after.capacity is not None:
                most = max(after.capacity, before.taken + crowd.said_over)
                assert after.taken <= most
            _nobody_is_overtaken(crowd, ahead)
            _nobody_waits_in_vain(crowd, after)
            _rows_are_sound(crowd.everybody())
        db.rollback()


def _nobody_is_overtaken(crowd: Crowd, ahead: dict[str, int]) -> None:
    """Those who waited keep their order, and the first of them are offered places first."""
    if crowd.reordered:
        return
    still = [ahead[one.id] for one in crowd.line() if one.id in ahead]
    assert still == sorted(still)
    offered = [
        ahead[one.id] for one in crowd.everybody() if one.id in ahead and one.state == State.OFFERED
    ]
    assert not offered or not still or max(offered) < min(still)
    newcomers = [one for one in crowd.everybody() if one.created_at == crowd.now]
    if ahead and not crowd.said_over:
        confirmed = [one for one in newcomers if one.state == State.CONFIRMED]
        assert [one for one in confirmed if one.number == max(n.number for n in newcomers)] == []


def _nobody_waits_in_vain(crowd: Crowd, after: places.Counts) -> None:
    """When a place is free for the first in line, time alone keeps it from them."""
    line = crowd.line()
    if not line:
        return
    first = [one for one in line if one.party_id == line[0].party_id]
    reason = places.standstill(crowd.db, crowd.meeting, crowd.now)
    assert reason != Standstill.NOBODY
    assert reason == Standstill.BEGUN or not after.fits(len(first))


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
