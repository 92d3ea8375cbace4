"""The projector's page; the console shows it too, in a frame."""

from flask import Blueprint

from app.access import Role
from app.live.protocol import Audience
from app.pages.opening import opened
from app.screens import show

blueprint = Blueprint("stage", __name__)


@blueprint.get("/stage/<key>")
def screen(key: str) -> str:
    """The whole stage as it stands at this moment; it goes on by itself."""
    return show("stage/screen.html", Audience.STAGE, opened(key, Role.STAGE), key)
