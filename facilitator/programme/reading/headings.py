"""Recognises the headings of a programme: «Program», «Dag 2», a weekday, a date."""

import re
from dataclasses import dataclass

from facilitator.programme.reading.clock import read_clock

_WEEKDAYS = {
    "mandag": 0, "måndag": 0, "monday": 0, "tirsdag": 1, "tysdag": 1, "tuesday": 1,
    "onsdag": 2, "wednesday": 2, "torsdag": 3, "thursday": 3, "fredag": 4, "friday": 4,
    "lørdag": 5, "laurdag": 5, "saturday": 5, "søndag": 6, "sundag": 6, "sunday": 6,
}  # fmt: skip
_SHORT_WEEKDAYS = {
    "man": 0, "mån": 0, "mon": 0, "tir": 1, "tirs": 1, "tys": 1, "tue": 1, "ons": 2, "wed": 2,
    "tor": 3, "tors": 3, "thu": 3, "fre": 4, "fri": 4, "lør": 5, "lau": 5, "sat": 5, "søn": 6,
    "sun": 6,
}  # fmt: skip
_MONTHS = {
    "januar": 1, "january": 1, "jan": 1, "februar": 2, "february": 2, "feb": 2, "mars": 3,
    "march": 3, "mar": 3, "april": 4, "apr": 4, "mai": 5, "may": 5, "juni": 6, "june": 6,
    "jun": 6, "juli": 7, "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sept": 9,
    "sep": 9, "oktober": 10, "october": 10, "okt": 10, "oct": 10, "november": 11, "nov": 11,
    "desember": 12, "december": 12, "des": 12, "dec": 12,
}  # fmt: skip
_ORDINALS = {
    "en": 1, "én": 1, "ein": 1, "one": 1, "første": 1, "fyrste": 1, "first": 1,
    "to": 2, "two": 2, "andre": 2, "annen": 2, "second": 2, "tre": 3, "three": 3, "tredje": 3,
    "third": 3, "fire": 4, "four": 4, "fjerde": 4, "fourth": 4, "fem": 5, "five": 5, "femte": 5,
    "fifth": 5,
}  # fmt: skip


