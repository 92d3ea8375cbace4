"""What a rehearsal is made of: a programme to play, players at tables, and cues for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Body = Mapping[str, Any]

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
class Said:
    """What a table has said by the end of an exercise; nobody's phone said what was on paper."""

    id: str
    body: Body
    player: int | None
    table: int


@dataclass
class PlayedTable:
    """A table and who sits there; ``scribe`` is the player that writes for it, once one does."""

    number: int
    players: Sequence[Player]
    scribe: int | None = None
    notes: list[Said] = field(default_factory=list)
    """What its people noted for themselves in the exercise that is on."""
    said: list[Said] = field(default_factory=list)
    """What it said to that exercise."""
    unanswered: list[Said] = field(default_factory=list)
    """What it said in the item that is on and that asks for an answer."""


@dataclass(frozen=True)
class Answers:
    """What is done with an exercise, and what the room has said to it in the end.

    Args:
        paper: what stands on the sheets of tables without phones, to be typed by the moderator.
    """

    rounds: Mapping[Moment, Sequence[Cue]]
    said: Sequence[Said]
    paper: Sequence[Said] = ()


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
