"""The flat table: what stands in the row of each kind of contribution, and what is in no row."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from facilitator import asides, contributions, dots, moderation, plenary, themes
from facilitator.exercises import kinds
from facilitator.models import Contribution, Cue, Exercise, Meeting
from facilitator.report.asked import asked
from facilitator.report.data.codebook import not_here
from facilitator.report.data.table import columns, columns_of, lines
from facilitator.report.edition import Edition, Edits, edits_of
from facilitator.report.record import BATCH
from tests.factories import (
    NOON,
    make_contribution,
    make_exercise,
    make_item,
    make_meeting,
    make_phone,
    make_review,
    make_uuid,
)
from tests.queries import queries

FULL = Edits(Edition.FULL)
BODIES: dict[str, dict[str, Any]] = {
    "forces": {"side": "hinders", "text": "Tid", "strength": 4, "influence": "partly"},
    "groups": {"side": "absent", "text": "Unge", "reason": "Ingen spør", "place": "Skolen"},
    "ideas": {"text": "de bor her"},
    "ladder": {"aspect": "example", "steps": [2, 4], "text": "Gjestebud", "why": "Uenige"},
    "measures": {"text": "Buss", "effort": "small", "effect": "large", "role": "Ordfører"},
    "poll": {"options": [2]},
    "questions": {"text": "Når?"},
}
SAID: dict[str, dict[str, Any]] = {
    "forces": {
        "slot": "hinders",
        "slot_name": "Hemmer",
        "text": "Tid",
        "strength": 4,
        "influence": "partly",
    },
    "groups": {
        "slot": "absent",
        "slot_name": "Involverer seg ikke",
        "text": "Unge",
        "why": "Ingen spør",
        "place": "Skolen",
    },
    "ideas": {"question": "Vi bør involvere innbyggerne fordi …", "text": "de bor her"},
    "ladder": {
        "aspect": "example",
        "slot": (2, 4),
        "slot_name": ("Konsultasjon", "Samarbeid"),
        "text": "Gjestebud",
        "why": "Uenige",
    },
    "measures": {"text": "Buss", "effort": "small", "effect": "large", "role": "Ordfører"},
    "questions": {"text": "Når?", "answered": False},
}


@pytest.fixture
def meeting(db: Session) -> Meeting:
    return make_meeting(db, code="TRAPP")


def flat(
    db: Session, meeting: Meeting, edits: Edits = FULL, without: tuple[str, ...] = ()
) -> list[dict[str, Any]]:
    """The rows of the table without what is empty."""
    return [
        {name: value for name, value in line.flat.items() if value not in (None, "")}
        for line in lines(db, meeting, asked(db, meeting), edits)
    ]


def place(kind: str, **more: Any) -> dict[str, Any]:
    return {
        "number": 1,
        "meeting": "Kommune 3.0",
        "code": "TRAPP",
        "date": date(2026, 9, 24),
        "time": time(12),
        "utc": datetime(2026, 9, 24, 10, tzinfo=UTC),
        "item": "Post 1",
        "exercise_number": 1,
        "exercise": kinds()[kind].title,
        "kind": kind,
        "table": 3,
        "dots": 0,
        "lifted": False,
        "highlight": False,
        "state": "standing",
        "source": "phone",
        "redacted": False,
        "revisions": 0,
        **more,
    }


@pytest.mark.parametrize("kind", SAID)
def test_what_a_table_says_is_one_row(db: Session, meeting: Meeting, kind: str) -> None:
    exercise = make_exercise(db, make_item(db, meeting), kind, phase="table")
    db.execute(delete(Cue))
    make_contribution(db, make_phone(db, meeting, 3), exercise, BODIES[kind])
    assert flat(db, meeting) == [place(kind) | SAID[kind]]


def test_what_single_people_choose_tells_neither_table_nor_time(
    db: Session, meeting: Meeting
) -> None:
    exercise = make_exercise(db, make_item(db, meeting), "poll", phase="table")
    make_contribution(db, make_phone(db, meeting, 3), exercise, BODIES["poll"])
    row = place("poll", question="Hvem er i rommet?", slot=2, slot_name="politiker")
    for name in ("table", "date", "time", "utc"):
        del row[name]
    assert flat(db, meeting) == [row]
    assert flat(db, meeting, Edits(Edition.SHARED)) == []


def test_every_kind_that_is_installed_has_a_row_here() -> None:
    assert set(BODIES) == set(kinds())


def test_a_row_names_only_columns_that_there_are(db: Session, meeting: Meeting) -> None:
    item = make_item(db, meeting)
    for kind, body in BODIES.items():
        exercise = make_exercise(db, item, kind, phase="table")
        make_contribution(db, make_phone(db, meeting), exercise, body)
    names = [column.name for column in columns()]
    assert len(names) == len(set(names))
    found = list(lines(db, meeting, asked(db, meeting), FULL))
    assert [set(line.flat) - set(names) for line in found] == [set()] * len(BODIES)
    for one in asked(db, meeting).values():
        assert set(columns_of(one.shown)) <= set(columns())


def test_the_phase_is_the_one_that_was_open_when_it_was_given(
    db: Session, meeting: Meeting
) -> None:
    exercise = make_exercise(db, make_item(db, meeting), "ideas", phase="table")
    db.execute(delete(Cue))
    for minutes, state in ((5, "individual"), (10, "table"), (20, "table"), (30, "closed")):
        db.add(
            Cue(
                meeting_id=meeting.id,
                exercise_id=exercise.id,
                at=NOON + timedelta(minutes=minutes),
                state={"phase": state, "page": minutes},
            )
        )
    phone = make_phone(db, meeting)
    for minutes in (0, 5, 9, 10, 25, 31):
        at = NOON + timedelta(minutes=minutes)
        make_contribution(db, phone, exercise, {"text": f"{minutes}"}, now=at)
    assert [row.get("phase") for row in flat(db, meeting)] == [
        None,
        "individual",
        "individual",
        "table",
        "table",
        "closed",
    ]


def given(db: Session, meeting: Meeting, count: int) -> tuple[Exercise, list[Contribution]]:
    exercise = make_exercise(db, make_item(db, meeting), "ideas", phase="table")
    phone = make_phone(db, meeting)
    said = [
        make_contribution(db, phone, exercise, {"text": f"Innspill {number}"})
        for number in range(1, count + 1)
    ]
    return exercise, said


def test_what_became_of_each_is_told(db: Session, meeting: Meeting) -> None:
    exercise, (hidden, gone, lifted, redacted) = given(db, meeting, 4)
    phone = make_phone(db, meeting)
    plenary.open_dots(db, meeting, exercise_id=exercise.id, on=True, now=NOON)
    dots.support(db, phone, id=lifted.id, on=True, now=NOON)
    dots.support(db, phone, id=gone.id, on=True, now=NOON)
    moderation.hide(db, meeting, id=hidden.id, on=True, who="console", now=NOON)
    moderation.lift(db, meeting, id=lifted.id, on=True, who="console", now=NOON)
    moderation.redact(db, meeting, id=redacted.id, text="[navn]", who="console", now=NOON)
    themes.make(
        db,
        meeting,
        exercise_id=exercise.id,
        ids=[lifted.id, redacted.id],
        title="Tillit",
        who="themes",
        now=NOON,
    )
    gone.withdrawn_at = NOON
    asides.type_from_paper(
        db,
        meeting,
        id=make_uuid(),
        exercise_id=exercise.id,
        table=2,
        body={"text": "Fra arket"},
        who="console",
        now=NOON,
    )
    told = ("number", "text", "state", "source", "dots", "theme", "lifted", "redacted", "revisions")
    assert [tuple(row.get(name) for name in told) for row in flat(db, meeting)] == [
        (1, "Innspill 1", "hidden", "phone", 0, None, False, False, 0),
        (2, None, "withdrawn", "phone", None, None, False, False, 0),
        (3, "Innspill 3", "standing", "phone", 1, "Tillit", True, False, 0),
        (4, "[navn]", "standing", "phone", 0, "Tillit", False, True, 1),
        (5, "Fra arket", "standing", "paper", 0, None, False, False, 0),
    ]


def test_a_private_note_is_counted_and_in_no_row(db: Session, meeting: Meeting) -> None:
    exercise, _said = given(db, meeting, 1)
    phone = make_phone(db, meeting)
    make_contribution(db, phone, exercise, {"text": "Bare mitt"}, phase="individual")
    note = make_contribution(db, phone, exercise, {"text": "Sendt"}, phase="individual")
    contributions.share(db, phone, id=note.id, now=NOON)
    assert [(row["number"], row["text"]) for row in flat(db, meeting)] == [
        (1, "Innspill 1"),
        (3, "Sendt"),
    ]
    assert not_here(db, meeting, FULL) == {"private": 1, "left_out": 0}


def test_the_edition_for_others_has_its_own_words_and_none_that_were_hidden(
    db: Session, meeting: Meeting
) -> None:
    _exercise, (kept, hidden, redacted, left_out) = given(db, meeting, 4)
    moderation.hide(db, meeting, id=hidden.id, on=True, who="console", now=NOON)
    for one, decision, body in (
        (kept, "keep", {}),
        (hidden, "keep", {}),
        (redacted, "redact", {"text": "[sted]"}),
        (left_out, "leave_out", {}),
    ):
        make_review(db, one, decision, body)
    rows = flat(db, meeting, edits_of(db, meeting.id, Edition.SHARED))
    assert [(row["number"], row.get("text"), row["redacted"]) for row in rows] == [
        (kept.number, "Innspill 1", False),
        (redacted.number, "[sted]", True),
    ]


def test_a_measure_quotes_what_it_answers_as_the_edition_tells_it(
    db: Session, meeting: Meeting
) -> None:
    item = make_item(db, meeting)
    phone = make_phone(db, meeting)
    forces = make_exercise(db, item, "forces", phase="table")
    reason = make_contribution(db, phone, forces, {"side": "hinders", "text": "Kari er treg"})
    measures = make_exercise(db, item, "measures", phase="table")
    make_contribution(db, phone, measures, {"text": "Svar alle", "answers": reason.id})

    def quoted(edits: Edits) -> Any:
        return flat(db, meeting, edits)[-1].get("answers_to")

    assert quoted(FULL) == "Kari er treg"
    body = {"side": "hinders", "text": "[navn] er treg"}
    assert quoted(Edits(Edition.SHARED, {reason.id: body})) == "[navn] er treg"
    assert quoted(Edits(Edition.SHARED, left_out=frozenset({reason.id}))) is None
    moderation.hide(db, meeting, id=reason.id, on=True, who="console", now=NOON)
    assert quoted(FULL) is None


def test_a_batch_takes_as_many_queries_as_one_contribution(db: Session, meeting: Meeting) -> None:
    exercise, (one,) = given(db, meeting, 1)
    db.flush()
    with queries(db) as few:
        flat(db, meeting)
    body = {"meeting_id": meeting.id, "exercise_id": exercise.id, "table_id": one.table_id}
    body |= {"body": {"text": "Ja"}, "shared": True, "given_at": NOON}
    more = [{**body, "id": make_uuid(), "number": number} for number in range(2, 2 * BATCH + 2)]
    db.execute(insert(Contribution), more)
    with queries(db) as many:
        numbers = [row["number"] for row in flat(db, meeting)]
    assert numbers == list(range(1, 2 * BATCH + 2))
    assert len(many) == len(few) + 2


def test_what_was_said_to_a_deleted_item_is_there_still(db: Session, meeting: Meeting) -> None:
    _exercise, _said = given(db, meeting, 1)
    make_exercise(db, make_item(db, meeting, deleted_at=NOON), "ideas")
    meeting.items[0].deleted_at = NOON
    make_exercise(db, make_item(db, meeting), "poll")
    db.flush()
    assert [(one.number, one.item) for one in asked(db, meeting).values()] == [
        (1, "Post 3"),
        (2, "Post 1"),
    ]
