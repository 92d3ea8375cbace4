"""How much there is of a meeting, in numbers."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.models import Contribution, Exercise, Meeting, Participant, Report, Table


@dataclass(frozen=True)
class Sums:
    """What a meeting consists of.

    Args:
        published: everybody may read its report.
    """

    items: int
    exercises: int
    tables: int
    phones: int
    contributions: int
    published: bool


def summed(db: Session, meeting: Meeting) -> Sums:
    """What there is of ``meeting``."""

    def count(model: type[Exercise | Table | Participant | Contribution]) -> int:
        query = select(func.count()).select_from(model).where(model.meeting_id == meeting.id)
        return db.scalar(query) or 0

    report = db.get(Report, meeting.id)
    return Sums(
        items=sum(item.deleted_at is None for item in meeting.items),
        exercises=count(Exercise),
        tables=count(Table),
        phones=count(Participant),
        contributions=count(Contribution),
        published=report is not None and report.published_at is not None,
    )
