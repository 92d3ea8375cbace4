"""What is marked as likely to tell who somebody is, and why; a false alarm is no mistake."""

from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.registration.asked.municipalities import all_names
from facilitator.report.review.marks import STAND_INS, WHY, Sign, marks_in, without

PLACES = frozenset((*all_names(), "Trøndelag"))


def marked(text: str, language: str = "nb") -> list[tuple[str, str]]:
    """What is marked in ``text`` and what it looks like."""
    marks = marks_in(text, language, PLACES)
    return [(text[mark.start : mark.end], mark.sign.value) for mark in marks]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kari på biblioteket hjelper.", [("Kari", "first_name")]),
        ("Vi spurte kari på biblioteket.", [("kari", "first_name")]),
        ("snakk med kari hansen", [("kari hansen", "first_name")]),
        ("Det var Åse-Marie som spurte.", [("Åse-Marie", "first_name")]),
        ("Karis forslag er best.", [("Karis", "first_name")]),
        ("Hør på Máret Áile Utsi!", [("Máret Áile Utsi", "first_name")]),
        ("Vi må spørre O'Brien først.", [("O'Brien", "capital")]),
        ("Naboen heter Skogseth.", [("Skogseth", "capital")]),
        ("Skogseth Lund svarer.", [("Skogseth Lund", "capital")]),
        ("Vi ringte HANSEN i dag.", [("HANSEN", "capital")]),
        ("Bruk f.eks. Skogseth, jf. B. Lund.", [("Skogseth", "capital"), ("B. Lund", "capital")]),
        ("Møtet den 3. Skogseth kommer.", [("Skogseth", "capital")]),
        ("Ordfører Gram lytter.", [("Ordfører Gram", "title")]),
        ("Spør fru Lund.", [("fru Lund", "title")]),
        ("Hils læreren Voll og dr. Moe", [("læreren Voll", "title"), ("dr. Moe", "title")]),
        ("SPØR FOLK FLEST", [("SPØR FOLK FLEST", "shouted")]),
        ("Vi spurte محمد علي i går.", [("محمد علي", "caseless")]),
        ("Skriv til ola.n@kommune.no!", [("ola.n@kommune.no", "email")]),
        ("ola.n (at) kommune.no", [("ola.n (at) kommune.no", "email")]),
        ("Følg @kari_h, da.", [("@kari_h", "handle")]),
        (
            "Se www.kari.no/om og facebook.com/x.",
            [("www.kari.no/om", "web"), ("facebook.com/x", "web")],
        ),
        ("Født 010190 12345", [("010190 12345", "identity")]),
        (
            "Nr. 01019012345 eller 01 01 90 12345",
            [("01019012345", "identity"), ("01 01 90 12345", "identity")],
        ),
        ("Ring 22334455", [("22334455", "phone")]),
        ("Ring 22 33 44 55 nå", [("22 33 44 55", "phone")]),
        ("Ring 900 12 345.", [("900 12 345", "phone")]),
        ("tlf:900.12.345", [("900.12.345", "phone")]),
        ("Ring +47 900 12 345", [("+47 900 12 345", "phone")]),
        ("Ring 0047-22334455", [("0047-22334455", "phone")]),
        ("Ring +46 (0)70-123 45 67", [("+46 (0)70-123 45 67", "phone")]),
        ("Konto 1234 56 78901 12", [("1234 56 78901 12", "number")]),
        ("Bor i Storgata 12B.", [("Storgata 12B", "street")]),
        ("Bor i kongens gate 3 b", [("kongens gate 3 b", "street")]),
        ("Ola Nordmanns veg 7 er stengt", [("Ola Nordmanns veg 7", "street")]),
        ("Bor i Ola Emil Per Moes vei 7", [("Ola Emil Per Moes vei 7", "street")]),
        ("bilen EK 12345 sto der", [("EK 12345", "plate")]),
        ("bilen ek12345 sto der", [("ek12345", "plate")]),
    ],
)
def test_what_is_promised_is_marked(text: str, found: list[tuple[str, str]]) -> None:
    assert marked(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Vi trenger mer tid. Flere må bli hørt!\nUnge må få være med",
        "1. Spør først\n2. Svar etterpå",
        "Folk i Steinkjer, Nord-Aurdal og Trøndelag vil mer.",
        "Steinkjers innbyggere og KS-folk i Norge",
        "Bruk Facebook og Teams før jul",
        "Vi møtes 24.09.2026 kl. 16.00–19.00",
        "10 000 000 kroner i 2026–2030",
        "Gi 5000 kr til 120 lag i 2026",
        "dag og tone, bjørn og stein: alt er per stykk",
        "🎉 supert … «ja»",
    ],
)
def test_what_is_no_name_is_let_be(text: str) -> None:
    assert marked(text) == []


def test_days_and_months_are_no_names_in_english() -> None:
    assert marked("We meet every Monday in May, says Kim.", "en") == [("Kim", "first_name")]


def test_everything_is_explained_and_most_has_a_stand_in() -> None:
    assert set(WHY) == set(Sign)
    assert set(Sign) - set(STAND_INS) == {Sign.ECHO, Sign.SHOUTED, Sign.CASELESS}


def test_stand_ins_take_the_place_of_what_is_marked() -> None:
    text = "Ring Kari Moe på 22 33 44 55 i dag"
    assert without(text, marks_in(text, "nb"), STAND_INS) == "[navn] på [telefon] i dag"
    loud = "RING NÅ"
    assert without(loud, marks_in(loud, "nb"), STAND_INS) == loud


@given(st.text(max_size=300))
@settings(max_examples=150)
def test_marks_of_any_text_are_in_order_and_apart(text: str) -> None:
    marks = marks_in(text, "nb", PLACES)
    ends = [place for mark in marks for place in (mark.start, mark.end)]
    assert ends == sorted(ends)
    assert all(0 <= mark.start < mark.end <= len(text) for mark in marks)


NAMES = st.sampled_from(["Kari", "Skogseth", "Åse-Marie", "O'Brien", "Máret", "Ólafur"])
NUMBERS = st.sampled_from(
    ["22334455", "22 33 44 55", "+47 900 12 345", "01019012345", "010190 12345"]
)
AROUND = st.text("abcdeåøæ ,;:»«()-", max_size=20)


@given(AROUND, NAMES | NUMBERS, AROUND)
@settings(max_examples=150)
def test_a_name_or_a_number_is_found_wherever_it_stands(before: str, what: str, after: str) -> None:
    text = normalize("NFC", f"vi spurte {before} {what} {after}")
    start = text.index(what)
    end = start + len(what)
    marks = marks_in(text, "nb")
    assert sum(mark.start <= start and end <= mark.end for mark in marks) == 1
