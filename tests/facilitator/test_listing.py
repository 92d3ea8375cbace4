"""Lists: themes first, every table in turn, and each contribution on one row."""

from dataclasses import dataclass, field
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from facilitator.listing import Row, by_dots, in_turn, listed, most_dotted, most_shared


@dataclass(frozen=True)
class Topic:
    """A theme's label."""

    id: int
    title: str
    position: int


@dataclass(frozen=True)
class Note:
    """What somebody said."""

    number: int
    table: int
    lifted: bool = False
    highlighted: bool = False
    hidden: bool = False
    theme: Topic | None = None
    dots: int = 0
    body: dict[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return f"c{self.number}"


ROADS, SCHOOL = Topic(9, "Veger", 1), Topic(7, "Skole", 2)


def numbers(said: Any) -> list[int]:
    return [one.number for one in said]


def test_every_table_is_heard_once_before_any_is_heard_twice() -> None:
    said = [Note(1, 1), Note(2, 1), Note(3, 1), Note(4, 2), Note(5, 3)]
    assert numbers(in_turn(said)) == [1, 4, 5, 2, 3]


def test_what_is_lifted_comes_first_and_then_what_tables_have_chosen() -> None:
    said = [Note(1, 1), Note(2, 1, highlighted=True), Note(3, 1, lifted=True), Note(4, 2)]
    assert numbers(in_turn(said)) == [3, 2, 1, 4]


def test_themes_stand_in_their_order_before_what_no_theme_joins() -> None:
    said = [Note(1, 4), Note(2, 2, theme=SCHOOL), Note(3, 3, theme=ROADS), Note(4, 1, theme=SCHOOL)]
    alone, ours, road, yours = said
    assert listed(said) == (
        Row("Veger", (road,)),
        Row("Skole", (ours, yours)),
        Row(None, (alone,)),
    )


def test_a_row_tells_what_its_first_says() -> None:
    silent = Note(1, 4, body={"text": "Unge"}, dots=1)
    talking = Note(2, 2, body={"text": "Ungdom", "reason": "Tid"}, dots=2, highlighted=True)
    row = Row("De unge", (silent, talking))
    assert (row.title, row.told("reason"), row.told("place")) == ("De unge", "Tid", "")
    assert (row.tables, row.dots, row.marked) == ((2, 4), 3, True)
    assert (Row(None, (silent,)).title, Row(None, (silent,)).marked) == ("Unge", False)


def test_rows_with_as_many_dots_keep_their_order() -> None:
    rows = [Row(None, (Note(number, 1, dots=dots),)) for number, dots in enumerate([1, 2, 0, 2])]
    assert [row.given[0].number for row in by_dots(rows)] == [1, 3, 0, 2]


NOTES = st.builds(
    Note,
    number=st.integers(0, 999),
    table=st.integers(1, 4),
    lifted=st.booleans(),
    highlighted=st.booleans(),
    hidden=st.booleans(),
    theme=st.none() | st.sampled_from([ROADS, SCHOOL]),
)


@given(st.lists(NOTES, max_size=20, unique_by=lambda note: note.number))
def test_every_visible_one_is_on_one_row(said: list[Note]) -> None:
    shown = [one.number for row in listed(said) for one in row.given]
    assert sorted(shown) == sorted(one.number for one in said if not one.hidden)


def test_a_theme_of_one_table_is_not_shared() -> None:
    rows = listed(
        [
            Note(1, 1, theme=ROADS),
            Note(2, 1, theme=ROADS),
            Note(3, 1, theme=SCHOOL),
            Note(4, 2, theme=SCHOOL),
            Note(5, 3),
        ]
    )
    assert [row.theme for row in most_shared(rows)] == ["Skole"]
    assert most_shared(rows[:1]) == ()


def test_what_has_most_dots_may_be_several_and_is_nothing_without_dots() -> None:
    rows = listed([Note(1, 1, dots=2), Note(2, 2, dots=2), Note(3, 3, dots=1)])
    assert [row.given[0].number for row in most_dotted(rows)] == [1, 2]
    assert most_dotted(listed([Note(1, 1)])) == ()
