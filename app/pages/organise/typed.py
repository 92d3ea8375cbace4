"""Reads what people type into the organiser's forms: times, numbers, dates."""

import re
from datetime import date, time

from werkzeug.datastructures import MultiDict

from facilitator.meetings import YEARS

Form = MultiDict[str, str]
Problems = dict[str, str]
"""What is wrong, by the name of the field."""

_CLOCK = re.compile(r"(?:kl\.?\s*)?(\d{1,2})(?:[.:]?(\d{2}))?", re.IGNORECASE)


def clock_of(text: str) -> time | None:
    """``16.30``, ``16:30``, ``1630``, ``kl. 16`` as a local wall-clock time; None for nothing.

    Raises:
        ValueError: it is no time.
    """
    if not text.strip():
        return None
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    return time(int(match[1]), int(match[2] or 0))


def clock_text(at: time | None) -> str:
    """A wall-clock time as Norwegians write it: ``16.30``."""
    return at.strftime("%H.%M") if at is not None else ""


def whole(text: str, most: int) -> int:
    """``text`` as a whole number from 0 to ``most``.

    Raises:
        ValueError: it is none.
    """
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 9 or int(digits) > most:
        raise ValueError(text)
    return int(digits)


def date_of(text: str) -> date:
    """``2026-09-24`` or ``24.9.2026`` as a date.

    Raises:
        ValueError: it is none, or one that no meeting is near: clocks of any zone and calendars
            must be able to count days on both sides of it.
    """
    parts = text.strip().split(".")
    if len(parts) == 3:
        day, month, year = (whole(part, 9999) for part in parts)
        found = date(year, month, day)
    else:
        found = date.fromisoformat(text.strip())
    if found.year not in YEARS:
        raise ValueError(text)
    return found
