"""What fits: columns in a table, words in a line, characters in the fonts, pictures on a page."""

import pytest

from facilitator.documents.blocks import Cell, Figure, Grid, Heading, Listing, Paragraph, Run, Tone
from facilitator.documents.columns import ROOM, columns_of, starts, widths
from facilitator.documents.glyphs import breakable, right_to_left, written
from facilitator.documents.layout import has_long_words, held, holds_contents, is_small, is_whole
from facilitator.documents.pictures import fitted
from tests.facilitator.documents.samples import FONTS


def cell(text: str, *, columns: int = 1, rows: int = 1) -> Cell:
    return Cell((Paragraph((Run(text),)),), columns=columns, rows=rows)


def test_a_cell_begins_beside_those_that_reach_down_from_above() -> None:
    rows = [
        (cell("a", rows=3), cell("b", columns=2)),
        (cell("c", rows=2), cell("d")),
        (cell("e"),),
        (cell("f"), cell("g")),
    ]
    assert starts(rows) == [[0, 1], [1, 2], [2], [0, 1]]
    assert columns_of(Grid((), [], rows)) == 3


@pytest.mark.parametrize(
    "texts",
    [
        ["1", "Konsultasjon", "«Vi blir hørt, men sent.» (#18)"],
        ["1", "Dialog", "Vi må snakke med folk. " * 40],
        ["Innbyggermedvirkningskoordinator"] * 9,
        [""],
    ],
)
def test_columns_fill_the_width_and_none_is_without_room(texts: list[str]) -> None:
    found = widths(Grid((), [], [[cell(text) for text in texts]]))
    assert sum(found) == pytest.approx(ROOM, abs=0.1)
    assert min(found) > 1.5
    assert list(found) == sorted(found)


def test_long_words_do_not_press_what_is_long_into_a_column_of_a_word_each() -> None:
    long, short = "Svar alle som har gitt innspill: Hva ble det til? " * 4, "kommunikasjonsrådgiver"
    found = widths(Grid((), [], [[cell(text) for text in ("#96", long, *[short] * 3)]]))
    assert found[1] > ROOM / 5
    assert sum(found) == pytest.approx(ROOM, abs=0.1)


def test_words_that_stay_on_a_line_are_as_wide_as_one() -> None:
    rows = [[cell("Middels\u00a0stor"), cell("Middels stor")], [cell("a " * 99)] * 2]
    kept, free = widths(Grid((), [], rows))
    assert kept > free


@pytest.mark.parametrize(
    ("rows", "said", "small"),
    [
        (12, "Velkommen, mat og mingling", True),
        (13, "Velkommen, mat og mingling", False),
        # What does not fit on a page would be lost below its edge.
        (1, "\n" * 60, False),
        (12, "Vi må snakke med folk. " * 9, False),
    ],
)
def test_a_table_as_long_as_a_programme_is_not_divided(rows: int, said: str, small: bool) -> None:
    assert is_small(Grid((), [[cell("Post")]], [[cell(said)]] * rows)) is small


@pytest.mark.parametrize(
    ("row", "whole"),
    [
        ([cell("#1"), cell("Vi må snakke med folk. " * 9)], True),
        ([cell("#1"), cell("\n" * 60)], False),
        ([cell("#1", rows=2), cell("Kort")], False),
        ([Cell((Grid((), [], [[cell("\n" * 60)]]),))], False),
    ],
)
def test_a_row_that_fits_is_not_divided(row: list[Cell], whole: bool) -> None:
    assert is_whole(row, range(len(row)), [5.0, 41.0]) is whole


def test_a_list_of_contents_that_fills_a_page_is_divided() -> None:
    short, long = (
        Heading(2, (Run(title),)) for title in ("Tiltak", "Spørsmål til innlederen " * 4)
    )
    assert [holds_contents([one] * 20) for one in (short, long)] == [True, False]


@pytest.mark.parametrize(
    ("text", "shown", "missing"),
    [
        ("Å bli spurt – «før» 🙂 مرحبا שלום", "Å bli spurt – «før» 🙂 مرحبا שלום", 0),
        ("日本\ue000\u0378", "□□□□", 4),
        ("👩\u200d🚒 a\u202eb\u2028c\nd", "👩\u200d🚒 ab c\nd", 0),
    ],
)
def test_what_no_font_has_is_marked_and_counted(text: str, shown: str, missing: int) -> None:
    assert written(text, FONTS) == (shown, missing)


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("medvirkningskoordinator", "medvirkningskoordinator"),
        ("a" * 26, "aaaaaa\u00adaaaaaa\u00adaaaaaa\u00adaaaaaa\u00adaa"),
        ("1234567890123 kort", "123456\u200b789012\u200b3 kort"),
        ("12345e\u030167890", "12345e\u0301\u200b67890"),
    ],
)
def test_a_word_that_is_too_long_may_be_broken(text: str, broken: str) -> None:
    assert breakable(text, room=4) == broken


def test_the_first_letter_tells_from_where_a_text_is_read() -> None:
    said = ["123 שלום abc", "abc שלום", "123", ""]
    assert [right_to_left(one) for one in said] == [True, False, False, False]


def test_what_introduces_something_goes_with_it_to_the_next_page() -> None:
    short, long = Paragraph((Run("Kort."),)), Paragraph((Run("Lang. " * 200),))
    above, below = Heading(2, (Run("Over"),)), Heading(3, (Run("Under"),))
    points, quote = Listing(((short,),)), Paragraph((Run("Sagt."),), Tone.QUOTE)
    assert [
        sorted(held(blocks))
        for blocks in (
            [above, short, short, points, short],
            [above, short, below, short],
            [above, long, points],
            [above, short, above],
            [short, points],
            [points, short, quote, quote, short],
        )
    ] == [[1, 2], [1], [], [], [], [1]]


def test_a_cell_whose_words_have_room_is_not_hyphenated() -> None:
    said = ["25 November", "Innbyggermedvirkningskoordinator", ""]
    assert [has_long_words(cell(text), room=9) for text in said] == [False, True, False]


def test_a_picture_fills_the_width_unless_it_is_too_high() -> None:
    wide = Figure("a", svg='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 50"/>')
    high = Figure("a", svg='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 50 200"/>')
    assert (fitted(wide, (160, 100)), fitted(high, (160, 100))) == ((160, 40), (25, 100))
