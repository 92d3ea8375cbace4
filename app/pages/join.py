"""The way in for phones: type the code, sit down at a table, and the phone's page."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from flask import Blueprint, redirect, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import medvirk
from app.access import Access, Role, make_key, participant_of, read_key
from app.languages import drawn, speak_as
from app.live.limits import Allowance
from app.live.protocol import Audience
from app.pages.opening import meeting_at
from app.refusals import explain
from app.screens import show
from facilitator import tables
from facilitator.errors import Refused, Unknown
from facilitator.models import Meeting

SEAT_SECONDS = 30 * 24 * 3600
"""How long a phone remembers its seat: longer than any meeting lasts."""

SEATS = Allowance(burst=1000, rate=20)
"""Phones that sit down from one address, which may be a whole hall's."""

blueprint = Blueprint("join", __name__)


@dataclass(frozen=True)
class Seat:
    """Where a phone sits, and the key that says so."""

    key: str
    access: Access
    table_id: int


@blueprint.get("/")
def door() -> Any:
    """Where one types the code; a right one leads on to the meeting."""
    typed = request.args.get("code", "")[:40]
    if not typed.strip():
        return _door()
    try:
        with medvirk().database.reading() as db:
            meeting = meeting_at(db, typed)
    except Refused as refused:
        return _turned_away(refused, typed)
    return redirect(url_for("join.phone", code=meeting.code), HTTPStatus.SEE_OTHER)


@blueprint.get("/j/<code>")
def phone(code: str) -> Any:
    """The phone's page for one who sits; the tables to choose from for one who does not."""
    try:
        with medvirk().database.reading() as db:
            meeting = meeting_at(db, code)
            seat = _seat(db, meeting)
    except Refused as refused:
        return _turned_away(refused, code)
    speak_as(meeting)
    if seat is None:
        return _tables_for_newcomers(meeting)
    if request.args.get("table") == "choose":
        return _tables(meeting, seat)
    return show("phone/page.html", Audience.PHONE, seat.access, seat.key)


@blueprint.get("/j/<code>/<typed:number>")
def sit_at(code: str, number: int) -> Any:
    """Sit down at the table whose card was scanned; a second time changes nothing."""
    # HEAD is asked by those who only look at the link.
    if request.method == "HEAD":
        return redirect(url_for("join.phone", code=code), HTTPStatus.SEE_OTHER)
    return _sit(code, number)


@blueprint.post("/j/<code>/sit")
def sit(code: str) -> Any:
    """Sit down at the table that was chosen, or move there."""
    return _sit(code, request.form.get("table", type=int))


def _sit(code: str, number: int | None) -> Any:
    try:
        with medvirk().database.reading() as db:
            meeting = meeting_at(db, code)
            seat = _seat(db, meeting)
            table = tables.find(db, meeting, number)
    except Refused as refused:
        return _turned_away(refused, code)
    speak_as(meeting)
    if table is None:
        return _no_such_table(meeting, seat, number)
    answer = redirect(url_for("join.phone", code=meeting.code), HTTPStatus.SEE_OTHER)
    if seat is not None and seat.table_id == table.id:
        return answer
    if not medvirk().live.limits.take("sit", _address(), SEATS):
        return _turned_away(Refused("too_fast"), code)
    answer.set_cookie(
        _cookie(meeting),
        _take_seat(meeting, table.number, seat),
        max_age=SEAT_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure,
    )
    return answer


def _take_seat(meeting: Meeting, number: int, seat: Seat | None) -> str:
    """Sit down, or move; the phone's key."""
    with medvirk().database.writing() as db:
        participant = tables.sit(
            db,
            meeting,
            number=number,
            participant_id=seat.access.seat if seat else None,
            new_id=lambda: str(uuid4()),
            now=medvirk().clock(),
        )
    return make_key(medvirk().settings.secret_key, meeting, Role.PHONE, participant.id)


def _seat(db: Session, meeting: Meeting) -> Seat | None:
    """Where the phone sits in ``meeting``, by its cookie."""
    key = request.cookies.get(_cookie(meeting), "")
    try:
        access = read_key(medvirk().settings.secret_key, db, key)
        if access.role is not Role.PHONE or access.meeting_id != meeting.id:
            return None
        return Seat(key, access, participant_of(db, access).table_id)
    except Unknown:
        return None


def _cookie(meeting: Meeting) -> str:
    return f"seat_{meeting.code}"


def _address() -> str:
    return request.remote_addr or ""


def _door(typed: str = "", problem: str = "") -> str:
    return drawn("join/code.html", typed=typed, problem=problem)


def _turned_away(refused: Refused, typed: str) -> tuple[str, HTTPStatus]:
    status = HTTPStatus.NOT_FOUND if isinstance(refused, Unknown) else HTTPStatus.TOO_MANY_REQUESTS
    return _door(typed, explain(refused)), status


def _tables(meeting: Meeting, seat: Seat | None, problem: str = "") -> str:
    here = medvirk().live.presence.here(meeting.id)
    with medvirk().database.reading() as db:
        there = db.get_one(Meeting, meeting.id).tables
    return drawn(
        "join/tables.html",
        meeting=meeting,
        tables=there,
        here=lambda table_id: here.phones.get(table_id, 0),
        seated_at=seat.table_id if seat else None,
        problem=problem,
    )


def _tables_for_newcomers(meeting: Meeting) -> str:
    """The tables as everybody sees them who has just scanned the code: drawn once for all."""
    recent, now = medvirk().live.recent, medvirk().clock()
    asked = ("join/tables", meeting.id), str(get_locale()), meeting.version, now
    page = recent.find(*asked)
    if page is None:
        page = _tables(meeting, None)
        recent.keep(*asked, page)
    return page


def _no_such_table(
    meeting: Meeting, seat: Seat | None, number: int | None
) -> tuple[str, HTTPStatus]:
    if number is None:
        return _tables(meeting, seat, _("Velg et bord.")), HTTPStatus.BAD_REQUEST
    unknown = Unknown("unknown_table", number=number)
    return _tables(meeting, seat, explain(unknown)), HTTPStatus.NOT_FOUND
