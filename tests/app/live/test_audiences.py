"""What an audience may not see is not in its HTML: hidden, private, not yet shown, of others."""

from sqlalchemy.orm import Session

from app import Medvirk
from app.live.regions import REGIONS
from facilitator import contributions, moderation
from tests.app.live.cast import Cast, drawn
from tests.factories import NOON, make_contribution

OWN_TABLE = {"phone/board of the table"}
CONSOLE = {"console/contributions"}


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
