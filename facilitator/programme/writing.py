"""Writes a programme as CSV, XLSX or our own JSON, so that ``reading`` gives it back equal."""

import json
from collections.abc import Sequence

from facilitator.programme.reading.columns import COLUMN_NAMES, COLUMNS, KIND_NAMES
from facilitator.programme.reading.json_file import FORMAT, VERSION
from facilitator.programme.reading.result import ReadItem
from facilitator.spreadsheets.writing import csv_of, xlsx_of

_WIDTHS = (6, 8, 9, 48, 40, 60, 20, 8, 24)


def write_csv(items: Sequence[ReadItem], language: str = "nb") -> bytes:
    """``items`` as CSV that Norwegian spreadsheet programs open right: UTF-8 with mark, semicolons.

    Cells that a spreadsheet program would compute are guarded.

    Args:
        language: of the columns' and the kinds' names: ``nb``, ``nn`` or ``en``; another is
            taken as ``nb``.
    """
    return csv_of(_names(language), [_values(item, language) for item in items])


def write_xlsx(items: Sequence[ReadItem], language: str = "nb") -> bytes:
    """``items`` as a workbook of one sheet; its cells hold texts and numbers, never formulas.

    Args:
        language: as for ``write_csv``.
    """
    rows = [_values(item, language) for item in items]
    return xlsx_of("Program", _names(language), rows, _WIDTHS)


def write_json(items: Sequence[ReadItem], title: str = "", subtitle: str = "") -> bytes:
    """``items`` as our own JSON, version 1; days count from 0, starts are "HH:MM" or null."""
    programme = {
        "format": FORMAT,
        "version": VERSION,
        "title": title,
        "subtitle": subtitle,
        "items": [
            {
                "day": item.day,
                "start": _clock(item) or None,
                "minutes": item.minutes,
                "title": item.title,
                "speaker": item.speaker,
                "description": item.description,
                "kind": item.kind.value,
                "least_minutes": item.least_minutes,
                "exercises": list(item.exercises),
            }
            for item in items
        ],
    }
    return (json.dumps(programme, ensure_ascii=False, indent=2) + "\n").encode()


def _names(language: str) -> list[str]:
    names = COLUMN_NAMES.get(language, COLUMN_NAMES["nb"])
    return [names[column] for column in COLUMNS]


def _values(item: ReadItem, language: str) -> tuple[str | int, ...]:
    """The values of ``COLUMNS``; people count days from one."""
    kinds = KIND_NAMES.get(language, KIND_NAMES["nb"])
    return (
        item.day + 1,
        _clock(item),
        item.minutes,
        item.title,
        item.speaker,
        item.description,
        kinds[item.kind],
        item.least_minutes,
        ", ".join(item.exercises),
    )


def _clock(item: ReadItem) -> str:
    return item.start.strftime("%H:%M") if item.start is not None else ""
