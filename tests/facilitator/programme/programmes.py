"""Items as short rows, so that tests can say whole programmes."""

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
