"""Forces: what a table may say and rate, how both sides add up, and how it is exported."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from facilitator.contributions import revise
from facilitator.errors import Invalid, Refused
from facilitator.exercises.forces import KIND, Force, ForcesResults, Row, Side
from facilitator.exercises.kind import Given, Theme
from tests.factories import (
    NOON,
    make_contribution,
    make_exercise,
    make_item,
    make_meeting,
    make_phone,
)

NOW = datetime(2026, 9, 24, 15, 0, tzinfo=UTC)
SETTINGS = KIND.settings({})
ANSWERS = Theme(7, "Synlig svar", 1)


def given(
    number: int,
    table: int,
    side: str,
    text: str,
    strength: int | None = None,
    influence: str | None = None,
    **marks: Any,
) -> Given:
    said = {"strength": strength, "influence": influence}
    body = {"side": side, "text": text, **{key: value for key, value in said.items() if value}}
    return Given(f"c{number}", number, table, body, NOW, **marks)


def rated(side: str, strength: int = 3) -> dict[str, Any]:
    return {"side": side, "text": "Tid", "strength": strength}


def own_settings(settings: Any) -> dict[str, Any]:
    return {name: settings[name] for name in ("subject", "top", "sides")}


def test_the_question_of_the_method_is_what_one_starts_with() -> None:
    assert own_settings(SETTINGS) == {
        "subject": "God innbyggerinvolvering",
        "top": 3,
        "sides": {"promotes": "Fremmer", "hinders": "Hemmer"},
    }


def test_an_organiser_may_change_the_subject_the_sides_and_how_many_are_rated() -> None:
    changed = {"subject": " ", "top": 5, "sides": {"promotes": "Drar oss fram", "hinders": " "}}
    assert own_settings(KIND.settings(changed)) == {
        "subject": "",
        "top": 5,
        "sides": {"promotes": "Drar oss fram", "hinders": "Hemmer"},
    }


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"subject": "x" * 141}, "subject"),
        ({"subject": None}, "subject"),
        ({"top": 0}, "top"),
        ({"top": 11}, "top"),
        ({"top": None}, "top"),
        ({"top": True}, "top"),
        ({"sides": {"promotes": "x" * 17}}, "sides"),
        ({"sides": {"neither": "Verken eller"}}, "neither"),
        ({"sides": ["Fremmer", "Hemmer"]}, "body"),
        ({"sum": True}, "sum"),
    ],
)
def test_settings_that_make_no_sense_are_refused(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as error:
        KIND.settings(changed)
    assert (error.value.code, error.value.details) == ("bad_settings", {"field": field})


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        (
            {"side": "promotes", "text": " At vi blir spurt\r\n "},
            {"side": "promotes", "text": "At vi blir spurt"},
        ),
        (
            {"side": "hinders", "text": "Fagspråk", "strength": 1, "influence": "partly"},
            {"side": "hinders", "text": "Fagspråk", "strength": 1, "influence": "partly"},
        ),
        (
            {"side": "hinders", "text": "x" * 140, "strength": 5},
            {"side": "hinders", "text": "x" * 140, "strength": 5},
        ),
    ],
)
def test_what_a_table_says_is_kept_in_one_form(body: object, kept: dict[str, Any]) -> None:
    assert KIND.parse(SETTINGS, body) == kept


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({"text": "Tid"}, "bad_body", "side"),
        ({"side": "promotes"}, "bad_body", "text"),
        ({"side": "both", "text": "Tid"}, "bad_choice", "side"),
        ({"side": "promotes", "text": " \n"}, "no_text", "text"),
        ({"side": "promotes", "text": "x" * 141}, "too_long", "text"),
        ({"side": "promotes", "text": "Tid", "strength": 0}, "bad_choice", "strength"),
        ({"side": "promotes", "text": "Tid", "strength": 6}, "bad_choice", "strength"),
        ({"side": "promotes", "text": "Tid", "strength": "4"}, "bad_choice", "strength"),
        ({"side": "promotes", "text": "Tid", "strength": 2.5}, "bad_choice", "strength"),
        ({"side": "promotes", "text": "Tid", "strength": None}, "bad_choice", "strength"),
        ({"side": "promotes", "text": "Tid", "influence": "maybe"}, "bad_choice", "influence"),
        ({"side": "promotes", "text": "Tid", "influence": ""}, "bad_choice", "influence"),
        ({"side": "promotes", "text": "Tid", "why": "Fordi"}, "bad_body", "why"),
        ("promotes", "bad_body", "body"),
    ],
)
def test_what_is_no_force_is_refused(body: object, code: str, field: str) -> None:
    with pytest.raises(Invalid) as error:
        KIND.parse(SETTINGS, body)
    assert (error.value.code, error.value.details["field"]) == (code, field)


def objection(body: dict[str, Any], others: list[dict[str, Any]], top: int = 2) -> Any:
    refused = KIND.objection(KIND.settings({"top": top}), body, others)
    return refused and (refused.code, refused.details)


def test_a_table_gives_strength_to_so_many_on_each_side() -> None:
    board = [rated("promotes"), rated("promotes"), rated("hinders"), {"side": "hinders"}]
    full = ("enough_top", {"most": 2, "side": "promotes"})
    assert objection(rated("promotes"), board) == full
    assert objection(rated("hinders"), board) is None
    assert objection({"side": "promotes", "text": "Tid", "influence": "yes"}, board) is None
    assert objection(rated("promotes"), board, top=3) is None


def test_a_scribe_makes_room_by_taking_a_strength_away(db: Session) -> None:
    meeting = make_meeting(db)
    exercise = make_exercise(
        db, make_item(db, meeting), "forces", phase="table", settings={"top": 1}
    )
    phone = make_phone(db, meeting)
    first = make_contribution(db, phone, exercise, rated("hinders"))
    second = make_contribution(db, phone, exercise, {"side": "hinders", "text": "Språk"})
    language = {"side": "hinders", "text": "Språk", "strength": 5}
    with pytest.raises(Refused) as error:
        revise(db, phone, id=second.id, body=language, base=0, now=NOON)
    assert error.value.code == "enough_top"
    # The strength that it has already may be changed.
    revise(db, phone, id=first.id, body=rated("hinders", 4), base=0, now=NOON)
    revise(db, phone, id=first.id, body={"side": "hinders", "text": "Tid"}, base=1, now=NOON)
    revise(db, phone, id=second.id, body=language, base=0, now=NOON)
    assert (first.body, second.body) == ({"side": "hinders", "text": "Tid"}, language)


def test_the_two_sides_are_never_one() -> None:
    body = {"side": "hinders", "text": "Tid"}
    assert KIND.shelf(body) == "hinders"
    assert set(KIND.shelves) == {"promotes", "hinders"}
    assert KIND.slots(KIND.settings({"sides": {"hinders": "Bremser"}}), body) == ("Bremser",)


def test_each_side_has_its_themes_and_what_stands_alone() -> None:
    results = KIND.results(
        SETTINGS,
        [
            given(1, 4, "promotes", "Tillit", 5),
            given(2, 2, "promotes", "Svar", 4, "yes", theme=ANSWERS, dots=2),
            given(3, 2, "hinders", "Skjult", 5, hidden=True),
            given(4, 4, "promotes", "At noen svarer", theme=ANSWERS, dots=1),
            given(5, 1, "hinders", "Tid", influence="no"),
        ],
    )
    answers = (
        Force("c2", 2, 2, "Svar", 4, "yes", 2),
        Force("c4", 4, 4, "At noen svarer", dots=1),
    )
    assert results == ForcesResults(
        Side(
            "promotes",
            (
                Row("Synlig svar", answers, 7),
                Row("Tillit", (Force("c1", 1, 4, "Tillit", 5),)),
            ),
        ),
        Side("hinders", (Row("Tid", (Force("c5", 5, 1, "Tid", influence="no"),)),)),
    )
    assert results.counted == ("c2", "c4", "c1", "c5")
    assert (results.tables, results.joined, results.pages) == (3, True, 1)
    theme = results.promotes.rows[0]
    assert (theme.tables, theme.strength, theme.dots) == ((2, 4), 4.0, 3)
    assert theme.influence == {"yes": 1, "partly": 0, "no": 0}


def test_nothing_said_is_a_page_with_two_empty_sides() -> None:
    results = KIND.results(SETTINGS, [])
    assert results == ForcesResults(Side("promotes", ()), Side("hinders", ()))
    assert (results.tables, results.joined, results.pages) == (0, False, 1)


def test_a_theme_whose_contributions_changed_sides_stands_on_both() -> None:
    said = [
        given(1, 1, "promotes", "Svar", theme=ANSWERS),
        given(2, 2, "hinders", "Ikke svar", theme=ANSWERS),
    ]
    results = KIND.results(SETTINGS, said)
    assert [[row.text for row in side.rows] for side in results.sides] == [
        ["Synlig svar"],
        ["Synlig svar"],
    ]
    assert results.counted == ("c1", "c2")


@pytest.mark.parametrize(
    ("strengths", "mean"),
    [
        ([], None),
        ([None, None], None),
        ([4], 4.0),
        ([4, None, 5], 4.5),
        ([1, 1, 2], 1.3),
        ([5, 5, 4], 4.7),
        ([4, 4, 4, 5], 4.3),
        ([1, 2, 2, 2], 1.8),
    ],
)
def test_the_mean_is_of_those_who_rated_to_one_decimal(
    strengths: list[int | None], mean: float | None
) -> None:
    forces = [Force(f"c{n}", n, n, "Tid", strength) for n, strength in enumerate(strengths)]
    assert Row("Tid", tuple(forces), 7).strength == mean


def test_what_most_tables_say_comes_first_then_the_strongest_then_the_earliest() -> None:
    loud = Theme(1, "Sagt ofte av ett bord", 1)
    shared = Theme(2, "Sagt av to bord", 2)
    said = [
        given(1, 1, "hinders", "Uten styrke"),
        given(2, 1, "hinders", "Svak", 1),
        given(3, 1, "hinders", "Sterk", 4),
        given(4, 2, "hinders", "Like sterk, men senere", 4),
        *(given(number, 3, "hinders", "Igjen", 5, theme=loud) for number in range(5, 9)),
        given(9, 1, "hinders", "En", theme=shared),
        given(10, 2, "hinders", "To", theme=shared),
    ]
    assert [row.text for row in KIND.results(SETTINGS, said).hinders.rows] == [
        "Sagt av to bord",
        "Sagt ofte av ett bord",
        "Sterk",
        "Like sterk, men senere",
        "Svak",
        "Uten styrke",
    ]


def test_the_longer_side_decides_how_many_pages_there_are() -> None:
    said = [given(number, 1, "promotes", f"Nr {number}") for number in range(13)]
    results = KIND.results(SETTINGS, [*said, given(13, 1, "hinders", "Tid")])
    assert results.pages == 3
    assert [len(results.promotes.page(page)) for page in (1, 2, 3)] == [6, 6, 1]
    assert [len(results.hinders.page(page)) for page in (1, 2, 3)] == [1, 0, 0]
    assert [results.promotes.left(page) for page in (1, 2, 3)] == [7, 1, 0]
    assert [results.page(wanted) for wanted in (0, 1, 3, 9)] == [1, 1, 3, 3]


def test_both_pictures_show_the_rows_of_one_page_with_their_details() -> None:
    said = [given(number, 1, "promotes", f"Nr {number}") for number in range(7)]
    results = KIND.results(SETTINGS, [*said, given(7, 2, "hinders", "Tid", 5)])
    for draw in (results.picture, results.stacked):
        drawn = {
            page: [
                [[line.text for line in arrow.words] for arrow in column.arrows]
                for column in draw(page, lambda row: f"bord {row.tables[0]}").columns
            ]
            for page in (1, 2)
        }
        assert drawn == {
            1: [[[f"Nr {number}", "bord 1"] for number in range(6)], [["Tid", "bord 2"]]],
            2: [[["Nr 6", "bord 1"]], []],
        }


def test_a_force_is_exported_with_its_side_in_words() -> None:
    assert KIND.rows(SETTINGS, given(1, 2, "promotes", "Svar", 4, "yes")) == (
        {
            "slot": "promotes",
            "slot_name": "Fremmer",
            "text": "Svar",
            "strength": 4,
            "influence": "yes",
        },
    )
    assert KIND.rows(SETTINGS, given(2, 2, "hinders", "Tid")) == (
        {
            "slot": "hinders",
            "slot_name": "Hemmer",
            "text": "Tid",
            "strength": None,
            "influence": None,
        },
    )