def _any_of(words: dict[str, int]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


_MONTH = _any_of(_MONTHS)
_DAY_NUMBER = re.compile(
    rf"(?:dag|day)\s?(?P<number>[0-9]{{1,2}}|{_any_of(_ORDINALS)})\b"
    rf"|(?P<ordinal>[0-9]{{1,2}}\.|{_any_of(_ORDINALS)})\s?(?:dag(?:en)?|day)\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    rf"(?P<long>{_any_of(_WEEKDAYS)})\b"
    rf"|(?P<short>{_any_of(_SHORT_WEEKDAYS)})\b\.?(?=\s?(?:den\s)?[0-9]{{1,2}}\s?[./])",
    re.IGNORECASE,
)
_PART_OF_DAY = re.compile(
    r"(?:morgen|morgon|formiddag|føremiddag|ettermiddag|kveld|morning|afternoon|evening)\b"
    r"|(?:den|the)\b|(?:uke|veke|week)\s[0-9]{1,2}\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?P<iso_year>20[0-9]{2})-(?P<iso_month>[01][0-9])-(?P<iso_day>[0-3][0-9])(?![0-9])"
    r"|(?P<day>[0-3]?[0-9])(?:\.|st|nd|rd|th)?"
    r"(?:\s?(?:[-–—]|og|and|til|to)\s?[0-3]?[0-9](?:\.|st|nd|rd|th)?)?"
    rf"\s?(?:of\s)?(?P<month>{_MONTH})\b\.?(?:,?\s?(?P<year>20[0-9]{{2}})(?![0-9:]))?"
    rf"|(?P<us_month>{_MONTH})\.?\s(?P<us_day>[0-3]?[0-9])(?:st|nd|rd|th)?\b(?![.:][0-9])"
    r"(?:\s?[-–—]\s?[0-3]?[0-9]\b)?(?:,?\s?(?P<us_year>20[0-9]{2})(?![0-9:]))?"
    r"|(?P<num_day>[0-3]?[0-9])(?P<mark>[./])\s?(?P<num_month>[01]?[0-9])"
    r"(?:(?P=mark)\s?(?P<num_year>20[0-9]{2}|[2-9][0-9])(?![0-9.:])|\.?(?![0-9]|[.:][0-9]))",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s,:;|/()*_#•–—-]{0,12}")
_BEFORE = re.compile(
    r"[\s*_#•|>–—-]{0,12}(?:(?:program(?:met|me)?|agenda|schedule)\b(?:\sfor)?[\s:,–—-]{0,6})?",
    re.IGNORECASE,
)
_PLACE = re.compile(r"(?:i|på|ved|in|at)\s", re.IGNORECASE)
_SENTENCE_GOES_ON = re.compile(r"[.!?]\s+\S")
_PROGRAMME = re.compile(
    r"[\s*_#•|>–—-]{0,12}(?:[^\W\d_]{1,20}\s){0,2}"
    r"(?:[^\W\d_]{0,20}program(?:met|me|oversikt|oversyn)?|agenda|dagsorden|saksliste|sakliste"
    r"|kjøreplan|køyreplan|tidsplan|timeplan|tidsskjema|møteplan|schedule|timetable)"
    r"(?:\s(?:for|på|of|for the)\s.{1,50}|\s20[0-9]{2})?[\s:*_–—.-]{0,12}",
    re.IGNORECASE,
)
HEADING_MOST = 120


@dataclass(frozen=True)
class DayHeading:
    """What a heading says of the day that begins with it.

    Attributes:
        number: 2 for «Dag 2».
        weekday: 0 is Monday.
        month, day_of_month, year: the date, as far as it is said.
        stop: index in the line after the heading's own words and marks.
        separated: marks such as a colon or a dash stand before the words that follow.
    """

    number: int | None = None
    weekday: int | None = None
    month: int | None = None
    day_of_month: int | None = None
    year: int | None = None
    stop: int = 0
    separated: bool = False

    def joined_with(self, later: "DayHeading") -> "DayHeading":
        """This heading and a ``later`` one with nothing between them; the later decides."""
        dated = later if later.month is not None else self
        return DayHeading(
            later.number if later.number is not None else self.number,
            later.weekday if later.weekday is not None else self.weekday,
            dated.month,
            dated.day_of_month,
            dated.year,
        )


def is_programme_heading(line: str) -> bool:
    """Whether ``line`` says no more than that the programme follows."""
    return len(line) <= HEADING_MOST and _PROGRAMME.fullmatch(line) is not None


def is_hours(line: str) -> bool:
    """Whether ``line`` says when the whole is: a day and perhaps hours, or hours alone."""
    heading = read_day_heading(line)
    clock = read_clock(line, heading.stop if heading is not None else 0)
    if clock is not None:
        return not line[clock.after :].strip()
    return heading is not None and is_only_heading(heading, line)


def read_day_heading(line: str) -> DayHeading | None:
    """The day that ``line`` begins by naming; what follows is for the caller to judge."""
    before = _BEFORE.match(line)
    at = before.end() if before else 0
    parts: dict[str, int] = {}
    separated = True
    for _ in range(8):
        if (found := _DAY_NUMBER.match(line, at)) and "number" not in parts:
            said = (found["number"] or found["ordinal"]).rstrip(".").casefold()
            parts["number"] = int(said) if said.isdigit() else _ORDINALS[said]
        elif (found := _WEEKDAY.match(line, at)) and "weekday" not in parts:
            short = (found["short"] or "").casefold()
            parts["weekday"] = _SHORT_WEEKDAYS[short] if short else _weekday(found["long"])
        elif (found := _DATE.match(line, at)) and "month" not in parts:
            date = _date(found)
            if date is None or (
                _may_be_time(found) and not _is_date_before(line, found.end(), parts)
            ):
                break
            parts |= date
        elif not (parts and (found := _PART_OF_DAY.match(line, at))):
            break
        between = _BETWEEN.match(line, found.end())
        at = between.end() if between else found.end()
        separated = bool(line[found.end() : at].strip())
    if not parts:
        return None
    return DayHeading(**parts, stop=at, separated=separated)


def is_only_heading(heading: DayHeading, line: str) -> bool:
    """Whether the whole ``line`` is the heading, with at most a place or a theme after it."""
    rest = line[heading.stop :].strip(" \t*_:.,;)–—-")
    if not rest:
        return True
    if len(rest) > 80 or _SENTENCE_GOES_ON.search(rest):
        return False
    if heading.separated or _PLACE.match(rest):
        return True
    return heading.number is not None and rest[0].isupper()


def _may_be_time(found: re.Match[str]) -> bool:
    return bool(found["num_day"]) and not found["num_year"] and found["mark"] == "."


def _is_date_before(line: str, at: int, parts: dict[str, int]) -> bool:
    """Whether «12.10», which ends at ``at``, is a date: a time follows, or a day stands before."""
    rest = line[at:].lstrip(" \t,:()–—-")
    if rest.casefold().startswith("kl"):
        return read_clock(rest) is not None
    alone = not rest or bool(_PLACE.match(rest)) or read_clock(rest) is not None
    return alone and ("weekday" in parts or "number" in parts)


def _weekday(word: str) -> int:
    return _WEEKDAYS[word.casefold()]


def _date(found: re.Match[str]) -> dict[str, int] | None:
    if found["iso_year"]:
        said = (found["iso_day"], found["iso_month"], found["iso_year"])
    elif found["month"]:
        said = (found["day"], str(_MONTHS[found["month"].casefold()]), found["year"])
    elif found["us_month"]:
        said = (found["us_day"], str(_MONTHS[found["us_month"].casefold()]), found["us_year"])
    else:
        said = (found["num_day"], found["num_month"], found["num_year"])
    day, month, year = int(said[0]), int(said[1]), int(said[2] or 0)
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    date = {"day_of_month": day, "month": month}
    if year:
        date["year"] = year if year >= 2000 else 2000 + year
    return date
