"""Tables in files: how cells of each type are written, whatever they hold."""

import errno
import tempfile
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from openpyxl import load_workbook

from facilitator.spreadsheets.csv_file import PLAIN, Spelling, for_excel, write_csv
from facilitator.spreadsheets.workbook import sheet_name, workbook

CELLS = (
    "a;b,c",
    "=1\n2",
    "\t@x",
    7,
    -2.5,
    True,
    False,
    None,
    date(2026, 9, 24),
    time(16, 5, 9),
    datetime(2026, 9, 24, 14, 5, 9, tzinfo=UTC),
)


def csv_of(spelling: Spelling) -> bytes:
    file = BytesIO()
    write_csv(file, ["=navn"], [CELLS], spelling)
    return file.getvalue()


def test_excel_in_norway_gets_semicolons_commas_and_guarded_words() -> None:
    assert csv_of(for_excel("Ja", "Nei")).decode() == (
        "\ufeff'=navn\r\n"
        '"a;b,c";"\'=1\n2";\'\t@x;7;-2,5;Ja;Nei;;2026-09-24;16:05:09;2026-09-24 14:05:09\r\n'
    )


def test_programs_get_what_stands_there() -> None:
    assert csv_of(PLAIN).decode() == (
        '=navn\r\n"a;b,c","=1\n2",\t@x,7,-2.5,true,false,,2026-09-24,16:05:09,2026-09-24T14:05:09Z\r\n'
    )


def one_sheet(out: BinaryIO) -> None:
    with workbook(out) as book:
        book.sheet("Ark", ["A"], [5]).add(["Gjestebud"])


class Full(BytesIO):
    """A disk that takes no more, until somebody sees it and makes room."""

    seen = False

    def write(self, data: Any) -> int:
        if self.seen:
            return super().write(data)
        self.seen = True
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_workbook_that_does_not_fit_says_so_and_leaves_no_passing_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(OSError, match="No space left on device") as told:
        one_sheet(Full())
    assert (told.value.errno, [*tmp_path.iterdir()]) == (errno.ENOSPC, [])


def test_a_workbook_keeps_types_and_no_more_than_a_cell_holds() -> None:
    file = BytesIO()
    with workbook(file) as book:
        sheet = book.sheet("Ark", ["A", "B"], [5, 5])
        sheet.add(CELLS[3:7])
        sheet.add(CELLS[8:])
        sheet.add(["æ" * 40_000, "😀" * 20_000, " & <b> \x07"])
        sheet.let_filter()
    first, second, third = load_workbook(file)["Ark"].iter_rows(min_row=2, values_only=True)
    assert [(type(one), one) for one in first] == [
        (int, 7),
        (float, -2.5),
        (bool, True),
        (bool, False),
    ]
    assert [str(cell) for cell in second if cell] == [
        "2026-09-24 00:00:00",
        "16:05:09",
        "2026-09-24 14:05:09",
    ]
    assert third == ("æ" * 32_767, "😀" * 16_383, " & <b> _x0007_", None)


def test_a_sheet_is_called_as_sheets_may_be() -> None:
    taken = {"tiltak", "tiltak 2"}
    titles = ("Tiltak", "Hva? [1/2]: *\\", "'sitat'", "", "History", "Ø" * 40, "😀" * 20)
    assert [sheet_name(title, taken) for title in titles] == [
        "Tiltak 3",
        "Hva 1 2",
        "sitat",
        "Medvirk",
        "History 2",
        "Ø" * 31,
        "😀" * 15,
    ]
