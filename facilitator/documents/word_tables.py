"""Tables in a Word document: of data, with heads that are repeated, and of facts side by side."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from lxml import etree

from facilitator.documents.blocks import Block, Cell, Facts, Grid
from facilitator.documents.columns import ROOM, starts, widths
from facilitator.documents.layout import across, is_small
from facilitator.documents.markup import node, paragraph, words

_WIDE = 9071
"""How wide a table is, in twentieths of a point: 160 mm."""


class Writing(Protocol):
    """What writes the inside of cells."""

    def blocks(self, blocks: Sequence[Block], style: str = "") -> Iterator[etree._Element]:
        """The elements of some blocks."""
        ...

    def marked(self, name: str, content: Iterable[etree._Element]) -> Iterator[etree._Element]:
        """Some elements with a bookmark."""
        ...


def grid_table(writing: Writing, grid: Grid) -> etree._Element:
    """A table of data."""
    columns = [round(one * _WIDE / ROOM) for one in widths(grid)]
    table = _table("ReportTable", columns, firstRow=int(bool(grid.head)))
    rows = (*grid.head, *grid.body)
    below: dict[int, tuple[int, int]] = {}
    for number, (begins, cells) in enumerate(zip(starts(rows), rows, strict=True)):
        row = node("tr")
        properties = node("trPr", node("cantSplit"))
        if number < len(grid.head):
            properties.append(node("tblHeader"))
        row.append(properties)
        spots = dict(zip(begins, cells, strict=True))
        at = 0
        while at < len(columns):
            if at in spots:
                cell = spots[at]
                row.append(_cell(writing, cell, columns[at : at + cell.columns]))
                if cell.rows > 1:
                    below[at] = (cell.rows - 1, cell.columns)
                at += cell.columns
            elif at in below:
                left, across = below.pop(at)
                row.append(_continued(columns[at : at + across]))
                if left > 1:
                    below[at] = (left - 1, across)
                at += across
            else:
                row.append(_frame(columns[at : at + 1], (), paragraph("TableText", [])))
                at += 1
        table.append(row)
    if is_small(grid):
        _hold(table)
    return table


def facts_table(facts: Facts) -> etree._Element:
    """Numbers beside each other, in even rows."""
    wide = across(facts)
    columns = [_WIDE // wide] * wide
    table = _table("FactsTable", columns)
    for first in range(0, len(facts.facts), wide):
        row = node("tr", node("trPr", node("cantSplit")))
        for fact in facts.facts[first : first + wide]:
            number = paragraph("FactNumber", [words(fact.number)])
            row.append(_frame(columns[:1], (), number, paragraph("FactWords", [words(fact.words)])))
        table.append(row)
    return table


def _hold(table: etree._Element) -> None:
    """Keep each row of a table on the page of the next."""
    for row in list(table.iterchildren("{*}tr"))[:-1]:
        for properties in row.iterfind("{*}tc/{*}p/{*}pPr"):
            if properties.find("{*}keepNext") is None:
                properties.insert(1, node("keepNext"))


def _table(style: str, columns: Sequence[int], **look: int) -> etree._Element:
    looks = {"firstRow": 0, "lastRow": 0, "firstColumn": 0, "lastColumn": 0, **look}
    properties = node(
        "tblPr",
        node("tblStyle", val=style),
        node("tblW", w=sum(columns), type="dxa"),
        node("tblLayout", type="fixed"),
        node("tblLook", val="0020" if looks["firstRow"] else "0000", **looks, noHBand=1, noVBand=1),
    )
    return node("tbl", properties, node("tblGrid", *(node("gridCol", w=one) for one in columns)))


def _cell(writing: Writing, cell: Cell, columns: Sequence[int]) -> etree._Element:
    style = "TableHeading" if cell.header in ("column", "rowgroup") else "TableText"
    inside = list(writing.blocks(cell.blocks, style)) or [paragraph(style, [])]
    if cell.name:
        first = inside[0]
        properties, *content = list(first)
        first[:] = [properties, *writing.marked(cell.name, content)]
    if not inside[-1].tag.endswith("}p"):
        inside.append(paragraph(style, []))
    merged = (node("vMerge", val="restart"),) if cell.rows > 1 else ()
    return _frame(columns, merged, *inside)


def _continued(columns: Sequence[int]) -> etree._Element:
    """The place of a cell that reaches down from above."""
    return _frame(columns, (node("vMerge"),), paragraph("TableText", []))


def _frame(
    columns: Sequence[int], merged: Sequence[etree._Element], *inside: etree._Element
) -> etree._Element:
    across = (node("gridSpan", val=len(columns)),) if len(columns) > 1 else ()
    properties = node("tcPr", node("tcW", w=sum(columns), type="dxa"), *across, *merged)
    return node("tc", properties, *inside)
