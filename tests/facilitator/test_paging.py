"""Pages: everything is on exactly one, in order, and every page that one may ask for is there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.paging import page_of, pages


@pytest.mark.parametrize(
    ("count", "size", "needed"),
    [(0, 4, 1), (1, 4, 1), (4, 4, 1), (5, 4, 2), (8, 4, 2), (9, 4, 3), (200, 16, 13)],
)
def test_a_list_takes_as_many_pages_as_it_fills(count: int, size: int, needed: int) -> None:
    assert pages(count, size) == needed


@pytest.mark.parametrize(
    ("page", "shown"),
    [(1, "abc"), (2, "def"), (3, "g"), (4, "g"), (500, "g"), (0, "abc"), (-1, "abc")],
)
def test_a_page_that_is_not_there_is_the_nearest_one(page: int, shown: str) -> None:
    assert page_of("abcdefg", page, 3) == shown


def test_the_one_page_of_nothing_is_empty() -> None:
    assert page_of((), 1, 16) == ()


@given(st.lists(st.integers(), max_size=40), st.integers(1, 12))
def test_the_pages_one_after_another_are_the_whole_list(items: list[int], size: int) -> None:
    shown = [page_of(items, page, size) for page in range(1, pages(len(items), size) + 1)]
    assert [one for page in shown for one in page] == items
