"""What reaches the organiser in other ways: a note that came too late, a sheet of paper."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from facilitator import asides, contributions, dots, moderation, overview, own, plenary, tables
from facilitator.changes import CONTRIBUTIONS, NOTES, of_table
from facilitator.errors import Refused
from facilitator.exercises import phases
from facilitator.models import Act, Contribution, Exercise, Meeting, Participant
from tests.factories import (
    NOON,
    make_contribution,
    make_exercise,
    make_item,
    make_meeting,
    make_phone,
    make_uuid,
)

LATER = NOON + timedelta(minutes=10)
BUS = {"text": "Bussen går for sjelden"}


class Room:
    """A meeting whose exercise has been closed for long, with a phone at table 1."""

    def __init__(self, db: Session) -> None:
        self.meeting: Meeting = make_meeting(db)
        self.exercise: Exercise = make_exercise(
            db, make_item(db, self.meeting), "ideas", phase="table"
        )
        self.anne: Participant = make_phone(db, self.meeting, 1)
        self.open(db, "closed")
        db.info.clear()

    def open(self, db: Session, phase: str) -> None:
        """The moderator opens a phase."""
        phases.open_phase(db, self.meeting, exercise_id=self.exercise.id, phase=phase, now=NOON)


@pytest.fixture
def room(db: Session) -> Room:
    return Room(db)


def leave_note(db: Session, room: Room, id: str, body: object = BUS) -> Contribution:
    return asides.leave_note(
        db, room.anne, id=id, exercise_id=room.exercise.id, body=body, now=LATER
    )


def type_in(
    db: Session, room: Room, id: str, body: object = BUS, *, table: int = 1
) -> Contribution:
    return asides.type_from_paper(
        db,
        room.meeting,
        id=id,
        exercise_id=room.exercise.id,
        table=table,
        body=body,
        who="console",
        now=LATER,
    )


def seen(db: Session, room: Room) -> tuple[list[str], list[str], list[str]]:
    """What the room has, what the phone's own notes are, what came too late."""
    exercises = [overview.shown(room.exercise)]
    room_has = overview.said(db, exercises)[room.exercise.id]
    mine = own.own_of(db, exercises, [room.anne.id])[room.anne.id]
    late = overview.late_notes(db, room.meeting.id)
    return (
        [one.body["text"] for one in room_has],
        [one.body["text"] for one in mine.notes.get(room.exercise.id, ())],
        [one.body["text"] for _exercise, one in late],
    )


def test_a_late_note_is_kept_once_for_the_organiser_alone(db: Session, room: Room) -> None:
    id = make_uuid()
    first, again = leave_note(db, room, id), leave_note(db, room, id)
    assert again is first
    assert seen(db, room) == ([], [], ["Bussen går for sjelden"])
    assert [change.subjects for change in db.info["changes"]] == [(NOTES,)]


def test_a_note_is_not_taken_while_the_exercise_is_open(db: Session, room: Room) -> None:
    room.open(db, "table")
    with pytest.raises(Refused) as refused:
        leave_note(db, room, make_uuid())
    assert refused.value.code == "still_open"


@pytest.mark.parametrize("way", ["revise", "withdraw", "share", "highlight", "support"])
def test_a_note_that_was_left_is_out_of_the_phones_hands(db: Session, room: Room, way: str) -> None:
    note = leave_note(db, room, make_uuid())
    room.open(db, "table")
    plenary.open_dots(db, room.meeting, exercise_id=room.exercise.id, on=True, now=NOON)
    ways = {
        "revise": lambda: contributions.revise(
            db, room.anne, id=note.id, body={"text": "Nei"}, base=0, now=LATER
        ),
        "withdraw": lambda: contributions.withdraw(db, room.anne, id=note.id, now=LATER),
        "share": lambda: contributions.share(db, room.anne, id=note.id, now=LATER),
        "highlight": lambda: contributions.highlight(db, room.anne, id=note.id, now=LATER),
        "support": lambda: dots.support(db, room.anne, id=note.id, on=True, now=LATER),
    }
    with pytest.raises(Refused) as refused:
        ways[way]()
    assert refused.value.code == "unknown_contribution"
    assert seen(db, room) == ([], [], ["Bussen går for sjelden"])


def test_what_stands_on_paper_is_the_tables_once_whatever_the_phase(
    db: Session, room: Room
) -> None:
    id = make_uuid()
    first, again = type_in(db, room, id, table=3), type_in(db, room, id, table=3)
    [given] = overview.said(db, [overview.shown(room.exercise)])[room.exercise.id]
    assert again is first
    assert (given.table, given.body, given.paper, first.participant_id) == (3, BUS, True, None)
    assert {change.subjects for change in db.info["changes"]} == {
        (CONTRIBUTIONS, of_table(first.table_id))
    }
    [act] = db.query(Act).all()
    assert (act.act, act.who, act.contribution_id) == ("paper", "console", first.id)


def test_paper_is_the_scribes_to_edit_and_the_moderators_to_hide(db: Session, room: Room) -> None:
    one = type_in(db, room, make_uuid())
    room.open(db, "table")
    with pytest.raises(Refused) as refused:
        contributions.revise(db, room.anne, id=one.id, body={"text": "Ja"}, base=0, now=LATER)
    assert refused.value.code == "not_yours"
    tables.take_scribe(db, room.anne, on=True, now=LATER)
    contributions.revise(db, room.anne, id=one.id, body={"text": "Ja"}, base=0, now=LATER)
    moderation.hide(db, room.meeting, id=one.id, on=True, who="console", now=LATER)
    assert (one.body, one.paper, one.hidden_at) == ({"text": "Ja"}, True, LATER)


@pytest.mark.parametrize(
    ("table", "body", "code"), [(9, BUS, "unknown_table"), (1, {"text": " "}, "no_text")]
)
def test_paper_is_checked_like_anything_else(
    db: Session, room: Room, table: int, body: object, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        type_in(db, room, make_uuid(), body, table=table)
    assert refused.value.code == code


def test_an_id_that_a_phone_has_used_is_not_papers(db: Session, room: Room) -> None:
    room.open(db, "table")
    given = make_contribution(db, room.anne, room.exercise, BUS)
    with pytest.raises(Refused) as refused:
        type_in(db, room, given.id)
    assert refused.value.code == "id_taken"
