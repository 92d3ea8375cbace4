"""What an audience may not see is not in its HTML: hidden, private, not yet shown, of others."""

import re

import pytest
from sqlalchemy.orm import Session

from app import Medvirk
from app.live.regions import REGIONS
from facilitator import asides, contributions, moderation, plenary, tables, themes
from facilitator.models import Exercise
from tests.app.live.cast import Cast, drawn
from tests.factories import NOON, make_contribution, make_exercise, make_uuid

OWN_TABLE = {"phone/board of the table"}
OWN_PHONE = {"phone/notes of the table"}
ROOM = {"phone/room of the table", "phone/room of another"}
STAGE = {"stage/page"}
WALL = {"stage/page", "phone/wall of the table", "phone/wall of another"}
CONSOLE = {"console/contributions", "console/board of the table"}
STAFF = CONSOLE | {"themes/board"}
"""The moderator, and the helpers who join what belongs together."""


def where(medvirk: Medvirk, db: Session, cast: Cast, text: str) -> set[str]:
    """The regions that have ``text`` in them."""
    return {name for name, html in drawn(medvirk, db, cast).items() if text in html}


def test_every_region_is_looked_at_here(medvirk: Medvirk, db: Session, cast: Cast) -> None:
    assert {name.partition(" of ")[0] for name in drawn(medvirk, db, cast)} == set(REGIONS)


def test_a_private_note_is_seen_by_its_own_phone_alone(
    medvirk: Medvirk, db: Session, cast: Cast
) -> None:
    make_contribution(db, cast.anna, cast.exercise, {"text": "Tenkt for meg selv"})
    cast.reveal(db)
    assert where(medvirk, db, cast, "Tenkt for meg selv") == {"phone/notes of the table"}


@pytest.mark.parametrize("phase", ["closed", "table"])
def test_what_came_too_late_is_seen_by_the_moderator_alone(
    medvirk: Medvirk, db: Session, cast: Cast, phase: str
) -> None:
    cast.open(db, "closed")
    asides.leave_note(
        db,
        cast.anna,
        id=make_uuid(),
        exercise_id=cast.exercise.id,
        body={"text": "Rakk det ikke"},
        now=NOON,
    )
    cast.open(db, phase)
    cast.reveal(db)
    assert where(medvirk, db, cast, "Rakk det ikke") == {"console/late"}


def test_what_was_typed_from_paper_is_seen_like_the_rest_and_marked(
    medvirk: Medvirk, db: Session, cast: Cast
) -> None:
    cast.open(db, "table")
    asides.type_from_paper(
        db,
        cast.meeting,
        id=make_uuid(),
        exercise_id=cast.exercise.id,
        table=1,
        body={"text": "Skrevet på ark"},
        who="console",
        now=NOON,
    )
    cast.reveal(db)
    assert where(medvirk, db, cast, "Skrevet på ark") == OWN_TABLE | STAFF | STAGE
    assert where(medvirk, db, cast, "ra papir</span>") == OWN_TABLE | CONSOLE


def test_what_the_moderator_says_to_a_table_is_on_its_own_phones(
    medvirk: Medvirk, db: Session, cast: Cast
) -> None:
    tables.nudge(db, cast.meeting, number=1, text="Vi kommer bort")
    assert where(medvirk, db, cast, "Vi kommer bort") == {
        "phone/nudge of the table",
        "console/table of the table",
        "console/tables",
    }


def test_a_shared_one_is_seen_by_its_table_and_the_moderator_until_answers_are_shown(
    medvirk: Medvirk, db: Session, cast: Cast
) -> None:
    cast.open(db, "table")
    make_contribution(db, cast.anna, cast.exercise, {"text": "Delt ved bordet"})
    assert where(medvirk, db, cast, "Delt ved bordet") == OWN_TABLE | STAFF
    cast.reveal(db)
    assert where(medvirk, db, cast, "Delt ved bordet") == OWN_TABLE | STAFF | STAGE
    cast.open(db, "plenary")
    assert where(medvirk, db, cast, "Delt ved bordet") == OWN_TABLE | STAFF | WALL


