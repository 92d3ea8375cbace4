"""What was just drawn for a phone's first load: a hall that comes all at once sees the same.

Only what all phones of a meeting share is kept, and only for a moment, so that the times in it are
right and nothing has to be thrown away when something changes.
"""

from datetime import datetime, timedelta

from app.live.protocol import Audience
from app.live.regions import Part, Scope

_MOMENT = timedelta(seconds=1)
_MOST = 1_000


class Recent:
    """Drawings by part and language, each with its version and when it was made."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[Part, str], tuple[int, datetime, str]] = {}

    def find(self, part: Part, language: str, version: int, now: datetime) -> str | None:
        """The HTML of ``part`` at ``version`` when it was drawn a moment before ``now``, or None.

        Args:
            now: aware UTC.
        """
        at_version, at, html = self._drawn.get((part, language), (-1, now, ""))
        fresh = timedelta(0) <= now - at < _MOMENT
        return html if at_version == version and fresh else None

    def keep(self, part: Part, language: str, version: int, now: datetime, html: str) -> None:
        """``part`` was drawn as it stands at ``now`` (aware UTC)."""
        if part.region.audience is not Audience.PHONE or part.region.scope is not Scope.MEETING:
            return
        if len(self._drawn) >= _MOST:
            self._drawn.clear()
        self._drawn[part, language] = (version, now, html)
