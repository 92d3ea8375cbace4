"""What the server writes by itself: reminders."""

from datetime import datetime

from app.database import Database
from facilitator.errors import Refused
from facilitator.models import Meeting
from facilitator.registration.post import everybody


def remind(database: Database, now: datetime) -> None:
    """Remind the people of every meeting that is near enough (``now`` is aware UTC)."""
    with database.reading() as db:
        near = everybody.reminders_due(db, now)
    for meeting_id in near:
        with database.writing() as db:
            meeting = db.get(Meeting, meeting_id)
            try:
                if meeting is not None:
                    everybody.remind_in_time(db, meeting, now)
            except Refused:
                # Another server did it, or the moderator has begun.
                db.rollback()
