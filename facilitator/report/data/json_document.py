"""A meeting's data as one JSON document, whose shape ``medvirk-data-1.json`` beside this describes.

Shapes only grow: a later version may add what readers of this one pass over.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from importlib.resources import files
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.columns import HOLDS_WORDS, Column, Holds, Value
from facilitator.models import Act, Meeting, Table, Theme
from facilitator.report.asked import Asked
from facilitator.report.data.codebook import not_here
from facilitator.report.data.course import course_of
from facilitator.report.data.table import columns
from facilitator.report.data.telling import Translate, cached
from facilitator.report.edition import Edits

FORMAT, VERSION = "medvirk-data", 1
SCHEMA = f"{FORMAT}-{VERSION}.json"
"""The name of the file that describes the document."""

JsonOf = Callable[[Mapping[str, Value]], dict[str, Any]]


def schema() -> bytes:
    """The JSON Schema of the document."""
    return files("facilitator.report.data").joinpath(SCHEMA).read_bytes()


def head(
    db: Session,
    meeting: Meeting,
    asked: Mapping[int, Asked],
    edits: Edits,
    translate: Translate,
    now: datetime,
) -> dict[str, Any]:
    """All of the document but its ``contributions``. A constant number of queries.

    Args:
        now: aware UTC; tells how far a meeting that still runs has come.
    """
    return {
        "$schema": SCHEMA,
        "format": FORMAT,
        "version": VERSION,
        "edition": edits.edition.value,
        "meeting": _meeting(meeting),
        "programme": _programme(db, meeting, asked, now),
        "exercises": [_exercise(one, translate) for one in asked.values()],
        "tables": [
            {"number": table.number, "name": table.name}
            for table in db.scalars(
                select(Table).where(Table.meeting_id == meeting.id).order_by(Table.number)
            )
        ],
        "themes": _themes(db, meeting, asked, edits),
        "moderation": _moderation(db, meeting),
        "not_here": not_here(db, meeting, edits),
        "columns": [_column(column, translate) for column in columns()],
    }


def for_json(columns: Sequence[Column], translate: Translate) -> JsonOf:
    """Gives a row as JSON has it: what is empty is null, what may be several is always a list."""
    label = cached(translate)
    labels = {column.name for column in columns if column.holds is Holds.LABEL}
    names = [(column.name, column.several) for column in columns]

    def told(name: str, value: Value) -> Any:
        if isinstance(value, str):
            return (label(value) if name in labels else value) or None
        return _plain(value)

    def row_as_json(row: Mapping[str, Value]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, several in names:
            value = row.get(name)
            if several:
                ones = value if isinstance(value, tuple) else (value,)
                found[name] = [told(name, one) for one in ones if one not in ("", None)]
            else:
                found[name] = told(name, value)
        return found

    return row_as_json


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, time):
        return value.isoformat("seconds")
    return value.isoformat() if isinstance(value, date) else value


def _meeting(meeting: Meeting) -> dict[str, Any]:
    return {
        "code": meeting.code,
        "title": meeting.title,
        "subtitle": meeting.subtitle,
        "host": meeting.host,
        "place": meeting.place,
        "date": meeting.date.isoformat(),
        "zone": meeting.zone,
        "language": meeting.language,
    }


def _programme(
    db: Session, meeting: Meeting, asked: Mapping[int, Asked], now: datetime
) -> list[dict[str, Any]]:
    numbers: dict[int, list[int]] = {}
    for one in asked.values():
        numbers.setdefault(one.shown.item_id, []).append(one.number)
    return [
        {
            "number": values["number"],
            "day": item.day,
            "date": _plain(values["date"]),
            "title": item.title,
            "speaker": item.speaker,
            "description": item.description,
            "kind": item.kind,
            "status": row.status.value,
            "planned_start": _plain(row.planned_start),
            "planned_end": _plain(row.planned_end),
            "actual_start": _plain(row.actual_start),
            "actual_end": _plain(row.actual_end),
            "exercises": numbers.get(item.id, []),
        }
        for item, row, values in course_of(db, meeting, now)
    ]


def _exercise(one: Asked, translate: Translate) -> dict[str, Any]:
    kind = one.shown.kind
    return {
        "number": one.number,
        "item": one.item,
        "kind": kind.name,
        "title": translate(one.shown.title),
        "settings": _in_words(json.loads(json.dumps(one.shown.settings)), translate),
        "columns": [column.name for column in kind.columns],
        "listed": one.shown.listed,
    }


def _in_words(settings: Any, translate: Translate) -> Any:
    """``settings`` in the language that the contributions are told in; what they name is the same.

    Codes stay: they are no texts of ours.
    """
    if isinstance(settings, dict):
        return {name: _in_words(value, translate) for name, value in settings.items()}
    if isinstance(settings, list):
        return [_in_words(value, translate) for value in settings]
    return translate(settings) if isinstance(settings, str) and settings else settings


def _themes(
    db: Session, meeting: Meeting, asked: Mapping[int, Asked], edits: Edits
) -> list[dict[str, Any]]:
    def title(theme: Theme) -> str:
        return theme.title if edits.titles is None else edits.titles.get(theme.id, "")

    found = db.scalars(
        select(Theme)
        .where(Theme.meeting_id == meeting.id, Theme.dissolved_at.is_(None))
        .order_by(Theme.exercise_id, Theme.shelf, Theme.position, Theme.id)
    )
    themes = [
        {"exercise": asked[theme.exercise_id].number, "shelf": theme.shelf, "title": title(theme)}
        for theme in found
        if theme.exercise_id in asked and title(theme)
    ]
    return sorted(themes, key=lambda theme: theme["exercise"])


def _moderation(db: Session, meeting: Meeting) -> dict[str, int]:
    """How often each thing was done, without what was undone again."""
    query = (
        select(Act.act, func.count())
        .where(Act.meeting_id == meeting.id, Act.undone_at.is_(None))
        .group_by(Act.act)
        .order_by(Act.act)
    )
    return dict(db.execute(query).all())


def _column(column: Column, translate: Translate) -> dict[str, Any]:
    return {
        "name": column.name,
        "holds": column.holds.value,
        "several": column.several,
        "title": translate(column.title),
        "meaning": f"{translate(column.meaning)} ({translate(HOLDS_WORDS[column.holds])})",
        "words": {code: translate(word) for code, word in column.words.items()},
    }
