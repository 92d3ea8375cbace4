"""Who comes to the door, with and without a place, once however often it is said."""

from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.changes import REGISTRATIONS, versions
from facilitator.errors import Invalid, Refused
from facilitator.models import Invitation, Letter, Meeting, Registration, Seat, Seating
from facilitator.registration import arrivals
from facilitator.registration.arrivals import Arrival
from facilitator.registration.placing import places
from facilitator.registration.standing import By, State
from tests.factories import NOON, make_item, make_meeting, make_registration, make_uuid

AT_THE_DOOR = NOON + timedelta(hours=4, minutes=3, seconds=20)
SHOWN = NOON + timedelta(hours=4)


@pytest.fixture
def meeting(db: Session) -> Meeting:
    """A meeting with two places and a programme from two o'clock UTC."""
    meeting = make_meeting(db)
    make_item(db, meeting, start=time(16))
    db.get_one(Invitation, meeting.id).capacity = 2
    return meeting


def arrive(db: Session, meeting: Meeting, who: Registration, *, on: bool = True) -> Arrival:
    return arrivals.arrive(db, meeting, who, on=on, now=AT_THE_DOOR)


def walk_in(db: Session, meeting: Meeting, id: str, **typed: str) -> Arrival:
    return arrivals.walk_in(db, meeting, typed, id=id, now=AT_THE_DOOR)


def letters(db: Session) -> list[str]:
    return list(db.scalars(select(Letter.kind).order_by(Letter.id)))


def figures(db: Session, meeting: Meeting) -> tuple[int, int, int]:
    """How many have come, have a place, and came without having registered."""
    door = arrivals.door_of(db, meeting.id)
    return len(door.arrived), len(door.expected), door.walk_ins


def seated(db: Session, meeting: Meeting, **at: Registration) -> None:
    """Seat people at tables whose numbers their names end in (``at_2``)."""
    db.add(Seating(meeting_id=meeting.id, planned_at=NOON))
    for name, who in at.items():
        table = meeting.tables[int(name[-1]) - 1]
        db.add(Seat(registration_id=who.id, round=1, table_id=table.id))
    db.flush()


def test_who_comes_is_told_the_table_and_a_second_tap_changes_nothing(
    db: Session, meeting: Meeting
) -> None:
    kari = make_registration(db, meeting)
    seated(db, meeting, at_3=kari)
    first = arrive(db, meeting, kari)
    before = versions(db, meeting.id, [REGISTRATIONS])
    again = arrivals.arrive(db, meeting, kari, on=True, now=AT_THE_DOOR + timedelta(hours=1))
    assert (first, again) == (
        Arrival(kari, meeting.tables[2], fresh=True),
        Arrival(kari, meeting.tables[2], fresh=False),
    )
    assert (kari.arrived_at, versions(db, meeting.id, [REGISTRATIONS])) == (SHOWN, before)
    assert letters(db) == ["confirmed"]


@pytest.mark.parametrize(
    ("at", "kept"), [((16, 0, 0), (16, 0)), ((16, 4, 59), (16, 0)), ((16, 5, 0), (16, 5))]
)
def test_the_time_is_kept_to_five_minutes_only(
    at: tuple[int, int, int], kept: tuple[int, int]
) -> None:
    assert arrivals.rounded(datetime(2026, 9, 24, *at, 999, tzinfo=UTC)) == datetime(
        2026, 9, 24, *kept, tzinfo=UTC
    )


def test_a_tap_on_the_wrong_name_is_taken_back(db: Session, meeting: Meeting) -> None:
    kari = make_registration(db, meeting)
    arrive(db, meeting, kari)
    undone = [arrive(db, meeting, kari, on=False).fresh for _ in range(2)]
    assert (undone, kari.arrived_at, kari.state) == ([True, False], None, State.CONFIRMED)
    assert letters(db) == ["confirmed"]


def test_who_waits_or_has_cancelled_is_let_in_only_when_the_door_says_so_and_it_shows(
    db: Session, meeting: Meeting
) -> None:
    kari, ola = make_registration(db, meeting), make_registration(db, meeting)
    waits = make_registration(db, meeting, name="Per Venter")
    gone = make_registration(db, meeting, name="Siri Avbud")
    places.cancel(db, meeting, [gone], by=By.PERSON, now=NOON)
    written = letters(db)
    refused = []
    for who in (waits, gone):
        with pytest.raises(Refused) as caught:
            arrive(db, meeting, who)
        refused.append((caught.value.code, caught.value.details))
    assert refused == [
        ("no_place", {"name": "Per Venter", "state": "waiting"}),
        ("no_place", {"name": "Siri Avbud", "state": "cancelled"}),
    ]
    for who in (waits, gone, kari, waits):
        arrivals.let_in(db, meeting, who, AT_THE_DOOR)
    assert [(one.state, one.over, one.arrived_at) for one in (kari, ola, waits, gone)] == [
        ("confirmed", False, SHOWN),
        ("confirmed", False, None),
        ("confirmed", True, SHOWN),
        ("confirmed", True, SHOWN),
    ]
    assert (gone.cancelled_at, gone.cancelled_by, gone.address) == (None, "", gone.email)
    door = arrivals.door_of(db, meeting.id)
    assert (figures(db, meeting), door.full, door.over) == ((3, 4, 0), True, 2)
    assert letters(db) == written


