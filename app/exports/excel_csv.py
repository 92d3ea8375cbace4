"""The flat table as CSV that Excel in Norway opens by a double click, in the meeting's language."""

from typing import BinaryIO

from app.exports.data import data_of
from app.exports.formats import Format, Source
from facilitator.report.data.table import columns
from facilitator.report.data.telling import for_people
from facilitator.spreadsheets.csv_file import for_excel, write_csv
from facilitator.words import N_


def write(source: Source, out: BinaryIO) -> None:
    """Write the table, a contribution a line."""
    data = data_of(source)
    tell = for_people(columns(), data.translate)
    names = [data.translate(column.title) for column in columns()]
    spelling = for_excel(data.translate(N_("Ja")), data.translate(N_("Nei")))
    write_csv(out, names, (tell(line.flat) for line in data.lines()), spelling)


FORMAT = Format(
    name="csv",
    stem="data",
    words=N_("innspill"),
    ending="csv",
    media_type="text/csv; charset=utf-8",
    write=write,
)
