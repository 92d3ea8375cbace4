"""The staircase rises, holds what fits, counts the rest and never draws one thing over another."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.ladders import PRESETS
from facilitator.pictures.lettering import Line
from facilitator.pictures.staircase import draw, pages
from facilitator.pictures.stairs import (
    Band,
    DrawnTread,
    Marker,
    Markers,
    More,
    Note,
    Staircase,
    Tread,
)

FIVE = [Tread(name, description, group) for name, description, group in PRESETS["five"].steps]
SHAPES = [(1792, 600), (1792, 960), (1500, 680)]


def filled(steps: int, notes: int, tables: int, text: str) -> list[Tread]:
    """A staircase where every step has all notes and all tables."""
    return [
        Tread(f"Trinn {step}", "Vi snakkes.", notes=[(text, False)] * notes,
              now=range(1, tables + 1), wanted=range(1, tables + 1))
        for step in range(steps)
    ]  # fmt: skip


def test_two_steps_with_little_on_them_are_drawn_like_this() -> None:
    treads = [
        Tread("Lav", "Kommunen spør. Alle svarer.", notes=[("Brev", False)], now=[2, 1]),
        Tread("Høy", notes=[("Dugnad", True)], wanted=[1]),
    ]
    assert draw(treads, width=800, height=600) == Staircase(
        width=800,
        height=600,
        name_size=32,
        text_size=26,
        reach=31,
        treads=(
            DrawnTread(
                x=0,
                top=246,
                width=400,
                fill="#e3edf8",
                name=(Line(20, 292, "1 Lav"),),
                description=(Line(20, 326, "Kommunen spør."),),
                notes=(Note(361, False, (Line(56, 370, "Brev"),)),),
                more=None,
                now=Markers((Marker(40, 208, 1), Marker(104, 208, 2))),
                wanted=Markers(),
            ),
            DrawnTread(
                x=400,
                top=136,
                width=400,
                fill="#9dc1e6",
                name=(Line(420, 182, "2 Høy"),),
                description=(),
                notes=(Note(217, True, (Line(456, 226, "Dugnad"),)),),
                more=None,
                now=Markers(),
                wanted=Markers((Marker(440, 98, 1),)),
            ),
        ),
        bands=(),
    )


def test_groups_are_named_at_the_foot_of_their_steps() -> None:
    treads = [Tread("A", group="Lav"), Tread("B", group="Lav"), Tread("C"), Tread("D", group="Høy")]
    assert draw(treads, width=800, height=600).bands == (
        Band(0, 552, 400, 48, Line(14, 585, "Lav")),
        Band(600, 552, 200, 48, Line(614, 585, "Høy")),
    )


def test_tables_that_have_no_room_are_counted() -> None:
    treads = [*FIVE[:4], Tread("Medbestemmelse", now=range(1, 31), wanted=range(1, 31))]
    top = draw(treads).treads[4]
    assert [len(markers.drawn) for markers in (top.now, top.wanted)] == [17, 11]
    assert [markers.more and markers.more.count for markers in (top.now, top.wanted)] == [13, 19]


def test_examples_that_have_no_room_are_counted() -> None:
    treads = [Tread("Informasjon", notes=[(f"Eksempel {n}", False) for n in range(20)]), *FIVE[1:]]
    lowest = draw(treads).treads[0]
    assert [note.lines[0].text for note in lowest.notes] == [
        "Eksempel 0",
        "Eksempel 1",
        "Eksempel 2",
        "Eksempel 3",
    ]
    assert lowest.more == More(20, 598, 16)


def test_the_next_page_goes_on_where_the_last_one_ended() -> None:
    few = Tread("Dialog", notes=[("Gjestebud", False)])
    many = Tread("Informasjon", notes=[(f"Eksempel {n}", False) for n in range(10)])
    treads = [many, few, *FIVE[2:]]
    shown = [
        [
            (tread.first, [note.lines[0].text for note in tread.notes], tread.more)
            for tread in draw(treads, page=page).treads[:2]
        ]
        for page in (2, 3, 4)
    ]
    second = (4, [f"Eksempel {n}" for n in (4, 5, 6, 7)], More(20, 598, 2))
    last = (8, ["Eksempel 8", "Eksempel 9"], None)
    unchanged = (0, ["Gjestebud"], None)
    assert shown == [[second, unchanged], [last, unchanged], [last, unchanged]]
    assert pages(treads) == 3


def test_a_staircase_without_examples_is_one_page() -> None:
    assert pages(FIVE) == 1


@pytest.mark.parametrize("shape", SHAPES)
@given(
    notes=st.integers(0, 40),
    text=st.text(min_size=1, max_size=120),
    steps=st.integers(2, 8),
)
@settings(max_examples=40, deadline=None)
def test_the_pages_show_every_example_once(
    shape: tuple[int, int], notes: int, text: str, steps: int
) -> None:
    width, height = shape
    treads = filled(steps, notes, 8, text)
    count = pages(treads, width=width, height=height)
    drawn = [
        draw(treads, page=page, width=width, height=height).treads[0]
        for page in range(1, count + 1)
    ]
    shown = [tread.first + at for tread in drawn for at in range(len(tread.notes))]
    assert shown == list(range(notes))
    assert drawn[-1].more is None


def test_a_long_example_takes_two_lines_and_ends_in_an_ellipsis() -> None:
    treads = [*FIVE[:4], Tread("Medbestemmelse", notes=[("Ungdommens bydelsbudsjett " * 9, False)])]
    (note,) = draw(treads).treads[4].notes
    assert [line.text for line in note.lines] == ["Ungdommens", "bydelsbudsjett…"]


@pytest.mark.parametrize("preset", PRESETS)
def test_the_names_of_every_preset_are_drawn_whole(preset: str) -> None:
    treads = [Tread(*step) for step in PRESETS[preset].steps]
    names = [
        " ".join(line.text for line in tread.name).replace("- ", "")
        for tread in draw(treads).treads
    ]
    assert names == [f"{at} {tread.name}" for at, tread in enumerate(treads, start=1)]


@pytest.mark.parametrize("shape", SHAPES)
@given(
    steps=st.integers(2, 8),
    notes=st.sampled_from([0, 1, 3, 12, 200]),
    tables=st.integers(0, 30),
    text=st.text(min_size=1, max_size=300),
)
@settings(max_examples=40, deadline=None)
def test_nothing_leaves_its_place(
    shape: tuple[int, int], steps: int, notes: int, tables: int, text: str
) -> None:
    width, height = shape
    picture = draw(filled(steps, notes, tables, text), width=width, height=height)
    tops = [tread.top for tread in picture.treads]
    assert tops == sorted(tops, reverse=True)
    assert len(set(tops)) == steps
    for tread in picture.treads:
        lines = [line for note in tread.notes for line in note.lines]
        baselines = [*tread.name, *tread.description, *lines, *([tread.more] if tread.more else [])]
        ys = [line.y for line in baselines]
        assert ys == sorted(set(ys))
        assert tread.top < ys[0]
        assert ys[-1] <= height - 8
        assert len(tread.notes) + (tread.more.count if tread.more else 0) == notes
        places = []
        for markers in (tread.now, tread.wanted):
            assert len(markers.drawn) + (markers.more.count if markers.more else 0) == tables
            places += [(marker.x, marker.y) for marker in markers.drawn]
            places += [(markers.more.x, markers.more.y)] if markers.more else []
        reach = picture.reach
        assert all(tread.x <= x - reach and x + reach <= tread.x + tread.width for x, _y in places)
        assert all(y >= reach and y + reach < tread.top for _x, y in places)
        assert all(
            max(abs(x - other_x), abs(y - other_y)) >= 2 * reach
            for (x, y), (other_x, other_y) in combinations(places, 2)
        )
