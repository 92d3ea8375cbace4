"""A column's value as the file has it, and back: strictly, whoever wrote the file."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Integer, String, Time

from facilitator.errors import Refused
from facilitator.meetings import YEARS
from facilitator.models import UtcDateTime
from facilitator.plain_text import DECEIVING

TEXT_MOST = 20_000
"""The longest text in a column without a limit of its own, in characters."""
NUMBER_MOST = 2**31 - 1
_DEPTH_MOST = 12
_DAY = r"\d{4}-\d{2}-\d{2}"
_CLOCK = r"\d{2}:\d{2}(:\d{2}(\.\d{6})?)?"
_FORMS = {
    Date: re.compile(_DAY, re.ASCII),
    Time: re.compile(_CLOCK, re.ASCII),
    UtcDateTime: re.compile(rf"{_DAY}T{_CLOCK}(Z|\+00:00)", re.ASCII),
}
_READ: Mapping[type[Any], Callable[[str], Any]] = {
    Date: dt.date.fromisoformat,
    Time: dt.time.fromisoformat,
    UtcDateTime: datetime.fromisoformat,
}


def written(column: Column[Any], value: Any) -> Any:
    """The ``value`` of a ``column`` for JSON: times in ISO 8601, moments in UTC with a Z."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return value


def read(column: Column[Any], found: Any, place: str) -> Any:
    """The value of a ``column`` that the file has at ``place``.

    Raises:
        Refused: ``wrong_value`` with the ``place``.
    """
    if found is None and column.nullable:
        return None
    kind = column.type
    match kind:
        case Boolean():
            fits = isinstance(found, bool)
        case Integer():
            fits = type(found) is int and 0 <= found <= NUMBER_MOST
        case UtcDateTime() | Date() | Time():
            return _moment(type(kind), found, place)
        case String():
            fits = isinstance(found, str) and len(found) <= (kind.length or TEXT_MOST)
            fits = fits and is_plain(found)
        case JSON():
            fits = isinstance(found, dict | list) and _is_sound(found)
            fits = fits and type(found) is type(_usual(column))
        case _:
            raise TypeError(f"a column of a type that no file has: {column}")
    if not fits:
        raise Refused("wrong_value", place=place)
    return found


def is_plain(text: str) -> bool:
    """Whether ``text`` is free of characters that deceive or break."""
    return not any(
        one in DECEIVING or (unicodedata.category(one) in ("Cc", "Cs") and one not in "\n\t\r")
        for one in text
    )


def _is_sound(value: Any, depth: int = 0) -> bool:
    """Whether JSON can be stored anywhere: no halves of characters, no NUL, not too deep."""
    if depth > _DEPTH_MOST:
        return False
    if isinstance(value, str):
        return not any(one == "\0" or "\ud800" <= one <= "\udfff" for one in value)
    if isinstance(value, dict):
        return all(_is_sound(one, depth + 1) for pair in value.items() for one in pair)
    if isinstance(value, list):
        return all(_is_sound(one, depth + 1) for one in value)
    return value is None or isinstance(value, bool) or type(value) is int


def _moment(kind: type[Any], found: Any, place: str) -> Any:
    if not isinstance(found, str) or not _FORMS[kind].fullmatch(found):
        raise Refused("wrong_value", place=place)
    try:
        moment = _READ[kind](found)
    except ValueError:
        raise Refused("wrong_value", place=place) from None
    if isinstance(moment, dt.date) and moment.year not in YEARS:
        raise Refused("wrong_value", place=place)
    return moment


def _usual(column: Column[Any]) -> Any:
    default: Any = column.default
    return default.arg(None) if default is not None else {}
