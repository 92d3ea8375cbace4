"""The log of what organisers did: a word for the deed, who, when, in which meeting."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from facilitator.models import Deed, Organiser

KEPT = timedelta(days=365)
"""How long the log is kept; what was done in a meeting is deleted with the meeting, too."""


def note(
    db: Session,
    what: str,
    *,
    organiser_id: int,
    now: datetime,
    meeting_id: int | None = None,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Write down what an organiser did.

    Args:
        what: a word for it, at most 40 characters.
        now: aware UTC.
        facts: numbers of what it was done to; nobody's name, nothing that somebody wrote.
    """
    db.add(
        Deed(
            what=what,
            organiser_id=organiser_id,
            meeting_id=meeting_id,
            at=now,
            facts=dict(facts or {}),
        )
    )


def newest(
    db: Session, *, meeting_id: int | None = None, before: int | None = None, most: int = 100
) -> Sequence[Deed]:
    """The newest deeds, of one meeting or of all there are, the newest first.

    Args:
        before: only those with a lower number.
    """
    query = select(Deed).order_by(Deed.id.desc()).limit(most)
    if meeting_id is not None:
        query = query.where(Deed.meeting_id == meeting_id)
    if before is not None:
        query = query.where(Deed.id < before)
    return db.scalars(query).all()


def last(db: Session, meeting_id: int, what: str) -> Deed | None:
    """When somebody did ``what`` in a meeting the last time; None when nobody has."""
    query = select(Deed).where(Deed.meeting_id == meeting_id, Deed.what == what)
    return db.scalars(query.order_by(Deed.id.desc()).limit(1)).first()


def last_of_each(db: Session) -> Mapping[int, Deed]:
    """What each organiser did last, by the organiser's number."""
    last = select(func.max(Deed.id)).group_by(Deed.organiser_id)
    found = db.scalars(select(Deed).where(Deed.id.in_(last)))
    return {deed.organiser_id: deed for deed in found if deed.organiser_id is not None}


def names(db: Session) -> Mapping[int, Organiser]:
    """Everybody who is or was an organiser, by number."""
    return {one.id: one for one in db.scalars(select(Organiser))}


def forget_old(db: Session, now: datetime) -> None:
    """Delete what was done longer ago than the log is kept."""
    db.execute(delete(Deed).where(Deed.at < now - KEPT))
