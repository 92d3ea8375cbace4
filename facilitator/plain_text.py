"""People's words as plain text: what they wrote, without characters that deceive or break."""

import re
import unicodedata

_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_TOO_MANY_LINES = re.compile(r"\n{3,}")
DECEIVING = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)
"""Marks that make a text read otherwise than it is stored: embeddings, overrides, isolates."""


def plain_text(text: str) -> str:
    """``text`` in composed form, without control and bidi-override characters, trimmed.

    Line breaks stay, at most one empty line in a row; emoji and combining marks survive.
    """
    lines = _LINE_ENDS.sub("\n", text)
    kept = (
        one
        for one in lines
        if one in "\n\t"
        or (one not in DECEIVING and unicodedata.category(one) not in ("Cc", "Cs", "Co"))
    )
    composed = unicodedata.normalize("NFC", "".join(kept).replace("\t", " "))
    return _TOO_MANY_LINES.sub("\n\n", composed).strip()
