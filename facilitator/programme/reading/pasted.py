"""Pasted text in a plain form that still knows where each character stood in the original."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

BULLET = "•"
_EMOJI_JOINER = "\u200d"
_LINE_ENDS = "\u2028\u2029\x0b\x0c\x85\r"


@dataclass(frozen=True)
class Line:
    """One line of pasted text.

    Attributes:
        text: plain, without the line's end, not trimmed.
        places: for each character of ``text`` its index in the original.
    """

    text: str
    places: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters ``start`` to ``end`` (exclusive, not empty) stood."""
        return self.places[start], self.places[end - 1] + 1


def lines_of(text: str) -> list[Line]:
    """``text`` as plain lines; takes time in proportion to its length.

    Spaces of all kinds become a space, full-width forms the ordinary ones, letters are composed;
    soft hyphens, zero-width, control, bidi-override and private characters are dropped. Bullets
    of Word's symbol fonts, which are private characters, become an ordinary bullet.
    """
    lines = []
    characters: list[str] = []
    places: list[int] = []
    for place, raw in enumerate(text):
        if raw == "\r" and text[place + 1 : place + 2] == "\n":
            continue
        if raw == "\n" or raw in _LINE_ENDS:
            lines.append(Line("".join(characters), places))
            characters, places = [], []
            continue
        plain = raw if " " <= raw <= "~" or raw == "\t" else _plain(raw, characters)
        if plain and unicodedata.combining(plain) and characters:
            composed = unicodedata.normalize("NFC", characters[-1] + plain)
            if len(composed) == 1:
                characters[-1] = composed
                continue
        if plain:
            characters.append(plain)
            places.append(place)
    lines.append(Line("".join(characters), places))
    return lines


def _plain(raw: str, before: Sequence[str]) -> str:
    """One character in its plain form; empty when it is dropped."""
    category = unicodedata.category(raw)
    if category == "Zs":
        return " "
    if "\uff01" <= raw <= "\uff5e":
        return chr(ord(raw) - 0xFEE0)
    if category == "Cf":
        # Families and flags are several emoji held together by a joiner or by tags.
        joins = raw == _EMOJI_JOINER or "\U000e0020" <= raw <= "\U000e007f"
        after_emoji = bool(before) and unicodedata.category(before[-1]) in ("So", "Sk", "Mn", "Cf")
        return raw if joins and after_emoji else ""
    if category == "Co":
        return BULLET if "\uf000" <= raw <= "\uf0ff" else ""
    if category in ("Cc", "Cs") or ord(raw) & 0xFFFE == 0xFFFE:
        return ""
    return raw
