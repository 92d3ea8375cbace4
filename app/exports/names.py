"""What files are called: in addresses, on the disk of whoever takes them home, and in words."""

import unicodedata
from collections.abc import Mapping
from functools import cache

from app.exports.formats import Format, formats
from facilitator.models import Meeting
from facilitator.report.edition import Edition
from facilitator.words import N_

_STEMS: Mapping[str, str] = {
    "csv": "data",
    "plain-csv": "plain",
    "xlsx": "data",
    "json": "data",
    "ics": "programme",
    "html": "report",
    "pdf": "report",
    "docx": "report",
    "archive": "meeting",
}
"""What stands before the ending in an address, by the format's name; that name for all others."""
_SHARED = "shared-"

_WORDS: Mapping[str, str] = {
    "data": N_("innspill"),
    "plain": N_("innspill, ren CSV"),
    "programme": N_("program"),
    "report": N_("rapport"),
    "meeting": N_("arkiv"),
}
"""What it is, in the name of the file that one gets."""

_MOST_LETTERS = 80
_NOT_IN_NAMES = frozenset('\\/:*?"<>|')


@cache
def addresses() -> Mapping[str, tuple[Format, Edition]]:
    """Every file that there is, by the last part of its address: ``shared-report.pdf``."""
    return {address_of(one, edition): (one, edition) for one in formats().values()
            for edition in sorted(one.editions)}  # fmt: skip


def address_of(one: Format, edition: Edition) -> str:
    """The last part of a file's address."""
    mark = _SHARED if edition is Edition.SHARED else ""
    return f"{mark}{_stem(one)}.{one.ending}"


def plain_name(meeting: Meeting, one: Format, edition: Edition) -> str:
    """What the file is called where only plain letters may stand."""
    return f"{meeting.code}-{meeting.date:%Y-%m-%d}-{address_of(one, edition)}"


def full_name(title: str, meeting: Meeting, one: Format, edition: Edition, words: str) -> str:
    """What the file is called where all letters may stand.

    Args:
        words: what it is, as ``words_of`` has it, in the reader's language.
    """
    kept = "".join(
        " " if letter in _NOT_IN_NAMES or unicodedata.category(letter).startswith("C") else letter
        for letter in title
    )
    short = " ".join(kept.split())[:_MOST_LETTERS].strip(" .")
    return f"{short or meeting.code} {meeting.date:%Y-%m-%d} {words}.{one.ending}"


def words_of(one: Format) -> str:
    """What a file is, in bokmål."""
    return _WORDS.get(_stem(one), one.name)


def _stem(one: Format) -> str:
    return _STEMS.get(one.name, one.name)
