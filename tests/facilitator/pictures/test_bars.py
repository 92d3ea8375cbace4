"""Bars hold any labels and counts: inside the picture, none over another, to one measure."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.pictures import bars
from facilitator.pictures.lettering import width

LABEL = st.text("abcdefghijklmnoæøåMW ", min_size=1, max_size=80).map(str.strip).filter(bool)
ANSWERS = st.lists(st.tuples(LABEL, st.integers(0, 999)), min_size=2, max_size=20)


@given(
    ANSWERS,
    st.sampled_from([(1792, 540), (1792, 980), (1500, 540)]),
    st.sampled_from(["svar", "answers"]),
)
@settings(max_examples=60, deadline=None)
def test_lying_bars_and_their_words_stay_inside_and_apart(
    answers: list[tuple[str, int]], size: tuple[int, int], word: str
) -> None:
    labels, counts = [label for label, _ in answers], [count for _, count in answers]
    texts = [f"{count} {word}" for count in counts]
    drawn = bars.lying(labels, counts, texts, width=size[0], height=size[1])
    assert [bar.said for bar in drawn.bars] == texts
    assert drawn.text_size >= 24
    assert drawn.bottom <= size[1]
    for bar in drawn.bars:
        for line in bar.label:
            assert line.x - width(line.text, drawn.text_size) >= 0
            assert drawn.text_size * 0.7 <= line.y <= size[1]
        assert bar.said_x + width(bar.said, drawn.text_size, bold=True) <= size[0]
        assert bar.y >= 0
        assert bar.y + bar.height <= size[1]
    baselines = [line.y for bar in drawn.bars for line in bar.label]
    steps = [after - before for before, after in pairwise(baselines)]
    assert all(step >= drawn.text_size for step in steps)


@given(ANSWERS)
@settings(max_examples=40, deadline=None)
def test_a_bar_is_as_long_as_its_count_says(answers: list[tuple[str, int]]) -> None:
    counts = [count for _, count in answers]
    drawn = bars.lying([label for label, _ in answers], counts, [f"{count}" for count in counts])
    longest = max(bar.width for bar in drawn.bars)
    for bar, count in zip(drawn.bars, counts, strict=True):
        assert bar.x == drawn.axis
        assert abs(bar.width - longest * count / max(*counts, 1)) <= 1


@given(
    st.lists(st.integers(0, 999), min_size=3, max_size=10),
    LABEL,
    LABEL,
    st.sampled_from([(1792, 540), (1500, 540)]),
)
@settings(max_examples=60, deadline=None)
def test_columns_and_the_words_at_their_ends_stay_inside_and_apart(
    counts: list[int], low: str, high: str, size: tuple[int, int]
) -> None:
    drawn = bars.standing(counts, low, high, width=size[0], height=size[1])
    lefts = [column.x for column in drawn.columns]
    rights = [column.x + column.width for column in drawn.columns]
    assert lefts[0] >= 0
    assert rights[-1] <= size[0]
    assert all(right < left for right, left in zip(rights, lefts[1:], strict=False))
    for column in drawn.columns:
        assert column.y + column.height == drawn.base
        assert column.y >= drawn.text_size
    reach = max(line.x + width(line.text, 28) for line in drawn.low)
    assert all(line.x - width(line.text, 28) >= reach for line in drawn.high)
    assert max(line.y for line in (*drawn.low, *drawn.high)) <= size[1]


def test_long_labels_are_whole_in_a_long_list() -> None:
    label = "Jeg er innbygger og frivillig i et lag eller en forening i kommunen vår her ute"
    drawn = bars.lying([label] * 20, [1] * 20, ["1 svar"] * 20)
    assert {" ".join(line.text for line in bar.label) for bar in drawn.bars} == {label}


def test_where_nobody_has_answered_there_is_no_bar() -> None:
    drawn = bars.lying(["Ja", "Nei"], [0, 0], ["0 svar", "0 svar"])
    assert [(bar.width, bar.said_x - bar.x) for bar in drawn.bars] == [(0, 20), (0, 20)]
    assert [column.height for column in bars.standing([0, 0, 0], "Lite", "Mye").columns] == [0] * 3
