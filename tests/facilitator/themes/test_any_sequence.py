"""Whatever helpers, a moderator and the tables do, nothing is lost and no two sides are mixed."""

from contextlib import suppress
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import Database
from facilitator import contributions, moderation, reverting, themes
from facilitator.errors import Refused
from facilitator.exercises import kind_of
from facilitator.models import Act, Contribution, Exercise, Theme
from tests.facilitator.themes.sides import Room
from tests.factories import NOON, make_contribution

SAID = 6
"""Contributions in the room: those with even numbers are for, the others against."""

place = st.integers(0, SAID - 1)
places = st.one_of(
    st.lists(st.sampled_from([0, 2, 4]), max_size=3),
    st.lists(st.sampled_from([1, 3, 5]), max_size=3),
    st.lists(place, max_size=3),
)
which = st.integers(0, 5)
title = st.sampled_from(["Tid", "Språk", "Tillit"])
who = st.sampled_from(["themes", "console"])
helpers_step = st.one_of(
    st.tuples(st.just("make"), places, title),
    st.tuples(st.just("add"), which, places),
    st.tuples(st.just("take_out"), places),
    st.tuples(st.just("rename"), which, title, st.integers(0, 3)),
    st.tuples(st.just("split"), which, places, title),
    st.tuples(st.just("merge"), which, which),
    st.tuples(st.just("move"), which, st.integers(0, 4)),
    st.tuples(st.just("dissolve"), which),
    st.tuples(st.just("revert"), which),
)
tables_step = st.one_of(
    st.tuples(st.just("withdraw"), place),
    st.tuples(st.just("changes sides"), place),
    st.tuples(st.just("hide"), place, st.booleans()),
)
WITHDRAWN_BEFORE_ITS_THEME_ENDS: list[tuple[str, tuple[Any, ...]]] = [
    ("themes", step)
    for step in (
        ("split", 1, [1], "Tid"),
        ("add", 2, [5]),
        ("withdraw", 5),
        ("revert", 1),
    )
]
MOVED_WHERE_ONE_HAD_ENDED: list[tuple[Any, ...]] = [
    ("make", [], "Tid"),
    ("make", [], "Tillit"),
    ("make", [], "Språk"),
    ("merge", 3, 2),
    ("move", 4, 0),
]


