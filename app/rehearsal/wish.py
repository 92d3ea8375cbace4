"""What one may wish of a rehearsal: how many, how quickly, and who steers."""

from dataclasses import dataclass
from enum import StrEnum

SPEEDS = (1, 2, 5, 10, 20)
"""How many times as quickly as planned, for a choice on a page."""
PHONES_MOST = 200


class Steers(StrEnum):
    """Who opens the phases and goes on in the programme."""

    REHEARSAL = "rehearsal"
    PERSON = "person"


@dataclass(frozen=True)
class Wish:
    """A rehearsal as it was asked for.

    Args:
        tables: how many; None for as many as the meeting has.
        phones: how many in the whole room.
        speed: how many times as quickly as planned.
    """

    tables: int | None
    phones: int
    speed: float
    steers: Steers = Steers.REHEARSAL
