"""One line of a programme after another, in the ways that people write them."""

import pytest

from facilitator.errors import Refused
from facilitator.programme.reading import read_text
from tests.facilitator.programme.programmes import rows_of

# The line, then start, minutes (to 22.30, where nothing else is said), kind, title and speaker.
LINES = [
    # Times.
    ("Kl. 16.00 Konsert", "16.00", 390, "other", "Konsert", ""),
    ("kl 16:30 Konsert", "16.30", 360, "other", "Konsert", ""),
    ("KL.16.00 Konsert", "16.00", 390, "other", "Konsert", ""),
    ("kl.: 16.00 Konsert", "16.00", 390, "other", "Konsert", ""),
    ("kl. 9 Konsert", "09.00", 810, "other", "Konsert", ""),
    ("klokka 18: Konsert", "18.00", 270, "other", "Konsert", ""),
    ("Klokken 18.15 – Konsert", "18.15", 255, "other", "Konsert", ""),
    ("16.30–17.00 Konsert", "16.30", 30, "other", "Konsert", ""),
    ("16.30-17.00: Konsert", "16.30", 30, "other", "Konsert", ""),
    ("16.30 — 17.00 Konsert", "16.30", 30, "other", "Konsert", ""),
    ("16.30‑17.00 Konsert", "16.30", 30, "other", "Konsert", ""),
    ("16.30−17.00 Konsert", "16.30", 30, "other", "Konsert", ""),
    ("kl. 16.30 - kl. 17.00 Konsert", "16.30", 30, "other", "Konsert", ""),
    ("kl 16-17 Konsert", "16.00", 60, "other", "Konsert", ""),
    ("16.30–17 Konsert", "16.30", 30, "other", "Konsert", ""),
    ("Fra kl. 16.00 til kl. 16.30: Konsert", "16.00", 30, "other", "Konsert", ""),
    ("frå 16.00 til 16.30 Konsert", "16.00", 30, "other", "Konsert", ""),
    ("from 4 to 4:45 pm Konsert", "16.00", 45, "other", "Konsert", ""),
    ("mellom 16.00 og 16.30 Konsert", "16.00", 30, "other", "Konsert", ""),
    ("ca. 16.00 Konsert", "16.00", 390, "other", "Konsert", ""),
    ("Ca. kl. 16.00 Konsert", "16.00", 390, "other", "Konsert", ""),
    ("kl. 16.00 (ca.) Konsert", "16.00", 390, "other", "Konsert", ""),
    ("16.00Konsert", "16.00", 390, "other", "Konsert", ""),
    ("16:30«Konsert»", "16.30", 360, "other", "«Konsert»", ""),
    ("16⁰⁰ Konsert", "16.00", 390, "other", "Konsert", ""),
    ("16h30 Konsert", "16.30", 360, "other", "Konsert", ""),
    ("16:00:00 Konsert", "16.00", 390, "other", "Konsert", ""),
    ("１６：００ Konsert", "16.00", 390, "other", "Konsert", ""),
    ("16.00\u00a0\u2003Konsert", "16.00", 390, "other", "Konsert", ""),
    ("4:30 pm Konsert", "16.30", 360, "other", "Konsert", ""),
    ("4.30 p.m. Konsert", "16.30", 360, "other", "Konsert", ""),
    ("4 PM – Konsert", "16.00", 390, "other", "Konsert", ""),
    ("4:30–5:00 pm Konsert", "16.30", 30, "other", "Konsert", ""),
    ("11:30 am – 12:15 pm Konsert", "11.30", 45, "other", "Konsert", ""),
    ("12 noon Konsert", "12.00", 630, "other", "Konsert", ""),
    ("9.00 Ambassadøren", "09.00", 810, "other", "Ambassadøren", ""),
    ("• 16.00 – Konsert", "16.00", 390, "other", "Konsert", ""),
    ("1. 16.00 Konsert", "16.00", 390, "other", "Konsert", ""),
    ("**16.00** **Konsert**", "16.00", 390, "other", "Konsert", ""),
    ("(16.00) Konsert", "16.00", 390, "other", "Konsert", ""),
    ("16.00 – 20 minutter stillhet", "16.00", 390, "other", "20 minutter stillhet", ""),
    ("16.00 – 17 korte historier", "16.00", 390, "other", "17 korte historier", ""),
    ("16.00 Konsert (20 min)", "16.00", 20, "other", "Konsert", ""),
    ("16.00 Konsert, 20 minutter", "16.00", 20, "other", "Konsert", ""),
    # Speakers.
    ("16.00 Åpning v/ordføreren", "16.00", 390, "talk", "Åpning", "ordføreren"),
    ("16.00 Åpning v/ Kari Nordmann.", "16.00", 390, "talk", "Åpning", "Kari Nordmann"),
    ("16.00 Åpning (v/Kari Nordmann, KS)", "16.00", 390, "talk", "Åpning", "Kari Nordmann, KS"),
    ("16.00 Åpning ved Kari Nordmann", "16.00", 390, "talk", "Åpning", "Kari Nordmann"),
    ("16.00 Opning ved ordførar Gro Haug", "16.00", 390, "talk", "Opning", "ordførar Gro Haug"),
    ("16.00 Føredrag med Per Li, NMBU", "16.00", 390, "talk", "Føredrag", "Per Li, NMBU"),
    ("16.00 Opening by Jane Doe", "16.00", 390, "talk", "Opening", "Jane Doe"),
    ("16.00 Opening by the mayor", "16.00", 390, "talk", "Opening", "the mayor"),
    ("16.00 Nå! v/ Ola B. Li, St. Olav", "16.00", 390, "talk", "Nå!", "Ola B. Li, St. Olav"),
    ("16.00 v/ Kari Nordmann: Veien hit", "16.00", 390, "talk", "Veien hit", "Kari Nordmann"),
    (
        "16.00 Foredrag v/ professor Kari Nordmann: Veien hit",
        "16.00", 390, "talk", "Foredrag: Veien hit", "professor Kari Nordmann",
    ),
    (
        "16.00 Demokrati v/ Kari Nordmann (KS) og Ola Hansen",
        "16.00", 390, "talk", "Demokrati", "Kari Nordmann (KS) og Ola Hansen",
    ),
    (
        "16.00 Keynote: Our future (Prof. Jane Smith, Oslo)",
        "16.00", 390, "talk", "Keynote: Our future", "Prof. Jane Smith, Oslo",
    ),
    (
        "16.00 Ordfører Kari Nordmann ønsker velkommen",
        "16.00", 390, "talk", "Ordfører Kari Nordmann ønsker velkommen", "Ordfører Kari Nordmann",
    ),
    ("16.00 Møte ved Rådhuset", "16.00", 390, "other", "Møte ved Rådhuset", ""),
    ("16.00 Lek med bokstaver", "16.00", 390, "other", "Lek med bokstaver", ""),
    # Kinds.
    ("16.00 Velkommen, mat og mingling", "16.00", 390, "arrival", "Velkommen, mat og mingling", ""),
    ("16.00 Velkommen", "16.00", 390, "arrival", "Velkommen", ""),
    ("16.00 Frammøte og kaffi", "16.00", 390, "arrival", "Frammøte og kaffi", ""),
    ("16.00 Doors open", "16.00", 390, "arrival", "Doors open", ""),
    ("16.00 Velkommen ved leder Kari Li", "16.00", 390, "talk", "Velkommen", "leder Kari Li"),
    ("16.00 Kaffepause", "16.00", 390, "break", "Kaffepause", ""),
    ("16.00 Lunsj", "16.00", 390, "break", "Lunsj", ""),
    ("16.00 Kort beinstrekk", "16.00", 390, "break", "Kort beinstrekk", ""),
    ("16.00 Felles middag", "16.00", 390, "break", "Felles middag", ""),
    ("16.00 Coffee break", "16.00", 390, "break", "Coffee break", ""),
    ("16.00 Hva skjer etter lunsj?", "16.00", 390, "other", "Hva skjer etter lunsj?", ""),
    ("16.00 Ettermiddagen", "16.00", 390, "other", "Ettermiddagen", ""),
    ("16.00 Mat og klima v/ Kari Li", "16.00", 390, "talk", "Mat og klima", "Kari Li"),
    ("16.00 Oppgave ved bordene", "16.00", 390, "table_work", "Oppgave ved bordene", ""),
    ("16.00 Samtale kring borda", "16.00", 390, "table_work", "Samtale kring borda", ""),
    ("16.00 Gruppearbeid", "16.00", 390, "table_work", "Gruppearbeid", ""),
    ("16.00 Group work", "16.00", 390, "table_work", "Group work", ""),
    ("16.00 Workshop v/ Kari Li", "16.00", 390, "table_work", "Workshop", "Kari Li"),
    ("16.00 Oppsummering fra gruppene", "16.00", 390, "plenary", "Oppsummering fra gruppene", ""),
    ("16.00 Diskusjon i plenum", "16.00", 390, "plenary", "Diskusjon i plenum", ""),
    ("16.00 Hilserunde", "16.00", 390, "plenary", "Hilserunde", ""),
    ("16.00 Questions and answers", "16.00", 390, "plenary", "Questions and answers", ""),
    ("16.00 Innledning", "16.00", 390, "talk", "Innledning", ""),
    ("16.00 Kari oppsummerer dagen", "16.00", 390, "talk", "Kari oppsummerer dagen", ""),
]  # fmt: skip

