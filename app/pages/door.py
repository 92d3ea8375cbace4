"""The page of those who receive people at the door."""

from flask import Blueprint

from app import medvirk
from app.access import Role
from app.live.protocol import Audience
from app.pages.opening import opened
from app.screens import show
from facilitator.models import Invitation
from facilitator.registration.asked.people import CHOICE_MOST, NAME_MOST, ROLES, roles_of

blueprint = Blueprint("door", __name__)


@blueprint.get("/door/<key>")
def page(key: str) -> str:
    """The list of names to tick, the scanner, and the form for those who have not registered."""
    access = opened(key, Role.DOOR)
    with medvirk().database.reading() as db:
        invitation = db.get_one(Invitation, access.meeting_id)
    return show(
        "door/page.html",
        Audience.DOOR,
        access,
        key,
        roles={role: ROLES.get(role, role) for role in roles_of(invitation)},
        name_most=NAME_MOST,
        choice_most=CHOICE_MOST,
    )
