"""Memory is searched when nobody waits, and at last even when somebody does."""

import pytest

from app.live.tidy import is_time


@pytest.mark.parametrize(
    ("since_search", "since_change", "expected"),
    [
        (59.0, 1000.0, False),
        (60.0, 2.9, False),
        (60.0, 3.0, True),
        (899.0, 0.0, False),
        (900.0, 0.0, True),
    ],
)
def test_a_search_waits_for_a_quiet_moment_but_not_for_ever(
    since_search: float, since_change: float, expected: bool
) -> None:
    assert is_time(since_search, since_change) is expected
