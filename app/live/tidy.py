"""Looks for memory that nothing reaches when nobody waits for an answer.

Python does it by itself whenever enough was made, which holds a hall of 500 for a third of a
second and one of 2,000 for longer, in the middle of what people send.
"""

import gc
from collections.abc import Callable
from time import monotonic

_EVERY = 60.0
"""Seconds between two searches, when there is a quiet moment."""
_AT_LAST = 900.0
"""Seconds after which it is searched though there is none."""
_QUIET = 3.0
"""Seconds without a change that make a moment quiet."""
_YOUNG = (5_000, 10, 1_000_000)
"""What was made lately is searched often, in a few milliseconds; all of it never by itself."""


class Tidy:
    """Searches all memory now and then.

    Args:
        sleep: waits for some seconds and lets others work.
        changed_at: when something last changed, as ``monotonic`` tells it.
    """

    def __init__(self, sleep: Callable[[float], None], changed_at: Callable[[], float]) -> None:
        self._sleep = sleep
        self._changed_at = changed_at

    def run(self) -> None:
        """Search for ever, at quiet moments."""
        gc.collect()
        # The program itself is never rubbish: it need not be looked through again.
        gc.freeze()
        gc.set_threshold(*_YOUNG)
        searched = monotonic()
        while True:
            self._sleep(1)
            now = monotonic()
            if is_time(now - searched, now - self._changed_at()):
                gc.collect()
                searched = monotonic()


def is_time(since_search: float, since_change: float) -> bool:
    """Whether to search now, so many seconds after the last search and the last change."""
    if since_search >= _AT_LAST:
        return True
    return since_search >= _EVERY and since_change >= _QUIET
