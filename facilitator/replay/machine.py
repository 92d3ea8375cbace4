"""Plays a meeting from its start to its end in a scratch copy, moment by moment."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from facilitator.models import Exercise, Meeting
from facilitator.replay.happenings import Happening, happenings_of
from facilitator.replay.moments import moments
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
    times = moments([(one.at, one.at_once) for one in happened], span)
    waiting = deque(happened)
    with scratch_of(db, meeting) as scratch:
        for number, at in enumerate(times):
            seen = number == 0
            while waiting and waiting[0].at <= at:
                one = waiting.popleft()
                one.change(scratch)
                seen = _on_stage(scratch, one) or seen
            scratch.flush()
            yield Moment(at, scratch, seen)
            told(number + 1, len(times))


def _on_stage(scratch: Session, one: Happening) -> bool:
    """Whether the stage may show ``one`` now."""
    if one.exercise is None:
        return True
    exercise = scratch.get_one(Exercise, one.exercise)
    return exercise.revealed or bool(exercise.revealed_tables)
