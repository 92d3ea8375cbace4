"""Reports that pages show: drawn once for each version of a meeting, for all who read it."""

from collections import OrderedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import medvirk
from app.report.drawing import Drawn, draw_report
from facilitator.models import Meeting
from facilitator.report.edition import Edition

_MOST = 8
"""So many reports are kept drawn; one may be a few megabytes."""
_drawn: OrderedDict[tuple[object, ...], Drawn] = OrderedDict()


def drawn_report(db: Session, meeting: Meeting, edition: Edition) -> Drawn:
    """The report of ``meeting`` as it stands in the transaction of ``db``."""
    version = db.scalar(select(Meeting.version).where(Meeting.id == meeting.id))
    # An id, and then a version, may have been another meeting's.
    key = (medvirk().settings.data, meeting.id, meeting.created_at, version, edition)
    drawn = _drawn.get(key)
    if drawn is None:
        drawn = _drawn[key] = draw_report(db, meeting, edition, medvirk().clock())
    _drawn.move_to_end(key)
    while len(_drawn) > _MOST:
        _drawn.popitem(last=False)
    return drawn
