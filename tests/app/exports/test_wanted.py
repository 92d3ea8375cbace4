"""What a file is known by: another key as soon as anything that stands in it changes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from app.config import Settings
from app.exports.formats import formats
from app.exports.wanted import is_of, told_by, wanted
from facilitator import forgetting, moderation, particulars, themes
from facilitator.exercises import phases
from facilitator.exercises.edit import change_exercise
from facilitator.models import Contribution, Exercise, Item, Meeting
from facilitator.programme import conduct, edit
from facilitator.registration import arrivals, invitations
from facilitator.report import review
from facilitator.report.edition import Edition
from facilitator.report.organiser import publishing, words
from tests.factories import (
    NOON,
    make_contribution,
    make_exercise,
    make_item,
    make_meeting,
    make_phone,
    make_registration,
)

CSV = formats()["csv"]


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
        db.flush()

    def keys(self, settings: Settings) -> Sequence[str]:
        """What the files are known by now."""
        self.db.flush()
        self.db.expire_all()
        return [wanted(settings, self.meeting, CSV, edition).key for edition in Edition]


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
    "the organiser writes": lambda e: words.change(e.db, e.meeting, {"introduction": "Takk!"}, {}),
    "a text is looked at": lambda e: review.decide(
        e.db, e.meeting, id=e.said.id, decision="leave_out", revision=0, seen="", now=NOON
    ),
    "the report is published": lambda e: publishing.publish(e.db, e.meeting, Edition.FULL, NOON),
}


@pytest.fixture
def evening(db: Session) -> Evening:
    return Evening(db)


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_makes_another_file(
    evening: Evening, settings: Settings, change: str
) -> None:
    before = evening.keys(settings)
    assert evening.keys(settings) == before
    CHANGES[change](evening)
    assert not set(before) & set(evening.keys(settings))


def test_links_lead_elsewhere_in_another_file(evening: Evening, settings: Settings) -> None:
    elsewhere = replace(settings, public_url="https://medvirk.example")
    assert not set(evening.keys(elsewhere)) & set(evening.keys(settings))
    # All servers behind one address have the same files.
    assert evening.keys(replace(elsewhere, port=8001)) == evening.keys(elsewhere)
    assert not set(evening.keys(replace(settings, port=8001))) & set(evening.keys(settings))


def test_a_key_tells_whose_file_it_is(evening: Evening, settings: Settings) -> None:
    full, shared = evening.keys(settings)
    meeting, other = evening.meeting, make_meeting(evening.db, version=evening.meeting.version)
    assert told_by(full) == {meeting.id: meeting.version}
    assert is_of(full, meeting, CSV, Edition.FULL)
    for strange in (shared, full.replace("csv", "pdf"), f"{full}0", f"../{full}", ""):
        assert not is_of(strange, meeting, CSV, Edition.FULL)
    assert not is_of(full, other, CSV, Edition.FULL)


def test_a_change_of_any_meeting_makes_another_comparison(
    evening: Evening, settings: Settings
) -> None:
    first, second, third = evening.meeting, *(make_meeting(evening.db) for _ in range(2))
    html = formats()["html"]

    def key(*others: Meeting) -> str:
        return wanted(settings, first, html, Edition.FULL, others).key

    keys = [key(), key(second), key(second, third), key(third, second)]
    assert len(set(keys)) == 4
    assert is_of(keys[2], first, html, Edition.FULL, (second, third))
    assert not any(is_of(one, first, html, Edition.FULL) for one in keys[1:])
    assert not is_of(keys[3], first, html, Edition.FULL, (second, third))
    versions = {one.id: one.version for one in (first, second, third)}
    assert told_by(keys[2]) == versions
    third.version += 1
    assert [key(second) == keys[1], key(second, third) == keys[2]] == [True, False]
