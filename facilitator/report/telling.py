"""Tells the values of a table as cells: in words for people, as they are for programs."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from facilitator.columns import Column, Holds, Single, Value
from facilitator.spreadsheets.cells import Cell

Translate = Callable[[str], str]
"""Gives a bokmål text in the language that is told in; what is no text of ours stays as it is."""
Tell = Callable[[Mapping[str, Value]], list[Cell]]
"""The cells of one row, of which it is given the values by the columns' names."""


def for_people(columns: Sequence[Column], translate: Translate) -> Tell:
    """Codes in words, several values after one another, times in UTC without their zone.

    Spreadsheet programs know no zones; the column's title says which it is.
    """
    tellers = [(column.name, _in_words(column, cached(translate))) for column in columns]
    return lambda row: [
        _joined(value, tell, "; ") if isinstance(value, tuple) else tell(value)
        for value, tell in ((row.get(name), tell) for name, tell in tellers)
    ]


def for_programs(columns: Sequence[Column], translate: Translate) -> Tell:
    """Codes as they are, several values with a bar between them."""
    plain = [(column.name, _plain(column, cached(translate))) for column in columns]
    return lambda row: [
        _joined(value, tell, "|") if isinstance(value, tuple) else tell(value)
        for value, tell in ((row.get(name), tell) for name, tell in plain)
    ]


def cached(translate: Translate) -> Translate:
    """``translate``, asked once for each text; nothing stays nothing."""
    return cache(lambda text: translate(text) if text else "")


def _in_words(column: Column, translate: Translate) -> Callable[[Single], Cell]:
    match column.holds:
        case Holds.CODE:
            words = {code: translate(word) for code, word in column.words.items()}
            return lambda value: words.get(str(value), str(value)) if value else ""
        case Holds.MOMENT:
            return lambda value: value.replace(tzinfo=None) if value else None  # type: ignore[union-attr, call-arg]
        case _:
            return _plain(column, translate)


def _plain(column: Column, translate: Translate) -> Callable[[Single], Cell]:
    if column.holds is Holds.LABEL:
        return lambda value: translate(str(value)) if value else ""
    return lambda value: value


def _joined(values: Sequence[Single], tell: Callable[[Single], Cell], between: str) -> str:
    return between.join(str(tell(value)) for value in values)