def test_who_was_offered_a_place_takes_it_by_coming(db: Session, meeting: Meeting) -> None:
    kari, _ = make_registration(db, meeting), make_registration(db, meeting)
    waits = make_registration(db, meeting)
    places.cancel(db, meeting, [kari], by=By.PERSON, now=NOON)
    assert waits.state == State.OFFERED
    arrive(db, meeting, waits)
    assert (waits.state, waits.over, waits.offered_until) == ("confirmed", False, None)


@pytest.mark.parametrize("state", ["waiting", "cancelled", "offered"])
def test_who_was_let_in_by_mistake_stands_as_before(
    db: Session, meeting: Meeting, state: str
) -> None:
    early = NOON - timedelta(days=1)
    first, _ = [make_registration(db, meeting, now=early) for _ in range(2)]
    one, last = [make_registration(db, meeting, now=early) for _ in range(2)]
    if state == "cancelled":
        places.cancel(db, meeting, [one], by=By.PERSON, now=early)
    if state == "offered":
        places.cancel(db, meeting, [first], by=By.PERSON, now=early)
    fields = ("state", "over", "address", "offered_until", "cancelled_at", "cancelled_by", "stood")
    before = [getattr(one, field) for field in fields]
    arrivals.let_in(db, meeting, one, AT_THE_DOOR)
    let_in = one.state
    arrive(db, meeting, one, on=False)
    assert [let_in, one.arrived_at] == ["confirmed", None]
    assert [getattr(one, field) for field in fields] == before
    assert state != "waiting" or one.line < last.line


def test_who_was_given_a_place_otherwise_since_keeps_it(db: Session, meeting: Meeting) -> None:
    make_registration(db, meeting, companions=1)
    one = make_registration(db, meeting)
    arrivals.let_in(db, meeting, one, AT_THE_DOOR)
    places.cancel(db, meeting, [one], by=By.ORGANISER, now=AT_THE_DOOR)
    places.restore(db, meeting, one, over=True, now=AT_THE_DOOR)
    arrive(db, meeting, one, on=False)
    assert (one.state, one.arrived_at) == ("confirmed", None)


def test_who_was_let_in_and_has_cancelled_since_is_not_put_back_in_line(
    db: Session, meeting: Meeting
) -> None:
    make_registration(db, meeting, companions=1)
    one = make_registration(db, meeting)
    arrivals.let_in(db, meeting, one, AT_THE_DOOR)
    places.cancel(db, meeting, [one], by=By.ORGANISER, now=AT_THE_DOOR)
    arrive(db, meeting, one, on=False)
    assert (one.state, one.arrived_at) == ("cancelled", None)


def test_who_is_let_in_does_not_take_an_address_that_is_another_ones_by_now(
    db: Session, meeting: Meeting
) -> None:
    one = make_registration(db, meeting, email="ane@x.no")
    places.cancel(db, meeting, [one], by=By.PERSON, now=NOON)
    other = make_registration(db, meeting, email="ane@x.no")
    arrivals.let_in(db, meeting, one, AT_THE_DOOR)
    assert (one.state, one.address, other.address) == ("confirmed", None, "ane@x.no")


def test_who_has_not_registered_is_taken_in_once_and_over_when_all_places_are_taken(
    db: Session, meeting: Meeting
) -> None:
    make_registration(db, meeting)
    ids = [make_uuid(), make_uuid()]
    first = walk_in(db, meeting, ids[0], name=" Ola  Ny ", role="politiker", municipality="Verdal")
    again = walk_in(db, meeting, ids[0], name="Ola Ny igjen")
    second = walk_in(db, meeting, ids[1], name="Kari Ny")
    ola, kari = first.registration, second.registration
    assert (first.fresh, again, second.fresh) == (True, Arrival(ola, None, fresh=False), True)
    assert [(one.name, one.role, one.municipality, one.over) for one in (ola, kari)] == [
        ("Ola Ny", "politician", "Verdal", False),
        ("Kari Ny", "", "", True),
    ]
    for one in (ola, kari):
        assert (one.state, one.walk_in, one.arrived_at, one.created_at, one.consented_at) == (
            ("confirmed", True, SHOWN, SHOWN, None)
        )
    assert (figures(db, meeting), letters(db)) == ((2, 3, 2), ["confirmed"])


