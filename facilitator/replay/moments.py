"""Which moments of an evening are worth a picture: pure functions of when something happened."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from facilitator.replay.span import Span

SPACING = timedelta(seconds=2)
"""What tables say meanwhile is gathered; what the moderator does is shown at its moment."""
MOST = 1200
"""So many moments at most, beside those of the moderator's own doing."""
MOST_DRAWN = 400_000
"""So many contributions at most are drawn on all pictures together."""
SLIDE = timedelta(seconds=30)
"""So often expected times slide on the screens while an item takes longer than planned."""
_SLIDES_MOST = 1500
_WIDER = [SPACING * 2**times for times in range(10)]
"""How far apart moments may be, the best first."""


@dataclass(frozen=True)
class Beat:
    """Something that happened.

    Args:
        at: aware UTC.
        at_once: whether it shows at its very moment.
        drawn: how many contributions a picture of it may have.
    """

    at: datetime
    at_once: bool
    drawn: int = 1


def moments(happened: Sequence[Beat], span: Span) -> Sequence[datetime]:
    """The moments within ``span`` at which to look, in order; its two ends are among them.

    Where much was said they are farther apart, so that the pictures of any evening are drawn in
    minutes; at last the moderator's own doing waits for a few seconds, too.

    Args:
        happened: in order.
    """
    within = [one for one in happened if span.start < one.at < span.end]
    apart = [replace(one, at_once=False) for one in within]
    found: Sequence[datetime] = ()
    for beats, spacing in [(beats, spacing) for beats in (within, apart) for spacing in _WIDER]:
        gathered = set(_gathered(beats, spacing))
        at_once = {one.at for one in beats if one.at_once}
        found = sorted({span.start, span.end, *gathered, *at_once, *_slides(span, spacing)})
        if len(gathered) <= MOST and _drawn(found, within) <= MOST_DRAWN:
            break
    return found


def _drawn(looked: Sequence[datetime], happened: Sequence[Beat]) -> int:
    """How many contributions are drawn when one looks at these moments, both in order."""
    total, place = 0, 0
    for at in looked:
        before = place
        while place < len(happened) and happened[place].at <= at:
            place += 1
        if place > before:
            total += happened[place - 1].drawn
    return total


def _gathered(happened: Sequence[Beat], spacing: timedelta) -> Iterator[datetime]:
    """The last moment of each few seconds in which something happened, and before each cut."""
    opened: datetime | None = None
    newest: datetime | None = None
    for one in happened:
        if opened and newest and (one.at_once or one.at - opened > spacing):
            yield newest
            opened = newest = None
        if not one.at_once:
            opened, newest = opened or one.at, one.at
    if newest:
        yield newest


def _slides(span: Span, spacing: timedelta) -> Iterator[datetime]:
    step = max(SLIDE, spacing, (span.end - span.start) / _SLIDES_MOST)
    at = span.start + step
    while at < span.end:
        yield at
        at += step
