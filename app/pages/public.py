"""The meeting's public page: what, when, where, and the programme."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template, request

from app import medvirk
from app.languages import speak_as
from app.live.limits import FAILED_LOOKUPS
from facilitator.errors import Refused, Unknown
from facilitator.meetings import find
from facilitator.overview import evening_of

blueprint = Blueprint("public", __name__)


@blueprint.get("/m/<code>")
def meeting(code: str) -> str:
    """The page that one is sent before the meeting."""
    limits, address = medvirk().live.limits, request.remote_addr or ""
    if limits.exhausted("lookup", address, FAILED_LOOKUPS):
        raise Refused("too_fast")
    with medvirk().database.reading() as db:
        try:
            found = find(db, code)
        except Unknown:
            limits.take("lookup", address, FAILED_LOOKUPS)
            raise
        evening = evening_of(db, found.id, medvirk().clock())
    speak_as(found)
    zone = ZoneInfo(found.zone)
    planned = {
        row.item: f"{row.planned_start.astimezone(zone):%H.%M}" for row in evening.timeline.rows
    }
    items = [item for item in evening.items.values() if not item.skip]
    days = [
        (
            found.date + timedelta(days=number),
            [item for item in items if item.day == number],
        )
        for number in sorted({item.day for item in items} | {0})
    ]
    return render_template("public/meeting.html", meeting=found, days=days, planned=planned)
