"""Finds the time of day that a line of a programme begins with, in the ways people write it."""

import re
from dataclasses import dataclass

NOON = 12 * 60
DAY = 24 * 60

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED_TO_PLAIN = str.maketrans(_RAISED, "0123456789")
_DASHES = "-–—‐‑‒―−~"
_CA = r"(?:(?i:ca|omkring|omtrent|rundt|about|around|approx)\b\.?\s{0,2})?"
_KL = r"(?i:klokkeslett|klokka|klokken|kl)(?:\s?[.:]){0,2}\s{0,3}"


def _time(n: int) -> str:
    return (
        rf"(?:(?P<four{n}>(?:[01][0-9]|2[0-4])[0-5][0-9])"
        rf"|(?P<hour{n}>[01]?[0-9]|2[0-4])"
        rf"(?:(?P<raised{n}>[{_RAISED}]{{2}})"
        rf"|(?P<mark{n}>[.:·,h]| ?: ?| (?=[0-5][0-9]))(?P<minute{n}>[0-5][0-9])(?::[0-5][0-9])?)?)"
        r"(?![0-9])(?![.:,/][0-9])"
        rf"(?P<half{n}>\s?[AaPp]\.?\s?[Mm]\b\.?|\s?[AaPp][Mm](?=[A-ZÆØÅ])|\s(?i:noon|midnight)\b)?"
    )


_FIRST = re.compile(
    rf"{_CA}(?:(?P<between>(?i:mellom|between))\s{{1,2}}|(?i:fra|frå|from|at)\s{{1,2}})?{_CA}"
    rf"(?P<kl>{_KL})?{_CA}{_time(1)}"
)
_SECOND = re.compile(
    rf"\s{{0,3}}(?:(?P<dash>[{_DASHES}]{{1,2}})|(?P<word>(?i:til|to|until|till|og|and)\b))\s{{0,3}}"
    rf"{_CA}(?:{_KL})?{_CA}{_time(2)}"
)
# What may stand between a time and its title.
_AFTER = re.compile(
    rf"(?:\s?(?i:uhr|hrs)\b\.?)?(?:\s?\(?(?i:ca)\.?\)?(?=\s))?[{_DASHES}\s:.,;|)\]*_→>]*"
)
_IS_NO_TIME = re.compile(
    r"\s?(?:,-|[%°€$£]|(?i:kr|kroner|nok|prosent|percent|mill|mrd|km|kg|meter|m2|m²|grader|poeng)\b)"
)
_MORE_DIGITS = re.compile(r" ?[0-9]")
_BEGINS_TITLE = re.compile(r"[A-ZÆØÅÄÖÜÉÁ0-9«»\"“”„'(&¿¡]")


@dataclass(frozen=True)
class Clock:
    """A time phrase in a line.

    Attributes:
        start: minutes after midnight.
        end: minutes after midnight when the phrase says so, else None; not yet set right for a
            range across midnight.
        clear: False for digits that are a time only in the company of others (``1600``).
        four: written as four digits, as a year is.
        halved: the phrase says am or pm.
        after: index in the line where the words after the phrase begin.
        stop: index in the line just after the phrase itself.
    """

    start: int
    end: int | None
    clear: bool
    four: bool
    halved: bool
    stop: int
    after: int


def read_clock(line: str, at: int = 0) -> Clock | None:
    """The time phrase that begins at index ``at`` of ``line``, or None."""
    first = _FIRST.match(line, at)
    if first is None:
        return None
    start = _minutes(first, 1)
    if start is None:
        return None
    second = _SECOND.match(line, first.end())
    end, second_half = None, ""
    if second is not None and _may_end(line, first, second):
        end = _minutes(second, 2)
        second_half = second["half2"] or ""
    found = first if end is None or second is None else second
    if first["hour1"] and not first["half1"] and second_half and end is not None:
        # "4:30–5 pm": the first of the two is in the same half of the day, unless it then ends
        # before it begins ("11–1 pm").
        in_same_half = _in_half(start, second_half)
        start = in_same_half if in_same_half is not None and in_same_half <= end else start
    halved = bool(first["half1"] or second_half)
    exact = bool(first["raised1"] or (first["mark1"] or "").strip() in (".", ":", "·", "h"))
    exact = exact and (first["mark1"] or "x") != " "
    clear = bool(first["kl"]) or halved or exact
    only_hour = first["hour1"] and not first["minute1"] and not first["raised1"]
    if not clear and only_hour and end is None and first.start("hour1") == at:
        return None
    stop = found.end()
    if first["mark1"] == " " and _MORE_DIGITS.match(line, stop):
        return None
    if not first["kl"] and _IS_NO_TIME.match(line, stop):
        return None
    after = _AFTER.match(line, stop)
    words_at = after.end() if after else stop
    return Clock(start, end, clear, bool(first["four1"]), halved, stop, words_at)


def read_whole_clock(text: str) -> Clock | None:
    """The time phrase that ``text`` consists of, apart from spaces and closing marks, or None."""
    trimmed = text.strip(" \t*_()[]|")
    clock = read_clock(trimmed)
    return clock if clock is not None and clock.after >= len(trimmed) else None


def begins_title(words: str) -> bool:
    """Whether ``words`` begin as a title does: with a capital, a digit or a quotation mark."""
    return _BEGINS_TITLE.match(words) is not None


def _may_end(line: str, first: re.Match[str], second: re.Match[str]) -> bool:
    if second["word"] and second["word"].casefold() in ("og", "and") and not first["between"]:
        return False
    if second["minute2"] or second["raised2"] or second["half2"]:
        return True
    if second["four2"]:
        return bool(first["four1"] or first["kl"])
    # Only an hour: "16.00–17 Foredrag" ends at 17, "16.00 – 17 innlegg" does not.
    later = int(second["hour2"]) > int(first["hour1"] or first["four1"][:2])
    rest = line[second.end() : second.end() + 2]
    return later and (not rest.strip() or rest[0] in ":,;.|\t)" or begins_title(rest.strip()))


def _minutes(found: re.Match[str], n: int) -> int | None:
    four, half = found[f"four{n}"], found[f"half{n}"]
    if four:
        hour, minute = int(four[:2]), int(four[2:])
    else:
        raised = (found[f"raised{n}"] or "").translate(_RAISED_TO_PLAIN)
        hour, minute = int(found[f"hour{n}"]), int(found[f"minute{n}"] or raised or 0)
    if minute > 59 or hour * 60 + minute > DAY:
        return None
    return _in_half(hour * 60 + minute, half) if half else hour * 60 + minute


def _in_half(minutes: int, half: str) -> int | None:
    """The time that "am", "pm", "noon" or "midnight" makes of ``minutes``; None over 12:59."""
    if minutes >= NOON + 60:
        return None
    late = half.strip().casefold().startswith(("p", "n"))
    return minutes % NOON + (NOON if late else 0)
