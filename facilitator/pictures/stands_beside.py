"""Where tables of several meetings stand on the same ladder: a column for each meeting.

Pure geometry in the unit of the picture. The longer a bar, the larger the share of the meeting's
own tables that chose the step, so rooms of any size can be held against each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.pictures.lettering import Line, lines_at, wrap

WIDTH = 1500
_SIZE, _LEADING = 26, 32
_LABELS = 250
_GAP = 36
_ROW, _BAR, _APART = 104, 28, 8
_COUNT = 92
"""The room beside a bar, for «12 av 30»."""


@dataclass(frozen=True)
class Bar:
    """How many of the tables that answered chose a step; the count is said at ``count_x``."""

    x: int
    y: int
    width: int
    height: int
    count: int
    of: int
    count_x: int
    count_y: int


@dataclass(frozen=True)
class Column:
    """A meeting; ``axis`` is where its bars begin."""

    name: tuple[Line, ...]
    axis: int
    now: tuple[Bar, ...]
    wanted: tuple[Bar, ...]


@dataclass(frozen=True)
class Beside:
    """The whole picture, the highest step on top; ``rules`` are the lines between the steps."""

    width: int
    height: int
    text_size: int
    top: int
    labels: tuple[tuple[Line, ...], ...]
    rules: tuple[int, ...]
    columns: tuple[Column, ...]


def draw(
    steps: Sequence[str],
    names: Sequence[str],
    now: Sequence[Sequence[int]],
    wanted: Sequence[Sequence[int]],
) -> Beside:
    """The picture of some meetings.

    Args:
        steps: what the steps are called, from the lowest.
        names: what the meetings are called.
        now, wanted: for each meeting how many tables chose each step, from the lowest.
    """
    pitch = (WIDTH - _LABELS) // len(names)
    heads = [wrap(name, size=_SIZE, room=pitch - _GAP, most=3, bold=True) for name in names]
    top = _LEADING * max(map(len, heads)) + 20
    count = len(steps)
    tops = [top + _ROW * (count - 1 - at) for at in range(count)]
    most = max((count / sum(one) for one in (*now, *wanted) for count in one if count), default=1)
    whole = (pitch - _GAP - _COUNT) / most
    columns = []
    for at, lines in enumerate(heads):
        axis = _LABELS + pitch * at
        columns.append(
            Column(
                lines_at(lines, axis, _SIZE, _LEADING),
                axis,
                _bars(now[at], axis, whole, [y + 20 for y in tops]),
                _bars(wanted[at], axis, whole, [y + 20 + _BAR + _APART for y in tops]),
            )
        )
    return Beside(
        width=WIDTH,
        height=top + _ROW * count + 4,
        text_size=_SIZE,
        top=top,
        labels=tuple(
            lines_at(
                wrap(f"{at + 1} {step}", size=_SIZE, room=_LABELS - 20, most=2), 0, y + 44, _LEADING
            )
            for at, (step, y) in enumerate(zip(steps, tops, strict=True))
        ),
        rules=tuple(sorted(tops)),
        columns=tuple(columns),
    )


def _bars(counts: Sequence[int], axis: int, whole: float, tops: Sequence[int]) -> tuple[Bar, ...]:
    of = sum(counts)
    return tuple(
        Bar(
            axis,
            y,
            length := round(whole * count / of) if of else 0,
            _BAR,
            count,
            of,
            axis + length + 12,
            y + _BAR - 5,
        )
        for count, y in zip(counts, tops, strict=True)
    )
