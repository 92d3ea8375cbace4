"""New links to a meeting's screens: the ones that were handed out before stop at once."""

from typing import Any

from flask import flash
from flask_babel import gettext as _

from app import medvirk
from app.access import Role, renew
from app.pages.organise.deed_words import ROLES
from app.pages.organise.frame import blueprint, found, see
from facilitator import changes


@blueprint.post("/<code>/keys/<any(stage, console, themes, door):role>")
def renew_key(code: str, role: str) -> Any:
    """Make one; each server process hangs up on the screens that have the old one."""
    with medvirk().database.writing() as db:
        meeting = found(db, code)
        renew(db, meeting, Role(role))
        # Screens show each other's links.
        changes.touch(db, meeting.id, changes.SCREEN)
    flash(_("Ny lenke til %(screen)s. Den gamle virker ikke lenger.", screen=ROLES[role]))
    return see("show", code=code, _anchor="links-title")
