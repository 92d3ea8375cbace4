"""Programmes in files that other people and other programs made."""

import json
import struct
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, time, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from facilitator.errors import Refused
from facilitator.programme.reading import (
    Reading,
    read_csv,
    read_file,
    read_json,
    read_text,
    read_xlsx,
)
from facilitator.programme.writing import write_json, write_xlsx
from tests.facilitator.programme.programmes import Row, rows_of

Read = Callable[[bytes], Reading]


def refusal(read: Callable[..., Reading], *given: object) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refused) as refused:
        read(*given)
    return refused.value.code, refused.value.details


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


TABLES: dict[str, tuple[str, list[Row]]] = {
    "semicolons": (
        "Start;Slutt;Tittel;Taler\n16.00;16.30;Velkommen;\n16:30;17:00;Åpning;Kari Li\n",
        [
            (0, "16.00", 30, "arrival", "Velkommen", ""),
            (0, "16.30", 30, "talk", "Åpning", "Kari Li"),
        ],
    ),
    "commas": (
        'Time,Topic,Speaker\n4:30 pm,"Welcome, all",Jane Doe\n5:00 PM,Break,\n5:15 PM,Closing,\n',
        [
            (0, "16.30", 30, "talk", "Welcome, all", "Jane Doe"),
            (0, "17.00", 15, "break", "Break", ""),
            (0, "17.15", 0, "close", "Closing", ""),
        ],
    ),
    "tabs": (
        "Klokkeslett\tTema\n1600\tVelkomen\n16\tFøredrag\n17.00–17.45\tVerkstad\n",
        [
            (0, "16.00", 0, "arrival", "Velkomen", ""),
            (0, "16.00", 60, "talk", "Føredrag", ""),
            (0, "17.00", 45, "table_work", "Verkstad", ""),
        ],
    ),
    "bars": (
        "| Tid | Hva |\n| 16.00 | Velkommen |\n| 17.00 | Slutt |\n",
        [(0, "16.00", 60, "arrival", "Velkommen", ""), (0, "17.00", 0, "close", "Slutt", "")],
    ),
    "the line that Excel is told the separator by": (
        "sep=;\r\nStart;Tittel\r\n16:00:00;Konsert\r\n17:00:00;Slutt\r\n",
        [(0, "16.00", 60, "other", "Konsert", ""), (0, "17.00", 0, "close", "Slutt", "")],
    ),
    "fractions of a day": (
        "Start;Tittel;Varighet\n0,666666666667;Konsert;1:30\n0.75;Slutt;0\n",
        [(0, "16.00", 90, "other", "Konsert", ""), (0, "18.00", 0, "close", "Slutt", "")],
    ),
    "lengths alone": (
        "Tema;Varighet\nKonsert;30 min\nPause;15\nGruppearbeid;1 t 15 min\n",
        [
            (0, "", 30, "other", "Konsert", ""),
            (0, "", 15, "break", "Pause", ""),
            (0, "", 75, "table_work", "Gruppearbeid", ""),
        ],
    ),
    "a title over the table and empty rows in it": (
        "Folkemøte;;\n;;\nStart;Tittel;Slag\n16.00;Konsert;Pause\n;;\n17.00;Slutt;Noko anna\n",
        [(0, "16.00", 60, "break", "Konsert", ""), (0, "17.00", 0, "close", "Slutt", "")],
    ),
    "days by number": (
        "Dag;Start;Post\n1;16.00;Konsert\n;17.00;Slutt\n2;09.00;God morgen\n",
        [
            (0, "16.00", 60, "other", "Konsert", ""),
            (0, "17.00", 0, "close", "Slutt", ""),
            (1, "09.00", 30, "talk", "God morgen", ""),
        ],
    ),
    "days from zero": (
        "Day,Start,Title\n0,16:00,Concert\n1,09:00,Good morning\n",
        [(0, "16.00", 30, "other", "Concert", ""), (1, "09.00", 30, "talk", "Good morning", "")],
    ),
    "days by date": (
        "Dato;Tid;Tittel\n24.09.2026;16.00;Konsert\n26.09.2026;09.00;God morgon\n",
        [(0, "16.00", 30, "other", "Konsert", ""), (2, "09.00", 30, "talk", "God morgon", "")],
    ),
    "days by weekday and number": (
        "Dag;Tid;Tittel\nfredag;16.00;Konsert\nlaurdag;09.00;God morgon\n",
        [(0, "16.00", 30, "other", "Konsert", ""), (1, "09.00", 30, "talk", "God morgon", "")],
    ),
    "midnight without days": (
        "Tid;Tittel\n23.00;Konsert\n00.30;Slutt\n",
        [(0, "23.00", 90, "other", "Konsert", ""), (1, "00.30", 0, "close", "Slutt", "")],
    ),
    "speakers in the titles": (
        "Tid;Tittel\n16.00;Åpning v/ Kari Li\n17.00;v/ Ola Bø\n",
        [(0, "16.00", 60, "talk", "Åpning", "Kari Li"), (0, "17.00", 30, "other", "v/ Ola Bø", "")],
    ),
    "no names of columns": (
        "16.00;Velkommen\n16.30;Åpning v/ Kari Li\n17.00;Slutt\n",
        [
            (0, "16.00", 30, "arrival", "Velkommen", ""),
            (0, "16.30", 30, "talk", "Åpning", "Kari Li"),
            (0, "17.00", 0, "close", "Slutt", ""),
        ],
    ),
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("name", TABLES)
def test_csv_of_other_programs_is_understood(name: str, encoding: str) -> None:
    text, rows = TABLES[name]
    assert rows_of(read_csv(text.encode(encoding))) == rows


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


@pytest.mark.parametrize(
    ("text", "code", "details"),
    [
        ("", "no_programme", None),
        ("a;b\nc;d\n", "no_programme", None),
        ("Start;Tittel\n;\n", "no_programme", {"looked_for": ("start", "title"), "found": 0}),
        ("Start;Tittel\n16.00;\n", "bad_cell", {"row": 2, "column": "title", "value": ""}),
        ("Start;Tittel\n\n25.00;A\n", "bad_cell", {"row": 3, "column": "start", "value": "25.00"}),
        ("Start;Slutt;Tittel\n16;x;A\n", "bad_cell", {"row": 2, "column": "end", "value": "x"}),
        ("Min;Tittel\nlenge;A\n", "bad_cell", {"row": 2, "column": "minutes", "value": "lenge"}),
        ("Min;Tittel\n1441;A\n", "bad_cell", {"row": 2, "column": "minutes", "value": "1441"}),
        ("Min;Tittel;Dag\n1;A;ja\n", "bad_cell", {"row": 2, "column": "day", "value": "ja"}),
        (
            "Min;Tittel;Oppgaver\n1;A;quiz\n",
            "bad_cell",
            {"row": 2, "column": "exercises", "value": "quiz"},
        ),
        (
            f"Min;Tittel\n1;{'x' * 201}\n",
            "cell_too_long",
            {"row": 2, "column": "title", "most": 200, "length": 201},
        ),
        ("Min;Tittel\n" + "1;A\n" * 1001, "too_many_items", {"most": 1000}),
        ("Min;Tittel\n" + "1;A\n" * 2001, "too_many_rows", {"most": 2000}),
        ("x" * (2 * 1024 * 1024 + 1), "file_too_large", {"most": 2097152, "length": 2097153}),
        ("Min;Tittel\n1;" + "x" * 140_000, "not_csv", {}),
    ],
)
def test_csv_that_cannot_be_read_is_refused_with_its_place(
    text: str, code: str, details: dict[str, object] | None
) -> None:
    found = refusal(read_csv, text)
    assert found == (code, details if details is not None else found[1])


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


ITEM: dict[str, Any] = {"title": "Konsert", "minutes": 30}
TOP: dict[str, Any] = {"format": "medvirk-programme", "version": 1, "items": [ITEM]}


def test_of_a_json_item_only_title_and_minutes_must_be_there() -> None:
    assert rows_of(read_json(json.dumps(TOP))) == [(0, "", 30, "other", "Konsert", "")]


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        ({"items": []}, "wrong_value", "items"),
        ({"items": {}}, "wrong_value", "items"),
        ({"items": [ITEM] * 1001}, "wrong_value", "items"),
        ({"items": [3]}, "wrong_value", "items[0]"),
        ({"items": [ITEM, {"title": "A"}]}, "missing_field", "items[1].minutes"),
        ({"items": [{"minutes": 3}]}, "missing_field", "items[0].title"),
        ({"items": [ITEM | {"titel": ""}]}, "unknown_field", "items[0].titel"),
        ({"items": [ITEM | {"title": " "}]}, "wrong_value", "items[0].title"),
        ({"items": [ITEM | {"title": "x" * 201}]}, "wrong_value", "items[0].title"),
        ({"items": [ITEM | {"title": 3}]}, "wrong_value", "items[0].title"),
        ({"items": [ITEM | {"minutes": True}]}, "wrong_value", "items[0].minutes"),
        ({"items": [ITEM | {"minutes": 1.5}]}, "wrong_value", "items[0].minutes"),
        ({"items": [ITEM | {"minutes": -1}]}, "wrong_value", "items[0].minutes"),
        ({"items": [ITEM | {"minutes": 1441}]}, "wrong_value", "items[0].minutes"),
        ({"items": [ITEM | {"least_minutes": 31}]}, "wrong_value", "items[0].least_minutes"),
        ({"items": [ITEM | {"day": 366}]}, "wrong_value", "items[0].day"),
        ({"items": [ITEM | {"start": "24:00"}]}, "wrong_value", "items[0].start"),
        ({"items": [ITEM | {"start": "9:00"}]}, "wrong_value", "items[0].start"),
        ({"items": [ITEM | {"start": "１６:00"}]}, "wrong_value", "items[0].start"),
        ({"items": [ITEM | {"start": "+1:+1"}]}, "wrong_value", "items[0].start"),
        ({"items": [ITEM | {"start": 16}]}, "wrong_value", "items[0].start"),
        ({"items": [ITEM | {"kind": "party"}]}, "wrong_value", "items[0].kind"),
        ({"items": [ITEM | {"kind": []}]}, "wrong_value", "items[0].kind"),
        ({"items": [ITEM | {"exercises": "ladder"}]}, "wrong_value", "items[0].exercises"),
        ({"items": [ITEM | {"exercises": ["quiz"]}]}, "wrong_value", "items[0].exercises[0]"),
        ({"items": [ITEM | {"exercises": [{}]}]}, "wrong_value", "items[0].exercises[0]"),
        ({"items": [ITEM | {"exercises": ["poll"] * 11}]}, "wrong_value", "items[0].exercises"),
        ({"format": "other"}, "wrong_value", "format"),
        ({"title": None}, "wrong_value", "title"),
        ({"subtitle": "x" * 201}, "wrong_value", "subtitle"),
        ({"place": "Steinkjer"}, "unknown_field", "place"),
    ],
)
def test_json_that_is_not_ours_is_refused_with_its_place(
    change: dict[str, Any], code: str, place: str
) -> None:
    assert refusal(read_json, json.dumps(TOP | change)) == (code, {"place": place})


