"""A meeting as a template: the next one starts from it, and nobody's words come along."""

import json
from datetime import date
from io import BytesIO
from random import Random
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.database import Database
from facilitator import meetings
from facilitator.archive import template
from facilitator.archive.parts import ARCHIVE
from facilitator.archive.putting import put_template
from facilitator.archive.reading import read_file
from facilitator.errors import Refused
from facilitator.models import Contribution, Invitation, Meeting, Report, Theme
from facilitator.programme.reading.json_file import FORMAT, VERSION, read_json
from facilitator.programme.reading.result import DAY_MOST, MINUTES_MOST
from tests.facilitator.archive.evening import NAMES, make_evening, packed
from tests.facilitator.report.pictures import PNG
from tests.factories import EVENING, NOON, make_meeting

TEMPLATE = "medvirk-template"
NEXT = date(2027, 3, 4)
EMPTY = {part.name for part in ARCHIVE} - {
    "meeting", "invitation", "seating", "report", "items", "exercises", "tables",
}  # fmt: skip


def planned(meeting: Meeting) -> list[Any]:
    """What stands in the programme, and how the exercises are set up."""
    return [
        (item.title, item.notes, item.length, [(one.kind, one.settings) for one in item.exercises])
        for item in meeting.items
        if item.deleted_at is None
    ]


def begun(db: Session, meeting: Meeting) -> dict[str, int]:
    """How many rows there are of what was said and done."""
    return {
        part.name: db.scalar(
            select(func.count()).where(part.model.__table__.c.meeting_id == meeting.id)
        )
        or 0
        for part in ARCHIVE
        if part.name in EMPTY and "meeting_id" in part.model.__table__.c
    }


def test_the_next_meeting_elsewhere_starts_from_the_file(
    database: Database, elsewhere: Database
) -> None:
    with database.writing() as db:
        meeting = make_evening(db)
        data, plan = packed(db, meeting, TEMPLATE), planned(meeting)
    with elsewhere.writing() as other:
        made = put_template(
            other,
            read_file(BytesIO(data)),
            title="Folkemøte i Grong",
            date=NEXT,
            now=NOON,
            choose=Random(1),
        )
        assert (made.title, made.date, made.place, made.notice, made.black, made.version) == (
            "Folkemøte i Grong", NEXT, "Namsos", "Alt deles.", False, 0,
        )  # fmt: skip
        assert made.code != meeting.code
        assert planned(made) == plan
        assert {one.phase for item in made.items for one in item.exercises} == {"closed"}
        assert [(one.number, one.name, one.scribe_id) for one in made.tables] == [
            (1, "", None), (2, "Vinduet", None), (3, "", None),
        ]  # fmt: skip
        invitation, report = other.get_one(Invitation, made.id), other.get_one(Report, made.id)
        assert (invitation.about, invitation.roles, invitation.open, invitation.figures) == (
            "Kom og si hva du mener", ["lærer", "elev"], False, {},
        )  # fmt: skip
        assert (report.introduction, report.comments, report.contact, report.logo) == (
            "", {}, "post@namsos.no", PNG,
        )  # fmt: skip
        ideas = next(one for item in made.items for one in item.exercises if one.kind == "ideas")
        assert report.left_out == [f"exercise/{ideas.id}", "figures"]
        assert set(begun(other, made).values()) == {0}
        made.title = "Folkemøte «Æ» 😀"
        assert packed(other, made, TEMPLATE) == data


def test_no_word_that_anybody_said_is_in_it(db: Session) -> None:
    meeting = make_evening(db)
    said = [
        value
        for body in db.scalars(select(Contribution.body))
        for value in body.values()
        if isinstance(value, str) and len(value) > 8
    ]
    titles = db.scalars(select(Theme.title)).all()
    names = (*NAMES, "Takk for sist", "Dette var viktig")
    archive, data = packed(db, meeting), packed(db, meeting, TEMPLATE)
    written = [json.dumps(one, ensure_ascii=False)[1:-1].encode() for one in [*said, *titles]]
    assert [one for one in written if one not in archive] == []
    assert [one for one in written if one in data] == []
    assert [one for one in names if one.encode() in data] == []


def test_a_copy_on_the_same_installation_has_a_code_of_its_own(db: Session) -> None:
    meeting = make_evening(db)
    made = template.copy(db, meeting, date=NEXT, now=NOON, choose=Random(2))
    assert (made.title, made.date, planned(made)) == (meeting.title, NEXT, planned(meeting))
    assert made.code != meeting.code
    assert meeting.date == EVENING


def test_a_copy_has_as_many_tables_as_are_asked_for(db: Session) -> None:
    meeting = make_meeting(db, tables=3)
    meeting.tables[0].size = 5
    db.flush()
    made = template.copy(db, meeting, date=NEXT, now=NOON, choose=Random(2), tables=4)
    assert [one.number for one in made.tables] == [1, 2, 3, 4]
    assert [one.size for one in made.tables[:3]] == [one.size for one in meeting.tables]
    for tables in (-1, meetings.TABLES_MOST + 1):
        with pytest.raises(Refused, match="bad_tables"):
            template.copy(db, meeting, date=NEXT, now=NOON, choose=Random(2), tables=tables)


def test_what_a_programme_may_hold_can_be_started_from(db: Session) -> None:
    last = {"title": "Siste kveld", "day": DAY_MOST, "minutes": MINUTES_MOST}
    read = read_json(json.dumps({"format": FORMAT, "version": VERSION, "items": [last]}))
    meeting = meetings.make(
        db,
        title="Mange kvelder",
        date=EVENING,
        zone="Europe/Oslo",
        language="nb",
        items=read.items,
        tables=2,
        now=NOON,
        choose=Random(1),
    )
    made = template.copy(db, meeting, date=NEXT, now=NOON, choose=Random(2))
    assert [(one.day, one.length) for one in made.items] == [(DAY_MOST, MINUTES_MOST * 60)]


def test_a_title_that_no_meeting_may_have_is_refused(db: Session) -> None:
    meeting = make_evening(db)
    with pytest.raises(Refused) as refused:
        template.copy(db, meeting, title="x" * 201, date=NEXT, now=NOON, choose=Random(2))
    assert (refused.value.code, refused.value.details) == ("bad_title", {"field": "title"})


def test_an_archive_is_no_template(db: Session) -> None:
    data = packed(db, make_evening(db))
    taken = read_file(BytesIO(data))
    assert not taken.is_template
    with pytest.raises(Refused) as refused:
        put_template(db, taken, title="", date=NEXT, now=NOON, choose=Random(2))
    assert refused.value.code == "not_template"
