"""Measures: what one may be, how tables' placings of one are told, and what the pages hold."""

from datetime import UTC, datetime
from typing import Any

import pytest

from facilitator.errors import Invalid
from facilitator.exercises.kind import Given, Theme
from facilitator.exercises.measures import CELLS, KIND, MeasuresResults, Placing

NOW = datetime(2026, 9, 24, 16, 30, tzinfo=UTC)
SETTINGS = KIND.settings({})
HINDRANCE = "0b2f7f4e-92e4-4a8e-9d0c-3f1f6a0d1c2b"
START_HERE = CELLS.index(("small", "large"))
SVAR = Theme(1, "Svar alle", 0)


def given(number: int, table: int = 1, text: str = "Buss", **more: Any) -> Given:
    """A measure; what a body has goes in its body."""
    names = ("answers", "effort", "effect", "role", "due")
    body = {"text": text, **{name: more.pop(name) for name in names if name in more}}
    return Given(f"c{number}", number, table, body, NOW, **more)


def results(*said: Given) -> MeasuresResults:
    return KIND.results(SETTINGS, said)


def test_an_organiser_may_leave_parts_out_of_the_form() -> None:
    assert KIND.own_settings({}) == {"left_out": ()}
    assert KIND.own_settings({"left_out": ["due", "role", "due"]}) == {"left_out": ("role", "due")}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"left_out": "due"}, "left_out"),
        ({"left_out": ["text"]}, "left_out"),
        ({"left_out": [["due"]]}, "left_out"),
        ({"left_out": ["due"] * 5}, "left_out"),
        ({"asks": []}, "asks"),
    ],
)
def test_settings_of_something_else_are_refused(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as error:
        KIND.settings(changed)
    assert (error.value.code, error.value.details) == ("bad_settings", {"field": field})


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ({"text": " Gratis buss\r\n"}, {"text": "Gratis buss"}),
        (
            {"text": "Buss", "effort": "", "role": "", "due": " ", "answers": ""},
            {"text": "Buss"},
        ),
        (
            {
                "text": "Buss",
                "effort": "small",
                "effect": "large",
                "role": "  ordføreren\nog rådmannen ",
                "due": "høsten 2027",
                "answers": HINDRANCE,
            },
            {
                "text": "Buss",
                "effort": "small",
                "effect": "large",
                "role": "ordføreren og rådmannen",
                "due": "høsten 2027",
                "answers": HINDRANCE,
            },
        ),
        ({"text": "Buss", "answers": "theme/7"}, {"text": "Buss", "answers": "theme/7"}),
    ],
)
def test_a_measure_needs_only_its_text(body: dict[str, Any], kept: dict[str, Any]) -> None:
    assert KIND.parse(SETTINGS, body) == kept


def test_what_the_form_does_not_ask_is_taken_from_a_phone_that_has_an_older_one() -> None:
    shorter = KIND.settings({"left_out": ["due"]})
    assert KIND.parse(shorter, {"text": "Buss", "due": "2027"}) == {"text": "Buss", "due": "2027"}


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({}, "bad_body", "text"),
        ({"text": ""}, "no_text", "text"),
        ({"text": "x" * 281}, "too_long", "text"),
        ({"text": "Buss", "name": "Kari"}, "bad_body", "name"),
        ({"text": "Buss", "effort": "huge"}, "bad_choice", "effort"),
        ({"text": "Buss", "effect": 3}, "bad_choice", "effect"),
        ({"text": "Buss", "effect": None}, "bad_choice", "effect"),
        ({"text": "Buss", "role": "x" * 81}, "too_long", "role"),
        ({"text": "Buss", "due": "x" * 41}, "too_long", "due"),
        ({"text": "Buss", "due": 2027}, "bad_body", "due"),
        ({"text": "Buss", "answers": 7}, "bad_choice", "answers"),
        ({"text": "Buss", "answers": "theme/0"}, "bad_choice", "answers"),
        ({"text": "Buss", "answers": "theme/9999999999"}, "bad_choice", "answers"),
        ({"text": "Buss", "answers": "theme/٣"}, "bad_choice", "answers"),
        ({"text": "Buss", "answers": HINDRANCE.upper()}, "bad_choice", "answers"),
        ({"text": "Buss", "answers": HINDRANCE + "\n"}, "bad_choice", "answers"),
        (["Buss"], "bad_body", "body"),
    ],
)
def test_what_is_no_measure_is_refused(body: object, code: str, field: str) -> None:
    with pytest.raises(Invalid) as error:
        KIND.parse(SETTINGS, body)
    assert (error.value.code, error.value.details["field"]) == (code, field)


def test_a_measure_refers_to_what_it_answers() -> None:
    bodies = [{"text": "Buss", "answers": HINDRANCE}, {"text": "Buss"}]
    assert [KIND.refers_to(body) for body in bodies] == [HINDRANCE, None]


def test_a_redaction_takes_the_role_and_the_time_along() -> None:
    body = {"text": "Kari ringer", "effort": "small", "role": "Kari", "due": "når Kari kan",
            "answers": HINDRANCE}  # fmt: skip
    assert KIND.redacted(body, "En ansatt ringer") == {
        "text": "En ansatt ringer",
        "effort": "small",
        "answers": HINDRANCE,
    }


