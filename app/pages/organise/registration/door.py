"""What the organiser hands to those who receive people at the door, and who has come."""

from app import medvirk
from app.access import Access, Role, make_key
from app.addresses import qr_of
from app.links import links_of
from app.live.protocol import Audience
from app.pages.organise.frame import blueprint, found
from app.screens import show as show_screen


@blueprint.get("/<code>/door")
def door(code: str) -> str:
    """The link with its code, how it is used, and the arrivals, live."""
    parts = medvirk()
    settings = parts.settings
    with parts.database.reading() as db:
        meeting = found(db, code)
    link = links_of(settings, meeting)["door"]
    return show_screen(
        "organise/registration/door.html",
        Audience.DOOR,
        Access(Role.DOOR, meeting.id, meeting.code, generation=meeting.door_generation),
        make_key(settings.secret_key, meeting, Role.DOOR),
        meeting=meeting,
        link=link,
        qr=qr_of(link),
        camera=link.startswith("https:"),
    )
