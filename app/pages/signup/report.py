"""The report for everybody: there when an organiser has published it, in one edition."""

import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from flask import make_response, render_template, request
from werkzeug.exceptions import NotFound

from app import medvirk
from app.exports.formats import Format, formats
from app.languages import drawn, reading, speak_as
from app.pages.handing_out import hand_out
from app.pages.opening import meeting_at
from app.pages.signup.frame import base_url, blueprint
from app.pages.signup.queue import let_the_next_one_in
from app.report.drawing import Drawn
from app.report.pages import Newest, drawn_report, version_of
from facilitator.models import Meeting
from facilitator.report.publishing import published

_TAKEN_HOME = ("pdf", "docx")
"""The endings of the files that the report may be had as; its data are the organisers' own."""


@dataclass(frozen=True)
class _Page:
    """A page that many read: as it is, and packed once for all of them."""

    plain: bytes
    packed: bytes
    tag: str


_pages: Newest[_Page] = Newest()


@blueprint.get("/m/<code>/report")
def report(code: str) -> Any:
    """The report in its meeting's language, or that it is not there yet."""
    with medvirk().database.reading() as db:
        meeting = meeting_at(db, code)
        state = published(db, meeting.id)
        if state is None:
            return _not_ready(meeting)
        told = drawn_report(db, meeting, state.edition)
        version = version_of(db, meeting, state.edition)
    page = _pages.get(version, lambda: _page(meeting, told))
    packs = bool(request.accept_encodings["gzip"])
    response = make_response(page.packed if packs else page.plain)
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
            url=f"{base_url()}/m/{meeting.code}/report",
            files=_files(),
        ).encode()
    return _Page(plain, gzip.compress(plain, 6, mtime=0), sha256(plain).hexdigest()[:32])


def _files() -> Sequence[Format]:
    """What the report may be had as, in the order in which it is offered."""
    there = {one.ending: one for one in formats().values()}
    return [there[ending] for ending in _TAKEN_HOME if ending in there]


def _not_ready(meeting: Meeting) -> Any:
    speak_as(meeting)
    return drawn("signup/no_report.html", meeting=meeting), HTTPStatus.NOT_FOUND
