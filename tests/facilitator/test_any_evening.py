"""Whatever a room does, results count all that is visible once, and the record has all of it."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from app.database import Database
from facilitator import (
    asides,
    contributions,
    dots,
    moderation,
    overview,
    plenary,
    reverting,
    tables,
    themes,
)
from facilitator.errors import Refused
from facilitator.exercises import kinds, phases
from facilitator.models import Act, Contribution, Exercise, Meeting, Participant, Support, Theme
from facilitator.report.record import State
from facilitator.samples.voices import bodies_of
from tests.factories import (
    NOON,
    make_exercise,
    make_item,
    make_meeting,
    make_phone,
    make_uuid,
)
from tests.records import record

TOLD = {Act, Contribution, Exercise, Support, Theme}
"""What a report tells of."""
TABLES = 3
PHONES = 5

phone = st.integers(0, PHONES - 1)
which = st.integers(0, 40)
flag = st.booleans()
step = st.one_of(
    st.tuples(st.just("give"), phone, which, st.sampled_from([None, "individual", "table"])),
    st.tuples(st.just("give"), phone, which, st.none()),
    st.tuples(st.just("share"), phone, which),
    st.tuples(st.just("revise"), phone, which, which),
    st.tuples(st.just("withdraw"), phone, which),
    st.tuples(st.just("note"), phone, which),
    st.tuples(st.just("paper"), st.integers(1, TABLES), which),
    st.tuples(st.just("support"), phone, which, flag),
    st.tuples(st.just("highlight"), phone, which),
    st.tuples(st.just("move"), phone, st.integers(1, TABLES)),
    st.tuples(st.just("scribe"), phone, flag),
    st.tuples(st.just("hide"), which, flag),
    st.tuples(st.just("redact"), which),
    st.tuples(st.just("join"), st.lists(which, max_size=4)),
    st.tuples(st.just("split"), which, st.lists(which, max_size=2)),
    st.tuples(st.just("dissolve"), which),
    st.tuples(st.just("revert"), which),
    st.tuples(st.just("phase"), st.sampled_from(["individual", "table", "plenary", "closed"])),
    st.tuples(st.just("later"), st.integers(1, 40)),
)


class Evening:
    """A meeting with one exercise and five phones at three tables."""

    def __init__(self, db: Session, kind: str) -> None:
        self.db = db
        self.meeting: Meeting = make_meeting(db, tables=TABLES)
        self.exercise: Exercise = make_exercise(
            db, make_item(db, self.meeting), kind, phase="table"
        )
        self.phones: list[Participant] = [
            make_phone(db, self.meeting, number % TABLES + 1) for number in range(PHONES)
        ]
        self.bodies = bodies_of(kind)
        self.given: list[str] = []
        """The ids of all that was acknowledged."""
        self.themes: list[int] = []
        self.acts: list[int] = []
        self.now = NOON
        plenary.open_dots(db, self.meeting, exercise_id=self.exercise.id, on=True, now=NOON)

    def body(self, number: int) -> Any:
        return self.bodies[number % len(self.bodies)]

    def one(self, number: int) -> str:
        """One of those that were acknowledged, or none at all."""
        return self.given[number % len(self.given)] if self.given else make_uuid()

    def ones(self, numbers: list[int]) -> list[str]:
        return list(dict.fromkeys(self.one(number) for number in numbers))

    def theme(self, number: int) -> int:
        return self.themes[number % len(self.themes)] if self.themes else 2**30

    def take(self, step: tuple[Any, ...]) -> None:
        """Take one step as far as it is allowed; what was taken is remembered.

        What changes anything that a report tells raises the meeting's version.
        """
        name, *rest = step
        before, changed = self._version(), set()

        def note(db: Session, _context: object) -> None:
            written = (*db.new, *filter(db.is_modified, db.dirty), *db.deleted)
            changed.update(type(one) for one in written)

        event.listen(self.db, "after_flush", note)
        with suppress(Refused):
            getattr(self, f"_{name}")(*rest)
        self.db.flush()
        event.remove(self.db, "after_flush", note)
        assert not changed & TOLD or self._version() > before, (step, changed)

    def _version(self) -> int:
        query = select(Meeting.version).where(Meeting.id == self.meeting.id)
        return self.db.scalars(query).one()

    def _keep(self, take: Callable[..., Contribution], *who: Any, **more: Any) -> None:
        id = make_uuid()
        take(self.db, *who, id=id, exercise_id=self.exercise.id, now=self.now, **more)
        self.given.append(id)

    def _give(self, phone: int, body: int, phase: str | None) -> None:
        who = self.phones[phone]
        self._keep(contributions.give, who, body=self.body(body), phase=phase)

    def _note(self, phone: int, body: int) -> None:
        self._keep(asides.leave_note, self.phones[phone], body=self.body(body))

    def _paper(self, table: int, body: int) -> None:
        text = {"table": table, "body": self.body(body), "who": "console"}
        self._keep(asides.type_from_paper, self.meeting, **text)

    def _share(self, phone: int, one: int) -> None:
        contributions.share(self.db, self.phones[phone], id=self.one(one), now=self.now)

    def _revise(self, phone: int, one: int, body: int) -> None:
        found = self.db.get(Contribution, self.one(one))
        contributions.revise(
            self.db,
            self.phones[phone],
            id=self.one(one),
            body=self.body(body),
            base=found.revision if found else 0,
            now=self.now,
        )

    def _withdraw(self, phone: int, one: int) -> None:
        contributions.withdraw(self.db, self.phones[phone], id=self.one(one), now=self.now)

    def _support(self, phone: int, one: int, on: bool) -> None:
        dots.support(self.db, self.phones[phone], id=self.one(one), on=on, now=self.now)

    def _highlight(self, phone: int, one: int) -> None:
        contributions.highlight(self.db, self.phones[phone], id=self.one(one), now=self.now)

    def _move(self, phone: int, table: int) -> None:
        tables.sit(
            self.db,
            self.meeting,
            number=table,
            participant_id=self.phones[phone].id,
            new_id=make_uuid,
            now=self.now,
        )

    def _scribe(self, phone: int, on: bool) -> None:
        tables.take_scribe(self.db, self.phones[phone], on=on, now=self.now)

    def _hide(self, one: int, on: bool) -> None:
        id, who = self.one(one), "console"
        moderation.hide(self.db, self.meeting, id=id, on=on, who=who, now=self.now)

    def _redact(self, one: int) -> None:
        id, who = self.one(one), "console"
        moderation.redact(self.db, self.meeting, id=id, text="redigert", who=who, now=self.now)

    def _join(self, numbers: list[int]) -> None:
        act = themes.make(
            self.db,
            self.meeting,
            exercise_id=self.exercise.id,
            ids=self.ones(numbers),
            title="Tema",
            who="themes",
            now=self.now,
        )
        self.acts.append(act.id)
        self.themes.append(act.before["theme"])

    def _split(self, theme: int, numbers: list[int]) -> None:
        act = themes.split(
            self.db,
            self.meeting,
            theme_id=self.theme(theme),
            ids=self.ones(numbers),
            title="Del",
            who="themes",
            now=self.now,
        )
        self.acts.append(act.id)
        self.themes.append(act.before["theme"])

    def _dissolve(self, theme: int) -> None:
        id = self.theme(theme)
        themes.dissolve(self.db, self.meeting, theme_id=id, who="themes", now=self.now)

    def _revert(self, act: int) -> None:
        id = self.acts[act % len(self.acts)] if self.acts else 2**30
        reverting.revert(self.db, self.meeting, act_id=id, may=None, now=self.now)

    def _phase(self, phase: str) -> None:
        phases.open_phase(
            self.db, self.meeting, exercise_id=self.exercise.id, phase=phase, now=self.now
        )

    def _later(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    def check(self) -> None:
        """Results against the record, the record against what was acknowledged."""
        shown = overview.shown(self.exercise)
        said = overview.said(self.db, [shown])[self.exercise.id]
        visible = [one for one in said if not one.hidden]
        counted = shown.kind.results(shown.settings, visible).counted
        recorded = record(self.db, self.meeting)
        standing = [one.said.id for one in recorded if one.state is State.STANDING]
        assert sorted(counted) == sorted(standing)
        assert [one.said.id for one in recorded] == self.given
        assert [one.said.number for one in recorded] == list(range(1, len(self.given) + 1))
        assert all(one.rows for one in recorded)


def lived(db: Session, kind: str, steps: Iterable[tuple[Any, ...]]) -> Evening:
    """An evening with an exercise of ``kind`` in which these steps were taken."""
    evening = Evening(db, kind)
    for one in steps:
        evening.take(one)
    return evening


@pytest.mark.parametrize("kind", kinds())
@given(steps=st.lists(step, min_size=4, max_size=24))
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_results_count_all_that_is_visible_once_and_the_record_has_all_of_it(
    database: Database, kind: str, steps: list[tuple[Any, ...]]
) -> None:
    with database.reading() as db:  # thrown away after the example
        evening = lived(db, kind, steps)
        evening.check()
