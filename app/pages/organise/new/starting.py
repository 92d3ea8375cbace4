"""The next meeting starts from an earlier one: the same programme and exercises on a new day."""

from datetime import date
from http import HTTPStatus
from random import SystemRandom
from typing import Any

from flask import render_template, request
from flask_babel import gettext as _

from app import medvirk
from app.pages.organise.frame import blueprint, field_of, found, see
from app.pages.organise.typed import Problems, date_of
from app.refusals import explain
from facilitator.archive.template import copy
from facilitator.errors import Refused
from facilitator.models import Meeting


@blueprint.get("/<code>/template")
def template(code: str) -> str:
    """What the new meeting is called, and when it is."""
    with medvirk().database.reading() as db:
        meeting = found(db, code)
    return _page(meeting, meeting.title, {})


@blueprint.post("/<code>/template")
def start_from_meeting(code: str) -> Any:
    """Make the new meeting."""
    form, problems = request.form, Problems()
    title, day = form.get("title", ""), day_of(form.get("date", ""), problems)
    if not title.strip():
        problems["title"] = _("Skriv hva møtet heter.")
    if day is not None and not problems:
        try:
            return see("show", code=_copied(code, title, day))
        except Refused as refused:
            problems[field_of(refused, "title")] = explain(refused)
    with medvirk().database.reading() as db:
        meeting = found(db, code)
    return _page(meeting, title, problems), HTTPStatus.UNPROCESSABLE_ENTITY


def day_of(typed: str, problems: Problems) -> date | None:
    """The day that was typed; what is wrong with it goes to ``problems``."""
    try:
        return date_of(typed)
    except ValueError:
        problems["date"] = _("Velg dagen møtet er.")
        return None


def _copied(code: str, title: str, day: date) -> str:
    parts = medvirk()
    with parts.database.writing() as db:
        meeting = found(db, code)
        made = copy(db, meeting, title=title, date=day, now=parts.clock(), choose=SystemRandom())
        return made.code


def _page(meeting: Meeting, title: str, problems: Problems) -> str:
    return render_template(
        "organise/new/start.html",
        title=title,
        date=request.form.get("date", ""),
        problems=problems,
        packed="",
        template=meeting,
    )
