"""A meeting from a file: an archive comes in as it was, a template becomes a new meeting."""

from base64 import b64decode, b64encode
from datetime import date
from http import HTTPStatus
from typing import Any

from flask import render_template, request
from flask_babel import gettext as _

from app import medvirk
from app.pages.organise import visit
from app.pages.organise.frame import blueprint, field_of, found, see
from app.pages.organise.new.starting import day_of
from app.pages.organise.typed import Problems
from app.refusals import explain
from app.taking_in import Came, take_in_apart
from facilitator.archive.summing import summed
from facilitator.errors import Refused

FILE_MOST = 8 * 1024 * 1024
"""The largest file that is taken in here, in bytes; larger ones from the terminal."""
_CARRIED_MOST = 2 * 1024 * 1024
"""The largest template, in bytes, that the form carries while its meeting is given a day."""
_LARGE = frozenset({"organise.take_in_file", "organise.start_from_file"})


@blueprint.url_value_preprocessor
def take_more(endpoint: str | None, _values: Any) -> None:
    """Let an organiser send a large file here, and nobody else anywhere."""
    if endpoint not in _LARGE:
        return
    with medvirk().database.reading() as db:
        if visit.visitor(db) is None:
            return
    request.max_content_length = FILE_MOST + 64 * 1024
    request.max_form_memory_size = 2 * _CARRIED_MOST


@blueprint.get("/take-in")
def take_in() -> str:
    """The form that takes a file."""
    return _page()


@blueprint.post("/take-in")
def take_in_file() -> Any:
    """Take in an archive; ask what the meeting of a template is called, and when it is."""
    file = request.files.get("file")
    if not (file and file.filename):
        return _page(_("Velg en fil først.")), HTTPStatus.UNPROCESSABLE_ENTITY
    data = file.read()
    try:
        came = _put(data)
        return see("taken_in", code=came.code) if came.code else _about(data, came.title)
    except Refused as refused:
        return _page(explain(refused)), HTTPStatus.UNPROCESSABLE_ENTITY


@blueprint.post("/take-in/template")
def start_from_file() -> Any:
    """Make a meeting of the template that the form carries."""
    form, problems = request.form, Problems()
    try:
        data = b64decode(form.get("packed", ""), validate=True)
    except ValueError:
        return _page(_("Velg fila på nytt.")), HTTPStatus.UNPROCESSABLE_ENTITY
    title, day = form.get("title", ""), day_of(form.get("date", ""), problems)
    if not title.strip():
        problems["title"] = _("Skriv hva møtet heter.")
    if day is not None and not problems:
        try:
            return see("show", code=_put(data, title, day).code)
        except Refused as refused:
            if "field" not in refused.details:
                return _page(explain(refused)), HTTPStatus.UNPROCESSABLE_ENTITY
            problems[field_of(refused)] = explain(refused)
    return _about(data, title, problems), HTTPStatus.UNPROCESSABLE_ENTITY


@blueprint.get("/<code>/taken-in")
def taken_in(code: str) -> str:
    """What has come in."""
    with medvirk().database.reading() as db:
        meeting = found(db, code)
        sums = summed(db, meeting)
    return render_template("organise/new/taken_in.html", meeting=meeting, sums=sums)


def _put(data: bytes, title: str = "", day: date | None = None) -> Came:
    parts = medvirk()
    url, now = parts.settings.database_url, parts.clock()
    return take_in_apart(url, data, title=title, day=day, now=now)


def _page(problem: str = "") -> str:
    most = FILE_MOST // (1024 * 1024)
    return render_template("organise/new/take_in.html", problem=problem, most=most)


def _about(data: bytes, title: str, problems: Problems | None = None) -> str:
    """The form that asks what the meeting of a template is called, and when it is."""
    if len(data) > _CARRIED_MOST:
        raise Refused("file_too_large", most=_CARRIED_MOST, length=len(data))
    return render_template(
        "organise/new/start.html",
        title=title,
        date=request.form.get("date", ""),
        problems=problems or {},
        packed=b64encode(data).decode(),
        template=None,
    )
