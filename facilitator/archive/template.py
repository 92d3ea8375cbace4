"""A new meeting like an earlier one, with nothing of what was said and done there."""

import datetime as dt
import json
from datetime import datetime
from random import Random

from sqlalchemy.orm import Session

from facilitator.archive.putting import put_template
from facilitator.archive.reading import read
from facilitator.archive.writing import pieces
from facilitator.errors import Invalid
from facilitator.meetings import TABLES_MOST
from facilitator.models import Meeting, Report


def copy(
    db: Session,
    meeting: Meeting,
    *,
    date: dt.date,
    now: datetime,
    choose: Random,
    title: str = "",
    tables: int | None = None,
) -> Meeting:
    """Make a meeting like ``meeting``, with a code of its own.

    It has the same particulars, words to those who come, programme, exercises with their settings,
    and tables. Nothing comes along of what was said and done, nor of those who came.

    Args:
        date: the local date of its first day.
        now: aware UTC.
        choose: where the randomness of the code comes from.
        title: empty for the same.
        tables: how many tables, numbered from 1; None for as many.

    Raises:
        Invalid: ``bad_title``, ``bad_date``, ``bad_tables`` with the ``field``.
    """
    if tables is not None and not 0 <= tables <= TABLES_MOST:
        raise Invalid("bad_tables", field="tables", most=TABLES_MOST)
    found = json.loads("".join(pieces(db, meeting, "medvirk-template")))
    if tables is not None:
        there = {row["number"]: row for row in found["tables"]}
        numbers = range(1, tables + 1)
        found["tables"] = [there.get(number, {"number": number}) for number in numbers]
    report = db.get(Report, meeting.id)
    template = read(found, report.logo if report else None)
    return put_template(db, template, title=title, date=date, now=now, choose=choose)
