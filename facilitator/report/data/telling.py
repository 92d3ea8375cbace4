"""Tells the values of a table as cells: in words for people, as they are for programs."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from facilitator.columns import Column, Holds, Value
from facilitator.spreadsheets.cells import Cell

Translate = Callable[[str], str]
"""Gives a bokmål text in the language that is told in; what is no text of ours stays as it is."""
_Teller = Callable[[Any], Cell]
Tell = Callable[[Mapping[str, Value]], list[Cell]]
"""The cells of one row, of which it is given the values by the columns' names."""


def for_people(columns: Sequence[Column], translate: Translate) -> Tell:
    """Codes in words, several values after one another, times in UTC without their zone.

    Spreadsheet programs know no zones; the column's title says which it is.
    """
    told = cached(translate)
    return _told([(column, _in_words(column, told)) for column in columns], "; ")


def for_programs(columns: Sequence[Column], translate: Translate) -> Tell:
    """Codes as they are, several values with a bar between them."""
    told = cached(translate)
    return _told([(column, _as_label(column, told)) for column in columns], "|")


def cached(translate: Translate) -> Translate:
    """``translate``, asked once for each text; nothing stays nothing."""
    return cache(lambda text: translate(text) if text else "")


def _told(columns: Sequence[tuple[Column, _Teller | None]], between: str) -> Tell:
    tellers = [
        (column.name, _joining(tell, between) if column.several else tell)
        for column, tell in columns
    ]

    def told(row: Mapping[str, Any]) -> list[Cell]:
        return [row.get(name) if tell is None else tell(row.get(name)) for name, tell in tellers]

    return told


def _in_words(column: Column, translate: Translate) -> _Teller | None:
    """How a value of ``column`` is told; None for as it is."""
    if column.holds is Holds.CODE:
        words = {code: translate(word) for code, word in column.words.items()}
        return lambda value: words.get(value, value)
    if column.holds is Holds.MOMENT:
        return lambda value: value.replace(tzinfo=None) if value else None
    return _as_label(column, translate)


def _as_label(column: Column, translate: Translate) -> _Teller | None:
    return translate if column.holds is Holds.LABEL else None


def _joining(tell: _Teller | None, between: str) -> _Teller:
    """``tell`` for a column that may have several values."""
    one_told = tell or (lambda value: value)

    def joined(value: Any) -> Cell:
        if isinstance(value, tuple):
            return between.join(str(one_told(one)) for one in value)
        return one_told(value)

    return joined
