"""Says in a PDF which cells name their row: typst can say it of columns only."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from facilitator.documents.blocks import Block, Cell, Grid, Listing

_CELLS = (Name.TH, Name.TD)


def with_row_headers(made: bytes, blocks: Sequence[Block]) -> bytes:
    """The PDF ``made`` of ``blocks``, with a scope on the cells that name a row or several."""
    grids = list(_grids(blocks))
    if not any(_names_rows(grid) for grid in grids):
        return made
    out = BytesIO()
    with pikepdf.open(BytesIO(made)) as pdf:
        tables = _elements(pdf.Root.StructTreeRoot.K, Name.Table)
        for grid, table in zip(grids, tables, strict=True):
            _name_rows(grid, table)
        pdf.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            fix_metadata_version=False,
        )
    return out.getvalue()


def _grids(blocks: Sequence[Block]) -> Iterator[Grid]:
    """The tables, each before those that stand in its cells."""
    for block in blocks:
        match block:
            case Listing():
                for point in block.points:
                    yield from _grids(point)
            case Grid():
                yield block
                for row in (*block.head, *block.body):
                    for cell in row:
                        yield from _grids(cell.blocks)


def _names_rows(grid: Grid) -> bool:
    return any(cell.header.startswith("row") for row in grid.body for cell in row)


def _elements(inside: Any, *names: Name) -> Iterator[Any]:
    """The elements of the structure tree that have one of ``names``, from the first to the last."""
    if isinstance(inside, Array):
        for one in inside:
            yield from _elements(one, *names)
    elif isinstance(inside, Dictionary) and "/S" in inside:
        if inside.S in names:
            yield inside
        yield from _elements(inside.get("/K", Array()), *names)


def _name_rows(grid: Grid, table: Any) -> None:
    """Give the row's own scope to the cells of ``table`` that are headers in ``grid``."""
    if not _names_rows(grid):
        return
    rows: Sequence[Sequence[Cell]] = (*grid.head, *grid.body)
    found = [list(_children(row, *_CELLS)) for row in _rows(table)]
    for cells, elements in zip(rows, found, strict=True):
        for cell, element in zip(cells, elements, strict=False):
            own = _own(element)
            # Programs then work out from the scopes which headers a cell has.
            if "/Headers" in own:
                del own.Headers
            if cell.header.startswith("row"):
                element.S = Name.TH
                own.Scope = Name.Row


def _rows(table: Any) -> Iterator[Any]:
    for part in _children(table, Name.THead, Name.TBody, Name.TFoot, Name.TR):
        if part.S == Name.TR:
            yield part
        else:
            yield from _children(part, Name.TR)


def _children(element: Any, *names: Name) -> Iterator[Any]:
    inside = element.get("/K", Array())
    for one in inside if isinstance(inside, Array) else (inside,):
        if isinstance(one, Dictionary) and one.get("/S") in names:
            yield one


def _own(element: Any) -> Any:
    """What a cell says of itself as a cell."""
    attributes = element.get("/A")
    owned = list(attributes) if isinstance(attributes, Array) else [attributes]
    for one in owned:
        if one is not None and Name.Table == one.O:
            return one
    own = Dictionary(O=Name.Table)
    element.A = Array([own, *(one for one in owned if one is not None)])
    return element.A[0]
