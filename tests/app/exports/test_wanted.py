"""What a file is known by: another key as soon as anything that stands in it changes."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.config import Settings
from app.exports.formats import Format
from app.exports.wanted import shelf_of, told_by, wanted
from facilitator import forgetting, moderation, particulars, themes
from facilitator.exercises import phases
from facilitator.exercises.edit import change_exercise
from facilitator.models import Contribution, Exercise, Item, Meeting, Report, Review
from facilitator.programme import conduct, edit
from facilitator.registration import arrivals, invitations
from facilitator.report.edition import Edition
from tests.factories import (
    NOON,
    make_contribution,
    make_exercise,
    make_item,
    make_meeting,
    make_phone,
    make_registration,
)

CSV = Format("csv", "csv", "text/csv", lambda _source, _out: None)
LATER = NOON + timedelta(minutes=1)


class Evening:
    """A meeting in which somebody has said something."""

    def __init__(self, db: Session) -> None:
        self.db = db
        self.meeting: Meeting = make_meeting(db)
        self.item: Item = make_item(db, self.meeting)
        self.exercise: Exercise = make_exercise(db, self.item, "ideas", phase="table")
        self.said: Contribution = make_contribution(
            db, make_phone(db, self.meeting), self.exercise, {"text": "Bedre vedtak"}
        )
        self.kari = make_registration(db, self.meeting)
        db.add(Report(meeting_id=self.meeting.id))
        db.add(Review(contribution_id=self.said.id, decision="keep", revision=0, decided_at=NOON))
        db.flush()

    def key(self, settings: Settings, edition: Edition = Edition.FULL) -> str:
        """What the file is known by now."""
        self.db.flush()
        self.db.expire_all()
        return wanted(self.db, settings, self.meeting, CSV, edition).key

    @property
    def report(self) -> Report:
        return self.db.get_one(Report, self.meeting.id)

    @property
    def review(self) -> Review:
        return self.db.get_one(Review, self.said.id)


def set_review(evening: Evening) -> None:
    evening.review.decision, evening.review.decided_at = "leave_out", LATER


CHANGES: Mapping[str, Callable[[Evening], object]] = {
    "somebody says something": lambda e: make_contribution(
        e.db, make_phone(e.db, e.meeting), e.exercise, {"text": "Tillit"}
    ),
    "it is hidden": lambda e: moderation.hide(
        e.db, e.meeting, id=e.said.id, on=True, who="console", now=NOON
    ),
    "it is redacted": lambda e: moderation.redact(
        e.db, e.meeting, id=e.said.id, text="[navn]", who="console", now=NOON
    ),
    "it is joined": lambda e: themes.make(
        e.db, e.meeting, exercise_id=e.exercise.id, ids=[e.said.id], title="Ja", who="c", now=NOON
    ),
    "a phase is opened": lambda e: phases.open_phase(
        e.db, e.meeting, exercise_id=e.exercise.id, phase="plenary", now=NOON
    ),
    "an exercise is called otherwise": lambda e: change_exercise(
        e.db, e.meeting, e.exercise.id, title="Gode grunner"
    ),
    "an item begins": lambda e: conduct.start(e.db, e.meeting, e.item.id, "console", NOON),
    "an item is called otherwise": lambda e: edit.change(
        e.db, e.meeting, e.item.id, "organiser", NOON, title="Velkommen"
    ),
    "the meeting is called otherwise": lambda e: particulars.change(
        e.db, e.meeting, NOON, title="Folkemøte"
    ),
    "the invitation says something else": lambda e: invitations.change(
        e.db, e.meeting, NOON, purpose="Planen"
    ),
    "somebody registers": lambda e: make_registration(e.db, e.meeting),
    "somebody comes": lambda e: arrivals.arrive(e.db, e.meeting, e.kari, on=True, now=NOON),
    "people are forgotten": lambda e: forgetting.forget(e.db, e.meeting, NOON),
    "the organiser writes": lambda e: setattr(e.report, "revision", 1),
    "the report is published": lambda e: setattr(e.report, "published_at", NOON),
}


@pytest.fixture
def evening(db: Session) -> Evening:
    return Evening(db)


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_makes_another_file(
    evening: Evening, settings: Settings, change: str
) -> None:
    before = [evening.key(settings, edition) for edition in Edition]
    assert [evening.key(settings, edition) for edition in Edition] == before
    CHANGES[change](evening)
    after = [evening.key(settings, edition) for edition in Edition]
    assert not set(before) & set(after)


def test_a_review_makes_another_shared_file_only(evening: Evening, settings: Settings) -> None:
    full, shared = (evening.key(settings, edition) for edition in Edition)
    set_review(evening)
    assert evening.key(settings) == full
    assert evening.key(settings, Edition.SHARED) != shared


def test_links_lead_elsewhere_in_another_file(evening: Evening, settings: Settings) -> None:
    elsewhere = replace(settings, public_url="https://medvirk.example")
    assert evening.key(elsewhere) != evening.key(settings)


def test_a_key_tells_whose_file_it_is(evening: Evening, settings: Settings) -> None:
    key = evening.key(settings)
    meeting = evening.meeting
    assert key.startswith(shelf_of(meeting.id, CSV, Edition.FULL))
    assert told_by(key) == (meeting.id, meeting.version)
    other = make_meeting(evening.db, version=meeting.version)
    assert not wanted(evening.db, settings, other, CSV, Edition.FULL).key.startswith(
        shelf_of(meeting.id, CSV, Edition.FULL)
    )
