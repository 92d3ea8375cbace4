"""An announcement says in many words how many places there are; other numbers are not that."""

from pathlib import Path

import pytest

from facilitator.programme.reading import read_text
from facilitator.programme.reading.capacity import read_places

PROGRAMME = "Program\n16.00 Velkommen\n16.30 Åpning\n17.00 Dialog rundt bordene\n19.00 Slutt\n"


@pytest.mark.parametrize(
    ("said", "places"),
    [
        ("Seminaret er gratis, men har kun 50 plasser. Førstemann til mølla!", 50),
        ("Det er plass til 40.", 40),
        ("Det er plass til inntil 40 deltakere.", 40),
        ("Vi har plass til ca. 60 personer, så meld deg på snart.", 60),
        ("Max 30 deltakere", 30),
        ("Maks. 30 deltakere.", 30),
        ("Maksimalt 120 personer.", 120),
        ("Vi kan ta imot inntil 25 deltagere.", 25),
        ("Begrenset til 80 plasser", 80),
        ("Antall plasser: 45", 45),
        ("Kapasitet: maks 200", 200),
        ("Deltakere: 24", 24),
        ("Begrenset antall plasser (50 plasser).", 50),
        ("Åpent for de 50 første som melder seg på.", 50),
        ("De første 35 som melder seg, får plass.", 35),
        ("• 60 ledige plasser", 60),
        ("Det er berre 50 plassar, så meld deg på!", 50),
        ("Plass til høgst 30 deltakarar", 30),
        ("There are only 50 seats. First come, first served.", 50),
        ("Limited to 30 participants", 30),
        ("We have room for up to 75 people.", 75),
        ("Lokalet har 1600 plasser", 1600),
        ("Festsalen tar 90 sitteplasser.", 90),
    ],
)
def test_places_are_found(said: str, places: int) -> None:
    assert read_places([said]) == places


@pytest.mark.parametrize(
    "said",
    [
        "Det er 50 plasser på parkeringen.",
        "50 parkeringsplasser utenfor",
        "Det er plass til 40 biler i garasjen.",
        "Plass 50",
        "Plass nr. 50",
        "Vi tok 3. plass i fjor.",
        "Bare 5 plasser igjen!",
        "10–12 plasser",
        "30 - 40 deltakere",
        "Plass til 2026",
        "Plass til 8 ved hvert bord",
        "8 plasser per bord",
        "Kommunen bygger en ny barnehage med 80 plasser.",
        "40 nye plasser på sykehjemmet",
        "Maks 30 minutter",
        "Inntil 10 deltakende kommuner",
        "Påmelding innen 15. september",
        "Det koster 50 kroner.",
        "plass til kl. 16.30",
        "Plasser: se kartet",
        "7713 Steinkjer",
        "0 plasser",
        "Fra 1600 til 1900",
        "Spørsmål? Ring 50 60 70 80",
    ],
)
def test_other_numbers_are_not_places(said: str) -> None:
    assert read_places([said]) is None


def test_a_limit_counts_before_a_number_that_is_only_mentioned() -> None:
    assert read_places(["Salen har 300 plasser.", "Vi tar imot maks 50 deltakere."]) == 50
    assert read_places(["Salen har 300 plasser. Kjelleren har 40 plasser."]) == 300


def test_a_pasted_announcement_gives_its_places_wherever_they_stand_around_the_programme() -> None:
    assert read_text(Path("facilitator/samples/kommune-3.0.txt").read_text()).places == 50
    assert read_text(f"Møte\nKun 40 plasser.\n\n{PROGRAMME}").places == 40
    assert read_text(f"{PROGRAMME}\nPåmelding innen fredag, maks 30 deltakere.").places == 30
    assert read_text(PROGRAMME).places is None


def test_what_an_item_says_of_its_own_places_is_not_the_meetings() -> None:
    programme = PROGRAMME.replace("Åpning\n", "Åpning\nVerkstedet har kun 12 plasser.\n")
    assert read_text(programme).places is None


def test_a_long_line_is_read_quickly() -> None:
    assert read_places(["plass til maks " * 20_000, "1 " * 20_000 + "plasser"]) is None
