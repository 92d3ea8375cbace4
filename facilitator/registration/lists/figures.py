"""The registrations in figures: roles, municipalities, when people registered, who did not come."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from facilitator.registration.asked.naming import alphabetical
from facilitator.registration.lists.listing import Listed
from facilitator.registration.standing import State

FEW = 3
"""A group of fewer people is not broken down further: it would tell of single people."""
MUNICIPALITIES_MOST = 15
_DAYS_MOST = 21
"""Over more days than this, registrations are counted by week."""


@dataclass(frozen=True)
class Count:
    """How many there are of something; ``name`` is empty for those who did not say."""

    name: str
    count: int


@dataclass(frozen=True)
class Came:
    """How many of those with a place came; ``role`` is empty for the rest, taken together."""

    role: str
    expected: int
    came: int

    @property
    def missing(self) -> int:
        """How many had a place and did not come."""
        return self.expected - self.came


@dataclass(frozen=True)
class Figures:
    """All of it, of those who have a place unless said otherwise.

    Args:
        others: those from municipalities that have no line of their own.
        begun: registrations by the local day, or the Monday of the week, on which they came;
            those who cancelled later too.
        weekly: ``begun`` counts weeks.
        expected: those who had registered; ``came`` counts who of them came.
        walk_ins: came without having registered.
        attendance: by role, of those who had registered, when some of them came.
    """

    roles: Sequence[Count]
    municipalities: Sequence[Count]
    others: int
    begun: Sequence[tuple[dt.date, int]]
    weekly: bool
    expected: int
    came: int
    walk_ins: int
    attendance: Sequence[Came]


def figures_of(people: Iterable[Listed], zone: str) -> Figures:
    """What ``people`` add up to.

    Args:
        zone: the meeting's IANA time zone.
    """
    everybody = list(people)
    placed = [one for one in everybody if one.state is State.CONFIRMED]
    registered = [one for one in placed if not one.walk_in]
    places = _counted(one.municipality for one in placed)
    begun, weekly = _over_time(everybody, zone)
    return Figures(
        roles=_counted(one.role for one in placed),
        municipalities=places[:MUNICIPALITIES_MOST],
        others=sum(one.count for one in places[MUNICIPALITIES_MOST:]),
        begun=begun,
        weekly=weekly,
        expected=len(registered),
        came=sum(one.arrived_at is not None for one in registered),
        walk_ins=len(placed) - len(registered),
        attendance=_attendance(registered),
    )


def _counted(said: Iterable[str]) -> list[Count]:
    """The largest first; what nobody said, last."""
    counts = [Count(name, count) for name, count in Counter(said).items()]
    return sorted(counts, key=lambda one: (not one.name, -one.count, alphabetical(one.name)))


def _over_time(people: Sequence[Listed], zone: str) -> tuple[list[tuple[dt.date, int]], bool]:
    days = Counter(one.created_at.astimezone(ZoneInfo(zone)).date() for one in people)
    if not days:
        return [], False
    first, last = min(days), max(days)
    step = 1
    if (last - first).days >= _DAYS_MOST:
        step = 7
        first -= timedelta(days=first.weekday())
    counts = []
    while first <= last:
        counts.append((first, sum(days[first + timedelta(days=day)] for day in range(step))))
        first += timedelta(days=step)
    return counts, step > 1


def _attendance(registered: Sequence[Listed]) -> list[Came]:
    """By role; roles of few people are taken together, and stay hidden among more when few."""
    came = [one for one in registered if one.arrived_at is not None]
    if not came:
        return []
    expected, there = (Counter(one.role for one in some) for some in (registered, came))
    large = [role for role, count in expected.most_common() if count >= FEW and role]
    rest = len(registered) - sum(expected[role] for role in large)
    if 0 < rest < FEW and large:
        # What is left when the others are subtracted must not be few either.
        large.pop()
    lines = [Came(role, expected[role], there[role]) for role in large]
    expected_rest = len(registered) - sum(line.expected for line in lines)
    if expected_rest >= FEW:
        lines.append(Came("", expected_rest, len(came) - sum(line.came for line in lines)))
    return lines
