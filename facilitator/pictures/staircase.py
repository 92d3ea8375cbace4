"""The participation ladder as a staircase: where its treads, texts and markers are drawn.

Pure geometry in the unit of the picture, one unit a pixel on a projector of 1920 × 1080, so no
text is smaller than 24. What does not fit is counted, never drawn over something else.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from math import ceil

from facilitator.pictures.lettering import Line, lines_at, wrap
from facilitator.pictures.lettering import width as width_of
from facilitator.pictures.stairs import (
    Band,
    DrawnTread,
    Marker,
    Markers,
    More,
    Note,
    Staircase,
    Tread,
)

WIDTH, HEIGHT = 1792, 620
TEXT = 26
TEXT_SMALL = 24
LEADING = 32
_NAME_SIZES = (32, 30, 28)
_NAME_SIZES_IN_TWO_LINES = (28, 26, 24)
_NAME_LEADING = 36
_NARROW = 280
"""A tread narrower than this has no room for its description."""
_PITCHES = (64, 54)
"""From the middle of one marker to the next: as long as they fit, else closer."""
_OVER = 6
"""Between a tread and the markers that stand on it."""
_HEADROOM = 136
_LOWEST = 240
_RISE_MOST = 110
_RISE_LEAST = 22
_BAND = 48
_LIGHT, _DEEP = (0xE3, 0xED, 0xF8), (0x9D, 0xC1, 0xE6)


def draw(
    treads: Sequence[Tread], *, page: int = 1, width: int = WIDTH, height: int = HEIGHT
) -> Staircase:
    """The staircase of ``treads``, lowest first, in a picture of ``width`` × ``height``.

    Args:
        page: from 2 on each tread shows its next examples; one that has no more stays at its last.
    """
    frame = _Frame(treads, width, height)
    return Staircase(
        width=width,
        height=height,
        name_size=frame.name_size,
        text_size=frame.text_size,
        reach=frame.pitch // 2 - 1,
        treads=tuple(frame.tread(at, page) for at in range(len(treads))),
        bands=tuple(frame.bands()),
    )


def pages(treads: Sequence[Tread], *, width: int = WIDTH, height: int = HEIGHT) -> int:
    """How many pages show all examples of all ``treads``, as far as there is room for any."""
    frame = _Frame(treads, width, height)
    return max(sum(1 for _first in frame.firsts(at)) for at in range(len(treads)))


class _Frame:
    """The measures that all treads of one picture share."""

    def __init__(self, treads: Sequence[Tread], width: int, height: int) -> None:
        self.treads = treads
        self.edges = [round(at * width / len(treads)) for at in range(len(treads) + 1)]
        self.height = height
        self.narrow = width / len(treads) < _NARROW
        self.pad = 14 if self.narrow else 20
        self.room = width / len(treads) - 2 * self.pad
        self.text_size = TEXT_SMALL if self.narrow else TEXT
        self.name_size = self._name_size()
        self.foot = height - (_BAND if any(tread.group for tread in treads) else 0)
        self.pitch, self.tops = self._fitting()

    def _name_size(self) -> int:
        """The largest size at which every name stands in one line, else in two whole ones."""
        for size in _NAME_SIZES:
            if all(width_of(name, size, bold=True) <= self.room for name in self._names()):
                return size
        for size in _NAME_SIZES_IN_TWO_LINES:
            longest = max(
                width_of(part, size, bold=True)
                for name in self._names()
                for part in name.replace(" ", "\N{NO-BREAK SPACE}", 1).split(" ")
            )
            if longest <= self.room:
                return size
        return _NAME_SIZES_IN_TWO_LINES[-1]

    def _names(self) -> Iterator[str]:
        for number, tread in enumerate(self.treads, start=1):
            yield f"{number} {tread.name}"

    def _fitting(self) -> tuple[int, list[int]]:
        """The pitch of the markers and the tops of the treads that give most markers room."""
        lowest = self.height - self.foot + _LOWEST
        highest = self.height - lowest - _RISE_LEAST * (len(self.treads) - 1)
        usual = min(_HEADROOM, highest)
        for pitch in _PITCHES:
            tops = self._tops(usual, lowest)
            if all(
                self._rows(tread, pitch) <= _rows_above(top, pitch)
                for tread, top in zip(self.treads, tops, strict=True)
            ):
                return pitch, tops
        # Flatter stairs leave more room above; the last try shows what fits and counts the rest.
        pitch = _PITCHES[-1]
        needed = max(self._rows(tread, pitch) * pitch + _OVER for tread in self.treads)
        return pitch, self._tops(max(usual, min(needed, highest)), lowest)

    def _tops(self, headroom: int, lowest: int) -> list[int]:
        steps = len(self.treads) - 1
        rise = min(_RISE_MOST, (self.height - headroom - lowest) / steps) if steps else 0
        return [round(headroom + rise * (steps - at)) for at in range(steps + 1)]

    def _in_row(self, pitch: int) -> int:
        return max(1, int(self.room + 2 * self.pad - 16) // pitch)

    def _rows(self, tread: Tread, pitch: int) -> int:
        return sum(ceil(len(tables) / self._in_row(pitch)) for tables in (tread.now, tread.wanted))

    def tread(self, at: int, page: int) -> DrawnTread:
        """The tread with everything that stands on it and above it."""
        tread, x, top = self.treads[at], self.edges[at] + self.pad, self.tops[at]
        name, described, y = self._head(at)
        *_earlier, first = islice(self.firsts(at), max(1, page))
        notes, more = self._notes(tread, x, y, first)
        now, wanted = self._markers(tread, self.edges[at], top)
        return DrawnTread(
            x=self.edges[at],
            top=top,
            width=self.edges[at + 1] - self.edges[at],
            fill=_fill(at, len(self.treads)),
            name=name,
            description=described,
            notes=notes,
            more=more,
            now=now,
            wanted=wanted,
            first=first,
        )

    def firsts(self, at: int) -> Iterator[int]:
        """The example that each page of the tread begins with."""
        x, (_name, _described, y) = self.edges[at] + self.pad, self._head(at)
        first, more = 0, True
        while more:
            yield first
            notes, left = self._notes(self.treads[at], x, y, first)
            first += len(notes)
            more = bool(notes and left)

    def _head(self, at: int) -> tuple[tuple[Line, ...], tuple[Line, ...], int]:
        """The name, the description, and the baseline of the first example below them."""
        tread, x, top = self.treads[at], self.edges[at] + self.pad, self.tops[at]
        names = wrap(
            f"{at + 1} {tread.name}", size=self.name_size, room=self.room, most=2, bold=True
        )
        name = lines_at(names, x, top + 46, _NAME_LEADING)
        y = name[-1].y
        described = () if self.narrow else lines_at(self._described(tread), x, y + 34, LEADING)
        return name, described, (described[-1].y if described else y) + 44

    def _described(self, tread: Tread) -> tuple[str, ...]:
        """The first sentence of the description."""
        sentence, stop, _rest = tread.description.partition(". ")
        return wrap(sentence + stop.strip(), size=TEXT_SMALL, room=self.room, most=3)

    def _notes(
        self, tread: Tread, x: int, top: int, first: int
    ) -> tuple[tuple[Note, ...], More | None]:
        """As many examples from the ``first`` on as have room, and how many have not."""
        room = max(0, (self.foot - 12 - top) // LEADING + 1)
        rest = tread.notes[first:]
        notes = self._fitted(rest, x, top, room)
        if len(notes) == len(rest):
            return notes, None
        notes = self._fitted(rest, x, top, room - 1)
        used = sum(len(note.lines) for note in notes)
        return notes, More(x, top + used * LEADING, len(rest) - len(notes))

    def _fitted(
        self, examples: Sequence[tuple[str, bool]], x: int, top: int, room: int
    ) -> tuple[Note, ...]:
        notes: list[Note] = []
        y, indent = top, 36
        for text, several in examples:
            left = room - (y - top) // LEADING
            if left < 1:
                break
            size, most = self.text_size, min(2, left)
            texts = wrap(text, size=size, room=self.room - indent, most=most) or (text.strip(),)
            lines = lines_at(texts, x + indent, y, LEADING)
            notes.append(Note(y - 9, several, lines))
            y = lines[-1].y + LEADING
        return tuple(notes)

    def _markers(self, tread: Tread, left: int, top: int) -> tuple[Markers, Markers]:
        """*I dag* stands on the tread and *ønsket* above it."""
        in_row, rows = self._in_row(self.pitch), _rows_above(top, self.pitch)
        needed = [ceil(len(tables) / in_row) for tables in (tread.now, tread.wanted)]
        if sum(needed) > rows:
            above = min(needed[1], max(rows // 2, rows - needed[0]))
            needed = [rows - above, above]
        return (
            self._placed(tread.now, left, top, needed[0]),
            self._placed(tread.wanted, left, top - needed[0] * self.pitch, needed[1]),
        )

    def _placed(self, tables: Sequence[int], left: int, bottom: int, rows: int) -> Markers:
        in_row = self._in_row(self.pitch)
        places = [
            (
                left + 8 + self.pitch // 2 + self.pitch * column,
                bottom - _OVER - self.pitch // 2 - self.pitch * row,
            )
            for row in range(rows)
            for column in range(in_row)
        ]
        shown = len(tables) if len(tables) <= len(places) else len(places) - 1
        drawn = tuple(
            Marker(x, y, table)
            for (x, y), table in zip(places, sorted(tables)[:shown], strict=False)
        )
        if shown == len(tables):
            return Markers(drawn)
        return Markers(drawn, More(*places[shown], len(tables) - shown))

    def bands(self) -> Iterator[Band]:
        """A band for each run of steps in the same group."""
        first = 0
        for at, tread in enumerate(self.treads):
            ends = at + 1 == len(self.treads) or self.treads[at + 1].group != tread.group
            if not ends:
                continue
            if tread.group:
                x, stop = self.edges[first], self.edges[at + 1]
                room = stop - x - 2 * self.pad
                text = wrap(tread.group, size=TEXT_SMALL, room=room, most=1, bold=True)
                name = Line(x + self.pad, self.foot + 33, text[0])
                yield Band(x, self.foot, stop - x, self.height - self.foot, name)
            first = at + 1


def _rows_above(top: int, pitch: int) -> int:
    return max(0, top - _OVER) // pitch


def _fill(at: int, count: int) -> str:
    """A blue that deepens from the lowest step to the highest."""
    share = at / max(1, count - 1)
    mixed = (
        round(light + (deep - light) * share) for light, deep in zip(_LIGHT, _DEEP, strict=True)
    )
    return "#" + "".join(f"{part:02x}" for part in mixed)
