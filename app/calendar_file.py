"""A meeting as a calendar file: an entry for each of its days, or for each of its items."""

from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from facilitator.models import Item, Meeting
from facilitator.programme.plan import Plan, Slot, planned
from facilitator.registration.times import hours_of

MIMETYPE = "text/calendar"


def calendar_of(meeting: Meeting, plan: Plan, *, link: str, words: str, now: datetime) -> bytes:
    """The file to open or to send along; a later one of the same meeting takes its place.

    Times are in UTC, which calendars show in their own zone; a day without a programme is an
    entry for the whole day. Nobody's name is in it.

    Args:
        plan: the meeting's.
        link: the full address that the entry leads to, such as a person's own page.
        words: what the entry says besides, in the reader's language.
        now: aware UTC.
    """
    calendar = _calendar()
    hours = hours_of(plan)
    for day in sorted({*hours, plan.date}):
        calendar.add_component(_event(meeting, day, hours.get(day), link, words, now))
    return bytes(calendar.to_ical())


def programme_of(meeting: Meeting, plan: Plan) -> bytes:
    """The programme as planned, an entry for each item that is not skipped; times are in UTC.

    The same programme gives the same file. A later file takes an earlier one's place.
    """
    calendar = _calendar()
    calendar.add("name", meeting.title)
    calendar.add("x-wr-calname", meeting.title)
    items = {item.id: item for item in meeting.items}
    for planned_item, slot in zip(plan.items, planned(plan), strict=True):
        if not planned_item.skip:
            calendar.add_component(_entry(meeting, items[planned_item.id], slot))
    return bytes(calendar.to_ical())


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Medvirk//Medvirk//NB")
    calendar.add("method", "PUBLISH")
    return calendar


def _entry(meeting: Meeting, item: Item, slot: Slot) -> Event:
    event = Event()
    event.add("uid", f"{_uid(meeting)}-item-{item.id}@medvirk")
    event.add("sequence", meeting.version)
    event.add("dtstamp", meeting.created_at.replace(microsecond=0))
    event.add("dtstart", slot.start)
    event.add("dtend", slot.end)
    event.add("summary", item.title)
    if meeting.place:
        event.add("location", meeting.place)
    words = "\n\n".join(filter(None, (item.speaker, item.description, meeting.title)))
    event.add("description", words)
    return event


def _uid(meeting: Meeting) -> str:
    """What no other meeting's entries begin with, on this installation or another."""
    return f"{meeting.code}-{meeting.created_at:%Y%m%dT%H%M%S}"


def _event(
    meeting: Meeting, day: date, hours: Slot | None, link: str, words: str, now: datetime
) -> Event:
    event = Event()
    number = (day - meeting.date).days
    event.add("uid", f"{_uid(meeting)}-{number}@medvirk")
    # Grows with every change of the meeting, so that the newest entry prevails.
    event.add("sequence", meeting.version)
    event.add("dtstamp", now)
    if hours is None:
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
    else:
        event.add("dtstart", hours.start.astimezone(UTC))
        event.add("dtend", hours.end.astimezone(UTC))
    event.add("summary", meeting.title)
    if meeting.place:
        event.add("location", meeting.place)
    event.add("description", "\n\n".join(filter(None, (meeting.subtitle, words, link))))
    event.add("url", link)
    return event
