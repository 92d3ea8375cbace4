"""How much a screen may send, so that one that goes wild does not stop the evening for the rest."""

from collections import OrderedDict
from dataclasses import dataclass
from time import monotonic


@dataclass(frozen=True)
class Allowance:
    """So many at once, and so many a second in the long run."""

    burst: float
    rate: float


MESSAGES = Allowance(burst=60, rate=15)
"""From each screen; a phone whose outbox empties itself after a minute offline fits in."""
GIVES = Allowance(burst=40, rate=1)
"""Contributions from each phone."""
CONNECTIONS = Allowance(burst=1500, rate=50)
"""New ones from each address: a hall that gets its net back comes all at once."""
FAILED_LOOKUPS = Allowance(burst=60, rate=1)
"""Unknown codes and keys from each address, which may be a whole hall's."""
FRAMES = Allowance(burst=300, rate=40)
"""Websocket frames on each connection, whatever is in them."""
BYTES = Allowance(burst=128 * 1024, rate=16 * 1024)
"""What each connection carries in; a megabyte costs the server a quarter of a second."""

_MOST_REMEMBERED = 20_000


class Bucket:
    """Fills at an allowance's rate up to its burst, and is emptied by what happens."""

    def __init__(self, allowance: Allowance) -> None:
        self._allowance = allowance
        self._level = allowance.burst
        self._at = monotonic()

    @property
    def level(self) -> float:
        """What is left now."""
        now = monotonic()
        gained = (now - self._at) * self._allowance.rate
        self._level = min(self._allowance.burst, self._level + gained)
        self._at = now
        return self._level

    def take(self, cost: float = 1) -> bool:
        """Whether there is enough for ``cost``, which is taken then."""
        if self.level < cost:
            return False
        self._level -= cost
        return True


class Limits:
    """Who may do how much, in memory; the longest unseen are forgotten first.

    Args:
        hold: False when the limits are lifted.
    """

    def __init__(self, hold: bool) -> None:
        self.hold = hold
        self._buckets: OrderedDict[tuple[str, str], Bucket] = OrderedDict()

    def take(self, what: str, who: str, allowance: Allowance) -> bool:
        """Whether ``who`` may do ``what`` once more; it counts when they may."""
        return not self.hold or self._bucket(what, who, allowance).take()

    def exhausted(self, what: str, who: str, allowance: Allowance) -> bool:
        """Whether ``who`` has nothing left for ``what``, without counting anything."""
        return self.hold and self._bucket(what, who, allowance).level < 1

    def _bucket(self, what: str, who: str, allowance: Allowance) -> Bucket:
        bucket = self._buckets.pop((what, who), None) or Bucket(allowance)
        self._buckets[what, who] = bucket
        if len(self._buckets) > _MOST_REMEMBERED:
            self._buckets.popitem(last=False)
        return bucket


class Flow:
    """What one connection carries in.

    Args:
        hold: False when the limits are lifted.
    """

    def __init__(self, hold: bool) -> None:
        self._buckets = (Bucket(FRAMES), Bucket(BYTES)) if hold else None

    def take(self, size: int) -> bool:
        """Whether one more frame of ``size`` bytes is not too much."""
        if self._buckets is None:
            return True
        frames, carried = self._buckets
        return frames.take() and carried.take(size)
