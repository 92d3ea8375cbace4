"""When the phases of an item's exercises open in a rehearsal: all of them fit in its time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.rehearsal.parts import PlayedExercise, PlayedItem
from facilitator.exercises import kind_of
from facilitator.exercises.kind import Phase
from facilitator.programme.kinds import ItemKind

_WORK = (0.03, 0.96)
"""The share of an item in which its exercises run one after the other."""
_AFTER_TALK = (0.4, 0.96)
"""The same where somebody speaks first."""
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

    What the whole room answers goes on beside the rest; everything else has its turn.
    """
    beside = [one for one in item.exercises if kind_of(one.kind).room]
    in_turn = [one for one in item.exercises if not kind_of(one.kind).room]
    begin, end = _AFTER_TALK if item.kind in _SPEECH else _WORK
    found = [*_laid_out(in_turn, begin * item.length, end * item.length)]
    for exercise in beside:
        found += _laid_out([exercise], _WORK[0] * item.length, _WORK[1] * item.length)
    return tuple(sorted(found, key=lambda stretch: stretch.at))


def showing(stretch: Stretch, share: float) -> float:
    """When ``share`` of the time has passed in which the results are shown, after the item's start.

    In plenary that is the whole phase; a phase that takes input first gets its answers.
    """
    first = _ANSWERING if stretch.phase.takes_input else 0.0
    return stretch.at + stretch.length * (first + share * (1 - first))


def _laid_out(exercises: Sequence[PlayedExercise], begin: float, end: float) -> Iterator[Stretch]:
    phases = [
        (exercise, phase, _weight(exercise, phase))
        for exercise in exercises
        for phase in kind_of(exercise.kind).phases
        if phase is not Phase.CLOSED
    ]
    whole = sum(weight for _exercise, _phase, weight in phases)
    at = begin
    for exercise, phase, weight in phases:
        length = (end - begin) * weight / whole
        yield Stretch(exercise, phase, at, length)
        at += length


def _weight(exercise: PlayedExercise, phase: Phase) -> int:
    kind = kind_of(exercise.kind)
    chosen = kind.settings(exercise.settings)["minutes"].get(phase)
    return chosen or kind.minutes.get(phase) or _MINUTES
