"""What screens show of a meeting, in as many queries for a full room as for an empty one."""

from datetime import timedelta

from sqlalchemy.orm import Session

from facilitator import contributions, moderation, overview, own, tables
from facilitator.exercises import phases
from facilitator.exercises.kind import Phase
from facilitator.models import Exercise, Meeting
from facilitator.programme import conduct
from tests.factories import (
    NOON,
    make_contribution,
    make_exercise,
    make_item,
    make_meeting,
    make_phone,
)
from tests.queries import queries


def running(db: Session, *, tables: int, items: int) -> tuple[Meeting, Exercise]:
    """A meeting whose first item runs with one open exercise."""
    meeting = make_meeting(db, tables=tables)
    exercise = make_exercise(db, make_item(db, meeting), "ideas", phase="table")
    for _more in range(items - 1):
        make_item(db, meeting)
    conduct.start(db, meeting, exercise.item_id, "astrid", NOON)
    return meeting, exercise


def test_a_full_room_takes_as_many_queries_as_an_empty_one(db: Session) -> None:
    counts = []
    for size in (1, 12):
        meeting, exercise = running(db, tables=size, items=size)
        for number in range(1, size + 1):
            make_contribution(db, make_phone(db, meeting, number), exercise, {"text": "Dugnad"})
        db.flush()
        db.expire_all()
        with queries(db) as sent:
            evening = overview.evening_of(db, meeting.id, NOON)
            overview.said(db, evening.exercises)
            overview.done_at(db, evening.exercises)
            overview.lifted(db, meeting.id)
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_hidden_is_marked_and_private_and_withdrawn_are_left_out(db: Session) -> None:
    meeting, exercise = running(db, tables=2, items=1)
    phone = make_phone(db, meeting, 2)
    kept = make_contribution(db, phone, exercise, {"text": "Dugnad"})
    hidden = make_contribution(db, phone, exercise, {"text": "Folkemøte"})
    gone = make_contribution(db, phone, exercise, {"text": "Feil"})
    note = make_contribution(db, phone, exercise, {"text": "Mitt"}, phase="individual")
    moderation.hide(db, meeting, id=hidden.id, on=True, who="astrid", now=NOON)
    contributions.withdraw(db, phone, id=gone.id, now=NOON)
    evening = overview.evening_of(db, meeting.id, NOON)
    said = overview.said(db, evening.exercises)[exercise.id]
    assert [(one.id, one.table, one.hidden) for one in said] == [
        (kept.id, 2, False),
        (hidden.id, 2, True),
    ]
    mine = own.own_of(db, evening.exercises, [phone.id])[phone.id]
    assert [one.id for one in mine.notes[exercise.id]] == [note.id]


def test_a_table_tells_what_it_gave_and_finished(db: Session) -> None:
    meeting, exercise = running(db, tables=2, items=1)
    phone = make_phone(db, meeting, 2)
    later = NOON + timedelta(seconds=90)
    make_contribution(db, phone, exercise, {"text": "Dugnad"})
    make_contribution(db, phone, exercise, {"text": "Folkemøte"}, now=later)
    tables.mark_done(db, phone, exercise_id=exercise.id, on=True, now=later)
    evening = overview.evening_of(db, meeting.id, later)
    done = overview.done_at(db, evening.exercises)
    said = {phone.table_id: overview.said(db, evening.exercises, table_id=phone.table_id)}
    assert [
        (state.number, state.given, state.newest_at, state.done)
        for state in overview.table_states(evening, said, done).values()
    ] == [(1, 0, None, frozenset()), (2, 2, later, frozenset({exercise.id}))]


def test_the_room_is_at_the_exercise_that_was_opened_last(db: Session) -> None:
    meeting, first = running(db, tables=1, items=1)
    second = make_exercise(db, first.item, "ladder")
    minutes = iter(range(1, 9))

    def active_after(exercise: Exercise, phase: Phase) -> int | None:
        now = NOON + timedelta(minutes=next(minutes))
        phases.open_phase(db, meeting, exercise_id=exercise.id, phase=phase, now=now)
        active = overview.evening_of(db, meeting.id, now).active
        return active.id if active else None

    assert [
        active_after(second, Phase.INDIVIDUAL),
        active_after(first, Phase.PLENARY),
        active_after(first, Phase.CLOSED),
        active_after(second, Phase.CLOSED),
    ] == [second.id, first.id, second.id, second.id]


def test_what_was_lifted_comes_with_the_newest_lift_first(db: Session) -> None:
    meeting, exercise = running(db, tables=1, items=1)
    phone = make_phone(db, meeting)
    ones = [make_contribution(db, phone, exercise, {"text": text}) for text in ("a", "b", "c")]
    for minutes, one in enumerate((ones[2], ones[0])):
        now = NOON + timedelta(minutes=minutes)
        moderation.lift(db, meeting, id=one.id, on=True, who="astrid", now=now)
    assert [one.id for _exercise, one in overview.lifted(db, meeting.id)] == [
        ones[0].id,
        ones[2].id,
    ]