class Evening:
    """A room where three things are said for and three against, and two of each are joined."""

    def __init__(self, db: Session) -> None:
        self.db, self.room = db, Room(db)
        self.said = [
            make_contribution(
                db,
                self.room.phones[number % 3],
                self.room.exercise,
                {"side": ("for", "against")[number % 2], "text": f"Innspill {number}"},
            ).id
            for number in range(SAID)
        ]
        self.made: list[int] = []
        self.acts: list[int] = []
        for places in ([0, 2], [1, 3]):
            self.take(("make", places, "Tid"), {"who": "console", "now": NOON})

    def ids(self, places: list[int]) -> list[str]:
        return [self.said[place] for place in places]

    def theme(self, number: int) -> int:
        """One of the themes that were ever made, or none."""
        return self.made[number % len(self.made)] if self.made else 2**30

    def take(self, step: tuple[Any, ...], by: dict[str, Any]) -> None:
        """Take one step as far as it is allowed."""
        with suppress(Refused):
            self._take(step, by)
        self.db.flush()

    def _take(self, step: tuple[Any, ...], by: dict[str, Any]) -> None:
        db, room = self.db, self.room
        meeting, exercise = room.meeting, room.exercise.id
        logged: Act | None = None
        match step:
            case "make", places, title:
                logged = themes.make(
                    db,
                    meeting,
                    exercise_id=exercise,
                    ids=self.ids(places),
                    title=title,
                    shelf="for",
                    **by,
                )
            case "add", number, places:
                theme = self.theme(number)
                logged = themes.add(db, meeting, theme_id=theme, ids=self.ids(places), **by)
            case "take_out", places:
                logged = themes.take_out(db, meeting, ids=self.ids(places), **by)
            case "rename", number, title, base:
                theme = self.theme(number)
                logged = themes.rename(db, meeting, theme_id=theme, title=title, base=base, **by)
            case "split", number, places, title:
                logged = themes.split(
                    db,
                    meeting,
                    theme_id=self.theme(number),
                    ids=self.ids(places),
                    title=title,
                    **by,
                )
            case "merge", number, into:
                theme, target = self.theme(number), self.theme(into)
                logged = themes.merge(db, meeting, theme_id=theme, into=target, **by)
            case "move", number, place:
                logged = themes.move(db, meeting, theme_id=self.theme(number), place=place, **by)
            case "dissolve", number:
                logged = themes.dissolve(db, meeting, theme_id=self.theme(number), **by)
            case "revert", number:
                act = self.acts[-1 - number % len(self.acts)] if self.acts else 2**30
                reverting.revert(db, meeting, act_id=act, may=None, now=NOON)
            case "withdraw", place:
                phone = room.phones[place % 3]
                contributions.withdraw(db, phone, id=self.said[place], now=NOON)
            case "changes sides", place:
                one = db.get_one(Contribution, self.said[place])
                body = {**one.body, "side": "against" if one.body["side"] == "for" else "for"}
                contributions.revise(
                    db, room.phones[place % 3], id=one.id, body=body, base=one.revision, now=NOON
                )
            case "hide", place, on:
                moderation.hide(db, meeting, id=self.said[place], on=on, **by)
        if logged is not None:
            self.acts.append(logged.id)
            if logged.act in ("make", "split"):
                self.made.append(logged.before["theme"])

    def check(self) -> None:
        """Every contribution is there, in no theme or one that stands, on its own side."""
        db = self.db
        ones = db.scalars(select(Contribution).order_by(Contribution.number)).all()
        assert [one.id for one in ones] == self.said
        kind = kind_of(db.get_one(Exercise, self.room.exercise.id).kind)
        for one in ones:
            if one.theme_id is not None:
                theme = db.get_one(Theme, one.theme_id)
                assert theme.exercise_id == one.exercise_id
                assert (theme.shelf, theme.dissolved_at) == (kind.shelf(one.body), None)

    def picture(self) -> list[tuple[str, list[str]]]:
        """All that a helper sees: titles, order and contents."""
        return [*self.room.listed, ("", self.room.loose)]


@given(steps=st.lists(st.tuples(who, st.one_of(helpers_step, tables_step)), max_size=14))
@example(WITHDRAWN_BEFORE_ITS_THEME_ENDS)
@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_each_contribution_is_in_one_theme_at_most_and_nothing_is_lost(
    database: Database, steps: list[tuple[str, tuple[Any, ...]]]
) -> None:
    with database.reading() as db:  # thrown away after the example
        evening = Evening(db)
        for by, step in steps:
            evening.take(step, {"who": by, "now": NOON})
            evening.check()


@given(steps=st.lists(helpers_step.filter(lambda step: step[0] != "revert"), max_size=10))
@example([("split", 1, [1], "Tid"), ("make", [], "Tid"), ("split", 1, [3], "Tid")])
@example(MOVED_WHERE_ONE_HAD_ENDED)
@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_all_that_helpers_did_can_be_undone_from_the_last_to_the_first(
    database: Database, steps: list[tuple[Any, ...]]
) -> None:
    with database.reading() as db:  # thrown away after the example
        evening = Evening(db)
        pictures = [evening.picture()]
        for step in steps:
            before = len(evening.acts)
            evening.take(step, {"who": "themes", "now": NOON})
            if len(evening.acts) > before:
                pictures.append(evening.picture())
        while pictures:
            assert evening.picture() == pictures.pop()
            act = evening.acts.pop()
            reverting.revert(db, evening.room.meeting, act_id=act, may=None, now=NOON)
