"""The texts of one exercise: its title, its prompts and whatever its kind lets one change."""

from http import HTTPStatus
from typing import Any

from flask import flash, render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import medvirk
from app.pages.organise.evening.exercise_form import differing, settings_of
from app.pages.organise.frame import blueprint, field_of, found, see
from app.pages.organise.typed import Problems
from app.refusals import explain
from facilitator.errors import Refused, Unknown
from facilitator.exercises.edit import change_exercise
from facilitator.models import Exercise, Meeting
from facilitator.overview import shown


@blueprint.get("/<code>/exercises/<int:exercise>")
def exercise(code: str, exercise: int) -> str:
    """The exercise as it is stored."""
    return _page(code, exercise)


@blueprint.post("/<code>/exercises/<int:exercise>")
def change_texts(code: str, exercise: int) -> Any:
    """Store what was typed; the settings that the form does not have stay as they are."""
    typed = settings_of(request.form)
    title = request.form.get("title")
    try:
        with medvirk().database.writing() as db:
            meeting = found(db, code)
            stored = _exercise(db, meeting, exercise)
            kind = shown(stored).kind
            settings = differing(kind, {**stored.settings, **typed})
            own = None if title in (None, _(kind.title)) else title
            change_exercise(
                db,
                meeting,
                exercise,
                title=None if title is None else own or "",
                settings=settings,
            )
    except Refused as refused:
        problems = {field_of(refused, "title"): explain(refused)}
        return _page(code, exercise, typed, title, problems), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(_("Endringene er lagret."))
    return see("exercise", code=code, exercise=exercise)


def _page(
    code: str,
    number: int,
    typed: dict[str, Any] | None = None,
    title: str | None = None,
    problems: Problems | None = None,
) -> str:
    with medvirk().database.reading() as db:
        meeting = found(db, code)
        stored = _exercise(db, meeting, number)
        seen = shown(stored)
        item = stored.item
    return render_template(
        ["exercises/" + seen.kind.name + "/settings.html", "organise/evening/exercise.html"],
        meeting=meeting,
        item=item,
        exercise=seen,
        settings={**seen.settings, **(typed or {})},
        title=_(seen.title) if title is None else title,
        problems=problems or {},
    )


def _exercise(db: Session, meeting: Meeting, number: int) -> Exercise:
    stored = db.get(Exercise, number)
    if stored is None or stored.meeting_id != meeting.id:
        raise Unknown("unknown_exercise", exercise=number)
    return stored
