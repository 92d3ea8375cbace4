"""Reads a programme out of a CSV file."""

from collections.abc import Mapping, Sequence

from facilitator.programme.reading.columns import roles_of
from facilitator.programme.reading.proposals import PROPOSALS
from facilitator.programme.reading.result import Reading
from facilitator.programme.reading.rows import items_of_rows
from facilitator.programme.reading.text import TEXT_MOST, read_text
from facilitator.spreadsheets.csv_rows import DELIMITERS, rows_of, tables_of, text_of_csv
from facilitator.spreadsheets.headings import heading_row


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
    text = text_of_csv(data)
    for rows in tables_of(text):
        heading = heading_row(rows, roles_of)
        if heading is not None:
            return Reading(items_of_rows(rows, heading, proposals))
    delimiter = max(DELIMITERS, key=text[:TEXT_MOST].count)
    lines = ("\t".join(_flat(cell) for cell in row) for row in rows_of(text, delimiter))
    return read_text("\n".join(lines), proposals)


def _flat(cell: str) -> str:
    return " ".join(cell.split())
