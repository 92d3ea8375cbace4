"""After no-shows and late arrivals few move, nobody who sits does, and every wish holds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.errors import Refused
from facilitator.seating.annealing import anneal
from facilitator.seating.plan import Guest, Place, Plan, Wishes, plan
from facilitator.seating.quality import quality
from facilitator.seating.replanning import replan, table_for
from tests.facilitator.seating.tables import tables


def guests(*names: str) -> list[Guest]:
    """Guests by names that begin with what they are: ``p1`` is a politician, ``c1`` a citizen."""
    roles = {"p": "politician", "c": "citizen"}
    return [Guest(name, {"role": roles[name[0]]}) for name in names]


def seats(*groups: str) -> dict[str, int]:
    """Tables by names: each of ``groups`` is those at one table, from 1."""
    return {name: number for number, group in enumerate(groups, 1) for name in group.split()}


def groups(round_, count: int = 3) -> list[str]:
    """The other way round."""
    return [
        " ".join(sorted(name for name, table in round_.items() if table == number))
        for number in range(1, count + 1)
    ]


def again(before: dict[str, int], names: str, places: list[Place], **asked) -> list[str]:
    """Who sits at each table of a single round afterwards."""
    made = replan(Plan((before,)), guests(*names.split()), places, **asked)
    return groups(made.rounds[0], len(places))


FULL = seats("c1 c2 c3 p1", "c4 c5 c6 p2", "c7 c8 c9 p3")
NAMES = " ".join(FULL)
PLACES = tables(5, 5, 5)


def test_who_is_there_as_expected_stays() -> None:
    assert again(FULL, NAMES, PLACES) == groups(FULL)


def test_an_empty_chair_moves_nobody() -> None:
    assert again(FULL, NAMES.replace("c1 ", ""), PLACES) == ["c2 c3 p1", *groups(FULL)[1:]]


def test_a_table_that_lost_its_only_politician_gets_one_from_where_there_are_two() -> None:
    before = seats("c1 c2 c3 p1", "c4 c5 c6 p2", "c7 c8 p3 p4")
    names = "c1 c2 c3 c4 c5 c6 p2 c7 c8 p3 p4"
    after = again(before, names, PLACES)
    assert after[1] == "c4 c5 c6 p2"
    assert after in (
        ["c1 c2 c3 p3", "c4 c5 c6 p2", "c7 c8 p4"],
        ["c1 c2 c3 p4", "c4 c5 c6 p2", "c7 c8 p3"],
    )


def test_a_politician_who_is_missed_is_not_taken_from_a_table_that_needs_theirs() -> None:
    names = NAMES.replace(" p1", "")
    assert again(FULL, names, PLACES) == ["c1 c2 c3", *groups(FULL)[1:]]


def test_two_who_are_left_alone_get_company() -> None:
    before = seats("c1 c2 c3", "c4 c5 c6 c7", "c8 c9")
    after = again(before, " ".join(before), PLACES)
    assert (after[0], after[2].startswith("c4")) == ("c1 c2 c3", True)


def test_two_who_are_left_alone_leave_when_nobody_can_join_them() -> None:
    before = seats("c1 c2 c3", "c4 c5 c6", "c7 c8")
    after = again(before, " ".join(before), PLACES)
    assert after == ["c1 c2 c3 c7", "c4 c5 c6 c8", ""]


def test_those_who_are_left_alone_get_no_company_that_they_must_not_sit_with() -> None:
    before = seats("c1 c2 c3", "c4 c5 c6 c7", "c8 c9")
    wishes = Wishes(apart=[frozenset({"c8", other}) for other in ("c4", "c5", "c6")])
    after = again(before, " ".join(before), PLACES, wishes=wishes)
    assert after == ["c1 c2 c3", "c4 c5 c6", "c7 c8 c9"]


def test_nobody_who_sits_is_moved_though_two_are_alone() -> None:
    before = seats("c1 c2 c3", "c4 c5 c6 c7", "c8 c9")
    names = " ".join(before)
    assert again(before, names, PLACES, seated=frozenset(before)) == groups(before)


def test_a_new_one_gets_the_free_seat_where_they_are_needed() -> None:
    before = seats("c1 c2 c3 c4", "c5 c6 c7 p1", "c8 c9 c0 p2")
    after = again(before, f"{' '.join(before)} p9", PLACES)
    assert after == ["c1 c2 c3 c4 p9", "c5 c6 c7 p1", "c0 c8 c9 p2"]


def test_a_new_wish_moves_one() -> None:
    wishes = Wishes(apart=[frozenset({"c1", "c2"})])
    after = replan(Plan((FULL,)), guests(*FULL), PLACES, wishes=wishes).rounds[0]
    assert after["c1"] != after["c2"]
    assert sum(after[name] != FULL[name] for name in FULL) == 1


def test_a_table_that_is_gone_sends_its_people_to_the_others() -> None:
    after = again(FULL, NAMES, tables(6, 6))
    assert [len(group.split()) for group in after] == [6, 6]
    assert set(groups(FULL)[0].split()) <= set(after[0].split())
    assert set(groups(FULL)[1].split()) <= set(after[1].split())


def test_where_a_table_has_become_smaller_the_rare_ones_stay() -> None:
    after = again(FULL, NAMES, tables(3, 5, 5))
    assert "p1" in after[0].split()
    assert [len(group.split()) for group in after] == [3, 5, 4] or [
        len(group.split()) for group in after
    ] == [3, 4, 5]


def test_more_people_than_seats_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        again(FULL, NAMES, tables(4, 4))
    assert (refused.value.code, refused.value.details) == ("no_room", {"people": 12, "seats": 8})


def test_new_wishes_that_cannot_all_hold_are_refused_with_whom_they_are_about() -> None:
    with pytest.raises(Refused) as refused:
        again(FULL, NAMES, PLACES, wishes=Wishes(apart=[frozenset({"c1", "c2", "c4", "c7"})]))
    assert (refused.value.code, refused.value.details) == (
        "wishes_clash",
        {"who": ("c1", "c2", "c4", "c7")},
    )


def test_a_fixed_seat_and_those_who_sit_already_hold_against_each_other() -> None:
    after = replan(
        Plan((FULL,)),
        guests(*FULL),
        PLACES,
        seated=frozenset({"c1", "c2"}),
        fixed=[{"c1": 3, "c4": 1}],
    ).rounds[0]
    assert (after["c1"], after["c2"], after["c4"]) == (1, 1, 1)


def test_a_wish_yields_to_those_who_sit_already_and_holds_for_the_others() -> None:
    wishes = Wishes(together=[frozenset({"c1", "c4"})], apart=[frozenset({"c5", "c6"})])
    seated = frozenset({"c1", "c2", "c3", "p1", "c4"})
    after = replan(Plan((FULL,)), guests(*FULL), PLACES, seated=seated, wishes=wishes).rounds[0]
    assert {name: after[name] for name in seated} == {name: FULL[name] for name in seated}
    assert after["c5"] != after["c6"]


def test_a_chair_more_than_there_is_room_for_stays_where_somebody_sits_on_it() -> None:
    assert again(FULL, NAMES, tables(3, 6, 6), seated=frozenset(FULL)) == groups(FULL)


def test_rounds_before_the_one_that_runs_stay_as_they_were() -> None:
    second = seats("c1 c4 c7 p2", "c2 c5 c8 p3", "c3 c6 c9 p1")
    third = seats("c1 c5 c9 p3", "c2 c6 c7 p1", "c3 c4 c8 p2")
    there = [name for name in FULL if name not in ("c1", "p1")]
    made = replan(
        Plan((FULL, second, third)),
        guests(*there, "p9"),
        PLACES,
        seated=frozenset({"c2", "c5", "c8"}),
        from_round=2,
    )
    assert made.rounds[0] == FULL
    for before, after in zip((second, third), made.rounds[1:], strict=True):
        assert set(after) == {*there, "p9"}
        assert all(after[name] == before[name] for name in there)
    assert (made.rounds[1]["p9"], made.rounds[2]["p9"]) == (3, 2)


def test_a_new_one_meets_others_in_every_round() -> None:
    second = seats("c1 c2 c3 p1", "c4 c5 c6 p2", "c7 c8 c9 p3")
    third = seats("c1 c2 c6 p1", "c3 c4 c5 p2", "c7 c8 c9 p3")
    made = replan(Plan((FULL, second, third)), [*guests(*FULL), *guests("c0")], PLACES)
    assert [round_["c0"] for round_ in made.rounds] == [1, 2, 3]


# Late ones


@pytest.mark.parametrize(
    ("before", "wishes", "expected"),
    [
        (seats("c1 c2 c3", "c4 c5 p1", "c6 c7 p2"), Wishes(), 1),
        (seats("c1 c2", "c4 c5 p1", "c6 c7 c8"), Wishes(), 1),
        (seats("c1 c2 c3 c4 c5", "c6 c7 c8", ""), Wishes(), 2),
        (seats("c1 c2 c3 c4 c5", "c6 c7 c8 c9 p1", ""), Wishes(), 3),
        (seats("c1 c2 c3", "c4 c5 p1", "c6 p2 p3"), Wishes(at_table={"p9": 3}), 3),
        (seats("c1 c2 c3", "c4 c5 p1", ""), Wishes(near_door=frozenset({"p9"})), 2),
        (seats("c1 c2 c3", "c4 c5 p1"), Wishes(together=[frozenset({"p9", "p1"})]), 2),
        (seats("c1 c2 c3", "c4 c5 p1"), Wishes(apart=[frozenset({"p9", "c1"})]), 2),
        (seats("c1 c2 c3", "c4 c5 p1"), Wishes(together=[frozenset({"p9", "p1", "c0"})]), 2),
        (
            seats("c1 c2 c3", "c4 c5 p1"),
            Wishes(together=[frozenset({"c1", "c2"}), frozenset({"p9", "p1"})]),
            2,
        ),
        (seats("c1 c2 c3", "c4 c5 p1"), Wishes(apart=[frozenset({"p9", "c1", "c0"})]), 2),
        (seats("c1 c2 c3", "c4 c5 c6 c7 p1"), Wishes(at_table={"p9": 2}), 1),
        (seats("c1 c2 c3 c4 c5", "c6 c7 c8 c9 p1", "p2 p3 p4 p5 p6"), Wishes(), None),
    ],
)
def test_a_late_politician_gets_the_seat_that_is_wished_or_where_none_is(
    before: dict[str, int], wishes: Wishes, expected: int | None
) -> None:
    (late,) = guests("p9")
    places = tables(5, 5, 5, near_door=2)
    assert table_for(late, before, [*guests(*before), late], places, wishes) == expected


def test_a_late_one_goes_to_no_table_with_two_more_than_another() -> None:
    gone = {"c8": 9}
    before = seats("c1 c2 p1", "c3 c4 c5 c6 c7") | gone
    late, *others = guests("p9", *before)
    assert table_for(late, before, [late, *others], tables(6, 6)) == 1


# Any evening


@settings(max_examples=40, deadline=None)
@given(
    gone=st.frozensets(st.integers(0, 23), max_size=12),
    came=st.integers(0, 8),
    seated=st.frozensets(st.integers(0, 23)),
    data=st.data(),
)
def test_nobody_who_sits_moves_and_the_others_seldom(gone, came, seated, data) -> None:
    kinds = ("citizen", "citizen", "politician", "employee")
    people = [Guest(f"{at:02}", {"role": kinds[at % 4]}) for at in range(32)]
    places = tables(6, 6, 6, 6, 6, 6, near_door=2)
    wishes = Wishes(
        together=[frozenset({"00", "01"})],
        apart=[frozenset({"02", "03", "30"})],
        at_table={"04": 3},
        near_door=frozenset({"05", "31"}),
    )
    earlier = plan(people[:24], places, rounds=2, wishes=wishes, seed=1, effort=0.02, engine=anneal)
    there = [guest for at, guest in enumerate(people[: 24 + came]) if at not in gone]
    sitting = frozenset(people[at].id for at in seated)
    from_round = data.draw(st.integers(1, 2))
    made = replan(
        earlier, there, places, seated=sitting, from_round=from_round, wishes=wishes, mix=("role",)
    )
    assert made.rounds[: from_round - 1] == earlier.rounds[: from_round - 1]
    for number in range(from_round - 1, 2):
        before, after = earlier.rounds[number], made.rounds[number]
        assert set(after) == {guest.id for guest in there}
        assert all(list(after.values()).count(place.number) <= place.size for place in places)
        moved = {name for name in before.keys() & after.keys() if before[name] != after[name]}
        assert len(moved) <= 2 * (len(gone) + came)
        if number == from_round - 1:
            assert not moved & sitting
        one_round = quality(Plan((after,)), there, places, wishes)
        assert one_round.kept == one_round.wishes
