"""Everybody gets one seat in every round, every wish holds, and the same seed says the same."""

from collections import Counter
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.seating import evening
from facilitator.errors import Invalid, Refused
from facilitator.seating.annealing import anneal
from facilitator.seating.cpsat import round_by_round, solve
from facilitator.seating.plan import Guest, Place, Plan, Wishes, engine_of, plan
from facilitator.seating.quality import quality
from facilitator.seating.wishing import held
from tests.facilitator.seating.tables import tables

ENGINES = pytest.mark.parametrize("engine", [anneal, solve, round_by_round])


def people(count: int, *roles: str) -> list[Guest]:
    """Guests a, b, c … who have the ``roles`` in turn."""
    return [
        Guest(chr(ord("a") + number), {"role": roles[number % len(roles)]} if roles else {})
        for number in range(count)
    ]


def filled(made: Plan, places: list[Place]) -> list[list[int]]:
    """How many sit at each table in each round."""
    return [
        [list(round_.values()).count(place.number) for place in places] for round_ in made.rounds
    ]


def refusal(guests: list[Guest], places: list[Place], **asked: object) -> Refused:
    with pytest.raises(Refused) as refused:
        plan(guests, places, seed=1, engine=anneal, **asked)  # type: ignore[arg-type]
    return refused.value


# How full the tables are


@pytest.mark.parametrize(
    ("count", "sizes", "expected"),
    [
        (0, (), []),
        (0, (8, 8), [0, 0]),
        (1, (8, 8), [1, 0]),
        (2, (8, 8), [2, 0]),
        (5, (8, 8), [5, 0]),
        (6, (8, 8), [3, 3]),
        (7, (8, 8), [4, 3]),
        (12, (8, 4, 8), [4, 4, 4]),
        (13, (8, 4, 8), [5, 4, 4]),
        (16, (8, 4, 8), [6, 4, 6]),
        (20, (8, 4, 8), [8, 4, 8]),
        (16, (8, 2, 8), [8, 0, 8]),
        (17, (8, 2, 8), [8, 2, 7]),
        (4, (4,), [4]),
        (4, (2, 2), [2, 2]),
        (3, (1, 1, 1), [1, 1, 1]),
    ],
)
def test_tables_are_equally_full_and_nobody_sits_with_fewer_than_two_others_without_need(
    count: int, sizes: tuple[int, ...], expected: list[int]
) -> None:
    places = tables(*sizes)
    made = plan(people(count), places, rounds=2, seed=1, effort=0.02, engine=anneal)
    assert filled(made, places) == [expected, expected]


def test_more_people_than_seats_are_refused_with_both_numbers() -> None:
    refused = refusal(people(9), tables(4, 4))
    assert (refused.code, refused.details) == ("no_room", {"people": 9, "seats": 8})


@pytest.mark.parametrize("rounds", [0, 5])
def test_there_are_one_to_four_rounds(rounds: int) -> None:
    with pytest.raises(Invalid):
        plan(people(4), tables(4), rounds=rounds, seed=1)


# What the tables are mixed of


@ENGINES
def test_every_table_has_one_of_each_role_and_nobody_meets_twice(engine) -> None:
    guests, places = people(12, "citizen", "politician", "employee"), tables(3, 3, 3, 3)
    made = plan(guests, places, rounds=3, seed=1, engine=engine)
    judged = quality(made, guests, places)
    assert judged.within == {"role": 1.0, "municipality": 1.0}
    assert judged.repeats == 0


def test_those_of_whom_nothing_is_known_may_sit_together() -> None:
    guests = [*people(4, "politician"), Guest("x"), Guest("y")]
    made = plan(guests, tables(3, 3), seed=1, engine=anneal)
    assert quality(made, guests, tables(3, 3)).within["role"] == 1


def test_a_municipality_that_each_has_alone_needs_no_mixing() -> None:
    guests = [Guest(str(number), {"municipality": f"K{number}"}) for number in range(12)]
    made = plan(guests, tables(4, 4, 4), rounds=2, seed=1, effort=0.02, engine=anneal)
    assert quality(made, guests, tables(4, 4, 4)).within["municipality"] == 1


