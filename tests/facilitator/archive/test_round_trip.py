"""A meeting goes out of one installation and into another, and comes out of that equal."""

from dataclasses import replace
from io import BytesIO
from random import Random
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import Database
from facilitator import contributions, reverting
from facilitator.archive.package import pack, unpack
from facilitator.archive.parts import ARCHIVE, LEFT_OUT
from facilitator.archive.putting import put_archive
from facilitator.archive.reading import read_file
from facilitator.errors import Refused
from facilitator.exercises import kind_of, kinds, phases
from facilitator.models import (
    Act,
    Base,
    Contribution,
    Exercise,
    Invitation,
    Meeting,
    Registration,
    Report,
    Review,
)
from facilitator.programme.rows import timeline_of
from facilitator.report.record import Recorded, State
from facilitator.samples.voices import bodies_of
from tests.facilitator.archive.evening import NAMES, make_evening, packed
from tests.facilitator.report.pictures import JPEG, PNG
from tests.facilitator.test_any_evening import lived, step
from tests.factories import (
    NOON,
    make_contribution,
    make_exercise,
    make_item,
    make_meeting,
    make_phone,
    make_review,
)
from tests.queries import queries
from tests.records import record


def taken_in(db: Session, data: bytes) -> Meeting:
    """The meeting that comes of a file."""
    return put_archive(db, read_file(BytesIO(data)), Random(1))


def all_said(db: Session, meeting: Meeting) -> list[Any]:
    """What the file has of the record, without the numbers that differ between databases."""

    def body(one: Recorded) -> Any:
        gone = one.state is State.WITHDRAWN
        kept = one.asked.shown.kind.chosen(one.said.body) if gone else one.said.body
        return {**kept, "answers": ""}

    return [
        (
            replace(
                one.said,
                theme=one.said.theme and replace(one.said.theme, id=0),
                body=body(one),
            ),
            (one.asked.item, one.asked.shown.kind.name, one.asked.shown.settings, one.state),
        )
        for one in record(db, meeting)
        if one.said.shared or one.state is State.LATE
    ]


def test_an_evening_with_everything_comes_out_of_another_installation_equal_to_the_byte(
    database: Database, elsewhere: Database
) -> None:
    with database.writing() as db:
        meeting = make_evening(db)
        went, said = packed(db, meeting), all_said(db, meeting)
        ran = timeline_of(db, meeting, NOON)
    with elsewhere.writing() as other:
        make_meeting(other, tables=7)
        came = taken_in(other, went)
        assert packed(other, came) == went
        assert all_said(other, came) == said
        assert [row.planned_start for row in timeline_of(other, came, NOON).rows] == [
            row.planned_start for row in ran.rows
        ]
        assert other.get_one(Report, came.id).logo == PNG
        assert other.get_one(Invitation, came.id).figures["states"] == {"confirmed": 2}
        assert came.stage_generation >= 2**20


@pytest.mark.parametrize(
    ("picture", "names"),
    [(None, []), (PNG, ["logo.png"]), (JPEG, ["logo.jpg"])],
    ids=["none", "PNG", "JPEG"],
)
def test_a_logo_goes_along_as_the_picture_that_it_is(
    picture: bytes | None, names: list[str]
) -> None:
    out = BytesIO()
    pack(out, "Les dette", ["[", "1]"], picture)
    with ZipFile(out) as file:
        assert file.namelist() == ["README.txt", "meeting.json", *names]
    assert unpack(out) == (b"[1]", picture)


def test_what_was_done_there_can_be_undone_here(database: Database, elsewhere: Database) -> None:
    with database.writing() as db:
        went = packed(db, make_evening(db))
    with elsewhere.writing() as other:
        make_evening(other)
        meeting = taken_in(other, went)
        act = other.scalars(
            select(Act).where(Act.meeting_id == meeting.id, Act.act == "split")
        ).one()
        undone = reverting.revert(other, meeting, act_id=act.id, may=None, now=NOON)
        moved = other.get_one(Contribution, next(iter(act.before["was"])))
        assert (undone.undone_at, moved.meeting_id) == (NOON, meeting.id)
        assert moved.theme_id == act.before["was"][moved.id]


def test_nothing_in_it_tells_of_those_who_registered(db: Session) -> None:
    data = packed(db, make_evening(db))
    assert db.scalars(select(Registration)).all() != []
    assert [name for name in NAMES if name.encode() in data] == []


