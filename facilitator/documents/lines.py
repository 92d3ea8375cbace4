"""Puts stretches of text together as a browser does: white space is collapsed, breaks stay."""

import re
from collections.abc import Sequence
from dataclasses import replace

from facilitator.documents.blocks import Run

_SPACE = re.compile(r"[ \t\n\r\f]+")
PLAIN = Run("")


class Line:
    """The text of one paragraph while it is read."""

    def __init__(self) -> None:
        self._runs: list[Run] = []

    def add(self, text: str | None, look: Run = PLAIN) -> None:
        """Add ``text`` with the look of ``look``."""
        words = _SPACE.sub(" ", text or "")
        if not self._runs or self._runs[-1].text[-1] in " \n":
            words = words.removeprefix(" ")
        self._append(words, look)

    def end_line(self, look: Run = PLAIN) -> None:
        """Go on in a new line."""
        self._trim(" ")
        if self._runs:
            self._append("\n", look)

    def take(self) -> Sequence[Run]:
        """What was read; the line is empty again."""
        self._trim(" \n")
        runs, self._runs = self._runs, []
        return tuple(runs)

    def _append(self, words: str, look: Run) -> None:
        if not words:
            return
        last = self._runs[-1] if self._runs else None
        if last is not None and replace(last, text="") == replace(look, text=""):
            self._runs[-1] = replace(last, text=last.text + words)
        else:
            self._runs.append(replace(look, text=words))

    def _trim(self, characters: str) -> None:
        while self._runs:
            last = self._runs.pop()
            if text := last.text.rstrip(characters):
                self._runs.append(replace(last, text=text))
                return
