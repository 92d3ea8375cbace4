"""Rehearsals: a quick copy of a meeting, wiped so that not a row of it is left."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from facilitator import changes, meetings, rehearsal
from facilitator.contributions import share
from facilitator.dots import support
from facilitator.errors import Refused
from facilitator.exercises import phases
from facilitator.models import (
    Base,
    Cue,
    Deed,
    Meeting,
    Report,
    Review,
    Seat,
    Seating,
    Theme,
    TitleReview,
    Wish,
    WishPerson,
)
from facilitator.moderation import lift
from facilitator.plenary import open_dots
from facilitator.programme import conduct
from facilitator.programme.rows import timeline_of
from facilitator.samples import make_sample
from facilitator.tables import mark_done, take_scribe
from tests.factories import (
    EVENING,
    NOON,
    make_contribution,
    make_exercise,
    make_item,
    make_meeting,
    make_phone,
    make_registration,
)

OF_MEETINGS = [table for table in Base.metadata.sorted_tables if table.name != "organiser"]
"""Organisers belong to the installation."""


def set_up(db: Session, meeting: Meeting, **wished: Any) -> Meeting:
    wish = {"speed": 20, "tables": 3, "now": NOON, "choose": Random(1), **wished}
    return rehearsal.set_up(db, meeting, **wish)


def counts(db: Session) -> dict[str, int]:
    """How many rows every table has."""
    return {
        table.name: db.scalar(select(func.count()).select_from(table)) or 0 for table in OF_MEETINGS
    }


def rows(db: Session) -> dict[str, list[Any]]:
    """Every row of every table."""
    return {
        table.name: [tuple(row) for row in db.execute(_ordered(table))] for table in OF_MEETINGS
    }


def _ordered(table: Table) -> Any:
    return select(table).order_by(*table.primary_key)


def with_everything(db: Session, meeting: Meeting) -> None:
    """Say and do something of every sort in ``meeting``."""
    now = NOON
    conduct.next_item(db, meeting, None, "console", now)
    item = make_item(db, meeting)
    exercise = make_exercise(db, item, "ideas", phase="individual")
    phone, other = make_phone(db, meeting, 1), make_phone(db, meeting, 2)
    note = make_contribution(db, phone, exercise, {"text": "Alene"}, phase="individual")
    phases.open_phase(db, meeting, exercise_id=exercise.id, phase="table", now=now)
    take_scribe(db, phone, on=True, now=now)
    share(db, phone, id=note.id, now=now)
    said = make_contribution(db, other, exercise, {"text": "Sammen"}, phase="table")
    mark_done(db, phone, exercise_id=exercise.id, on=True, now=now)
    open_dots(db, meeting, exercise_id=exercise.id, on=True, now=NOON)
    support(db, phone, id=said.id, on=True, now=now)
    lift(db, meeting, id=said.id, on=True, who="console", now=now)
    theme = Theme(meeting_id=meeting.id, exercise_id=exercise.id, title="Likt", position=1)
    db.add(theme)
    db.flush()
    said.theme_id = theme.id
    changes.touch(db, meeting.id, changes.CONTRIBUTIONS)
    guest = make_registration(db, meeting)
    table = meeting.tables[0]
    wish = Wish(meeting_id=meeting.id, kind="table", table_id=table.id)
    for of_meeting in (Seating, Report):
        db.merge(of_meeting(meeting_id=meeting.id))
    db.add_all(
        [
            wish,
            Seat(registration_id=guest.id, round=1, table_id=table.id),
            Deed(meeting_id=meeting.id, at=now, what="settings"),
            TitleReview(theme_id=theme.id, decision="keep", revision=0, decided_at=now),
            Review(contribution_id=said.id, decision="keep", revision=0, decided_at=now),
            Cue(meeting_id=meeting.id, exercise_id=exercise.id, at=now),
        ]
    )
    db.flush()
    db.add(WishPerson(wish_id=wish.id, registration_id=guest.id))
    db.flush()


def test_the_copy_runs_at_once_and_so_many_times_as_quickly(db: Session) -> None:
    meeting = make_sample(db, day=EVENING, now=NOON, choose=Random(2))
    practised = set_up(db, meeting, speed=20)
    assert [(item.title, item.length, item.least) for item in practised.items] == [
        (item.title, item.length // 20, item.least // 20) for item in meeting.items
    ]
    timeline = timeline_of(db, practised, NOON)
    assert timeline.rows[0].planned_start == NOON
    assert timeline.planned_end == NOON + timedelta(seconds=rehearsal.length_of(meeting) / 20)


def test_days_are_practised_in_a_row(db: Session) -> None:
    meeting = make_meeting(db)
    make_item(db, meeting, minutes=60)
    make_item(db, meeting, minutes=60, day=1)
    practised = set_up(db, meeting, speed=60)
    timeline = timeline_of(db, practised, NOON)
    assert [row.planned_start - NOON for row in timeline.rows] == [
        timedelta(),
        timedelta(minutes=1),
    ]


def test_what_takes_any_time_takes_a_second_at_least(db: Session) -> None:
    meeting = make_meeting(db)
    make_item(db, meeting, minutes=5)
    make_item(db, meeting, minutes=0)
    assert [item.length for item in set_up(db, meeting, speed=10_000).items] == [1, 0]


def test_phases_keep_a_time_as_long_as_it_is_a_minute(db: Session) -> None:
    meeting = make_meeting(db)
    settings = {"minutes": {"individual": 4, "table": 20, "plenary": None}, "sentence": "Jeg …"}
    make_exercise(db, make_item(db, meeting), "ideas", settings=settings)
    (exercise,) = set_up(db, meeting, speed=10).items[0].exercises
    assert exercise.settings == {
        "minutes": {"individual": None, "table": 2, "plenary": None},
        "sentence": "Jeg …",
    }


def test_it_has_a_code_and_keys_that_no_meeting_ever_has(db: Session) -> None:
    meeting = make_meeting(db, code="TRAPP47")
    make_item(db, meeting)
    first, second = (set_up(db, meeting, choose=Random(seed)) for seed in (1, 2))
    assert len({meeting.code, first.code, second.code}) == 3
    assert meeting.generation < min(first.generation, second.generation)
    assert first.generation != second.generation


def test_it_has_as_many_tables_as_wished_with_the_names_of_the_meetings(db: Session) -> None:
    meeting = make_meeting(db, tables=2)
    make_item(db, meeting)
    meeting.tables[1].name = "Vinduet"
    practised = set_up(db, meeting, tables=3)
    assert [(table.number, table.name) for table in practised.tables] == [
        (1, ""),
        (2, "Vinduet"),
        (3, ""),
    ]


def test_rehearsals_are_in_no_list(db: Session) -> None:
    meeting = make_meeting(db)
    make_item(db, meeting)
    practised = set_up(db, meeting)
    assert list(meetings.listed(db)) == [meeting]
    assert meetings.find(db, practised.code) is practised


def test_a_rehearsal_is_wiped_without_a_trace_and_the_rest_stays_as_it_is(db: Session) -> None:
    meeting = make_sample(db, day=EVENING, now=NOON, choose=Random(2))
    with_everything(db, meeting)
    before = rows(db)
    practised = set_up(db, meeting)
    with_everything(db, practised)
    db.flush()
    during = counts(db)
    wiped = rehearsal.wipe(db, practised)
    db.expire_all()
    assert rows(db) == before
    assert wiped == {name: during[name] - len(before[name]) for name in during}
    assert all(wiped.values())
    assert rehearsal.traces(db, practised.id) == dict.fromkeys(during, 0)


def test_a_trace_would_be_found(db: Session) -> None:
    meeting = make_meeting(db)
    make_item(db, meeting)
    practised = set_up(db, meeting)
    assert rehearsal.traces(db, practised.id)["item"] == 1


@pytest.mark.parametrize("table", OF_MEETINGS, ids=lambda table: table.name)
def test_every_table_hangs_on_the_meeting_so_that_nothing_of_it_can_stay(table: Table) -> None:
    link = rehearsal._link(table) if table.foreign_keys else None
    assert link is None or link.ondelete == "CASCADE"
    assert link is not None or table.name == "meeting"


def test_an_ordinary_meeting_is_never_wiped(db: Session) -> None:
    meeting = make_meeting(db)
    with pytest.raises(Refused) as error:
        rehearsal.wipe(db, meeting)
    assert (error.value.code, counts(db)["meeting"]) == ("no_rehearsal", 1)


@pytest.mark.parametrize(
    ("wished", "code"),
    [({"speed": 0}, "bad_speed"), ({"tables": 0}, "bad_tables"), ({"tables": 31}, "bad_tables")],
)
def test_what_cannot_be_wished_is_refused(db: Session, wished: dict[str, Any], code: str) -> None:
    meeting = make_meeting(db)
    make_item(db, meeting)
    with pytest.raises(Refused) as error:
        set_up(db, meeting, **wished)
    assert (error.value.code, counts(db)["meeting"]) == (code, 1)


def test_there_must_be_a_programme_to_rehearse(db: Session) -> None:
    meeting = make_meeting(db)
    make_item(db, meeting, skip=True)
    with pytest.raises(Refused) as error:
        set_up(db, meeting)
    assert error.value.code == "nothing_to_rehearse"


def test_a_rehearsal_is_not_rehearsed(db: Session) -> None:
    meeting = make_meeting(db)
    make_item(db, meeting)
    with pytest.raises(Refused) as error:
        set_up(db, set_up(db, meeting))
    assert error.value.code == "is_rehearsal"


def test_what_was_left_behind_is_found_by_its_age(db: Session) -> None:
    meeting = make_meeting(db)
    make_item(db, meeting)
    day = timedelta(days=1)
    old, _new = (set_up(db, meeting, now=now) for now in (NOON - day * 2, NOON))
    assert list(rehearsal.left_behind(db, NOON - day)) == [old]
