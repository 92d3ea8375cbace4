"""The report for everybody: there when an organiser has published it, in one edition."""

from collections.abc import Sequence
from http import HTTPStatus
from io import BytesIO
from typing import Any

from flask import Response, make_response, request
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from app import medvirk
from app.exports.formats import Format, Source, formats
from app.languages import drawn, reading, speak_as
from app.pages.opening import meeting_at
from app.pages.signup.frame import base_url, blueprint
from app.report.pages import drawn_report
from facilitator.models import Meeting
from facilitator.report.edition import Edition
from facilitator.report.publishing import published

_TAKEN_HOME = ("pdf", "docx")
"""The endings of the files that the report may be had as; its data are the organisers' own."""


@blueprint.get("/m/<code>/report")
def report(code: str) -> Any:
    """The report in its meeting's language, or that it is not there yet."""
    with medvirk().database.reading() as db:
        meeting = meeting_at(db, code)
        state = published(db, meeting.id)
        told = drawn_report(db, meeting, state.edition) if state else None
    if told is None:
        return _not_ready(meeting)
    with reading(meeting.language):
        page = drawn(
            "signup/report.html",
            meeting=meeting,
            drawn=told,
            url=f"{base_url()}/m/{meeting.code}/report",
            files=_files(),
        )
    return _shared(make_response(page))


@blueprint.get("/m/<code>/report.<ending>")
def report_file(code: str, ending: str) -> Any:
    """The same as a file."""
    one = next((one for one in _files() if one.ending == ending), None)
    if one is None:
        raise NotFound
    with medvirk().database.reading() as db:
        meeting = meeting_at(db, code)
        state = published(db, meeting.id)
        if state is None:
            return _not_ready(meeting)
        data = _made(db, meeting, state.edition, one)
    response = Response(data, content_type=one.media_type)
    name = f"{meeting.code}-report.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return _shared(response)


def _made(db: Session, meeting: Meeting, edition: Edition, one: Format) -> bytes:
    """The file. SEAM: it is to be made in a process of its own, once for all who ask for it."""
    parts, out = medvirk(), BytesIO()
    one.write(Source(db, parts.settings, meeting, edition, parts.clock()), out)
    return out.getvalue()


def _files() -> Sequence[Format]:
    """What the report may be had as, in the order in which it is offered."""
    there = {one.ending: one for one in formats().values()}
    return [there[ending] for ending in _TAKEN_HOME if ending in there]


def _not_ready(meeting: Meeting) -> Any:
    speak_as(meeting)
    return drawn("signup/no_report.html", meeting=meeting), HTTPStatus.NOT_FOUND


def _shared(response: Response) -> Response:
    """``response`` as browsers may keep it: they ask each time whether it still is so."""
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response
