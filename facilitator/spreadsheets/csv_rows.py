"""Reads the rows of a CSV file, as spreadsheet programs of any country write it."""

import csv
from collections.abc import Iterator
from io import StringIO

from facilitator.errors import Refused
from facilitator.spreadsheets.decoding import FILE_MOST, text_of
from facilitator.spreadsheets.guarding import unguard
from facilitator.spreadsheets.headings import ROWS_MOST

DELIMITERS = ";,\t|"
_CELLS_MOST = 60


def text_of_csv(data: bytes | str) -> str:
    """The text of a CSV file without what spreadsheet programs put before it.

    Raises:
        Refused: ``file_too_large`` (``most``, ``length``) or ``not_text``.
    """
    text = text_of(data) if isinstance(data, bytes) else data
    if len(text) > FILE_MOST:
        raise Refused("file_too_large", most=FILE_MOST, length=len(text))
    text = text.removeprefix("\ufeff").replace("\0", "")
    return text.partition("\n")[2] if text[:4].lower() == "sep=" else text


def tables_of(text: str) -> Iterator[list[list[str]]]:
    """The rows of ``text`` as each of ``DELIMITERS`` parts their cells, in turn.

    Raises:
        Refused: ``too_many_rows`` (``most``), and ``not_csv`` at the end when one of them failed.
    """
    broken = False
    for delimiter in DELIMITERS:
        try:
            rows = rows_of(text, delimiter)
        except csv.Error:
            broken = True
            continue
        yield rows
    if broken:
        raise Refused("not_csv")


def rows_of(text: str, delimiter: str) -> list[list[str]]:
    """The rows of ``text`` whose cells ``delimiter`` parts.

    Raises:
        Refused: ``too_many_rows`` (``most``).
        csv.Error: the text is not CSV.
    """
    rows: list[list[str]] = []
    for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
        if len(rows) > ROWS_MOST:
            raise Refused("too_many_rows", most=ROWS_MOST)
        rows.append([unguard(cell) for cell in row[:_CELLS_MOST]])
    return rows
