"""Pages that are no programme, text without bounds, and input that means harm."""

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.errors import Refused
from facilitator.programme.kinds import ItemKind
from facilitator.programme.reading import LOOKED_FOR, PROPOSALS, TEXT_MOST, Reading, read_text
from facilitator.programme.reading.result import (
    DAY_MOST,
    DESCRIPTION_MOST,
    MINUTES_MOST,
    SPEAKER_MOST,
    TITLE_MOST,
)

NO_PROGRAMMES = {
    "nothing": "",
    "empty lines": "\n \n\t\n",
    "a letter": "Kjære alle!\n\nVi møtes 24.09 kl. 18.00 på rådhuset. Ta med kaffe.\n\nHilsen Kari",
    "news": (
        "Det er ventet uvær.\n"
        "Kl. 16.00 meldte politiet at veien er stengt.\n"
        "Kl. 18.30 ble den åpnet igjen, opplyser sentralen til avisa i kveld.\n"
    ),
    "opening hours": "Mandag 08.00–15.30\nTirsdag 08.00–15.30\nOnsdag 08.00–15.30",
    "opening hours turned round": "08.00–15.30 mandag\n08.00–15.30 tirsdag\n09.00–15.00 fredag",
    "departures": "07.15\n07.45\n08.15\n08.45\n09.15",
    "odd numbers": "07.13 Bok\n11.47 Bok\n14.02 Bok",
    "a menu": "Forrett 85.00\nHovedrett 195.00\nDessert 75.00",
    "prices": "Kaffe\t15.00 kr\nKake\t20.00 kr",
    "prices in a table": "Kaffe | 25,00\nVaffel | 30,00",
    "addresses": "Kongens gate 1\n7713 Steinkjer\nStorgata 2\n0150 Oslo",
    "years": "1969 Grunnlagt\n2015 Ny strategi\n2020 Ny plan\n2025 Ny leder",
    "telephone numbers": "Ring 74 16 90 00\n22 25 30 00 er sentralbordet",
    "one time": "Kl. 18.00 i rådhuset",
    "times that fall": "20.00 Siste nytt\n18.00 Mer nytt",
}


@pytest.mark.parametrize("name", NO_PROGRAMMES)
def test_a_page_that_is_no_programme_is_refused_with_what_was_looked_for(name: str) -> None:
    with pytest.raises(Refused) as refused:
        read_text(NO_PROGRAMMES[name])
    assert refused.value.code == "no_programme"
    assert refused.value.details["looked_for"] == LOOKED_FOR


def test_the_refusal_says_how_many_times_were_found() -> None:
    with pytest.raises(Refused) as refused:
        read_text("Vi sees.\nKl. 18.00 i rådhuset\n")
    assert refused.value.details == {"looked_for": LOOKED_FOR, "found": 1}


def test_text_has_a_bound() -> None:
    with pytest.raises(Refused) as refused:
        read_text("x" * (TEXT_MOST + 1))
    assert (refused.value.code, refused.value.details) == (
        "text_too_long",
        {"most": 200_000, "length": 200_001},
    )


def test_items_have_a_bound() -> None:
    days = "".join(f"Dag {day}\n10.00 A\n11.00 B\n12.00 C\n13.00 D\n" for day in range(1, 300))
    with pytest.raises(Refused) as refused:
        read_text(days)
    assert (refused.value.code, refused.value.details) == ("too_many_items", {"most": 1000})


def test_characters_that_deceive_are_dropped_and_emoji_survive() -> None:
    found = read_text("16.00 \u202eKon\u200bsert\x00\x07 👩\u200d👧 e\u0301\ud800\n17.00 Slutt")
    assert found.items[0].title == "Konsert 👩\u200d👧 é"


