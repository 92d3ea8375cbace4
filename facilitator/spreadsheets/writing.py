"""Writes a table as CSV or XLSX, without anything that a spreadsheet program would compute."""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO

from xlsxwriter import Workbook

from facilitator.spreadsheets.guarding import guard

Cell = str | int


def csv_of(names: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """A table as CSV that Norwegian spreadsheet programs open right: UTF-8 with mark, semicolons.

    Cells that a spreadsheet program would compute are guarded, the columns' ``names`` too.
    """
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for row in (names, *rows):
        writer.writerow([guard(str(value)) for value in row])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def xlsx_of(
    title: str, names: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[int]
) -> bytes:
    """A table as a workbook of one sheet; its cells hold texts and numbers, never formulas.

    Args:
        title: the sheet's name.
        widths: of the columns, in characters.
    """
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet(title)
        heading = workbook.add_format({"bold": True})
        # The mark that keeps a spreadsheet program from computing the text when it is edited.
        words = workbook.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        numbers = workbook.add_format({"valign": "top"})
        for column, (name, width) in enumerate(zip(names, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, name, heading)
        sheet.freeze_panes(1, 0)
        for row, values in enumerate(rows, 1):
            for column, value in enumerate(values):
                if isinstance(value, int):
                    sheet.write_number(row, column, value, numbers)
                elif value:
                    sheet.write_string(row, column, value, words)
    return file.getvalue()
