"""The cards for the tables: number and code, readable from both sides when they are folded."""

from flask import render_template

from app import medvirk
from app.addresses import join_of
from app.pages.organise.frame import blueprint, found


@blueprint.get("/<code>/cards")
def cards(code: str) -> str:
    """One card for each table, a sheet of paper each; in the meeting's language."""
    settings = medvirk().settings
    with medvirk().database.reading() as db:
        meeting = found(db, code)
        tables = [(table, join_of(settings, meeting, table.number)) for table in meeting.tables]
    return render_template("organise/evening/cards.html", meeting=meeting, tables=tables)
