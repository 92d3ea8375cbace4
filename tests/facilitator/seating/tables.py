"""Tables for tests of plans."""

from facilitator.seating.given import Place


def tables(*sizes: int, near_door: int = 0) -> list[Place]:
    """Tables 1, 2, 3 … of which the one with the number ``near_door`` is near it."""
    return [Place(number, size, number == near_door) for number, size in enumerate(sizes, 1)]
