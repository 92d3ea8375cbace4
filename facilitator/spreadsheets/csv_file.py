"""Writes a table as CSV while its rows come, as Excel in Norway or as programs read it."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import TextIOWrapper
from typing import Any, BinaryIO

from facilitator.spreadsheets.cells import Cell
from facilitator.spreadsheets.guarding import guard


@dataclass(frozen=True)
class Spelling:
    """How a CSV file is written.

    Args:
        mark: what the file begins with.
        decimal: between a number's whole part and its decimals.
        clock: how a date and a time stand together, in ``strftime``'s terms.
        yes, no: for true and false.
        guarded: whether cells that a spreadsheet program would compute are guarded.
    """

    delimiter: str
    mark: bytes
    decimal: str
    clock: str
    yes: str
    no: str
    guarded: bool


def for_excel(yes: str, no: str) -> Spelling:
    """As Excel in Norway opens it by a double click: UTF-8 with mark, semicolons, decimal comma.

    Cells that a spreadsheet program would compute are guarded, the columns' names too.

    Args:
        yes, no: the words for true and false.
    """
    return Spelling(";", b"\xef\xbb\xbf", ",", "%Y-%m-%d %H:%M:%S", yes, no, guarded=True)


PLAIN = Spelling(",", b"", ".", "%Y-%m-%dT%H:%M:%SZ", "true", "false", guarded=False)
"""RFC 4180 for programs: UTF-8 without mark, commas, decimal points, ISO 8601.

Every text stands exactly as it was said, so nothing is guarded: it is no file for a spreadsheet.
"""


def write_csv(
    out: BinaryIO, names: Sequence[str], rows: Iterable[Sequence[Cell]], spelling: Spelling
) -> None:
    """Write ``rows`` below the columns' ``names``; ``out`` stays open. Lines end with CRLF."""
    out.write(spelling.mark)
    text = TextIOWrapper(out, encoding="utf-8", newline="", write_through=False)
    writer = csv.writer(text, delimiter=spelling.delimiter, lineterminator="\r\n")
    spell = _spell(spelling)
    writer.writerow([spell[str](name) for name in names])
    for row in rows:
        writer.writerow([spell[type(cell)](cell) for cell in row])
    text.flush()
    text.detach()


def _spell(spelling: Spelling) -> Mapping[type, Callable[[Any], str]]:
    """How cells of each type are spelt."""
    return {
        str: guard if spelling.guarded else str,
        type(None): lambda _nothing: "",
        bool: lambda cell: spelling.yes if cell else spelling.no,
        int: str,
        float: lambda cell: str(cell).replace(".", spelling.decimal),
        date: date.isoformat,
        time: lambda cell: cell.isoformat("seconds"),
        datetime: lambda cell: cell.strftime(spelling.clock),
    }
