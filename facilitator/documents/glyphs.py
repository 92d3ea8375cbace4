"""What can be written with the fonts that there are, and where a long word may be broken."""

import re
import unicodedata
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from facilitator.pictures.lettering import width

MISSING = "□"
"""Stands for a character that no font has."""
_KEPT = "\u00ad\u200b\u200c\u200d\ufe0f"
# What changes how its neighbours are written and has no shape of its own; tags of flags too.
_UNSEEN = re.compile(
    "[\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_LINE_ENDS = re.compile("[\u2028\u2029]")
_WORD = re.compile(r"[^\s\u200b]+")
_LATIN = re.compile("[A-Za-zÀ-ɏ]+")
_MARKS = ".,;:!?…()«»“”\"'"
_SHORTEST = 24
_STEP = 6


@cache
def covered(fonts: Path) -> frozenset[int]:
    """The code points that one of the fonts in a folder has."""
    found: set[int] = set()
    for file in sorted(fonts.glob("*.ttf")):
        with TTFont(file, lazy=True) as font:
            found.update(font.getBestCmap())
    return frozenset(found)


def written(text: str, fonts: Path) -> tuple[str, int]:
    """``text`` as the fonts can write it, and how many of its characters none of them has."""
    there = covered(fonts)
    shown = _LINE_ENDS.sub(" ", _UNSEEN.sub("", text))
    kept = [character if _known(character, there) else MISSING for character in shown]
    missing = sum(new != old for new, old in zip(kept, shown, strict=True))
    return "".join(kept), missing


def is_seen(text: str) -> bool:
    """Whether there is anything to see of ``text``, in whatever font."""
    shown = _UNSEEN.sub("", text)
    return any(not character.isspace() and character not in _KEPT for character in shown)


def breakable(text: str, room: float) -> str:
    """``text`` with places to break in words that are wider than ``room`` (in its letters' size).

    Words of letters that are not very long are left to hyphenation.
    """
    return _WORD.sub(lambda word: _broken(word.group(), room), text)


def right_to_left(text: str) -> bool:
    """Whether it begins in a script that is written from right to left."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def _broken(word: str, room: float) -> str:
    bare = word.strip(_MARKS)
    letters = bare.isalpha()
    if len(word) <= (_SHORTEST if letters else _STEP) or width(word, 1) <= room:
        return word
    joint = "\u00ad" if letters and _LATIN.fullmatch(bare) else "\u200b"
    parts: list[str] = []
    since = 0
    for before, character in zip(" " + word, word, strict=False):
        if since >= _STEP and not _joined(before, character):
            parts.append(joint)
            since = 0
        parts.append(character)
        since += 1
    return "".join(parts)


def _joined(before: str, character: str) -> bool:
    """Whether two characters make one sign together."""
    return (
        before == "\u200d"
        or character in _KEPT
        or unicodedata.category(character).startswith("M")
        or "\U0001f1e6" <= character <= "\U0001f1ff"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )


def _known(character: str, there: frozenset[int]) -> bool:
    if character in _KEPT or character == "\n":
        return True
    return ord(character) in there and unicodedata.category(character) != "Co"
