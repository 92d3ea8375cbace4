"""Numbers and lists as a text has them."""

import pytest
from flask import Flask

from app.languages import reading
from app.report import words


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 3, "null av tre"),
        (1, 1, "ett av ett"),
        (2, 2, "begge"),
        (8, 8, "alle åtte"),
        (7, 8, "sju av åtte"),
        (12, 12, "alle tolv"),
        (7, 13, "7 av 13"),
        (13, 13, "alle 13"),
    ],
)
def test_a_share_is_told_in_words_unless_one_of_its_numbers_is_large(
    app: Flask, part: int, whole: int, said: str
) -> None:
    with app.app_context(), reading("nb"):
        assert words.share(part, whole) == said


def test_a_number_is_in_figures_beside_one_that_needs_them(app: Flask) -> None:
    with app.app_context(), reading("nb"):
        assert [words.spelled(7), words.spelled(7, 12), words.spelled(7, 13)] == ["sju", "sju", "7"]


def test_lists_sentences_and_paragraphs(app: Flask) -> None:
    with app.app_context(), reading("nb"):
        assert [words.together(names) for names in ([], ["Kari"], ["Kari", "Ola", "Per"])] == [
            "",
            "Kari",
            "Kari, Ola og Per",
        ]
    assert words.sentence("ærlig talt") == "Ærlig talt"
    assert words.paragraphs("En\nto\n\nTre\n\n") == ["En\nto", "Tre"]


def test_no_line_begins_with_a_figure_but_in_a_list_of_them() -> None:
    assert words.unbroken("Vist kl. 16.44, for bord 4, 5 og\u00a08.") == (
        "Vist kl.\u00a016.44, for bord\u00a04, 5 og\u00a08."
    )
