"""Forces as arrows that press on a line from two sides: how long each is, where its words stand.

Pure geometry in the unit of the picture, one unit a pixel on a projector of 1920 × 1080, so no
text is smaller than 24.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from facilitator.pictures.lettering import width as width_of
from facilitator.pictures.lettering import wrap

WIDTH, HEIGHT = 1792, 656
STRENGTH_MOST = 5
"""The longest arrow is this strong, and half as strong is half as long."""

_UNRATED = 0.6
"""How long an arrow of unknown strength is: shorter than the weakest."""
_SIZES = (32, 30, 28, 26, 24)
_DETAIL = 24
_LEADING = 1.12
_HEAD, _PAD, _GAP, _OVER = 40, 20, 8, 4
_ASIDE = 18
"""From the middle of the line to the tips that press on it."""
_HEADING, _HEADING_SIZE = 56, 34
_PITCH_MOST = 124
_STUB = 200
"""Words that end beside the arrow begin on it only where it has so much room for them."""
_LINE = 12


@dataclass(frozen=True)
class Force:
    """What presses, with the words in the language of the screen.

    Args:
        detail: what stands below its text, in one line.
        strength: from 1 to ``STRENGTH_MOST``, None when nobody has said.
    """

    text: str
    detail: str
    strength: float | None = None


@dataclass(frozen=True)
class Line:
    """A line of text that begins (or, on the left side, ends) at ``x``, on the baseline ``y``."""

    x: int
    y: int
    text: str


@dataclass(frozen=True)
class Box:
    """A part of the picture."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Arrow:
    """An arrow with its words, of which the last line is the detail.

    Args:
        outline: the path of its shape.
        size: of the letters, except those of the detail.
        rated: whether its length says something.
        on: the part of the picture where the words stand on the arrow, None for nowhere.
        beside: the part where they stand on the ground, None for nowhere. Words that begin on the
            arrow and end beside it have both parts, and are seen in each as far as it reaches.
    """

    outline: str
    size: int
    rated: bool
    words: tuple[Line, ...]
    on: Box | None
    beside: Box | None


@dataclass(frozen=True)
class Column:
    """One side: its heading is at ``x`` and ``y``, and at ``x`` and ``first`` what is said of it
    when there is nothing; ``anchor`` is which end of those words ``x`` is.
    """

    x: int
    y: int
    first: int
    anchor: str
    arrows: tuple[Arrow, ...]


@dataclass(frozen=True)
class Picture:
    """The whole picture: ``lines`` are what the arrows press on."""

    width: int
    height: int
    detail_size: int
    heading_size: int
    columns: tuple[Column, Column]
    lines: tuple[Box, ...]


