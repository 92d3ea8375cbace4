"""What may be written in the fields of an item."""

from collections.abc import Mapping
from datetime import time
from typing import Any, TypedDict

from facilitator.errors import Invalid
from facilitator.plain_text import plain_text
from facilitator.programme.kinds import ItemKind

LONGEST = 24 * 60 * 60
"""The most seconds that an item lasts."""
LAST_DAY = 365
"""The most days after the first one: some meet once a month."""
_MOST_CHARACTERS = {"title": 300, "speaker": 300, "description": 5000, "notes": 5000}


class Fields(TypedDict, total=False):
    """The fields of an item that people write. ``length`` and ``least`` are seconds."""

    title: str
    description: str
    kind: str
    speaker: str
    notes: str
    length: int
    least: int
    fixed_start: time | None
    """Local wall-clock time, or None for an item that follows on."""
    day: int
    """0 is the meeting's date."""
    skip: bool


def checked(fields: Mapping[str, object]) -> dict[str, Any]:
    """``fields`` in the form that is stored; texts are made plain.

    Raises:
        Invalid: ``bad_`` and the name of the field (``bad_title``), with that ``field`` and its
            limit; ``bad_field`` for one that no item has.
    """
    return {name: _checked(name, value) for name, value in fields.items()}


def check_least(length: int, least: int) -> None:
    """Raise ``Invalid`` ``bad_least`` when an item should shrink to more than its length."""
    if least > length:
        raise Invalid("bad_least", field="least", most=length)


def _checked(name: str, value: object) -> object:
    match name:
        case "title" | "speaker" | "description" | "notes":
            return _text(name, value)
        case "length" | "least":
            return _whole(name, value, LONGEST)
        case "day":
            return _whole(name, value, LAST_DAY)
        case "kind":
            return _kind(value)
        case "fixed_start":
            if value is None or (isinstance(value, time) and value.tzinfo is None):
                return value
        case "skip":
            if isinstance(value, bool):
                return value
        case _:
            raise Invalid("bad_field", field=name[:40])
    raise Invalid(f"bad_{name}", field=name)


def _text(name: str, value: object) -> str:
    most = _MOST_CHARACTERS[name]
    if not isinstance(value, str):
        raise Invalid(f"bad_{name}", field=name)
    text = plain_text(value)
    if name in ("title", "speaker"):
        text = " ".join(text.split())
    if len(text) > most or (name == "title" and not text):
        raise Invalid(f"bad_{name}", field=name, most=most)
    return text


def _whole(name: str, value: object, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise Invalid(f"bad_{name}", field=name, most=most)
    return value


def _kind(value: object) -> str:
    if not isinstance(value, str) or value not in list(ItemKind):
        raise Invalid("bad_kind", field="kind")
    return str(value)
