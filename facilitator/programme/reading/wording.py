"""Makes titles and descriptions that fit a screen out of the words of an announcement."""

import re
from collections.abc import Sequence

from facilitator.plain_text import plain_text
from facilitator.programme.reading.result import DESCRIPTION_MOST

TITLE_GOOD = 100
"""Longer titles are cut where a sentence or a part of one ends."""

_SENTENCE_END = re.compile(r"[.!?…][»”\"')]?(?=\s+[A-ZÆØÅÄÖ0-9«“\"(–—-])")
_PART_END = re.compile(r"(?=\s(?:og|and|samt)\s|\s[–—-]\s|;\s|,\s)")
_LENGTH_LAST = re.compile(
    r"(?:\s?\((?:ca\.?\s)?([0-9]{1,3})\s?min(?:utter|utt|utes)?\.?\)"
    r"|\s?[,–—-]\s?(?:ca\.?\s)?([0-9]{1,3})\s?min(?:utter|utt|utes)?\.?)$",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^(?:[•·*▪■◦‣○●◆►➤✓–—-]|o(?=\s{2,}|\t))\s*")
_NONCHARACTERS = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")


def many_lines(text: str) -> str:
    """``text`` as people may see it, with its line breaks."""
    lines = plain_text(_NONCHARACTERS.sub("", text)).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines)


def one_line(text: str) -> str:
    """``text`` as people may see it, on one line."""
    return " ".join(many_lines(text).split())


def without_marks(words: str) -> str:
    """A title without the marks of a list, of emphasis and of the sentence's end around it."""
    plain = words.strip(" \t*_#|")
    plain = _BULLET.sub("", plain).rstrip(" \t,;:|–—-*_")
    if plain.endswith(".") and not plain.endswith("..."):
        plain = plain[:-1].rstrip()
    return plain


def part_length(title: str) -> tuple[str, int | None]:
    """Parts a length that is said last: «Åpning (15 min)»."""
    found = _LENGTH_LAST.search(title[-40:])
    if found is None:
        return title, None
    return title[: len(title) - len(found[0])].rstrip(), int(found[1] or found[2])


def shorten(title: str) -> tuple[str, str]:
    """A title of at most about ``TITLE_GOOD`` characters, and what the description must take over.

    After the end of a sentence the rest is taken over; a sentence that is cut is taken over whole.
    """
    if len(title) <= TITLE_GOOD:
        return title, ""
    ends = [found.end() for found in _SENTENCE_END.finditer(title, 0, TITLE_GOOD + 2)]
    if ends and ends[0] >= 12:
        return without_marks(title[: ends[0]]), title[ends[0] :].strip()
    parts = [found.start() for found in _PART_END.finditer(title, 25, TITLE_GOOD)]
    if parts:
        return without_marks(title[: parts[-1]]), title
    cut = title.rfind(" ", 40, TITLE_GOOD - 1)
    return title[: cut if cut > 0 else TITLE_GOOD - 1].rstrip(" ,;:–—-") + "…", title


def describe(lines: Sequence[str]) -> tuple[str, bool]:
    """The lines of a description as one text, and whether it had to be cut."""
    text = "\n".join(filter(None, (many_lines(_described(line)) for line in lines)))
    if len(text) <= DESCRIPTION_MOST:
        return text, False
    return text[: DESCRIPTION_MOST - 1].rstrip() + "…", True


def is_bullet(line: str) -> bool:
    """Whether ``line`` is marked as one of a list."""
    return _BULLET.match(line.strip()) is not None


def _described(line: str) -> str:
    cells = [cell.strip(" *_") for cell in re.split(r"[\t|]", line[:DESCRIPTION_MOST])]
    text = " – ".join(filter(None, cells))
    return _BULLET.sub("• ", text) if any(c.isalnum() for c in text) else ""
