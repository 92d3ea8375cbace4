"""Numbers of rows in addresses and forms: none is higher than one that a database holds."""

from collections.abc import Mapping
from typing import Any

from werkzeug.routing import IntegerConverter, Map

_MOST = 2**31 - 1


class RowNumber(IntegerConverter):
    """The ``int`` of an address: what is higher is no address of ours."""

    def __init__(self, map: Map, *arguments: Any, **options: Any) -> None:
        super().__init__(map, *arguments, **{"max": _MOST, **options})


CONVERTERS: Mapping[str, type[IntegerConverter]] = {"int": RowNumber, "typed": IntegerConverter}
"""Of addresses, by name; a ``typed`` number may be any, and the page says which there are."""


def row_number(text: str) -> int:
    """``text`` as the number of a row.

    Raises:
        ValueError: it is none.
    """
    number = int(text)
    if not 0 <= number <= _MOST:
        raise ValueError(text)
    return number
