"""Where the meeting's place is found on a map."""

from urllib.parse import urlencode

from facilitator.models import Invitation, Meeting


def map_of(meeting: Meeting, invitation: Invitation) -> str:
    """The address of a map: the organiser's own, else a search for the place; empty without one."""
    if invitation.map_url.startswith(("https://", "http://")):
        return invitation.map_url
    if not meeting.place:
        return ""
    return "https://www.openstreetmap.org/search?" + urlencode({"query": meeting.place})
