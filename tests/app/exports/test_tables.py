"""The data as files for spreadsheets and for programs, read back by other libraries than ours."""

import csv
from datetime import datetime, time
from io import BytesIO, StringIO
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from app.database import Database
from app.exports.formats import formats
from facilitator.report.data.course import COLUMNS as RUN_OF_EVENING
from facilitator.report.data.table import columns
from facilitator.report.edition import Edition
from facilitator.spreadsheets.guarding import unguard
from tests.app.exports.evening import HOSTILE, make_evening, written
from tests.factories import EVENING, NOON, make_exercise, make_item, make_meeting, make_phone
from tests.factories import make_contribution as give

DAY = datetime.combine(EVENING, time())
"""The evening's date as sheets have it, which know no zones."""


@pytest.fixture
def evening(database: Database) -> None:
    with database.writing() as db:
        make_evening(db)


def rows_of(file: bytes, delimiter: str) -> list[dict[str, str]]:
    text = StringIO(file.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, delimiter=delimiter))


@pytest.mark.usefixtures("evening")
def test_norwegian_excel_opens_the_csv(app: Flask) -> None:
    file = written(app, "csv")
    assert file.startswith(b"\xef\xbb\xbfNr.;M")
    assert file.count(b"\r\n") == 1 + 6 + len(HOSTILE)
    rows = rows_of(file, ";")
    assert {name: value for name, value in rows[0].items() if value} == {
        "Nr.": "1",
        "Møte": "Kommune 3.0",
        "Kode": "TRAPP",
        "Dato": "2026-09-24",
        "Klokka": "12:00:00",
        "UTC": "2026-09-24 10:00:00",
        "Programpost": "Dialog: [A/B]?",
        "Oppgave nr.": "1",
        "Oppgave": "Medvirkningstrappa",
        "Slag": "Medvirkningstrappa",
        "Fase": "Ved bordet",
        "Bord": "3",
        "Gjelder": "Eksempel",
        "Plassering, kode": "2; 4",
        "Plassering": "Konsultasjon; Samarbeid",
        "Innspill": "Gjestebud",
        "Begrunnelse": "Uenige",
        "Prikker": "0",
        "Løftet fram": "Nei",
        "Høydepunkt": "Nei",
        "Tilstand": "Står",
        "Kilde": "Mobil",
        "Redigert": "Nei",
        "Endringer": "0",
    }
    texts = [row["Innspill"] for row in rows[6:]]
    assert [text for text in texts if text[0] in "=+-@\t"] == []
    assert tuple(unguard(text) for text in texts) == HOSTILE


@pytest.mark.usefixtures("evening")
def test_programs_get_every_word_as_it_was_said(app: Flask) -> None:
    file = written(app, "plain-csv")
    assert file.startswith(b"number,meeting,code,date,time,utc,item,")
    rows = rows_of(file, ",")
    assert list(rows[0]) == [column.name for column in columns()]
    assert tuple(row["text"] for row in rows[6:]) == HOSTILE
    told = ("utc", "kind", "aspect", "slot", "slot_name", "lifted", "influence", "effort")
    assert [tuple(row[name] for name in told) for row in rows[:4]] == [
        (
            "2026-09-24T10:00:00Z",
            "ladder",
            "example",
            "2|4",
            "Konsultasjon|Samarbeid",
            "false",
            "",
            "",
        ),
        ("2026-09-24T10:00:00Z", "forces", "", "hinders", "Hemmer", "false", "partly", ""),
        (
            "2026-09-24T10:00:00Z",
            "groups",
            "",
            "absent",
            "Involverer seg ikke",
            "false",
            "",
            "",
        ),
        ("2026-09-24T10:00:00Z", "measures", "", "", "", "false", "", "small"),
    ]


def sheet(book: Any, title: str) -> list[dict[str, Any]]:
    """The rows of a sheet without what is empty."""
    names, *rows = book[title].iter_rows(values_only=True)
    return [
        {name: value for name, value in zip(names, row, strict=True) if value is not None}
        for row in rows
    ]


@pytest.mark.usefixtures("evening")
def test_a_workbook_has_types_and_a_sheet_for_each_exercise(app: Flask) -> None:
    book = load_workbook(BytesIO(written(app, "xlsx")))
    assert book.sheetnames == [
        "Alle innspill",
        "Medvirkningstrappa",
        "Hva fremmer og hva hemmer",
        "Hvem involverer seg – og hvem i",
        "Tiltak",
        "Rask runde",
        "Spørsmål til innlederen",
        "Gode grunner",
        "Forklaring",
        "Gjennomføring",
    ]
    everything = sheet(book, "Alle innspill")
    assert len(everything) == 6 + len(HOSTILE)
    told = ("Nr.", "Dato", "Klokka", "UTC", "Styrke", "Løftet fram", "Innspill")
    assert [everything[1][name] for name in told] == [
        2,
        DAY,
        time(12),
        NOON.replace(tzinfo=None),
        4,
        False,
        "Tid",
    ]
    all_of_it = book["Alle innspill"]
    last = f"{all_of_it.cell(1, len(columns())).column_letter}{len(everything) + 1}"
    assert (all_of_it.freeze_panes, all_of_it.auto_filter.ref) == ("A2", f"A1:{last}")
    ladder = sheet(book, "Medvirkningstrappa")
    assert [(row["Nr."], row["Plassering, kode"], row["Plassering"]) for row in ladder] == [
        (1, 2, "Konsultasjon"),
        (1, 4, "Samarbeid"),
    ]
    poll = sheet(book, "Rask runde")
    assert poll == [
        {
            "Nr.": 5,
            "Spørsmål": "Hvem er i rommet?",
            "Plassering, kode": 2,
            "Plassering": "politiker",
            "Tilstand": "Står",
        }
    ]


