"""What a staircase is drawn of: what comes in, and where each tread, text and marker stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.pictures.lettering import Line


@dataclass(frozen=True)
class Tread:
    """One step of the ladder, with the words in the language of the screen.

    Args:
        notes: examples that are placed here, those to show first in front, each with whether it
            stands on other steps too.
        now, wanted: the numbers of the tables that say so.
    """

    name: str
    description: str = ""
    group: str = ""
    notes: Sequence[tuple[str, bool]] = ()
    now: Sequence[int] = ()
    wanted: Sequence[int] = ()


@dataclass(frozen=True)
class Marker:
    """A table's marker with its middle."""

    x: int
    y: int
    table: int


@dataclass(frozen=True)
class More:
    """How many are not drawn, and where that is said: the baseline, or the middle of a marker."""

    x: int
    y: int
    count: int


@dataclass(frozen=True)
class Note:
    """An example: ``y`` is the middle of its mark in front."""

    y: int
    several: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Markers:
    """The markers of one sort above a tread."""

    drawn: tuple[Marker, ...] = ()
    more: More | None = None


@dataclass(frozen=True)
class DrawnTread:
    """A step as it is drawn; it reaches from ``top`` down to the bottom of the picture.

    Args:
        first: which of the step's examples, counted from 0, is the first of ``notes``.
    """

    x: int
    top: int
    width: int
    fill: str
    name: tuple[Line, ...]
    description: tuple[Line, ...]
    notes: tuple[Note, ...]
    more: More | None
    now: Markers
    wanted: Markers
    first: int = 0


@dataclass(frozen=True)
class Band:
    """The name of a group of steps, at the foot of their treads."""

    x: int
    y: int
    width: int
    height: int
    name: Line


@dataclass(frozen=True)
class Staircase:
    """The whole picture. ``reach`` is half of a marker's diagonal."""

    width: int
    height: int
    name_size: int
    text_size: int
    reach: int
    treads: tuple[DrawnTread, ...]
    bands: tuple[Band, ...]