def test_its_slots_are_what_it_costs_and_gives() -> None:
    bodies = [{"effort": "small", "effect": "large"}, {"effect": "medium"}, {}]
    assert [KIND.slots(SETTINGS, {"text": "Buss", **body}) for body in bodies] == [
        ("Liten innsats", "Stor effekt"),
        ("Middels effekt",),
        (),
    ]


def test_a_measure_stands_in_its_cell_and_one_that_is_half_placed_aside() -> None:
    said = [
        given(1, effort="small", effect="large"),
        given(2, effort="large"),
        given(3),
        given(4, effort="small", effect="large", hidden=True),
    ]
    found = results(*said)
    assert [[measure.number for measure in cell] for cell in found.cells] == [
        [1] if cell == START_HERE else [] for cell in range(9)
    ]
    assert [measure.number for measure in found.aside] == [2, 3]
    assert found.counted == ("c1", "c2", "c3")
    assert found.tables == 1


def test_a_theme_stands_where_most_tables_put_it_and_tells_what_each_said() -> None:
    said = [
        given(1, 1, effort="large", effect="large", theme=SVAR, role="ordføreren"),
        given(2, 2, effort="small", effect="large", theme=SVAR, due="2027"),
        given(3, 3, effort="small", effect="large", theme=SVAR, role="ordføreren"),
        given(4, 3, theme=SVAR, role="rådmannen"),
    ]
    (measure,) = results(*said).measures
    assert (measure.title, measure.number, measure.tables) == ("Svar alle", 1, (1, 2, 3))
    assert measure.placings == (
        Placing("small", "large", (2, 3)),
        Placing("large", "large", (1,)),
    )
    assert measure.cell == START_HERE
    assert (measure.roles, measure.dues) == (("ordføreren", "rådmannen"), ("2027",))


def test_of_two_cells_that_as_many_tables_chose_the_first_named_counts() -> None:
    said = [
        given(1, 4, effort="small", theme=SVAR),
        given(2, 2, effort="small", effect="large", theme=SVAR),
        given(3, 1, effort="large", effect="small", theme=SVAR),
    ]
    (measure,) = results(*said).measures
    assert measure.cell == START_HERE


def test_a_measure_tells_what_it_answers_once() -> None:
    said = [given(number, answers_to="Alt er bestemt", theme=SVAR) for number in (1, 2)]
    said.append(given(3, theme=SVAR))
    (measure,) = results(*said).measures
    assert measure.answers_to == ("Alt er bestemt",)


def test_without_dots_measures_stand_in_the_order_that_they_came() -> None:
    said = [given(1, 1), given(2, 1), given(3, 2, highlighted=True), given(4, 3, theme=SVAR)]
    assert [measure.number for measure in results(*said).measures] == [1, 2, 3, 4]


def test_what_has_most_dots_comes_first_and_what_has_none_stays() -> None:
    said = [given(1), given(2, dots=3), given(3, dots=2, theme=SVAR), given(4, dots=2, theme=SVAR)]
    found = results(*said)
    assert [(measure.number, measure.dots) for measure in found.measures] == [
        (3, 4),
        (2, 3),
        (1, 0),
    ]
    assert found.dots == 7


def test_in_a_cell_what_is_lifted_or_a_highlight_comes_first() -> None:
    place = {"effort": "small", "effect": "large"}
    said = [given(1, **place), given(2, dots=5, **place), given(3, lifted=True, **place)]
    assert [measure.number for measure in results(*said).cells[START_HERE]] == [3, 2, 1]


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 2), (6, 2), (7, 3), (200, 35)])
def test_the_grid_has_the_first_page_and_the_list_the_rest(count: int, pages: int) -> None:
    found = results(*(given(at, effort="small", effect="large") for at in range(1, count + 1)))
    listed = [measure.number for page in range(pages + 1) for measure in found.listed(page)]
    assert found.pages == pages
    assert found.listed(1) == ()
    assert listed == list(range(1, count + 1))
    assert found.listed(pages + 7) == found.listed(pages)


def test_when_nothing_is_placed_there_is_only_the_list() -> None:
    found = results(*(given(number) for number in range(1, 8)))
    assert found.pages == 2
    assert [measure.number for measure in found.listed(1)] == [1, 2, 3, 4, 5, 6]


def test_the_picture_has_every_measure_by_its_number_and_its_tables() -> None:
    said = [given(7, 3, "Buss", effort="small", effect="large"), given(9, 2)]
    picture = results(*said).grid([""] * 9, ["1", "2", "3"], ["1", "2", "3"], "Ellers")
    (note,) = picture.cells[START_HERE].notes
    assert (note.number.text, note.lines[0].text, note.tables.text) == ("7", "Buss", "3")
    assert picture.aside is not None
    assert [mark.text for mark in picture.aside.numbers.drawn] == ["9"]


def test_a_measure_is_exported_with_the_words_that_it_answers() -> None:
    one = given(1, effort="small", answers=HINDRANCE, answers_to="Alt er bestemt")
    assert KIND.rows(SETTINGS, one) == (
        {
            "text": "Buss",
            "effort": "small",
            "effect": "",
            "role": "",
            "due": "",
            "answers_to": "Alt er bestemt",
        },
    )
