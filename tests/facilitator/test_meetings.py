"""Meetings: made from what was read, found by a typed code."""

from datetime import time
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from facilitator import meetings
from facilitator.archive import template
from facilitator.errors import Refused
from facilitator.models import Meeting
from facilitator.programme.kinds import ItemKind
from facilitator.programme.reading import ReadItem
from facilitator.samples import make_sample
from tests.factories import EVENING, NOON, make_meeting

WELCOME = ReadItem(
    day=0,
    start=time(16, 0),
    minutes=30,
    title="Velkommen",
    speaker="",
    description="",
    kind=ItemKind.ARRIVAL,
    least_minutes=30,
)
PAUSE = ReadItem(
    day=0,
    start=None,
    minutes=20,
    title="Pause",
    speaker="",
    description="Kaffe",
    kind=ItemKind.BREAK,
    least_minutes=10,
    exercises=("ideas", "ladder"),
)


def make(db: Session, **fields: Any) -> Meeting:
    return meetings.make(
        db,
        **{
            "title": "Kommune 3.0",
            "date": EVENING,
            "zone": "Europe/Oslo",
            "language": "nb",
            "items": (WELCOME, PAUSE),
            "tables": 3,
            "now": NOON,
            "choose": Random(1),
            **fields,
        },
    )


def test_a_meeting_has_the_items_that_were_read_with_their_exercises(db: Session) -> None:
    meeting = make(db)
    assert [
        (
            item.position,
            item.title,
            item.kind,
            item.fixed_start,
            item.length,
            item.least,
            [(exercise.kind, exercise.position, exercise.phase) for exercise in item.exercises],
        )
        for item in meeting.items
    ] == [
        (1, "Velkommen", "arrival", time(16, 0), 1800, 1800, []),
        (2, "Pause", "break", None, 1200, 600, [("ideas", 0, "closed"), ("ladder", 1, "closed")]),
    ]


def test_tables_are_numbered_from_one(db: Session) -> None:
    assert [table.number for table in make(db).tables] == [1, 2, 3]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": " \n"}, "bad_title"),
        ({"title": "x" * 201}, "bad_title"),
        ({"zone": "Europe/Steinkjer"}, "bad_zone"),
        ({"language": "sv"}, "bad_language"),
        ({"tables": -1}, "bad_tables"),
        ({"tables": 121}, "bad_tables"),
    ],
)
def test_what_makes_no_meeting_is_refused(db: Session, fields: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as error:
        make(db, **fields)
    assert error.value.code == code


def test_codes_are_taken_once(db: Session) -> None:
    codes = {make(db, choose=Random(1)).code for _again in range(3)}
    assert len(codes) == 3


@pytest.mark.parametrize("typed", ["TRAPP47", "trapp 47", " Trapp-47\n", "t.r.a.p.p.4.7"])
def test_a_code_is_found_however_it_was_typed(db: Session, typed: str) -> None:
    meeting = make_meeting(db, code="TRAPP47")
    assert meetings.find(db, typed) is meeting


@pytest.mark.parametrize("typed", ["", "TRAPP48", "🙂", "x" * 5000])
def test_a_code_of_no_meeting_is_refused(db: Session, typed: str) -> None:
    make_meeting(db, code="TRAPP47")
    with pytest.raises(Refused) as error:
        meetings.find(db, typed)
    assert error.value.code == "unknown_meeting"


def test_a_code_is_shown_as_it_is_said() -> None:
    assert meetings.code_text("TRAPP47") == "TRAPP 47"


@given(st.integers())
def test_no_code_has_a_letter_that_looks_like_a_figure(seed: int) -> None:
    choose = Random(seed)
    code = choose.choice(meetings._CODE_WORDS) + choose.choice(meetings._CODE_FIGURES)
    assert set(code).isdisjoint("0O1I")
    assert meetings.normal_code(meetings.code_text(code)) == code


def test_meetings_are_listed_with_the_newest_first(db: Session) -> None:
    old, new = make(db), make(db, date=EVENING.replace(year=2027))
    assert list(meetings.listed(db)) == [new, old]


def test_the_sample_is_the_evening_that_was_announced(db: Session) -> None:
    meeting = make_sample(db, day=EVENING, now=NOON, choose=Random(1))
    assert [
        (f"{item.fixed_start:%H.%M}" if item.fixed_start else "", item.length // 60, item.kind)
        for item in meeting.items
    ] == [
        ("16.00", 30, "arrival"),
        ("16.30", 10, "talk"),
        ("", 5, "plenary"),
        ("", 15, "table_work"),
        ("17.00", 30, "talk"),
        ("17.30", 20, "break"),
        ("17.50", 30, "talk"),
        ("18.20", 30, "table_work"),
        ("18.50", 10, "talk"),
        ("19.00", 0, "close"),
    ]


def test_a_copy_has_the_programme_and_nothing_of_what_was_said_and_done(db: Session) -> None:
    meeting = make(db, subtitle="Verdien", host="KS", place="Namsos")
    meeting.notice = "Alt deles."
    meeting.tables[0].name = "Vinduet"
    (ideas, _ladder) = meeting.items[1].exercises
    ideas.settings, ideas.title, ideas.phase = {"sentence": "Jeg …"}, "Grunner", "table"
    meeting.items[0].deleted_at = NOON
    later = EVENING.replace(year=2027)
    made = template.copy(db, meeting, date=later, tables=2, now=NOON, choose=Random(3))
    assert (made.title, made.subtitle, made.host, made.place, made.notice, made.date) == (
        ("Kommune 3.0", "Verdien", "KS", "Namsos", "Alt deles.", later)
    )
    assert [(table.number, table.name) for table in made.tables] == [(1, "Vinduet"), (2, "")]
    (pause,) = made.items
    assert (pause.title, pause.description, pause.length, pause.least) == (
        ("Pause", "Kaffe", 1200, 600)
    )
    assert [(one.kind, one.title, one.settings, one.phase) for one in pause.exercises] == [
        ("ideas", "Grunner", {"sentence": "Jeg …"}, "closed"),
        ("ladder", "", {}, "closed"),
    ]
    pause.exercises[0].settings["sentence"] = "Vi …"
    assert ideas.settings == {"sentence": "Jeg …"}
