"""The arrows of forces for a phone: one side below the other, whole texts above the arrows.

Pure geometry, one unit a pixel on a phone that is 360 wide.
"""

from collections.abc import Sequence

from facilitator.pictures.arrows import (
    Arrow,
    Box,
    Column,
    Force,
    Picture,
    length_of,
    outline,
    words_below,
)
from facilitator.pictures.lettering import wrap

WIDTH = 328
_TEXT, _DETAIL, _HEADING = 16, 14, 18
_LEADING = 21
_THICK, _HEAD = 18, 12
_LINE = 6
_GAP = 5
"""Between the words and their arrow."""
_WHOLE = 99
"""More lines than any text has."""


def stack(left: Sequence[Force], right: Sequence[Force]) -> Picture:
    """The forces of both sides in a picture that is as high as they need."""
    columns, lines = [], []
    top = 0
    for sign, forces in ((-1, left), (1, right)):
        column, bottom = _stacked(forces, sign, top)
        columns.append(column)
        edge = WIDTH - _LINE if sign < 0 else 0
        lines.append(Box(edge, top, _LINE, bottom - top))
        top = bottom + 2 * _LEADING
    return Picture(
        width=WIDTH,
        height=bottom,
        detail_size=_DETAIL,
        heading_size=_HEADING,
        columns=(columns[0], columns[1]),
        lines=tuple(lines),
    )


def _stacked(forces: Sequence[Force], sign: int, top: int) -> tuple[Column, int]:
    """One side from ``top`` on, and where it ends."""
    aside = 2 * _LINE
    tip, x = (WIDTH - aside, 0) if sign < 0 else (aside, aside)
    arrows = []
    y = top + 2 * _LEADING
    for force in forces:
        texts = wrap(force.text, size=_TEXT, room=WIDTH - aside, most=_WHOLE, bold=True)
        below = y + (len(texts) + 1) * _LEADING + _GAP
        tail = tip + sign * length_of(force, WIDTH - aside)
        arrows.append(
            Arrow(
                outline=outline(tip, tail, below, _THICK, _HEAD),
                size=_TEXT,
                rated=force.strength is not None,
                words=words_below(texts, force.detail, x=x, top=y, leading=_LEADING, last=_LEADING),
                on=None,
                beside=Box(x, y, WIDTH - aside, below - y),
            )
        )
        y = below + _THICK + _LEADING
    column = Column(x=x, y=top + _LEADING, first=y + _LEADING, anchor="start", arrows=tuple(arrows))
    return column, y if forces else y + 2 * _LEADING
