"""How wide the columns of a table are: as their words need, within the width of the page."""

from collections.abc import Iterator, Sequence
from math import sqrt

from facilitator.documents.blocks import Block, Cell, Contents, Facts, Figure, Grid, Listing, plain
from facilitator.pictures.lettering import width

ROOM = 46.0
"""How wide a table is, in the size of its letters."""
_PADDING = 1.5
# What the longest words may claim, and how much of the width is to be left for the longest texts.
_LONGEST_WORDS = (11.0, 9.0, 7.0, 6.0)
_LEFT = 0.15 * ROOM


def columns_of(grid: Grid) -> int:
    """How many columns a table has."""
    rows = (*grid.head, *grid.body)
    begins = starts(rows)
    ends = (
        at + cell.columns
        for row, cells in zip(begins, rows, strict=True)
        for at, cell in zip(row, cells, strict=True)
    )
    return max(ends, default=1)


def starts(rows: Sequence[Sequence[Cell]]) -> Sequence[Sequence[int]]:
    """In which column each cell of each row begins, those that reach down from above counted."""
    found: list[Sequence[int]] = []
    taken: dict[int, int] = {}
    for row in rows:
        at = 0
        begins: list[int] = []
        below = {column: left - 1 for column, left in taken.items() if left > 1}
        for cell in row:
            while at in taken:
                at += 1
            begins.append(at)
            if cell.rows > 1:
                below |= dict.fromkeys(range(at, at + cell.columns), cell.rows - 1)
            at += cell.columns
        taken = below
        found.append(begins)
    return found


def widths(grid: Grid) -> Sequence[float]:
    """The width of each column, in the size of the letters; together they are `ROOM`."""
    count = columns_of(grid)
    longest_words, longest_lines, bulk = [0.0] * count, [0.0] * count, [0.0] * count
    rows = (*grid.head, *grid.body)
    for begins, cells in zip(starts(rows), rows, strict=True):
        for at, cell in zip(begins, cells, strict=True):
            if cell.columns > 1:
                continue
            lines = [line for block in cell.blocks for line in lines_of(block)]
            # A space that keeps two words on a line makes one word of them.
            words = [width(word, 1) for line in lines for word in line.split(" ")]
            longest_words[at] = max(longest_words[at], *words, 0.0)
            longest_lines[at] = max(longest_lines[at], *(width(line, 1) for line in lines), 0.0)
            bulk[at] += sum(words)
    needed = _needed(longest_words)
    wanted = [max(need, _PADDING + line) for need, line in zip(needed, longest_lines, strict=True)]
    return _divided(needed, wanted, [sqrt(one) + 1 for one in bulk])


def _needed(words: Sequence[float]) -> Sequence[float]:
    """What each column needs for its longest word; many long words are divided rather than texts
    pressed into columns of a word each.
    """
    for most in _LONGEST_WORDS:
        needed = [_PADDING + min(word, most) for word in words]
        if sum(needed) <= ROOM - _LEFT:
            break
    return needed


def _divided(
    needed: Sequence[float], wanted: Sequence[float], weights: Sequence[float]
) -> Sequence[float]:
    """`ROOM`, so that each has what it needs, none more than it wants while another lacks."""
    if sum(wanted) <= ROOM:
        return [one * ROOM / sum(wanted) for one in wanted]
    if sum(needed) >= ROOM:
        return [one * ROOM / sum(needed) for one in needed]
    given = list(needed)
    open_ones = list(range(len(needed)))
    while open_ones and (left := ROOM - sum(given)) > 0.01:
        whole = sum(weights[at] for at in open_ones)
        for at in open_ones:
            given[at] = min(wanted[at], given[at] + left * weights[at] / whole)
        open_ones = [at for at in open_ones if given[at] < wanted[at]]
    return given


def lines_of(block: Block) -> Iterator[str]:
    """The lines that the text of ``block`` has in a column as wide as it wants."""
    match block:
        case Listing(points=points):
            for point in points:
                for one in point:
                    yield from (f"– {line}" for line in lines_of(one))
        case Grid() | Figure() | Facts() | Contents():
            return
        case _:
            yield from plain(block.runs).split("\n")
