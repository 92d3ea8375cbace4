"""The arrows press on one line, are as long as they are strong, and carry their words."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.pictures.arrows import (
    Arrow,
    Box,
    Column,
    Force,
    Line,
    Picture,
    draw,
)
from facilitator.pictures.lettering import width as width_of

SHAPES = [(1792, 656), (1792, 1000), (1500, 680)]
LONG = (
    "Vanskelig å skjønne hvem som bestemmer hva – er det kommunen, fylket eller staten vi"
    " egentlig snakker med nå, og hvem skal vi ringe om dette"
)
forces = st.builds(
    Force,
    st.text(min_size=1, max_size=140).map(lambda text: text.strip() or "…") | st.just(LONG),
    st.just("Fra bord 12 · styrke 4"),
    st.none() | st.floats(1, 5),
)


def ends(arrow: Arrow) -> tuple[int, int]:
    """The tip and the tail of ``arrow``."""
    found = re.fullmatch(r"M(-?\d+) \d+L-?\d+ \d+H(-?\d+)V\d+H-?\d+Z", arrow.outline)
    assert found
    return int(found[1]), int(found[2])


def text_of(arrow: Arrow) -> str:
    return " ".join(line.text for line in arrow.words[:-1])


def test_one_force_on_each_side_is_drawn_like_this() -> None:
    picture = draw([Force("Tillit", "2 bord · styrke 4,0", 4)], [Force("Tid", "uten styrke")])
    assert picture == Picture(
        width=1792,
        height=656,
        detail_size=24,
        heading_size=34,
        columns=(
            Column(
                x=818,
                y=38,
                first=100,
                anchor="end",
                arrows=(
                    Arrow(
                        outline="M878 114L838 56H176V172H838Z",
                        size=32,
                        rated=True,
                        words=(Line(818, 111, "Tillit"), Line(818, 140, "2 bord · styrke 4,0")),
                        on=Box(176, 56, 702, 116),
                        beside=None,
                    ),
                ),
            ),
            Column(
                x=974,
                y=38,
                first=100,
                anchor="start",
                arrows=(
                    Arrow(
                        outline="M914 114L954 56H1019V172H954Z",
                        size=32,
                        rated=False,
                        words=(Line(1039, 111, "Tid"), Line(1039, 140, "uten styrke")),
                        on=None,
                        beside=Box(1019, 56, 773, 116),
                    ),
                ),
            ),
        ),
        lines=(Box(890, 0, 12, 656),),
    )


def test_an_arrow_is_as_long_as_it_is_strong() -> None:
    strengths = [5, 4, 2.5, 1, None]
    column = draw([], [Force("Tid", "…", strength) for strength in strengths]).columns[1]
    tips, tails = zip(*map(ends, column.arrows), strict=True)
    assert set(tips) == {914}
    assert [tail - 914 for tail in tails] == [878, 702, 439, 176, 105]


@pytest.mark.parametrize(
    ("text", "strength", "on", "beside"),
    [
        ("Tillit", 3, True, False),
        ("Tillit", 1, False, True),
        ("Tillit", None, False, True),
        (LONG, 5, True, False),
        (LONG, 2, True, True),
        (LONG, 1, False, True),
        (LONG, None, False, True),
    ],
)
def test_words_stand_on_the_arrow_when_it_has_room_for_them(
    text: str, strength: float | None, on: bool, beside: bool
) -> None:
    (arrow,) = draw([Force(text, "Fra bord 12", strength)] * 6, []).columns[0].arrows[:1]
    assert (arrow.on is not None, arrow.beside is not None) == (on, beside)


def test_short_texts_are_larger_than_long_ones() -> None:
    texts = ["Tillit", LONG[:28], LONG]
    rows = [Force(text, "…", 3) for text in (*texts, *texts)]
    assert [arrow.size for arrow in draw(rows, []).columns[0].arrows[:3]] == [32, 26, 24]


def test_what_is_too_long_ends_in_an_ellipsis_when_rows_are_many() -> None:
    (many,) = draw([Force(LONG, "…", 3)] * 6, []).columns[0].arrows[:1]
    (few,) = draw([Force(LONG, "…", 3)] * 4, []).columns[0].arrows[:1]
    assert text_of(many).endswith("…")
    assert text_of(few) == LONG


@pytest.mark.parametrize("shape", SHAPES)
@given(left=st.lists(forces, max_size=6), right=st.lists(forces, max_size=6))
@settings(max_examples=40, deadline=None)
def test_nothing_leaves_its_place(
    shape: tuple[int, int], left: list[Force], right: list[Force]
) -> None:
    width, height = shape
    picture = draw(left, right, width=width, height=height)
    for column, rows, start, stop in zip(
        picture.columns, (left, right), (0, width // 2), (width // 2, width), strict=True
    ):
        assert len(column.arrows) == len(rows)
        for arrow, force in zip(column.arrows, rows, strict=True):
            boxes = [box for box in (arrow.on, arrow.beside) if box]
            assert all(start <= box.x and box.x + box.width <= stop for box in boxes)
            assert all(box.y + box.height <= height for box in boxes)
            top, bottom = boxes[0].y, boxes[0].y + boxes[0].height
            assert all(top + 0.7 * picture.detail_size <= line.y < bottom for line in arrow.words)
            assert arrow.words[-1].text == force.detail
            near, far = min(box.x for box in boxes), max(box.x + box.width for box in boxes)
            for line in arrow.words[:-1]:
                long = width_of(line.text, arrow.size, bold=True)
                ends = (
                    (line.x - long, line.x) if column.anchor == "end" else (line.x, line.x + long)
                )
                assert near <= ends[0]
                assert ends[1] <= far
        tops = [(arrow.on or arrow.beside).y for arrow in column.arrows]  # type: ignore[union-attr]
        assert all(second - first > 70 for first, second in pairwise(tops))
