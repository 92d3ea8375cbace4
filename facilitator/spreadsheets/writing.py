"""A small table as the bytes of a CSV file or of a workbook with one sheet."""

from collections.abc import Sequence
from io import BytesIO

from facilitator.spreadsheets.cells import Cell
from facilitator.spreadsheets.csv_file import for_excel, write_csv
from facilitator.spreadsheets.workbook import small_workbook


def csv_of(names: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """A table as CSV that Norwegian spreadsheet programs open right: UTF-8 with mark, semicolons.

    Cells that a spreadsheet program would compute are guarded, the columns' ``names`` too.
    """
    file = BytesIO()
    write_csv(file, names, rows, for_excel("Ja", "Nei"))
    return file.getvalue()


def xlsx_of(
    title: str, names: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[int]
) -> bytes:
    """A table as a workbook of one sheet; its cells hold texts and numbers, never formulas.

    Args:
        title: the sheet's name.
        widths: of the columns, in characters.
    """
    file = BytesIO()
    with small_workbook(file) as book:
        sheet = book.sheet(title, names, widths)
        for row in rows:
            sheet.add(row)
    return file.getvalue()
