"""Programmes in CSV files that other people and other programs made."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.errors import Refused
from facilitator.programme.reading import read_csv
from tests.facilitator.programme.programmes import Row, refusal, rows_of

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
