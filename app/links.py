"""The links of a meeting, as they are printed, shown and sent."""

from collections.abc import Mapping

from app.access import Role, make_entry_key, make_key
from app.addresses import base_urls
from app.config import Settings
from facilitator.models import Meeting, Organiser


def links_of(settings: Settings, meeting: Meeting) -> Mapping[str, str]:
    """The full addresses ``join``, ``stage``, ``console``, ``themes`` and ``signup``."""
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
        # The meeting's own page; one registers there when the meeting takes registrations.
        "signup": f"/m/{meeting.code}",
    }


def owners_links_of(settings: Settings, meeting: Meeting, organiser: Organiser) -> dict[str, str]:
    """The links that a terminal shows: ``organise`` besides, by which ``organiser`` comes in once.

    Whoever has the terminal owns the machine.
    """
    return {
        **links_of(settings, meeting),
        "organise": f"{entry_link(settings, organiser)}/{meeting.code}",
    }


def entry_link(settings: Settings, organiser: Organiser) -> str:
    """The full address by which ``organiser`` comes in once, for the terminal."""
    key = make_entry_key(settings.secret_key, organiser)
    return f"{base_urls(settings)[0]}/organise/enter/{key}"


def welcome_link(settings: Settings, organiser: Organiser) -> str:
    """The full address of the page that leads to ``entry_link``, for sending to ``organiser``.

    Mail servers and chats open the links that they carry, to look for harm or to show what is
    there; opening this one uses nothing up.
    """
    key = make_entry_key(settings.secret_key, organiser)
    return f"{base_urls(settings)[0]}/organise/welcome/{key}"
