"""The links of a meeting, as they are printed, shown and sent."""

from collections.abc import Mapping

from app.access import Role, make_key
from app.addresses import base_urls
from app.config import Settings
from facilitator.models import Meeting


def links_of(settings: Settings, meeting: Meeting) -> Mapping[str, str]:
    """The full addresses ``join``, ``stage``, ``console``, ``themes``, ``organise``, ``signup``."""
    base = base_urls(settings)[0]
    return {name: base + path for name, path in paths_of(settings, meeting).items()}


def paths_of(settings: Settings, meeting: Meeting) -> Mapping[str, str]:
    """The same without the host, for a page that is already there."""
    stage = make_key(settings.secret_key, meeting, Role.STAGE)
    console = make_key(settings.secret_key, meeting, Role.CONSOLE)
    themes = make_key(settings.secret_key, meeting, Role.THEMES)
    door = make_key(settings.secret_key, meeting, Role.DOOR)
    return {
        "join": f"/j/{meeting.code}",
        "stage": f"/stage/{stage}",
        "console": f"/console/{console}",
        "themes": f"/themes/{themes}",
        "door": f"/door/{door}",
        "organise": f"/organise/enter/{organise_key(settings)}/{meeting.code}",
        # The meeting's own page; one registers there when the meeting takes registrations.
        "signup": f"/m/{meeting.code}",
    }


def organise_key(settings: Settings) -> str:
    """The key that opens the organiser's pages."""
    return make_key(settings.secret_key, None, Role.ORGANISE)
