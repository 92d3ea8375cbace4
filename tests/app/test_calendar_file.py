"""The meeting in one's own calendar."""

from datetime import UTC, date, datetime, time

import pytest
from icalendar import Calendar
from sqlalchemy.orm import Session

from app.calendar_file import calendar_of
from facilitator.programme.rows import plan_of
from tests.factories import NOON, make_item, make_meeting

LINK = "http://hall.test/r/key"


def entries(file: bytes) -> list[dict[str, object]]:
    """What a calendar reads in it."""
    calendar = Calendar.from_ical(file)
    return [
        {
            "from": event.decoded("dtstart"),
            "to": event.decoded("dtend"),
            "what": str(event["summary"]),
            "where": str(event.get("location", "")),
            "words": str(event["description"]),
            "link": str(event["url"]),
        }
        for event in calendar.walk("VEVENT")
    ]


def test_an_evening_is_one_entry(db: Session) -> None:
    meeting = make_meeting(db, place="Dampsaga kulturhus, Steinkjer", subtitle="Om å bli hørt")
    make_item(db, meeting, start=time(16), minutes=30)
    make_item(db, meeting, start=time(18, 30), minutes=30)
    file = calendar_of(meeting, plan_of(db, meeting), link=LINK, words="Velkommen!", now=NOON)
    assert entries(file) == [
        {
            "from": datetime(2026, 9, 24, 14, tzinfo=UTC),
            "to": datetime(2026, 9, 24, 17, tzinfo=UTC),
            "what": "Kommune 3.0",
            "where": "Dampsaga kulturhus, Steinkjer",
            "words": f"Om å bli hørt\n\nVelkommen!\n\n{LINK}",
            "link": LINK,
        }
    ]


def test_each_day_is_an_entry_of_its_own_and_a_day_without_programme_a_whole_one(
    db: Session,
) -> None:
    meeting = make_meeting(db)
    make_item(db, meeting, day=1, start=time(9), minutes=60)
    file = calendar_of(meeting, plan_of(db, meeting), link=LINK, words="", now=NOON)
    assert [(entry["from"], entry["to"]) for entry in entries(file)] == [
        (date(2026, 9, 24), date(2026, 9, 25)),
        (datetime(2026, 9, 25, 7, tzinfo=UTC), datetime(2026, 9, 25, 8, tzinfo=UTC)),
    ]


@pytest.mark.parametrize("moved", [time(17), time(15, 30)])
def test_an_entry_that_moved_is_the_same_one_and_newer(db: Session, moved: time) -> None:
    meeting = make_meeting(db)
    item = make_item(db, meeting, start=time(16))
    first = calendar_of(meeting, plan_of(db, meeting), link=LINK, words="", now=NOON)
    item.fixed_start, meeting.version = moved, meeting.version + 1
    db.flush()
    second = calendar_of(meeting, plan_of(db, meeting), link=LINK, words="", now=NOON)
    (before,), (after,) = (Calendar.from_ical(file).walk("VEVENT") for file in (first, second))
    assert before["uid"] == after["uid"]
    assert int(before["sequence"]) < int(after["sequence"])
    assert before.decoded("dtstart") != after.decoded("dtstart")