NOT_ITEMS = [
    "Møtet er 24.09 på rådhuset",
    "24.09 Steinkjer",
    "24.9.2026 Steinkjer",
    "2016 Steinkjer kommune",
    "1969 ble trappa tegnet",
    "7713 Steinkjer",
    "50 plasser",
    "1600 plasser",
    "10–12 plasser igjen",
    "Tlf. 74 16 90 00",
    "22 25 30 00 sentralbord",
    "74.16.90.00",
    "16.00 kr",
    "18,50 kroner",
    "16.000 innbyggere",
    "16.00,- for maten",
    "25.00 finnes ikke",
    "16.75 finnes ikke",
    "Vi ses kl. 18.00 ved døra",
    "Tid: 16.00",
    "Påmelding innen kl. 15.00",
    "3.0",
    "20 minutter stillhet",
]


@pytest.mark.parametrize("line", LINES, ids=[line[0] for line in LINES])
def test_a_line_is_understood(line: tuple[str, str, int, str, str, str]) -> None:
    text, start, minutes, kind, title, speaker = line
    assert rows_of(read_text(f"{text}\n22.30 Takk for i dag")) == [
        (0, start, minutes, kind, title, speaker),
        (0, "22.30", 0, "close", "Takk for i dag", ""),
    ]


@pytest.mark.parametrize("line", NOT_ITEMS)
def test_numbers_in_prose_are_no_items(line: str) -> None:
    assert rows_of(read_text(f"09.00 Konsert\n{line}\n22.00 Slutt")) == [
        (0, "09.00", 780, "other", "Konsert", ""),
        (0, "22.00", 0, "close", "Slutt", ""),
    ]
    with pytest.raises(Refused, match=r"^no_programme$"):
        read_text(f"{line}\n\n{line}\n")
