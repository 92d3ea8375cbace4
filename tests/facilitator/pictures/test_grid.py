"""The grid holds what fits in words, the rest in numbers, and counts what has room for neither."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.pictures.grid import (
    CHIP,
    Aside,
    Cell,
    Entry,
    Grid,
    Mark,
    Note,
    Numbers,
    Words,
    draw,
)
from facilitator.pictures.lettering import Line

WORDS = Words(
    ["Gjør først", "", "Planlegg", "", "", "", "Når det passer", "", "Tenk videre"],
    ["Liten innsats", "Middels innsats", "Stor innsats"],
    ["Stor effekt", "Middels effekt", "Liten effekt"],
    "Ikke plassert",
)
BARE = Words([""] * 9, ["Lite", "Noe", "Mye"], ["Mye", "Noe", "Lite"], "Ellers")
SHAPES = [(1792, 606), (1792, 966), (1500, 760), (600, 760)]


def entries(count: int, text: str = "Gratis buss", tables: int = 1, first: int = 1) -> list[Entry]:
    return [Entry(first + at, text, range(1, tables + 1)) for at in range(count)]


def cells(*filled: list[Entry]) -> list[list[Entry]]:
    return [*filled, *([] for _empty in range(9 - len(filled)))]


def counted(notes: int, numbers: Numbers) -> int:
    """How many measures are told of."""
    more = int(numbers.more.text.removeprefix("+")) if numbers.more else 0
    return notes + len(numbers.drawn) + more


def test_one_measure_in_a_cell_and_one_aside_are_drawn_like_this() -> None:
    inside, aside = [Entry(7, "Buss", [3])], [Entry(12, "Kart", [1])]
    note = Note(Mark(154, 28, 49, "7"), (Line(187, 37, "Buss"),), Mark(448, 28, 36, "3"))
    empty = [
        Cell(x, y, 356, 133, (), (), Numbers()) for y in (0, 139, 278) for x in (120, 482, 844)
    ]
    assert draw(cells(inside), aside, BARE, width=1200, height=500) == Grid(
        width=1200,
        height=500,
        cells=(Cell(120, 0, 356, 133, (), (note,), Numbers()), *empty[1:]),
        efforts=(
            (Line(298, 436, "Lite"),),
            (Line(660, 436, "Noe"),),
            (Line(1022, 436, "Mye"),),
        ),
        effects=((Line(104, 74, "Mye"),), (Line(104, 213, "Noe"),), (Line(104, 352, "Lite"),)),
        aside=Aside(Line(0, 490, "Ellers"), Numbers((Mark(115, 482, 49, "12"),))),
    )


def test_without_anything_aside_the_cells_take_its_room() -> None:
    with_aside, without = (draw(cells(), aside, WORDS) for aside in (entries(1), []))
    assert without.aside is None
    assert without.cells[0].height > with_aside.cells[0].height


def test_corners_are_named() -> None:
    words = [[line.text for line in cell.words] for cell in draw(cells(), [], WORDS).cells]
    assert words == [
        ["Gjør først"], [], ["Planlegg"],
        [], [], [],
        ["Når det passer"], [], ["Tenk videre"],
    ]  # fmt: skip


def test_lines_to_spare_go_to_the_measures_that_need_them() -> None:
    long = Entry(2, "Fast innbyggerpanel som blir spurt lenge før sakene er ferdige", [2])
    cell = draw(cells([Entry(1, "Mindre papir", [1]), long]), [], WORDS).cells[0]
    assert [[line.text for line in note.lines] for note in cell.notes] == [
        ["Mindre papir"],
        ["Fast innbyggerpanel som blir", "spurt lenge før sakene er ferdige"],
    ]


def test_on_one_line_a_long_word_is_cut_and_not_left_out() -> None:
    crowd = entries(3, "Fast medvirkningskoordinatorstilling i kommunen")
    cell = draw(cells([], crowd), entries(1), WORDS).cells[1]
    assert {note.lines[0].text for note in cell.notes} == {"Fast medvirkningskoordinators…"}


def test_a_crowded_cell_has_words_for_the_first_numbers_for_more_and_counts_the_rest() -> None:
    cell = draw(cells(entries(40)), [], WORDS).cells[0]
    assert [note.number.text for note in cell.notes] == ["1", "2"]
    assert [mark.text for mark in cell.numbers.drawn] == [str(number) for number in range(3, 11)]
    assert cell.numbers.more is not None
    assert cell.numbers.more.text == "+30"


def test_on_a_phone_every_measure_is_a_number() -> None:
    cell = draw(cells(entries(5)), [], WORDS, width=600, height=760).cells[0]
    assert cell.notes == ()
    assert [mark.text for mark in cell.numbers.drawn] == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize(
    ("tables", "told"), [(1, "1"), (3, "1, 2, 3"), (4, "1, 2 +2"), (30, "1, 2 +28")]
)
def test_few_tables_are_named_and_more_are_counted(tables: int, told: str) -> None:
    (note,) = draw(cells(entries(1, tables=tables)), [], WORDS).cells[0].notes
    assert note.tables.text == told


def boxes(cell: Cell) -> Iterator[tuple[float, float, float, float]]:
    """Left, top, right and bottom of every mark."""
    notes = (mark for note in cell.notes for mark in (note.number, note.tables))
    more = [cell.numbers.more] if cell.numbers.more else []
    for mark in (*notes, *cell.numbers.drawn, *more):
        yield (
            mark.x - mark.width / 2,
            mark.y - CHIP / 2,
            mark.x + mark.width / 2,
            mark.y + CHIP / 2,
        )


@pytest.mark.parametrize("shape", SHAPES)
@given(
    counts=st.lists(st.sampled_from([0, 1, 2, 3, 5, 12, 40, 200]), min_size=10, max_size=10),
    tables=st.integers(1, 30),
    first=st.sampled_from([1, 90, 700]),
    text=st.text(min_size=1, max_size=300).filter(str.strip),
)
@settings(max_examples=40, deadline=None)
def test_nothing_leaves_its_place_and_everything_is_told_of(
    shape: tuple[int, int], counts: list[int], tables: int, first: int, text: str
) -> None:
    width, height = shape
    *inside, aside = (entries(count, text, tables, first) for count in counts)
    picture = draw(inside, aside, WORDS, width=width, height=height)
    for cell, count in zip(picture.cells, counts, strict=False):
        assert counted(len(cell.notes), cell.numbers) == count
        assert cell.x + cell.width <= width
        found = list(boxes(cell))
        lines = [*cell.words, *(line for note in cell.notes for line in note.lines)]
        ys = [line.y for line in lines]
        assert ys == sorted(set(ys))
        assert all(cell.y + 20 < y < cell.y + cell.height - 8 for y in ys)
        assert all(
            cell.x <= left and cell.y <= top
            and right <= cell.x + cell.width and bottom <= cell.y + cell.height
            for left, top, right, bottom in found
        )  # fmt: skip
        assert all(
            one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            for one, other in combinations(found, 2)
        )
    told = picture.aside.numbers if picture.aside else Numbers()
    assert counted(0, told) == counts[-1]
    assert all(mark.x + mark.width / 2 <= width and mark.y <= height for mark in told.drawn)
