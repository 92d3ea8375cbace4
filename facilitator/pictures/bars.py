"""How answers are spread, as bars: lying ones beside their labels, standing ones for a scale.

Pure geometry in the unit of the picture, one unit a pixel on a projector of 1920 × 1080, so no
text is smaller than 24. Every bar begins at the same line, so their lengths can be compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.pictures.lettering import Line, wrap
from facilitator.pictures.lettering import width as width_of

WIDTH, HEIGHT = 1792, 540
_SIZES = (44, 40, 36, 32, 28, 26, 24)
_SHARES = (0.16, 0.22, 0.28, 0.34, 0.4, 0.46)
"""How much of the width the labels may take, the least that holds them."""
_SHARES_SMALL = (*_SHARES, 0.54, 0.62, 0.68)
_LEADING = 1.22
_BASELINE = 0.35
"""From the middle of a letter down to its baseline, in font sizes."""
_LINES_MOST = 3
_FILLED = 0.84
"""How much of the height of its bar's place a label of several lines fills."""
_PITCH_MOST = 150
_THICK_MOST = 76
_GAP = 20
_END_SIZE, _END_LEADING = 28, 36
_COLUMN_MOST = 220


@dataclass(frozen=True)
class Bar:
    """A lying bar with its label's lines, which end at ``x``, and where its count is ``said``."""

    label: tuple[Line, ...]
    x: int
    y: int
    width: int
    height: int
    said: str
    said_x: int
    said_y: int


@dataclass(frozen=True)
class Bars:
    """The whole picture; the bars begin at ``axis`` and reach from ``top`` to ``bottom``."""

    width: int
    height: int
    text_size: int
    axis: int
    top: int
    bottom: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Column:
    """A standing bar on the step ``number``; ``x`` is its left edge and ``middle`` its middle."""

    number: int
    x: int
    middle: int
    y: int
    width: int
    height: int
    count: int


@dataclass(frozen=True)
class Columns:
    """The whole picture; the columns stand on ``base``, the words of the ends below the numbers."""

    width: int
    height: int
    text_size: int
    base: int
    columns: tuple[Column, ...]
    low: tuple[Line, ...]
    """Begins at ``x``."""
    high: tuple[Line, ...]
    """Ends at ``x``."""


def lying(
    labels: Sequence[str],
    counts: Sequence[int],
    said: Sequence[str],
    *,
    width: int = WIDTH,
    height: int = HEIGHT,
) -> Bars:
    """A bar for each of ``labels``, one below the other, in a picture of ``width`` × ``height``.

    ``said`` is each count in words, as it stands beside its bar; all of them are whole.
    """
    pitch = min(height / len(labels), _PITCH_MOST)
    size, room, lines = _lettering(labels, width, pitch)
    axis = round(room) + _GAP
    beside = max(width_of(words, size, bold=True) for words in said)
    longest = width - axis - round(beside) - 2 * _GAP
    thick = round(min(pitch * 0.62, _THICK_MOST))
    leading = size * _LEADING
    most = max(*counts, 1)
    bars = []
    for at, (label, count, words) in enumerate(zip(labels, counts, said, strict=True)):
        middle = pitch * (at + 0.5)
        texts = wrap(label, size=size, room=room, most=lines)
        first = middle + size * _BASELINE - leading * (len(texts) - 1) / 2
        length = round(longest * count / most)
        bars.append(
            Bar(
                label=tuple(
                    Line(axis - _GAP, round(first + leading * row), text)
                    for row, text in enumerate(texts)
                ),
                x=axis,
                y=round(middle - thick / 2),
                width=length,
                height=thick,
                said=words,
                said_x=axis + length + _GAP,
                said_y=round(middle + size * _BASELINE),
            )
        )
    return Bars(width, height, size, axis, 0, round(pitch * len(labels)), tuple(bars))


def standing(
    counts: Sequence[int], low: str, high: str, *, width: int = WIDTH, height: int = HEIGHT
) -> Columns:
    """A column for each step of a scale, with the words that say what its ends mean."""
    size = _SIZES[1]
    ends = [
        wrap(words, size=_END_SIZE, room=width / 2 - 2 * _GAP, most=_LINES_MOST)
        for words in (low, high)
    ]
    below = size * 1.5 + _END_LEADING * max(len(lines) for lines in ends) + _GAP
    base = round(height - below)
    tallest = base - size * 1.5
    pitch = width / len(counts)
    broad = round(min(pitch * 0.66, _COLUMN_MOST))
    most = max(*counts, 1)
    columns = []
    for at, count in enumerate(counts):
        middle = round(pitch * (at + 0.5))
        tall = round(tallest * count / most)
        columns.append(Column(at + 1, middle - broad // 2, middle, base - tall, broad, tall, count))
    first = round(base + size * 1.5 + _END_LEADING)
    return Columns(
        width,
        height,
        size,
        base,
        tuple(columns),
        *(
            tuple(Line(x, first + _END_LEADING * row, text) for row, text in enumerate(lines))
            for x, lines in zip((columns[0].x, columns[-1].x + broad), ends, strict=True)
        ),
    )


def _lettering(labels: Sequence[str], width: int, pitch: float) -> tuple[int, float, int]:
    """The largest size at which every label is whole, the room for them, and their lines."""
    for size in _SIZES:
        lines = _lines(pitch, size)
        shares = _SHARES_SMALL if size == _SIZES[-1] else _SHARES
        for share in shares if lines > 0 else ():
            room = width * share
            if all(len(_whole(label, size, room)) <= lines for label in labels):
                return size, room, lines
    return _SIZES[-1], width * _SHARES_SMALL[-1], 1


def _lines(pitch: float, size: int) -> int:
    """How many lines a label may have; several keep more distance to the next than one does."""
    if size > pitch - 3:
        return 0
    return min(_LINES_MOST, max(1, 1 + int((pitch * _FILLED - size) // (size * _LEADING))))


def _whole(label: str, size: int, room: float) -> tuple[str, ...]:
    """The lines of all of ``label``; too many when a word would have to be divided."""
    lines = wrap(label, size=size, room=room, most=_LINES_MOST + 1)
    if any(width_of(word, size) > room for word in label.split()):
        return (*lines, *lines, *lines, *lines)
    return lines
