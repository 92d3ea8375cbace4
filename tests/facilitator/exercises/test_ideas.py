"""Ideas: what a table may say, how often, and what the wall shows of it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from facilitator.errors import Invalid
from facilitator.exercises.ideas import KIND, Idea, IdeasResults
from facilitator.exercises.kind import Given

NOW = datetime(2026, 9, 24, 15, 0, tzinfo=UTC)
SETTINGS = KIND.settings({})


def given(number: int, table: int, text: str, **marks: bool) -> Given:
    return Given(f"c{number}", number, table, {"text": text}, NOW, **marks)


def test_the_sentence_of_the_method_is_what_one_starts_with() -> None:
    assert SETTINGS == {
        "sentence": "Vi bør involvere innbyggerne fordi …",
        "most_per_table": None,
        "prompts": {},
    }
    assert KIND.most_per_table(SETTINGS) is None


def test_an_organiser_may_change_the_sentence_and_set_a_limit() -> None:
    changed = {"sentence": "", "most_per_table": 2, "prompts": {"individual": "Tenk."}}
    assert KIND.settings(changed) == changed
    assert KIND.most_per_table(KIND.settings(changed)) == 2


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


def test_hidden_ideas_are_left_out() -> None:
    said = [given(1, 2, "en"), given(2, 2, "skjult", hidden=True), given(3, 5, "to", lifted=True)]
    results = KIND.results(SETTINGS, said)
    assert results == IdeasResults((Idea("c1", 1, 2, "en"), Idea("c3", 3, 5, "to", lifted=True)))
    assert results.tables == 2


def test_no_table_fills_the_wall() -> None:
    tables = [1, 1, 1, 1, 2, 3]
    said = [given(number, table, "…") for number, table in enumerate(tables)]
    said.append(given(6, 1, "!", highlighted=True))
    said.append(given(7, 1, "!", lifted=True))
    results = KIND.results(SETTINGS, said)
    assert [idea.number for idea in results.shown(5)] == [0, 4, 5, 6, 7]
    assert results.shown(100) == results.ideas


def test_an_idea_is_exported_with_its_sentence() -> None:
    assert KIND.rows(SETTINGS, given(1, 4, "de bor her")) == (
        {"sentence": "Vi bør involvere innbyggerne fordi …", "text": "de bor her"},
    )
