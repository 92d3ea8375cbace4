"""The way in for the organiser: the printed link, which leaves the address bar at once."""

from typing import Any

from flask import session

from app.pages.organise.frame import ORGANISER, blueprint, opens, see
from facilitator.errors import Unknown


@blueprint.get("/enter/<key>", endpoint="enter")
@blueprint.get("/enter/<key>/<code>", endpoint="enter")
def enter(key: str, code: str = "") -> Any:
    """Keep the key in a signed cookie and go on to the meetings, or to the meeting ``code``.

    Raises:
        Unknown: ``bad_key``.
    """
    if not opens(key):
        raise Unknown("bad_key")
    session[ORGANISER] = key
    session.permanent = True
    return see("show", code=code) if code else see("index")
