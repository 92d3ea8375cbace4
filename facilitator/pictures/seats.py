"""The room seen from above: where each table, each chair and each name is drawn.

A unit is about a pixel on a laptop. The shapes that people are drawn as differ, but none of them
reaches farther from its middle than ``REACH``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, cos, pi, sin, sqrt

from facilitator.pictures.lettering import clipped, width

WIDTH = 840
REACH = 20
"""From the middle of a person's shape to its farthest point."""
NAME_SIZE = 12
NAME_HEIGHT = 14
_WIDE = 960
"""A room without names is drawn a little smaller, so that more tables stand in a row."""
_TALLEST = 720
"""Names are left out of a room that would be higher with them."""
_GAP = 4
_NAME_ROOM = 31
"""How far a name beside the table may reach beyond its person's middle."""
_SHORTEST = 24
"""A name with less room than this says nothing."""
_LEAST_RADIUS = 62
_TALLER = 8
"""So much farther chairs stand above and below the table than beside it."""
_AROUND = 10
"""What is left free around each table with its chairs."""


@dataclass(frozen=True)
class Laid:
    """A table: how many chairs it has, and the short names of those who sit there."""

    number: int
    size: int
    names: Sequence[str] = ()

    @property
    def chairs(self) -> int:
        """How many are drawn: nobody is left out at a table that is too full."""
        return max(self.size, len(self.names))


@dataclass(frozen=True)
class Name:
    """A name, centred on ``x`` with its baseline at ``y``; ``room`` is how wide it may be."""

    x: int
    y: int
    text: str
    room: int


@dataclass(frozen=True)
class Chair:
    """A chair by its middle; empty ones have no name, and not every name finds room."""

    x: int
    y: int
    name: Name | None = None


@dataclass(frozen=True)
class DrawnTable:
    """A table: its middle and radius, its chairs, and the box in which all of it lies.

    Those who sit there have the first chairs, in the order of their names.
    """

    number: int
    x: int
    y: int
    radius: int
    left: int
    top: int
    width: int
    height: int
    chairs: tuple[Chair, ...]


@dataclass(frozen=True)
class RoomPicture:
    """The whole picture."""

    width: int
    height: int
    tables: tuple[DrawnTable, ...]
    named: bool
    """Whether names are written at the chairs."""


def picture(tables: Sequence[Laid]) -> RoomPicture:
    """Draw ``tables`` in rows, with the names where there is room for all rows of them."""
    named = _drawn(tables, named=True)
    return named if named.height <= _TALLEST else _drawn(tables, named=False)


def _drawn(tables: Sequence[Laid], *, named: bool) -> RoomPicture:
    if not tables:
        return RoomPicture(WIDTH, 0, (), named)
    radius = _radius(max(table.chairs for table in tables), named=named)
    beside = radius + (max(REACH, _NAME_ROOM) if named else REACH) + _AROUND // 2
    above = radius + _TALLER + REACH + (NAME_HEIGHT + 2 if named else 0) + _AROUND // 2
    most = WIDTH if named else _WIDE
    columns = max(1, min(len(tables), most // (2 * beside)))
    # Rows that are as full as each other look better than a last one with a single table.
    columns = ceil(len(tables) / ceil(len(tables) / columns))
    across = max(WIDTH // columns, 2 * beside)
    down = 2 * above
    rows = ceil(len(tables) / columns)
    drawn = tuple(
        _table(
            table, place % columns * across, place // columns * down, across, down, radius, named
        )
        for place, table in enumerate(tables)
    )
    return RoomPicture(max(WIDTH, columns * across), rows * down, drawn, named)


def _radius(chairs: int, *, named: bool) -> int:
    """How far from the table's middle ``chairs`` stand without touching."""
    apart = 2 * REACH + _GAP + (6 if named else 0)
    around = apart / (2 * sin(pi / chairs)) if chairs > 1 else 0
    return max(_LEAST_RADIUS + (6 if named else 0), ceil(around))


def _table(
    table: Laid, left: int, top: int, width: int, height: int, radius: int, named: bool
) -> DrawnTable:
    x, y = left + width // 2, top + height // 2
    inner = radius - REACH - _GAP - 2
    places = [
        (
            x + round(radius * sin(turn)),
            y - round((radius + _TALLER) * cos(turn)),
        )
        for turn in (2 * pi * place / table.chairs for place in range(table.chairs))
    ]
    names = _names(table.names, places, (x, y), inner, width) if named else {}
    chairs = tuple(Chair(*at, names.get(place)) for place, at in enumerate(places))
    return DrawnTable(table.number, x, y, inner, left, top, width, height, chairs)


Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def _names(
    names: Sequence[str],
    places: Sequence[tuple[int, int]],
    middle: tuple[int, int],
    inner: int,
    across: int,
) -> dict[int, Name]:
    """The names that find room above or below their chairs, by the number of the chair."""
    shapes: list[Box] = [(x - REACH, y - REACH, x + REACH, y + REACH) for x, y in places]
    written: list[Box] = []
    found: dict[int, Name] = {}
    for place, text in enumerate(names):
        x, y = places[place]
        needed = width(text, NAME_SIZE) / 2
        tops = (y - REACH - NAME_HEIGHT, y + REACH)
        # Away from the table when both are as good.
        ways = tops if y <= middle[1] else tops[::-1]
        most = across / 2 - abs(x - middle[0]) - 2
        rooms = []
        for top in ways:
            beside = [
                _room(x, top, other) for other in (*shapes, *written, _slice(middle, inner, top))
            ]
            rooms.append((min(most, needed, *beside), top))
        half, top = max(rooms, key=lambda one: one[0])
        if 2 * half < min(_SHORTEST, 2 * needed):
            continue
        fits = half >= needed
        said = text if fits else clipped(text, size=NAME_SIZE, room=2 * half)
        written.append((x - half, top, x + half, top + NAME_HEIGHT))
        found[place] = Name(x, round(top + NAME_HEIGHT - 3), said, int(2 * half))
    return found


def _room(x: float, top: float, other: Box) -> float:
    """How far a name at ``x`` may reach to both sides before it touches ``other``."""
    left, above, right, below = other
    if below <= top or above >= top + NAME_HEIGHT:
        return float("inf")
    return max(left - x, x - right, 0) - 1


def _slice(middle: tuple[int, int], inner: int, top: float) -> Box:
    """What the round of the table takes of the line that begins at ``top``."""
    x, y = middle
    near = max(top - y, y - top - NAME_HEIGHT, 0)
    half = sqrt(inner * inner - near * near) if near < inner else -1
    return (x - half, top, x + half, top + NAME_HEIGHT) if half >= 0 else (x, top, x, top)
