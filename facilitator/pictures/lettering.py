"""Estimates how wide text is, and breaks it into lines, for pictures that are drawn beforehand.

The letters are taken a little wider than those of Inter, Arial and Segoe UI, so that what fits
here fits on the screen, whichever of them it has.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

ELLIPSIS = "…"
_BOLDER = 1.07
_EMS = {
    **dict.fromkeys("ijlI|!.,:;'‘’·", 0.30),
    **dict.fromkeys('ftr()[]-/"“”', 0.42),
    **dict.fromkeys("mwMWæÆ@%…—", 0.95),
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZØÅ&+", 0.72),
    " ": 0.29,
}
_OTHER = 0.60
# What a syllable may begin with: a consonant or two that belong together, and a vowel.
_CLUSTER = re.compile("[bdfgkpt][lr]", re.IGNORECASE)
_ONSET = re.compile("(?:[bdfgkpt][lr]|[b-df-hj-np-tv-xz])[aeiouyæøåáéèêóòôäöü]", re.IGNORECASE)
_SHORTEST_PART = 3


@dataclass(frozen=True)
class Line:
    """A line of text from ``x`` on the baseline ``y``."""

    x: int
    y: int
    text: str


def lines_at(texts: Sequence[str], x: int, first: int, leading: int) -> tuple[Line, ...]:
    """``texts`` below each other, the first on the baseline ``first``."""
    return tuple(Line(x, first + row * leading, text) for row, text in enumerate(texts))


def width(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide ``text`` is at a font size, in the unit of that size."""
    ems = sum(_em(character) for character in text)
    return ems * size * (_BOLDER if bold else 1)


@lru_cache(maxsize=2048)
def wrap(text: str, *, size: float, room: float, most: int, bold: bool = False) -> tuple[str, ...]:
    """``text`` in at most ``most`` lines no wider than ``room``; what is left out ends in «…».

    A word that is too long for a line is divided with a hyphen.
    """
    lines: list[str] = []
    words = text.split()
    line = ""
    while words:
        word = words.pop(0)
        before = f"{line} " if line else ""
        if width(before + word, size, bold=bold) <= room:
            line = before + word
            continue
        at = 0
        if width(word, size, bold=bold) > room:
            at = _division(before, word, size=size, room=room, bold=bold)
        if at:
            hyphen = "-" if word[at - 1].isalpha() else ""
            line = before + word[:at] + hyphen
            words.insert(0, word[at:])
        else:
            words.insert(0, word)
        lines.append(line)
        line = ""
        if len(lines) == most:
            lines[-1] = clipped(lines[-1], size=size, room=room, bold=bold)
            return tuple(lines)
    return (*lines, line) if line else tuple(lines)


def clipped(text: str, *, size: float, room: float, bold: bool = False) -> str:
    """The beginning of ``text`` and «…», no wider than ``room``; no letter or two of a word."""
    kept = text
    while kept and width(kept + ELLIPSIS, size, bold=bold) > room:
        kept = kept[:-1]
    whole, _, part = kept.rpartition(" ")
    if whole and len(part) < _SHORTEST_PART and text[len(kept) : len(kept) + 1].strip():
        kept = whole
    return kept.rstrip(" ,.–-") + ELLIPSIS


def _division(before: str, word: str, *, size: float, room: float, bold: bool) -> int:
    """Where to divide a word that is longer than a line, 0 for not on this line.

    After a hyphen of its own, if it has one. Else, of the places where a syllable may begin, the
    one nearest to the middle, which in a Norwegian compound is often its joint.
    """
    fits = [
        at for at in range(1, len(word)) if width(f"{before}{word[:at]}-", size, bold=bold) <= room
    ]
    hyphens = [at for at in fits if word[at - 1] == "-" and at >= _SHORTEST_PART]
    if hyphens:
        return hyphens[-1]
    good = [
        at
        for at in fits
        if _SHORTEST_PART <= at <= len(word) - _SHORTEST_PART
        and word[at - 1].isalpha()
        and _ONSET.match(word, at)
        and not _CLUSTER.match(word, at - 1)
    ]
    if good:
        return min(good, key=lambda at: abs(2 * at - len(word)))
    return 0 if before else max(fits, default=1)


@lru_cache(maxsize=4096)
def _em(character: str) -> float:
    if character in _EMS:
        return _EMS[character]
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Cf"):
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.3
    return _EMS["A"] if character.isupper() else _OTHER
