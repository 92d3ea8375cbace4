"""Several meetings on one ladder: the same share is the same length, and all of it has room."""

import pytest

from facilitator.pictures.lettering import width
from facilitator.pictures.stands_beside import WIDTH, draw

STEPS = ("Informasjon", "Konsultasjon", "Dialog", "Samarbeid", "Medbestemmelse i det store")


def test_a_room_of_any_size_has_as_long_a_bar_for_the_same_share() -> None:
    drawn = draw(STEPS, ["Verdal", "Namsos"], [[2, 2, 0, 0, 0], [15, 15, 0, 0, 0]], [[0] * 5] * 2)
    small, large = (column.now for column in drawn.columns)
    assert [bar.width for bar in small] == [bar.width for bar in large]
    assert [(bar.count, bar.of) for bar in large[:2]] == [(15, 30), (15, 30)]
    assert [bar.width for bar in drawn.columns[0].wanted] == [0] * 5


@pytest.mark.parametrize("meetings", [2, 6])
def test_bars_and_what_is_said_beside_them_stay_in_their_column(meetings: int) -> None:
    names = ["Levanger – Ytterøy bygdehus og omegn"] * meetings
    counts = [[30, 0, 0, 0, 0]] * meetings
    drawn = draw(STEPS, names, counts, counts)
    edges = [column.axis for column in drawn.columns[1:]] + [WIDTH]
    for column, edge in zip(drawn.columns, edges, strict=True):
        for bar in (*column.now, *column.wanted):
            assert bar.count_x + width("30 av 30", 24) <= edge
            assert bar.y + bar.height <= drawn.height
        for line in column.name:
            assert line.x + width(line.text, drawn.text_size, bold=True) <= edge
        assert max(line.y for line in column.name) < drawn.top
