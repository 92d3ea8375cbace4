"""The review of the edition for others. SEAM: the review itself takes this module's place."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.models import Contribution, Review


def left_to_review(db: Session, meeting_id: int) -> int:
    """How many contributions nobody has looked at as they stand now."""
    looked_at = select(Review.contribution_id).where(Review.revision == Contribution.revision)
    query = (
        select(func.count())
        .select_from(Contribution)
        .where(Contribution.meeting_id == meeting_id, Contribution.id.not_in(looked_at))
    )
    return db.scalar(query) or 0
