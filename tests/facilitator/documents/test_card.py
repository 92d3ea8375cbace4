"""The card of an invitation: always one picture of the size that is asked for, whatever it says."""

import struct
from dataclasses import replace
from typing import Any

import pytest

from app.report.documents import FONTS
from facilitator.documents.card import SIZE, Card, card_of

CARD = Card("Kommune 3.0", "Verdien av innbyggerinvolvering", ["I dag"], "Steinkjer kommune", "nb")


def size(picture: bytes) -> tuple[int, int]:
    """How wide and high a PNG is, as its header says."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({}, id="as usual"),
        pytest.param({"subtitle": "", "lines": [], "host": ""}, id="a title alone"),
        pytest.param(
            {
                "title": "å" * 200,
                "subtitle": "m" * 200,
                "lines": ["w" * 200] * 2,
                "host": "h" * 200,
            },
            id="the longest words",
        ),
        pytest.param({"title": "👩‍👩‍👧‍👦" * 60, "subtitle": "🎉" * 200}, id="emoji"),
        pytest.param({"title": '#panic() $x$ [*a*] <b> "', "host": "مرحبا \U000e0041"}, id="marks"),
    ],
)
def test_it_is_one_picture_of_the_right_size(changed: dict[str, Any]) -> None:
    card = replace(CARD, **changed)
    picture = card_of(card, FONTS)
    assert (size(picture), picture == card_of(card, FONTS)) == (SIZE, True)


def test_what_it_says_is_seen() -> None:
    others: list[dict[str, Any]] = [
        {"title": "Kommune 3.1"},
        {"subtitle": ""},
        {"lines": ["I går"]},
        {"host": ""},
    ]
    seen = {card_of(replace(CARD, **one), FONTS) for one in ({}, *others)}
    assert len(seen) == 5