def test_a_hidden_one_leaves_the_stage_and_stays_where_it_was_said(
    medvirk: Medvirk, db: Session, cast: Cast
) -> None:
    cast.open(db, "table")
    one = make_contribution(db, cast.anna, cast.exercise, {"text": "Skjult for salen"})
    cast.reveal(db)
    moderation.lift(db, cast.meeting, id=one.id, on=True, who="console", now=NOON)
    moderation.hide(db, cast.meeting, id=one.id, on=True, who="console", now=NOON)
    assert where(medvirk, db, cast, "Skjult for salen") == OWN_TABLE | STAFF


def test_a_withdrawn_one_and_a_redacted_one_are_nowhere(
    medvirk: Medvirk, db: Session, cast: Cast
) -> None:
    cast.open(db, "table")
    one = make_contribution(db, cast.anna, cast.exercise, {"text": "Trukket tilbake"})
    other = make_contribution(db, cast.anna, cast.exercise, {"text": "Kari Nordmann sa nei"})
    cast.reveal(db)
    contributions.withdraw(db, cast.anna, id=one.id, now=NOON)
    moderation.redact(db, cast.meeting, id=other.id, text="(navn fjernet)", who="console", now=NOON)
    assert where(medvirk, db, cast, "Trukket tilbake") == set()
    assert where(medvirk, db, cast, "Kari Nordmann") == set()


def test_what_was_said_to_an_exercise_of_another_item_is_not_shown_before_its_time(
    medvirk: Medvirk, db: Session, cast: Cast
) -> None:
    make_contribution(db, cast.anna, cast.waiting, {"text": "Til en annen post"})
    assert where(medvirk, db, cast, "Til en annen post") == set()


def test_the_moderators_notes_are_the_moderators(medvirk: Medvirk, db: Session, cast: Cast) -> None:
    seen = where(medvirk, db, cast, "Bare møteleder ser dette")
    assert seen <= {"console/programme", "console/steering"}


def test_words_of_people_are_words_and_not_markup(
    medvirk: Medvirk, db: Session, cast: Cast
) -> None:
    cast.open(db, "table")
    make_contribution(db, cast.anna, cast.exercise, {"text": '<script>alert(1)</script> & "sitat"'})
    cast.reveal(db)
    assert where(medvirk, db, cast, "<script>alert") == set()
    assert where(medvirk, db, cast, "&lt;script&gt;alert") == OWN_TABLE | STAFF | STAGE


def revealed(db: Session, cast: Cast, exercise: Exercise) -> None:
    plenary.reveal(db, cast.meeting, exercise_id=exercise.id, on=True, now=NOON)


def test_a_question_is_on_every_phone_at_once_and_on_the_wall_when_it_is_shown(
    medvirk: Medvirk, db: Session, cast: Cast
) -> None:
    questions = make_exercise(db, cast.item, "questions", phase="table")
    one = make_contribution(db, cast.anna, questions, {"text": "Hvem bestemmer?"})
    everybody = ROOM | OWN_PHONE | CONSOLE
    assert where(medvirk, db, cast, "Hvem bestemmer?") == everybody
    revealed(db, cast, questions)
    assert where(medvirk, db, cast, "Hvem bestemmer?") == everybody | {"stage/page"}
    moderation.lift(db, cast.meeting, id=one.id, on=True, who="console", now=NOON)
    assert where(medvirk, db, cast, "Hvem bestemmer?") == everybody | WALL


def test_a_hidden_question_is_counted_for_the_room_and_told_to_who_asked_it(
    medvirk: Medvirk, db: Session, cast: Cast
) -> None:
    questions = make_exercise(db, cast.item, "questions", phase="table")
    one = make_contribution(db, cast.anna, questions, {"text": "Hva med Kari?"})
    revealed(db, cast, questions)
    moderation.hide(db, cast.meeting, id=one.id, on=True, who="console", now=NOON)
    assert where(medvirk, db, cast, "Hva med Kari?") == OWN_PHONE | CONSOLE
    assert where(medvirk, db, cast, "1 er skjult av møtelederen.") == ROOM
    assert where(medvirk, db, cast, "Skjult av møtelederen") == OWN_PHONE


def test_the_rules_for_questions_are_on_every_phone_and_on_the_wall_whatever_it_shows(
    medvirk: Medvirk, db: Session, cast: Cast
) -> None:
    rules = "De første blir besvart først."
    settings = {"rules": rules}
    questions = make_exercise(db, cast.item, "questions", phase="table", settings=settings)
    assert where(medvirk, db, cast, rules) == ROOM | {"stage/page"}
    revealed(db, cast, questions)
    assert where(medvirk, db, cast, rules) == ROOM | {"stage/page"}


