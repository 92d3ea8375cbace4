"""What a report tells: all of it once, in as many queries for a full room as for one voice."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import Database
from facilitator import asides
from facilitator.models import Contribution, Cue, Exercise, Meeting, Participant
from facilitator.programme import conduct
from facilitator.report.account import account_of
from facilitator.report.edition import Edition, stands
from facilitator.report.input import Moderated
from facilitator.report.record import State
from tests.facilitator.test_any_evening import lived, step
from tests.factories import (
    NOON,
    make_contribution,
    make_exercise,
    make_item,
    make_meeting,
    make_phone,
    make_uuid,
)
from tests.queries import queries
from tests.records import record

KINDS = ("forces", "poll", "ladder", "questions")
LISTED = (State.STANDING, State.HIDDEN, State.LATE)


@pytest.mark.parametrize("kind", KINDS)
@settings(
    max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(steps=st.lists(step, max_size=30))
def test_whatever_the_room_did_the_report_counts_what_the_record_has(
    kind: str, steps: list[tuple[object, ...]], database: Database
) -> None:
    with database.writing() as db:
        evening = lived(db, kind, steps)
        account = account_of(db, evening.meeting, Edition.FULL, NOON)
        entries = record(db, evening.meeting)
        may_be_told = {one.id for one in db.scalars(select(Contribution)) if stands(one)}
        db.rollback()
    (part,) = account.parts
    listed = [one for one in entries if one.state in LISTED and part.exercise.listed]
    assert [(one.id, late) for one, late in part.entries] == [
        (one.said.id, one.state is State.LATE) for one in listed
    ]
    standing = [one for one in entries if one.state is State.STANDING]
    assert part.given == len(standing)
    assert may_be_told == {one.said.id for one in standing}
    assert sorted(part.results.counted) == sorted(one.said.id for one in standing)
    assert account.tables == sorted({one.said.table for one in standing})
    did, among = account.moderated, [one for one in entries if one.state in LISTED]
    assert (did.hidden, did.late, did.withdrawn, did.private) == tuple(
        sum(one.state is state for one in entries)
        for state in (State.HIDDEN, State.LATE, State.WITHDRAWN, State.PRIVATE)
    )
    assert did.paper == sum(one.said.paper for one in among)
    assert did.redacted == sum(one.said.redacted for one in among)
    assert did.joined == sum(one.said.theme is not None for one in standing)
    assert did.left_out == 0


def a_meeting(db: Session, size: int) -> Meeting:
    """So many items, each with a hindrance and a measure against it from every table."""
    meeting = make_meeting(db, tables=size)
    phones = [make_phone(db, meeting, table) for table in range(1, size + 1)]
    for _number in range(size):
        item = make_item(db, meeting)
        forces, measures = (
            make_exercise(db, item, kind, phase="table") for kind in ("forces", "measures")
        )
        for phone in phones:
            told = make_contribution(db, phone, forces, {"side": "hinders", "text": "Tid"})
            make_contribution(db, phone, measures, {"text": "Spør", "answers": told.id})
    db.flush()
    return meeting


def test_a_full_room_takes_as_many_queries_as_one_voice(db: Session) -> None:
    counts = []
    for size in (1, 5):
        meeting = a_meeting(db, size)
        for edition in Edition:
            db.expire_all()
            with queries(db) as sent:
                account_of(db, meeting, edition, NOON)
            counts.append(len(sent))
    # One of each edition.
    assert counts[:2] == counts[2:]


@pytest.mark.parametrize("edition", Edition)
def test_a_table_that_kept_silent_or_wrote_on_paper_was_there(
    db: Session, edition: Edition
) -> None:
    meeting = make_meeting(db, tables=4)
    exercise = make_exercise(db, make_item(db, meeting), "ideas", phase="table")
    for table in (1, 1, 2):
        make_phone(db, meeting, table)
    asides.type_from_paper(
        db,
        meeting,
        id=make_uuid(),
        exercise_id=exercise.id,
        table=3,
        body={"text": "På papir"},
        who="astrid",
        now=NOON,
    )
    account = account_of(db, meeting, edition, NOON)
    assert (account.phones, account.occupied) == (3, 3)
    assert account.tables == ([3] if edition is Edition.FULL else [])


def test_when_phases_were_opened_and_results_shown_comes_from_the_cues(db: Session) -> None:
    meeting = make_meeting(db)
    exercise = make_exercise(db, make_item(db, meeting), "ideas")
    states = (
        {"phase": "closed", "phase_since": None},
        {"phase": "table", "phase_since": "2026-09-24T10:01:00+00:00", "revealed_tables": []},
        {"phase": "table", "phase_since": "2026-09-24T10:01:00+00:00", "revealed_tables": [2]},
        {"phase": "plenary", "phase_since": "2026-09-24T10:03:00+00:00", "revealed": True},
        {"phase": "table", "phase_since": "2026-09-24T10:04:00+00:00", "revealed": False},
    )
    for minute, state in enumerate(states):
        at = NOON + timedelta(minutes=minute)
        db.add(Cue(meeting_id=meeting.id, exercise_id=exercise.id, at=at, state=state))
    db.flush()
    (part,) = account_of(db, meeting, Edition.FULL, NOON).parts
    assert part.steered is not None
    assert [(phase, f"{at:%H.%M}") for phase, at in part.steered.opened.items()] == [
        ("table", "12.01"),
        ("plenary", "12.03"),
    ]
    assert f"{part.steered.shown:%H.%M}" == "12.02"


def test_highlights_are_what_tables_chose_and_the_room_heard_by_table(db: Session) -> None:
    meeting = make_meeting(db)
    item = make_item(db, meeting)
    ideas, questions = (
        make_exercise(db, item, kind, phase="table") for kind in ("ideas", "questions")
    )
    second, first = (make_phone(db, meeting, table) for table in (2, 1))

    def said(phone: Participant, exercise: Exercise, text: str, **marks: datetime) -> None:
        one = make_contribution(db, phone, exercise, {"text": text})
        for name, at in marks.items():
            setattr(one, name, at)

    said(second, ideas, "Løftet", lifted_at=NOON)
    said(first, ideas, "Valgt", highlighted_at=NOON)
    said(first, ideas, "Skjult", highlighted_at=NOON, hidden_at=NOON)
    said(first, ideas, "Bare sagt")
    said(first, questions, "Besvart", lifted_at=NOON)
    db.flush()
    highlights = account_of(db, meeting, Edition.FULL, NOON).highlights
    assert [(one.one.table, one.one.body["text"]) for one in highlights] == [
        (1, "Valgt"),
        (2, "Løftet"),
    ]


def test_an_account_is_of_its_own_meeting_and_of_what_the_room_came_to(db: Session) -> None:
    other = make_meeting(db)
    started = make_item(db, other)
    elsewhere = make_exercise(db, started, "ideas", phase="table")
    make_contribution(db, make_phone(db, other), elsewhere, {"text": "Skjult"}).hidden_at = NOON
    conduct.start(db, other, started.id, "moderator", NOON + timedelta(days=9))
    meeting = make_meeting(db)
    today, _tomorrow = make_item(db, meeting, start=time(12)), make_item(db, meeting, day=1)
    poll, ideas = (make_exercise(db, today, kind, phase="table") for kind in ("poll", "ideas"))
    make_exercise(db, today, "forces")
    phone = make_phone(db, meeting)
    make_contribution(db, phone, poll, {"options": ["innbygger"]}, now=NOON)
    make_contribution(db, phone, ideas, {"text": "Dugnad"}, now=NOON + timedelta(minutes=3))
    conduct.start(db, meeting, today.id, "moderator", NOON + timedelta(minutes=2))
    account = account_of(db, meeting, Edition.FULL, NOON + timedelta(hours=1))
    assert (account.entries, account.chosen, account.phones) == (1, 1, 1)
    assert account.moderated == Moderated()
    assert [part.used for part in account.parts] == [True, True, False]
    assert (account.ran, account.changed_at) == (True, NOON + timedelta(minutes=3))
