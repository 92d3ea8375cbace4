"""The flat table as plain CSV after RFC 4180, for programs: stable names, texts as they were said.

Nothing is guarded against spreadsheet programs here, for who reads it with a program wants the
words; who opens a file by a double click has ``csv`` and ``xlsx`` for it.
"""

from typing import BinaryIO

from app.exports.data import data_of
from app.exports.formats import Format, Source
from facilitator.report.data.table import columns
from facilitator.report.data.telling import for_programs
from facilitator.spreadsheets.csv_file import PLAIN, write_csv
from facilitator.words import N_


def write(source: Source, out: BinaryIO) -> None:
    """Write the table, a contribution a line."""
    data = data_of(source)
    tell = for_programs(columns(), data.translate)
    names = [column.name for column in columns()]
    write_csv(out, names, (tell(line.flat) for line in data.lines()), PLAIN)


FORMAT = Format(
    name="plain-csv",
    stem="plain",
    words=N_("innspill, ren CSV"),
    ending="csv",
    media_type="text/csv; charset=utf-8; header=present",
    write=write,
)
