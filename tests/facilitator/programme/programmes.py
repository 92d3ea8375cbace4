"""Items as short rows and refusals as values, so that tests can say them whole."""

from collections.abc import Callable

import pytest

from facilitator.errors import Refused
from facilitator.programme.reading import Reading

Row = tuple[int, str, int, str, str, str]


def rows_of(reading: Reading) -> list[Row]:
    """Day, start, minutes, kind, title and speaker of each item."""
    return [
        (
            item.day,
            item.start.strftime("%H.%M") if item.start else "",
            item.minutes,
            item.kind.value,
            item.title,
            item.speaker,
        )
        for item in reading.items
    ]


def refusal(read: Callable[..., Reading], *given: object) -> tuple[str, dict[str, object]]:
    """The code and the details with which ``read`` refuses what it is given."""
    with pytest.raises(Refused) as refused:
        read(*given)
    return refused.value.code, refused.value.details
