"""The data as JSON, which its schema describes, and the programme as a calendar."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from jsonschema import Draft202012Validator
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import Database
from facilitator import moderation
from facilitator.columns import SAID
from facilitator.exercises import kinds
from facilitator.models import Contribution, Meeting
from facilitator.report.data.json_document import schema
from facilitator.report.data.table import columns
from facilitator.report.edition import Edition
from tests.app.exports.evening import HOSTILE, make_evening, written
from tests.factories import NOON, make_item, make_meeting, make_review


@pytest.fixture
def evening(database: Database) -> None:
    with database.writing() as db:
        meeting = make_evening(db)
        first = db.scalars(select(Contribution).where(Contribution.number == 1)).one()
        moderation.lift(db, meeting, id=first.id, on=True, who="console", now=NOON)


def document(app: Flask, code: str = "TRAPP", edition: Edition = Edition.FULL) -> dict[str, Any]:
    """The JSON of a meeting, which keeps to its schema."""
    found: dict[str, Any] = json.loads(written(app, "json", code, edition))
    Draft202012Validator(json.loads(schema())).validate(found)
    return found


@pytest.mark.usefixtures("evening")
def test_json_has_all_of_the_meeting(app: Flask) -> None:
    found = document(app)
    assert found["meeting"] == {
        "code": "TRAPP",
        "title": "Kommune 3.0",
        "subtitle": "",
        "host": "Steinkjer",
        "place": "Dampsaga; 2. etasje",
        "date": "2026-09-24",
        "zone": "Europe/Oslo",
        "language": "nb",
    }
    assert found["programme"][0] == {
        "number": 1,
        "day": 0,
        "date": "2026-09-24",
        "title": "Dialog: [A/B]?",
        "speaker": "",
        "description": "",
        "kind": "talk",
        "status": "past",
        "planned_start": "2026-09-24T10:00:00Z",
        "planned_end": "2026-09-24T10:30:00Z",
        "actual_start": "2026-09-24T10:02:00Z",
        "actual_end": "2026-09-24T10:37:00Z",
        "exercises": [1, 2, 3, 4, 5, 6, 7],
    }
    assert [exercise["kind"] for exercise in found["exercises"]] == [
        "ladder",
        "forces",
        "groups",
        "measures",
        "poll",
        "questions",
        "ideas",
    ]
    assert [table["number"] for table in found["tables"]] == [1, 2, 3, 4]
    assert (found["moderation"], found["not_here"]) == (
        {"lift": 1},
        {"private": 0, "left_out": 0},
    )
    assert [column["name"] for column in found["columns"]] == [one.name for one in columns()]


@pytest.mark.usefixtures("evening")
def test_json_has_every_contribution_in_plain_values(app: Flask) -> None:
    said = document(app)["contributions"]
    assert [one["number"] for one in said] == list(range(1, 7 + len(HOSTILE)))
    assert tuple(one["text"] for one in said[6:]) == HOSTILE
    told = {name: value for name, value in said[0].items() if value not in (None, [])}
    assert told == {
        "number": 1,
        "meeting": "Kommune 3.0",
        "code": "TRAPP",
        "date": "2026-09-24",
        "time": "12:00:00",
        "utc": "2026-09-24T10:00:00Z",
        "item": "Dialog: [A/B]?",
        "exercise_number": 1,
        "exercise": "Medvirkningstrappa",
        "kind": "ladder",
        "phase": "table",
        "table": 3,
        "aspect": "example",
        "slot": [2, 4],
        "slot_name": ["Konsultasjon", "Samarbeid"],
        "text": "Gjestebud",
        "why": "Uenige",
        "dots": 0,
        "lifted": True,
        "highlight": False,
        "state": "standing",
        "source": "phone",
        "redacted": False,
        "revisions": 0,
    }


@pytest.mark.usefixtures("evening")
def test_exercises_and_what_was_said_to_them_are_told_in_one_language(
    app: Flask, db: Session
) -> None:
    db.scalars(select(Meeting)).one().language = "en"
    db.commit()
    found = document(app)
    settings = {one["kind"]: one["settings"] for one in found["exercises"]}
    placed = {one["kind"]: one["slot_name"] for one in found["contributions"] if one["slot_name"]}
    steps = settings["ladder"]["steps"]
    assert (
        placed["ladder"]
        == [steps[1]["name"], steps[3]["name"]]
        == ["Consultation", "Collaboration"]
    )
    assert placed["forces"] == [settings["forces"]["sides"]["hinders"]] == ["Hinders"]
    assert (settings["poll"]["choice"], settings["ladder"]["preset"]) == ("single", "five")


@pytest.mark.usefixtures("evening")
def test_others_read_nothing_that_nobody_has_looked_at(app: Flask, db: Session) -> None:
    for number, decision in ((1, "keep"), (2, "redact")):
        one = db.scalars(select(Contribution).where(Contribution.number == number)).one()
        make_review(db, one, decision, {**one.body, "text": "[sted]"})
    db.commit()
    found = document(app, edition=Edition.SHARED)
    assert [(one["number"], one["text"], one["redacted"]) for one in found["contributions"]] == [
        (1, "Gjestebud", False),
        (2, "[sted]", True),
    ]
    # The answer of a single person is no text to look at, and in no row all the same.
    assert found["not_here"] == {"private": 0, "left_out": 3 + len(HOSTILE)}


def test_an_empty_meeting_keeps_to_the_schema(app: Flask, db: Session) -> None:
    make_meeting(db, code="TOM")
    db.commit()
    assert document(app, "TOM")["contributions"] == []


def test_the_schema_is_published_and_knows_every_shared_column(client: FlaskClient) -> None:
    answer = client.get("/schemas/medvirk-data-1.json")
    assert (answer.status_code, answer.mimetype) == (200, "application/schema+json")
    found = answer.get_json(force=True)
    Draft202012Validator.check_schema(found)
    described = set(found["$defs"]["contribution"]["properties"])
    kinds_own = {column for kind in kinds().values() for column in kind.columns} - {*SAID}
    assert described == {column.name for column in {*columns()} - kinds_own}


def test_each_item_of_the_programme_is_an_entry_in_a_calendar(app: Flask, db: Session) -> None:
    meeting = make_meeting(db, code="TRAPP", place="Dampsaga; 2. etasje")
    make_item(db, meeting, title="Velkommen, alle; «hei»\\n", minutes=30, start=None)
    make_item(db, meeting, title="Æ" * 150, minutes=15, speaker="Kari", description="Kort")
    make_item(db, meeting, title="Utgår", skip=True)
    db.commit()
    file = written(app, "ics")
    assert max(len(line) for line in file.split(b"\r\n")) <= 75
    events = Calendar.from_ical(file).walk("VEVENT")
    assert len({str(event["uid"]) for event in events}) == 2
    assert [
        (
            str(event["summary"]),
            event.decoded("dtstart"),
            event.decoded("dtend"),
            event.decoded("dtstamp"),
            str(event["location"]),
            str(event["description"]),
        )
        for event in events
    ] == [
        (
            "Velkommen, alle; «hei»\\n",
            datetime(2026, 9, 24, 7, tzinfo=UTC),
            datetime(2026, 9, 24, 7, 30, tzinfo=UTC),
            NOON,
            "Dampsaga; 2. etasje",
            "Kommune 3.0",
        ),
        (
            "Æ" * 150,
            datetime(2026, 9, 24, 7, 30, tzinfo=UTC),
            datetime(2026, 9, 24, 7, 45, tzinfo=UTC),
            NOON,
            "Dampsaga; 2. etasje",
            "Kari\n\nKort\n\nKommune 3.0",
        ),
    ]
