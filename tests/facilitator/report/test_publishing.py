"""Who may read the report, and in which edition."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from facilitator import changes
from facilitator.errors import Refused
from facilitator.report.edition import Edition
from facilitator.report.organiser import publishing, words
from facilitator.report.organiser.publishing import Published, published
from tests.factories import (
    NOON,
    make_contribution,
    make_exercise,
    make_item,
    make_meeting,
    make_phone,
    make_review,
)


def test_it_is_the_organisers_own_until_it_is_published_and_again_afterwards(db: Session) -> None:
    meeting, later = make_meeting(db), NOON + timedelta(hours=1)
    states = [published(db, meeting.id)]
    publishing.publish(db, meeting, Edition.FULL, NOON)
    states.append(published(db, meeting.id))
    publishing.publish(db, meeting, Edition.FULL, later)
    states.append(published(db, meeting.id))
    publishing.publish(db, meeting, Edition.SHARED, later)
    states.append(published(db, meeting.id))
    words.change(db, meeting, {"introduction": "Takk"}, {})
    publishing.unpublish(db, meeting)
    states.append(published(db, meeting.id))
    full = Published(Edition.FULL, NOON)
    assert states == [None, full, full, Published(Edition.SHARED, later), None]
    assert words.written(db, meeting.id).introduction == "Takk"


def test_the_edition_for_others_waits_until_all_of_it_was_looked_at(db: Session) -> None:
    meeting = make_meeting(db)
    exercise = make_exercise(db, make_item(db, meeting), "ideas", phase="table")
    said = make_contribution(db, make_phone(db, meeting), exercise, {"text": "Kari bør spørres"})
    with pytest.raises(Refused) as refused:
        publishing.publish(db, meeting, Edition.SHARED, NOON)
    assert (refused.value.code, refused.value.details) == ("not_reviewed", {"left": 1})
    assert published(db, meeting.id) is None
    make_review(db, said)
    publishing.publish(db, meeting, Edition.SHARED, NOON)
    assert published(db, meeting.id) == Published(Edition.SHARED, NOON)


def test_the_phones_of_the_room_hear_when_it_is_there_and_when_it_is_gone(db: Session) -> None:
    meeting = make_meeting(db)

    def heard() -> int:
        return changes.versions(db, meeting.id, [changes.PROGRAMME])[changes.PROGRAMME]

    before = heard()
    publishing.publish(db, meeting, Edition.FULL, NOON)
    there = heard()
    publishing.unpublish(db, meeting)
    assert before < there < heard()
