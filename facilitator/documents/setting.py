"""Turns a document into the data that ``report.typ`` sets, in words that the fonts can write."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from facilitator.documents.blocks import (
    Block,
    Cell,
    Contents,
    Document,
    Facts,
    Figure,
    Grid,
    Heading,
    Listing,
    Paragraph,
    Run,
    Tone,
    plain,
)
from facilitator.documents.columns import starts, widths
from facilitator.documents.glyphs import MISSING, breakable, is_seen, right_to_left, written
from facilitator.documents.layout import (
    LOGO,
    PICTURE,
    across,
    has_long_words,
    held,
    holds_contents,
    is_small,
    is_whole,
)
from facilitator.documents.pictures import drawing_of, fitted
from facilitator.documents.words import words_in

Data = dict[str, Any]

_REGIONS = {"en": "GB"}
# How many of its letters' sizes a line is wide.
_LINE = 44.0
_BOX = 9.0
# How many times as wide as other text the bold letters of a heading are, by its level.
_HEADING_WIDTHS = {1: 3.1, 2: 1.8, 3: 1.3}


class Setting:
    """Sets one document and counts the characters that no font has.

    Args:
        fonts: the folder of all fonts that may be used.
    """

    def __init__(self, fonts: Path) -> None:
        self._fonts = fonts
        self._missing = 0
        self._room = _LINE
        self._named: set[str] = set()
        self._contents = ""
        self._contents_held = True

    def document(self, document: Document) -> Data:
        """All of ``document``."""
        words = words_in(document.language)
        self._contents = self._words(document.contents)
        self._contents_held = holds_contents(document.blocks)
        data: Data = {
            "title": self._words(document.title),
            "author": [document.author] if document.author else [],
            "lang": document.language,
            "region": _REGIONS.get(document.language, "NO"),
            "footer": self._words(document.footer),
            "words": {"figure": words.figure, "table": words.table, "page": words.page},
            "logo": self._figure(document.logo, LOGO) if document.logo else None,
            "blocks": self._blocks(document.blocks),
        }
        if self._missing:
            note = Paragraph((Run(words.missing.format(self._missing)),), Tone.NOTE)
            data["blocks"] += self._blocks([note])
        return data

    def _blocks(self, blocks: Sequence[Block]) -> list[Data]:
        there = held(blocks)
        return [
            self._block(block) | ({"held": at in there} if isinstance(block, Paragraph) else {})
            for at, block in enumerate(blocks)
        ]

    def _block(self, block: Block) -> Data:
        match block:
            case Paragraph():
                return self._text("paragraph", block) | {"tone": block.tone.value}
            case Heading():
                before, self._room = self._room, self._room / _HEADING_WIDTHS.get(block.level, 1)
                data = self._text("heading", block) | {"level": block.level}
                self._room = before
                return data | self._seen(block)
            case Listing():
                points = [self._blocks(point) for point in block.points]
                return {"is": "listing", "points": points, "ordered": block.ordered}
            case Grid():
                return self._grid(block)
            case Figure():
                return self._figure(block, PICTURE)
            case Facts():
                return {
                    "is": "facts",
                    "facts": list(self._facts(block)),
                    "across": across(block),
                }
            case Contents():
                return {"is": "contents", "title": self._contents, "held": self._contents_held}

    def _text(self, what: str, block: Paragraph | Heading) -> Data:
        return {
            "is": what,
            "runs": self._runs(block.runs),
            "name": self._name(block.name),
            "rtl": right_to_left(plain(block.runs)),
        }

    def _seen(self, heading: Heading) -> Data:
        """A square for a heading of nothing that is seen: a heading must say something."""
        if is_seen(plain(heading.runs)):
            return {}
        self._missing += 1
        return {"runs": [MISSING]}

    def _runs(self, runs: Sequence[Run]) -> list[Data | str]:
        return [self._run(run) for run in runs]

    def _run(self, run: Run) -> Data | str:
        text = self._words(run.text)
        if run == Run(run.text):
            return text
        looks = {"bold": run.bold, "italic": run.italic, "quiet": run.quiet}
        return {"text": text, "link": run.link} | looks

    def _grid(self, grid: Grid) -> Data:
        wide = widths(grid)
        rows = (*grid.head, *grid.body)
        set_rows = [
            self._row(row, begins, wide) for row, begins in zip(rows, starts(rows), strict=True)
        ]
        return {
            "is": "grid",
            "caption": self._runs(grid.caption),
            "widths": list(wide),
            "small": is_small(grid),
            "head": set_rows[: len(grid.head)],
            "body": set_rows[len(grid.head) :],
        }

    def _row(self, row: Sequence[Cell], begins: Sequence[int], wide: Sequence[float]) -> list[Data]:
        whole = {"whole": is_whole(row, begins, wide)}
        cells = zip(row, begins, strict=True)
        return [self._cell(cell, wide, at) | whole for cell, at in cells]

    def _cell(self, cell: Cell, wide: Sequence[float], at: int) -> Data:
        before, self._room = self._room, sum(wide[at : at + cell.columns]) - 1
        data = {
            "blocks": self._blocks(cell.blocks),
            "header": cell.header,
            "hyphenate": has_long_words(cell, self._room),
            "columns": cell.columns,
            "rows": cell.rows,
            "name": self._name(cell.name),
        }
        self._room = before
        return data

    def _figure(self, figure: Figure, room: tuple[float, float]) -> Data:
        return {
            "is": "figure",
            "svg": drawing_of(figure, self._shown, self._fonts),
            "alt": figure.alt,
            "width": round(fitted(figure, room)[0], 2),
            "caption": self._runs(figure.caption),
        }

    def _facts(self, facts: Facts) -> Iterator[Data]:
        for fact in facts.facts:
            words = breakable(self._shown(fact.words), _BOX)
            yield {"number": breakable(self._shown(fact.number), _BOX / 2), "words": words}

    def _name(self, name: str) -> str:
        """``name``, once: what a link leads to is one place."""
        if name in self._named:
            return ""
        self._named.add(name)
        return name

    def _words(self, text: str) -> str:
        return breakable(self._shown(text), self._room)

    def _shown(self, text: str) -> str:
        shown, missing = written(text, self._fonts)
        self._missing += missing
        return shown
