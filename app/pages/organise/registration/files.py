"""The list of people in and out of files: taken home, and taken onto the list."""

import csv
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from flask import Response, flash, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.exceptions import NotFound

from app import medvirk
from app.pages.organise import visit
from app.pages.organise.frame import blueprint, found, see
from app.pages.organise.registration.people import (
    draw,
    over_text,
    places_text,
    problem_texts,
    role_said,
)
from app.refusals import explain
from facilitator.errors import Refused
from facilitator.models import Invitation
from facilitator.registration import standing
from facilitator.registration.asked.people import ROLES, roles_of
from facilitator.registration.asked.questions import questions_of
from facilitator.registration.lists import importing, listing
from facilitator.registration.lists.exporting import write_csv, write_xlsx
from facilitator.registration.lists.importing import Judged, Row, Saved
from facilitator.registration.sitting.seats import seats_of
from facilitator.spreadsheets.cells import Cell
from facilitator.spreadsheets.csv_rows import rows_of, text_of_csv
from facilitator.spreadsheets.writing import csv_of

_WRITERS = {
    "csv": (write_csv, "text/csv; charset=utf-8"),
    "xlsx": (write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
_MENDED = ("name", "email", "role", "municipality")
"""What of a row can be mended on the page before it is saved."""
_SHOWN = 50
"""So many of the rows that are well are shown."""
_FORM_MOST = 8 * 1024 * 1024
"""The largest form that carries the rows of a file, in bytes; an ``ø`` takes six of them."""


@blueprint.url_value_preprocessor
def take_a_whole_list(endpoint: str | None, _values: Any) -> None:
    """Let an organiser send a form where every row of a long file is to be mended."""
    if endpoint == "organise.save_people":
        with medvirk().database.reading() as db:
            if visit.visitor(db) is not None:
                request.max_content_length = request.max_form_memory_size = _FORM_MOST


@blueprint.get("/<code>/registrations/files")
def files(code: str) -> str:
    """What can be taken home, and the form that takes a file in."""
    return _page(code)


@blueprint.get("/<code>/registrations/export.<ending>")
def export_people(code: str, ending: str) -> Response:
    """Everybody, as a file for a spreadsheet; never what they cannot eat."""
    if ending not in _WRITERS:
        raise NotFound
    write, content_type = _WRITERS[ending]
    with medvirk().database.reading() as db:
        meeting = found(db, code)
        people = listing.everybody(db, meeting.id)
        questions = questions_of(db.get_one(Invitation, meeting.id))
        seats = seats_of(db, meeting.id)
    data = write(people, questions, seats, meeting.zone, meeting.language)
    response = Response(data, content_type=content_type)
    # The code is plain letters and figures; a title is not.
    name = f"{meeting.code}-registrations.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@blueprint.post("/<code>/registrations/import")
def read_people(code: str) -> Any:
    """Show what was understood of a file; nothing is saved."""
    file = request.files.get("file")
    if not (file and file.filename):
        return _page(code, _("Velg en fil først.")), HTTPStatus.UNPROCESSABLE_ENTITY
    with medvirk().database.reading() as db:
        invitation = db.get_one(Invitation, found(db, code).id)
    try:
        sheet = importing.read_people(file.filename, file.read(), invitation)
    except Refused as refused:
        return _page(code, explain(refused)), HTTPStatus.UNPROCESSABLE_ENTITY
    return _understood(code, sheet.rows, sheet.unread, sheet.cancelled)


@blueprint.post("/<code>/registrations/import/save")
def save_people(code: str) -> Any:
    """Take the people onto the list, or show what is still wrong with some of them."""
    rows = [row for row in _mended(_unpacked()) if f"skip-{row.number}" not in request.form]
    try:
        saved = _saved(code, rows)
    except Refused as refused:
        # Somebody registered with one of the addresses just now; the page shows it.
        flash(explain(refused), "problem")
        saved = None
    if saved is None:
        return _understood(code, rows), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(_saved_text(saved))
    return see("registrations", code=code)


def _saved(code: str, rows: Sequence[Row]) -> Saved | None:
    """What became of ``rows``; None when something is wrong with some of them."""
    with medvirk().database.writing() as db:
        meeting = found(db, code)
        invitation = db.get_one(Invitation, meeting.id)
        judged = importing.judge(rows, invitation, listing.everybody(db, meeting.id))
        if any(one.problems for one in judged):
            return None
        return importing.save(
            db,
            meeting,
            judged,
            over="over" in request.form,
            update=request.form.get("known") != "leave",
            new_id=lambda: str(uuid4()),
            now=medvirk().clock(),
        )


def _saved_text(saved: Saved) -> str:
    told = [
        (saved.placed, ngettext("%(num)s har fått plass", "%(num)s har fått plass", saved.placed)),
        (
            saved.waiting,
            ngettext("%(num)s står på venteliste", "%(num)s står på venteliste", saved.waiting),
        ),
        (saved.changed, ngettext("%(num)s er oppdatert", "%(num)s er oppdatert", saved.changed)),
        (saved.left, ngettext("%(num)s står som før", "%(num)s står som før", saved.left)),
    ]
    words = ", ".join(text for count, text in told if count)
    return f"{words}." if words else _("Ingen ble tatt med.")


def _unpacked() -> list[Row]:
    """The rows that the form carries, as ``_packed`` wrote them."""
    try:
        table = rows_of(text_of_csv(request.form.get("rows", "")), ";")
    except csv.Error:
        table = []
    if not table:
        return []
    names = table[0][1:]
    return [
        Row(int(cells[0]), dict(zip(names, cells[1:], strict=False)))
        for cells in table[1:]
        if cells and cells[0].isascii() and cells[0].isdigit() and len(cells[0]) < 9
    ]


def _packed(rows: Sequence[Row]) -> str:
    """All that was read, for the form to carry while some rows are mended."""
    names = list(dict.fromkeys(name for row in rows for name in row.typed))
    cells: list[list[Cell]] = [
        [row.number, *(row.typed.get(name, "") for name in names)] for row in rows
    ]
    return csv_of(["row", *names], cells).decode().removeprefix("\ufeff")


def _mended(rows: Sequence[Row]) -> list[Row]:
    """``rows`` with what was typed over them."""
    form = request.form
    return [
        Row(
            row.number,
            {
                **row.typed,
                **{
                    name: form[f"{name}-{row.number}"]
                    for name in (*_MENDED, *row.typed)
                    if f"{name}-{row.number}" in form
                },
            },
        )
        for row in rows
    ]


def _page(code: str, refused: str = "") -> str:
    with medvirk().database.reading() as db:
        meeting = found(db, code)
        questions = questions_of(db.get_one(Invitation, meeting.id))
    shown = {"refused": refused, "questions": questions, "most": importing.PEOPLE_MOST}
    return draw("organise/registration/files.html", meeting, shown)


def _understood(
    code: str, rows: Sequence[Row], unread: Sequence[str] = (), cancelled: int = 0
) -> str:
    with medvirk().database.reading() as db:
        meeting = found(db, code)
        invitation = db.get_one(Invitation, meeting.id)
        judged = importing.judge(rows, invitation, listing.everybody(db, meeting.id))
        counts = standing.counts(db, meeting.id)
    fresh = sum(one.known is None for one in judged)
    well = [one for one in judged if not one.problems]
    shown = {
        "packed": _packed(rows),
        "wrong": [(one, problem_texts(one.problems)) for one in judged if one.problems],
        "well": well[:_SHOWN],
        "well_count": len(well),
        "fresh": fresh,
        "known": len(judged) - fresh,
        "unread": unread,
        "cancelled": cancelled,
        "comes_to": places_text(counts, fresh),
        "over_then": over_text(counts, fresh),
        "role_options": [
            ("", _("Ikke oppgitt")),
            *((role, role_said(role)) for role in roles_of(invitation)),
        ],
        "role_words": [*roles_of(invitation), *ROLES],
        "extra": _extra(judged),
        "extra_said": {one.field: one.text for one in questions_of(invitation)},
        "typed": request.form,
    }
    return draw("organise/registration/understood.html", meeting, shown)


def _extra(judged: Sequence[Judged]) -> dict[int, list[str]]:
    """What is wrong with each row beside the usual fields, by the row's number."""
    return {
        one.row.number: [name for name in one.problems if name not in _MENDED] for one in judged
    }
