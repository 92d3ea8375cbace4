"""The report as one page to take home: its words, its pictures and its looks in one file."""

from typing import BinaryIO

from flask import current_app
from markupsafe import Markup

from app.assets import built
from app.exports.formats import Format, Source
from app.report.told import told_of
from facilitator.words import N_


def write(source: Source, out: BinaryIO) -> None:
    """Write the page."""
    report = told_of(source.db, (source.meeting, *source.others), source.edition, source.now)
    template = current_app.jinja_env.get_template("report/file.html")
    # The stylesheet is ours and was checked when it was built.
    styles = Markup(built("report.css").read_text("utf-8"))
    out.write(template.render(report=report, styles=styles).encode())


FORMAT = Format(
    name="html",
    stem="report",
    words=N_("rapport"),
    ending="html",
    media_type="text/html; charset=utf-8",
    write=write,
    compares=True,
)