def test_what_people_noted_for_themselves_stays_with_them(
    database: Database, elsewhere: Database
) -> None:
    with database.writing() as db:
        meeting = make_evening(db)
        exercise = db.scalars(
            select(Exercise).where(Exercise.meeting_id == meeting.id, Exercise.kind == "ideas")
        ).one()
        phases.open_phase(db, meeting, exercise_id=exercise.id, phase="individual", now=NOON)
        phone = make_phone(db, meeting)
        kept, late = (
            make_contribution(db, phone, exercise, {"text": text})
            for text in ("Bare for meg", "Til arrangøren")
        )
        late.late = True
        contributions.withdraw(
            db, phone, id=make_contribution(db, phone, exercise, {"text": "Angret"}).id, now=NOON
        )
        data = packed(db, meeting)
        texts = ("Bare for meg", "Til arrangøren", "Angret")
        assert [text.encode() in data for text in texts] == [False, True, False]
    with elsewhere.writing() as other:
        assert packed(other, taken_in(other, data)) == data
        assert other.get(Contribution, kept.id) is None


@pytest.mark.parametrize("name", sorted(kinds()))
def test_what_was_taken_back_keeps_its_number_and_what_was_chosen_but_no_word(
    database: Database, elsewhere: Database, name: str
) -> None:
    kind = kind_of(name)
    words = dict.fromkeys(kind.written_in, "Angret")
    with database.writing() as db:
        meeting = make_meeting(db)
        exercise = make_exercise(db, make_item(db, meeting), name, phase="table")
        phone = make_phone(db, meeting)
        said = [
            make_contribution(db, phone, exercise, kind.rewritten(body, words))
            for body in (bodies_of(name)[0], bodies_of(name)[3])
        ]
        for one in said:
            make_review(db, one, "redact", one.body)
            contributions.withdraw(db, phone, id=one.id, now=NOON)
        data, kept = packed(db, meeting), {one.number: kind.chosen(one.body) for one in said}
    assert b"Angret" not in data
    with elsewhere.writing() as other:
        came = taken_in(other, data)
        assert packed(other, came) == data
        assert {
            one.number: one.body
            for one in other.scalars(select(Contribution).where(Contribution.withdrawn_at == NOON))
        } == kept
        assert [one.state for one in record(other, came)] == [State.WITHDRAWN] * 2


def test_a_review_more_is_no_query_more(db: Session) -> None:
    meeting = make_evening(db)
    db.flush()
    with queries(db) as before:
        packed(db, meeting)
    others = (
        select(Contribution)
        .outerjoin(Review)
        .where(Contribution.meeting_id == meeting.id, Review.contribution_id.is_(None))
    )
    for one in db.scalars(others).all():
        make_review(db, one)
    db.expunge_all()
    with queries(db) as after:
        packed(db, db.get_one(Meeting, meeting.id))
    assert len(after) <= len(before) + 1


@pytest.mark.parametrize(
    "mapper",
    sorted(Base.registry.mappers, key=lambda mapper: mapper.class_.__name__),
    ids=lambda mapper: mapper.class_.__name__,
)
def test_every_table_is_in_the_file_or_named_as_left_out(mapper: Any) -> None:
    table = mapper.class_
    assert (table in {part.model for part in ARCHIVE}) is not (table in LEFT_OUT)


@pytest.mark.parametrize("part", ARCHIVE, ids=lambda part: part.name)
def test_only_what_is_named_is_left_out_of_a_table(part: Any) -> None:
    left = {
        "meeting": {"id", "rehearsal", "generation", "stage_generation", "console_generation",
                    "themes_generation", "door_generation"},
        "seating": {"meeting_id", "before"},
        "report": {"meeting_id", "logo"},
        "participants": {"meeting_id"},
        "contributions": {"meeting_id"},
        "invitation": {"meeting_id"},
        "subject_versions": {"meeting_id"},
        "supports": set(),
        "done": set(),
        "reviews": set(),
        "title_reviews": set(),
    }  # fmt: skip
    every = {column.name for column in part.model.__table__.columns}
    there = {column.name for column in part.columns.values()}
    assert every - there == left.get(part.name, {"id", "meeting_id"})


def test_a_meeting_that_is_here_is_not_taken_in_again(db: Session) -> None:
    meeting = make_evening(db, code="TRAPP47")
    data = packed(db, meeting)
    with pytest.raises(Refused) as known:
        taken_in(db, data)
    meeting.code = "ANNET22"
    db.flush()
    with pytest.raises(Refused) as said_here:
        taken_in(db, data)
    assert [(one.value.code, one.value.details) for one in (known, said_here)] == [
        ("already_here", {"meeting": "TRAPP 47", "title": meeting.title}),
        ("already_here", {"meeting": "ANNET 22", "title": meeting.title}),
    ]


@given(kind=st.sampled_from(sorted(kinds())), steps=st.lists(step, min_size=4, max_size=20))
@settings(
    max_examples=16,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_a_room_does_goes_out_and_in(
    database: Database, elsewhere: Database, kind: str, steps: list[tuple[Any, ...]]
) -> None:
    with database.reading() as db, elsewhere.reading() as other:  # thrown away after the example
        evening = lived(db, kind, steps)
        went = packed(db, evening.meeting)
        came = taken_in(other, went)
        assert packed(other, came) == went
        assert all_said(other, came) == all_said(db, evening.meeting)
