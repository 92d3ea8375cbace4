"""Opens a screen by the key in its address, and finds the meeting of a code."""

from flask import request
from sqlalchemy.orm import Session

from app import medvirk
from app.access import Access, Role, read_key
from app.live.limits import FAILED_LOOKUPS
from facilitator import meetings
from facilitator.errors import Refused, Unknown
from facilitator.models import Meeting


def opened(key: str, role: Role) -> Access:
    """What ``key`` gives access to, when it is a key of ``role``.

    Raises:
        Unknown: ``bad_key``, also for the key of another role.
    """
    parts = medvirk()
    with parts.database.reading() as db:
        access = read_key(parts.settings.secret_key, db, key)
    if access.role is not role:
        raise Unknown("bad_key")
    return access


def meeting_at(db: Session, code: str) -> Meeting:
    """The meeting of a code that everybody may try, unless too many wrong ones came from there.

    Raises:
        Unknown: ``unknown_meeting``.
        Refused: ``too_fast``.
    """
    limits, address = medvirk().live.limits, request.remote_addr or ""
    if limits.exhausted("lookup", address, FAILED_LOOKUPS):
        raise Refused("too_fast")
    try:
        return meetings.find(db, code)
    except Unknown:
        limits.take("lookup", address, FAILED_LOOKUPS)
        raise
