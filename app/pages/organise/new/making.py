"""A new meeting: paste the programme, see what was understood, mend it, save."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus
from random import SystemRandom
from typing import Any
from zoneinfo import ZoneInfo

from flask import render_template, request
from flask_babel import gettext as _
from markupsafe import Markup, escape

from app import medvirk
from app.pages.organise.frame import blueprint, field_of, see
from app.pages.organise.new import rows as form_rows
from app.pages.organise.new.rows import Row
from app.pages.organise.typed import Form, Problems, date_of, whole
from app.programmes import read_pasted, read_programme
from app.refusals import explain
from facilitator.errors import Refused
from facilitator.exercises import kinds
from facilitator.meetings import PLACES_MOST, TABLES_MOST, listed, make
from facilitator.models import Meeting
from facilitator.programme.kinds import KIND_TITLES
from facilitator.programme.reading import ABOUT_MOST, LOOKED_FOR, Reading, ReadItem
from facilitator.samples import ZONE

_EARLIER = 12
"""So many of the newest meetings are offered to start from."""
_ABOUT = ("title", "subtitle", "host", "place", "date", "tables", "places", "language", "about")


@dataclass
class Making:
    """The page as it stands: the text, what was understood of it, what is wrong."""

    text: str = ""
    about: dict[str, str] = field(default_factory=dict)
    rows: Sequence[Row] = ()
    marked: Markup = field(default_factory=Markup)
    notes: Sequence[str] = ()
    refused: Refused | None = None
    problems: Problems = field(default_factory=dict)


@blueprint.get("/new")
def new() -> str:
    """The empty page."""
    return _page(Making())


@blueprint.post("/new/preview")
def preview() -> str:
    """What was understood, while one writes."""
    return render_template("organise/new/understood.html", **_context(_read()))


@blueprint.post("/new")
def make_meeting() -> Any:
    """Read the text, change the rows, or save, as the pressed button says."""
    form = request.form
    if "read" in form:
        making = _read()
        return _page(making), HTTPStatus.UNPROCESSABLE_ENTITY if making.refused else HTTPStatus.OK
    making = Making(form.get("text", ""), _about(form), form_rows.typed_rows(form))
    if "add" in form:
        making.rows = form_rows.with_new(making.rows)
    elif "remove" in form:
        making.rows = form_rows.without(making.rows, form["remove"])
    elif "split" in form:
        making.rows = form_rows.split(making.rows, form["split"])
    else:
        return _save(making)
    return _page(making)


def _save(making: Making) -> Any:
    items, making.problems = form_rows.items_of(making.rows)
    day, tables = _day_and_tables(making)
    places = _places(making)
    if not making.about["title"].strip():
        making.problems["title"] = _("Skriv hva møtet heter.")
    if day is not None and not making.problems:
        try:
            return see("show", code=_made(making, items, day, tables, places).code)
        except Refused as refused:
            making.problems[field_of(refused, "title")] = explain(refused)
    return _page(making), HTTPStatus.UNPROCESSABLE_ENTITY


def _made(
    making: Making, items: Sequence[ReadItem], day: date, tables: int, places: int | None
) -> Meeting:
    about = making.about
    with medvirk().database.writing() as db:
        return make(
            db,
            title=about["title"],
            subtitle=about["subtitle"],
            host=about["host"],
            place=about["place"],
            date=day,
            zone=ZONE,
            language=about["language"],
            items=items,
            tables=tables,
            now=medvirk().clock(),
            choose=SystemRandom(),
            places=places,
            about=about["about"],
        )


def _day_and_tables(making: Making) -> tuple[date | None, int]:
    day, tables = None, 0
    try:
        day = date_of(making.about["date"])
    except ValueError:
        making.problems["date"] = _("Velg dagen møtet er.")
    try:
        tables = whole(making.about["tables"], TABLES_MOST)
    except ValueError:
        making.problems["tables"] = _("Skriv et tall fra 0 til %(most)s.", most=TABLES_MOST)
    return day, tables


def _places(making: Making) -> int | None:
    """How many may register; None when the field is empty, and nobody may yet."""
    said = making.about["places"].strip()
    if not said:
        return None
    try:
        places = whole(said, PLACES_MOST)
    except ValueError:
        places = 0
    if not places:
        most = PLACES_MOST
        making.problems["places"] = _(
            "Skriv et tall fra 1 til %(most)s, eller ingenting.", most=most
        )
    return places


def _read() -> Making:
    """Read the chosen file, or else the pasted text."""
    form, file = request.form, request.files.get("file")
    making = Making(form.get("text", ""), _about(form))
    pasted = making.text.strip()
    if not pasted and not (file and file.filename):
        return making
    try:
        if file and file.filename:
            reading = read_programme(file.filename, file.read())
        else:
            reading = read_pasted(making.text)
            making.marked = _marked(making.text, reading.items)
    except Refused as refused:
        making.refused = refused
        return making
    making.rows, making.notes = form_rows.rows_of(reading), reading.notes
    _propose(making.about, reading)
    return making


def _propose(about: dict[str, str], reading: Reading) -> None:
    today = medvirk().clock().astimezone(ZoneInfo(ZONE)).date()
    first = next((one for one in reading.dates if one.day == 0), None)
    day = first.next_after(today) if first else None
    about["title"] = about["title"] or reading.title
    about["subtitle"] = about["subtitle"] or reading.subtitle
    about["date"] = about["date"] or (day.isoformat() if day else "")
    about["places"] = about["places"] or str(reading.places or "")
    about["about"] = about["about"] or reading.about


def _about(form: Form) -> dict[str, str]:
    usual = {"tables": "8", "language": "nb"}
    return {name: form.get(name, usual.get(name, "")) for name in _ABOUT}


def _marked(text: str, items: Sequence[ReadItem]) -> Markup:
    """``text`` with its found times marked."""
    pieces, after = [], 0
    for begin, end in sorted(item.source for item in items):
        if begin >= after and end > begin:
            pieces += [escape(text[after:begin]), Markup("<mark>%s</mark>") % text[begin:end]]
            after = end
    return Markup("").join([*pieces, escape(text[after:])])


def _page(making: Making) -> str:
    with medvirk().database.reading() as db:
        earlier = listed(db)[:_EARLIER]
    return render_template("organise/new/new.html", earlier=earlier, **_context(making))


def _context(making: Making) -> dict[str, Any]:
    return {
        "making": making,
        "kind_titles": KIND_TITLES,
        "exercise_kinds": kinds(),
        "looked_for": LOOKED_FOR,
        "explain": explain,
        "about_most": ABOUT_MOST,
        "tables_most": TABLES_MOST,
        "places_most": PLACES_MOST,
    }
