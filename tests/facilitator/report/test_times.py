"""The programme as it was planned and as it went, day by day."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.orm import Session

from facilitator.models import Item, Meeting
from facilitator.programme import conduct
from facilitator.programme.rows import timeline_of
from facilitator.report.times import Day, days_of
from tests.factories import NOON, make_item, make_meeting

FOUR = datetime(2026, 9, 24, 14, 0, tzinfo=UTC)
"""Four in the afternoon in Oslo."""


def days(db: Session, meeting: Meeting, now: datetime) -> tuple[Day, ...]:
    items = {item.id: item for item in meeting.items}
    return days_of(timeline_of(db, meeting, now), items, meeting.zone)


def clock(at: datetime | None) -> str:
    return f"{at:%H.%M}" if at else "–"


def told(day: Day) -> list[tuple[str, str, str, str, bool]]:
    return [
        (
            line.item.title,
            clock(line.planned_start),
            clock(line.started),
            clock(line.ended),
            line.passed_over,
        )
        for line in day.lines
    ]


def start(db: Session, meeting: Meeting, item: Item, minutes: int) -> None:
    at = FOUR + timedelta(minutes=minutes)
    conduct.start(db, meeting, item=item.id, who="astrid", now=at)


def test_a_meeting_that_began_late_and_left_something_out(db: Session) -> None:
    meeting = make_meeting(db)
    first = make_item(db, meeting, title="Åpning", start=time(16))
    make_item(db, meeting, title="Pause", minutes=10)
    last = make_item(db, meeting, title="Takk", minutes=5)
    start(db, meeting, first, 4)
    start(db, meeting, last, 34)
    conduct.finish(db, meeting, last.id, "astrid", FOUR + timedelta(minutes=39))
    (day,) = days(db, meeting, FOUR + timedelta(days=9))
    assert told(day) == [
        ("Åpning", "16.00", "16.04", "16.34", False),
        ("Pause", "16.30", "–", "–", True),
        ("Takk", "16.40", "16.34", "16.39", False),
    ]
    assert (clock(day.began), clock(day.over)) == ("16.04", "16.39")
    assert (day.late_start, day.late_end) == (timedelta(minutes=4), timedelta(minutes=-6))


def test_a_meeting_that_runs_is_not_over(db: Session) -> None:
    meeting = make_meeting(db)
    first = make_item(db, meeting, title="Åpning", start=time(16))
    make_item(db, meeting, title="Takk", minutes=5)
    start(db, meeting, first, 0)
    (day,) = days(db, meeting, FOUR + timedelta(minutes=3))
    assert told(day) == [
        ("Åpning", "16.00", "16.00", "–", False),
        ("Takk", "16.30", "–", "–", False),
    ]
    assert (day.over, day.late_end) == (None, None)


def test_a_day_that_nobody_ended_does_not_last_until_the_next_morning(db: Session) -> None:
    meeting = make_meeting(db)
    evening = make_item(db, meeting, title="Takk for i dag", start=time(16))
    morning = make_item(db, meeting, title="God morgen", start=time(9), day=1)
    start(db, meeting, evening, 1)
    start(db, meeting, morning, 17 * 60 + 2)
    first, second = days(db, meeting, FOUR + timedelta(hours=18))
    assert told(first) == [("Takk for i dag", "16.00", "16.01", "–", False)]
    assert (first.over, first.late_end) == (None, None)
    assert (clock(second.began), second.over) == ("09.02", None)


def test_a_meeting_that_was_not_run_has_its_plan(db: Session) -> None:
    meeting = make_meeting(db)
    make_item(db, meeting, title="Åpning", start=time(16))
    make_item(db, meeting, title="Dag to", start=time(9), day=1)
    assert [told(day) for day in days(db, meeting, NOON)] == [
        [("Åpning", "16.00", "–", "–", False)],
        [("Dag to", "09.00", "–", "–", False)],
    ]


def test_on_the_night_when_clocks_go_back_lengths_are_those_that_passed(db: Session) -> None:
    meeting = make_meeting(db, date=date(2026, 10, 25))
    first = make_item(db, meeting, title="Nattevakt", start=time(1, 30))
    planned = datetime(2026, 10, 24, 23, 30, tzinfo=UTC)
    began, ended = planned + timedelta(minutes=100), planned + timedelta(minutes=130)
    conduct.start(db, meeting, item=first.id, who="astrid", now=began)
    conduct.finish(db, meeting, first.id, "astrid", ended)
    (day,) = days(db, meeting, ended)
    assert (clock(day.began), day.late_start) == ("02.10", timedelta(minutes=100))
    assert (clock(day.over), day.late_end) == ("02.40", timedelta(minutes=100))
