"""People's words as plain text: what survives, what goes."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.plain_text import plain_text


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Dugnad i Ogndal \n", "Dugnad i Ogndal"),
        ("Linje en\r\nLinje to\rLinje tre", "Linje en\nLinje to\nLinje tre"),
        ("Luft\n\n\n\n\nmer luft", "Luft\n\nmer luft"),
        ("a\u2028b\u0085c", "a\nb\nc"),
        ("Tab\ther", "Tab her"),
        ("nul\x00l og bj\x07elle", "null og bjelle"),
        ("snu \u202edda\u202c igjen", "snu dda igjen"),
        ("A\u030a", "Å"),
        ("👩‍👩‍👧 og 🇳🇴", "👩‍👩‍👧 og 🇳🇴"),
        ("<b>=1+1</b>", "<b>=1+1</b>"),
        (" \t\n", ""),
        ("\ud800", ""),
    ],
)
def test_a_text_is_kept_as_it_reads(written: str, kept: str) -> None:
    assert plain_text(written) == kept


@given(st.text())
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert plain_text(plain_text(text)) == plain_text(text)


@given(st.text())
def test_plain_text_can_be_stored_and_printed(text: str) -> None:
    kinds = {unicodedata.category(character) for character in plain_text(text).replace("\n", "")}
    assert kinds.isdisjoint({"Cc", "Cs", "Co"})
    assert plain_text(text).encode("utf-8").decode("utf-8") == plain_text(text)
