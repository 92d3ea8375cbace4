"""The sheets of paper for the tables, as the organiser prints them beforehand."""

from flask import url_for

from app import medvirk
from app.pages.organise.frame import blueprint, found
from app.sheets import draw_sheets


@blueprint.get("/<code>/sheets")
def sheets(code: str) -> str:
    """One for each exercise and table, a page each; in the meeting's language."""
    with medvirk().database.reading() as db:
        meeting = found(db, code)
        return draw_sheets(db, meeting, back=url_for("organise.show", code=meeting.code))
