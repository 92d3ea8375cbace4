"""Give, revise, withdraw, share, hide, lift, redact: what is taken, refused and announced."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import contributions, moderation, tables
from facilitator.changes import CONTRIBUTIONS, Change, of_participant, of_table
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

DUGNAD = {"text": "Dugnad i Ogndal"}


class Room:
    """A meeting with one open exercise, two phones at table 1 and one at table 2."""

    def __init__(self, db: Session) -> None:
        self.meeting: Meeting = make_meeting(db)
        self.exercise: Exercise = make_exercise(
            db, make_item(db, self.meeting), "ideas", phase="table"
        )
        self.anne: Participant = make_phone(db, self.meeting, 1)
        self.berit: Participant = make_phone(db, self.meeting, 1)
        self.carl: Participant = make_phone(db, self.meeting, 2)
        db.info.clear()


@pytest.fixture
def room(db: Session) -> Room:
    return Room(db)


def refusal(error: pytest.ExceptionInfo[Refused]) -> tuple[str, dict[str, object]]:
    return error.value.code, error.value.details


def test_a_contribution_is_kept_as_it_was_given_and_numbered(db: Session, room: Room) -> None:
    first = make_contribution(db, room.anne, room.exercise, DUGNAD)
    second = make_contribution(db, room.carl, room.exercise, {"text": "Folkemøte"})
    assert [(one.number, one.body, one.table_id, one.shared) for one in (first, second)] == [
        (1, DUGNAD, room.anne.table_id, True),
        (2, {"text": "Folkemøte"}, room.carl.table_id, True),
    ]


def test_a_second_arrival_gives_back_the_first(db: Session, room: Room) -> None:
    id = make_uuid()
    for text in ("Dugnad i Ogndal", "noe annet"):
        contributions.give(
            db,
            room.anne,
            id=id,
            exercise_id=room.exercise.id,
            body={"text": text},
            phase=None,
            now=NOON,
        )
    assert [one.body for one in db.scalars(select(Contribution))] == [DUGNAD]


def test_a_second_arrival_is_answered_after_the_exercise_has_closed(
    db: Session, room: Room
) -> None:
    given = make_contribution(db, room.anne, room.exercise, DUGNAD)
    phases.open_phase(db, room.meeting, exercise_id=room.exercise.id, phase="closed", now=NOON)
    again = contributions.give(
        db,
        room.anne,
        id=given.id,
        exercise_id=room.exercise.id,
        body=DUGNAD,
        phase=None,
        now=NOON + timedelta(hours=1),
    )
    assert again is given


def test_the_id_of_another_phone_is_refused(db: Session, room: Room) -> None:
    given = make_contribution(db, room.anne, room.exercise, DUGNAD)
    with pytest.raises(Refused) as error:
        contributions.give(
            db,
            room.carl,
            id=given.id,
            exercise_id=room.exercise.id,
            body=DUGNAD,
            phase=None,
            now=NOON,
        )
    assert refusal(error) == ("id_taken", {})


def test_a_contribution_announces_the_room_and_its_table(db: Session, room: Room) -> None:
    make_contribution(db, room.anne, room.exercise, DUGNAD)
    assert db.info["changes"] == [
        Change(room.meeting.id, 2, (CONTRIBUTIONS, of_table(room.anne.table_id)))
    ]


@pytest.mark.parametrize(
    ("kind", "body"), [("questions", {"text": "Hvem bestemmer?"}), ("poll", {"options": [1]})]
)
def test_what_no_board_has_is_announced_to_its_own_phone_too(
    db: Session, room: Room, kind: str, body: dict[str, object]
) -> None:
    exercise = make_exercise(db, room.exercise.item, kind, phase="table")
    db.info.clear()
    make_contribution(db, room.anne, exercise, body)
    own = of_participant(room.anne.id)
    assert [change.subjects for change in db.info["changes"]] == [
        (CONTRIBUTIONS, of_table(room.anne.table_id), own)
    ]


def test_a_note_written_alone_announces_only_its_own_phone(db: Session, room: Room) -> None:
    note = make_contribution(db, room.anne, room.exercise, DUGNAD, phase="individual")
    assert note.shared is False
    assert db.info["changes"] == [Change(room.meeting.id, 2, (of_participant(room.anne.id),))]


@pytest.mark.parametrize("seconds", [0, 30])
def test_what_comes_within_the_grace_is_taken(db: Session, room: Room, seconds: int) -> None:
    phases.open_phase(db, room.meeting, exercise_id=room.exercise.id, phase="plenary", now=NOON)
    late = NOON + timedelta(seconds=seconds)
    assert make_contribution(db, room.anne, room.exercise, DUGNAD, now=late).given_at == late


def test_what_comes_after_the_grace_is_refused(db: Session, room: Room) -> None:
    phases.open_phase(db, room.meeting, exercise_id=room.exercise.id, phase="plenary", now=NOON)
    with pytest.raises(Refused) as error:
        make_contribution(
            db, room.anne, room.exercise, DUGNAD, now=NOON + timedelta(seconds=30.001)
        )
    assert refusal(error) == ("closed", {})


def test_an_exercise_that_was_never_open_has_no_grace(db: Session, room: Room) -> None:
    unopened = make_exercise(db, room.exercise.item, "ideas")
    with pytest.raises(Refused) as error:
        make_contribution(db, room.anne, unopened, DUGNAD)
    assert refusal(error) == ("closed", {})


def test_an_exercise_of_another_meeting_is_unknown(db: Session, room: Room) -> None:
    elsewhere = make_exercise(db, make_item(db, make_meeting(db)), "ideas", phase="table")
    with pytest.raises(Refused) as error:
        make_contribution(db, room.anne, elsewhere, DUGNAD)
    assert refusal(error) == ("unknown_exercise", {})


def test_the_author_revises_and_the_revision_counts(db: Session, room: Room) -> None:
    given = make_contribution(db, room.anne, room.exercise, DUGNAD)
    contributions.revise(db, room.anne, id=given.id, body={"text": "Dugnad"}, base=0, now=NOON)
    assert (given.body, given.revision, given.revised_at) == ({"text": "Dugnad"}, 1, NOON)


def test_the_scribe_revises_what_the_table_has(db: Session, room: Room) -> None:
    given = make_contribution(db, room.anne, room.exercise, DUGNAD)
    tables.take_scribe(db, room.berit, on=True, now=NOON)
    contributions.revise(db, room.berit, id=given.id, body={"text": "Dugnad"}, base=0, now=NOON)
    assert given.body == {"text": "Dugnad"}


def test_a_neighbour_without_the_role_may_not_revise(db: Session, room: Room) -> None:
    given = make_contribution(db, room.anne, room.exercise, DUGNAD)
    with pytest.raises(Refused) as error:
        contributions.revise(db, room.berit, id=given.id, body=DUGNAD, base=0, now=NOON)
    assert refusal(error) == ("not_yours", {})


def test_a_conflict_shows_what_is_there_now(db: Session, room: Room) -> None:
    given = make_contribution(db, room.anne, room.exercise, DUGNAD)
    tables.take_scribe(db, room.berit, on=True, now=NOON)
    contributions.revise(db, room.berit, id=given.id, body={"text": "Først"}, base=0, now=NOON)
    with pytest.raises(Refused) as error:
        contributions.revise(db, room.anne, id=given.id, body={"text": "Sist"}, base=0, now=NOON)
    assert refusal(error) == ("stale_text", {"body": {"text": "Først"}, "revision": 1})


def test_the_note_of_another_phone_does_not_exist(db: Session, room: Room) -> None:
    note = make_contribution(db, room.anne, room.exercise, DUGNAD, phase="individual")
    tables.take_scribe(db, room.berit, on=True, now=NOON)
    with pytest.raises(Refused) as error:
        contributions.revise(db, room.berit, id=note.id, body=DUGNAD, base=0, now=NOON)
    assert refusal(error) == ("unknown_contribution", {})


def test_withdrawing_twice_is_withdrawing_once(db: Session, room: Room) -> None:
    given = make_contribution(db, room.anne, room.exercise, DUGNAD)
    for minutes in (0, 1):
        contributions.withdraw(db, room.anne, id=given.id, now=NOON + timedelta(minutes=minutes))
    assert given.withdrawn_at == NOON


def test_what_a_scribe_has_taken_away_stays_away_when_it_is_said_again(
    db: Session, room: Room
) -> None:
    one = make_contribution(db, room.anne, room.exercise, DUGNAD)
    tables.take_scribe(db, room.berit, on=True, now=NOON)
    contributions.withdraw(db, room.berit, id=one.id, now=NOON)
    late = NOON + timedelta(seconds=8)
    assert contributions.withdraw(db, room.berit, id=one.id, now=late).withdrawn_at == NOON


def test_a_note_is_shared_at_the_table_where_its_phone_sits_now(db: Session, room: Room) -> None:
    note = make_contribution(db, room.anne, room.exercise, DUGNAD, phase="individual")
    tables.sit(db, room.meeting, number=2, participant_id=room.anne.id, new_id=make_uuid, now=NOON)
    contributions.share(db, room.anne, id=note.id, now=NOON)
    assert (note.shared, note.table_id) == (True, room.carl.table_id)


def test_a_note_stays_private_while_all_think_alone(db: Session, room: Room) -> None:
    note = make_contribution(db, room.anne, room.exercise, DUGNAD, phase="individual")
    phases.open_phase(db, room.meeting, exercise_id=room.exercise.id, phase="individual", now=NOON)
    with pytest.raises(Refused) as error:
        contributions.share(db, room.anne, id=note.id, now=NOON)
    assert refusal(error) == ("not_yet", {})


def test_a_table_has_one_highlight(db: Session, room: Room) -> None:
    first = make_contribution(db, room.anne, room.exercise, DUGNAD)
    second = make_contribution(db, room.berit, room.exercise, {"text": "Folkemøte"})
    for one in (first, second):
        contributions.highlight(db, room.anne, id=one.id, now=NOON)
    assert (first.highlighted_at, second.highlighted_at) == (None, NOON)


def test_the_highlight_of_another_table_is_theirs(db: Session, room: Room) -> None:
    given = make_contribution(db, room.anne, room.exercise, DUGNAD)
    with pytest.raises(Refused) as error:
        contributions.highlight(db, room.carl, id=given.id, now=NOON)
    assert refusal(error) == ("not_your_table", {})


def test_what_the_moderator_does_is_logged_once_each(db: Session, room: Room) -> None:
    given = make_contribution(db, room.anne, room.exercise, DUGNAD)
    moderate = {"id": given.id, "who": "astrid", "now": NOON}
    moderation.lift(db, room.meeting, on=True, **moderate)
    moderation.lift(db, room.meeting, on=True, **moderate)
    moderation.lift(db, room.meeting, on=False, **moderate)
    moderation.hide(db, room.meeting, on=True, **moderate)
    moderation.redact(db, room.meeting, text="[navn]", **moderate)
    assert [(act.act, act.who, act.at) for act in db.scalars(select(Act).order_by(Act.id))] == [
        ("lift", "astrid", NOON),
        ("lower", "astrid", NOON),
        ("hide", "astrid", NOON),
        ("redact", "astrid", NOON),
    ]
    assert (given.body, given.lifted_at, given.hidden_at, given.redacted_at) == (
        {"text": "[navn]"},
        None,
        NOON,
        NOON,
    )


def test_what_is_hidden_is_not_lifted(db: Session, room: Room) -> None:
    given = make_contribution(db, room.anne, room.exercise, DUGNAD)
    moderation.hide(db, room.meeting, id=given.id, on=True, who="astrid", now=NOON)
    with pytest.raises(Refused) as error:
        moderation.lift(db, room.meeting, id=given.id, on=True, who="astrid", now=NOON)
    assert refusal(error) == ("hidden", {})


@pytest.mark.parametrize("act", [moderation.hide, moderation.lift])
def test_a_moderator_does_not_see_private_notes(db: Session, room: Room, act: object) -> None:
    note = make_contribution(db, room.anne, room.exercise, DUGNAD, phase="individual")
    with pytest.raises(Refused) as error:
        act(db, room.meeting, id=note.id, on=True, who="astrid", now=NOON)  # type: ignore[operator]
    assert refusal(error) == ("unknown_contribution", {})


def test_where_the_table_answers_with_one_voice_only_its_scribe_gives(
    db: Session, room: Room
) -> None:
    room.exercise.settings = {"by": "table"}
    tables.take_scribe(db, room.anne, on=True, now=NOON)
    with pytest.raises(Refused) as error:
        make_contribution(db, room.berit, room.exercise, DUGNAD)
    own = make_contribution(db, room.anne, room.exercise, DUGNAD)
    note = make_contribution(db, room.berit, room.exercise, DUGNAD, phase="individual")
    assert (refusal(error), own.shared, note.shared) == (("not_scribe", {}), True, False)


def test_a_table_without_a_scribe_needs_none(db: Session, room: Room) -> None:
    room.exercise.settings = {"by": "table"}
    assert make_contribution(db, room.berit, room.exercise, DUGNAD).shared is True


def test_a_question_is_answered_and_opened_again(db: Session, room: Room) -> None:
    given = make_contribution(db, room.anne, room.exercise, DUGNAD)
    seen = []
    for on in (True, True, False):
        moderation.answer(db, room.meeting, id=given.id, on=on, who="console", now=NOON)
        seen.append(given.answered_at)
    assert seen == [NOON, NOON, None]
    assert [act.act for act in db.scalars(select(Act).order_by(Act.id))] == ["answer", "reopen"]
