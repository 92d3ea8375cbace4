"""What the organiser's pages share: who is let in, the meeting that an address names."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from sqlalchemy.orm import Session

from app import medvirk
from app.languages import speak_as
from app.pages.organise import visit
from facilitator import meetings
from facilitator.errors import Refused
from facilitator.models import Meeting, Organiser
from facilitator.report.edition import Edition

blueprint = Blueprint("organise", __name__, url_prefix="/organise")

WHO = "organiser"
"""Who the log of the programme says did it."""

_OPEN = frozenset(
    {"organise.enter", "organise.welcome", "organise.sign_in", "organise.sign_in_page"}
)


@blueprint.before_request
def let_in() -> Any:
    """Note who it is; show those who are no organiser how to get in."""
    g.told_before = len(session.get("_flashes", ()))
    with medvirk().database.reading() as db:
        g.organiser = visit.visitor(db)
    if g.organiser is not None or request.endpoint in _OPEN:
        return None
    asked = request.full_path.rstrip("?") if request.method == "GET" else ""
    return way_in(asked=asked), HTTPStatus.FORBIDDEN


@blueprint.context_processor
def the_organiser() -> dict[str, Any]:
    """The templates know who is here."""
    return {"organiser": g.get("organiser")}


def way_in(*, asked: str, email: str = "", problem: str = "", used: bool = False) -> str:
    """The page where one signs in.

    Args:
        asked: the path that one is sent on to.
        used: a link was tried that does not hold any more.
    """
    return render_template(
        "organise/entry/way_in.html", asked=asked, email=email, problem=problem, used=used
    )


def me() -> Organiser:
    """Who does this, as the request found them: what changes is read anew."""
    organiser: Organiser = g.organiser
    return organiser


def found(db: Session, code: str) -> Meeting:
    """The meeting that an address names; its pages speak its language.

    Raises:
        Unknown: ``unknown_meeting``.
    """
    meeting = meetings.find(db, code)
    speak_as(meeting)
    return meeting


def edition_asked() -> Edition:
    """The edition that the address asks for, or the whole report."""
    try:
        return Edition(request.args.get("edition", Edition.FULL))
    except ValueError:
        return Edition.FULL


def see(endpoint: str, **values: Any) -> Any:
    """Send the browser on after something was done, so that nothing is done twice."""
    # The log names the meeting also when the deed was to make it.
    g.meeting_code = values.get("code")
    return redirect(url_for(f"organise.{endpoint}", **values), HTTPStatus.SEE_OTHER)


def field_of(refused: Refused, otherwise: str = "") -> str:
    """The name of the field that was refused, or ``otherwise``."""
    return str(refused.details.get("field", otherwise))
