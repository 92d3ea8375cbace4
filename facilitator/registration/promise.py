"""The promise of a day on which people are deleted: it may be kept earlier, never later.

It is given when the first one registers, and stands then whatever becomes of the programme; only a
meeting that is put off beyond it moves it, to the day after.
"""

import datetime as dt

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from facilitator.errors import Invalid
from facilitator.models import Meeting, Registration
from facilitator.registration import times


def given(db: Session, meeting: Meeting) -> dt.date | None:
    """The local date on which people were told that they are deleted; None when nobody was."""
    people = exists().where(Registration.meeting_id == meeting.id)
    return times.forget_on(db, meeting) if db.scalar(select(people)) else None


def give(db: Session, meeting: Meeting) -> None:
    """Let the date on which people are deleted stay what it is from now on."""
    if meeting.keep_until is None:
        db.execute(
            update(Meeting)
            .where(Meeting.id == meeting.id, Meeting.keep_until.is_(None))
            .values(keep_until=times.forget_on(db, meeting))
        )
        db.expire(db.get_one(Meeting, meeting.id), ["keep_until"])


def check_day(db: Session, meeting: Meeting, day: dt.date) -> None:
    """That ``day``, local to the meeting, may become the one on which people are deleted.

    Raises:
        Invalid: ``promised_date``, when people have registered who were told an earlier one; with
            the ``field`` and the ``date`` that they were told.
    """
    promised = given(db, meeting)
    if promised is not None and day > promised:
        raise Invalid("promised_date", field="keep_until", date=f"{promised:%d.%m.%Y}")
