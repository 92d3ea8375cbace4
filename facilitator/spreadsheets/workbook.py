"""Writes a workbook while its rows come: several sheets at once, and never more than a row of each.

Its cells have types and hold nothing that a spreadsheet program would compute. What is written
twice is the same to the byte.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from facilitator.spreadsheets.cells import Cell
from facilitator.spreadsheets.plain_sheet import PlainSheet

_NAME_MOST = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
_NO_TIME = datetime(1980, 1, 1, tzinfo=UTC)
"""What ZIP files have that know no time."""


class Sheet:
    """One sheet of a workbook, with a heading row that stays in sight.

    Args:
        names: of the columns, at least one.
        widths: of the columns, in characters.
    """

    def __init__(
        self, sheet: Any, formats: "_Formats", names: Sequence[str], widths: Sequence[int]
    ) -> None:
        self._sheet = sheet
        self._writes: Mapping[type, tuple[Callable[..., Any], Any]] = {
            str: (sheet.write_string, formats.words),
            bool: (sheet.write_boolean, formats.plain),
            int: (sheet.write_number, formats.plain),
            float: (sheet.write_number, formats.plain),
            datetime: (self._write_moment, formats.moment),
            date: (sheet.write_datetime, formats.date),
            time: (sheet.write_datetime, formats.time),
        }
        self._columns = len(names)
        self._rows = 0
        for column, (name, width) in enumerate(zip(names, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, name, formats.heading)
        sheet.freeze_panes(1, 0)

    def add(self, cells: Sequence[Cell]) -> None:
        """Write the next row; empty cells are left out."""
        self._rows += 1
        for column, cell in enumerate(cells):
            if cell is not None and cell != "":
                write, form = self._writes[type(cell)]
                write(self._rows, column, cell, form)

    def let_filter(self) -> None:
        """Let every column be filtered, as far as rows have come."""
        self._sheet.autofilter(0, 0, self._rows, self._columns - 1)

    def _write_moment(self, row: int, column: int, at: datetime, form: Any) -> None:
        self._sheet.write_datetime(row, column, at.replace(tzinfo=None), form)


class Book:
    """A workbook that is being written.

    Args:
        sheets: the class of its sheets, None for the library's own.
    """

    def __init__(self, workbook: Any, sheets: type | None) -> None:
        self._workbook = workbook
        self._sheets = sheets
        self._formats = _Formats(workbook)
        self._names: set[str] = set()

    def sheet(self, title: str, names: Sequence[str], widths: Sequence[int]) -> Sheet:
        """A sheet after those that there are, called ``title`` as far as sheets may be."""
        name = sheet_name(title, self._names)
        self._names.add(name.casefold())
        sheet = self._workbook.add_worksheet(name, self._sheets)
        return Sheet(sheet, self._formats, names, widths)


@contextmanager
def workbook(
    out: BinaryIO, *, title: str = "", author: str = "", made: datetime = _NO_TIME
) -> Iterator[Book]:
    """A workbook that is in ``out`` when the block ends; until then its rows lie in passing files.

    Args:
        title, author: properties of the document, as is ``made`` (aware UTC).

    Raises:
        OSError: ``out``, or where the passing files lie, takes no more.
    """
    created = made.replace(tzinfo=None, microsecond=0)
    full = None
    # The library leaves its files where they are when it breaks off.
    with TemporaryDirectory(prefix="medvirk-") as folder:
        try:
            with Workbook(out, {"constant_memory": True, "tmpdir": folder}) as book:
                book.set_properties({"title": title, "author": author, "created": created})
                yield Book(book, PlainSheet)
        except FileCreateError as error:
            # Another error, for this one holds what the library has opened.
            full = OSError(*error.args[0].args)
    if full is not None:
        raise full


@contextmanager
def small_workbook(out: BinaryIO) -> Iterator[Book]:
    """A workbook that memory holds: each text stands in it once, as programs of all kinds read it.

    Its sheets are written one after the other.
    """
    with Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": _NO_TIME.replace(tzinfo=None)})
        yield Book(book, None)


def sheet_name(title: str, taken: set[str]) -> str:
    """``title`` as a sheet may be called: short, without some signs, unlike those ``taken``.

    Args:
        taken: names in lower case.
    """
    plain = " ".join(_NOT_IN_NAMES.sub(" ", title).split())
    name = _short(plain, _NAME_MOST) or "Medvirk"
    number = 1
    while name.casefold() in taken or name.casefold() == "history":
        number += 1
        name = f"{_short(plain, _NAME_MOST - len(f' {number}')) or 'Medvirk'} {number}"
    return name


def _short(text: str, most: int) -> str:
    """``text`` of at most so many UTF-16 units, as spreadsheet programs count."""
    while len(text.encode("utf-16-le")) > 2 * most:
        text = text[:-1]
    return text.strip("' ")


class _Formats:
    """How cells look."""

    def __init__(self, workbook: Any) -> None:
        top = {"valign": "top"}
        self.heading = workbook.add_format({"bold": True, "text_wrap": True, **top})
        # The mark keeps a spreadsheet program from computing the text when it is edited.
        self.words = workbook.add_format({"text_wrap": True, "quote_prefix": True, **top})
        self.plain = workbook.add_format(top)
        self.date = workbook.add_format({"num_format": "yyyy-mm-dd", **top})
        self.time = workbook.add_format({"num_format": "hh:mm:ss", **top})
        self.moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", **top})
