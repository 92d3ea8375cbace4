"""One item of the programme: all that can be said of it, and its exercises."""

from http import HTTPStatus
from typing import Any

from flask import flash, render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import medvirk
from app.pages.organise.frame import WHO, blueprint, field_of, found, see
from app.pages.organise.typed import Problems, clock_of, clock_text, whole
from app.refusals import explain
from facilitator.errors import Refused, Unknown
from facilitator.exercises import kinds
from facilitator.exercises.edit import add_exercise, remove_exercise
from facilitator.models import Item, Meeting
from facilitator.overview import shown
from facilitator.programme import edit
from facilitator.programme.fields import LAST_DAY
from facilitator.programme.kinds import KIND_TITLES
from facilitator.programme.rows import timeline_of

_TEXTS = ("title", "speaker", "description", "notes", "kind")
_NAMES = {"length": "minutes", "least": "least", "fixed_start": "start", "day": "day"}
"""The fields of the form by those of the item."""


@blueprint.get("/<code>/programme/<int:item>")
def item(code: str, item: int) -> str:
    """The item as it is stored."""
    with medvirk().database.reading() as db:
        stored = _item(db, found(db, code), item)
    typed = {
        **{name: getattr(stored, name) for name in _TEXTS},
        "start": clock_text(stored.fixed_start),
        "minutes": str(stored.length // 60),
        "least": str(stored.least // 60),
        "day": str(stored.day + 1),
    }
    return _page(code, item, typed, {})


@blueprint.post("/<code>/programme/<int:item>")
def change_item(code: str, item: int) -> Any:
    """Store what was typed, or show what is wrong with it."""
    typed = {name: request.form.get(name, "") for name in (*_TEXTS, *_NAMES.values())}
    fields, problems = _fields(typed)
    if not problems:
        try:
            with medvirk().database.writing() as db:
                edit.change(db, found(db, code), item, WHO, medvirk().clock(), **fields)
        except Refused as refused:
            field = field_of(refused, "title")
            problems[_NAMES.get(field, field)] = explain(refused)
    if problems:
        return _page(code, item, typed, problems), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(_("Endringene er lagret."))
    return see("programme", code=code, _anchor=f"item-{item}")


@blueprint.post("/<code>/programme/<int:item>/exercises")
def add_to_item(code: str, item: int) -> Any:
    """Give the item an exercise of the chosen kind."""
    with medvirk().database.writing() as db:
        made = add_exercise(db, found(db, code), item, request.form.get("kind", ""))
    return see("exercise", code=code, exercise=made.id)


@blueprint.post("/<code>/exercises/<int:exercise>/remove")
def remove_from_item(code: str, exercise: int) -> Any:
    """Take an exercise away from its item."""
    item = request.form.get("item", 0, type=int)
    try:
        with medvirk().database.writing() as db:
            remove_exercise(db, found(db, code), exercise)
        flash(_("Oppgaven er tatt bort."))
    except Refused as refused:
        flash(explain(refused), "problem")
    return see("item", code=code, item=item)


def _fields(typed: dict[str, str]) -> tuple[dict[str, Any], Problems]:
    fields: dict[str, Any] = {name: typed[name] for name in _TEXTS}
    problems: Problems = {}
    try:
        fields["fixed_start"] = clock_of(typed["start"])
    except ValueError:
        problems["start"] = _("Skriv klokkeslettet som 16.30.")
    for name, field in (("minutes", "length"), ("least", "least")):
        try:
            fields[field] = whole(typed[name] or typed["minutes"], 1440) * 60
        except ValueError:
            problems[name] = _("Skriv hele minutter.")
    try:
        fields["day"] = max(1, whole(typed["day"], LAST_DAY + 1)) - 1
    except ValueError:
        problems["day"] = _("Skriv dagen som et tall: 1 er den første.")
    return fields, problems


def _page(code: str, number: int, typed: dict[str, str], problems: Problems) -> str:
    with medvirk().database.reading() as db:
        meeting = found(db, code)
        stored = _item(db, meeting, number)
        row = timeline_of(db, meeting, medvirk().clock()).row(number)
        exercises = tuple(shown(exercise) for exercise in stored.exercises)
    return render_template(
        "organise/evening/item.html",
        meeting=meeting,
        item=stored,
        status=row.status if row else "",
        exercises=exercises,
        exercise_kinds=kinds(),
        kind_titles=KIND_TITLES,
        typed=typed,
        problems=problems,
    )


def _item(db: Session, meeting: Meeting, number: int) -> Item:
    stored = db.get(Item, number)
    if stored is None or stored.meeting_id != meeting.id or stored.deleted_at is not None:
        raise Unknown("unknown_item", item=number)
    return stored
