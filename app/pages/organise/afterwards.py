"""What is done after the meeting: read through, take home, share, publish, thank, delete."""

from flask import render_template

from app import medvirk
from app.pages.organise.frame import blueprint, found


@blueprint.get("/<code>/afterwards")
def afterwards(code: str) -> str:
    """The steps, in their order, and every file that one may take home."""
    with medvirk().database.reading() as db:
        meeting = found(db, code)
    return render_template("organise/afterwards.html", meeting=meeting)
