"""Finds how somebody can be reached or recognised in a text: numbers, addresses, accounts; pure."""

import re
from collections.abc import Iterator, Sequence

from facilitator.report.review.names import Span
from facilitator.report.review.spelling import SPACE, Word

_CHUNK = re.compile(r"\S+")
_OPENING, _CLOSING = "([{<«\"'“„‘", ".,;:!?)]}>»\"'”’…"
_AT = re.compile(
    r"\S{1,64}\s?(?:[(\[{]\s?(?:at|a|krøllalfa|alfakrøll)\s?[)\]}]|\b(?:krøllalfa|alfakrøll)\b)\s?\S{1,64}",
    re.IGNORECASE,
)
_DOMAIN = re.compile(
    r"(?:https?:)?(?:[\w-]+\.)+(?:no|com|org|net|eu|info|io|se|dk|fi|me|tv|uk|de)(?:[/?#:].*)?",
    re.IGNORECASE,
)
_APART = f"{SPACE}.\\-‐‑–/()"
_NUMBER = re.compile(rf"\+?\(?\d(?:[{_APART}]{{0,3}}\d)*")
_DIGITS = re.compile(r"\d+")
_DATE = re.compile(
    rf"(\d{{1,2}})\.[{SPACE}]?(\d{{1,2}})\.[{SPACE}]?(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d"
)
_YEARS = re.compile(rf"(?:19|20)\d\d[{SPACE}]?[-‐‑–/][{SPACE}]?(?:19|20)\d\d")
_HOURS = re.compile(
    rf"(?:[01]?\d|2[0-3])\.[0-5]\d[{SPACE}]?[-‐‑–][{SPACE}]?(?:[01]?\d|2[0-3])\.[0-5]\d"
)
_HOUSE = re.compile(rf"[{SPACE}]{{1,2}}\d{{1,4}}(?:[{SPACE}]?[^\W\d_](?![^\W\d_]))?(?!\d)")
_PLATE = re.compile(r"(?<![^\W_])([A-Z]{2})([ -]?)(\d{4,5})(?!\d)|(?<![^\W_])[a-z]{2}\d{5}(?!\d)")
_NO_PLATES = frozenset({"kr", "nr", "ca", "av", "på"})
_STREETS = (
    *("gate", "gata", "gaten", "vei", "veien", "veg", "vegen", "allé", "alléen", "alle", "alleen"),
    *("plass", "plassen", "svingen", "bakken", "bakke", "stien", "stig", "stigen", "kroken"),
    *("tunet", "haugen", "lia", "toppen", "brygge", "brygga", "kaia", "torg", "torget", "smauet"),
    *("ringen", "terrasse", "grenda", "flata", "jordet", "sletta", "åsen", "moen", "neset"),
    *("street", "road", "avenue", "lane", "drive"),
)
_ID_DIGITS, _PHONE_DIGITS = 11, 8
_STREET_WORDS = 3
"""So many words before that of a street may belong to its name."""


def emails(text: str) -> Iterator[Span]:
    """E-mail addresses, also with ``(at)`` for the sign."""
    for start, end in _chunks(text):
        if 0 < text.find("@", start, end) - start < end - start - 1:
            yield start, end
    for found in _AT.finditer(text):
        yield found.span()


def handles(text: str) -> Iterator[Span]:
    """Names of accounts: ``@kari``."""
    for start, end in _chunks(text):
        if text[start] == "@" and end - start > 1:
            yield start, end


def web_addresses(text: str) -> Iterator[Span]:
    """Addresses on the web, with or without ``https``."""
    for start, end in _chunks(text):
        chunk = text[start:end]
        www = chunk.casefold().startswith("www.")
        if www or "://" in chunk or ("@" not in chunk and _DOMAIN.fullmatch(chunk)):
            yield start, end


def identity_numbers(text: str) -> Iterator[Span]:
    """Eleven digits, however they are parted."""
    for span, groups, foreign in _numbers(text):
        if _count(groups) == _ID_DIGITS and not foreign:
            yield span


def phones(text: str) -> Iterator[Span]:
    """Eight digits, however they are parted, and numbers with the code of a country."""
    for span, groups, foreign in _numbers(text):
        if _count(groups) == _PHONE_DIGITS or (foreign and _count(groups) > _PHONE_DIGITS):
            yield span


def long_numbers(text: str) -> Iterator[Span]:
    """More than eight digits that are no sum of money: an account, several numbers in a row."""
    for span, groups, _foreign in _numbers(text):
        if _count(groups) > _PHONE_DIGITS:
            yield span


def streets(text: str, words: Sequence[Word]) -> Iterator[Span]:
    """A street with the number of a house: ``Ola Nordmanns vei 12 B``."""
    for place, word in enumerate(words):
        house = _HOUSE.match(text, word.end)
        if house is None or not word.folded.endswith(_STREETS):
            continue
        start, alone = word.start, word.folded in _STREETS
        for at in range(place - 1, max(0, place - _STREET_WORDS) - 1, -1):
            if not words[at + 1].joined or not (words[at].capital or alone):
                break
            start, alone = words[at].start, False
        yield start, house.end()


def plates(text: str) -> Iterator[Span]:
    """What stands on a car: two letters and four or five digits."""
    for found in _PLATE.finditer(text):
        letters, space, digits = found.groups()
        if letters is None and found[0][:2] in _NO_PLATES:
            continue
        # "KS 2026" is a year.
        if letters is not None and space and digits[:2] in ("19", "20") and len(digits) == 4:
            continue
        yield found.span()


def _chunks(text: str) -> Iterator[Span]:
    """What stands between spaces, without the marks around it."""
    for found in _CHUNK.finditer(text):
        start, end = found.span()
        while start < end and text[start] in _OPENING:
            start += 1
        while end > start and text[end - 1] in _CLOSING:
            end -= 1
        if start < end:
            yield start, end


def _numbers(text: str) -> Iterator[tuple[Span, Sequence[str], bool]]:
    """Rows of digits with how they are grouped, and whether the code of a country is in front."""
    for found in _NUMBER.finditer(text):
        row = found[0]
        groups = _DIGITS.findall(row)
        if any(plain.fullmatch(row) for plain in (_DATE, _YEARS, _HOURS)) or _is_sum(groups, row):
            continue
        yield found.span(), groups, row.startswith(("+", "(+", "00"))


def _is_sum(groups: Sequence[str], row: str) -> bool:
    """Whether the digits are parted in thousands, as money is; no phone number is."""
    first, *thousands = map(len, groups)
    return (
        bool(thousands)
        and 0 < first <= 3
        and set(thousands) == {3}
        and not row.startswith(("+", "0"))
        and (first, len(thousands)) != (3, 2)
    )


def _count(groups: Sequence[str]) -> int:
    return sum(map(len, groups))
