"""The ladder: what a table may say, where it ends up, and how it is exported."""

from datetime import UTC, datetime
from typing import Any

import pytest

from facilitator.errors import Invalid
from facilitator.exercises.kind import Given
from facilitator.exercises.ladder import KIND
from facilitator.ladder_results import Example, LadderResults, Leaf, Stand, Step, TableStands
from facilitator.ladders import PRESETS

NOW = datetime(2026, 9, 24, 15, 0, tzinfo=UTC)
SETTINGS = KIND.settings({})
THREE = {
    "steps": [{"name": "Lav"}, {"name": "Midt", "description": "Vi snakkes."}, {"name": "Høy"}]
}


def given(number: int, table: int, body: dict[str, Any], **marks: bool) -> Given:
    return Given(id=f"c{number}", number=number, table=table, body=body, given_at=NOW, **marks)


def example(number: int, table: int, text: str, *steps: int, **marks: bool) -> Given:
    body = {"aspect": "example", "steps": list(steps), "text": text}
    return given(number, table, body, **marks)


def stand(number: int, table: int, aspect: str, step: int, **marks: bool) -> Given:
    return given(number, table, {"aspect": aspect, "steps": [step]}, **marks)


def names(settings: Any) -> list[str]:
    return [step["name"] for step in settings["steps"]]


def test_the_five_steps_of_the_method_are_what_one_starts_with() -> None:
    assert names(SETTINGS) == [
        "Informasjon",
        "Konsultasjon",
        "Dialog",
        "Samarbeid",
        "Medbestemmelse",
    ]
    assert {step["group"] for step in SETTINGS["steps"]} == {""}


def test_an_organiser_may_choose_another_ladder() -> None:
    chosen = {preset: names(KIND.settings({"preset": preset})) for preset in PRESETS}
    assert {preset: len(steps) for preset, steps in chosen.items()} == {
        "five": 5,
        "six": 6,
        "four": 4,
        "arnstein": 8,
    }
    assert chosen["six"][-1] == "Beslutning"
    arnstein = KIND.settings({"preset": "arnstein"})["steps"]
    assert [step["group"] for step in arnstein] == [
        *["Ingen medvirkning"] * 2,
        *["Symbolsk medvirkning"] * 3,
        *["Innbyggermakt"] * 3,
    ]


