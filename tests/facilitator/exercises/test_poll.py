"""The poll: what one may choose, how answers are counted, and what a scale says of its middle."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from facilitator.errors import Invalid
from facilitator.exercises.kind import Given, Giver
from facilitator.exercises.poll import KIND, Option, PollResults

NOW = datetime(2026, 9, 24, 15, 0, tzinfo=UTC)
GREETING = KIND.settings({})
SEVERAL = KIND.settings({"choice": "several"})
SCALE = KIND.settings({"choice": "scale"})


def given(number: int, *options: int, **marks: bool) -> Given:
    return Given(f"c{number}", number, 1 + number % 3, {"options": list(options)}, NOW, **marks)


def results(settings: Any, *answers: Given) -> PollResults:
    return KIND.results(settings, answers)


def counts(found: PollResults) -> list[int]:
    return [option.count for option in found.options]


def test_one_begins_with_the_greeting_of_the_method() -> None:
    assert GREETING == {
        "question": "Hvem er i rommet?",
        "choice": "single",
        "options": ("innbygger", "politiker", "ansatt", "forsker", "annet"),
        "steps": 5,
        "low": "I svært liten grad",
        "high": "I svært stor grad",
        "prompts": {},
        "minutes": {"table": 3, "plenary": None},
        "by": "phone",
        "dots": 3,
        "dots_by": "phone",
    }


def test_options_are_kept_once_each_and_empty_ones_and_texts_give_the_kinds_own() -> None:
    changed = {"options": ["Ja", " ", "Nei", "Ja "], "question": "", "low": "", "high": " "}
    assert KIND.settings(changed) == {**GREETING, "options": ("Ja", "Nei")}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"options": ["Ja"]}, "options"),
        ({"options": ["Ja", "Ja"]}, "options"),
        ({"options": [f"{number}" for number in range(21)]}, "options"),
        ({"options": ["Ja", "x" * 81]}, "options"),
        ({"options": "Ja, nei"}, "options"),
        ({"options": ["Ja", 2]}, "options"),
        ({"choice": "many"}, "choice"),
        ({"steps": 2}, "steps"),
        ({"steps": 11}, "steps"),
        ({"low": "x" * 81}, "low"),
        ({"question": "x" * 201}, "question"),
        ({"sentence": "Vi …"}, "sentence"),
    ],
)
def test_settings_that_are_no_poll_are_refused(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as error:
        KIND.settings(changed)
    assert (error.value.code, error.value.details) == ("bad_settings", {"field": field})


@pytest.mark.parametrize(
    ("settings", "chosen", "kept"),
    [
        (GREETING, [2], [2]),
        (GREETING, ["politiker"], [2]),
        (GREETING, [2, "politiker"], [2]),
        (SEVERAL, [5, 1, 5], [1, 5]),
        (SCALE, [5], [5]),
    ],
)
def test_what_is_chosen_is_kept_as_numbers(
    settings: Any, chosen: list[object], kept: list[int]
) -> None:
    assert KIND.parse(settings, {"options": chosen}) == {"options": kept}


@pytest.mark.parametrize(
    ("settings", "body", "code"),
    [
        (GREETING, {}, "bad_body"),
        (GREETING, {"options": [1], "text": "x"}, "bad_body"),
        (GREETING, {"options": []}, "bad_choice"),
        (GREETING, {"options": 1}, "bad_choice"),
        (GREETING, {"options": [1, 2]}, "bad_choice"),
        (GREETING, {"options": [0]}, "bad_choice"),
        (GREETING, {"options": [6]}, "bad_choice"),
        (GREETING, {"options": [True]}, "bad_choice"),
        (GREETING, {"options": ["konge"]}, "bad_choice"),
        (SEVERAL, {"options": []}, "bad_choice"),
        (SCALE, {"options": [6]}, "bad_choice"),
        (SCALE, {"options": [""]}, "bad_choice"),
        (SCALE, {"options": [2, 3]}, "bad_choice"),
    ],
)
def test_what_is_no_answer_is_refused(settings: Any, body: object, code: str) -> None:
    with pytest.raises(Invalid) as error:
        KIND.parse(settings, body)
    assert error.value.code == code


@pytest.mark.parametrize("giver", Giver)
def test_who_answers_has_one_answer(giver: Giver) -> None:
    settings = KIND.settings({"by": giver})
    assert (KIND.place({"options": [1]}), KIND.place_of(settings)) == ("answer", giver)


def test_answers_are_counted_and_hidden_ones_are_not() -> None:
    found = results(GREETING, given(1, 1), given(2, 1), given(3, 4), given(4, 4, hidden=True))
    assert found == PollResults(
        choice="single",
        options=(
            Option(1, "innbygger", 2),
            Option(2, "politiker", 0),
            Option(3, "ansatt", 0),
            Option(4, "forsker", 1),
            Option(5, "annet", 0),
        ),
        answered=3,
        counted=("c1", "c2", "c3"),
    )
    assert [found.share(option) for option in found.options] == [67, 0, 0, 33, 0]
    assert found.middle is None


def test_of_several_answers_each_counts_and_the_share_is_of_those_who_answered() -> None:
    found = results(SEVERAL, given(1, 1, 2), given(2, 2), given(3, 2, 5), given(4, 2))
    assert (counts(found), found.answered) == ([1, 4, 0, 0, 1], 4)
    assert [found.share(option) for option in found.options] == [25, 100, 0, 0, 25]


def test_an_answer_to_an_option_that_is_gone_is_held_but_not_shown() -> None:
    two = KIND.settings({"options": ["Ja", "Nei"]})
    found = results(two, given(1, 1), given(2, 5), given(3, 2, 4))
    assert (counts(found), found.answered, found.counted) == ([1, 1], 2, ("c1", "c2", "c3"))


def test_nobody_has_answered() -> None:
    found = results(GREETING)
    assert (counts(found), found.answered, found.pages) == ([0] * 5, 0, 1)
    assert [found.share(option) for option in found.options] == [0] * 5


@pytest.mark.parametrize(
    ("answers", "middle"),
    [
        ([], None),
        ([4], (4, 4)),
        ([1, 5], (1, 5)),
        ([1, 1, 5], (1, 1)),
        ([2, 2, 3, 3], (2, 3)),
        ([5, 5, 5, 1], (5, 5)),
    ],
)
def test_a_scale_tells_the_answer_in_the_middle_and_no_mean(
    answers: list[int], middle: tuple[int, int] | None
) -> None:
    found = results(SCALE, *(given(number, step) for number, step in enumerate(answers)))
    assert found.middle == middle


@drawn(st.lists(st.integers(1, 5), min_size=1, max_size=30))
def test_at_most_half_of_the_answers_are_beyond_the_middle_on_either_side(
    answers: list[int],
) -> None:
    found = results(SCALE, *(given(number, step) for number, step in enumerate(answers)))
    assert found.middle is not None
    lower, upper = found.middle
    assert lower <= upper
    assert 2 * sum(step < lower for step in answers) <= len(answers)
    assert 2 * sum(step > upper for step in answers) <= len(answers)


def test_what_is_chosen_is_exported_by_number_and_name() -> None:
    gone = given(1, 2, 9)
    assert KIND.rows(GREETING, gone) == (
        {"question": "Hvem er i rommet?", "slot": 2, "slot_name": "politiker"},
        {"question": "Hvem er i rommet?", "slot": 9, "slot_name": ""},
    )


@drawn(st.lists(st.integers(1, 5), max_size=30))
def test_others_are_told_of_no_group_of_one_or_two(chosen: list[int]) -> None:
    full = results(GREETING, *(given(number, one) for number, one in enumerate(chosen, start=1)))
    shared = KIND.without_few(full)
    assert sum(counts(shared)) == sum(counts(full)) == len(chosen)
    told = [count for count in counts(shared) if count]
    assert told == [len(chosen)] or [count for count in told if count < 3] == []


def test_answers_of_few_are_told_with_those_of_more() -> None:
    answers = [1, 1, 1, 1, 1, 2, 2, 2, 4]
    full = results(GREETING, *(given(number, one) for number, one in enumerate(answers)))
    assert KIND.without_few(full).options == (
        Option(1, "innbygger", 5),
        Option(6, "Andre svar, samlet", 4, together=True),
    )
    assert KIND.without_few(full).most == (Option(1, "innbygger", 5),)
    assert full.most == (Option(1, "innbygger", 5),)


def test_how_far_people_agree_is_told_step_by_step() -> None:
    full = results(SCALE, given(1, 5), given(2, 4))
    assert KIND.without_few(full) == full
