"""What a plan costs, and what it would cost to let two people change seats.

**The cost** is a whole number, 0 for a perfect plan:

- ``mixing.REPEAT`` for every pair that meets, each time after the first (the *social golfer
  problem*: in how many rounds can golfers play in groups so that no two meet again? Harvey 2002,
  CSPLib 10);
- for every table, trait and value the square of how many people the table has beyond its share or
  lacks (``mixing.beyond``), times the weight of the trait (``mixing.WEIGHTS``).

What a swap costs is known without looking at the whole plan. Each table remembers what one person
more or less of each value costs. Who meets whom again is one ``&`` of two sets of bits: those at a
table, and those whom a guest meets in the other rounds.
"""

from collections.abc import Sequence

from facilitator.seating.mixing import REPEAT, costs, weight_of
from facilitator.seating.room import Room, Tables


def cost_of(room: Room, rounds: Sequence[Tables], repeat: int = REPEAT) -> int:
    """What a whole plan costs when a pair that meets again costs ``repeat``."""
    return repeat * repeats(room, rounds) + sum(
        Mixture(room, rank, tables).cost for tables in rounds for rank in range(len(room.traits))
    )


def repeats(room: Room, rounds: Sequence[Tables]) -> int:
    """How many times pairs meet again who did not wish to sit together."""
    again, met = 0, [0] * len(room.guests)
    for tables in rounds:
        members = [0] * len(room.places)
        for guest, table in enumerate(tables):
            members[table] |= 1 << guest
        for guest, table in enumerate(tables):
            again += (members[table] & met[guest] & ~room.mates[guest]).bit_count()
            met[guest] |= members[table]
    return again // 2


class Mixture:
    """How one trait is spread over the tables of one round, and what one more or less costs."""

    def __init__(self, room: Room, rank: int, tables: Tables) -> None:
        trait = room.traits[rank]
        self.values = trait.values
        count, kinds = len(room.places), len(trait.totals)
        self._counts = [[0] * kinds for _ in range(count)]
        for guest, table in enumerate(tables):
            self._counts[table][trait.values[guest]] += 1
        everybody, weight = len(room.guests), weight_of(rank)
        by_size = {
            size: costs(trait, size, everybody, weight) for size in map(sum, self._counts) if size
        }
        self._costs = [by_size.get(sum(counts), []) for counts in self._counts]
        self.more = [[0] * kinds for _ in range(count)]
        """For each table and value what one person more with that value costs."""
        self.less = [[0] * kinds for _ in range(count)]
        """For each table and value what one person less with that value costs."""
        for table in range(count):
            if self._costs[table]:
                for value in range(kinds):
                    self._tell(table, value)

    @property
    def cost(self) -> int:
        """What the spread as it is costs."""
        return sum(
            costs[value][number]
            for costs, counts in zip(self._costs, self._counts, strict=True)
            if costs
            for value, number in enumerate(counts)
        )

    def swap(self, x: int, y: int, mine: int, theirs: int) -> None:
        """Move a person with the value ``mine`` from ``x`` to ``y``, and ``theirs`` back."""
        self._counts[x][mine] -= 1
        self._counts[x][theirs] += 1
        self._counts[y][theirs] -= 1
        self._counts[y][mine] += 1
        for table in (x, y):
            self._tell(table, mine)
            self._tell(table, theirs)

    def _tell(self, table: int, value: int) -> None:
        costs, number = self._costs[table][value], self._counts[table][value]
        self.more[table][value] = (
            costs[number + 1] - costs[number] if number + 1 < len(costs) else 0
        )
        self.less[table][value] = costs[number - 1] - costs[number] if number else 0


class Seats:
    """One round of a plan, while people change seats."""

    def __init__(self, room: Room, number: int, tables: Tables) -> None:
        self.tables = list(tables)
        self.members = [0] * len(room.places)
        """For each table the set of those who sit there."""
        for guest, table in enumerate(tables):
            self.members[table] |= 1 << guest
        self.units: list[Sequence[int]] = []
        """Those who may sit at more than one table."""
        self.bound = [False] * len(room.guests)
        """Whether somebody has a wish, or sits with somebody who has."""
        self._allowed = [0] * len(room.guests)
        everywhere = (1 << len(room.places)) - 1
        for unit, allowed in zip(room.units, room.allowed[number], strict=True):
            if allowed & (allowed - 1):
                self.units.append(unit)
            for guest in unit:
                self._allowed[guest] = allowed
                self.bound[guest] = bool(
                    len(unit) > 1 or room.apart[guest] or allowed != everywhere
                )
        self._apart = room.apart
        self._strangers = [~mates for mates in room.mates]
        self.mixtures = [Mixture(room, rank, tables) for rank in range(len(room.traits))]
        self.others: list[Seats] = []
        """The other rounds."""

    def may_swap(self, one: int, other: int) -> bool:
        """Whether the wishes let two people at different tables change seats."""
        x, y = self.tables[one], self.tables[other]
        return bool(
            self._allowed[one] >> y & 1
            and self._allowed[other] >> x & 1
            and not self._apart[one] & self.members[y] & ~(1 << other)
            and not self._apart[other] & self.members[x] & ~(1 << one)
        )

    def may_exchange(self, ones: Sequence[int], others: Sequence[int]) -> bool:
        """Whether the wishes let two sets of people, each at one table, change seats."""
        x, y = self.tables[ones[0]], self.tables[others[0]]
        staying_at_x = self.members[x] & ~sum(1 << guest for guest in ones)
        staying_at_y = self.members[y] & ~sum(1 << guest for guest in others)
        return all(self._suits(guest, y, staying_at_y) for guest in ones) and all(
            self._suits(guest, x, staying_at_x) for guest in others
        )

    def _suits(self, guest: int, table: int, staying: int) -> bool:
        return bool(self._allowed[guest] >> table & 1 and not self._apart[guest] & staying)

    def unmixed(self, one: int, other: int) -> int:
        """What the mix of their tables costs more when two people change seats."""
        x, y = self.tables[one], self.tables[other]
        cost = 0
        for mixture in self.mixtures:
            mine, theirs = mixture.values[one], mixture.values[other]
            if mine != theirs:
                more, less = mixture.more, mixture.less
                cost += less[x][mine] + more[x][theirs] + less[y][theirs] + more[y][mine]
        return cost

    def again(self, one: int, other: int) -> int:
        """How many more pairs meet again when two people change seats."""
        x, y = self.tables[one], self.tables[other]
        at_x, at_y = self.members[x] & ~(1 << one), self.members[y] & ~(1 << other)
        met = met_by_other = 0
        for round_ in self.others:
            tables, members = round_.tables, round_.members
            met |= members[tables[one]]
            met_by_other |= members[tables[other]]
        met &= self._strangers[one]
        met_by_other &= self._strangers[other]
        return (
            (at_y & met).bit_count()
            - (at_x & met).bit_count()
            + (at_x & met_by_other).bit_count()
            - (at_y & met_by_other).bit_count()
        )

    def swap(self, one: int, other: int) -> None:
        """Let two people at different tables change seats."""
        x, y = self.tables[one], self.tables[other]
        self.tables[one], self.tables[other] = y, x
        both = 1 << one | 1 << other
        self.members[x] ^= both
        self.members[y] ^= both
        for mixture in self.mixtures:
            mine, theirs = mixture.values[one], mixture.values[other]
            if mine != theirs:
                mixture.swap(x, y, mine, theirs)
