"""Which moments of an evening are worth a picture: pure functions of when something happened."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from facilitator.replay.span import Span

SPACING = timedelta(seconds=2)
"""What tables say meanwhile is gathered; what the moderator does is shown at its moment."""
MOST = 1200
"""So many moments at most, beside those of the moderator's own doing."""
SLIDE = timedelta(seconds=30)
"""So often expected times slide on the screens while an item takes longer than planned."""
_SLIDES_MOST = 1500


def moments(happened: Sequence[tuple[datetime, bool]], span: Span) -> Sequence[datetime]:
    """The moments within ``span`` at which to look, in order; its two ends are among them.

    Args:
        happened: when something happened, in order, and whether it shows at its very moment.
    """
    within = [(at, at_once) for at, at_once in happened if span.start < at < span.end]
    spacing = SPACING
    found = {at for at, at_once in within if at_once}
    gathered = set(_gathered(within, spacing))
    while len(gathered) > MOST:
        spacing *= 2
        gathered = set(_gathered(within, spacing))
    return sorted({span.start, span.end, *found, *gathered, *_slides(span)})


def _gathered(happened: Sequence[tuple[datetime, bool]], spacing: timedelta) -> Iterator[datetime]:
    """The last moment of each few seconds in which something happened, and before each cut."""
    opened: datetime | None = None
    newest: datetime | None = None
    for at, at_once in happened:
        if opened and newest and (at_once or at - opened > spacing):
            yield newest
            opened = newest = None
        if not at_once:
            opened, newest = opened or at, at
    if newest:
        yield newest


def _slides(span: Span) -> Iterator[datetime]:
    step = max(SLIDE, (span.end - span.start) / _SLIDES_MOST)
    at = span.start + step
    while at < span.end:
        yield at
        at += step
