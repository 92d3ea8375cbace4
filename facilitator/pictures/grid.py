"""Measures in a grid of effort and effect: where its cells, notes and numbers are drawn.

Pure geometry in the unit of the picture, one unit a pixel on a projector of 1920 × 1080, so no
text is smaller than 24. Effort grows to the right and effect upwards. What has no room for its
words is a number alone, and what has no room for that is counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.pictures.lettering import ELLIPSIS, Line, clipped, lines_at, wrap
from facilitator.pictures.lettering import width as width_of

WIDTH, HEIGHT = 1792, 606
SIDE = 3
TEXT, TEXT_SMALL = 26, 24
LEADING, _SMALL_LEADING = 32, 28
NOTE_LINES_MOST = 4
CHIP = 36
"""How high a number's mark is."""
_AXIS = 120
"""Beside the cells: the words of effect."""
_ASIDE = CHIP + 14
_BETWEEN_CELLS, _BETWEEN = 6, 8
_FOOT, _PAD = 10, 10
_DROP = 9
"""From the middle of a line of text to its baseline."""
_NARROW = 130
"""A note with less room for its words is a number alone."""
_LINE_MOST = 80
"""More characters than a line of a note holds."""
_TABLES_NAMED = 3
"""So many tables are named on a note; of more, the first ones and how many there are besides."""


@dataclass(frozen=True)
class Entry:
    """A measure in a cell.

    Args:
        number: what it is called.
        tables: the numbers of the tables that propose it.
    """

    number: int
    text: str
    tables: Sequence[int]


Entries = Sequence[Entry]
"""Measures in one place, those to show first in front."""


@dataclass(frozen=True)
class Words:
    """All that the picture says of itself, in the language of the screen.

    Args:
        cells: a word on each of the nine cells, row by row from the top left; empty for none.
        efforts: from left to right.
        effects: from the top down.
        aside: in front of what stands in no cell.
    """

    cells: Sequence[str]
    efforts: Sequence[str]
    effects: Sequence[str]
    aside: str


@dataclass(frozen=True)
class Mark:
    """A mark ``width`` wide and ``CHIP`` high with a short text in its middle ``x``, ``y``."""

    x: int
    y: int
    width: int
    text: str


@dataclass(frozen=True)
class Note:
    """A measure with its words: its number in front, its tables at the end."""

    number: Mark
    lines: tuple[Line, ...]
    tables: Mark


@dataclass(frozen=True)
class Numbers:
    """Measures that are numbers alone, and the mark that counts those that are not even that."""

    drawn: tuple[Mark, ...] = ()
    more: Mark | None = None


@dataclass(frozen=True)
class Cell:
    """One of the nine cells with what stands in it."""

    x: int
    y: int
    width: int
    height: int
    words: tuple[Line, ...]
    notes: tuple[Note, ...]
    numbers: Numbers


@dataclass(frozen=True)
class Aside:
    """What stands in no cell, in a line below them."""

    words: Line
    numbers: Numbers


@dataclass(frozen=True)
class Grid:
    """The whole picture.

    Args:
        efforts: the words below each column, around their ``x``.
        effects: the words in front of each row, which end at their ``x``.
    """

    width: int
    height: int
    cells: tuple[Cell, ...]
    efforts: tuple[tuple[Line, ...], ...]
    effects: tuple[tuple[Line, ...], ...]
    aside: Aside | None


def draw(
    cells: Sequence[Entries],
    aside: Entries,
    words: Words,
    *,
    width: int = WIDTH,
    height: int = HEIGHT,
) -> Grid:
    """The grid of nine ``cells``, row by row from the top left.

    Args:
        aside: what stands in no cell.
    """
    frame = _Frame(cells, aside, words, width, height)
    return Grid(
        width=width,
        height=height,
        cells=tuple(frame.cell(at) for at in range(SIDE * SIDE)),
        efforts=tuple(frame.effort(column) for column in range(SIDE)),
        effects=tuple(frame.effect(row) for row in range(SIDE)),
        aside=frame.aside_line() if aside else None,
    )


