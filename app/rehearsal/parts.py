"""What a rehearsal is made of: a programme to play, players at tables, and cues for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

COME, GO = "come", "go"
"""What a cue may say besides the name of a message: the phone gets its net, or loses it."""
DOTS = "dots"
"""The moment when the room may give dots, beside those when a phase opens."""

Moment = tuple[int, str]
"""An exercise's id, and the phase that opens or ``DOTS``."""


@dataclass(frozen=True)
class PlayedExercise:
    """An exercise as it is played; ``settings`` is only what the organiser changed."""

    id: int
    kind: str
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class PlayedItem:
    """An item as it is played; ``length`` in seconds, quick as the rehearsal is."""

    id: int
    kind: str
    length: float
    exercises: Sequence[PlayedExercise] = ()


@dataclass(frozen=True)
class Player:
    """A simulated phone.

    Args:
        number: counts from 0 over the whole room.
        table: the table's number.
    """

    number: int
    table: int


@dataclass(frozen=True)
class Cue:
    """What somebody does.

    Args:
        at: seconds after what it waits for.
        does: the name of a message, or ``COME`` or ``GO``.
        player: a player's number; None for the moderator.
    """

    at: float
    does: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    player: int | None = None


@dataclass(frozen=True)
class Script:
    """All that is done in a rehearsal.

    Args:
        arrivals: waits for the beginning.
        rounds: waits for the moment.
        desk: what the moderator does during each item, by the item's id; waits for its start.
    """

    players: Sequence[Player]
    arrivals: Sequence[Cue]
    rounds: Mapping[Moment, Sequence[Cue]]
    desk: Mapping[int, Sequence[Cue]]
