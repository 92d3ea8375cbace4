"""Reads a programme out of a file of any of the kinds that are known."""

from collections.abc import Mapping, Sequence

from facilitator.programme.reading.csv_file import read_csv
from facilitator.programme.reading.json_file import read_json
from facilitator.programme.reading.proposals import PROPOSALS
from facilitator.programme.reading.result import Reading
from facilitator.programme.reading.text import read_text
from facilitator.programme.reading.xlsx_file import read_xlsx
from facilitator.spreadsheets.decoding import text_of

_ZIP = b"PK\x03\x04"


def read_file(
    name: str, data: bytes, proposals: Mapping[str, Sequence[str]] = PROPOSALS
) -> Reading:
    """The programme in the file ``data`` that is called ``name``.

    A workbook shows in its first bytes; for the others the ending decides (``.csv``, ``.tsv``,
    ``.json``), and everything else is read as pasted text is.

    Raises:
        Refused: what ``read_xlsx``, ``read_csv``, ``read_json`` and ``read_text`` raise.
    """
    ending = name.casefold().rpartition(".")[2]
    if data.startswith(_ZIP) or ending == "xlsx":
        return read_xlsx(data, proposals)
    if ending in ("csv", "tsv"):
        return read_csv(data, proposals)
    if ending == "json":
        return read_json(data, proposals)
    return read_text(text_of(data), proposals)
