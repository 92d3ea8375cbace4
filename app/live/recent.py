"""What was just drawn for a phone's first load: a hall that comes all at once sees the same.

It is kept only for a moment, so that the times in it are right and nothing has to be thrown away
when something changes.
"""

from collections.abc import Hashable
from datetime import datetime, timedelta

_MOMENT = timedelta(seconds=1)
_MOST = 1_000


class Recent:
    """Drawings by what they show and their language, each with its version and when it was made."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[Hashable, str], tuple[int, datetime, str]] = {}

    def find(self, what: Hashable, language: str, version: int, now: datetime) -> str | None:
        """The HTML of ``what`` at ``version`` when it was drawn a moment before ``now``, or None.

        Args:
            now: aware UTC.
        """
        at_version, at, html = self._drawn.get((what, language), (-1, now, ""))
        fresh = timedelta(0) <= now - at < _MOMENT
        return html if at_version == version and fresh else None

    def keep(self, what: Hashable, language: str, version: int, now: datetime, html: str) -> None:
        """``what`` was drawn as it stands at ``now`` (aware UTC), and others will be shown it."""
        if len(self._drawn) >= _MOST:
            self._drawn.clear()
        self._drawn[what, language] = (version, now, html)
