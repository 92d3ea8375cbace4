"""Takes a file with a meeting into the installation: an archive as it was, a template anew."""

import datetime as dt
from datetime import datetime
from random import SystemRandom

from app.database import Database
from facilitator.archive.putting import put_archive, put_template
from facilitator.archive.reading import Taken
from facilitator.models import Meeting


def take_in(
    database: Database, taken: Taken, *, title: str, day: dt.date, now: datetime
) -> Meeting:
    """Put ``taken`` into the database, whole or not at all.

    Args:
        title: what the meeting of a template is called; empty for the template's own.
        day: the local date of the meeting of a template.
        now: aware UTC.

    Raises:
        Refused: as ``put_archive`` and ``put_template``.
    """
    choose = SystemRandom()
    with database.writing() as db:
        if taken.is_template:
            return put_template(db, taken, title=title, date=day, now=now, choose=choose)
        return put_archive(db, taken, choose)
