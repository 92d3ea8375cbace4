"""Deletes what is due, as a duty of the server and as a command of the terminal."""

import logging
from collections.abc import Mapping
from datetime import datetime

from app.database import Database
from facilitator import deeds, forgetting
from facilitator.forgetting import Forgotten
from facilitator.meetings import find
from facilitator.models import Invitation, Meeting

log = logging.getLogger(__name__)


def forget_due(database: Database, now: datetime, code: str = "") -> Mapping[str, Forgotten]:
    """Delete what the day has come for, each meeting in a transaction of its own.

    Args:
        now: aware UTC.
        code: look only at this meeting.

    Returns:
        By the meeting's code what was deleted, where anything was.

    Raises:
        Unknown: ``unknown_meeting``.
    """
    with database.reading() as db:
        meetings = [find(db, code)] if code else forgetting.candidates(db, now)
    deleted = {}
    for meeting in meetings:
        try:
            forgotten = _forget(database, meeting.id, now)
        except Exception:
            # What is wrong with one must not keep the others from being forgotten in time.
            log.exception("what is due of meeting %s could not be deleted", meeting.id)
        else:
            if forgotten.any:
                deleted[meeting.code] = forgotten
    # Also when nothing was: the last time others may have been in the way.
    if not database.shred() and deleted:
        log.warning("what was deleted stands in the journal until this is done again")
    return deleted


def _forget(database: Database, meeting_id: int, now: datetime) -> Forgotten:
    with database.reading() as db:
        meeting = db.get_one(Meeting, meeting_id)
        invitation = db.get_one(Invitation, meeting_id)
        due = forgetting.is_due(db, meeting, now)
        if due and invitation.forgotten_at is not None and not forgetting.kept(db, meeting).any:
            return Forgotten()
        diet_due = not due and forgetting.is_diet_due(db, meeting, now)
        if not (due or diet_due):
            return Forgotten()
    with database.writing() as db:
        meeting = db.get_one(Meeting, meeting_id)
        return (forgetting.forget if due else forgetting.forget_diet)(db, meeting, now)


def forget(database: Database, now: datetime) -> None:
    """The server's duty: what is due, and what organisers did long ago."""
    for code, forgotten in forget_due(database, now).items():
        log.info("of %s was deleted, as promised: %s", code, forgotten)
    with database.writing() as db:
        deeds.forget_old(db, now)
