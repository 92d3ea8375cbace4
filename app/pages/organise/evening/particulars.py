"""What the meeting is called, when and where it is: the page where that is changed."""

from http import HTTPStatus
from typing import Any

from flask import flash, render_template, request
from flask_babel import gettext as _

from app import medvirk
from app.filters import day as whole_day
from app.pages.organise.frame import blueprint, field_of, found, see
from app.pages.organise.typed import Problems, date_of, whole
from app.refusals import explain
from facilitator import particulars
from facilitator.errors import Refused
from facilitator.meetings import TABLES_MOST
from facilitator.models import Meeting
from facilitator.registration import promise

_TEXTS = ("title", "subtitle", "host", "place", "notice", "language")


@blueprint.get("/<code>/settings")
def settings(code: str) -> str:
    """The form with what is stored."""
    with medvirk().database.reading() as db:
        meeting = found(db, code)
        typed = {
            **{name: getattr(meeting, name) for name in _TEXTS},
            "date": meeting.date.isoformat(),
            "tables": str(len(meeting.tables)),
        }
    return _page(meeting, typed, {})


@blueprint.post("/<code>/settings")
def change_settings(code: str) -> Any:
    """Store what was typed, or show what is wrong with it."""
    typed = {name: request.form.get(name, "") for name in (*_TEXTS, "date", "tables")}
    problems: Problems = {}
    fields: dict[str, Any] = {name: typed[name] for name in _TEXTS}
    try:
        fields["date"] = date_of(typed["date"])
    except ValueError:
        problems["date"] = _("Velg dagen møtet er.")
    try:
        fields["tables"] = whole(typed["tables"], TABLES_MOST)
    except ValueError:
        problems["tables"] = _("Skriv et tall fra 0 til %(most)s.", most=TABLES_MOST)
    if not problems:
        try:
            with medvirk().database.writing() as db:
                meeting = found(db, code)
                promised = promise.given(db, meeting)
                particulars.change(db, meeting, medvirk().clock(), **fields)
                kept = promise.given(db, meeting)
        except Refused as refused:
            problems[field_of(refused, "title")] = explain(refused)
    if not problems:
        flash(_("Endringene er lagret."))
        if promised and kept and kept > promised:
            flash(
                _(
                    "De påmeldte ble lovet at opplysningene slettes %(promised)s. Nå slettes de"
                    " %(day)s, dagen etter møtet. Det står i brevet om endringen.",
                    promised=whole_day(promised),
                    day=whole_day(kept),
                )
            )
        return see("settings", code=code)
    with medvirk().database.reading() as db:
        meeting = found(db, code)
    return _page(meeting, typed, problems), HTTPStatus.UNPROCESSABLE_ENTITY


def _page(meeting: Meeting, typed: dict[str, str], problems: Problems) -> str:
    return render_template(
        "organise/evening/settings.html",
        meeting=meeting,
        typed=typed,
        problems=problems,
        tables_most=TABLES_MOST,
    )