def test_a_list_with_dots_shows_every_phone_what_the_wall_shows_and_no_more(
    medvirk: Medvirk, db: Session, cast: Cast
) -> None:
    cast.open(db, "table")
    make_contribution(db, cast.anna, cast.exercise, {"text": "Fra bord 1"})
    make_contribution(db, cast.bjørn, cast.exercise, {"text": "Fra bord 2"})
    plenary.open_dots(db, cast.meeting, exercise_id=cast.exercise.id, on=True, now=NOON)
    assert where(medvirk, db, cast, "Fra bord 1") == OWN_TABLE | STAFF
    plenary.reveal(db, cast.meeting, exercise_id=cast.exercise.id, on=True, table=1, now=NOON)
    shown = {"stage/page"} | ROOM
    assert where(medvirk, db, cast, "Fra bord 1") == OWN_TABLE | STAFF | shown
    assert where(medvirk, db, cast, "Fra bord 2") & (WALL | ROOM) == set()


def test_what_a_person_answers_to_a_poll_is_read_on_its_own_phone_alone(
    medvirk: Medvirk, db: Session, cast: Cast
) -> None:
    settings = {"options": ["ordfører", "alle andre"]}
    poll = make_exercise(db, cast.item, "poll", phase="table", settings=settings)
    one = make_contribution(db, cast.anna, poll, {"options": [1]})
    assert where(medvirk, db, cast, "<strong>ordfører</strong>") == OWN_PHONE
    assert where(medvirk, db, cast, one.id) == set()
    assert where(medvirk, db, cast, "1 ved bord 1 har svart") == OWN_TABLE
    assert where(medvirk, db, cast, ">1 har svart") == CONSOLE
    revealed(db, cast, poll)
    assert where(medvirk, db, cast, ">1 har svart") == CONSOLE | STAGE


def test_what_a_table_answers_together_is_read_at_the_table_and_by_the_moderator(
    medvirk: Medvirk, db: Session, cast: Cast
) -> None:
    settings = {"options": ["ja", "nei"], "by": "table"}
    poll = make_exercise(db, cast.item, "poll", phase="table", settings=settings)
    one = make_contribution(db, cast.anna, poll, {"options": [1]})
    assert where(medvirk, db, cast, one.id) == OWN_TABLE | CONSOLE


def helpers(medvirk: Medvirk, db: Session, cast: Cast) -> str:
    """All that a helper's board shows."""
    screens = drawn(medvirk, db, cast)
    return "".join(html for name, html in screens.items() if name.startswith("themes/"))


def test_a_helper_sees_what_is_shared_and_neither_notes_nor_who_said_it(
    medvirk: Medvirk, db: Session, cast: Cast
) -> None:
    make_contribution(db, cast.anna, cast.exercise, {"text": "Tenkt for meg selv"})
    cast.open(db, "table")
    shared = make_contribution(db, cast.anna, cast.exercise, {"text": "Delt ved bordet"})
    twin = make_contribution(db, cast.bjørn, cast.exercise, {"text": "Delt rundt bordene"})
    hidden = make_contribution(db, cast.bjørn, cast.exercise, {"text": "Skjult for salen"})
    moderation.hide(db, cast.meeting, id=hidden.id, on=True, who="console", now=NOON)
    made = {"exercise_id": cast.exercise.id, "who": "themes", "now": NOON}
    themes.make(db, cast.meeting, ids=[hidden.id], title="Bordet", **made)
    cast.open(db, "closed")
    asides.leave_note(
        db,
        cast.anna,
        id=make_uuid(),
        exercise_id=cast.exercise.id,
        body={"text": "Rakk det ikke"},
        now=NOON,
    )
    seen = helpers(medvirk, db, cast)
    texts = ("Delt ved bordet", "Delt rundt bordene", "Skjult for salen", "Bordet")
    assert [text for text in texts if text not in seen] == []
    assert {shared.id, twin.id, hidden.id} <= set(re.findall(r'data-contribution="([^"]+)"', seen))
    unseen = (
        "Tenkt for meg selv",
        "Rakk det ikke",
        "Bare møteleder ser dette",
        cast.anna.id,
        cast.bjørn.id,
    )
    assert [text for text in unseen if text in seen] == []
