"""What the organiser hands to those who receive people at the door."""

from flask import render_template

from app import medvirk
from app.pages.organise.frame import blueprint, found


@blueprint.get("/<code>/door")
def door(code: str) -> str:
    """The page."""
    with medvirk().database.reading() as db:
        meeting = found(db, code)
    return render_template("organise/door.html", meeting=meeting)
