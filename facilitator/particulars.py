"""What a meeting is called, when and where it is, and how many tables it has: changed later on."""

import datetime as dt
from datetime import datetime
from typing import TypedDict, Unpack

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from facilitator import changes
from facilitator.errors import Invalid, Refused
from facilitator.meetings import LANGUAGES, TABLES_MOST, check_date
from facilitator.models import Contribution, Entry, Meeting, Participant, Table
from facilitator.plain_text import plain_text
from facilitator.registration import turns
from facilitator.registration.placing import places

_MOST = {"title": 200, "subtitle": 200, "host": 200, "place": 200, "notice": 1000}


class Particulars(TypedDict, total=False):
    """What may be changed. ``date`` is the local date of the first day."""

    title: str
    subtitle: str
    host: str
    place: str
    notice: str
    date: dt.date
    language: str
    tables: int


def change(db: Session, meeting: Meeting, now: datetime, **fields: Unpack[Particulars]) -> None:
    """Write ``fields`` of ``meeting``; all of them or none.

    On another date offers are over when the meeting starts then, and who waits may be offered a
    place anew.

    Args:
        now: aware UTC.

    Raises:
        Invalid: ``bad_title``, ``too_long``, ``bad_language``, ``bad_date``, ``bad_tables`` with
            the ``field``.
        Refused: ``begun``, a new date for a meeting that has begun; ``table_in_use`` with the
            ``number`` of a table that would go although somebody sat or said something there.
    """
    turns.lock(db, meeting)
    db.refresh(meeting)
    before = meeting.date
    for name in _MOST:
        if name in fields:
            setattr(meeting, name, _text(name, fields[name]))  # type: ignore[literal-required]
    if "language" in fields:
        if fields["language"] not in LANGUAGES:
            raise Invalid("bad_language", field="language")
        meeting.language = fields["language"]
    if "date" in fields and fields["date"] != meeting.date:
        if db.scalar(select(exists().where(Entry.meeting_id == meeting.id))):
            raise Refused("begun", field="date")
        check_date(fields["date"])
        meeting.date = fields["date"]
    if "tables" in fields:
        _set_tables(db, meeting, fields["tables"])
    db.flush()
    changes.touch(
        db, meeting.id, changes.PROGRAMME, changes.EXERCISES, changes.TABLES, changes.SCREEN
    )
    if meeting.date != before:
        places.expire(db, meeting, now)


def _text(name: str, value: str) -> str:
    text = plain_text(value)
    if name == "title" and not 1 <= len(text) <= _MOST[name]:
        raise Invalid("bad_title", field=name)
    if len(text) > _MOST[name]:
        raise Invalid("too_long", field=name, most=_MOST[name], length=len(text))
    return text


def _set_tables(db: Session, meeting: Meeting, count: int) -> None:
    """Number the tables from 1 to ``count``: new ones come last, the last ones go."""
    if not 0 <= count <= TABLES_MOST:
        raise Invalid("bad_tables", field="tables", most=TABLES_MOST)
    for table in [table for table in meeting.tables if table.number > count]:
        if _in_use(db, table):
            raise Refused("table_in_use", field="tables", number=table.number)
        meeting.tables.remove(table)
    numbers = {table.number for table in meeting.tables}
    meeting.tables += [
        Table(number=number) for number in range(1, count + 1) if number not in numbers
    ]


def _in_use(db: Session, table: Table) -> bool:
    sits = exists().where(Participant.table_id == table.id)
    said = exists().where(Contribution.table_id == table.id)
    return bool(db.scalar(select(sits | said)))
