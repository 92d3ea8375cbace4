"""People get seats: planned at once, changed by hand, undone, found by who comes late."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import changes
from facilitator.errors import Invalid, Refused, Stale, Unknown
from facilitator.models import Meeting, Registration, Seat, Seating
from facilitator.registration import standing
from facilitator.registration.placing import places
from facilitator.registration.sitting import arrangement, seatplan, seats, wishes
from facilitator.registration.sitting.room import room_of
from facilitator.seating.question import answer
from tests.factories import NOON, make_meeting, make_registration, seat_everybody
from tests.queries import queries

QUICK = 0.01
ROLES = ("citizen", "citizen", "politician", "employee")


def hall(db: Session, *, people: int = 8, tables: int = 3, rounds: int = 2) -> Meeting:
    """A meeting with people of several roles, four chairs at each table and some rounds."""
    meeting = make_meeting(db, tables=tables)
    if people:
        make_registration(db, meeting, companions=people - 1)
    for number, one in enumerate(people_of(db, meeting)):
        one.name, one.role = f"Gjest {number}", ROLES[number % 4]
    arrange(db, meeting, rounds=rounds)
    return meeting


def arrange(db: Session, meeting: Meeting, **changed: Any) -> None:
    """Arrange the room with four chairs at each table, or as ``changed`` says."""
    usual = {
        "rounds": 2,
        "mix": ["role"],
        "sizes": {table.number: 4 for table in meeting.tables},
        "near_door": frozenset({1}),
    }
    arrangement.arrange(db, meeting, **{**usual, **changed})


def people_of(db: Session, meeting: Meeting) -> Sequence[Registration]:
    """Those who registered, in order."""
    found = select(Registration).where(Registration.meeting_id == meeting.id)
    return db.scalars(found.order_by(Registration.number)).all()


def planned(db: Session, **room: Any) -> tuple[Meeting, Sequence[Registration]]:
    """A hall whose people are seated."""
    meeting = hall(db, **room)
    seat_everybody(db, meeting, seed=1)
    return meeting, people_of(db, meeting)


def refused(code: str, **details: object) -> dict[str, object]:
    """What a refusal is compared with."""
    return {"code": code, **details}


def told(raised: pytest.ExceptionInfo[Refused]) -> dict[str, object]:
    """What a refusal says."""
    return {"code": raised.value.code, **raised.value.details}


def test_a_plan_seats_all_who_have_a_place_in_every_round(db: Session) -> None:
    meeting = hall(db, people=9)
    gone, *there = people_of(db, meeting)
    places.cancel(db, meeting, [gone], by=standing.By.PERSON, now=NOON)

    seat_everybody(db, meeting, seed=7)

    sits = seats.seats_of(db, meeting.id)
    assert {round: list(tables) for round, tables in sits.items()} == {
        round: [one.id for one in there] for round in (1, 2)
    }
    assert all(max(Counter(tables.values()).values()) <= 4 for tables in sits.values())
    seating = db.get_one(Seating, meeting.id)
    assert (seating.seed, seating.planned_at) == (7, NOON)


@pytest.mark.parametrize(
    ("room", "code"),
    [
        ({"people": 0}, "nobody_yet"),
        ({"tables": 0}, "no_tables"),
        ({"people": 13}, "no_room"),
    ],
)
def test_a_plan_that_cannot_be_says_why_and_changes_nothing(
    db: Session, room: dict[str, int], code: str
) -> None:
    meeting = hall(db, **room)
    with pytest.raises(Refused) as raised:
        seat_everybody(db, meeting, seed=1)
    assert raised.value.code == code
    assert seats.seats_of(db, meeting.id) == {}


def test_a_plan_is_not_kept_when_the_room_has_changed_meanwhile(db: Session) -> None:
    meeting = hall(db)
    question = seatplan.ask(db, meeting, seed=1, effort=QUICK)
    made = answer(question)
    make_registration(db, meeting)
    with pytest.raises(Stale, match="room_changed"):
        seatplan.keep(db, meeting, question, made, NOON)
    assert seats.seats_of(db, meeting.id) == {}


def test_who_is_moved_by_hand_stays_when_it_is_planned_anew(db: Session) -> None:
    meeting, (first, *_) = planned(db)
    seen = seats.seats_of(db, meeting.id)[1][first.id]
    to = next(number for number in (1, 2, 3) if number != seen)
    sits = seats.seats_of(db, meeting.id)[1]
    # Room for one more, whatever the plan was.
    arrange(db, meeting, sizes=dict.fromkeys((1, 2, 3), 6))

    seats.move(db, meeting, first, round=1, seen=seen, to=to)
    assert seats.seats_of(db, meeting.id)[1] == {**sits, first.id: to}
    assert room_of(db, meeting).chairs[1][first.id].fixed

    for seed in range(2, 6):
        seat_everybody(db, meeting, seed=seed)
        assert seats.seats_of(db, meeting.id)[1][first.id] == to

    seats.fasten(db, meeting, first, round=1, on=False)
    assert not room_of(db, meeting).chairs[1][first.id].fixed


def test_a_move_is_refused_when_the_person_or_the_room_is_not_as_it_was_seen(db: Session) -> None:
    meeting, (first, *_) = planned(db, people=12)
    here = seats.seats_of(db, meeting.id)[1][first.id]
    full = here % 3 + 1

    def moves(**how: Any) -> None:
        seats.move(db, meeting, first, **{"round": 1, "seen": here, "to": full, **how})

    with pytest.raises(Stale) as raised:
        moves(seen=full)
    assert told(raised) == refused("seat_moved", name=first.name)
    with pytest.raises(Refused) as refusal:
        moves()
    assert told(refusal) == refused("table_full", number=full, size=4)
    with pytest.raises(Unknown, match="unknown_table"):
        moves(to=9)
    with pytest.raises(Invalid, match="bad_choice"):
        moves(round=3)
    places.cancel(db, meeting, [first], by=standing.By.PERSON, now=NOON)
    with pytest.raises(Refused, match="place_lost"):
        moves()


def test_two_swap_at_full_tables_and_one_leaves_the_table(db: Session) -> None:
    meeting, people = planned(db, people=12)
    sits = seats.seats_of(db, meeting.id)[1]
    one = people[0]
    other = next(person for person in people if sits[person.id] != sits[one.id])
    seen, seen_other = sits[one.id], sits[other.id]

    seats.swap(db, meeting, one, other, round=1, seen=seen, seen_other=seen_other)
    swapped = {**sits, one.id: seen_other, other.id: seen}
    assert seats.seats_of(db, meeting.id)[1] == swapped

    seats.move(db, meeting, one, round=1, seen=seen_other, to=None)
    assert seats.seats_of(db, meeting.id)[1] == {
        id: table for id, table in swapped.items() if id != one.id
    }


def test_the_last_change_is_undone_and_nothing_else(db: Session) -> None:
    meeting, (first, second, *_) = planned(db)
    before = room_of(db, meeting).chairs
    seats.move(db, meeting, first, round=1, seen=before[1][first.id].table, to=None)
    moved = room_of(db, meeting).chairs
    seats.move(db, meeting, second, round=2, seen=before[2][second.id].table, to=None)

    seats.undo(db, meeting)
    assert room_of(db, meeting).chairs == moved
    seats.undo(db, meeting)
    assert room_of(db, meeting).chairs == moved

    seat_everybody(db, meeting, seed=5)
    assert db.get_one(Seating, meeting.id).before["what"] == "plan"
    seats.undo(db, meeting)
    assert room_of(db, meeting).chairs == moved


def test_gaps_are_closed_without_moving_those_who_have_come(db: Session) -> None:
    meeting, people = planned(db)
    come, missing = people[:5], people[5:]
    for one in come:
        one.arrived_at = NOON
    late = make_registration(db, meeting, name="Sen")
    sits = seats.seats_of(db, meeting.id)[1]

    question = seatplan.ask_again(db, meeting, only_arrived=False)
    seatplan.keep(db, meeting, question, answer(question), NOON)
    now = seats.seats_of(db, meeting.id)[1]
    assert {one.id: now[one.id] for one in come} == {one.id: sits[one.id] for one in come}
    assert late.id in now

    question = seatplan.ask_again(db, meeting, only_arrived=True)
    seatplan.keep(db, meeting, question, answer(question), NOON)
    now = seats.seats_of(db, meeting.id)[1]
    assert set(now) == {one.id for one in come}
    assert not {one.id for one in missing} & set(now)


def test_rounds_that_are_over_are_left_as_they_were(db: Session) -> None:
    meeting, people = planned(db)
    for one in people[:4]:
        one.arrived_at = NOON
    arrangement.hold(db, meeting, 2)
    first = seats.seats_of(db, meeting.id)[1]
    question = seatplan.ask_again(db, meeting, only_arrived=True)
    seatplan.keep(db, meeting, question, answer(question), NOON)
    sits = seats.seats_of(db, meeting.id)
    assert sits[1] == first
    assert set(sits[2]) == {one.id for one in people[:4]}


def test_a_late_guest_gets_a_seat_in_the_round_that_holds_and_those_after(db: Session) -> None:
    meeting, _ = planned(db, rounds=3)
    arrangement.hold(db, meeting, 2)
    late = make_registration(db, meeting, name="Sen")
    assert seats.table_of(db, late) is None

    table = seats.seat_late(db, meeting, late, NOON)

    sits = seats.seats_of(db, meeting.id)
    assert table is not None
    assert [late.id in sits[round] for round in (1, 2, 3)] == [False, True, True]
    assert table.number == sits[2][late.id]
    assert seats.table_of(db, late) == table
    assert seats.seat_late(db, meeting, late, NOON) == table
    assert seats.seats_of(db, meeting.id) == sits


def test_a_late_guest_sits_nowhere_in_a_full_room_or_before_a_plan(db: Session) -> None:
    meeting = hall(db, people=12)
    late = make_registration(db, meeting)
    assert seats.seat_late(db, meeting, late, NOON) is None
    places.cancel(db, meeting, [late], by=standing.By.PERSON, now=NOON)
    seat_everybody(db, meeting, seed=1)
    assert seats.seat_late(db, meeting, make_registration(db, meeting), NOON) is None


def test_fewer_rounds_take_the_seats_of_the_others_away(db: Session) -> None:
    meeting, _ = planned(db)
    arrangement.hold(db, meeting, 2)
    arrange(db, meeting, rounds=1)
    assert set(seats.seats_of(db, meeting.id)) == {1}
    assert db.get_one(Seating, meeting.id).round == 1
    with pytest.raises(Invalid, match="bad_choice"):
        arrangement.hold(db, meeting, 2)


def test_a_table_that_goes_takes_its_seats_along(db: Session) -> None:
    meeting, _ = planned(db)
    there = room_of(db, meeting).chairs[1]
    meeting.tables.remove(meeting.tables[-1])
    db.flush()
    db.expire_all()
    assert room_of(db, meeting).chairs[1] == {
        id: chair for id, chair in there.items() if chair.table < 3
    }
    seats.undo(db, meeting)
    assert seats.seats_of(db, meeting.id) == {}


def test_wishes_are_read_as_a_plan_takes_them(db: Session) -> None:
    meeting = hall(db)
    kari, ola, per, gone, *_ = people_of(db, meeting)
    wishes.add(db, meeting, kind="together", people=[kari, ola, kari])
    wishes.add(db, meeting, kind="apart", people=[per, gone])
    wishes.add(db, meeting, kind="table", people=[kari], table=2)
    door = wishes.add(db, meeting, kind="door", people=[per])
    room = room_of(db, meeting)
    assert room.wishes == wishes.Wishes(
        together=[frozenset({kari.id, ola.id})],
        apart=[frozenset({per.id, gone.id})],
        at_table={kari.id: 2},
        near_door=frozenset({per.id}),
    )

    places.cancel(db, meeting, [gone], by=standing.By.PERSON, now=NOON)
    wishes.remove(db, meeting, door.id)
    wishes.remove(db, meeting, door.id)
    room = room_of(db, meeting)
    assert room.wishes.apart == []
    assert room.wishes.near_door == frozenset()
    assert [(one.people, one.gone) for one in room.wanted if one.kind == "apart"] == [
        ([per], [gone])
    ]


def test_a_wish_that_says_too_little_is_refused(db: Session) -> None:
    meeting = hall(db)
    kari, *_ = people_of(db, meeting)
    for how, code in (
        ({"kind": "together", "people": [kari, kari]}, "few_people"),
        ({"kind": "door", "people": []}, "few_people"),
        ({"kind": "beside", "people": [kari]}, "bad_choice"),
        ({"kind": "table", "people": [kari], "table": 9}, "unknown_table"),
    ):
        with pytest.raises(Refused, match=code):
            wishes.add(db, meeting, **how)
    arrange(db, meeting, near_door=frozenset())
    with pytest.raises(Invalid, match="no_door"):
        wishes.add(db, meeting, kind="door", people=[kari])
    elsewhere = wishes.add(db, hall(db), kind="door", people=[kari])
    with pytest.raises(Unknown, match="unknown_wish"):
        wishes.remove(db, meeting, elsewhere.id)


def test_every_change_tells_the_screens(db: Session) -> None:
    meeting, (first, second, *_) = planned(db)

    def version() -> int:
        return changes.versions(db, meeting.id, [changes.REGISTRATIONS])[changes.REGISTRATIONS]

    def here(person: Registration) -> int | None:
        return seats.seats_of(db, meeting.id)[1].get(person.id)

    for act in (
        lambda: seats.move(db, meeting, first, round=1, seen=here(first), to=None),
        lambda: seats.swap(db, meeting, first, second, round=1, seen=None, seen_other=here(second)),
        lambda: seats.undo(db, meeting),
        lambda: seats.fasten(db, meeting, second, round=1, on=True),
        lambda: arrangement.hold(db, meeting, 2),
        lambda: arrange(db, meeting),
        lambda: wishes.add(db, meeting, kind="apart", people=[first, second]),
        lambda: seat_everybody(db, meeting, seed=9),
    ):
        before = version()
        act()
        assert version() > before


@pytest.mark.parametrize("people", [1, 12])
def test_the_room_takes_as_many_queries_for_one_as_for_twelve(db: Session, people: int) -> None:
    meeting, (first, *_) = planned(db, people=people)
    wishes.add(db, meeting, kind="door", people=[first])
    db.flush()
    counted = {}
    for name, act in (
        ("room", lambda: room_of(db, meeting)),
        ("seats", lambda: seats.seats_of(db, meeting.id)),
        ("table", lambda: seats.table_of(db, first)),
    ):
        db.expire_all()
        assert meeting.id
        assert first.id
        with queries(db) as sent:
            act()
        counted[name] = len(sent)
    assert counted == {"room": 7, "seats": 1, "table": 1}


def test_nothing_is_left_when_the_people_are_gone(db: Session) -> None:
    meeting, (first, second, *_) = planned(db)
    wishes.add(db, meeting, kind="together", people=[first, second])
    for one in people_of(db, meeting):
        db.delete(one)
    db.flush()
    assert db.scalars(select(Seat)).all() == []
    assert room_of(db, meeting).wishes == wishes.Wishes(together=[], apart=[])
