"""The moderator's pages: the desk, and every contribution of the meeting."""

from flask import Blueprint, render_template

from app import medvirk
from app.access import Role
from app.languages import speak_as
from app.live.protocol import Audience
from app.pages.opening import opened
from app.screens import show
from facilitator.overview import evening_of, exercises_of, late_notes, said

blueprint = Blueprint("console", __name__)


@blueprint.get("/console/<key>")
def desk(key: str) -> str:
    """Where the meeting is steered."""
    return show("console/desk.html", Audience.CONSOLE, opened(key, Role.CONSOLE), key)


@blueprint.get("/console/<key>/all")
def contributions(key: str) -> str:
    """Every contribution, by exercise and table: what the desk has no room for."""
    access, parts = opened(key, Role.CONSOLE), medvirk()
    with parts.database.reading() as db:
        evening = evening_of(db, access.meeting_id, parts.clock())
        exercises = exercises_of(db, access.meeting_id)
        given = said(db, exercises)
        late = late_notes(db, access.meeting_id)
    speak_as(evening.meeting)
    return render_template(
        "console/all.html",
        audience=Audience.CONSOLE,
        key=key,
        evening=evening,
        exercises=exercises,
        said=given,
        late=late,
    )
