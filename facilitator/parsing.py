"""Reads what people send, piece by piece: dictionaries of known fields, clean texts, choices."""

from collections.abc import Mapping, Sequence
from typing import Any

from facilitator.errors import Invalid
from facilitator.plain_text import plain_text

TEXT_MOST = 1000
"""The longest text of a contribution, in characters."""


def fields(body: object, required: Sequence[str], optional: Sequence[str] = ()) -> dict[str, Any]:
    """``body`` as a dictionary that has all ``required`` fields and no unknown one.

    Raises:
        Invalid: ``bad_body`` with the ``field``.
    """
    if not isinstance(body, Mapping):
        raise Invalid("bad_body", field="body")
    for field in required:
        if field not in body:
            raise Invalid("bad_body", field=field)
    for field in body:
        if field not in required and field not in optional:
            raise Invalid("bad_body", field=str(field)[:40])
    return dict(body)


def text(value: object, field: str, *, most: int = TEXT_MOST, least: int = 1) -> str:
    """``value`` as clean plain text of ``least`` to ``most`` characters.

    Raises:
        Invalid: ``no_text`` or ``too_long`` (with ``most`` and ``length``) or ``bad_body``.
    """
    if not isinstance(value, str):
        raise Invalid("bad_body", field=field)
    clean = plain_text(value)
    if len(clean) < least:
        raise Invalid("no_text", field=field)
    if len(clean) > most:
        raise Invalid("too_long", field=field, most=most, length=len(clean))
    return clean


def one_of(value: object, field: str, allowed: Sequence[str | int]) -> Any:
    """``value`` when it is one of ``allowed`` (a truth value is not a number here).

    Raises:
        Invalid: ``bad_choice`` with the ``field``.
    """
    if isinstance(value, bool) or not isinstance(value, str | int) or value not in allowed:
        raise Invalid("bad_choice", field=field)
    return value


def whole(value: object, field: str, *, least: int, most: int) -> int:
    """``value`` when it is a whole number from ``least`` to ``most``.

    Raises:
        Invalid: ``bad_choice`` with the ``field``.
    """
    if type(value) is not int or not least <= value <= most:
        raise Invalid("bad_choice", field=field)
    return value
