"""Reports that organisers look at: drawn once for each version of a meeting, and kept."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from app import medvirk
from app.report.drawing import Drawn
from app.report.told import told_of
from facilitator.models import Meeting
from facilitator.report.edition import Edition

Made = TypeVar("Made")


class Newest(Generic[Made]):
    """What was asked for last, by what it was made of.

    Args:
        most: so many are kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._made: OrderedDict[Hashable, Made] = OrderedDict()

    def there(self, of: Hashable) -> Made | None:
        """What is made ``of`` this, when that is kept."""
        made = self._made.get(of)
        if made is not None:
            self._made.move_to_end(of)
        return made

    def get(self, of: Hashable, make: Callable[[], Made]) -> Made:
        """What is made ``of`` this; made now unless it is there."""
        made = self.there(of)
        if made is None:
            made = self._made[of] = make()
        while len(self._made) > self._most:
            self._made.popitem(last=False)
        return made


_drawn: Newest[Drawn] = Newest(most=4)
"""One may be a few megabytes."""


def _version_of(meeting: Meeting, edition: Edition) -> Hashable:
    """What a report that is drawn now is made of; another one as soon as anything in it changes."""
    # An id, and its versions, may have been another meeting's.
    return medvirk().settings.data, meeting.id, meeting.created_at, meeting.version, edition


def drawn_of(db: Session, meetings: Sequence[Meeting], edition: Edition) -> Drawn:
    """What ``told_of`` draws of ``meetings``, which were found in the snapshot of ``db``."""
    return _drawn.get(
        tuple(_version_of(meeting, edition) for meeting in meetings),
        lambda: told_of(db, meetings, edition, medvirk().clock()),
    )
