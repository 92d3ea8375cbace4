"""What files are called: in addresses, on the disk of whoever takes them home, and in words."""

import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

from app.exports.formats import Format, formats
from facilitator.models import Meeting
from facilitator.report.edition import Edition
from facilitator.words import N_

_SHARED, _COMPARED = "shared-", "comparison"
COMPARED = N_("sammenligning")
"""What a file of several meetings side by side is, in bokmål."""

_MOST_LETTERS = 80
_NOT_IN_NAMES = frozenset('\\/:*?"<>|')


@cache
def addresses() -> Mapping[str, tuple[Format, Edition]]:
    """Every file that there is, by the last part of its address: ``shared-report.pdf``."""
    return {
        address_of(one, edition): (one, edition)
        for one in formats().values()
        for edition in sorted(one.editions)
    }


@cache
def comparisons() -> Mapping[str, tuple[Format, Edition]]:
    """The files of several meetings side by side, as ``addresses``: ``comparison.pdf``."""
    return {
        _address(_COMPARED, one, edition): (one, edition)
        for one in formats().values()
        for edition in sorted(one.editions)
        if one.compares
    }


def address_of(one: Format, edition: Edition) -> str:
    """The last part of a file's address."""
    return _address(one.stem, one, edition)


def plain_name(
    meeting: Meeting, one: Format, edition: Edition, others: Sequence[Meeting] = ()
) -> str:
    """What the file is called where only plain letters may stand."""
    if others:
        codes = "-".join(each.code for each in (meeting, *others))
        return f"{codes}-{_address(_COMPARED, one, edition)}"
    return f"{meeting.code}-{meeting.date:%Y-%m-%d}-{address_of(one, edition)}"


def full_name(title: str, meeting: Meeting, one: Format, edition: Edition, words: str) -> str:
    """What the file is called where all letters may stand.

    Args:
        words: what it is, in the reader's language.
    """
    return f"{_kept(title) or meeting.code} {meeting.date:%Y-%m-%d} {words}.{one.ending}"


def full_name_compared(names: Sequence[str], one: Format, words: str) -> str:
    """The same of several meetings that are called ``names``."""
    return f"{_kept(', '.join(names))} {words}.{one.ending}"


def _kept(title: str) -> str:
    """What of ``title`` may stand in a name."""
    kept = "".join(
        " " if letter in _NOT_IN_NAMES or unicodedata.category(letter).startswith("C") else letter
        for letter in title
    )
    return " ".join(kept.split())[:_MOST_LETTERS].strip(" .")


def _address(stem: str, one: Format, edition: Edition) -> str:
    mark = _SHARED if edition is Edition.SHARED else ""
    return f"{mark}{stem}.{one.ending}"
