"""Questions: what one may ask, in which order they wait, and the rules that everybody is told."""

from datetime import UTC, datetime
from typing import Any

import pytest

from facilitator.errors import Invalid
from facilitator.exercises.kind import Given, Phase
from facilitator.exercises.questions import KIND, RULES, Question, QuestionsResults

NOW = datetime(2026, 9, 24, 15, 0, tzinfo=UTC)
SETTINGS = KIND.settings({})


def given(number: int, dots: int = 0, **marks: bool) -> Given:
    body = {"text": f"Spørsmål {number}?"}
    return Given(f"c{number}", number, 2, body, NOW, dots=dots, **marks)


def order(*questions: Given) -> list[int]:
    return [question.number for question in KIND.results(SETTINGS, questions).questions]


def test_the_rules_are_the_kinds_own_until_the_organiser_writes_some() -> None:
    assert SETTINGS["rules"] == RULES
    assert KIND.settings({"rules": " "})["rules"] == RULES
    assert KIND.settings({"rules": "Korte spørsmål først."})["rules"] == "Korte spørsmål først."


def test_nobody_thinks_alone_and_no_time_runs_out() -> None:
    assert list(KIND.phases) == [Phase.TABLE, Phase.PLENARY, Phase.CLOSED]
    assert SETTINGS["minutes"] == {"table": None, "plenary": None}
    assert KIND.room is True


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"rules": "x" * 281}, "rules"), ({"rules": None}, "rules"), ({"order": "new"}, "order")],
)
def test_settings_of_another_kind_are_refused(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as error:
        KIND.settings(changed)
    assert (error.value.code, error.value.details) == ("bad_settings", {"field": field})


def test_a_question_is_a_text() -> None:
    assert KIND.parse(SETTINGS, {"text": " Hvem bestemmer? "}) == {"text": "Hvem bestemmer?"}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "bad_body"),
        ({"text": " "}, "no_text"),
        ({"text": "x" * 281}, "too_long"),
        ({"text": "x", "name": "Kari"}, "bad_body"),
    ],
)
def test_what_is_no_question_is_refused(body: object, code: str) -> None:
    with pytest.raises(Invalid) as error:
        KIND.parse(SETTINGS, body)
    assert error.value.code == code


def test_those_with_most_support_wait_first_then_as_they_came() -> None:
    assert order(given(1), given(2, dots=3), given(3), given(4, dots=3)) == [2, 4, 1, 3]


def test_answered_ones_come_after_all_that_wait() -> None:
    assert order(given(1, dots=9, answered=True), given(2), given(3, answered=True)) == [2, 1, 3]


def test_hidden_ones_are_counted_and_not_told() -> None:
    said = [given(1, lifted=True), given(2, hidden=True), given(3, dots=2, answered=True)]
    results = KIND.results(SETTINGS, said)
    assert results == QuestionsResults(
        (
            Question("c1", 1, 2, "Spørsmål 1?", lifted=True),
            Question("c3", 3, 2, "Spørsmål 3?", support=2, answered=True),
        ),
        hidden=1,
    )
    assert results.waiting == 1


def test_the_stage_shows_five_at_a_time() -> None:
    results = KIND.results(SETTINGS, [given(number) for number in range(1, 13)])
    pages = [[one.number for one in results.page(page)] for page in (1, 2, 3, 99)]
    assert pages == [[1, 2, 3, 4, 5], [6, 7, 8, 9, 10], [11, 12], [11, 12]]
    assert (results.pages, KIND.results(SETTINGS, []).pages) == (3, 1)


def test_a_question_is_exported_with_whether_it_was_answered() -> None:
    assert KIND.rows(SETTINGS, given(1, answered=True)) == (
        {"text": "Spørsmål 1?", "answered": True},
    )
