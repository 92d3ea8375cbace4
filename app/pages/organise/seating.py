"""Who sits where: the picture of the room, and what is wished."""

from flask import render_template

from app import medvirk
from app.pages.organise.frame import blueprint, found


@blueprint.get("/<code>/seating")
def seating(code: str) -> str:
    """The page."""
    with medvirk().database.reading() as db:
        meeting = found(db, code)
    return render_template("organise/seating.html", meeting=meeting)
