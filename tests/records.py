"""Reads the whole record of a small meeting, to hold against it what ought to be told."""

from sqlalchemy.orm import Session

from facilitator.models import Meeting
from facilitator.report.asked import asked
from facilitator.report.edition import Edition, Edits
from facilitator.report.record import Recorded, recorded


def record(db: Session, meeting: Meeting) -> tuple[Recorded, ...]:
    """Everything of ``meeting`` by number, as the organisers' edition tells it."""
    return tuple(recorded(db, meeting, asked(db, meeting), Edits(Edition.FULL)))