@pytest.mark.parametrize("version", [0, 2, "1", True, None, 10**30])
def test_another_version_is_refused(version: object) -> None:
    assert refusal(read_json, json.dumps(TOP | {"version": version})) == (
        "unknown_version",
        {"version": str(version)},
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"format": 1, "format": 1}',
        '{"version": NaN}',
        "[" * 100_000,
        "1" * 5000,
        '{"a": ' * 50_000,
    ],
)
def test_what_is_no_json_is_refused(text: str) -> None:
    assert refusal(read_json, text) == ("not_json", {})


@pytest.mark.parametrize("text", ["[]", "3", "null", '"a"'])
def test_json_that_is_no_object_is_refused(text: str) -> None:
    assert refusal(read_json, text) == ("wrong_value", {"place": "file"})


def test_a_file_is_known_by_its_first_bytes_and_its_ending() -> None:
    rows = [(0, "16.00", 60, "other", "Konsert", ""), (0, "17.00", 0, "close", "Slutt", "")]
    text = "16.00 Konsert\n17.00 Slutt"
    table = "Start;Tittel\n16.00;Konsert\n17.00;Slutt\n"
    items = read_text(text).items
    assert [
        rows_of(read_file(name, data))
        for name, data in [
            ("program.txt", text.encode()),
            ("program", text.encode("cp1252")),
            ("PROGRAM.CSV", table.encode()),
            ("program.tsv", table.replace(";", "\t").encode("utf-16")),
            ("program.json", write_json(items)),
            ("program.xlsx", write_xlsx(items)),
            ("program.txt", write_xlsx(items)),
        ]
    ] == [rows] * 7


