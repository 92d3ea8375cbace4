"""What a report tells: of one meeting, or of several side by side."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.report.comparing import draw_comparison
from app.report.drawing import Drawn, draw_report
from facilitator.models import Meeting
from facilitator.report.edition import Edition


def told_of(db: Session, meetings: Sequence[Meeting], edition: Edition, now: datetime) -> Drawn:
    """The report of the only one of ``meetings``, or all of them compared.

    Args:
        now: aware UTC; tells how far a meeting that still runs has come, and nothing else.
    """
    if len(meetings) == 1:
        return draw_report(db, meetings[0], edition, now)
    return draw_comparison(db, meetings, edition, now)
