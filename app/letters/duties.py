"""What the server writes by itself: reminders, and what organisers must know in time."""

from datetime import datetime

from app.database import Database
from facilitator import forewarning, forgetting
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


def warn(database: Database, now: datetime) -> None:
    """Tell organisers whose people are deleted soon (``now`` is aware UTC)."""
    with database.reading() as db:
        near = [
            meeting.id
            for meeting in forgetting.candidates(db, now)
            if forewarning.is_due(db, meeting, now)
        ]
    for meeting_id in near:
        with database.writing() as db:
            meeting = db.get(Meeting, meeting_id)
            if meeting is not None:
                forewarning.warn(db, meeting, now)
