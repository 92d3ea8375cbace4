"""The data as a workbook: all, a sheet for each exercise, the codebook, the run of the evening.

The flat table is read once: each contribution goes onto the sheet with all and onto that of its
exercise, where it has a row for each place that it stands in.
"""

from collections.abc import Callable, Sequence
from typing import BinaryIO

from app.exports.data import Data, data_of
from app.exports.formats import Format, Source
from facilitator.columns import Column
from facilitator.report.data.codebook import (
    CHOICES,
    LEFT_OUT,
    NAMES,
    NOT_HERE,
    PRIVATE,
    WIDTHS,
    codebook,
    not_here,
)
from facilitator.report.data.course import COLUMNS as COURSE
from facilitator.report.data.course import course_of
from facilitator.report.data.table import columns, columns_of
from facilitator.report.data.telling import Tell, for_people
from facilitator.report.edition import Edition
from facilitator.spreadsheets.workbook import Book, Sheet, workbook
from facilitator.words import N_

ALL = N_("Alle innspill")
CODEBOOK = N_("Forklaring")
RUN = N_("Gjennomføring")


def write(source: Source, out: BinaryIO) -> None:
    """Write the workbook; it is in ``out`` at the end, and in passing files until then."""
    data = data_of(source)
    meeting = source.meeting
    with workbook(out, title=meeting.title, author=meeting.host, made=meeting.created_at) as book:
        _contributions(book, data)
        _codebook(book, data)
        _course(book, data)


def _contributions(book: Book, data: Data) -> None:
    all_of_it, tell = _table(book, data, data.translate(ALL), columns())
    sheets = {
        id: _table(book, data, data.translate(one.shown.title), columns_of(one.shown))
        for id, one in data.asked.items()
    }
    for line in data.lines():
        all_of_it.add(tell(line.flat))
        sheet, tell_own = sheets[line.exercise]
        for row in line.rows:
            sheet.add(tell_own(row))
    for sheet in (all_of_it, *(sheet for sheet, _tell in sheets.values())):
        sheet.let_filter()


def _codebook(book: Book, data: Data) -> None:
    source, translate = data.source, data.translate
    sheet = book.sheet(translate(CODEBOOK), [translate(name) for name in NAMES], WIDTHS)
    for row in codebook(columns(), translate):
        sheet.add(row)
    for title, _name, *explained in codebook(COURSE, translate):
        # In files for programs the run of the evening has another shape, and other names.
        sheet.add([f"{translate(RUN)}: {title}", "", *explained])
    counts = not_here(source.db, source.meeting, data.edits)
    sheet.add([translate(NOT_HERE), "", counts["private"], translate(PRIVATE)])
    if source.edition is Edition.SHARED:
        sheet.add([translate(NOT_HERE), "", counts["left_out"], translate(LEFT_OUT)])
        sheet.add([translate(NOT_HERE), "", "", translate(CHOICES)])


def _course(book: Book, data: Data) -> None:
    source = data.source
    sheet, tell = _table(book, data, data.translate(RUN), COURSE)
    for _item, _row, values in course_of(source.db, source.meeting, source.now):
        sheet.add(tell(values))
    sheet.let_filter()


def _table(book: Book, data: Data, title: str, columns: Sequence[Column]) -> tuple[Sheet, Tell]:
    """A sheet with ``columns``, and how its rows are told."""
    translate: Callable[[str], str] = data.translate
    names = [translate(column.title) for column in columns]
    sheet = book.sheet(title, names, [column.width for column in columns])
    return sheet, for_people(columns, translate)


FORMAT = Format(
    name="xlsx",
    stem="data",
    words=N_("innspill"),
    ending="xlsx",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    write=write,
)
