"""Reads JSON that somebody brings, strictly: nothing that two programs would read differently."""

import json
from collections.abc import Callable
from typing import Any

from facilitator.errors import Refused


def read_strictly(text: str, parse_float: Callable[[str], object] = float) -> Any:
    """What ``text`` says, without a field that is there twice and without NaN or infinity.

    Args:
        parse_float: reads a number that is not whole; ``none_such`` where there is to be none.

    Raises:
        Refused: ``not_json``.
    """
    try:
        return json.loads(
            text,
            object_pairs_hook=_without_doubles,
            parse_constant=none_such,
            parse_float=parse_float,
        )
    except (ValueError, RecursionError) as error:
        raise Refused("not_json") from error


def none_such(said: str) -> object:
    """Refuse a sort of value that there is none of.

    Raises:
        ValueError: always.
    """
    raise ValueError(said)


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise ValueError("a field that is there twice")
    return fields
