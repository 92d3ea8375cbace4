"""Reads single cells of a table: times, lengths and days in the forms that spreadsheets give."""

import re

from facilitator.programme.reading.clock import DAY, read_whole_clock

_FRACTION = re.compile(r"0?[.,][0-9]{1,20}")
_HOUR = re.compile(r"(?:[01]?[0-9]|2[0-4])")
_DATE_BEFORE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ](?=[0-9])")
_MINUTES = re.compile(r"([0-9]{1,4})(?:[.,]0{1,6})?\s?(?:m|min|minutter|minutt|minutes?)?\.?", re.I)
_HOURS = re.compile(
    r"([0-9]{1,2})\s?(?::|t|h|timer?|timar?|hours?)\s?(?:og\s|and\s)?"
    r"(?:([0-5]?[0-9])\s?(?:min(?:utter|utt|utes)?\.?)?)?(?::00)?",
    re.IGNORECASE,
)


def times_of(cell: str) -> tuple[int, int | None] | None:
    """Start and perhaps end that ``cell`` says, in minutes after midnight; None when it says none.

    Besides what pasted text may say: an hour alone, and a fraction of the day, as spreadsheets
    keep times.
    """
    plain = _DATE_BEFORE.sub("", cell.strip()[:60])
    if _HOUR.fullmatch(plain):
        return int(plain) * 60, None
    clock = read_whole_clock(plain)
    if clock is not None:
        return clock.start, clock.end
    if _FRACTION.fullmatch(plain):
        return round(float(plain.replace(",", ".")) * DAY), None
    return None


def minutes_of(cell: str) -> int | None:
    """The length in minutes that ``cell`` says: «30», «30 min», «1:30», «1 t 30 min»."""
    plain = cell.strip().removeprefix("ca.").strip()[:60]
    if found := _MINUTES.fullmatch(plain):
        return int(found[1])
    if found := _HOURS.fullmatch(plain):
        return int(found[1]) * 60 + int(found[2] or 0)
    return None
