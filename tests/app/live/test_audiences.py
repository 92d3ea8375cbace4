"""What an audience may not see is not in its HTML: hidden, private, not yet shown, of others."""

import pytest
from sqlalchemy.orm import Session

from app import Medvirk
from app.live.regions import REGIONS
from facilitator import contributions, moderation, tables
from tests.app.live.cast import Cast, drawn
from tests.factories import NOON, make_contribution, make_uuid

OWN_TABLE = {"phone/board of the table"}
CONSOLE = {"console/contributions", "console/board of the table"}


def where(medvirk: Medvirk, db: Session, cast: Cast, text: str, phones: int = 1) -> set[str]:
    """The regions that have ``text`` in them, with the notes of ``phones`` read at once."""
    screens = drawn(medvirk, db, cast, phones=phones)
    return {name for name, html in screens.items() if text in html}


def test_every_region_is_looked_at_here(medvirk: Medvirk, db: Session, cast: Cast) -> None:
    assert {name.partition(" of ")[0] for name in drawn(medvirk, db, cast)} == set(REGIONS)


def test_a_private_note_is_seen_by_its_own_phone_alone(
    medvirk: Medvirk, db: Session, cast: Cast
) -> None:
    make_contribution(db, cast.anna, cast.exercise, {"text": "Tenkt for meg selv"})
    cast.reveal(db)
    assert where(medvirk, db, cast, "Tenkt for meg selv") == {"phone/notes of the table"}


@pytest.mark.parametrize("phones", [1, 100])
@pytest.mark.parametrize("phase", ["closed", "table"])
def test_what_came_too_late_is_seen_by_the_moderator_alone(
    medvirk: Medvirk, db: Session, cast: Cast, phones: int, phase: str
) -> None:
    cast.open(db, "closed")
    contributions.leave_note(
        db,
        cast.anna,
        id=make_uuid(),
        exercise_id=cast.exercise.id,
        body={"text": "Rakk det ikke"},
        now=NOON,
    )
    cast.open(db, phase)
    cast.reveal(db)
    assert where(medvirk, db, cast, "Rakk det ikke", phones) == {"console/late"}


def test_what_was_typed_from_paper_is_seen_like_the_rest_and_marked(
    medvirk: Medvirk, db: Session, cast: Cast
) -> None:
    cast.open(db, "table")
    contributions.type_from_paper(
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
    assert where(medvirk, db, cast, "Skrevet på ark") == OWN_TABLE | CONSOLE | {"stage/page"}
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
    assert where(medvirk, db, cast, "Delt ved bordet") == OWN_TABLE | CONSOLE
    cast.reveal(db)
    assert where(medvirk, db, cast, "Delt ved bordet") == OWN_TABLE | CONSOLE | {"stage/page"}


def test_a_hidden_one_leaves_the_stage_and_stays_where_it_was_said(
    medvirk: Medvirk, db: Session, cast: Cast
) -> None:
    cast.open(db, "table")
    one = make_contribution(db, cast.anna, cast.exercise, {"text": "Skjult for salen"})
    cast.reveal(db)
    moderation.lift(db, cast.meeting, id=one.id, on=True, who="console", now=NOON)
    moderation.hide(db, cast.meeting, id=one.id, on=True, who="console", now=NOON)
    assert where(medvirk, db, cast, "Skjult for salen") == OWN_TABLE | CONSOLE


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
    assert where(medvirk, db, cast, "&lt;script&gt;alert") == OWN_TABLE | CONSOLE | {"stage/page"}
