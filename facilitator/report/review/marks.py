"""Marks what may tell who somebody is in a text: names, and how they can be reached; pure.

The rules are few and can be told in a sentence each. They call more than there is: a false alarm
costs a glance, a name that goes out costs trust. A text without marks may still tell of somebody.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from facilitator.report.review import contacts, names
from facilitator.report.review.names import Span
from facilitator.report.review.spelling import words_in
from facilitator.words import N_


class Sign(StrEnum):
    """What something looks like; where signs overlap, the one that stands first here is told."""

    ECHO = "echo"
    """The words of a contribution that is not told, as the title of its theme."""
    EMAIL = "email"
    IDENTITY = "identity"
    PHONE = "phone"
    NUMBER = "number"
    STREET = "street"
    WEB = "web"
    HANDLE = "handle"
    PLATE = "plate"
    SHOUTED = "shouted"
    TITLE = "title"
    FIRST_NAME = "first_name"
    CAPITAL = "capital"
    CASELESS = "caseless"


WHY: Mapping[Sign, str] = {
    Sign.ECHO: N_("samme ord som et innspill som er redigert, utelatt eller skjult"),
    Sign.EMAIL: N_("ser ut som en e-postadresse"),
    Sign.IDENTITY: N_("elleve sifre, som et fødselsnummer"),
    Sign.PHONE: N_("ser ut som et telefonnummer"),
    Sign.NUMBER: N_("et langt nummer, som en konto eller telefon"),
    Sign.STREET: N_("ser ut som en gateadresse"),
    Sign.WEB: N_("ser ut som en nettadresse"),
    Sign.HANDLE: N_("ser ut som et brukernavn"),
    Sign.PLATE: N_("ser ut som et bilskilt"),
    Sign.SHOUTED: N_("bare store bokstaver, så navn kan ikke skilles ut"),
    Sign.TITLE: N_("en tittel og et navn"),
    Sign.FIRST_NAME: N_("et vanlig fornavn"),
    Sign.CAPITAL: N_("stor bokstav, så det kan være et navn"),
    Sign.CASELESS: N_("skrift uten store bokstaver, så navn kan ikke skilles ut"),
}
"""Why it is marked, in words."""

STAND_INS: Mapping[Sign, str] = {
    Sign.EMAIL: N_("[e-post]"),
    Sign.IDENTITY: N_("[fødselsnummer]"),
    Sign.PHONE: N_("[telefon]"),
    Sign.NUMBER: N_("[nummer]"),
    Sign.STREET: N_("[adresse]"),
    Sign.WEB: N_("[nettadresse]"),
    Sign.HANDLE: N_("[brukernavn]"),
    Sign.PLATE: N_("[bilskilt]"),
    Sign.TITLE: N_("[navn]"),
    Sign.FIRST_NAME: N_("[navn]"),
    Sign.CAPITAL: N_("[navn]"),
}
"""What can stand in the place of it; nothing where the rule only says to look."""


@dataclass(frozen=True)
class Mark:
    """A part of a text, from ``start`` up to ``end``, that may tell who somebody is."""

    start: int
    end: int
    sign: Sign


@lru_cache(maxsize=16_384)
def marks_in(text: str, language: str, places: frozenset[str] = frozenset()) -> tuple[Mark, ...]:
    """The marks of ``text`` in order, none over another.

    Args:
        language: the text's, ``nb``, ``nn`` or ``en``.
        places: names of municipalities and other places, which are no names of people.
    """
    found = sorted(_found(text, language, places), key=lambda mark: (mark.start, -mark.end))
    marks: list[Mark] = []
    for mark in found:
        if marks and mark.start < marks[-1].end:
            marks[-1] = _joined(marks[-1], mark)
        else:
            marks.append(mark)
    return tuple(marks)


def _found(text: str, language: str, places: frozenset[str]) -> Iterator[Mark]:
    words = tuple(words_in(text))
    rules: Mapping[Sign, Iterator[Span]] = {
        Sign.EMAIL: contacts.emails(text),
        Sign.IDENTITY: contacts.identity_numbers(text),
        Sign.PHONE: contacts.phones(text),
        Sign.NUMBER: contacts.long_numbers(text),
        Sign.STREET: contacts.streets(text, words),
        Sign.WEB: contacts.web_addresses(text),
        Sign.HANDLE: contacts.handles(text),
        Sign.PLATE: contacts.plates(text),
        Sign.SHOUTED: names.shouted(words),
        Sign.TITLE: names.titled(words),
        Sign.FIRST_NAME: names.first_names(words),
        Sign.CAPITAL: names.capitals(
            words, names.common_capitals(language), names.place_words(places)
        ),
        Sign.CASELESS: names.without_case(words),
    }
    for sign, spans in rules.items():
        for start, end in spans:
            yield Mark(start, end, sign)


_RANK = {sign: rank for rank, sign in enumerate(Sign)}


def _joined(one: Mark, other: Mark) -> Mark:
    """One mark over all that two overlapping ones cover."""
    sign = min(one.sign, other.sign, key=_RANK.__getitem__)
    return Mark(one.start, max(one.end, other.end), sign)


def without(text: str, marks: Collection[Mark], words: Mapping[Sign, str]) -> str:
    """``text`` with ``words`` in the place of what is marked, where there are any for the sign."""
    parts, at = [], 0
    for mark in marks:
        if mark.sign in words:
            parts += [text[at : mark.start], words[mark.sign]]
            at = mark.end
    return "".join((*parts, text[at:]))
