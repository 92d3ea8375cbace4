"""Reads what an announcement says before its programme, as the text of the invitation."""

import re
from collections.abc import Iterable, Sequence

from facilitator.programme.reading.headings import is_programme_heading
from facilitator.programme.reading.pasted import BULLET
from facilitator.programme.reading.result import ABOUT_MOST
from facilitator.programme.reading.wording import is_bullet, one_line, without_marks

_SPACES_LEAST = 3
"""A line with fewer words is a heading, a link or part of a menu."""
_BROKEN_LEAST = 50
"""A shorter line was not broken by a mail program in the middle of a sentence."""
_ENDS = re.compile(r"[.!?…:][»”\"')]?$")


def read_about(lines: Sequence[str], title: str) -> str:
    """The whole sentences of ``lines``: paragraphs with an empty line between, lists with bullets.

    Headings, links and menus are left out, and what stands before the line with the meeting's
    ``title``, if there is one. What is too long ends with the last paragraph that fits.
    """
    about = ""
    for paragraph in _with_lists(_paragraphs(_after(lines, title))):
        longer = f"{about}\n\n{paragraph}" if about else paragraph
        if len(longer) > ABOUT_MOST:
            break
        about = longer
    return about


def _after(lines: Sequence[str], title: str) -> Sequence[str]:
    with_title = (number for number, line in enumerate(lines, 1) if title in one_line(line))
    return lines[next(with_title, 0) if title else 0 :]


def _paragraphs(lines: Iterable[str]) -> Sequence[str]:
    """Each paragraph on one line, however a mail program broke it; so each item of a list."""
    paragraphs: list[str] = []
    goes_on = False
    for line in lines:
        words = one_line(line)
        if not words or is_programme_heading(line):
            goes_on = False
            continue
        bullet = is_bullet(line)
        if goes_on and not bullet:
            paragraphs[-1] += f" {words}"
        else:
            paragraphs.append(f"{BULLET} {without_marks(words)}" if bullet else words)
        goes_on = len(words) >= _BROKEN_LEAST and not _ends(words)
    return paragraphs


def _with_lists(paragraphs: Iterable[str]) -> Sequence[str]:
    """Those that are sentences, each with the list that it leads to, one item on a line."""
    kept: list[str] = []
    leads_to_list = False
    for words in paragraphs:
        if not words.startswith(BULLET):
            said = words.count(" ") >= _SPACES_LEAST and _ends(words)
            leads_to_list = said and words.endswith(":")
            kept += [words] if said else []
        elif leads_to_list:
            kept[-1] += f"\n{words}"
    return kept


def _ends(words: str) -> bool:
    """Whether a sentence, or what leads to a list, is over."""
    return _ENDS.search(words[-2:]) is not None
