"""Reads the sheets of an XLSX workbook, within bounds that hold for hostile files too."""

import warnings
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from facilitator.errors import Refused
from facilitator.spreadsheets.decoding import FILE_MOST
from facilitator.spreadsheets.headings import ROWS_MOST

_UNPACKED_MOST = 8 * 1024 * 1024
_PARTS_MOST = 500
_COLUMNS_MOST = 60
_SHEETS_MOST = 20
_SPREADSHEET_EPOCH_YEARS = (1899, 1900, 1904)


def sheets_of(data: bytes) -> list[list[list[str]]]:
    """The rows of each sheet of the workbook ``data``, as a person would write their cells.

    Formulas count with the values that were saved with them.

    Args:
        data: the file, at most 2 MB, at most 8 MB unpacked, at most 2,000 rows a sheet.

    Raises:
        Refused: ``file_too_large`` (``most``, ``length``), ``not_xlsx``, ``too_many_rows``.
    """
    if len(data) > FILE_MOST:
        raise Refused("file_too_large", most=FILE_MOST, length=len(data))
    # Takes up NumPy where it is: 25 MB that a server has no use for until it is asked.
    from openpyxl import load_workbook

    # The parser meets arbitrary bytes here and raises whatever it stumbles over.
    try:
        _check_bounds(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            workbook = load_workbook(BytesIO(data), read_only=True, data_only=True)
            return [_rows(sheet) for sheet in workbook.worksheets[:_SHEETS_MOST]]
    except Refused:
        raise
    except Exception as error:
        raise Refused("not_xlsx") from error


def _check_bounds(data: bytes) -> None:
    """Refuses what would unpack to more than it should, or brings definitions of entities."""
    with ZipFile(BytesIO(data)) as packed:
        parts = packed.infolist()
        size = sum(part.file_size for part in parts)
        if len(parts) > _PARTS_MOST or size > _UNPACKED_MOST:
            raise Refused("file_too_large", most=_UNPACKED_MOST, length=size)
        if any(_declares(packed.read(part)) for part in parts):
            raise Refused("not_xlsx")


def _declares(xml: bytes) -> bool:
    # Documents in UTF-16 would hide the words, and no spreadsheet program writes them.
    return b"<!DOCTYPE" in xml or b"<!ENTITY" in xml or xml[:2] in (b"\xff\xfe", b"\xfe\xff")


def _rows(sheet: Any) -> list[list[str]]:
    found = sheet.iter_rows(max_row=ROWS_MOST + 1, max_col=_COLUMNS_MOST, values_only=True)
    rows = [[_said(value) for value in values] for values in found]
    if len(rows) > ROWS_MOST and any(rows[-1]):
        raise Refused("too_many_rows", most=ROWS_MOST)
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _said(value: object) -> str:
    """A cell's value as a person would write it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        moment = _clock(value.time())
        if value.year in _SPREADSHEET_EPOCH_YEARS:
            return moment
        return value.date().isoformat() + (f" {moment}" if value.time() != time() else "")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return _clock(value)
    if isinstance(value, timedelta):
        hours, minutes = divmod(round(value.total_seconds() / 60), 60)
        return f"{hours}:{minutes:02}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.10f}"
    return str(value)


def _clock(moment: time) -> str:
    # Spreadsheets keep times as fractions, which may fall a moment short of the minute.
    minutes = min(24 * 60 - 1, moment.hour * 60 + moment.minute + (moment.second >= 30))
    return f"{minutes // 60:02}:{minutes % 60:02}"
