"""Programmes whose times do not stand first in their lines: tables, dotted lines, cells."""

import pytest

from facilitator.programme.reading import ReadDate, read_text
from tests.facilitator.programme.programmes import Row, rows_of

LAYOUTS: dict[str, tuple[str, list[Row], tuple[str, ...]]] = {
    "a table of Word with names of columns": (
        "Tid\tTema\tAnsvarlig\n16.00\tVelkommen\tKari Nordmann\n16.30\tGruppearbeid\t\n"
        "17.30\tPause\t\n17.45\tInnledning\tOla Hansen, KS\n18.30\tSlutt\t",
        [
            (0, "16.00", 30, "talk", "Velkommen", "Kari Nordmann"),
            (0, "16.30", 60, "table_work", "Gruppearbeid", ""),
            (0, "17.30", 15, "break", "Pause", ""),
            (0, "17.45", 45, "talk", "Innledning", "Ola Hansen, KS"),
            (0, "18.30", 0, "close", "Slutt", ""),
        ],
        (),
    ),
    "a table with bars": (
        "| Tid | Innhold | Hvem |\n|---|---|---|\n| 09:00–09:15 | Velkommen | Ordføreren |\n"
        "| 09:15–10:00 | Foredrag | Kari Nordmann |\n| 10:00–10:15 | Pause | |",
        [
            (0, "09.00", 15, "talk", "Velkommen", "Ordføreren"),
            (0, "09.15", 45, "talk", "Foredrag", "Kari Nordmann"),
            (0, "10.00", 15, "break", "Pause", ""),
        ],
        (),
    ),
    "a table with a number, a start and an end": (
        "1\t09.00\t09.30\tRegistrering\n2\t09.30\t10.15\tInnlegg v/ Per Olsen\n"
        "3\t10.15\t10.30\tPause",
        [
            (0, "09.00", 30, "arrival", "Registrering", ""),
            (0, "09.30", 45, "talk", "Innlegg", "Per Olsen"),
            (0, "10.15", 15, "break", "Pause", ""),
        ],
        (),
    ),
    "a table with a length and a day": (
        "Onsdag 3. juni\t09.00\tÅpning\t10 min\nOnsdag 3. juni\t10.00\tForedrag\t45 min\n"
        "Torsdag 4. juni\t09.00\tVerksted\t2 timer",
        [
            (0, "09.00", 10, "talk", "Åpning", ""),
            (0, "10.00", 45, "talk", "Foredrag", ""),
            (1, "09.00", 120, "table_work", "Verksted", ""),
        ],
        (),
    ),
    "a table with the time last": (
        "Velkommen\t16:00\nForedrag\t16:30\nSlutt\t17:00",
        [
            (0, "16.00", 30, "arrival", "Velkommen", ""),
            (0, "16.30", 30, "talk", "Foredrag", ""),
            (0, "17.00", 0, "close", "Slutt", ""),
        ],
        (),
    ),
    "times at the ends of dotted lines": (
        "Velkommen ........ 16.00\nForedrag ......... 16.30\nPause ............ 17.00\n"
        "Slutt ............ 18.00",
        [
            (0, "16.00", 30, "arrival", "Velkommen", ""),
            (0, "16.30", 30, "talk", "Foredrag", ""),
            (0, "17.00", 60, "break", "Pause", ""),
            (0, "18.00", 0, "close", "Slutt", ""),
        ],
        (),
    ),
    "times in brackets at the ends of lines": (
        "Velkommen (16.00–16.30)\nForedrag (kl. 16.30)\nSlutt (17.00)",
        [
            (0, "16.00", 30, "arrival", "Velkommen", ""),
            (0, "16.30", 30, "talk", "Foredrag", ""),
            (0, "17.00", 0, "close", "Slutt", ""),
        ],
        (),
    ),
    "times on lines of their own": (
        "Kl. 10.00\nÅpning av dagen\nOrdfører Kari Nordmann\n\nKl. 10.15\n"
        "Medvirkningstrappa – hvor står vi?\nInnleder: Per Olsen, NTNU\n\nKl. 11.00\nLunsj",
        [
            (0, "10.00", 15, "talk", "Åpning av dagen", "Ordfører Kari Nordmann"),
            (0, "10.15", 45, "talk", "Medvirkningstrappa – hvor står vi?", "Per Olsen, NTNU"),
            (0, "11.00", 30, "break", "Lunsj", ""),
        ],
        (),
    ),
    "every cell on a line of its own": (
        "16.00 –\n16.30\nVelkommen\n\n16.30 –\n17.15\nForedrag\nv/ Kari Nordmann",
        [
            (0, "16.00", 30, "arrival", "Velkommen", ""),
            (0, "16.30", 45, "talk", "Foredrag", "Kari Nordmann"),
        ],
        (),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_is_understood(name: str) -> None:
    text, rows, notes = LAYOUTS[name]
    found = read_text(text)
    assert (rows_of(found), found.notes) == (rows, notes)


def test_a_first_day_without_items_does_not_count() -> None:
    found = read_text("Mandag\n1600 plasser\n1700\nTirsdag 2. juni\n16.00 Konsert\n17.00 Slutt")
    assert rows_of(found) == [
        (0, "16.00", 60, "other", "Konsert", ""),
        (0, "17.00", 0, "close", "Slutt", ""),
    ]
    assert found.dates == (ReadDate(0, 6, 2, None, 1),)
