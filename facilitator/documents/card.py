"""Draws a card of an invitation: the picture that those see who are sent its link."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typst

from facilitator.documents.glyphs import breakable, written
from facilitator.documents.pictures import only

SIZE = (1200, 630)
"""How wide and high it is, in pixels: what those ask for who show links."""

_TEMPLATE = Path(__file__).with_name("card.typ")
_DOTS_PER_INCH = 144.0
_LONGEST_WORD = 14.0
_HEADING_MOST, _LINE_MOST = 200, 60


@dataclass(frozen=True)
class Card:
    """What it says.

    Args:
        lines: when and where.
        language: ``nb``, ``nn`` or ``en``.
    """

    title: str
    subtitle: str
    lines: Sequence[str]
    host: str
    language: str


def card_of(card: Card, fonts: Path) -> bytes:
    """The card as a PNG of ``SIZE``; what is too long for a line is cut.

    Args:
        fonts: the folder of all fonts that may be used.
    """

    def said(text: str, most: int) -> str:
        shown, _missing = written(text, fonts)
        return breakable(shown if len(shown) <= most else f"{shown[: most - 1]}…", _LONGEST_WORD)

    data = {
        "title": said(card.title, _HEADING_MOST),
        "subtitle": said(card.subtitle, _HEADING_MOST // 2),
        "lines": [said(line, _LINE_MOST) for line in card.lines],
        "host": said(card.host, _LINE_MOST),
        "lang": card.language,
    }
    picture: bytes = typst.compile(
        _TEMPLATE.read_bytes(),
        font_paths=only(fonts),
        sys_inputs={"card": json.dumps(data, ensure_ascii=False)},
        format="png",
        ppi=_DOTS_PER_INCH,
    )
    return picture
