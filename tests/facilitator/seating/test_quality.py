"""How good a plan is, in figures and in the sentences that an organiser reads."""

import pytest

from facilitator.seating.plan import NO_WISHES, Guest, Place, Plan, Wishes
from facilitator.seating.quality import Quality, RoundQuality, Spread, quality, words

NAMES = {
    "citizen": "innbygger",
    "politician": "politiker",
    "employee": "ansatt",
    "other": "annet",
    "q7": "Bakgrunn",
}
TABLES = [Place(1, 6), Place(2, 6, near_door=True)]


def guests(*roles: str, **traits: str) -> list[Guest]:
    """Guests a, b, c … with their roles; ``traits`` holds one letter for each value of others."""
    return [
        Guest(
            chr(ord("a") + number),
            {"role": role, **{key: values[number] for key, values in traits.items()}},
        )
        for number, role in enumerate(roles)
    ]


def seats(*groups: str) -> dict[str, int]:
    return {name: number for number, group in enumerate(groups, 1) for name in group}


def said(*rounds: dict[str, int], people: list[Guest], wishes: Wishes = NO_WISHES, mix=("role",)):
    """The sentences about a plan as they stand on the screen, without how full the tables are."""
    judged = quality(Plan(rounds), people, TABLES, wishes, mix)
    return [text % values for text, values in words(judged, NAMES)][1:]


MIXED = guests("citizen", "citizen", "politician", "politician", "employee", "employee")


def test_the_figures_of_a_plan_are_those_that_one_counts() -> None:
    people = guests("citizen", "citizen", "citizen", "politician", "politician", "")
    made = Plan((seats("abd", "cef"), seats("abc", "def")))
    wishes = Wishes(
        together=[frozenset("ab"), frozenset({"a", "gone"})],
        apart=[frozenset("ad")],
        at_table={"c": 2},
        near_door=frozenset("f"),
    )
    assert quality(made, people, TABLES, wishes, mix=("role",)) == Quality(
        rounds=[
            RoundQuality(
                tables=2,
                least=3,
                most=3,
                spreads=[
                    Spread(
                        key="role",
                        within=2,
                        least={"citizen": 1, "politician": 1},
                        most={"citizen": 2, "politician": 1},
                        lacking={"citizen": [], "politician": []},
                        different=[2, 2],
                    )
                ],
            ),
            RoundQuality(
                tables=2,
                least=3,
                most=3,
                spreads=[
                    Spread(
                        key="role",
                        within=0,
                        least={"citizen": 0, "politician": 0},
                        most={"citizen": 3, "politician": 2},
                        lacking={"citizen": [2], "politician": [1]},
                        different=[1, 1],
                    )
                ],
            ),
        ],
        repeats=1,
        wishes=4,
        kept=2,
    )


def test_the_share_of_tables_within_one_counts_all_rounds() -> None:
    made = Plan((seats("ace", "bdf"), seats("abc", "def")))
    assert quality(made, MIXED, TABLES, mix=("role",)).within == {"role": 0.5}


def test_nothing_is_said_of_nobody() -> None:
    judged = quality(Plan(({},)), [], TABLES)
    assert (judged.within, words(judged)) == ({}, [])


@pytest.mark.parametrize(
    ("round_", "sentence"),
    [
        (seats("ace", "bdf"), "Det sitter 3 ved hvert bord."),
        (seats("acef", "bd"), "Det sitter 2 til 4 ved hvert bord."),
    ],
)
def test_it_is_said_how_many_sit_at_a_table(round_: dict[str, int], sentence: str) -> None:
    text, values = words(quality(Plan((round_,)), MIXED, TABLES))[0]
    assert text % values == sentence


@pytest.mark.parametrize(
    ("people", "round_", "sentences"),
    [
        (
            MIXED,
            seats("ace", "bdf"),
            ["Alle bord har minst én innbygger, én politiker og én ansatt."],
        ),
        (
            guests("politician", "politician", "citizen", "citizen"),
            seats("ac", "bd"),
            ["Alle bord har minst én innbygger og én politiker."],
        ),
        (
            guests("politician", "politician", "citizen"),
            seats("ac", "b"),
            ["Alle bord har minst én politiker."],
        ),
        (
            guests("other", "other", "leder", "leder"),
            seats("ac", "bd"),
            ["Rollen «annet» er ved alle bord.", "Rollen «leder» er ved alle bord."],
        ),
        (
            guests("politician", "politician", "citizen", "citizen"),
            seats("ab", "cd"),
            [
                "Rollen «innbygger» mangler ved bord 1.",
                "Rollen «politiker» mangler ved bord 2.",
            ],
        ),
    ],
)
def test_it_is_said_which_roles_are_at_every_table(
    people: list[Guest], round_: dict[str, int], sentences: list[str]
) -> None:
    assert said(round_, people=people) == sentences


