"""What the organiser's pages share: the way in, the meeting that an address names."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, redirect, render_template, request, session, url_for
from sqlalchemy.orm import Session

from app import medvirk
from app.access import Role, read_key
from facilitator import meetings
from facilitator.errors import Refused, Unknown
from facilitator.models import Meeting

blueprint = Blueprint("organise", __name__, url_prefix="/organise")

ORGANISER = "organiser"
"""Where the signed cookie keeps the organiser's key."""
WHO = "organiser"
"""Who the log says did it."""

_OPEN = frozenset({"organise.enter"})


@blueprint.before_request
def let_in() -> Any:
    """Show those who have no organiser's key how to get in."""
    if request.endpoint in _OPEN or is_organiser():
        return None
    return render_template("organise/way_in.html"), HTTPStatus.FORBIDDEN


def is_organiser() -> bool:
    """Whether the browser holds a key of the organiser that still counts."""
    return opens(session.get(ORGANISER))


def opens(key: object) -> bool:
    """Whether ``key`` is the organiser's."""
    with medvirk().database.reading() as db:
        try:
            return read_key(medvirk().settings.secret_key, db, key).role is Role.ORGANISE
        except Unknown:
            return False


def found(db: Session, code: str) -> Meeting:
    """The meeting that an address names.

    Raises:
        Unknown: ``unknown_meeting``.
    """
    return meetings.find(db, code)


def see(endpoint: str, **values: Any) -> Any:
    """Send the browser on after something was done, so that nothing is done twice."""
    return redirect(url_for(f"organise.{endpoint}", **values), HTTPStatus.SEE_OTHER)


def field_of(refused: Refused, otherwise: str = "") -> str:
    """The name of the field that was refused, or ``otherwise``."""
    return str(refused.details.get("field", otherwise))
