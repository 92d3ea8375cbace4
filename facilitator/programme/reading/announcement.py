"""Reads what stands around the programme: the meeting's title before it, sign-up prose after it."""

import re
from collections.abc import Sequence

from facilitator.programme.reading.columns import roles_of
from facilitator.programme.reading.headings import (
    DayHeading,
    is_hours,
    is_programme_heading,
    read_day_heading,
)
from facilitator.programme.reading.result import SUBTITLE_MOST, TITLE_MOST
from facilitator.programme.reading.wording import one_line, without_marks

_LABEL = re.compile(
    r"\s{0,8}[*_]{0,2}(?:tid|tidspunkt|tid og sted|tid og stad|når|dato|when|date|time)"
    r"[*_]{0,2}\s?:[\s*_]{0,4}",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"(?:hei|hi|hello|kjære|dear|til|to|fra|frå|from|emne|subject|sted|stad|place|venue|påmelding"
    r"|meld|hjem|heim|home|meny|menu|logg inn|log in)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"(?:påmelding|påmeld|meld (?:deg|dykk|dere)|kontakt|arrangør|spørsmål (?:om|kan|rettes|om)"
    r"|pris\b|kostnad|deltakeravgift|billett|sted\s?:|stad\s?:|adresse|tid\s?:|vel møtt|velmøtt"
    r"|velkommen til|velkomen til|facebook|del (?:på|denne|artikkel)|les me[ie]?r|publisert"
    r"|oppdatert|sist endret|gratis|det er gratis|arrangementet|seminaret|konferansen|konferanse er"
    r"|med (?:vennlig|venleg|beste) helsing|med vennlig|vi gleder oss|vi gler oss|håper å se"
    r"|regist(?:er|ration)|sign up|contact|organi[sz]e|venue|price|tickets?|read more|share\b"
    r"|published|copyright|©|http|www\.|\+?47 ?[0-9]|tlf|telefon|phone|e-?post|e-?mail"
    r"|[\w.+-]{1,60}@)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s[–—|-]\s|:\s")


def is_aside(paragraph: str) -> bool:
    """Whether a paragraph after the last item speaks of signing up and the like."""
    return _ASIDE.match(paragraph.strip(" \t•*_–—-")) is not None


def propose_titles(lines: Sequence[str]) -> tuple[str, str]:
    """A title and a subtitle for the meeting out of the ``lines`` before its programme."""
    for line in lines:
        said = without_marks(one_line(line[: 2 * TITLE_MOST]))
        if not said or is_programme_heading(line) or _LABEL.match(line):
            continue
        if is_hours(said) or roles_of(line.replace("|", "\t").strip("\t ").split("\t", 40)):
            continue
        if len(said) > TITLE_MOST or len(said) < 4 or _NO_TITLE.match(said):
            return "", ""
        parted = _PARTS.search(said)
        if parted is None:
            return said, ""
        title, subtitle = said[: parted.start()], said[parted.end() :]
        return (
            (title, subtitle) if len(title) >= 3 <= len(subtitle) <= SUBTITLE_MOST else (said, "")
        )
    return "", ""


def labelled_date(lines: Sequence[str]) -> DayHeading | None:
    """The date in a line such as «Tid: torsdag 24. september 2026 kl. 16–19»."""
    for line in lines:
        label = _LABEL.match(line)
        heading = read_day_heading(line[label.end() :]) if label else None
        if heading is not None and heading.month is not None:
            return heading
    return None
