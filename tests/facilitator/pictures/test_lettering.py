"""Text is broken into lines that fit, and what does not fit is seen to be missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.pictures.lettering import clipped, width, wrap


@pytest.mark.parametrize(
    ("text", "most", "lines"),
    [
        ("", 2, ()),
        ("  \n ", 2, ()),
        ("Høring", 2, ("Høring",)),
        ("Kommunen forteller.", 2, ("Kommunen", "forteller.")),
        ("en to tre fire fem seks sju", 2, ("en to tre", "fire fem…")),
        ("Innbyggerkontroll", 2, ("Innbygger-", "kontroll")),
        ("Dialog om Innbyggerkontroll", 3, ("Dialog om", "Innbygger-", "kontroll")),
        ("Sentrumsplan-verkstedet", 3, ("Sentrums-", "plan-", "verkstedet")),
        ("12345678901234567890", 2, ("123456789", "01234567…")),
    ],
)
def test_a_text_is_broken_at_words_and_long_words_at_a_syllable(
    text: str, most: int, lines: tuple[str, ...]
) -> None:
    assert wrap(text, size=10, room=60, most=most) == lines


def test_bold_is_wider_and_marks_above_letters_take_no_room() -> None:
    assert width("Dialog", 10, bold=True) > width("Dialog", 10)
    assert width("e\u0301", 10) == width("e", 10)
    assert width("議", 10) > width("e", 10)


def test_what_is_clipped_ends_in_an_ellipsis_and_no_comma() -> None:
    assert clipped("En, to", size=10, room=30) == "En…"


def test_what_is_clipped_ends_in_no_letter_or_two_of_a_word() -> None:
    assert clipped("før noe er bestemt", size=10, room=58) == "før noe er…"
    assert clipped("før noe bestemmes", size=10, room=58) == "før noe…"


@given(text=st.text(max_size=120), room=st.integers(20, 300), most=st.integers(1, 4))
def test_lines_are_few_and_fit(text: str, room: int, most: int) -> None:
    lines = wrap(text, size=10, room=room, most=most)
    assert len(lines) <= most
    assert [line for line in lines if width(line, 10) > room] == []