def test_who_was_taken_in_by_mistake_leaves_no_place_taken_and_is_not_listed(
    db: Session, meeting: Meeting
) -> None:
    make_registration(db, meeting)
    id = make_uuid()
    ola = walk_in(db, meeting, id, name="Ola Ny").registration
    arrive(db, meeting, ola, on=False)
    again = walk_in(db, meeting, id, name="Ola Ny")
    assert (again.fresh, ola.state, ola.arrived_at) == (False, State.CANCELLED, None)
    assert (figures(db, meeting), len(arrivals.door_of(db, meeting.id).guests)) == ((0, 1, 0), 1)
    assert letters(db) == ["confirmed"]


def test_nobody_is_taken_in_without_a_name_or_from_another_meeting(
    db: Session, meeting: Meeting
) -> None:
    elsewhere = make_registration(db, make_meeting(db))
    for typed, id, kind, code in (
        ({"name": "  "}, make_uuid(), Invalid, "no_text"),
        ({"name": "Ola", "role": "konge"}, make_uuid(), Invalid, "bad_choice"),
        ({"name": "Ola"}, elsewhere.id, Refused, "id_taken"),
    ):
        with pytest.raises(kind) as caught:
            arrivals.walk_in(db, meeting, typed, id=id, now=AT_THE_DOOR)
        assert caught.value.code == code
    with pytest.raises(Refused) as caught:
        arrivals.find(db, meeting, elsewhere.id)
    assert caught.value.code == "unknown_registration"


def test_what_the_organiser_asks_when_registering_is_not_asked_at_the_door(
    db: Session, meeting: Meeting
) -> None:
    question = {"id": "buss", "text": "Kommer du med buss?", "kind": "yes_no", "needed": True}
    db.get_one(Invitation, meeting.id).questions = [question]
    assert walk_in(db, meeting, make_uuid(), name="Ola").fresh


def test_who_comes_late_is_seated_with_the_others(db: Session, meeting: Meeting) -> None:
    kari, late = make_registration(db, meeting), make_registration(db, meeting)
    seated(db, meeting, at_1=kari)
    tables = [
        arrive(db, meeting, late).table,
        walk_in(db, meeting, make_uuid(), name="Ola Ny").table,
    ]
    listed = {guest.id: guest.table for guest in arrivals.door_of(db, meeting.id).guests}
    assert all(tables)
    assert (listed[kari.id], listed[late.id]) == (1, tables[0] and tables[0].number)


def test_who_was_moved_meanwhile_is_told_the_new_table(db: Session, meeting: Meeting) -> None:
    kari = make_registration(db, meeting)
    seated(db, meeting, at_1=kari)
    arrive(db, meeting, kari)
    db.get_one(Seat, (kari.id, 1)).table_id = meeting.tables[3].id
    db.flush()
    assert arrive(db, meeting, kari).table is meeting.tables[3]


def test_the_list_is_in_the_order_of_the_norwegian_alphabet_with_places_first(
    db: Session, meeting: Meeting
) -> None:
    db.get_one(Invitation, meeting.id).capacity = 6
    for name in ("Åse", "østen", "Ærlend", "Zara", "Élise", "Eva"):
        make_registration(db, meeting, name=name)
    make_registration(db, meeting, name="Arne venter")
    gone = make_registration(db, meeting, name="Anna avbud", email="anna@example.com")
    back = make_registration(db, meeting, name="Bo", email="bo@example.com")
    places.cancel(db, meeting, [gone, back], by=By.PERSON, now=NOON)
    make_registration(db, meeting, name="Bo tilbake", email="bo@example.com")
    names = [guest.name for guest in arrivals.door_of(db, meeting.id).guests]
    assert names == [
        *("Élise", "Eva", "Zara", "Ærlend", "østen", "Åse"),
        *("Arne venter", "Bo tilbake"),
        "Anna avbud",
    ]


def test_a_door_shows_its_own_meeting_and_the_tables_of_the_round_that_runs(db: Session) -> None:
    make_registration(db, make_meeting(db))
    meeting = make_meeting(db)
    make_item(db, meeting, start=time(16))
    db.get_one(Invitation, meeting.id).capacity = 3
    kari, ola = (make_registration(db, meeting, name=name) for name in ("Kari", "Ola"))
    seated(db, meeting, at_1=kari)
    db.add(Seat(registration_id=kari.id, round=2, table_id=meeting.tables[2].id))
    db.get_one(Seating, meeting.id).round = 2
    db.flush()
    for minutes, who in ((0, kari), (10, ola)):
        arrivals.arrive(db, meeting, who, on=True, now=AT_THE_DOOR + timedelta(minutes=minutes))
    door = arrivals.door_of(db, meeting.id)
    assert [guest.name for guest in door.guests] == ["Kari", "Ola"]
    assert [guest.name for guest in door.arrived] == ["Ola", "Kari"]
    assert (door.guests[0].table, door.capacity, door.full, door.over) == (3, 3, False, 0)
