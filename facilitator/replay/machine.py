"""Plays a meeting from its start to its end in a scratch copy, moment by moment."""

from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.models import Exercise, Meeting
from facilitator.replay.happenings import Happening, Order, happenings_of
from facilitator.replay.moments import Beat, moments
from facilitator.replay.scratch import scratch_of
from facilitator.replay.span import Span


@dataclass(frozen=True)
class Moment:
    """The meeting at one moment.

    Args:
        at: aware UTC.
        db: the scratch copy as the meeting stood; it goes on with the next moment.
        changed: whether anything that the stage may show has changed since the moment before; when
            not, only time has passed.
    """

    at: datetime
    db: Session
    changed: bool


def play(
    db: Session,
    meeting: Meeting,
    span: Span,
    told: Callable[[int, int], None] = lambda _done, _of: None,
) -> Iterator[Moment]:
    """The moments of ``meeting`` within ``span``, in order; each shows all that happened until it.

    Args:
        told: is told how many moments have been played, and of how many.
    """
    happened = happenings_of(db, meeting)
    times = moments(list(_beats(happened)), span)
    waiting = deque(happened)
    with scratch_of(db, meeting) as scratch:
        # Held here, for a session forgets what nobody holds, and asks the database again.
        exercises = {one.id: one for one in scratch.scalars(select(Exercise))}
        for number, at in enumerate(times):
            seen = number == 0
            while waiting and waiting[0].at <= at:
                one = waiting.popleft()
                one.change(scratch)
                seen = _on_stage(exercises, one) or seen
            scratch.flush()
            yield Moment(at, scratch, seen)
            told(number + 1, len(times))


def _beats(happened: Sequence[Happening]) -> Iterator[Beat]:
    """When each of ``happened`` was, with how much had been said where something was said last."""
    said: Counter[int | None] = Counter()
    drawn = 1
    for one in happened:
        if one.order is Order.SAID:
            said[one.exercise] += 1
            drawn = said[one.exercise]
        yield Beat(one.at, one.at_once, drawn)


def _on_stage(exercises: Mapping[int, Exercise], one: Happening) -> bool:
    """Whether the stage may show ``one`` now."""
    if one.exercise is None:
        return True
    exercise = exercises[one.exercise]
    return exercise.revealed or bool(exercise.revealed_tables)