@pytest.mark.usefixtures("evening")
def test_nothing_in_a_workbook_is_computed_or_linked(app: Flask) -> None:
    book = load_workbook(BytesIO(written(app, "xlsx")))
    ideas = book["Gode grunner"]
    column = [cell.value for cell in ideas[1]].index("Innspill")
    cells = [row[column] for row in ideas.iter_rows(min_row=2)]
    # The underscore of what looks like an escaped sign is escaped itself; openpyxl leaves it so.
    kept = {"_x000D_": "_x005F_x000D_"}
    assert [cell.value for cell in cells] == [kept.get(text, text) for text in HOSTILE]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    assert [cell.hyperlink for cell in cells if cell.hyperlink] == []
    assert {cell.quotePrefix for cell in cells} == {True}


@pytest.mark.usefixtures("evening")
def test_the_workbook_explains_its_columns_and_tells_how_the_evening_went(app: Flask) -> None:
    book = load_workbook(BytesIO(written(app, "xlsx")))
    codebook = sheet(book, "Forklaring")
    assert [row.get("Navn i ren CSV og JSON") for row in codebook] == [
        *(column.name for column in columns()),
        *len(RUN_OF_EVENING) * [None],
        None,
    ]
    assert codebook[-2] == {
        "Kolonne": "Gjennomføring: Status",
        "Innhold": "En av flere verdier",
        "Forklaring": "Hvordan det gikk med posten.",
        "Verdier": "past = Gjennomført; current = Pågår; later = Kommer;"
        " skipped = Tatt ut av programmet; left_out = Hoppet over",
    }
    (influence,) = (row for row in codebook if row["Kolonne"] == "Kan påvirkes")
    assert influence == {
        "Kolonne": "Kan påvirkes",
        "Navn i ren CSV og JSON": "influence",
        "Innhold": "En av flere verdier",
        "Forklaring": "Om bordet mener at vi kan gjøre noe med det.",
        "Verdier": "yes = Ja; partly = Delvis; no = Nei",
    }
    assert sheet(book, "Gjennomføring") == [
        {
            "Nr.": 1,
            "Dato": DAY,
            "Programpost": "Dialog: [A/B]?",
            "Slag": "Innledning",
            "Planlagt start": time(12),
            "Planlagt slutt": time(12, 30),
            "Faktisk start": time(12, 2),
            "Faktisk slutt": time(12, 37),
            "Planlagt, min": 30,
            "Faktisk, min": 35,
            "Forsinket start, min": 2,
            "Status": "Gjennomført",
        },
        {
            "Nr.": 2,
            "Dato": DAY,
            "Programpost": "Takk",
            "Innleder": "Kari, Ola",
            "Slag": "Innledning",
            "Planlagt start": time(12, 30),
            "Planlagt slutt": time(12, 45),
            "Faktisk start": time(12, 37),
            "Planlagt, min": 15,
            "Forsinket start, min": 7,
            "Status": "Pågår",
        },
    ]
    assert (book.properties.title, book.properties.creator, book.properties.created) == (
        "Kommune 3.0",
        "Steinkjer",
        NOON.replace(tzinfo=None),
    )


@pytest.mark.parametrize("name", ["csv", "plain-csv", "xlsx", "json", "ics"])
def test_a_meeting_without_anything_is_a_file_too(app: Flask, db: Session, name: str) -> None:
    make_meeting(db, code="TOM", language="en")
    db.commit()
    assert written(app, name, "TOM", Edition.SHARED)
    assert formats()[name].name == name


def test_exercises_of_one_name_have_a_sheet_each(app: Flask, db: Session) -> None:
    meeting = make_meeting(db, code="LIKE")
    item = make_item(db, meeting)
    title = "Hva bør kommunen gjøre? [1/2] Skriv det dere tenker 👩‍👩‍👧"
    for text in ("a", "b"):
        exercise = make_exercise(db, item, "ideas", phase="table", title=title)
        give(db, make_phone(db, meeting), exercise, {"text": text})
    make_exercise(db, item, "ideas", title="'/?*'")
    make_exercise(db, item, "ideas", title="FORKLARING")
    db.commit()
    book = load_workbook(BytesIO(written(app, "xlsx", "LIKE")))
    assert book.sheetnames == [
        "Alle innspill",
        "Hva bør kommunen gjøre 1 2 Skri",
        "Hva bør kommunen gjøre 1 2 Sk 2",
        "Medvirk",
        "FORKLARING",
        "Forklaring 2",
        "Gjennomføring",
    ]
    assert [row["Innspill"] for row in sheet(book, book.sheetnames[2])] == ["b"]
