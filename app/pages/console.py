"""The moderator's pages: the desk, and every contribution of the meeting."""

from collections.abc import Sequence

from flask import Blueprint, render_template
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import medvirk
from app.access import Role
from app.languages import speak_as
from app.live.protocol import Audience
from app.live.render import results_of
from app.pages.opening import opened
from app.screens import show
from facilitator.models import Exercise, Item
from facilitator.overview import Shown, evening_of, said, shown

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
        exercises = _exercises(db, access.meeting_id)
        given = said(db, exercises)
    speak_as(evening.meeting)
    return render_template(
        "console/all.html",
        audience=Audience.CONSOLE,
        key=key,
        evening=evening,
        exercises=exercises,
        said=given,
        results=results_of(given),
    )


def _exercises(db: Session, meeting_id: int) -> Sequence[Shown]:
    """The meeting's exercises in the order of the programme."""
    query = (
        select(Exercise)
        .join(Item, Item.id == Exercise.item_id)
        .where(Exercise.meeting_id == meeting_id, Item.deleted_at.is_(None))
        .order_by(Item.position, Exercise.position, Exercise.id)
    )
    return tuple(shown(exercise) for exercise in db.scalars(query))
