"""Finds what looks like names of people in a text, by rules that fit in a sentence each; pure."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from facilitator.report.review.spelling import Word, words_in

Span = tuple[int, int]

_FOLDER = Path(__file__).parent
_TITLES = frozenset(
    """
    advokat assistent biskop bonde borgermester dr doctor eigedomsmeklar enke fetter fru frk frøken
    herr hr journalist kaptein konsul kusine lektor lensmann madam mayor miss mr mrs ms nabo naboen
    onkel pastor pater politi principal prof professor president ritmester søster tante teacher
    councillor bestefar bestemor bror pappa mamma
    """.split()
)
_TITLE_ENDS = tuple(
    """
    ansvarlig ansvarleg arbeider arbeidar direktør formann fører førar konsulent leder leiar
    lege lærer lærar medlem mester minister pedagog pleier pleiar politiker politikar prest
    rektor representant råd rådgiver rådgivar rådmann saksbehandler saksbehandlar sekretær sjef
    trener trenar vaktmester
    """.split()
)
_AFTER_TITLE = 4
"""So many words after a title may belong to the name."""


def titled(words: Sequence[Word]) -> Iterator[Span]:
    """A title and the name after it: ``ordfører Hansen``, ``fru Lund``."""
    for place, word in enumerate(words):
        if not _is_title(word):
            continue
        end = word.end
        for follower in words[place + 1 : place + 1 + _AFTER_TITLE]:
            if not (follower.joined and follower.capital):
                break
            end = follower.end
        if end > word.end:
            yield word.start, end


def first_names(words: Sequence[Word]) -> Iterator[Span]:
    """Common first names, also in small letters where they are no ordinary word."""
    for place, word in enumerate(words):
        if not _is_first_name(word):
            continue
        follower = words[place + 1] if place + 1 < len(words) else None
        family = follower is not None and follower.joined and follower.folded.endswith("sen")
        yield word.start, follower.end if follower is not None and family else word.end


def capitals(
    words: Sequence[Word], common: frozenset[str], places: frozenset[str]
) -> Iterator[Span]:
    """Capital letters where a sentence does not begin, and two such words in a row anywhere.

    Args:
        common: words that are written so and are no names, folded.
        places: the same, but somebody may be called so: ``Skogseth Lund`` is marked.
    """
    for row in _rows(words):
        strange = [word for word in row if not _known(word, common | places)]
        begins = row[0].first and strange == row[:1]
        if not strange or (begins and all(_known(word, common) for word in row[1:])):
            continue
        yield row[0].start, row[-1].end


def without_case(words: Sequence[Word]) -> Iterator[Span]:
    """What is written in letters that are neither capital nor small: a name looks like any word."""
    span: Span | None = None
    for word in words:
        if any(unicodedata.category(letter) == "Lo" for letter in word.text):
            span = (span[0] if span else word.start, word.end)
        elif span:
            yield span
            span = None
    if span:
        yield span


def shouted(words: Sequence[Word]) -> Iterator[Span]:
    """A whole text in capital letters: a name looks like any word there."""
    letters = [letter for word in words for letter in word.text]
    if len(words) > 1 and any(map(str.isupper, letters)) and not any(map(str.islower, letters)):
        yield words[0].start, words[-1].end


@cache
def common_capitals(language: str) -> frozenset[str]:
    """What is written with a capital letter and is no name, folded, in texts of ``language``."""
    everywhere, _mark, english = _read("common_capitals.txt").partition("[en]")
    common = everywhere + english if language == "en" else everywhere
    return frozenset(one.casefold() for one in common.split())


@cache
def place_words(places: frozenset[str]) -> frozenset[str]:
    """The names of ``places`` and the words that they are made of, folded."""
    parts = (word.text for place in places for word in words_in(place))
    return frozenset(one.casefold() for one in (*places, *parts))


@cache
def _first_names() -> Mapping[str, bool]:
    """First names, folded, and whether each is an ordinary word as well."""
    names = _read("first_names.txt").split()
    return {name.rstrip("*").casefold(): name.endswith("*") for name in names}


def _read(name: str) -> str:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#"))


def _rows(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Words with capital letters that stand side by side."""
    row: list[Word] = []
    for word in words:
        if row and not (word.capital and word.joined):
            yield row
            row = []
        if word.capital:
            row.append(word)
    if row:
        yield row


def _known(word: Word, known: frozenset[str]) -> bool:
    if any(form in known for form in _forms(word.folded)):
        return True
    parts = word.text.split("-")
    capital = [part.casefold() for part in parts if part[:1].isupper()]
    return len(parts) > 1 and all(any(form in known for form in _forms(part)) for part in capital)


def _forms(folded: str) -> Iterator[str]:
    """A word as it is, and without the s of a genitive."""
    yield folded
    for ending in ("'s", "s"):
        if folded.endswith(ending):
            yield folded.removesuffix(ending)


def _is_first_name(word: Word) -> bool:
    names = _first_names()
    spelled = (form for part in (word.folded, *word.folded.split("-")) for form in _forms(part))
    return any(form in names and (word.capital or not names[form]) for form in spelled)


def _is_title(word: Word) -> bool:
    return any(
        form in _TITLES or form.endswith(_TITLE_ENDS)
        for form in (word.folded, word.folded.removesuffix("en"), word.folded.removesuffix("n"))
    )