@pytest.mark.parametrize(
    ("rounds", "sentences"),
    [
        ([seats("ace", "bdf"), seats("ade", "bcf")], ["2 par møtes mer enn én gang."]),
        ([seats("ac", "bd"), seats("ad", "bc")], ["Ingen møtes to ganger på to runder."]),
        ([seats("ac", "bd"), seats("ac", "b")], ["To av deltakerne møtes mer enn én gang."]),
        ([seats("ac", "bd"), seats("ad"), seats("a")], ["Ingen møtes to ganger på tre runder."]),
    ],
)
def test_it_is_said_who_meets_again(rounds: list[dict[str, int]], sentences: list[str]) -> None:
    assert said(*rounds, people=MIXED, mix=()) == sentences


def test_a_role_that_is_missing_in_one_of_several_rounds_is_named_with_it() -> None:
    people = guests("politician", "politician", "citizen", "citizen")
    assert said(seats("ac", "bd"), seats("ab", "cd"), people=people) == [
        "Runde 2: Rollen «innbygger» mangler ved bord 1.",
        "Runde 2: Rollen «politiker» mangler ved bord 2.",
        "Ingen møtes to ganger på to runder.",
    ]


@pytest.mark.parametrize(
    ("rounds", "sentences"),
    [
        (["ab cdef"], ["Alle bord har folk fra minst 2 kommuner."]),
        (["aec bdf"], ["Alle bord har folk fra minst 3 kommuner."]),
        (["acf bde"], ["Alle bord har folk fra minst 2 kommuner."]),
        (["ad bcef"], []),
    ],
)
def test_it_is_said_from_how_many_municipalities_there_are_people(
    rounds: list[str], sentences: list[str]
) -> None:
    people = guests(*[""] * 6, municipality="SVISVI")
    made = [seats(*groups.split()) for groups in rounds]
    assert said(*made, people=people, mix=("municipality",)) == sentences


def test_most_tables_may_have_people_from_more_municipalities_than_all() -> None:
    people = guests(*[""] * 8, municipality="SVSVSVSS")
    places = [Place(number, 2) for number in range(1, 5)]
    round_ = seats("ab", "cd", "ef", "gh")
    judged = quality(Plan((round_,)), people, places, mix=("municipality",))
    twice = quality(Plan((round_, round_)), people, places, mix=("municipality",))
    assert [text % values for text, values in words(judged)][1:] == [
        "3 av 4 bord har folk fra minst 2 kommuner."
    ]
    assert [text % values for text, values in words(twice)][1:] == [
        "4 par møtes mer enn én gang.",
        "I hver runde har minst 3 av 4 bord folk fra minst 2 kommuner.",
    ]


@pytest.mark.parametrize(
    ("round_", "sentences"),
    [
        (seats("ac", "bd"), ["Alle bord er jevnt blandet etter «Bakgrunn»."]),
        (seats("ab", "cd"), ["0 prosent av bordene er jevnt blandet etter «Bakgrunn»."]),
    ],
)
def test_it_is_said_how_answers_to_own_questions_are_mixed(
    round_: dict[str, int], sentences: list[str]
) -> None:
    people = guests("", "", "", "", q7="xxyy")
    assert said(round_, people=people, mix=("q7",)) == sentences


@pytest.mark.parametrize(
    ("wishes", "sentences"),
    [
        (Wishes(), []),
        (Wishes(at_table={"gone": 1}), []),
        (Wishes(at_table={"a": 1}), ["Ønsket er oppfylt."]),
        (Wishes(at_table={"a": 1, "b": 2}), ["Begge ønskene er oppfylt."]),
        (
            Wishes(at_table={"a": 1, "b": 2}, near_door=frozenset("b")),
            ["Alle 3 ønskene er oppfylt."],
        ),
        (Wishes(at_table={"a": 1, "b": 1}), ["1 av 2 ønsker er oppfylt."]),
    ],
)
def test_it_is_said_how_many_wishes_hold(wishes: Wishes, sentences: list[str]) -> None:
    assert said(seats("ac", "bd"), people=MIXED, wishes=wishes, mix=()) == sentences
