"""Publishing: from when, and in which edition, everybody may read a meeting's report."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import changes
from facilitator.errors import Refused
from facilitator.models import Meeting, Report
from facilitator.report.edition import Edition
from facilitator.report.organiser import words
from facilitator.report.review.to_review import left_to_review


@dataclass(frozen=True)
class Published:
    """That everybody may read a report.

    Args:
        since: aware UTC.
    """

    edition: Edition
    since: datetime


def published(db: Session, meeting_id: int) -> Published | None:
    """In which edition a report is published; None while it is the organisers' own."""
    query = select(Report.published_edition, Report.published_at).where(
        Report.meeting_id == meeting_id
    )
    found = db.execute(query).first()
    if found is None or found.published_at is None:
        return None
    return Published(Edition(found.published_edition), found.published_at)


def publish(db: Session, meeting: Meeting, edition: Edition, now: datetime) -> None:
    """Let everybody read the report in ``edition``.

    Args:
        now: aware UTC; from then on it counts as published, unless it was in the same edition.

    Raises:
        Refused: ``not_reviewed`` (``left``, a number), the edition for others before all of it has
            been looked at.
    """
    report = words.taken(db, meeting)
    if edition is Edition.SHARED and (left := left_to_review(db, meeting.id)):
        raise Refused("not_reviewed", left=left)
    if report.published_at is None or report.published_edition != edition:
        report.published_at, report.published_edition = now, edition.value
        report.revision += 1
    # The phones of the room say where the report is.
    changes.touch(db, meeting.id, changes.PROGRAMME)


def unpublish(db: Session, meeting: Meeting) -> None:
    """Keep the report for the organisers; nothing when it is not published."""
    report = words.taken(db, meeting)
    if report.published_at is not None:
        report.published_at = None
        report.revision += 1
    changes.touch(db, meeting.id, changes.PROGRAMME)
