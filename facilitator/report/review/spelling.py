"""Parts a text into words and says of each whether its sentence begins with it; pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

SPACE = " \u00a0\u2007\u2009\u200b\u202f\u2060"
"""What stands between words of one line, also what one does not see."""

# Each character of a text can be taken in one way only, so a search is never longer than the text.
_WORD = re.compile("[^\\W\\d_](?:[^\\W\\d_]|[\u0300-\u036f\u00ad]|[-'’ʼ](?=[^\\W\\d_]))*")
_ENDS = re.compile(r"[.!?…\n]")
_ORDINAL = re.compile(rf"[{SPACE}]*\d{{1,3}}\.[{SPACE}]*")
_INITIAL = re.compile(rf"\.?[{SPACE}]*")
_NEXT_TO = re.compile(rf"[{SPACE}]+")
_SHORT = frozenset(
    "adr ang bl ca dr eks eg etc ev evt fr frk fru ga hr inkl jf kl kr mfl min mr mrs ms mv nr osv"
    " pga prof ref sgt st tel tlf vs".split()
)
"""Abbreviations: the full stop after them ends no sentence."""


@dataclass(frozen=True)
class Word:
    """One word of a text.

    Args:
        start: where it begins, ``end`` where it is over.
        first: its sentence begins with it.
        joined: only spaces part it from the word before, or the full stop of an initial.
    """

    start: int
    end: int
    text: str
    first: bool
    joined: bool

    @property
    def capital(self) -> bool:
        """Whether it, or a part of it after a hyphen, begins with a capital letter."""
        return any(part[:1].isupper() for part in self.text.split("-"))

    @property
    def folded(self) -> str:
        """The word as it is looked for: in small letters, without what one does not see."""
        return self.text.casefold().replace("\u00ad", "").replace("’", "'").replace("ʼ", "'")


def words_in(text: str) -> Iterator[Word]:
    """The words of ``text`` in order."""
    before: Word | None = None
    for found in _WORD.finditer(text):
        between = text[before.end : found.start()] if before else ""
        before = Word(
            found.start(),
            found.end(),
            found[0],
            first=before is None or _parts(before, between),
            joined=before is not None and _joins(before, between),
        )
        yield before


def _parts(before: Word, between: str) -> bool:
    """Whether a sentence ends after ``before``, with what stands ``between`` it and the next."""
    if not _ENDS.search(between):
        return False
    if "\n" in between:
        return True
    if _ORDINAL.fullmatch(between):
        return False
    return not (between.startswith(".") and _shortened(before))


def _joins(before: Word, between: str) -> bool:
    if _NEXT_TO.fullmatch(between):
        return True
    return _shortened(before) and bool(_INITIAL.fullmatch(between))


def _shortened(word: Word) -> bool:
    """Whether a full stop after ``word`` belongs to it: an initial, an abbreviation."""
    return len(word.text) == 1 or word.folded in _SHORT
