"""Divides what does not fit on one page: how many pages it takes, and what is on one of them."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def pages(count: int, size: int) -> int:
    """How many pages ``count`` things take at ``size`` (at least one) a page; none take one."""
    return max(1, -(-count // size))


def page_of(items: Sequence[T], page: int, size: int) -> Sequence[T]:
    """What is on ``page``, the first being 1; a page that is not there is the nearest one."""
    last = pages(len(items), size)
    first = (min(max(page, 1), last) - 1) * size
    return items[first : first + size]
