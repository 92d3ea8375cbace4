"""Groups: what a table may say of whom, how the two lists stand, and what redaction leaves."""

from datetime import UTC, datetime
from typing import Any

import pytest

from facilitator.errors import Invalid
from facilitator.exercises.groups import KIND, GroupsResults, Side
from facilitator.exercises.kind import Given, Theme
from facilitator.listing import Row

NOW = datetime(2026, 9, 24, 16, 30, tzinfo=UTC)
SETTINGS = KIND.settings({})
YOUNG = {
    "side": "absent",
    "text": "Unge voksne",
    "reason": "Ingen spør dem.",
    "place": "Treningssenteret",
}
FAMILIES = Theme(7, "Barnefamilier", 1)


def given(number: int, table: int, side: str, text: str = "Unge", **marks: Any) -> Given:
    return Given(f"c{number}", number, table, {"side": side, "text": text}, NOW, **marks)


def test_the_two_lists_have_names_from_the_start() -> None:
    assert KIND.own_settings({}) == {
        "sides": {"takes_part": "Involverer seg", "absent": "Involverer seg ikke"}
    }


def test_an_organiser_may_rename_a_list_and_get_its_own_name_back() -> None:
    changed = {"sides": {"takes_part": "", "absent": "Hører vi aldri fra"}}
    assert KIND.own_settings(changed) == {
        "sides": {"takes_part": "Involverer seg", "absent": "Hører vi aldri fra"}
    }


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"sides": {"absent": "x" * 41}}, "sides"),
        ({"sides": {"absent": None}}, "sides"),
        ({"sides": {"others": "Andre"}}, "others"),
        ({"sides": "Involverer seg"}, "body"),
        ({"persons": True}, "persons"),
    ],
)
def test_settings_of_another_kind_are_refused(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as error:
        KIND.settings(changed)
    assert (error.value.code, error.value.details) == ("bad_settings", {"field": field})


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        (YOUNG, YOUNG),
        (
            {"side": "takes_part", "text": " Idrettslag\nog  kor ", "reason": "", "place": " "},
            {"side": "takes_part", "text": "Idrettslag og kor"},
        ),
        (
            {"side": "absent", "text": "Turnus", "place": "På\njobben"},
            {"side": "absent", "text": "Turnus", "place": "På jobben"},
        ),
    ],
)
def test_each_text_is_kept_on_one_line(body: object, kept: dict[str, Any]) -> None:
    assert KIND.parse(SETTINGS, body) == kept
    assert KIND.parse(SETTINGS, kept) == kept


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({"text": "Unge"}, "bad_body", "side"),
        ({"side": "absent"}, "bad_body", "text"),
        ({"side": "hinders", "text": "Unge"}, "bad_choice", "side"),
        ({"side": "absent", "text": " "}, "no_text", "text"),
        ({"side": "absent", "text": "x" * 141}, "too_long", "text"),
        ({"side": "absent", "text": "Unge", "reason": "x" * 281}, "too_long", "reason"),
        ({"side": "absent", "text": "Unge", "place": "x" * 281}, "too_long", "place"),
        ({"side": "absent", "text": "Unge", "place": 7}, "bad_body", "place"),
        ({"side": "absent", "text": "Unge", "name": "Kari"}, "bad_body", "name"),
        ("Unge", "bad_body", "body"),
    ],
)
def test_what_names_no_group_is_refused(body: object, code: str, field: str) -> None:
    with pytest.raises(Invalid) as error:
        KIND.parse(SETTINGS, body)
    assert (error.value.code, error.value.details["field"]) == (code, field)


def test_the_longest_texts_are_taken() -> None:
    body = {"side": "absent", "text": "å" * 140, "reason": "ø" * 280, "place": "æ" * 280}
    assert KIND.parse(SETTINGS, body) == body


def test_a_group_stands_on_its_side_and_asks_for_a_measure() -> None:
    assert (KIND.shelf(YOUNG), KIND.answerable) == ("absent", True)
    assert KIND.shelves == {"takes_part": "Involverer seg", "absent": "Involverer seg ikke"}
    settings = KIND.settings({"sides": {"absent": "Ikke med"}})
    assert KIND.slots(settings, YOUNG) == ("Ikke med",)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Unge", {"text": "Unge"}),
        ("Unge\nTid\nGym", {"text": "Unge", "reason": "Tid", "place": "Gym"}),
        ("Unge\n\nTid\nGym\n", {"text": "Unge", "reason": "Tid", "place": "Gym"}),
        ("Unge\nTid", {"text": "Unge Tid"}),
    ],
)
def test_redaction_replaces_group_reason_and_place(text: str, left: dict[str, str]) -> None:
    assert KIND.wording(YOUNG) == "Unge voksne\nIngen spør dem.\nTreningssenteret"
    redacted = KIND.parse(SETTINGS, KIND.redacted(YOUNG, text))
    assert redacted == {"side": "absent", **left}


def test_what_is_quoted_may_be_stored_again_as_it_is() -> None:
    assert KIND.redacted(YOUNG, KIND.wording(YOUNG)) == YOUNG


def test_each_side_lists_its_themes_and_then_its_other_groups() -> None:
    said = [
        given(1, 1, "absent", "Turnusarbeidere"),
        given(2, 2, "absent", "Småbarnsforeldre", theme=FAMILIES),
        given(3, 2, "takes_part", "Pensjonister"),
        given(4, 3, "absent", "Foreldre", theme=FAMILIES),
        given(5, 4, "absent", "Skjult", hidden=True),
    ]
    shift, small, retired, parents, _hidden = said
    results = KIND.results(KIND.settings({"sides": {"absent": "Ikke med"}}), said)
    assert results == GroupsResults(
        (
            Side("takes_part", "Involverer seg", (Row(None, (retired,)),)),
            Side(
                "absent", "Ikke med", (Row("Barnefamilier", (small, parents)), Row(None, (shift,)))
            ),
        )
    )
    assert [(len(side.given), side.tables) for side in results.sides] == [(1, 1), (3, 3)]
    assert results.pages == 1


def test_the_longer_list_decides_the_pages_and_the_shorter_stays() -> None:
    said = [given(number, number, "absent", f"Nr {number}") for number in range(1, 12)]
    results = KIND.results(SETTINGS, [*said, given(12, 1, "takes_part", "Kor")])
    assert results.pages == 3
    assert [
        [[row.title for row in side.page(page)] for side in results.sides] for page in (1, 3)
    ] == [
        [["Kor"], ["Nr 1", "Nr 2", "Nr 3", "Nr 4", "Nr 5"]],
        [["Kor"], ["Nr 11"]],
    ]


def test_when_dots_are_given_what_has_most_comes_first_on_its_side() -> None:
    said = [given(1, 1, "absent", "a"), given(2, 2, "absent", "b", dots=2)]
    ranked = KIND.results(SETTINGS, said).ranked
    assert [[row.title for row in side.rows] for side in ranked.sides] == [[], ["b", "a"]]


def test_before_anything_is_said_there_is_one_empty_page() -> None:
    results = KIND.results(SETTINGS, [])
    assert (results.counted, results.pages) == ((), 1)
    assert [side.page(1) for side in results.sides] == [(), ()]


def test_a_group_is_exported_with_its_side_in_words() -> None:
    one = Given("c1", 1, 4, YOUNG, NOW)
    assert KIND.rows(KIND.settings({"sides": {"absent": "Ikke med"}}), one) == (
        {
            "slot": "absent",
            "slot_name": "Ikke med",
            "text": "Unge voksne",
            "why": "Ingen spør dem.",
            "place": "Treningssenteret",
        },
    )
