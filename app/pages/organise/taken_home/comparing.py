"""Several meetings side by side: which ones, what they have in common, and that as a file."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from app import medvirk
from app.exports.names import comparisons
from app.languages import speak_as
from app.pages.handing_out import hand_out
from app.pages.organise.frame import blueprint, edition_asked
from app.refusals import explain
from app.report.pages import drawn_of
from facilitator.errors import Refused
from facilitator.meetings import code_text, listed, normal_code
from facilitator.models import Meeting
from facilitator.report.comparing import LEAST, MOST, to_compare
from facilitator.report.edition import Edition


@blueprint.get("/compare")
def compare() -> Any:
    """The meetings that the address names side by side; a list to choose from when that is no
    comparison.
    """
    codes = request.args.getlist("code")
    edition = edition_asked()
    if "choose" in request.args or not {"code", "edition"} & set(request.args):
        return _choose(codes, edition)
    try:
        with medvirk().database.snapshot() as db:
            meetings = _named(db, codes)
            drawn = drawn_of(db, meetings, edition)
    except Refused as refused:
        return _choose(codes, edition, explain(refused)), HTTPStatus.UNPROCESSABLE_ENTITY
    return render_template(
        "organise/taken_home/comparison.html",
        drawn=drawn,
        codes=[meeting.code for meeting in meetings],
        edition=edition,
        files={name: one for name, (one, of) in comparisons().items() if of is edition},
    )


@blueprint.get("/compare/export/<name>")
def export_comparison(name: str) -> Any:
    """The same as a file."""
    if name not in comparisons():
        raise NotFound
    with medvirk().database.reading() as db:
        first, *others = _named(db, request.args.getlist("code"))
    one, edition = comparisons()[name]
    codes = [meeting.code for meeting in (first, *others)]
    return hand_out(
        first,
        one,
        edition,
        "organise/taken_home/being_made.html",
        others=others,
        back=url_for("organise.compare", code=codes, edition=edition),
        back_words=_("Tilbake til sammenligningen"),
    )


def _named(db: Session, codes: Sequence[str]) -> Sequence[Meeting]:
    """The meetings that are compared; the pages speak the language of the first."""
    meetings = to_compare(db, codes)
    speak_as(meetings[0])
    return meetings


def _choose(codes: Sequence[str], edition: Edition, problem: str = "") -> str:
    """The page where one chooses, with what was chosen and why that will not do."""
    with medvirk().database.reading() as db:
        meetings = listed(db)
    return render_template(
        "organise/taken_home/compare.html",
        meetings=meetings,
        chosen=[normal_code(code) for code in codes],
        edition=edition,
        problem=problem,
        least=LEAST,
        most=MOST,
        code_text=code_text,
    )
