"""A duty of the server: places that were offered and not taken in time go to the next in line."""

from datetime import datetime

from app.database import Database
from facilitator.models import Meeting
from facilitator.registration.placing import line, places


def expire_offers(database: Database, now: datetime) -> None:
    """Take back the offers whose time is over at ``now`` (aware UTC), meeting by meeting.

    One query when there are none.
    """
    with database.reading() as db:
        found = [meeting.id for meeting in line.overdue(db, now)]
    for meeting_id in found:
        with database.writing() as db:
            places.expire(db, db.get_one(Meeting, meeting_id), now)
