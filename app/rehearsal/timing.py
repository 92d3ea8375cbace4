"""When the phases of an item's exercises open in a rehearsal: all of them fit in its time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.rehearsal.parts import PlayedExercise, PlayedItem
from facilitator.exercises import kind_of
from facilitator.exercises.kind import Phase
from facilitator.programme.kinds import ItemKind

_BEGIN, _END = 0.03, 0.96
"""The shares of an item between which its exercises are open."""
_TALKED = 0.4
"""The share of an item after which somebody has spoken who speaks first."""
_ASKED = 0.5
"""The share until which the room asks, where there is nothing else to do."""
_TURNS_END = 0.78
"""The share after which the room gets its answers, where it was asked something else too."""
_SPEECH = frozenset({ItemKind.TALK, ItemKind.OTHER})
DOTS_OPEN, DOTS_END = 0.45, 0.65
"""The shares of the showing between which the list is open for dots."""
_ANSWERING = 0.55
"""The share of a phase that takes input, and shows it too, before it is shown."""
_MINUTES = 4
"""The weight of a phase for which nobody named a time."""


@dataclass(frozen=True)
class Stretch:
    """A phase of an exercise: when it opens after the item's start, and how long, in seconds."""

    exercise: PlayedExercise
    phase: Phase
    at: float
    length: float


def stretches(item: PlayedItem) -> tuple[Stretch, ...]:
    """The phases of the item's exercises in the order in which they open, each but ``closed``.

    Exercises have their turn, one after the other. What the whole room asks is open from the
    beginning, beside the rest, and is shown after it.
    """
    begin = _TALKED if item.kind in _SPEECH else _BEGIN
    beside = [one for one in item.exercises if kind_of(one.kind).room]
    in_turn = [one for one in item.exercises if not kind_of(one.kind).room]
    found: list[Stretch] = []
    for exercise in beside:
        asked = [(one, phase) for one, phase in _phases([exercise]) if phase.takes_input]
        found += _laid_out(item, asked, _BEGIN, _TALKED if in_turn else _ASKED)
    shown = [(one, phase) for one, phase in _phases(beside) if not phase.takes_input]
    found += _laid_out(item, shown, _TURNS_END if in_turn else _ASKED, _END)
    found += _laid_out(item, _phases(in_turn), begin, _TURNS_END if beside else _END)
    return tuple(sorted(found, key=lambda stretch: stretch.at))


def showing(stretch: Stretch, share: float) -> float:
    """When ``share`` of the time has passed in which the results are shown, after the item's start.

    In plenary that is the whole phase; a phase that takes input first gets its answers.
    """
    first = _ANSWERING if stretch.phase.takes_input else 0.0
    return stretch.at + stretch.length * (first + share * (1 - first))


def _phases(exercises: Sequence[PlayedExercise]) -> list[tuple[PlayedExercise, Phase]]:
    return [
        (exercise, phase)
        for exercise in exercises
        for phase in kind_of(exercise.kind).phases
        if phase is not Phase.CLOSED
    ]


def _laid_out(
    item: PlayedItem, phases: Sequence[tuple[PlayedExercise, Phase]], begin: float, end: float
) -> Iterator[Stretch]:
    """The phases one after the other between two shares of the item."""
    whole = sum(_weight(exercise, phase) for exercise, phase in phases)
    at = begin * item.length
    for exercise, phase in phases:
        length = (end - begin) * item.length * _weight(exercise, phase) / whole
        yield Stretch(exercise, phase, at, length)
        at += length


def _weight(exercise: PlayedExercise, phase: Phase) -> int:
    kind = kind_of(exercise.kind)
    chosen = kind.settings(exercise.settings)["minutes"].get(phase)
    return chosen or kind.minutes.get(phase) or _MINUTES
