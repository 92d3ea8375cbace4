"""The report for everybody: there when an organiser has published it, in one edition."""

import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from flask import Response, make_response, render_template, request
from werkzeug.exceptions import NotFound

from app import medvirk
from app.exports.drawn import FORMAT, read
from app.exports.formats import Format, formats
from app.exports.shelf import Failed, Made, UnderWay
from app.languages import drawn, reading, speak_as
from app.pages.handing_out import hand_out
from app.pages.opening import meeting_at
from app.pages.signup.frame import base_url, blueprint
from app.pages.signup.queue import let_the_next_one_in
from app.refusals import explain_code
from app.report.drawing import Drawn
from app.report.pages import Newest
from facilitator.models import Meeting
from facilitator.report.organiser.publishing import published

_TAKEN_HOME = ("pdf", "docx")
"""The formats that the report may be had in; its data are the organisers' own."""


@dataclass(frozen=True)
class _Page:
    """A page that many read, packed once for all of them."""

    packed: bytes
    tag: str


_PATIENCE = 6.0
"""Seconds that a reader waits until it is drawn: it is there by then also while a hall goes on and
changes it every second, for who waits gets the one that was begun."""
_ASK_AGAIN = 2
"""Seconds until a browser asks again."""

_pages: Newest[_Page] = Newest(most=100)
"""A page of hundreds of contributions takes some tens of kilobytes."""


@blueprint.get("/m/<code>/report")
def report(code: str) -> Any:
    """The report in its meeting's language, or that it is not there yet.

    A process of its own draws it, as it makes files: a hall on the same server waits for nothing.
    """
    parts = medvirk()
    with parts.database.reading() as db:
        meeting = meeting_at(db, code)
        state = published(db, meeting.id)
        if state is None:
            return _not_ready(meeting)
        file = parts.maker.wanted(meeting, FORMAT, state.edition)
    # Another installation in this process has meetings of the same names.
    of = (parts.settings.data, file.key)
    page = _pages.there(of)
    if page is None:
        let_the_next_one_in()
        answer = parts.maker.wait(file, _PATIENCE)
        if not isinstance(answer, Made):
            return _soon(meeting, answer)
        try:
            told = read(answer.file)
        except FileNotFoundError:
            return _soon(meeting, UnderWay(file.key))
        page = _pages.get(of, lambda: _page(meeting, told))
    return _sent(page)


def _sent(page: _Page) -> Response:
    packs = bool(request.accept_encodings["gzip"])
    response = make_response(page.packed if packs else gzip.decompress(page.packed))
    if packs:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    # Browsers may keep it, and ask each time whether it still is so.
    response.headers["Cache-Control"] = "no-cache"
    response.set_etag(page.tag, weak=True)
    response.make_conditional(request)
    return response


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
    speak_as(meeting)
    let_the_next_one_in()
    return hand_out(meeting, one, state.edition, "signup/being_made.html")


def _page(meeting: Meeting, told: Drawn) -> _Page:
    with reading(meeting.language):
        plain = render_template(
            "signup/report.html",
            meeting=meeting,
            drawn=told,
            url=f"{base_url()}/m/{meeting.code}",
            files=_files(),
        ).encode()
    return _Page(gzip.compress(plain, 6, mtime=0), sha256(plain).hexdigest()[:32])


def _files() -> Sequence[Format]:
    """What the report may be had as, in the order in which it is offered."""
    return [formats()[name] for name in _TAKEN_HOME]


def _not_ready(meeting: Meeting) -> Any:
    speak_as(meeting)
    return drawn("signup/no_report.html", meeting=meeting), HTTPStatus.NOT_FOUND


def _soon(meeting: Meeting, answer: UnderWay | Failed) -> Response:
    speak_as(meeting)
    problem = explain_code(answer.code, answer.details) if isinstance(answer, Failed) else ""
    response = make_response(drawn("signup/report_soon.html", meeting=meeting, problem=problem))
    response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
    response.headers["Retry-After"] = f"{_ASK_AGAIN}"
    response.headers["Cache-Control"] = "no-store"
    if not problem:
        response.headers["Refresh"] = f"{_ASK_AGAIN}"
    return response
