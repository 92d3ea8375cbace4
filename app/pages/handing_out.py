"""Hands out a file that has to be made first: the file itself, or a page that waits for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from flask import Response, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _

from app import medvirk
from app.exports.formats import Format
from app.exports.making import Answer
from app.exports.names import (
    COMPARED,
    full_name,
    full_name_compared,
    plain_name,
)
from app.exports.shelf import Failed, Made, UnderWay
from app.exports.wanted import is_of
from app.filters import text
from app.refusals import explain_code
from app.report.comparing import names_of
from facilitator.models import Meeting
from facilitator.report.edition import Edition

PATIENCE = 2.5
"""Seconds that a browser's request waits, before it is shown how far the file has come."""
PROGRAMS_PATIENCE = 25
"""Seconds that a program's request waits: it has no page to look at, and proxies wait for 30."""
_ASK_AGAIN = 2
"""Seconds until a program should ask again."""


@dataclass(frozen=True)
class _Asked:
    """The file that somebody asks for; ``others`` stand beside ``meeting`` in it."""

    meeting: Meeting
    one: Format
    edition: Edition
    others: Sequence[Meeting]


def hand_out(
    meeting: Meeting,
    one: Format,
    edition: Edition,
    page: str,
    *,
    others: Sequence[Meeting] = (),
    **shown: Any,
) -> Any:
    """What a request for a file is answered with; who may have it has been asked before.

    It is the file when that is there soon. Otherwise a browser is sent to ``?making=…``, where
    ``page`` tells how far it has come and takes the file home by itself; everybody else waits
    longer, and is told to ask again. What a browser follows is the file that it asked for: a
    meeting that goes on changes all the time.

    Args:
        page: the template that shows ``answer``, in the frame that suits the reader; it includes
            ``parts/being_made.html``.
        others: the meetings that stand beside ``meeting``, where several are compared; the address
            names all of them by their codes.
        shown: what that template needs besides.
    """
    asked = _Asked(meeting, one, edition, others)
    followed = _followed(asked)
    answer = (medvirk().maker.follow(followed) if followed else None) or _fresh(
        asked, 0 if followed else _patience()
    )
    if isinstance(answer, Made) and ("making" not in request.args or not _reads_pages()):
        try:
            return _file(answer, asked)
        except FileNotFoundError:
            # It was cleared away since it was looked for.
            answer = _fresh(asked, _patience())
            if isinstance(answer, Made):
                return _file(answer, asked)
    if not _reads_pages():
        return _told_to_ask_again(answer, asked)
    if answer.key != followed and "state" in request.args:
        # The page that asks finds nothing that goes on, so it is loaded anew.
        return ""
    if answer.key != followed:
        return redirect(_address(asked, making=answer.key), HTTPStatus.SEE_OTHER)
    return _page(answer, asked, page, shown)


def _fresh(asked: _Asked, patience: float) -> Answer:
    """The file of what there is now, after some seconds at most."""
    maker = medvirk().maker
    with medvirk().database.reading() as db:
        first, *others = (db.get_one(Meeting, one.id) for one in (asked.meeting, *asked.others))
        file = maker.wanted(first, asked.one, asked.edition, others)
    return maker.wait(file, patience)


def _page(answer: Answer, asked: _Asked, page: str, shown: dict[str, Any]) -> Response:
    file = _address(asked, made=answer.key)
    drawn = render_template(
        "parts/being_made.html" if "state" in request.args else page,
        **shown,
        # Several meetings are none of the organiser's menus.
        meeting=None if asked.others else asked.meeting,
        answer=answer,
        how=_how(answer),
        name=_name(asked),
        problem=_problem(answer) if isinstance(answer, Failed) else "",
        again=_address(asked),
        reload=_address(asked, making=answer.key),
        state=_address(asked, making=answer.key, state=""),
        file=file,
    )
    if "state" in request.args:
        return Response(drawn)
    failed = isinstance(answer, Failed)
    response = Response(drawn, HTTPStatus.SERVICE_UNAVAILABLE if failed else HTTPStatus.OK)
    if isinstance(answer, Made):
        # What comes is kept by the browser, and the page stays.
        response.headers["Refresh"] = f"0; url={file}"
    return response


def _how(answer: Answer) -> str:
    """``made``, ``failed``, ``making``, or ``waiting`` while others are made first."""
    if isinstance(answer, UnderWay):
        return "making" if answer.begun else "waiting"
    return "made" if isinstance(answer, Made) else "failed"


def _file(made: Made, asked: _Asked) -> Response:
    one = asked.one
    response = send_file(made.file, one.media_type, conditional=False, etag=False)
    # As the format has it: a charset would be added once more.
    response.headers["Content-Type"] = one.media_type
    plain = plain_name(asked.meeting, one, asked.edition, asked.others)
    full = quote(_name(asked), safe="")
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{full}"
    )
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _told_to_ask_again(answer: Answer, asked: _Asked) -> Response:
    if isinstance(answer, Failed):
        told, status = _problem(answer), HTTPStatus.SERVICE_UNAVAILABLE
    else:
        told, status = str(_("Fila lages. Spør igjen om litt.")), HTTPStatus.ACCEPTED
    response = Response(f"{told}\n", status, content_type="text/plain; charset=utf-8")
    response.headers["Retry-After"] = str(_ASK_AGAIN)
    if isinstance(answer, UnderWay) and answer.begun:
        # Where to ask for the very file that was begun: a meeting that goes on has newer ones.
        response.headers["Location"] = _address(asked, making=answer.key)
    return response


def _followed(asked: _Asked) -> str:
    """The key in the address, when it is one of this very kind of file; empty for none."""
    key = request.args.get("making") or request.args.get("made") or ""
    its = is_of(key, asked.meeting, asked.one, asked.edition, asked.others)
    return key if its else ""


def _reads_pages() -> bool:
    """Whether somebody with a browser asks, or the script of a page that is open there."""
    return "state" in request.args or "text/html" in request.headers.get("Accept", "")


def _patience() -> float:
    return PATIENCE if _reads_pages() else PROGRAMS_PATIENCE


def _name(asked: _Asked) -> str:
    meeting, one, edition = asked.meeting, asked.one, asked.edition
    words = text(COMPARED if asked.others else one.words)
    if edition is Edition.SHARED:
        words = _("%(file)s, delingsversjon", file=words)
    if asked.others:
        return full_name_compared(names_of((meeting, *asked.others)), one, words)
    return full_name(meeting.title, meeting, one, edition, words)


def _problem(failed: Failed) -> str:
    return explain_code(failed.code, failed.details)


def _address(asked: _Asked, **more: str) -> str:
    """The address of this file, with something to ask for besides."""
    values: dict[str, Any] = {**(request.view_args or {}), **more}
    if asked.others:
        values["code"] = [each.code for each in (asked.meeting, *asked.others)]
    return url_for(request.endpoint or "", **values)