def test_an_organiser_may_write_steps_and_questions() -> None:
    changed = {"preset": "four", **THREE, "questions": {"now": "Hvor står vi?"}}
    assert KIND.own_settings(changed) == {
        "preset": "four",
        "steps": (
            {"name": "Lav", "description": "", "group": ""},
            {"name": "Midt", "description": "Vi snakkes.", "group": ""},
            {"name": "Høy", "description": "", "group": ""},
        ),
        "questions": {
            "example": "Et eksempel på innbyggerinvolvering",
            "now": "Hvor står vi?",
            "wanted": "Hvor vil vi være?",
        },
    }


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"preset": "iap2"}, "preset"),
        ({"steps": [{"name": "Bare ett"}]}, "steps"),
        ({"steps": [{"name": "Trinn"}] * 9}, "steps"),
        ({"steps": [{"name": ""}, {"name": "To"}]}, "steps"),
        ({"steps": [{"name": "En", "colour": "red"}, {"name": "To"}]}, "colour"),
        ({"prompts": {"lunch": "Spis."}}, "prompts"),
        ({"questions": {"later": "Og så?"}}, "later"),
        ({"winner": 1}, "winner"),
    ],
)
def test_settings_that_make_no_ladder_are_refused(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as error:
        KIND.settings(changed)
    assert (error.value.code, error.value.details) == ("bad_settings", {"field": field})


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        (
            {"aspect": "example", "steps": [2], "text": " Høring "},
            {"aspect": "example", "steps": [2], "text": "Høring"},
        ),
        (
            {"aspect": "example", "steps": [4, 2, 4], "text": "Gjestebud", "why": "Vi er uenige."},
            {"aspect": "example", "steps": [2, 4], "text": "Gjestebud", "why": "Vi er uenige."},
        ),
        (
            {"aspect": "example", "steps": [1], "text": "Brev", "why": "  "},
            {"aspect": "example", "steps": [1], "text": "Brev"},
        ),
        ({"aspect": "now", "steps": [1]}, {"aspect": "now", "steps": [1]}),
        (
            {"aspect": "wanted", "steps": [5], "why": "Da eier vi det.", "text": ""},
            {"aspect": "wanted", "steps": [5], "why": "Da eier vi det."},
        ),
        (
            {"aspect": "wanted", "steps": [5], "text": "Da eier vi det."},
            {"aspect": "wanted", "steps": [5], "why": "Da eier vi det."},
        ),
    ],
)
def test_what_a_table_says_is_kept_in_one_form(body: object, kept: dict[str, Any]) -> None:
    assert KIND.parse(SETTINGS, body) == kept
    assert KIND.parse(SETTINGS, kept) == kept


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({"aspect": "example", "steps": [1]}, "no_text", "text"),
        ({"aspect": "example", "steps": [1], "text": " \n "}, "no_text", "text"),
        ({"aspect": "example", "steps": [1], "text": "x" * 1001}, "too_long", "text"),
        ({"aspect": "example", "steps": [], "text": "Høring"}, "no_step", "steps"),
        ({"aspect": "now", "steps": []}, "no_step", "steps"),
        ({"aspect": "example", "steps": [6], "text": "Høring"}, "bad_choice", "steps"),
        ({"aspect": "example", "steps": [0], "text": "Høring"}, "bad_choice", "steps"),
        ({"aspect": "example", "steps": [True], "text": "Høring"}, "bad_choice", "steps"),
        ({"aspect": "example", "steps": ["1"], "text": "Høring"}, "bad_choice", "steps"),
        ({"aspect": "example", "steps": 1, "text": "Høring"}, "bad_body", "steps"),
        ({"aspect": "now", "steps": [1, 2]}, "bad_choice", "steps"),
        ({"aspect": "later", "steps": [1]}, "bad_choice", "aspect"),
        ({"steps": [1], "text": "Høring"}, "bad_body", "aspect"),
        ({"aspect": "now", "steps": [1], "score": 5}, "bad_body", "score"),
        (None, "bad_body", "body"),
    ],
)
def test_what_makes_no_sense_is_refused(body: object, code: str, field: str) -> None:
    with pytest.raises(Invalid) as error:
        KIND.parse(SETTINGS, body)
    assert (error.value.code, error.value.details["field"]) == (code, field)


@pytest.mark.parametrize(
    ("aspect", "place"), [("now", "now"), ("wanted", "wanted"), ("example", None)]
)
def test_a_table_has_one_stand_of_each_sort_and_any_number_of_examples(
    aspect: str, place: str | None
) -> None:
    assert KIND.place({"aspect": aspect, "steps": [1]}) == place


def test_redaction_leaves_nothing_of_what_people_wrote() -> None:
    told = {"aspect": "example", "steps": [2], "text": "Møtet med Kari", "why": "Kari sa det."}
    stood = {"aspect": "now", "steps": [1], "why": "Kari svarer aldri."}
    assert KIND.redacted(told, "Møtet") == {"aspect": "example", "steps": [2], "text": "Møtet"}
    assert KIND.redacted(stood, "Ingen svarer.") == {
        "aspect": "now",
        "steps": [1],
        "why": "Ingen svarer.",
    }


def test_the_visible_contributions_stand_on_their_steps() -> None:
    results = KIND.results(
        KIND.settings(THREE),
        [
            example(1, 4, "Høring", 1),
            example(2, 2, "Gjestebud", 2, 3, lifted=True),
            example(3, 2, "Skjult", 2, hidden=True),
            stand(4, 2, "now", 1),
            given(5, 2, {"aspect": "wanted", "steps": [3], "why": "Fordi."}),
            stand(6, 4, "now", 2),
            stand(7, 9, "wanted", 1, hidden=True),
            stand(8, 4, "now", 3),
        ],
    )
    hearing = Example("c1", 1, 4, "Høring", "", (1,))
    meal = Example("c2", 2, 2, "Gjestebud", "", (2, 3), lifted=True)
    two_now, two_wanted = Stand("c4", 4, 2, 1, ""), Stand("c5", 5, 2, 3, "Fordi.")
    four_now = Stand("c8", 8, 4, 3, "")
    assert results == LadderResults(
        steps=(
            Step(1, "Lav", "", "", (hearing,), (two_now,), ()),
            Step(2, "Midt", "Vi snakkes.", "", (meal,), (), ()),
            Step(3, "Høy", "", "", (meal,), (four_now,), (two_wanted,)),
        ),
        examples=(hearing, meal),
        tables=(TableStands(2, two_now, two_wanted), TableStands(4, four_now, None)),
    )
    assert [table.gap for table in results.tables] == [2, None]
    assert (results.now, results.wanted, results.several) == (2, 1, True)


