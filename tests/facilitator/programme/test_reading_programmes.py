"""Whole programmes as they stand on web pages, in letters and in documents."""

import pytest

from facilitator.programme.reading import read_text
from tests.facilitator.programme.programmes import Row, rows_of

PROGRAMMES: dict[str, tuple[str, list[Row], tuple[str, ...]]] = {
    "all ways of writing a time in one": (
        """Kl. 16.00 Velkommen
kl 16:30 Åpning v/ Kari Nordmann
16.45–17.00 Hilserunde
1700 Pause
17.15Gruppearbeid
18.00
Takk for i dag""",
        [
            (0, "16.00", 30, "arrival", "Velkommen", ""),
            (0, "16.30", 15, "talk", "Åpning", "Kari Nordmann"),
            (0, "16.45", 15, "plenary", "Hilserunde", ""),
            (0, "17.00", 15, "break", "Pause", ""),
            (0, "17.15", 45, "table_work", "Gruppearbeid", ""),
            (0, "18.00", 0, "close", "Takk for i dag", ""),
        ],
        (),
    ),
    "bare digits": (
        "1600 Velkommen\n1615 Foredrag ved Ola Nordmann, NTNU\n1700 Pause\n1900 Slutt",
        [
            (0, "16.00", 15, "arrival", "Velkommen", ""),
            (0, "16.15", 45, "talk", "Foredrag", "Ola Nordmann, NTNU"),
            (0, "17.00", 120, "break", "Pause", ""),
            (0, "19.00", 0, "close", "Slutt", ""),
        ],
        (),
    ),
    "bare digits that might be years": (
        "1900 Velkommen\n1930 Foredrag\n2000 Pause\n2015 Plenum\n2045 Slutt",
        [
            (0, "19.00", 30, "arrival", "Velkommen", ""),
            (0, "19.30", 30, "talk", "Foredrag", ""),
            (0, "20.00", 15, "break", "Pause", ""),
            (0, "20.15", 30, "plenary", "Plenum", ""),
            (0, "20.45", 0, "close", "Slutt", ""),
        ],
        (),
    ),
    "bare ranges": (
        "0900-0915 Velkommen\n0915-1000 Foredrag\n1000-1015 Pause",
        [
            (0, "09.00", 15, "arrival", "Velkommen", ""),
            (0, "09.15", 45, "talk", "Foredrag", ""),
            (0, "10.00", 15, "break", "Pause", ""),
        ],
        (),
    ),
    "only hours": (
        "10–11 Åpning\n11–12 Gruppearbeid\n12–13 Lunsj",
        [
            (0, "10.00", 60, "talk", "Åpning", ""),
            (0, "11.00", 60, "table_work", "Gruppearbeid", ""),
            (0, "12.00", 60, "break", "Lunsj", ""),
        ],
        (),
    ),
    "two days with dates and sign-up prose": (
        """Konferanse om medvirkning: Vi bygger sammen
Tid: 24.–25. september 2026
Sted: Steinkjer

Torsdag 24. september 2026
10.00–10.30  Registrering
10.30–12.00  Hovedforedrag v/ professor Kari Nordmann: Slik lykkes vi
12.00–13.00  Lunsj
13.00–14.30  Parallelle møter
14.30–16.00  Workshop
19.00  Festmiddag
Fredag 25. september
09.00–10.00 Hva nå?
10.00–10.15 Beinstrekk
10.15–11.30 Paneldebatt
11.30 Slutt
Påmelding innen 10. september til post@example.no""",
        [
            (0, "10.00", 30, "arrival", "Registrering", ""),
            (0, "10.30", 90, "talk", "Hovedforedrag: Slik lykkes vi", "professor Kari Nordmann"),
            (0, "12.00", 60, "break", "Lunsj", ""),
            (0, "13.00", 90, "other", "Parallelle møter", ""),
            (0, "14.30", 90, "table_work", "Workshop", ""),
            (0, "19.00", 30, "break", "Festmiddag", ""),
            (1, "09.00", 60, "other", "Hva nå?", ""),
            (1, "10.00", 15, "break", "Beinstrekk", ""),
            (1, "10.15", 75, "plenary", "Paneldebatt", ""),
            (1, "11.30", 0, "close", "Slutt", ""),
        ],
        (),
    ),
    "days by number": (
        """Program

Dag 1
09.00 Registrering og kaffe
10.00 Åpning
15.00 Avslutning dag 1

Dag 2
09.00 God morgen
11.30 Lunsj
12.30 Oppsummering og vel heim""",
        [
            (0, "09.00", 60, "arrival", "Registrering og kaffe", ""),
            (0, "10.00", 300, "talk", "Åpning", ""),
            (0, "15.00", 0, "close", "Avslutning dag 1", ""),
            (1, "09.00", 150, "talk", "God morgen", ""),
            (1, "11.30", 60, "break", "Lunsj", ""),
            (1, "12.30", 0, "close", "Oppsummering og vel heim", ""),
        ],
        (),
    ),
    "weekdays with a day between": (
        "Måndag\n18.00 Opning\n\nOnsdag kveld:\n18.00 Verkstad\n20.00 Vel heim",
        [
            (0, "18.00", 30, "talk", "Opning", ""),
            (2, "18.00", 120, "table_work", "Verkstad", ""),
            (2, "20.00", 0, "close", "Vel heim", ""),
        ],
        (),
    ),
    "dates across the turn of the year": (
        "31. desember kl. 18.00: Folkemøte\n2. januar kl. 18.00: Verksted",
        [
            (0, "18.00", 30, "other", "Folkemøte", ""),
            (2, "18.00", 30, "table_work", "Verksted", ""),
        ],
        (),
    ),
    "headings that say the same day, and one that goes back": (
        "Fredag 25. september\n16.00 Konsert\nFredag kveld\n19.00 Middag\n"
        "Torsdag 24. september\n09.00 Samling",
        [
            (0, "16.00", 180, "other", "Konsert", ""),
            (0, "19.00", 30, "break", "Middag", ""),
            (1, "09.00", 30, "other", "Samling", ""),
        ],
        (),
    ),
    "dates that are none": (
        "29. februar 2026\n16.00 Konsert\n30. februar\n09.00 Samling\n31. februar\n09.00 Slutt",
        [
            (0, "16.00", 30, "other", "Konsert", ""),
            (1, "09.00", 30, "other", "Samling", ""),
            (2, "09.00", 0, "close", "Slutt", ""),
        ],
        (),
    ),
    "the day in each line": (
        "Man 24.9: 18.00 Folkemøte i Namsos\nTirs 25.9: 18.00 Folkemøte i Steinkjer",
        [
            (0, "18.00", 30, "other", "Folkemøte i Namsos", ""),
            (1, "18.00", 30, "other", "Folkemøte i Steinkjer", ""),
        ],
        (),
    ),
    "a second morning without a heading": (
        "09.00 Åpning\n12.00 Lunsj\n16.00 Slutt\n09.00 Samling\n12.00 Avreise",
        [
            (0, "09.00", 180, "talk", "Åpning", ""),
            (0, "12.00", 240, "break", "Lunsj", ""),
            (0, "16.00", 0, "close", "Slutt", ""),
            (1, "09.00", 180, "other", "Samling", ""),
            (1, "12.00", 0, "close", "Avreise", ""),
        ],
        ("day_guessed",),
    ),
    "a conference in English": (
        """Conference Programme
Day One - Monday 5 October 2026
09:00 - 09:30 Registration and coffee
09:30 - 10:15 Keynote: Local democracy (Prof. Jane Smith, University of Oslo)
10:15 - 10:30 Coffee break
10:30 - 12:00 Breakout sessions
12:00 - 13:00 Lunch
13:00 - 14:00 Round table: Who takes part?
Day Two - Tuesday 6 October 2026
9:00 am - 9:45 am Talk with John Doe, mayor
9:45 am Closing""",
        [
            (0, "09.00", 30, "arrival", "Registration and coffee", ""),
            (
                0, "09.30", 45, "talk", "Keynote: Local democracy",
                "Prof. Jane Smith, University of Oslo",
            ),
            (0, "10.15", 15, "break", "Coffee break", ""),
            (0, "10.30", 90, "table_work", "Breakout sessions", ""),
            (0, "12.00", 60, "break", "Lunch", ""),
            (0, "13.00", 60, "table_work", "Round table: Who takes part?", ""),
            (1, "09.00", 45, "talk", "Talk", "John Doe, mayor"),
            (1, "09.45", 0, "close", "Closing", ""),
        ],
        (),
    ),
    "twelve hours without am and pm": (
        "9:00 Registration\n11:00 Talk\n12:00 Lunch\n1:00 Workshop\n2:30–3:15 Panel\n3:30 Closing",
        [
            (0, "09.00", 120, "arrival", "Registration", ""),
            (0, "11.00", 60, "talk", "Talk", ""),
            (0, "12.00", 60, "break", "Lunch", ""),
            (0, "13.00", 90, "table_work", "Workshop", ""),
            (0, "14.30", 45, "plenary", "Panel", ""),
            (0, "15.30", 0, "close", "Closing", ""),
        ],
        ("afternoon_guessed",),
    ),
    "a people's meeting in nynorsk": (
        """Program for folkemøtet

Laurdag 12. september

10.00: Frammøte og registrering
10.30: Velkomen ved ordførar Gro Haug
10.45: Kven deltek i lokaldemokratiet? Innleiing ved forskar Per Li
11.30: Lunsj
12.15: Gruppearbeid: Gode grunnar til å medverke, og tiltak
13.30: Oppsummering frå gruppene
14.00: Vel heim!""",
        [
            (0, "10.00", 30, "arrival", "Frammøte og registrering", ""),
            (0, "10.30", 15, "talk", "Velkomen", "ordførar Gro Haug"),
            (
                0, "10.45", 45, "talk", "Kven deltek i lokaldemokratiet? Innleiing",
                "forskar Per Li",
            ),
            (0, "11.30", 45, "break", "Lunsj", ""),
            (
                0, "12.15", 75, "table_work",
                "Gruppearbeid: Gode grunnar til å medverke, og tiltak", "",
            ),
            (0, "13.30", 30, "plenary", "Oppsummering frå gruppene", ""),
            (0, "14.00", 0, "close", "Vel heim!", ""),
        ],
        (),
    ),
    "across midnight": (
        "21.00 Konsert\n22.30 Pause\n23.00–00.15 Nattprat\n00.15 Takk for i kveld",
        [
            (0, "21.00", 90, "other", "Konsert", ""),
            (0, "22.30", 30, "break", "Pause", ""),
            (0, "23.00", 75, "other", "Nattprat", ""),
            (1, "00.15", 0, "close", "Takk for i kveld", ""),
        ],
        (),
    ),
    "a title broken by a narrow page": (
        "16.00 Velkommen til en kveld om\ninnbyggerinvolvering i kommunen\n"
        "v/ordfører Bjørn Arild Gram\n17.00 Slutt",
        [
            (
                0, "16.00", 60, "talk",
                "Velkommen til en kveld om innbyggerinvolvering i kommunen",
                "ordfører Bjørn Arild Gram",
            ),
            (0, "17.00", 0, "close", "Slutt", ""),
        ],
        (),
    ),
    "the hours of the whole evening first": (
        "Kl. 16.00–19.00\nSteinkjer rådhus\n\n16.00 Velkommen\n16.30 Foredrag\n18.00 Slutt",
        [
            (0, "16.00", 30, "arrival", "Velkommen", ""),
            (0, "16.30", 90, "talk", "Foredrag", ""),
            (0, "18.00", 0, "close", "Slutt", ""),
        ],
        ("whole_span",),
    ),
    "the hours in the heading": (
        "Torsdag 24.9. kl. 16.00–19.00\n\n16.00 Velkommen\n16.30 Foredrag\n19.00 Slutt",
        [
            (0, "16.00", 30, "arrival", "Velkommen", ""),
            (0, "16.30", 150, "talk", "Foredrag", ""),
            (0, "19.00", 0, "close", "Slutt", ""),
        ],
        (),
    ),
    "two things at once": (
        "13.00 Sal A: Helse\n13.00 Sal B: Skole\n14.00 Pause\n14.15 Plenum",
        [
            (0, "13.00", 60, "other", "Sal A: Helse / Sal B: Skole", ""),
            (0, "14.00", 15, "break", "Pause", ""),
            (0, "14.15", 30, "plenary", "Plenum", ""),
        ],
        ("joined_parallel",),
    ),
    "a time in the prose of an item": (
        "16.00 Velkommen\n16.15 Innledning\n15.45 serveres det kaffe\n17.00 Slutt",
        [
            (0, "16.00", 15, "arrival", "Velkommen", ""),
            (0, "16.15", 45, "talk", "Innledning", ""),
            (0, "17.00", 0, "close", "Slutt", ""),
        ],
        ("out_of_order",),
    ),
    "ends that overlap and ends that leave a gap": (
        "16.00–17.00 Innledning\n16.30–17.00 Plenum\n17.30–18.00 Debatt",
        [
            (0, "16.00", 30, "talk", "Innledning", ""),
            (0, "16.30", 30, "plenary", "Plenum", ""),
            (0, "17.30", 30, "plenary", "Debatt", ""),
        ],
        ("overlap",),
    ),
    "a time without words": (
        "16.00 Innledning\n17.00\n17.30–18.00 Debatt\n18.15",
        [
            (0, "16.00", 90, "talk", "Innledning", ""),
            (0, "17.30", 30, "plenary", "Debatt", ""),
        ],
        ("no_title",),
    ),
    "one item that says its end": (
        "18.00–20.00 Folkemøte om skolen",
        [(0, "18.00", 120, "other", "Folkemøte om skolen", "")],
        (),
    ),
    "a plan for the moderator": (
        """Kjøreplan
Kl. 08:30 Dørene åpner
Kl. 09:00 Bli kjent
Kl. 09:20 Kort om programmet etter lunsj
Kl. 09:30 Arbeid i grupper om mål
Kl 10:30 Strekk på beina
Kl. 10:40 Spørsmål fra salen
kl. 11:00 Avslutning v/rådmannen""",
        [
            (0, "08.30", 30, "arrival", "Dørene åpner", ""),
            (0, "09.00", 20, "plenary", "Bli kjent", ""),
            (0, "09.20", 10, "talk", "Kort om programmet etter lunsj", ""),
            (0, "09.30", 60, "table_work", "Arbeid i grupper om mål", ""),
            (0, "10.30", 10, "break", "Strekk på beina", ""),
            (0, "10.40", 20, "plenary", "Spørsmål fra salen", ""),
            (0, "11.00", 0, "close", "Avslutning", "rådmannen"),
        ],
        (),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PROGRAMMES)
def test_a_programme_is_understood(name: str) -> None:
    text, rows, notes = PROGRAMMES[name]
    found = read_text(text)
    assert (rows_of(found), found.notes) == (rows, notes)
