"""Reads the tables of a document."""

from collections.abc import Sequence
from typing import Protocol

from lxml.html import HtmlElement

from facilitator.documents.blocks import Block, Cell, Grid, Run
from facilitator.documents.names import Names

_SCOPES = {"row": "row", "col": "column", "rowgroup": "rowgroup", "colgroup": "column"}


class Reading(Protocol):
    """What reads the inside of cells and captions."""

    names: Names

    def flow(self, holder: HtmlElement) -> list[Block]:
        """The blocks in an element."""
        ...

    def runs(self, holder: HtmlElement) -> Sequence[Run]:
        """The text of an element."""
        ...


def read_grid(reading: Reading, table: HtmlElement) -> Grid:
    """The table that ``table`` is.

    Raises:
        ValueError: something in it cannot stand there.
    """
    caption: Sequence[Run] = ()
    head: list[Sequence[Cell]] = []
    body: list[Sequence[Cell]] = []
    for part in table:
        match part.tag:
            case "caption":
                caption = reading.runs(part)
            case "thead":
                head += _rows(reading, part, "column")
            case "tbody" | "tfoot":
                body += _rows(reading, part, "row")
            case "tr":
                body += [_row(reading, part, "row")]
            case "colgroup":
                pass
            case _:
                raise ValueError(f"<{part.tag}> cannot stand in <table>")
    return Grid(caption, head, body)


def _rows(reading: Reading, part: HtmlElement, scope: str) -> list[Sequence[Cell]]:
    return [_row(reading, row, scope) for row in part]


def _row(reading: Reading, row: HtmlElement, scope: str) -> Sequence[Cell]:
    if row.tag != "tr":
        raise ValueError(f"<{row.tag}> cannot stand in <table>, where rows stand")
    return tuple(_cell(reading, cell, scope) for cell in row)


def _cell(reading: Reading, cell: HtmlElement, scope: str) -> Cell:
    if cell.tag not in ("td", "th"):
        raise ValueError(f"<{cell.tag}> cannot stand in <tr>")
    return Cell(
        blocks=tuple(reading.flow(cell)),
        header=_SCOPES.get(cell.get("scope", ""), scope) if cell.tag == "th" else "",
        columns=int(cell.get("colspan", "1")),
        rows=int(cell.get("rowspan", "1")),
        name=reading.names.of(cell),
    )
