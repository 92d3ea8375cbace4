"""Puts a file that was read into the database: a meeting as it was, or a new one like it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from random import Random
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from facilitator import meetings
from facilitator.archive.parts import Part
from facilitator.archive.reading import Taken
from facilitator.archive.references import BODIES, RENAMED, body_renamed
from facilitator.archive.writing import FORMATS
from facilitator.errors import Invalid, Refused
from facilitator.exercises import kind_of
from facilitator.models import Contribution, Meeting, Participant, Report
from facilitator.plain_text import plain_text

_AT_ONCE = 500


def put_archive(db: Session, taken: Taken, choose: Random) -> Meeting:
    """Take a meeting in as it was; only its keys are new.

    Args:
        choose: where the randomness of the keys comes from.

    Raises:
        Refused: ``already_here`` with the code (``meeting``) and the ``title`` of the meeting that
            has its code or something that was said in it.
    """
    row = taken.meeting
    _refuse_known(db, taken)
    meeting = Meeting(**row)
    meetings.renew_keys(meeting, choose)
    try:
        with db.begin_nested():
            db.add(meeting)
    except IntegrityError:
        # Somebody takes in the same file at this moment.
        raise _already_here(meeting) from None
    _put_lists(db, taken, meeting)
    return meeting


def put_template(
    db: Session, taken: Taken, *, title: str, date: dt.date, now: datetime, choose: Random
) -> Meeting:
    """Make a new meeting of a template, with a code of its own.

    Args:
        title: empty for the template's own.
        date: the local date of its first day.
        now: aware UTC.
        choose: where the randomness of code and keys comes from.

    Raises:
        Refused: ``not_template``, for an archive.
        Invalid: ``bad_title``, ``bad_date`` with the ``field``.
    """
    if not taken.is_template:
        raise Refused("not_template")
    title = plain_text(title) or taken.meeting["title"]
    if len(title) > 200:
        raise Invalid("bad_title", field="title")
    meetings.check_date(date)
    about = {**taken.meeting, "title": title}
    meeting = Meeting(**about, code=meetings.free_code(db, choose), date=date, created_at=now)
    db.add(meeting)
    db.flush()
    _put_lists(db, taken, meeting)
    return meeting


def _refuse_known(db: Session, taken: Taken) -> None:
    """Refuse what is on this installation already, whole or in part."""
    row = taken.meeting
    here = db.scalar(select(Meeting).where(Meeting.code == row["code"]))
    for model, name in ((Contribution, "contributions"), (Participant, "participants")):
        for ids in _batches(one["id"] for one in taken.lists[name]):
            if here is not None:
                break
            here = db.scalar(
                select(Meeting)
                .join(model, model.meeting_id == Meeting.id)
                .where(model.id.in_(ids))
                .limit(1)
            )
    if here is not None:
        raise _already_here(here)


def _already_here(meeting: Meeting) -> Refused:
    code = meetings.code_text(meeting.code)
    return Refused("already_here", meeting=code, title=meeting.title)


def _put_lists(db: Session, taken: Taken, meeting: Meeting) -> None:
    """Insert all rows but the meeting's own, which is there."""
    incoming = _In(db, taken, meeting)
    for part in FORMATS[taken.format]:
        if part.name != "meeting":
            incoming.put(part)
    if taken.logo is not None:
        report = db.get(Report, meeting.id)
        if report is None:
            db.add(report := Report(meeting_id=meeting.id))
        report.logo = taken.logo
    db.flush()
    db.refresh(meeting)


class _In:
    """What the rows of a file are called in this database, as far as they are in."""

    def __init__(self, db: Session, taken: Taken, meeting: Meeting) -> None:
        self._db = db
        self._taken = taken
        self._meeting = meeting
        self._ids: dict[str, dict[Any, int]] = {}
        self._kinds = {
            number: kind_of(row["kind"])
            for number, row in enumerate(taken.lists["exercises"], start=1)
        }
        self._exercises: dict[str, Any] = {}

    def put(self, part: Part) -> None:
        """Insert the rows of a list, in its order."""
        rows = self._taken.lists[part.name]
        ids = self._ids.setdefault(part.name, {})
        table = part.table
        for batch in _batches(rows):
            values = [self._values(part, row) for row in batch]
            if not part.numbered:
                self._db.execute(insert(table), values)
                continue
            query = insert(table).returning(table.c.id, sort_by_parameter_order=True)
            for row, id in zip(batch, self._db.scalars(query, values), strict=True):
                ids[row[part.called] if part.called else len(ids) + 1] = id

    def _values(self, part: Part, row: Mapping[str, Any]) -> dict[str, Any]:
        values = {
            column.name: self._value(part, name, row) for name, column in part.columns.items()
        }
        if "meeting_id" in part.table.c:
            values["meeting_id"] = self._meeting.id
        return values

    def _value(self, part: Part, name: str, row: Mapping[str, Any]) -> Any:
        column, value = part.columns[name], row[name]
        if name == "body" and part.name in BODIES:
            return body_renamed(self._kinds[self._exercise(part, row)], value, self._call)
        renamed = RENAMED.get((column.table.name, column.name))
        if renamed is not None:
            return renamed(value, self._call)
        above = part.above.get(name)
        if above is None or not above.numbered or value is None:
            return value
        return self._call(above.name, value)

    def _exercise(self, part: Part, row: Mapping[str, Any]) -> Any:
        """The exercise that a body belongs to."""
        if part.model is Contribution:
            self._exercises[row["id"]] = row["exercise"]
            return row["exercise"]
        return self._exercises[row["contribution"]]

    def _call(self, part: str, name: Any) -> int:
        return self._ids[part][name]


def _batches(rows: Iterable[Any]) -> Iterator[Sequence[Any]]:
    rest = iter(rows)
    while batch := list(islice(rest, _AT_ONCE)):
        yield batch
