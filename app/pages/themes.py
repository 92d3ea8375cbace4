"""The helpers' board, where contributions are joined in themes; several may work there at once."""

from flask import Blueprint

from app import medvirk
from app.access import Access, Role
from app.live.protocol import Audience
from app.pages.opening import opened
from app.screens import show
from facilitator.errors import Unknown
from facilitator.overview import Shown, evening_of
from facilitator.themes.board import choices_of

blueprint = Blueprint("themes", __name__)


@blueprint.get("/themes/<key>/")
def here(key: str) -> str:
    """The board of the exercise that the room is at; it stays there when the room goes on."""
    access = opened(key, Role.THEMES)
    parts = medvirk()
    with parts.database.reading() as db:
        evening = evening_of(db, access.meeting_id, parts.clock())
    joined = [exercise for exercise in evening.exercises if exercise.kind.has_themes]
    at_work = [exercise for exercise in joined if exercise is evening.active]
    return _board(key, access, next(iter([*at_work, *joined]), None))


@blueprint.get("/themes/<key>/<int:exercise>")
def board(key: str, exercise: int) -> str:
    """The board of one exercise.

    Raises:
        Unknown: ``unknown_exercise``, also for one without themes.
    """
    access = opened(key, Role.THEMES)
    with medvirk().database.reading() as db:
        choices = choices_of(db, access.meeting_id, None)
    for choice in choices:
        if choice.exercise.id == exercise:
            return _board(key, access, choice.exercise)
    raise Unknown("unknown_exercise")


def _board(key: str, access: Access, exercise: Shown | None) -> str:
    return show(
        "themes/page.html",
        Audience.THEMES,
        access,
        key,
        exercise_id=exercise.id if exercise else None,
        exercise=exercise,
    )
