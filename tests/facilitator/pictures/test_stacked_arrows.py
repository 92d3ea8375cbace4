"""On a phone the sides stand below each other, and every text is whole."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.pictures.arrows import Arrow, Box, Column, Force, Line, Picture
from facilitator.pictures.stacked_arrows import WIDTH, stack

forces = st.builds(
    Force,
    st.text(min_size=1, max_size=140).map(lambda text: text.strip() or "…"),
    st.just("Fra bord 12 · styrke 4"),
    st.none() | st.floats(1, 5),
)


def test_a_phone_shows_one_side_below_the_other() -> None:
    picture = stack([Force("Tillit", "2 bord · styrke 5,0", 5)], [])
    assert picture == Picture(
        width=328,
        height=254,
        detail_size=14,
        heading_size=18,
        columns=(
            Column(
                x=0,
                y=21,
                first=149,
                anchor="start",
                arrows=(
                    Arrow(
                        outline="M316 98L304 89H0V107H304Z",
                        size=16,
                        rated=True,
                        words=(Line(0, 59, "Tillit"), Line(0, 80, "2 bord · styrke 5,0")),
                        on=None,
                        beside=Box(0, 42, 316, 47),
                    ),
                ),
            ),
            Column(x=12, y=191, first=233, anchor="start", arrows=()),
        ),
        lines=(Box(322, 0, 6, 128), Box(0, 170, 6, 84)),
    )


@given(left=st.lists(forces, max_size=6), right=st.lists(forces, max_size=6))
@settings(max_examples=40, deadline=None)
def test_a_phone_shows_every_text_whole(left: list[Force], right: list[Force]) -> None:
    picture = stack(left, right)
    ys = []
    for column, rows in zip(picture.columns, (left, right), strict=True):
        ys.append(column.y)
        for arrow, force in zip(column.arrows, rows, strict=True):
            ys += [line.y for line in arrow.words]
            # A word that is divided has a hyphen that nobody wrote.
            written = "".join(line.text.rstrip("-") for line in arrow.words[:-1])
            assert written.replace(" ", "") == "".join(force.text.split()).replace("-", "") or (
                "-" in force.text
            )
            across = [int(x) for x in re.findall(r"[MLH](-?\d+)", arrow.outline)]
            assert 0 <= min(across) <= max(across) <= WIDTH
    assert ys == sorted(set(ys))
    assert ys[-1] < picture.height