@pytest.mark.parametrize(
    "data", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", b"a\x00b", b"\xff\xfe\x00"]
)
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    assert refusal(read_file, "program.txt", data) == ("not_text", {})


@settings(deadline=None)
@given(
    st.binary(max_size=300)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for name in ("a.csv", "a.json", "a.xlsx", "a.txt"):
        with suppress(Refused):
            assert read_file(name, data).items != ()


WHOLE = workbook(("Start", "Tittel"), ("16:00", "Konsert"))


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_broken_workbook_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Refused):
        assert read_xlsx(bytes(whole)).items != ()


CELLS = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        [
            "16:00",
            "0,5",
            "1",
            "Dag 2",
            "fredag",
            "24.09.2026",
            "",
            "30",
            "Pause",
            "poll",
            "24.00",
            "²",
        ]
    ),
)
NAMES = st.sampled_from(["Start", "Slutt", "Tittel", "Min", "Dag", "Taler", "Slag", "Minst", "x"])


@settings(deadline=None, max_examples=300)
@given(st.lists(NAMES, min_size=2, max_size=6), st.lists(st.lists(CELLS, max_size=6), max_size=5))
def test_any_table_is_read_or_refused(names: list[str], rows: list[list[str]]) -> None:
    text = "\n".join(";".join(row) for row in [names, *rows])
    with suppress(Refused):
        for item in read_csv(text).items:
            assert 0 <= item.least_minutes <= item.minutes <= 1440
            assert 0 <= item.day <= 365
            assert item.title != ""


def test_a_workbook_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(packed(a=b"0" * (17 * 1024 * 1024)))
    data = data.replace(struct.pack("<L", 17 * 1024 * 1024), struct.pack("<L", 10))
    assert refusal(read_xlsx, bytes(data))[0] == "not_xlsx"
