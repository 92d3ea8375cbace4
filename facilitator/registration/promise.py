"""The promise of a day on which people are deleted: it may be kept earlier, never later."""

import datetime as dt

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from facilitator.errors import Invalid
from facilitator.models import Meeting, Registration
from facilitator.registration import times


def check_day(db: Session, meeting: Meeting, day: dt.date) -> None:
    """That ``day``, local to the meeting, may become the one on which people are deleted.

    Raises:
        Invalid: ``promised_date``, when people have registered who were told an earlier one; with
            the ``field`` and the ``date`` that they were told.
    """
    promised = times.forget_on(db, meeting)
    people = exists().where(Registration.meeting_id == meeting.id)
    if day > promised and db.scalar(select(people)):
        raise Invalid("promised_date", field="keep_until", date=f"{promised:%d.%m.%Y}")
