"""Who is told what a measure answers: quotations are never staler or wider than the words."""

from collections.abc import Mapping

import pytest
from sqlalchemy.orm import Session

from app import Medvirk
from app.live.memory import Memory
from app.live.reading import Reading
from app.live.regions import REGIONS, part_of
from facilitator import moderation, plenary
from facilitator.exercises import kind_of, phases
from facilitator.models import Contribution, Exercise, Participant, Theme
from tests.app.live.cast import Cast
from tests.app.pages.page import Element, read
from tests.factories import NOON, make_contribution, make_exercise

REASON = "Alt er bestemt på forhånd"


@pytest.fixture
def measures(db: Session, cast: Cast) -> Exercise:
    """Measures in the same item as the reasons, both open at the tables."""
    cast.open(db, "table")
    return make_exercise(db, cast.item, "measures", phase="table")


@pytest.fixture
def reason(db: Session, cast: Cast) -> Contribution:
    """What Anna's table said hinders."""
    return make_contribution(db, cast.anna, cast.exercise, {"text": REASON}, phase="table")


def propose(db: Session, who: Participant, measures: Exercise, reason: Contribution) -> None:
    """Propose a measure against ``reason``."""
    make_contribution(db, who, measures, {"text": "Buss", "answers": reason.id})
    db.flush()


def told(
    medvirk: Medvirk, db: Session, cast: Cast, measures: Exercise, memory: Memory
) -> Mapping[str, list[str]]:
    """What each audience is told that the measures answer, read with what ``memory`` keeps."""
    here = medvirk.live.presence.here(cast.meeting.id)
    reading = Reading(db, memory, cast.meeting.id, NOON, here)
    audiences = {
        "console": reading.said,
        "stage": reading.said_on_stage(),
        "anna": reading.said_at(cast.anna.table_id),
        "bjørn": reading.said_at(cast.bjørn.table_id),
    }
    return {
        name: [one.answers_to for one in said.get(measures.id, ())]
        for name, said in audiences.items()
    }


def test_each_audience_is_told_what_it_may_see(
    medvirk: Medvirk, db: Session, cast: Cast, measures: Exercise, reason: Contribution
) -> None:
    memory = Memory()
    propose(db, cast.anna, measures, reason)
    propose(db, cast.bjørn, measures, reason)
    plenary.reveal(db, cast.meeting, exercise_id=measures.id, on=True, now=NOON)
    before = told(medvirk, db, cast, measures, memory)
    cast.reveal(db)
    after = told(medvirk, db, cast, measures, memory)
    assert before == {
        "console": [REASON, REASON],
        "stage": ["", ""],
        "anna": [REASON],
        "bjørn": [""],
    }
    assert after == {
        "console": [REASON, REASON],
        "stage": [REASON, REASON],
        "anna": [REASON],
        "bjørn": [REASON],
    }


def test_what_is_redacted_at_one_table_is_gone_from_the_quotations_of_all(
    medvirk: Medvirk, db: Session, cast: Cast, measures: Exercise, reason: Contribution
) -> None:
    memory = Memory()
    propose(db, cast.bjørn, measures, reason)
    plenary.reveal(db, cast.meeting, exercise_id=measures.id, on=True, now=NOON)
    cast.reveal(db)
    told(medvirk, db, cast, measures, memory)
    moderation.redact(db, cast.meeting, id=reason.id, text="(fjernet)", who="console", now=NOON)
    db.flush()
    assert told(medvirk, db, cast, measures, memory) == {
        "console": ["(fjernet)"],
        "stage": ["(fjernet)"],
        "anna": [],
        "bjørn": ["(fjernet)"],
    }


def drawn(medvirk: Medvirk, db: Session, cast: Cast, region: str, of: str = "") -> Element:
    """A region of a phone, as a page."""
    live, part = medvirk.live, part_of(cast.meeting.id, REGIONS[region], of)
    reading = Reading(db, Memory(), cast.meeting.id, NOON, live.presence.here(cast.meeting.id))
    gathered = live.renderer.gather(reading, live.renderer.common(reading), part)
    return read(live.renderer.draw(part, gathered, "nb"))


def test_a_table_may_answer_what_it_said_while_measures_are_taken(
    medvirk: Medvirk,
    db: Session,
    cast: Cast,
    measures: Exercise,
    reason: Contribution,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def seen() -> tuple[list[str], list[str]]:
        board = drawn(medvirk, db, cast, "phone/board", str(cast.anna.table_id))
        return (
            [one["data-answerable"] for one in board.all("data-answerable")],
            [one["data-answer"] for one in board.all("data-answer")],
        )

    before = seen()
    monkeypatch.setattr(type(kind_of("ideas")), "answerable", True)
    while_open = seen()
    phases.open_phase(db, cast.meeting, exercise_id=measures.id, phase="closed", now=NOON)
    closed = seen()
    phases.open_phase(db, cast.meeting, exercise_id=measures.id, phase="table", now=NOON)
    moderation.hide(db, cast.meeting, id=reason.id, on=True, who="console", now=NOON)
    hidden = seen()
    assert before == ([], [])
    assert while_open == ([REASON], [reason.id])
    assert closed == ([REASON], [])
    assert hidden == ([], [])


def test_phones_may_answer_themes_that_the_room_has_seen(
    medvirk: Medvirk,
    db: Session,
    cast: Cast,
    measures: Exercise,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(type(kind_of("ideas")), "answerable", True)
    theme = Theme(
        meeting_id=cast.meeting.id, exercise_id=cast.exercise.id, title="Ingen svarer", position=0
    )
    db.add(theme)
    db.flush()

    def offered() -> list[tuple[str, str]]:
        page = drawn(medvirk, db, cast, "phone/now")
        return [(one["value"], one["data-answerable"]) for one in page.all("data-answerable")]

    before = offered()
    cast.reveal(db)
    assert measures.phase == "table"
    assert (before, offered()) == ([], [(f"theme/{theme.id}", "Tema: «Ingen svarer»")])