def test_what_stands_on_a_step_that_was_taken_away_is_still_counted() -> None:
    said = [example(1, 1, "Begge", 2, 5), example(2, 1, "Borte", 5), stand(3, 1, "now", 4)]
    results = KIND.results(KIND.settings(THREE), said)
    assert [one.steps for one in results.examples] == [(2,)]
    assert (results.tables, results.beyond) == ((), ("c2", "c3"))
    assert sorted(results.counted) == ["c1", "c2", "c3"]


def test_the_staircase_shows_lifted_ones_and_then_every_table_in_turn() -> None:
    said = [example(number, table, f"Nr {number}", 1) for number, table in enumerate([1, 1, 1, 2])]
    said.append(example(4, 1, "Løftet", 1, 2, lifted=True))
    results = KIND.results(KIND.settings(THREE), said)
    drawn = results.staircase(["Lav", "Midt", "Høy"], ["", "", ""], ["", "", ""], height=900)
    assert [
        (" ".join(line.text for line in note.lines), note.several) for note in drawn.treads[0].notes
    ] == [("Løftet", True), ("Nr 0", False), ("Nr 3", False), ("Nr 1", False), ("Nr 2", False)]


def leaves(results: LadderResults, phase: str) -> list[Leaf]:
    return [results.leaf(page, phase) for page in range(1, results.pages + 1)]


def test_an_empty_ladder_is_one_page() -> None:
    assert leaves(KIND.results(SETTINGS, []), "plenary") == [Leaf("stairs", 1)]


def test_after_the_staircase_comes_the_list_of_tables_and_afterwards_the_list_first() -> None:
    said = [stand(number, number, "now", 2) for number in range(1, 32)]
    results = KIND.results(SETTINGS, said)
    stairs, first, second = Leaf("stairs", 1), Leaf("gaps", 1), Leaf("gaps", 2)
    assert leaves(results, "plenary") == [stairs, first, second]
    assert leaves(results, "closed") == [first, second, stairs]
    assert [one.table for one in results.tables_on(1)] == [*range(1, 31)]
    assert [one.table for one in results.tables_on(2)] == [31]


def test_what_has_no_room_on_a_step_comes_on_further_pages() -> None:
    said = [example(number, number, f"Nr {number}", 1) for number in range(1, 11)]
    results = KIND.results(SETTINGS, said)
    names = [step["name"] for step in SETTINGS["steps"]]
    described = [step["description"] for step in SETTINGS["steps"]]
    pages = [
        results.staircase(names, described, [""] * 5, page=leaf.page).treads[0]
        for leaf in leaves(results, "plenary")
    ]
    assert [[note.lines[0].text for note in tread.notes] for tread in pages] == [
        ["Nr 1", "Nr 2", "Nr 3"],
        ["Nr 4", "Nr 5", "Nr 6"],
        ["Nr 7", "Nr 8", "Nr 9", "Nr 10"],
    ]
    assert [tread.more and tread.more.count for tread in pages] == [7, 4, None]


def test_an_example_is_exported_once_for_each_of_its_steps() -> None:
    one = given(
        1, 4, {"aspect": "example", "steps": [2, 4], "text": "Gjestebud", "why": "Vi er uenige."}
    )
    row = {"aspect": "example", "text": "Gjestebud", "why": "Vi er uenige."}
    assert KIND.rows(SETTINGS, one) == (
        {**row, "slot": 2, "slot_name": "Konsultasjon"},
        {**row, "slot": 4, "slot_name": "Samarbeid"},
    )


def test_a_stand_is_exported_as_one_row() -> None:
    assert KIND.rows(KIND.settings(THREE), stand(1, 4, "wanted", 4)) == (
        {"aspect": "wanted", "slot": 4, "slot_name": "", "text": "", "why": ""},
    )