def draw(
    left: Sequence[Force], right: Sequence[Force], *, width: int = WIDTH, height: int = HEIGHT
) -> Picture:
    """The forces from the left and from the right on one line, in ``width`` × ``height``.

    Each text is as large as it has room for; what is too long at the smallest size ends in «…».
    """
    frame = _Frame(width, height, max(len(left), len(right), 1))
    return Picture(
        width=width,
        height=height,
        detail_size=_DETAIL,
        heading_size=_HEADING_SIZE,
        columns=(frame.column(left, -1), frame.column(right, 1)),
        lines=(Box(width // 2 - _LINE // 2, 0, _LINE, height),),
    )


@dataclass(frozen=True)
class _Placing:
    """Where words may stand: from ``start``, measured from the tip, within ``room``."""

    start: int
    room: int
    on: bool
    beside: bool


class _Frame:
    """The measures that both sides share; ``sign`` is -1 for the left side and 1 for the right."""

    def __init__(self, width: int, height: int, rows: int) -> None:
        self.middle = width // 2
        self.reach = self.middle - _ASIDE
        self.pitch = min(_PITCH_MOST, (height - _HEADING) // rows)
        self.height = self.pitch - _GAP

    def column(self, forces: Sequence[Force], sign: int) -> Column:
        """The arrows of one side below each other."""
        return Column(
            x=self._x(_HEAD + _PAD, sign),
            y=_HEADING - 18,
            first=_HEADING + 44,
            anchor="end" if sign < 0 else "start",
            arrows=tuple(
                self._arrow(force, sign, _HEADING + row * self.pitch)
                for row, force in enumerate(forces)
            ),
        )

    def _arrow(self, force: Force, sign: int, top: int) -> Arrow:
        size, placing = self._placed(force)
        length, leading = length_of(force, self.reach), _leading(size)
        texts = wrap(force.text, size=size, room=placing.room, most=self._lines(size), bold=True)
        high = len(texts) * leading + _leading(_DETAIL)
        return Arrow(
            outline=outline(self._x(0, sign), self._x(length, sign), top, self.height, _HEAD),
            size=size,
            rated=force.strength is not None,
            words=words_below(
                texts,
                force.detail,
                x=self._x(placing.start, sign),
                top=top + (self.height - high) // 2,
                leading=leading,
                last=_leading(_DETAIL),
            ),
            on=self._box(0, length, sign, top) if placing.on else None,
            beside=self._box(length, self.reach, sign, top) if placing.beside else None,
        )

    def _placed(self, force: Force) -> tuple[int, _Placing]:
        """Where all words have room, on the arrow if they can, and the largest letters there."""
        placings = list(self._placings(force))
        return next(
            (
                (size, placing)
                for placing in placings
                for size in _SIZES
                if self._is_whole(force, size, placing)
            ),
            (_SIZES[-1], placings[-1]),
        )

    def _placings(self, force: Force) -> Iterator[_Placing]:
        """On the arrow, beside it, or from its tip to the edge; what has no strength is hollow."""
        length, start = length_of(force, self.reach), _HEAD + _PAD
        inside = length - start - _PAD
        if force.strength is not None:
            yield _Placing(start, inside, on=True, beside=False)
        yield _Placing(length + _PAD, self.reach - length - _PAD, on=False, beside=True)
        if force.strength is not None and inside >= _STUB:
            yield _Placing(start, self.reach - start, on=True, beside=length < self.reach)

    def _is_whole(self, force: Force, size: int, placing: _Placing) -> bool:
        """Whether the words have room there, without a word that is divided."""
        longest = max((width_of(word, size, bold=True) for word in force.text.split()), default=0)
        if max(longest, width_of(force.detail, _DETAIL)) > placing.room:
            return False
        most = self._lines(size)
        lines = wrap(force.text, size=size, room=placing.room, most=most + 1, bold=True)
        return len(lines) <= most

    def _lines(self, size: int) -> int:
        """How many lines of text an arrow has room for above the detail."""
        return max(1, (self.height - 2 * _OVER - _leading(_DETAIL)) // _leading(size))

    def _x(self, out: int, sign: int) -> int:
        """``out`` is measured from the tips of the arrows."""
        return self.middle + sign * (_ASIDE + out)

    def _box(self, near: int, far: int, sign: int, top: int) -> Box:
        return Box(min(self._x(near, sign), self._x(far, sign)), top, far - near, self.height)


def length_of(force: Force, reach: int) -> int:
    """How long its arrow is where the strongest reaches ``reach``."""
    strength = _UNRATED if force.strength is None else force.strength
    return round(reach * strength / STRENGTH_MOST)


def outline(tip: int, tail: int, top: int, height: int, head: int) -> str:
    """The path of an arrow that points from ``tail`` to ``tip``, its head ``head`` long."""
    neck = tip + head if tail > tip else tip - head
    bottom = top + height
    return f"M{tip} {top + height // 2}L{neck} {top}H{tail}V{bottom}H{neck}Z"


def _leading(size: int) -> int:
    return round(size * _LEADING)


def words_below(
    texts: Sequence[str], detail: str, *, x: int, top: int, leading: int, last: int
) -> tuple[Line, ...]:
    """The lines of a text from ``top`` on, and the detail, ``last`` high, below them."""
    lines = [
        Line(x, top + row * leading + round(0.8 * leading), text) for row, text in enumerate(texts)
    ]
    return (*lines, Line(x, top + len(texts) * leading + round(0.8 * last), detail))
