"""Ideas: what a table may say, how often, and how they stand on the wall."""

from datetime import UTC, datetime
from typing import Any

import pytest

from facilitator.errors import Invalid
from facilitator.exercises.ideas import KIND, IdeasResults
from facilitator.exercises.kind import Given, Theme
from facilitator.listing import Row

NOW = datetime(2026, 9, 24, 15, 0, tzinfo=UTC)
SETTINGS = KIND.settings({})


SCHOOL, ROADS = Theme(7, "Skole", 2), Theme(9, "Veger", 1)


def given(number: int, table: int, text: str, **marks: Any) -> Given:
    return Given(f"c{number}", number, table, {"text": text}, NOW, **marks)


def test_the_sentence_of_the_method_is_what_one_starts_with() -> None:
    assert KIND.own_settings({}) == {
        "sentence": "Vi bør involvere innbyggerne fordi …",
        "most_per_table": None,
    }
    assert KIND.most_per_table(SETTINGS) is None


def test_an_organiser_may_change_the_sentence_and_set_a_limit() -> None:
    changed = {"sentence": "", "most_per_table": 2}
    assert KIND.own_settings(changed) == changed
    assert KIND.most_per_table(KIND.settings(changed)) == 2


def test_the_five_groups_of_good_reasons_are_offered_as_themes() -> None:
    assert KIND.offered_themes == (
        "Kunnskap og treffsikre beslutninger",
        "Lettere iverksetting",
        "Medansvar, mobilisering og frivillighet",
        "Tilhørighet og identitet",
        "Politisk rekruttering",
    )


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"sentence": "x" * 141}, "sentence"),
        ({"sentence": None}, "sentence"),
        ({"most_per_table": 0}, "most_per_table"),
        ({"most_per_table": True}, "most_per_table"),
        ({"most_per_table": "2"}, "most_per_table"),
        ({"prompts": []}, "prompts"),
        ({"themes": []}, "themes"),
    ],
)
def test_settings_of_another_kind_are_refused(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as error:
        KIND.settings(changed)
    assert (error.value.code, error.value.details) == ("bad_settings", {"field": field})


def test_an_idea_is_a_text() -> None:
    assert KIND.parse(SETTINGS, {"text": " de kjenner\r\nstedet "}) == {
        "text": "de kjenner\nstedet"
    }


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({}, "bad_body", "text"),
        ({"text": ""}, "no_text", "text"),
        ({"text": 7}, "bad_body", "text"),
        ({"text": "x" * 1001}, "too_long", "text"),
        ({"text": "x", "table": 1}, "bad_body", "table"),
        (["text"], "bad_body", "body"),
    ],
)
def test_what_is_no_idea_is_refused(body: object, code: str, field: str) -> None:
    with pytest.raises(Invalid) as error:
        KIND.parse(SETTINGS, body)
    assert (error.value.code, error.value.details["field"]) == (code, field)


def test_what_a_theme_joins_is_one_row_before_those_that_stand_alone() -> None:
    said = [
        given(1, 2, "en"),
        given(2, 2, "skjult", hidden=True, theme=ROADS),
        given(3, 5, "vår skole", theme=SCHOOL),
        given(4, 2, "grusvegen", theme=ROADS),
        given(5, 2, "skolen", theme=SCHOOL, lifted=True),
    ]
    results = KIND.results(SETTINGS, said)
    assert results == IdeasResults(
        (Row("Veger", (said[3],)), Row("Skole", (said[4], said[2])), Row(None, (said[0],)))
    )
    assert [(row.title, row.tables, len(row.given)) for row in results.rows] == [
        ("Veger", (2,), 1),
        ("Skole", (2, 5), 2),
        ("en", (2,), 1),
    ]
    assert (results.tables, results.pages) == (2, 1)


def test_two_hundred_ideas_fill_seventeen_pages_and_no_table_fills_the_first() -> None:
    said = [given(number, 1 + number % 30, f"Nr {number}") for number in range(200)]
    results = KIND.results(SETTINGS, said)
    assert (results.pages, results.tables) == (17, 30)
    assert [row.tables[0] for row in results.page(1)] == [*range(1, 13)]
    assert [row.title for row in results.page(17)] == [f"Nr {number}" for number in range(192, 200)]
    assert results.page(18) == results.page(17)


def test_when_dots_are_given_what_has_most_comes_first() -> None:
    said = [given(1, 1, "a", dots=1), given(2, 2, "b", dots=3), given(3, 3, "c", dots=1)]
    joined = given(4, 4, "skolen", theme=SCHOOL)
    results = KIND.results(SETTINGS, [*said, joined])
    assert [row.title for row in results.rows] == ["Skole", "a", "b", "c"]
    assert [(row.title, row.dots) for row in results.ranked.rows] == [
        ("b", 3),
        ("a", 1),
        ("c", 1),
        ("Skole", 0),
    ]


def test_before_anything_is_said_there_is_one_empty_page() -> None:
    results = KIND.results(SETTINGS, [])
    assert (results.rows, results.page(1), results.pages) == ((), (), 1)


def test_an_idea_is_exported_with_its_sentence() -> None:
    assert KIND.rows(SETTINGS, given(1, 4, "de bor her")) == (
        {"question": "Vi bør involvere innbyggerne fordi …", "text": "de bor her"},
    )
