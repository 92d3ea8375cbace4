"""The log of who did what: every deed of an organiser is written down, and shown in words."""

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, g, render_template, request, session
from flask_babel import format_datetime
from flask_babel import gettext as _
from sqlalchemy import select

from app import medvirk
from app.numbers import row_number
from app.pages.organise.deed_words import ROLES, SAID
from app.pages.organise.frame import blueprint, found
from facilitator import deeds
from facilitator.errors import Refused
from facilitator.meetings import find
from facilitator.models import Deed, Meeting, Organiser
from facilitator.samples import ZONE

log = logging.getLogger(__name__)

DRAWS_ONLY = frozenset({"preview", "read_people"})
"""Posts that change nothing."""
_MAY_DRAW = frozenset({"make_meeting", "take_in_file"})
"""Posts that change nothing when they answer with the page itself."""
IN_A_ROW = frozenset({"change_report"})
"""Posts that a page sends by itself while somebody writes: many of them are one deed."""
_ROW = timedelta(minutes=10)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_AT_ONCE = 100


@dataclass(frozen=True)
class Line:
    """One deed as it is told."""

    at: str
    who: str
    what: str
    meeting: Meeting | None


@blueprint.after_request
def write_down(response: Response) -> Response:
    """Note what an organiser has just done; what was refused is no deed."""
    what = (request.endpoint or "").rpartition(".")[2]
    if (
        request.method == "POST"
        and response.status_code < HTTPStatus.BAD_REQUEST
        and g.get("organiser") is not None
        and what not in DRAWS_ONLY
        and not (what in _MAY_DRAW and response.status_code == HTTPStatus.OK)
        and not _is_refused()
    ):
        try:
            _note(what)
        except Exception:
            # It is done all the same, and must not look as if it were not.
            log.exception("the deed %s could not be written down", what)
    return response


def _is_refused() -> bool:
    """Whether the next page is going to say what was wrong with this, not with what came before."""
    told = session.get("_flashes", ())[g.told_before :]
    return any(category == "problem" for category, _message in told)


def _note(what: str) -> None:
    parts, values = medvirk(), request.view_args or {}
    facts = {name: value for name, value in values.items() if _is_number(name, value)}
    with parts.database.writing() as db:
        code, meeting_id = values.get("code") or g.get("meeting_code"), None
        if code:
            try:
                meeting_id = find(db, code).id
            except Refused:
                meeting_id = None
        now = parts.clock()
        if what in IN_A_ROW and _goes_on(
            deeds.newest(db, meeting_id=meeting_id, most=1), what, now
        ):
            return
        deeds.note(
            db,
            what,
            organiser_id=g.organiser.id,
            now=now,
            meeting_id=meeting_id,
            facts=facts | g.get("deed_facts", {}),
        )


def _goes_on(newest: Sequence[Deed], what: str, now: datetime) -> bool:
    """Whether the organiser only goes on with what they did last."""
    return any(
        (one.what, one.organiser_id) == (what, g.organiser.id) and now - one.at < _ROW
        for one in newest
    )


def _is_number(name: str, value: Any) -> bool:
    """Whether it only tells which one it was done to, and nothing that people wrote."""
    if name == "role":
        return value in ROLES
    return isinstance(value, int) or (isinstance(value, str) and bool(_UUID.fullmatch(value)))


@blueprint.get("/log")
def whole_log() -> str:
    """What was done in this installation."""
    return _page(None)


@blueprint.get("/<code>/log")
def meeting_log(code: str) -> str:
    """What was done in one meeting."""
    with medvirk().database.reading() as db:
        meeting = found(db, code)
    return _page(meeting)


def _page(meeting: Meeting | None) -> str:
    before = request.args.get("before", type=row_number)
    with medvirk().database.reading() as db:
        newest = deeds.newest(
            db, meeting_id=meeting.id if meeting else None, before=before, most=_AT_ONCE + 1
        )
        names = deeds.names(db)
        shown = {deed.meeting_id for deed in newest if deed.meeting_id is not None}
        query = select(Meeting).where(Meeting.id.in_(shown))
        meetings = {one.id: one for one in db.scalars(query)}
    lines = told(newest[:_AT_ONCE], names, meetings)
    return render_template(
        "organise/log.html",
        meeting=meeting,
        lines=lines,
        first=before is None,
        older=newest[_AT_ONCE - 1].id if len(newest) > _AT_ONCE else None,
    )


def told(
    done: Sequence[Deed], names: Mapping[int, Organiser], meetings: Mapping[int, Meeting]
) -> Sequence[Line]:
    """``done`` in words, in the language of the request."""
    return [
        Line(
            at=time_of(deed, meetings),
            who=name_of(names.get(deed.organiser_id or 0)),
            what=words_of(deed, names),
            meeting=meetings.get(deed.meeting_id or 0),
        )
        for deed in done
    ]


def time_of(deed: Deed, meetings: Mapping[int, Meeting]) -> str:
    """When it was done, by the clock of the meeting."""
    meeting = meetings.get(deed.meeting_id or 0)
    at = deed.at.astimezone(ZoneInfo(meeting.zone if meeting else ZONE))
    return str(format_datetime(at, "d. MMM yyyy HH.mm", rebase=False))


def name_of(organiser: Organiser | None) -> str:
    """Who did it; the first one has no name before they have given one."""
    return organiser.name if organiser and organiser.name else str(_("Arrangør uten navn"))


def words_of(deed: Deed, names: Mapping[int, Organiser]) -> str:
    """What was done."""
    said = SAID.get(deed.what)
    words = str(said) if said is not None else deed.what
    if "role" in deed.facts:
        return f"{words}: {ROLES[deed.facts['role']]}"
    if "organiser" in deed.facts:
        return f"{words}: {name_of(names.get(deed.facts['organiser']))}"
    return words
