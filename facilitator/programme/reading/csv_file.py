"""Reads a programme out of a CSV file, as spreadsheet programs of any country write it."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO

from facilitator.errors import Refused
from facilitator.programme.reading.decoding import FILE_MOST, text_of
from facilitator.programme.reading.guarding import unguard
from facilitator.programme.reading.proposals import PROPOSALS
from facilitator.programme.reading.result import Reading
from facilitator.programme.reading.rows import ROWS_MOST, heading_row, items_of_rows
from facilitator.programme.reading.text import TEXT_MOST, read_text

_DELIMITERS = ";,\t|"
_CELLS_MOST = 60


def read_csv(data: bytes | str, proposals: Mapping[str, Sequence[str]] = PROPOSALS) -> Reading:
    """The programme in ``data``; times are local wall-clock times.

    Cells are parted by semicolon, comma, tab or bar. Columns are known by their names in bokmål,
    nynorsk or English; a table without names is read as pasted text is.

    Args:
        data: the file, at most 2 MB; 200,000 characters when its columns have no names.
        proposals: as for ``read_text``; its names are the exercises that a column may name.

    Raises:
        Refused: ``file_too_large``, ``not_text``, ``not_csv``, and what ``items_of_rows`` and
            ``read_text`` raise.
    """
    text = text_of(data) if isinstance(data, bytes) else data
    if len(text) > FILE_MOST:
        raise Refused("file_too_large", most=FILE_MOST, length=len(text))
    text = text.removeprefix("\ufeff").replace("\0", "")
    if text[:4].lower() == "sep=":
        text = text.partition("\n")[2]
    broken = False
    for delimiter in _DELIMITERS:
        try:
            rows = _rows(text, delimiter)
        except csv.Error:
            broken = True
            continue
        heading = heading_row(rows)
        if heading is not None:
            return Reading(items_of_rows(rows, heading, proposals))
    if broken:
        raise Refused("not_csv")
    delimiter = max(_DELIMITERS, key=text[:TEXT_MOST].count)
    lines = ("\t".join(_flat(cell) for cell in row) for row in _rows(text, delimiter))
    return read_text("\n".join(lines), proposals)


def _rows(text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
        if len(rows) > ROWS_MOST:
            raise Refused("too_many_rows", most=ROWS_MOST)
        rows.append([unguard(cell) for cell in row[:_CELLS_MOST]])
    return rows


def _flat(cell: str) -> str:
    return " ".join(cell.split())
