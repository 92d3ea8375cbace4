"""What is kept in memory never differs from what the database has."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app import Medvirk
from app.live.memory import EVENING, Memory
from app.live.versions import Versions
from facilitator import asides, changes, contributions, dots, moderation, plenary, screen, tables
from facilitator.models import Contribution
from facilitator.programme import conduct, edit
from tests.app.live.cast import Cast, drawn
from tests.factories import NOON, make_contribution, make_phone, make_uuid

Step = Callable[[Session, Cast], object]


def first(db: Session, cast: Cast) -> Contribution:
    return db.query(Contribution).filter_by(meeting_id=cast.meeting.id, shared=True).first()


# Each step is one that somebody takes in the room; together they touch all that screens show.
STEPS: dict[str, Step] = {
    "a note": lambda db, cast: make_contribution(db, cast.anna, cast.exercise, {"text": "Note"}),
    "the tables": lambda db, cast: cast.open(db, "table"),
    "anna gives": lambda db, cast: make_contribution(db, cast.anna, cast.exercise, {"text": "A"}),
    "bjørn gives": lambda db, cast: make_contribution(db, cast.bjørn, cast.exercise, {"text": "B"}),
    "a scribe": lambda db, cast: tables.take_scribe(db, cast.anna, on=True, now=NOON),
    "a nudge": lambda db, cast: tables.nudge(
        db, cast.meeting, number=1, text="Trenger dere hjelp?"
    ),
    "the scribe is gone": lambda db, cast: tables.note_phones(
        db, cast.meeting.id, here=[], left=[cast.anna.id], now=NOON
    ),
    "from paper": lambda db, cast: asides.type_from_paper(
        db,
        cast.meeting,
        id=make_uuid(),
        exercise_id=cast.exercise.id,
        table=3,
        body={"text": "Ark"},
        who="console",
        now=NOON,
    ),
    "revised": lambda db, cast: contributions.revise(
        db, cast.anna, id=first(db, cast).id, body={"text": "Ny"}, base=0, now=NOON
    ),
    "highlight": lambda db, cast: contributions.highlight(
        db, cast.anna, id=first(db, cast).id, now=NOON
    ),
    "done": lambda db, cast: tables.mark_done(
        db, cast.anna, exercise_id=cast.exercise.id, on=True, now=NOON
    ),
    "plenary": lambda db, cast: cast.open(db, "plenary"),
    "a late note": lambda db, cast: asides.leave_note(
        db,
        cast.anna,
        id=make_uuid(),
        exercise_id=cast.exercise.id,
        body={"text": "For sent"},
        now=NOON,
    ),
    "reveal": lambda db, cast: cast.reveal(db),
    "dots": lambda db, cast: plenary.open_dots(
        db, cast.meeting, exercise_id=cast.exercise.id, on=True, now=NOON
    ),
    "support": lambda db, cast: dots.support(
        db, cast.bjørn, id=first(db, cast).id, on=True, now=NOON
    ),
    "lift": lambda db, cast: moderation.lift(
        db, cast.meeting, id=first(db, cast).id, on=True, who="console", now=NOON
    ),
    "hide": lambda db, cast: moderation.hide(
        db, cast.meeting, id=first(db, cast).id, on=True, who="console", now=NOON
    ),
    "redact": lambda db, cast: moderation.redact(
        db, cast.meeting, id=first(db, cast).id, text="(fjernet)", who="console", now=NOON
    ),
    "black": lambda db, cast: screen.blacken(db, cast.meeting, True, NOON),
    "message": lambda db, cast: screen.show_message(db, cast.meeting, "Fem minutter"),
    "a third phone": lambda db, cast: make_phone(db, cast.meeting, 3),
    "extend": lambda db, cast: conduct.extend(db, cast.meeting, cast.item.id, 300, "console", NOON),
    "pause": lambda db, cast: conduct.pause(db, cast.meeting, cast.item.id, "console", NOON),
    "renamed": lambda db, cast: edit.change(
        db, cast.meeting, cast.later.id, "console", NOON, title="Nytt navn"
    ),
    "next": lambda db, cast: conduct.next_item(db, cast.meeting, cast.item.id, "console", NOON),
}


def test_after_every_step_of_an_evening_the_screens_are_as_if_all_were_read_anew(
    medvirk: Medvirk, db: Session, cast: Cast
) -> None:
    before = drawn(medvirk, db, cast)
    for name, step in STEPS.items():
        step(db, cast)
        db.flush()
        after = drawn(medvirk, db, cast)
        assert after == drawn(medvirk, db, cast, Memory()), name
        assert name == "a third phone" or after != before, f"{name} shows nowhere"
        before = after


def test_every_subject_that_an_evening_is_made_of_is_known_to_the_memory() -> None:
    words = {value for name, value in vars(changes).items() if name[0].isupper() and name.isupper()}
    assert words == {
        *EVENING,
        changes.CONTRIBUTIONS,
        changes.NOTES,
        changes.THEMES,
        changes.REGISTRATIONS,
        changes.REPORT,
    }


def test_versions_are_those_of_the_database(db: Session, cast: Cast) -> None:
    versions = Versions()

    def subjects() -> dict[str, int]:
        found = versions.of(db, cast.meeting.id)
        return changes.versions(db, cast.meeting.id, list(found)) | {"never": found["never"]}

    for _ in range(3):
        assert subjects() == {**versions.of(db, cast.meeting.id), "never": 0}
        changes.touch(db, cast.meeting.id, changes.SCREEN)


def test_what_this_process_committed_is_known_without_asking(db: Session, cast: Cast) -> None:
    versions = Versions()
    at = dict(versions.of(db, cast.meeting.id))
    change = changes.touch(db, cast.meeting.id, changes.SCREEN, "table/9")
    versions.note(change)
    expected = {**at, changes.SCREEN: change.version, "table/9": change.version}
    assert dict(versions.of(db, cast.meeting.id, at=change.version)) == expected


@pytest.mark.parametrize("missed", [1, 2])
def test_a_change_that_was_missed_is_found_in_the_database(
    db: Session, cast: Cast, missed: int
) -> None:
    versions = Versions()
    versions.of(db, cast.meeting.id)
    for _ in range(missed):
        lost = changes.touch(db, cast.meeting.id, changes.TABLES)
    noted = changes.touch(db, cast.meeting.id, changes.SCREEN)
    versions.note(noted)
    found = versions.of(db, cast.meeting.id)
    assert (found[changes.TABLES], found[changes.SCREEN]) == (lost.version, noted.version)
