"""The meeting's public page: what, when, where, for what, and the way to register."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from app import medvirk
from app.addresses import qr_of
from app.languages import drawn, speak_as
from app.pages.opening import meeting_at
from app.pages.signup.frame import blueprint, facts_of
from facilitator.overview import evening_of
from facilitator.report.organiser.publishing import published


@blueprint.get("/m/<code>")
def meeting(code: str) -> str:
    """The page that one is sent before the meeting; printed it is its announcement."""
    with medvirk().database.reading() as db:
        meeting = meeting_at(db, code)
        evening = evening_of(db, meeting.id, medvirk().clock())
        facts = facts_of(db, meeting)
        report = published(db, meeting.id)
    speak_as(meeting)
    zone = ZoneInfo(meeting.zone)
    items = [item for item in evening.items.values() if not item.skip]
    return drawn(
        "signup/meeting.html",
        meeting=meeting,
        facts=facts,
        report=report,
        days=[
            (meeting.date + timedelta(days=number), [one for one in items if one.day == number])
            for number in sorted({item.day for item in items} | {0})
        ],
        planned={
            row.item: f"{row.planned_start.astimezone(zone):%H.%M}" for row in evening.timeline.rows
        },
        qr=qr_of(f"{facts.url}/register" if facts.open else facts.url),
    )
