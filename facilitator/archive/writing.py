"""Writes a meeting out of the database: its lists row by row, without a number of this database."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, BinaryIO

from sqlalchemy import Column, Select, collate, select
from sqlalchemy.orm import Session

from facilitator import forgetting
from facilitator.archive import values
from facilitator.archive.package import pack
from facilitator.archive.parts import ARCHIVE, TEMPLATE, Part, table_of, usual
from facilitator.archive.references import BODIES, RENAMED, body_renamed
from facilitator.exercises import kind_of
from facilitator.models import Contribution, Exercise, Meeting, Report, Theme

FORMATS: Mapping[str, Sequence[Part]] = {
    "medvirk-archive": ARCHIVE,
    "medvirk-template": TEMPLATE,
}
"""What files there are, and their lists."""
VERSION = 1
_AT_ONCE = 1000
_ABOVE = {f"{table.name}_id": table for table in map(table_of, (Contribution, Theme, Exercise))}
"""The tables that say whose the rows are which do not say it themselves, by what refers to them."""
_TOLD = Contribution.shared | Contribution.late
"""Whoever thought alone was promised that nobody else sees it: only what was sent on is told."""


def write_file(db: Session, meeting: Meeting, format: str, readme: str, out: BinaryIO) -> None:
    """Write the file of a meeting.

    Args:
        format: one of ``FORMATS``.
        readme: what is told to whoever opens the file by hand.
        out: can be sought in.
    """
    report = db.get(Report, meeting.id)
    pack(out, readme, pieces(db, meeting, format), report.logo if report else None)


def pieces(db: Session, meeting: Meeting, format: str) -> Iterator[str]:
    """The text of ``meeting.json`` in pieces: one row a line, fields in the order of their names.

    Args:
        format: one of ``FORMATS``.
    """
    yield f'{{\n"format": "{format}",\n"version": {VERSION}'
    for part, rows in lists(db, meeting, format):
        yield f',\n"{part.name}": ['
        before = "\n"
        for row in rows:
            yield before + json.dumps(row, ensure_ascii=False, sort_keys=True)
            before = ",\n"
        yield "]" if before == "\n" else "\n]"
    yield "\n}\n"


def lists(
    db: Session, meeting: Meeting, format: str
) -> Iterator[tuple[Part, Iterator[dict[str, Any]]]]:
    """The lists of a file one after the other; each must be read before the next."""
    db.flush()
    out = _Out(db, meeting)
    for part in FORMATS[format]:
        yield part, out.rows(part)


class _Out:
    """What rows are called in the file, as far as they are written."""

    def __init__(self, db: Session, meeting: Meeting) -> None:
        self._db = db
        self._meeting = meeting
        self._called: dict[str, dict[Any, Any]] = {}
        exercises = select(Exercise.id, Exercise.kind).where(Exercise.meeting_id == meeting.id)
        self._kinds = {id: kind_of(kind) for id, kind in db.execute(exercises)}

    def rows(self, part: Part) -> Iterator[dict[str, Any]]:
        """The rows of a list as the file has them, in its order."""
        called = self._called.setdefault(part.name, {})
        for alike in self._groups(part):
            rows = []
            for found in alike:
                try:
                    rows.append((self._row(part, found), found.get("id")))
                except KeyError:
                    # What it hangs on is gone, or came while this was being written.
                    continue
            rows.sort(key=lambda one: [str(one[0].get(field)) for field in part.then])
            for row, id in rows:
                if part.numbered:
                    called[id] = row[part.called] if part.called else len(called) + 1
                yield row

    def _groups(self, part: Part) -> Iterator[Iterator[Mapping[str, Any]]]:
        found = self._db.execute(self._query(part)).yield_per(_AT_ONCE).mappings()
        if not part.by:
            yield (dict(one) for one in found)
            return
        for _key, alike in groupby(found, lambda one: one[part.by]):
            yield (dict(one) for one in alike)

    def _query(self, part: Part) -> Select[Any]:
        table = part.table
        query = select(table)
        if table is Meeting.__table__:
            return query.where(table.c.id == self._meeting.id)
        if "meeting_id" in table.c:
            query = query.where(table.c.meeting_id == self._meeting.id)
        else:
            link, above = next((name, one) for name, one in _ABOVE.items() if name in table.c)
            query = query.join(above, above.c.id == table.c[link])
            query = query.where(above.c.meeting_id == self._meeting.id)
            if part.name in BODIES:
                # What others would have read of what was taken back, is taken back too.
                query = query.where(above.c.withdrawn_at.is_(None))
                query = query.add_columns(above.c.exercise_id)
        if table is Contribution.__table__:
            query = query.where(_TOLD)
        if "deleted_at" in table.c and "deleted_at" not in part.columns:
            query = query.where(table.c.deleted_at.is_(None))
        order = [self._sorted(table.c[name]) for name in (part.by, "id") if name in table.c]
        return query.order_by(*order)

    def _sorted(self, column: Column[Any]) -> Any:
        """``column`` as to sort by: texts by their bytes, whatever the database is used to."""
        if column.type.python_type is not str:
            return column
        by_bytes = "C" if self._db.get_bind().dialect.name == "postgresql" else "BINARY"
        return collate(column, by_bytes)

    def _row(self, part: Part, found: Mapping[str, Any]) -> dict[str, Any]:
        row = {}
        for field, column in part.columns.items():
            value = self._value(part, field, found)
            try:
                if value == usual(column):
                    continue
            except KeyError:
                pass
            row[field] = values.written(column, value)
        return row

    def _value(self, part: Part, field: str, found: Mapping[str, Any]) -> Any:
        column = part.columns[field]
        value = found[column.name]
        name = (column.table.name, column.name)
        if name == ("invitation", "figures"):
            return forgetting.figures_kept(self._db, self._meeting)
        if field == "body" and part.name in BODIES:
            kind = self._kinds[found["exercise_id"]]
            kept = value if found.get("withdrawn_at") is None else kind.chosen(value)
            return body_renamed(kind, kept, self._call)
        if name in RENAMED:
            return RENAMED[name](value, self._call)
        above = part.above.get(field)
        if above is None or not above.numbered or value is None:
            return value
        if column.nullable and value not in self._called[above.name]:
            return None
        return self._call(above.name, value)

    def _call(self, part: str, id: Any) -> Any:
        return self._called[part][id]
