"""The room's picture: nobody sits on somebody, no name lies over another or over a shape."""

from itertools import combinations, product
from math import hypot

import pytest

from facilitator.pictures import seats
from facilitator.pictures.lettering import width
from facilitator.pictures.seats import NAME_HEIGHT, NAME_SIZE, REACH, Laid, picture

NAMES = (
    "Åse",
    "Kristoffer-Alexander",
    "Bo",
    "Ann-Kristin",
    "Øyvind",
    "Wilhelmmmmmmmmmmmm",
    "Per",
    "Magnhild",
    "Aleksandra",
    "Ida",
    "Thorbjørn",
    "Li",
)


def laid(tables: int, size: int, people: int) -> list[Laid]:
    """Tables of one size with as many people each."""
    return [Laid(number, size, NAMES[:people]) for number in range(1, tables + 1)]


def boxes(table: seats.DrawnTable) -> list[tuple[float, float, float, float]]:
    """Where the table's names lie."""
    found = []
    for chair in table.chairs:
        if chair.name:
            half = width(chair.name.text, NAME_SIZE) / 2
            bottom = chair.name.y + 3
            found.append((chair.name.x - half, bottom - NAME_HEIGHT, chair.name.x + half, bottom))
    return found


@pytest.mark.parametrize("size", range(1, 13))
def test_nothing_lies_over_anything_else(size: int) -> None:
    for tables, empty in product((1, 4, 8, 15), (0, 1)):
        drawn = picture(laid(tables, size, size - empty))
        for table in drawn.tables:
            right, bottom = table.left + table.width, table.top + table.height
            assert 0 <= table.left < right <= drawn.width
            assert 0 <= table.top < bottom <= drawn.height
            assert len(table.chairs) == size
            for one, other in combinations(table.chairs, 2):
                assert hypot(one.x - other.x, one.y - other.y) >= 2 * REACH
            for chair in table.chairs:
                assert hypot(chair.x - table.x, chair.y - table.y) >= table.radius + REACH
                assert table.left <= chair.x - REACH < chair.x + REACH <= right
                assert table.top <= chair.y - REACH < chair.y + REACH <= bottom
            names = boxes(table)
            for one, other in combinations(names, 2):
                assert (
                    one[2] <= other[0]
                    or other[2] <= one[0]
                    or one[3] <= other[1]
                    or (other[3] <= one[1])
                )
            for left, top, till, end in names:
                assert table.left <= left < till <= right
                assert table.top <= top < end <= bottom
                for chair in table.chairs:
                    aside = chair.x + REACH <= left or till <= chair.x - REACH
                    assert aside or chair.y + REACH <= top or end <= chair.y - REACH
        for one, other in combinations(drawn.tables, 2):
            assert (
                one.left + one.width <= other.left
                or other.left + other.width <= one.left
                or one.top + one.height <= other.top
                or other.top + other.height <= one.top
            )


def test_names_are_written_while_there_is_room_for_them() -> None:
    assert [picture(laid(tables, 8, 7)).named for tables in (1, 4, 8, 12, 15)] == [
        True,
        True,
        True,
        True,
        False,
    ]
    eight = picture(laid(8, 8, 7))
    for table in eight.tables:
        assert next(chair.name.text for chair in table.chairs if chair.name) == "Åse"
        assert sum(chair.name is not None for chair in table.chairs) == 7


def test_a_room_without_tables_and_a_table_without_chairs_are_drawn() -> None:
    assert picture([]).tables == ()
    assert picture([Laid(1, 0)]).tables[0].chairs == ()


def test_a_table_that_is_too_full_has_a_chair_for_everybody() -> None:
    assert len(picture([Laid(1, 2, NAMES[:5])]).tables[0].chairs) == 5


def test_a_last_row_is_as_full_as_the_others_where_it_can_be() -> None:
    rows = [table.top for table in picture(laid(6, 8, 6)).tables]
    assert [rows.count(top) for top in sorted(set(rows))] == [3, 3]
