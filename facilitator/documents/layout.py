"""What stands together on a page, and how large pictures are, in every kind of file."""

from collections.abc import Iterator, Sequence
from math import ceil

from facilitator.documents.blocks import (
    Block,
    Cell,
    Facts,
    Figure,
    Grid,
    Heading,
    Listing,
    Paragraph,
    Tone,
    plain,
)
from facilitator.documents.columns import lines_of, starts, widths
from facilitator.pictures.lettering import width

PICTURE = (160.0, 185.0)
"""What a picture may take, in millimetres: the width of the text, and most of its height."""
LOGO = (60.0, 22.0)
# How many rows, and lines, a table has at most that is not divided between two pages, and how many
# lines such a row: what did not fit on one would be lost.
_ROWS, _LINES = 12, 24
# How long a text is at most that goes to the next page with what it introduces.
_LENGTH = 1000
_ACROSS = 5
# How many lines a list of contents has at most that is not divided, and how wide they are.
_CHAPTERS, _CHAPTER = 30, 42.0
# What bold letters, and the mark of a list, may take of a line, in the size of its letters.
_BOLD, _MARK = 0.5, 2.0


def across(facts: Facts) -> int:
    """How many facts stand beside each other: no row is much emptier than the others."""
    return ceil(len(facts.facts) / ceil(len(facts.facts) / _ACROSS))


def holds_contents(blocks: Sequence[Block]) -> bool:
    """Whether the list of contents is not divided between two pages."""
    titles = (plain(one.runs) for one in blocks if isinstance(one, Heading) and one.level == 2)
    return sum(_wrapped(title, _CHAPTER) for title in titles) <= _CHAPTERS


def held(blocks: Sequence[Block]) -> frozenset[int]:
    """Which paragraphs go to the next page with what they introduce.

    Under a heading that is a picture, a table, a list or the first heading below theirs; a long
    text does not. Anywhere it is what is quoted just after.
    """
    found: set[int] = set()
    since: list[int] = []
    level = 0
    for at, block in enumerate(blocks):
        before = blocks[at - 1] if at else None
        if _is_quote(block) and isinstance(before, Paragraph) and not _is_quote(before):
            found.add(at - 1)
        if isinstance(block, Paragraph) and level:
            since.append(at)
            continue
        introduced = isinstance(block, Figure | Grid | Listing) or (
            isinstance(block, Heading) and block.level > level
        )
        if introduced and sum(map(len, _texts([blocks[one] for one in since]))) < _LENGTH:
            found.update(since)
        since, level = [], block.level if isinstance(block, Heading) else 0
    return frozenset(found)


def _is_quote(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.tone is Tone.QUOTE


def is_small(grid: Grid) -> bool:
    """Whether a table is not divided between two pages."""
    if len(grid.body) > _ROWS:
        return False
    wide = widths(grid)
    return sum(map(lines_in, grid.body, starts(grid.body), [wide] * len(grid.body))) <= _LINES


def is_whole(row: Sequence[Cell], begins: Sequence[int], wide: Sequence[float]) -> bool:
    """Whether a row is not divided between two pages; see ``lines_in``."""
    return all(cell.rows == 1 for cell in row) and lines_in(row, begins, wide) <= _LINES


def lines_in(row: Sequence[Cell], begins: Sequence[int], wide: Sequence[float]) -> int:
    """How many lines a row of a table takes.

    Args:
        begins: in which column each cell begins.
        wide: the width of each column, in the size of the letters.
    """
    cells = zip(row, begins, strict=True)
    rooms = [(cell, sum(wide[at : at + cell.columns]) - 1) for cell, at in cells]
    return max((_height(cell, room) for cell, room in rooms), default=0)


def _height(cell: Cell, room: float) -> int:
    """How many lines a cell takes, each of ``room`` in the size of its letters."""
    if any(isinstance(block, Grid | Figure) for block in cell.blocks):
        return _LINES + 1
    return sum(_wrapped(line, room) for block in cell.blocks for line in lines_of(block))


def _wrapped(line: str, room: float) -> int:
    """How many lines become of one."""
    return max(1, ceil(width(line, 1) / room))


def has_long_words(cell: Cell, room: float) -> bool:
    """Whether a word of a cell may not fit in a line of ``room``, in the size of its letters."""
    words = (word for text in _texts(cell.blocks) for word in text.split())
    spare = _MARK if any(isinstance(block, Listing) for block in cell.blocks) else _BOLD
    return any(width(word, 1) > room - spare for word in words)


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield from (run.text for run in block.runs)
            case Listing():
                for point in block.points:
                    yield from _texts(point)
            case Grid():
                for row in (*block.head, *block.body):
                    for cell in row:
                        yield from _texts(cell.blocks)
            case Facts():
                yield from (fact.number + fact.words for fact in block.facts)
