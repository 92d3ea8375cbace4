"""Reads a programme out of an XLSX workbook."""

from collections.abc import Mapping, Sequence

from facilitator.programme.reading.columns import roles_of
from facilitator.programme.reading.proposals import PROPOSALS
from facilitator.programme.reading.result import Reading
from facilitator.programme.reading.rows import items_of_rows
from facilitator.programme.reading.text import read_text
from facilitator.spreadsheets.headings import heading_row
from facilitator.spreadsheets.xlsx_rows import sheets_of


def read_xlsx(data: bytes, proposals: Mapping[str, Sequence[str]] = PROPOSALS) -> Reading:
    """The programme on the first sheet of the workbook ``data`` that has one.

    Columns are known by their names, as in ``read_csv``; a sheet without names is read as pasted
    text is.

    Args:
        data: the file, within the bounds of ``sheets_of``.
        proposals: as for ``read_csv``.

    Raises:
        Refused: what ``sheets_of``, ``items_of_rows`` and ``read_text`` raise.
    """
    sheets = sheets_of(data)
    for rows in sheets:
        heading = heading_row(rows, roles_of)
        if heading is not None:
            return Reading(items_of_rows(rows, heading, proposals))
    lines = ["\t".join(" ".join(cell.split()) for cell in row) for rows in sheets for row in rows]
    return read_text("\n".join(lines), proposals)
