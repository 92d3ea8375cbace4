"""Who registered: the list, and what is done with it."""

from flask import render_template

from app import medvirk
from app.pages.organise.frame import blueprint, found


@blueprint.get("/<code>/registrations")
def registrations(code: str) -> str:
    """The page."""
    with medvirk().database.reading() as db:
        meeting = found(db, code)
    return render_template("organise/registrations.html", meeting=meeting)
