"""Publishing the report: for whom, and not before it was said what everybody can read then."""

from typing import Any

from flask import flash, render_template, request
from flask_babel import gettext as _

from app import medvirk
from app.pages.organise.frame import blueprint, found, see
from app.refusals import explain
from facilitator.errors import Refused
from facilitator.report.edition import Edition
from facilitator.report.organiser import publishing
from facilitator.report.review.to_review import left_to_review


@blueprint.get("/<code>/report/publish")
def confirm_publishing(code: str) -> str:
    """What everybody can read if one says yes to the whole report."""
    with medvirk().database.reading() as db:
        meeting = found(db, code)
        left = left_to_review(db, meeting.id)
    return render_template("organise/taken_home/publish_all.html", meeting=meeting, left=left)


@blueprint.post("/<code>/report/publish")
def publish_report(code: str) -> Any:
    """Let everybody read it."""
    whole = request.form.get("edition") == Edition.FULL
    edition = Edition.FULL if whole else Edition.SHARED
    try:
        with medvirk().database.writing() as db:
            publishing.publish(db, found(db, code), edition, medvirk().clock())
    except Refused as refused:
        flash(explain(refused), "problem")
    else:
        flash(_("Rapporten er publisert. Alle som har adressen, kan lese den."))
    return see("report", code=code, _anchor="publishing")


@blueprint.post("/<code>/report/unpublish")
def unpublish_report(code: str) -> Any:
    """Keep it for the organisers again."""
    with medvirk().database.writing() as db:
        publishing.unpublish(db, found(db, code))
    flash(_("Rapporten er tatt bort fra nettet."))
    return see("report", code=code, _anchor="publishing")
