"""How a report says numbers and lists: in words, as people write them."""

import re
from collections.abc import Sequence
from typing import Any

from flask import Flask

from app.languages import gettext
from app.letters.phrases import _
from app.letters.words import names
from facilitator.words import N_

_NUMBERS = N_("null ett to tre fire fem seks sju åtte ni ti elleve tolv")
"""The numbers that are written as words, from nothing up; of what is counted here all is neuter."""

_PAIR = 2
# In a list of figures a line may end after a comma.
_BEFORE_FIGURE = re.compile(r"(?<=[^\s,]) (?=\d)")


def init_words(app: Flask) -> None:
    """Give the words to all templates."""
    app.jinja_env.filters.update(
        spelled=spelled,
        sentence=sentence,
        together=together,
        quoted=quoted,
        paragraphs=paragraphs,
        along=along,
        unbroken=unbroken,
    )
    app.jinja_env.globals["share"] = share


def spelled(number: int, among: int = 0) -> str:
    """A number as a text has it: in words up to twelve, then in figures.

    Args:
        among: the largest of those that stand beside it; when one needs figures, all have them.
    """
    words = gettext(_NUMBERS).split()
    return words[number] if number >= 0 and max(number, among) < len(words) else str(number)


def share(part: int, whole: int) -> str:
    """``sju av åtte``, or ``begge`` or ``alle åtte``; figures for both when one needs them."""
    said = [spelled(number, whole) for number in (part, whole)]
    if part == whole == _PAIR:
        return _("begge")
    if part == whole > 1:
        return _("alle %(number)s", number=said[1])
    return _("%(part)s av %(whole)s", part=said[0], whole=said[1])


def sentence(words: str) -> str:
    """``words`` with a capital letter in front."""
    return words[:1].upper() + words[1:]


def together(words: Sequence[str]) -> str:
    """``Kari, Ola og Per``; nothing for nobody."""
    return names(words) if words else ""


def quoted(words: str) -> str:
    """``words`` in the quotation marks of the language; markup stays markup."""
    before, _words, after = _("«%(words)s»", words="\0").partition("\0")
    return before + words + after


def unbroken(words: str) -> str:
    """``words`` where no figure begins a line: ``kl. 16.44`` and ``bord 3`` stay whole."""
    return _BEFORE_FIGURE.sub("\u00a0", words)


def along(ones: Sequence[Any], others: Sequence[Any]) -> Sequence[tuple[Any, Any]]:
    """Each of ``ones`` with what stands in the same place among ``others``."""
    return list(zip(ones, others, strict=True))


def paragraphs(text: str) -> Sequence[str]:
    """The paragraphs of a text, which have an empty line between them."""
    return [part for part in text.split("\n\n") if part.strip()]