HOSTILE = {
    "dots": "." * TEXT_MOST,
    "spaces": "16.00" + " " * TEXT_MOST,
    "dashes": "16.00" + "-" * TEXT_MOST,
    "digits": "1" * TEXT_MOST,
    "tabs": "\t" * TEXT_MOST,
    "bars": "|" * TEXT_MOST,
    "empty lines": "\n" * TEXT_MOST,
    "times alone": "16.00\n17.00\n" * TEXT_MOST,
    "times at ends": "abc ... 16.00\n" * TEXT_MOST,
    "rising times": "".join(f"{n // 60 % 24:02}.{n % 60:02} x\n" for n in range(25_000)),
    "days": "Mandag\n16.00 a\n17.00 b\n" * TEXT_MOST,
    "headings": "Program\n" * TEXT_MOST,
    "columns": "Tid\tTittel\n" * TEXT_MOST,
    "marks of combining": "a" + "\u0301" * TEXT_MOST,
    "names": "16.00 Ab\n17.00 ved " + "Ab " * TEXT_MOST,
    "speakers": "16.00 Ab\n17.00 " + "v/ A. B, " * TEXT_MOST,
    "roles": "16.00 Ab\n17.00 " + "leder " * TEXT_MOST,
    "roles and names": "16.00 Ab\n17.00 ved " + "Ab Cd, leder " * TEXT_MOST,
    "sentences": "16.00 Ab\n17.00 " + "A. " * TEXT_MOST,
    "lengths": "16.00 Ab\n17.00 " + "(10 min" * TEXT_MOST,
    "bullets": "16.00 Ab\n17.00 Cd\n" + "• " * TEXT_MOST,
    "descriptions": "16.00 Ab\n17.00 Cd\n" + "e ved F. G\n" * TEXT_MOST,
    "exercises": "16.00 Ab\n17.00 " + "fremmer hvem kven help " * TEXT_MOST,
    "brackets": "16.00 Ab\n17.00 v/ " + "(" * 100_000 + ")" * TEXT_MOST,
    "many long items": "".join(
        f"Dag {n}\n10.00 {'Ab leder ved med ' * 10}\n11.00 {'Hvem Cd fremmer pause '*8}\n"
        for n in range(1, 500)
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_time_in_proportion_to_its_length(name: str) -> None:
    text = HOSTILE[name][:TEXT_MOST]
    began = time.process_time()
    with suppress(Refused):
        read_text(text)
    # Quadratic work on 200,000 characters would take minutes.
    assert time.process_time() - began < 10


PIECES = st.sampled_from(
    [
        "16.00", "kl. ", "16:30–17.00", "1700", "4:30 pm", "00.15", "9.00", "24.00", "12.10",
        "Dag 2", "Torsdag", "24. september", "24.09.2026", "\n", "\n\n", "\r\n", "\t", "|", " ",
        " – ", "- ", "• ", ":", ".", "(", ")", "«", "»", "v/", "ved ", "Kari Nordmann", "ordfører ",
        "Pause", "Lunsj", "Velkommen", "Takk for i dag", "Gruppearbeid", "tiltak", "Program", "Tid",
        "Tittel", "20 min", "Ola oppsummerer", "pm", "...", "\u202e", "\u00ad", "é", "\u0301",
        "👩\u200d👧", "x" * 120,
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(PIECES, max_size=60).map("".join),
    st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=40).map("".join),
)


def _read(text: str) -> Reading:
    """The reading of ``text``, an empty one when it is refused as it should be."""
    try:
        return read_text(text)
    except Refused as refused:
        if refused.code != "no_programme":
            raise
        return Reading(())


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_text_is_read_or_refused(text: str) -> None:
    found = _read(text)
    days = [item.day for item in found.items]
    assert days == sorted(days)
    for item in found.items:
        assert item.start is not None
        assert 0 <= item.day <= DAY_MOST
        assert 0 <= item.least_minutes <= item.minutes <= MINUTES_MOST
        assert 0 < len(item.title) <= TITLE_MOST
        assert item.title == " ".join(item.title.split())
        assert len(item.speaker) <= SPEAKER_MOST
        assert len(item.description) <= DESCRIPTION_MOST
        assert item.kind in ItemKind
        assert set(item.exercises) <= set(PROPOSALS)
        start, end = item.source
        assert any(character.isalnum() for character in text[start:end])
