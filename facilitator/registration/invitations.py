"""What people are told before the meeting, and the terms on which they register: changed later."""

import datetime as dt
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypedDict, Unpack
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from facilitator import parsing
from facilitator.errors import Invalid
from facilitator.meetings import PLACES_MOST
from facilitator.models import Invitation, Meeting
from facilitator.programme.reading.result import ABOUT_MOST
from facilitator.programme.rows import plan_of
from facilitator.registration import promise, times, turns
from facilitator.registration.asked.people import CHOICE_MOST, ROLES
from facilitator.registration.placing import places

PARTY_MOST, HOURS_MOST, ROLES_MOST = 10, 336, 20
_TEXTS = {"about": ABOUT_MOST, "purpose": 1000, "responsible": 200, "contact": 200}
_MAP_MOST = 500


class Terms(TypedDict, total=False):
    """What may be changed.

    ``closes_at`` is aware UTC, ``keep_until`` a local date, and None means the usual one of both;
    ``capacity`` None means no limit. ``roles`` are texts: those of ``people.ROLES`` by their word
    or in bokmål.
    """

    about: str
    purpose: str
    responsible: str
    contact: str
    map_url: str
    open: bool
    closes_at: datetime | None
    capacity: int | None
    party_most: int
    roles: Sequence[str]
    asks_diet: bool
    reminder_hours: int
    keep_until: dt.date | None


def change(db: Session, meeting: Meeting, now: datetime, **fields: Unpack[Terms]) -> None:
    """Write ``fields`` of the meeting's invitation; all of them or none.

    Fewer places than are taken are allowed: nobody loses a place by it.

    Args:
        now: aware UTC.

    Raises:
        Invalid: ``too_long``, ``bad_map_url``, ``bad_choice``, ``bad_roles`` (``most``),
            ``bad_keep_until``, ``promised_date`` (``date``) with the ``field``.
    """
    given: Mapping[str, Any] = {**fields}
    clean: dict[str, Any] = {
        name: parsing.text(given[name], name, most=most, least=0)
        for name, most in _TEXTS.items()
        if name in given
    }
    clean |= {name: given[name] for name in ("open", "closes_at", "asks_diet") if name in given}
    for name, least, most in (("party_most", 1, PARTY_MOST), ("reminder_hours", 0, HOURS_MOST)):
        if name in given:
            clean[name] = parsing.whole(given[name], name, least=least, most=most)
    if "map_url" in fields:
        clean["map_url"] = page_address(fields["map_url"])
    if "roles" in fields:
        clean["roles"] = _roles(fields["roles"])
    capacity = fields.get("capacity")
    if capacity is not None:
        parsing.whole(capacity, "capacity", least=0, most=PLACES_MOST)
    turns.lock(db, meeting)
    if "keep_until" in fields:
        _keep_until(db, meeting, fields["keep_until"])
    invitation = db.get_one(Invitation, meeting.id, populate_existing=True)
    for name, value in clean.items():
        setattr(invitation, name, value)
    db.flush()
    # Also when only the closing moves: who waits may be offered a place that was kept from them.
    places.resize(db, meeting, fields.get("capacity", invitation.capacity), now)


def _keep_until(db: Session, meeting: Meeting, day: dt.date | None) -> None:
    """Let people be deleted on ``day``; None means the usual one, unless one has been promised.

    Raises:
        Invalid: ``bad_keep_until``, before the meeting is over; ``promised_date``.
    """
    last = times.last_day(plan_of(db, meeting))
    if day is not None and day < last:
        raise Invalid("bad_keep_until", field="keep_until")
    promise.check_day(db, meeting, day or last + times.KEPT)
    promised = promise.given(db, meeting) is not None
    meeting.keep_until = day or (last + times.KEPT if promised else None)


def responsible_for(invitation: Invitation, meeting: Meeting) -> str:
    """Who answers for what is kept about people; empty when nobody is named."""
    return invitation.responsible or meeting.host


def page_address(typed: str) -> str:
    """``typed`` as the address of a page; nothing stays nothing.

    Raises:
        Invalid: ``bad_map_url``, unless it is ``http`` or ``https`` and names a host.
    """
    text = parsing.text(typed, "map_url", most=_MAP_MOST, least=0)
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        whole = False
    if not whole or len(text.split()) != 1:
        raise Invalid("bad_map_url", field="map_url")
    return text


def _roles(typed: Sequence[str]) -> list[str]:
    """``typed`` without doubles, as it is stored; empty when it is what people usually are."""
    roles: dict[str, str] = {}
    for one in typed:
        said = " ".join(parsing.text(one, "roles", most=CHOICE_MOST, least=0).split())
        role = _usual(said) or said
        if role:
            roles.setdefault(role.casefold(), role)
    if len(roles) > ROLES_MOST:
        raise Invalid("bad_roles", field="roles", most=ROLES_MOST)
    chosen = list(roles.values())
    return [] if chosen == list(ROLES) else chosen


def _usual(said: str) -> str | None:
    for role, words in ROLES.items():
        if said.casefold() in (role, words):
            return role
    return None
