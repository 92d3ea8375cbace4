"""What a plan of seats is made from, and what it is: people, tables, wishes, rounds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

ROUNDS_MOST = 4
FEWEST = 3
"""The fewest people at a table, unless there is no other way."""
MIX = ("role", "municipality")
"""What tables are mixed by when nobody says otherwise."""


@dataclass(frozen=True)
class Guest:
    """Somebody who needs a seat."""

    id: str
    traits: Mapping[str, str] = field(default_factory=dict)
    """What they are: ``{"role": "politician", "municipality": "Steinkjer"}``."""


@dataclass(frozen=True)
class Place:
    """A table with room for ``size`` people at most."""

    number: int
    size: int
    near_door: bool = False


@dataclass(frozen=True)
class Wishes:
    """What must hold in every round; wishes about people who are not there are passed over."""

    together: Sequence[frozenset[str]] = ()
    """Those of a set share a table; sets that share somebody become one."""
    apart: Sequence[frozenset[str]] = ()
    """No two of a set share a table."""
    at_table: Mapping[str, int] = field(default_factory=dict)
    """Numbers of tables by the ids of those who sit there."""
    near_door: frozenset[str] = frozenset()


NO_WISHES = Wishes()

Round = Mapping[str, int]
"""Where everybody sits at one time: numbers of tables by ids of guests."""


@dataclass(frozen=True)
class Plan:
    """Where everybody sits in each round."""

    rounds: tuple[Round, ...]
