"""What a table's share of everybody is, how far a table is from it, and what that weighs."""

from facilitator.seating.room import Trait

REPEAT = 12
"""What it costs that a pair meets again: more than any trait."""
WEIGHTS = (4, 2, 1)
"""What one person beyond a table's share costs, by the first, second and every later trait."""


def weight_of(rank: int) -> int:
    """The weight of the trait that is number ``rank`` in importance, from 0."""
    return WEIGHTS[min(rank, len(WEIGHTS) - 1)]


def share(having: int, size: int, everybody: int) -> tuple[int, int]:
    """The fewest and the most of ``having`` people that a table of ``size`` should have.

    Its share of them is in proportion to its size, and most often no whole number: the whole
    numbers on both sides of it, less than one away, are as good.
    """
    return having * size // everybody, -(-having * size // everybody)


def beyond(count: int, having: int, size: int, everybody: int) -> int:
    """How many people with a value a table has beyond its share, or lacks.

    Args:
        count: how many with the value sit at the table.
        having: how many of ``everybody`` have it.
        size: how many sit at the table.
    """
    least, most = share(having, size, everybody)
    return max(0, least - count, count - most)


def costs(trait: Trait, size: int, everybody: int, weight: int) -> list[list[int]]:
    """What each count of each value costs at a table of ``size``: the square of ``beyond``."""
    return [
        [
            weight * beyond(count, having, size, everybody) ** 2 if value else 0
            for count in range(size + 1)
        ]
        for value, having in enumerate(trait.totals)
    ]
