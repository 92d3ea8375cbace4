"""One table as the moderator sees it: how it is doing, what it said, its sheets, and its phones."""

from flask import Blueprint, request
from sqlalchemy.orm import Session

from app import medvirk
from app.access import Access, Role, generation_of, make_key, meeting_of, standing_of
from app.languages import speak_as
from app.live.protocol import Audience
from app.pages.opening import opened
from app.screens import show
from app.sheets import draw_sheets
from facilitator.errors import Unknown
from facilitator.models import Meeting
from facilitator.overview import evening_of, exercises_of

blueprint = Blueprint("table", __name__)


@blueprint.get("/console/<key>/table/<int:number>")
def page(key: str, number: int) -> str:
    """The table's state, its board, and forms to write to it and for it.

    ``?exercise=…`` chooses what is typed from paper in the place of the current item's exercises.
    """
    parts, access = medvirk(), opened(key, Role.CONSOLE)
    with parts.database.reading() as db:
        meeting, at_table = _at_table(db, access, Role.CONSOLE, number)
        exercises = exercises_of(db, meeting.id)
        current = [one.id for one in evening_of(db, meeting.id, parts.clock()).exercises]
    asked = request.args.get("exercise", type=int)
    wanted = [asked] if asked is not None else current
    return show(
        "console/at_table.html",
        Audience.CONSOLE,
        at_table,
        _key(meeting, at_table),
        console=key,
        typed=[one for one in exercises if one.id in wanted],
        others=[one for one in exercises if one.id not in wanted],
    )


@blueprint.get("/console/<key>/see/<int:number>")
def see(key: str, number: int) -> str:
    """What the table's phones show, but nobody's own notes; nothing can be done there."""
    access = opened(key, Role.CONSOLE)
    with medvirk().database.reading() as db:
        meeting, view = _at_table(db, access, Role.VIEW, number)
    return show("phone/seen.html", Audience.PHONE, view, _key(meeting, view))


@blueprint.get("/console/<key>/sheets")
def sheets(key: str) -> str:
    """Sheets of paper for the tables, to be printed by who leads the meeting."""
    access = opened(key, Role.CONSOLE)
    with medvirk().database.reading() as db:
        meeting = meeting_of(db, access)
        speak_as(meeting)
        return draw_sheets(db, meeting, back=f"/console/{key}")


def _at_table(db: Session, access: Access, role: Role, number: int) -> tuple[Meeting, Access]:
    """The access of a screen about table ``number``, for who has the console's.

    Raises:
        Unknown: ``unknown_table``.
    """
    meeting = meeting_of(db, access)
    at_table = Access(role, meeting.id, meeting.code, str(number), generation_of(meeting, role))
    try:
        standing_of(db, at_table)
    except Unknown:
        raise Unknown("unknown_table", number=number) from None
    return meeting, at_table


def _key(meeting: Meeting, access: Access) -> str:
    return make_key(medvirk().settings.secret_key, meeting, access.role, access.seat)