class _Frame:
    """The measures that all cells of one picture share."""

    def __init__(
        self, cells: Sequence[Entries], aside: Entries, words: Words, width: int, height: int
    ) -> None:
        self.cells, self.aside, self.words = cells, aside, words
        self.full = width
        self.width = (width - _AXIS - (SIDE - 1) * _BETWEEN_CELLS) // SIDE
        self.inner = self.width - 2 * _PAD
        efforts = [self._small(word, self.width) for word in words.efforts]
        self.foot = _FOOT + _SMALL_LEADING * max(len(lines) for lines in efforts)
        self.bottom = height - (_ASIDE if aside else 0)
        self.height = (self.bottom - self.foot - (SIDE - 1) * _BETWEEN_CELLS) // SIDE
        everything = [*aside, *(entry for entries in cells for entry in entries)]
        longest = max((entry.number for entry in everything), default=0)
        self.mark = _mark_width(str(longest))

    def cell(self, at: int) -> Cell:
        """The cell with as many words as have room."""
        entries, x, y = self.cells[at], self._x(at % SIDE), self._y(at // SIDE)
        head = self._small(self.words.cells[at], self.inner) if self.words.cells[at] else ()
        words = lines_at(head, x + _PAD, y + _PAD + 20, _SMALL_LEADING)
        top = y + _PAD + (_SMALL_LEADING * len(head) + 2 if head else 0)
        bottom = y + self.height - _PAD
        notes = self._notes(entries, x + _PAD, top, bottom)
        if len(notes) < len(entries):
            notes = self._notes(entries, x + _PAD, top, bottom - CHIP - _BETWEEN)
        if notes:
            top = notes[-1].lines[-1].y - _DROP + CHIP // 2 + _BETWEEN
        numbers = self._numbers(entries[len(notes) :], x + _PAD, top, self.inner, bottom - top)
        return Cell(x, y, self.width, self.height, words, notes, numbers)

    def effort(self, column: int) -> tuple[Line, ...]:
        """What a column is called, below it."""
        texts = self._small(self.words.efforts[column], self.width)
        first = self.bottom - self.foot + _FOOT + 14
        return lines_at(texts, self._x(column) + self.width // 2, first, _SMALL_LEADING)

    def effect(self, row: int) -> tuple[Line, ...]:
        """What a row is called, in front of it."""
        texts = self._small(self.words.effects[row], _AXIS - 2 * _BETWEEN)
        middle = self._y(row) + self.height // 2
        first = middle + 8 - _SMALL_LEADING * (len(texts) - 1) // 2
        return lines_at(texts, _AXIS - 2 * _BETWEEN, first, _SMALL_LEADING)

    def aside_line(self) -> Aside:
        """What stands in no cell, as numbers."""
        top = self.bottom + _ASIDE - CHIP
        (text,) = wrap(self.words.aside, size=TEXT_SMALL, room=self.full // 2, most=1, bold=True)
        left = round(width_of(text, TEXT_SMALL, bold=True)) + 2 * _BETWEEN
        numbers = self._numbers(self.aside, left, top, self.full - left, CHIP)
        return Aside(Line(0, top + CHIP // 2 + 8, text), numbers)

    def _notes(self, entries: Entries, x: int, top: int, bottom: int) -> tuple[Note, ...]:
        """As many notes as have room, each with as many lines as there are to spare."""
        marks = [_tables_mark(entry.tables) for entry in entries]
        rooms = [self.inner - self.mark - width - 3 * _BETWEEN for _text, width in marks]
        if min(rooms, default=0) < _NARROW:
            return ()
        most = (bottom - top + _BETWEEN) // (CHIP + _BETWEEN)
        texts = [
            wrap(entry.text, size=TEXT, room=room, most=NOTE_LINES_MOST)
            for entry, room in zip(entries[: max(0, most)], rooms, strict=False)
        ]
        spare = bottom - top + _BETWEEN - len(texts) * (CHIP + _BETWEEN)
        counts = _shared([len(lines) for lines in texts], spare // LEADING)
        notes = []
        for entry, room, count, (text, width) in zip(entries, rooms, counts, marks, strict=False):
            lines = _broken(entry.text, room, count)
            middle = top + CHIP // 2
            notes.append(
                Note(
                    Mark(x + self.mark // 2, middle, self.mark, str(entry.number)),
                    lines_at(lines, x + self.mark + _BETWEEN, middle + _DROP, LEADING),
                    Mark(x + self.inner - width // 2, middle, width, text),
                )
            )
            top += CHIP + _BETWEEN + LEADING * (len(lines) - 1)
        return tuple(notes)

    def _numbers(self, entries: Entries, x: int, top: int, width: int, height: int) -> Numbers:
        """``entries`` as numbers in rows; of those without room is told how many they are."""
        step = self.mark + _BETWEEN
        in_row = max(1, (width + _BETWEEN) // step)
        places = max(1, (height + _BETWEEN) // (CHIP + _BETWEEN)) * in_row
        shown = len(entries) if len(entries) <= places else places - 1
        left = len(entries) - shown
        texts = [str(entry.number) for entry in entries[:shown]] + ([f"+{left}"] if left else [])
        marks = tuple(
            Mark(
                x + self.mark // 2 + step * (place % in_row),
                top + CHIP // 2 + (CHIP + _BETWEEN) * (place // in_row),
                self.mark,
                text,
            )
            for place, text in enumerate(texts)
        )
        return Numbers(marks[:shown], marks[shown] if left else None)

    def _small(self, text: str, room: int) -> tuple[str, ...]:
        return wrap(text, size=TEXT_SMALL, room=room, most=2, bold=True)

    def _x(self, column: int) -> int:
        return _AXIS + column * (self.width + _BETWEEN_CELLS)

    def _y(self, row: int) -> int:
        return row * (self.height + _BETWEEN_CELLS)


def _shared(needs: Sequence[int], spare: int) -> list[int]:
    """A line for each, and the ``spare`` ones in turn to those who need more."""
    shares = [1 for _need in needs]
    for wanted in range(2, NOTE_LINES_MOST + 1):
        for at, need in enumerate(needs):
            if spare > 0 and need >= wanted:
                shares[at] += 1
                spare -= 1
    return shares


def _broken(text: str, room: int, count: int) -> tuple[str, ...]:
    """``text`` in ``count`` lines; on one alone as much of a long word as has room, too."""
    lines = wrap(text, size=TEXT, room=room, most=count)
    if count > 1 or not lines[0].endswith(ELLIPSIS):
        return lines
    return (clipped(" ".join(text[:_LINE_MOST].split()), size=TEXT, room=room),)


def _tables_mark(tables: Sequence[int]) -> tuple[str, int]:
    """Which tables propose it, and how wide that is."""
    named = [str(table) for table in tables]
    text = ", ".join(named)
    if len(named) > _TABLES_NAMED:
        text = ", ".join(named[:2]) + f" +{len(named) - 2}"
    return text, _mark_width(text)


def _mark_width(text: str) -> int:
    return max(CHIP, round(width_of(text, TEXT_SMALL, bold=True)) + 18)