def test_the_evening_that_the_bench_measures_is_as_good_as_it_should_be() -> None:
    hall = evening(50, 8, 8, seed=2)
    made = plan(
        hall.guests, hall.places, rounds=hall.rounds, wishes=hall.wishes, seed=2, engine=anneal
    )
    judged = quality(made, hall.guests, hall.places, hall.wishes)
    assert judged.within["role"] >= 0.98
    assert judged.within["municipality"] >= 0.85
    assert (judged.repeats, judged.kept) == (0, judged.wishes)


# Wishes


@ENGINES
def test_every_sort_of_wish_holds_in_every_round(engine) -> None:
    guests, places = people(16, "citizen", "politician"), tables(5, 5, 5, 5, near_door=4)
    wishes = Wishes(
        together=[frozenset("ab"), frozenset("bc")],
        apart=[frozenset("defg"), frozenset("ah")],
        at_table={"i": 2, "j": 2},
        near_door=frozenset("k"),
    )
    fixed = [{"l": 3}, {"l": 1, "m": 1}]
    made = plan(
        guests, places, rounds=3, wishes=wishes, fixed=fixed, seed=1, effort=0.2, engine=engine
    )
    for round_ in made.rounds:
        assert len({round_[guest] for guest in "abc"}) == 1
        assert len({round_[guest] for guest in "defg"}) == 4
        assert round_["a"] != round_["h"]
        assert (round_["i"], round_["j"], round_["k"]) == (2, 2, 4)
    assert [made.rounds[0]["l"], made.rounds[1]["l"], made.rounds[1]["m"]] == [3, 1, 1]
    assert filled(made, places) == [[4, 4, 4, 4]] * 3


@ENGINES
def test_couples_stay_together_while_tables_are_mixed(engine) -> None:
    guests, places = people(12, "citizen", "citizen", "politician"), tables(4, 4, 4)
    wishes = Wishes(together=[frozenset(pair) for pair in ("ab", "cd", "ef", "gh")])
    made = plan(guests, places, rounds=3, wishes=wishes, seed=1, effort=0.1, engine=engine)
    judged = quality(made, guests, places, wishes)
    assert (judged.kept, judged.wishes) == (4, 4)


def test_a_group_that_is_larger_than_an_equal_share_makes_the_others_smaller() -> None:
    places = tables(6, 6, 6)
    made = plan(
        people(12),
        places,
        wishes=Wishes(together=[frozenset("abcdef")]),
        seed=1,
        engine=anneal,
    )
    assert sorted(filled(made, places)[0]) == [3, 3, 6]


def test_people_who_must_be_apart_get_more_tables_than_few_people_would_else() -> None:
    made = plan(
        people(4), tables(8, 8, 8), wishes=Wishes(apart=[frozenset("abc")]), seed=1, engine=anneal
    )
    assert len({made.rounds[0][guest] for guest in "abc"}) == 3


def test_wishes_about_people_who_are_not_there_are_passed_over() -> None:
    wishes = Wishes(
        together=[frozenset({"gone", "a"})],
        apart=[frozenset({"gone", "b"})],
        at_table={"gone": 9},
        near_door=frozenset({"gone"}),
    )
    assert len(plan(people(4), tables(4), wishes=wishes, seed=1, engine=anneal).rounds[0]) == 4


@pytest.mark.parametrize(
    ("asked", "who"),
    [
        ({"wishes": Wishes(together=[frozenset("abcde")])}, "abcde"),
        ({"wishes": Wishes(together=[frozenset("abc"), frozenset("cde")])}, "abcde"),
        ({"wishes": Wishes(together=[frozenset("ab")], apart=[frozenset("abc")])}, "ab"),
        ({"wishes": Wishes(together=[frozenset("ab")], at_table={"a": 1, "b": 2})}, "ab"),
        ({"wishes": Wishes(at_table={"a": 9})}, "a"),
        ({"wishes": Wishes(at_table={"a": 2}, near_door=frozenset("a"))}, "a"),
        ({"wishes": Wishes(at_table={"a": 1}), "fixed": [{"a": 2}]}, "a"),
        ({"wishes": Wishes(at_table=dict.fromkeys("abcde", 1))}, "abcde"),
        ({"wishes": Wishes(near_door=frozenset("abcde"))}, "abcde"),
        ({"wishes": Wishes(apart=[frozenset("abcd")])}, "abcd"),
        ({"wishes": Wishes(apart=[frozenset("ab")], at_table={"a": 3, "b": 3})}, "ab"),
        ({"wishes": Wishes(apart=[frozenset("ab")], near_door=frozenset("abc"))}, "ab"),
    ],
)
def test_wishes_that_cannot_all_hold_are_refused_with_whom_they_are_about(
    asked: dict[str, object], who: str
) -> None:
    refused = refusal(people(9), tables(4, 4, 4, near_door=1), **asked)
    assert (refused.code, refused.details) == ("wishes_clash", {"who": tuple(who)})


