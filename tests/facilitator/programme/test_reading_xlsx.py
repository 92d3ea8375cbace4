"""Programmes in workbooks, those that Excel makes and those that mean harm."""

import struct
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, time, timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from facilitator.errors import Refused
from facilitator.programme.reading import read_xlsx
from facilitator.programme.writing import write_xlsx
from tests.facilitator.programme.programmes import refusal, rows_of


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_sheet_of_excel_is_understood() -> None:
    found = read_xlsx(
        workbook(
            ("Folkemøte",),
            (),
            ("Dato", "Start", "Varighet", "Tittel"),
            (datetime.fromisoformat("2026-09-24"), time(16, 0), 30, "Velkommen"),
            (
                datetime.fromisoformat("2026-09-24"),
                0.6875,
                timedelta(hours=1, minutes=15),
                "Gruppearbeid",
            ),
            (datetime.fromisoformat("2026-09-25"), time(8, 59, 59), 15.0, "Kaffepause"),
            (
                datetime.fromisoformat("2026-09-25"),
                datetime.fromisoformat("2026-09-25 10:00"),
                None,
                "Slutt",
            ),
        )
    )
    assert rows_of(found) == [
        (0, "16.00", 30, "arrival", "Velkommen", ""),
        (0, "16.30", 75, "table_work", "Gruppearbeid", ""),
        (1, "09.00", 15, "break", "Kaffepause", ""),
        (1, "10.00", 0, "close", "Slutt", ""),
    ]


def test_a_sheet_without_names_is_read_as_text_and_later_sheets_count() -> None:
    book = Workbook()
    book.active.append(("Bare et notat",))
    sheet = book.create_sheet("Program")
    sheet.append(("Kl. 16.00", "Velkommen"))
    sheet.append((time(17, 0), "Slutt"))
    file = BytesIO()
    book.save(file)
    assert rows_of(read_xlsx(file.getvalue())) == [
        (0, "16.00", 60, "arrival", "Velkommen", ""),
        (0, "17.00", 0, "close", "Slutt", ""),
    ]


def packed(**parts: bytes) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return file.getvalue()


def changed_sheet(change: Callable[[bytes], bytes]) -> bytes:
    """A workbook of ours whose sheet has been changed by hand."""
    file = BytesIO()
    with (
        ZipFile(BytesIO(write_xlsx(()))) as source,
        ZipFile(file, "w", ZIP_DEFLATED) as archive,
    ):
        for name in source.namelist():
            content = source.read(name)
            archive.writestr(name, change(content) if "sheet1" in name else content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_xlsx"),
        (b"PK\x03\x04 and then nothing", "not_xlsx"),
        (packed(a=b"b"), "not_xlsx"),
        (b"x" * (2 * 1024 * 1024 + 1), "file_too_large"),
        (packed(a=b"0" * (17 * 1024 * 1024)), "file_too_large"),
        (packed(**{f"a{n}": b"" for n in range(501)}), "file_too_large"),
        (changed_sheet(lambda xml: b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + xml), "not_xlsx"),
        (changed_sheet(lambda xml: xml.decode().encode("utf-16")), "not_xlsx"),
        (changed_sheet(lambda xml: xml[: len(xml) // 2]), "not_xlsx"),
        (changed_sheet(lambda xml: xml.replace(b'r="1"', b'r="99999999999"')), "no_programme"),
        (workbook(*[("Start", "Tittel")] * 2002), "too_many_rows"),
        (workbook(("Start", "Tittel"), (True, "A")), "bad_cell"),
        (workbook(("Hei",)), "no_programme"),
        (workbook(), "no_programme"),
    ],
)
def test_a_workbook_that_cannot_be_read_is_refused(data: bytes, code: str) -> None:
    assert refusal(read_xlsx, data)[0] == code


def test_a_row_far_down_does_not_make_the_rows_before_it() -> None:
    far = b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    data = changed_sheet(lambda xml: xml.replace(b"</sheetData>", far))
    assert refusal(read_xlsx, data)[0] == "no_programme"


WHOLE = workbook(("Start", "Tittel"), ("16:00", "Konsert"))


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_broken_workbook_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Refused):
        assert read_xlsx(bytes(whole)).items != ()


def test_a_workbook_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(packed(a=b"0" * (17 * 1024 * 1024)))
    data = data.replace(struct.pack("<L", 17 * 1024 * 1024), struct.pack("<L", 10))
    assert refusal(read_xlsx, bytes(data))[0] == "not_xlsx"
