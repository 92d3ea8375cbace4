"""What is written comes back equal, and no spreadsheet program takes it for formulas."""

from datetime import time
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from facilitator.programme.kinds import ItemKind
from facilitator.programme.reading import (
    PROPOSALS,
    Reading,
    ReadItem,
    read_csv,
    read_file,
    read_json,
    read_text,
    read_xlsx,
)
from facilitator.programme.reading.wording import many_lines, one_line
from facilitator.programme.writing import write_csv, write_json, write_xlsx

ITEMS = (
    ReadItem(
        day=0,
        start=time(16, 0),
        minutes=30,
        title="=Velkommen; «mat»",
        speaker="@ordføreren",
        description="- Én\n- To",
        kind=ItemKind.ARRIVAL,
        least_minutes=30,
        exercises=("poll", "ladder"),
    ),
    ReadItem(
        day=2,
        start=None,
        minutes=20,
        title="Pause",
        speaker="",
        description="",
        kind=ItemKind.BREAK,
        least_minutes=10,
    ),
)

WORDS = st.text(max_size=60).map(one_line)
TITLES = WORDS.filter(bool)
TEXTS = st.one_of(
    st.text(max_size=120).map(many_lines),
    st.sampled_from(["=1+1", "'=1+1", "''-x", "+47", "-", "@a", "_x0041_", "a\n\nb", '"', "sep=;"]),
)


@st.composite
def items(draw: st.DrawFn) -> ReadItem:
    minutes = draw(st.integers(0, 1440))
    return ReadItem(
        day=draw(st.integers(0, 365)),
        start=draw(st.none() | st.builds(time, st.integers(0, 23), st.integers(0, 59))),
        minutes=minutes,
        title=draw(TITLES | st.sampled_from(["=1", "'=1", "'''@", "- a", "Tid", "0", "_x000D_"])),
        speaker=draw(WORDS),
        description=draw(TEXTS),
        kind=draw(st.sampled_from(ItemKind)),
        least_minutes=draw(st.integers(0, minutes)),
        exercises=tuple(draw(st.lists(st.sampled_from(sorted(PROPOSALS)), max_size=4))),
    )


PROGRAMMES = st.lists(items(), min_size=1, max_size=6).map(tuple)
LANGUAGES = st.sampled_from(["nb", "nn", "en"])


@settings(deadline=None)
@given(PROGRAMMES, LANGUAGES)
def test_csv_comes_back_equal(programme: tuple[ReadItem, ...], language: str) -> None:
    assert read_csv(write_csv(programme, language)) == Reading(programme)


@settings(deadline=None, max_examples=60)
@given(PROGRAMMES, LANGUAGES)
def test_a_workbook_comes_back_equal(programme: tuple[ReadItem, ...], language: str) -> None:
    assert read_xlsx(write_xlsx(programme, language)) == Reading(programme)


@settings(deadline=None)
@given(PROGRAMMES, WORDS, WORDS)
def test_json_comes_back_equal(programme: tuple[ReadItem, ...], title: str, subtitle: str) -> None:
    assert read_json(write_json(programme, title, subtitle)) == Reading(programme, title, subtitle)


@pytest.mark.parametrize("name", ["programme.csv", "programme.xlsx", "programme.json"])
def test_pasted_text_comes_back_from_every_kind_of_file(name: str) -> None:
    pasted = read_text("16.00 Velkommen\n17.00 Opplegg v/ Kari Nordmann\nSpørsmål?\n18.00 Slutt")
    write = {"csv": write_csv, "xlsx": write_xlsx, "json": write_json}[name.split(".")[1]]
    found = read_file(name, write(pasted.items))
    assert [
        (item.start, item.minutes, item.title, item.speaker, item.description, item.kind)
        for item in found.items
    ] == [
        (time(16), 60, "Velkommen", "", "", ItemKind.ARRIVAL),
        (time(17), 60, "Opplegg", "Kari Nordmann", "Spørsmål?", ItemKind.TALK),
        (time(18), 0, "Slutt", "", "", ItemKind.CLOSE),
    ]


def test_csv_is_as_norwegian_excel_wants_it() -> None:
    assert write_csv(ITEMS).decode("utf-8") == (
        "\ufeffDag;Start;Minutter;Tittel;Taler;Beskrivelse;Slag;Minst;Oppgaver\r\n"
        '1;16:00;30;"\'=Velkommen; «mat»";\'@ordføreren;"\'- Én\n- To";Ankomst;30;poll, ladder\r\n'
        "3;;20;Pause;;;Pause;10;\r\n"
    )


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_no_cell_begins_as_a_formula(sign: str) -> None:
    item = ReadItem(0, None, 0, f"{sign}a", "", "", ItemKind.OTHER, 0)
    row = write_csv((item,)).decode().split("\r\n")[1]
    assert row == f"1;;0;'{sign}a;;;Annet;0;"


def test_columns_are_named_in_the_language_of_the_meeting() -> None:
    assert [write_csv((), language).decode("utf-8-sig") for language in ("nn", "en", "se")] == [
        "Dag;Start;Minutt;Tittel;Talar;Omtale;Slag;Minst;Oppgåver\r\n",
        "Day;Start;Minutes;Title;Speaker;Description;Kind;Least;Exercises\r\n",
        "Dag;Start;Minutter;Tittel;Taler;Beskrivelse;Slag;Minst;Oppgaver\r\n",
    ]


def test_a_workbook_holds_texts_and_numbers() -> None:
    sheet = load_workbook(BytesIO(write_xlsx(ITEMS))).active
    assert [
        [(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows(min_row=2)
    ] == [
        [
            (1, "n"),
            ("16:00", "s"),
            (30, "n"),
            ("=Velkommen; «mat»", "s"),
            ("@ordføreren", "s"),
            ("- Én\n- To", "s"),
            ("Ankomst", "s"),
            (30, "n"),
            ("poll, ladder", "s"),
        ],
        [
            (3, "n"),
            (None, "n"),
            (20, "n"),
            ("Pause", "s"),
            (None, "n"),
            (None, "n"),
            ("Pause", "s"),
            (10, "n"),
            (None, "n"),
        ],
    ]
    assert [cell.quotePrefix for cell in sheet[2]][3:6] == [True, True, True]


def test_json_is_for_people_too() -> None:
    assert write_json(ITEMS[1:], "Kommune 3.0", "Å være med").decode() == (
        """{
  "format": "medvirk-programme",
  "version": 1,
  "title": "Kommune 3.0",
  "subtitle": "Å være med",
  "items": [
    {
      "day": 2,
      "start": null,
      "minutes": 20,
      "title": "Pause",
      "speaker": "",
      "description": "",
      "kind": "break",
      "least_minutes": 10,
      "exercises": []
    }
  ]
}
"""
    )