# Any hall


@st.composite
def halls(
    draw: st.DrawFn, most_people: int = 16, most_tables: int = 5
) -> tuple[list[Guest], list[Place], Wishes, int]:
    count = draw(st.integers(0, most_people))
    roles = st.sampled_from(["citizen", "politician", ""])
    guests = [Guest(f"{number:02}", {"role": draw(roles)}) for number in range(count)]
    sizes = draw(st.lists(st.integers(2, 6), min_size=1, max_size=most_tables))
    places = [Place(number, size, number == 1) for number, size in enumerate(sizes, 1)]
    ids = st.sampled_from([guest.id for guest in guests] or ["gone"])
    some = st.frozensets(ids, min_size=2, max_size=3) if count > 2 else st.just(frozenset("x"))
    wishes = Wishes(
        together=draw(st.lists(some, max_size=2)),
        apart=draw(st.lists(some, max_size=2)),
        at_table=draw(st.dictionaries(ids, st.integers(1, len(sizes)), max_size=2)),
        near_door=draw(st.frozensets(ids, max_size=1)),
    )
    return guests, places, wishes, draw(st.integers(1, 3))


@ENGINES
@settings(max_examples=25, deadline=None)
@given(hall=halls(), seed=st.integers(0, 2**40))
def test_everybody_has_one_seat_in_each_round_or_it_is_said_why_not(engine, hall, seed) -> None:
    guests, places, wishes, rounds = hall
    asked = {"rounds": rounds, "wishes": wishes, "seed": seed, "effort": 0.02, "engine": engine}
    try:
        made = plan(guests, places, **asked)
    except Refused:
        assert len(guests) > sum(place.size for place in places) or any(vars(wishes).values())
        return
    assert [set(round_) for round_ in made.rounds] == [{guest.id for guest in guests}] * rounds
    for counts in filled(made, places):
        assert all(count <= place.size for count, place in zip(counts, places, strict=True))
    judged = quality(made, guests, places, wishes)
    assert judged.kept == judged.wishes
    assert plan(guests[::-1], places[::-1], **asked) == made


@settings(max_examples=40, deadline=None)
@given(hall=halls(most_people=6, most_tables=3))
def test_wishes_are_refused_only_where_no_way_to_sit_keeps_them(hall) -> None:
    guests, places, wishes, _ = hall

    def can_sit(people: list[Guest]) -> bool:
        return any(
            all(chosen.count(place.number) <= place.size for place in places)
            and False
            not in held(
                {guest.id: at for guest, at in zip(people, chosen, strict=True)}, places, wishes
            )
            for chosen in product([place.number for place in places], repeat=len(people))
        )

    try:
        plan(guests, places, wishes=wishes, seed=1, effort=0.02, engine=anneal)
    except Refused as refused:
        who = refused.details.get("who", [guest.id for guest in guests])
        assert not can_sit([guest for guest in guests if guest.id in who])
    else:
        assert can_sit(guests)


def test_another_seed_makes_another_plan() -> None:
    guests = people(16, "citizen", "politician")
    one, other = (
        plan(guests, tables(4, 4, 4, 4), rounds=3, seed=seed, engine=anneal) for seed in (1, 2)
    )
    assert one != other


def test_what_is_said_to_repeat_is_what_repeats() -> None:
    guests, places = people(6), tables(3, 3)
    made = plan(guests, places, rounds=2, seed=1, effort=0.02, engine=anneal)
    met = Counter(
        pair
        for round_ in made.rounds
        for pair in combinations(sorted(round_), 2)
        if round_[pair[0]] == round_[pair[1]]
    )
    assert quality(made, guests, places).repeats == sum(times > 1 for times in met.values()) == 2


def test_or_tools_are_used_where_they_are_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert engine_of() is solve
    monkeypatch.setattr("facilitator.seating.plan.find_spec", lambda name: None)
    assert engine_of() is anneal
