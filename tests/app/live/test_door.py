"""Several phones at the door, with real clients: what one ticks the others see."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from app.access import Role, make_own_key
from facilitator.models import Meeting, Registration
from tests.app.live.conftest import sample_in
from tests.app.live.hall import Hall
from tests.factories import make_registration


def register(hall: Hall, meeting: Meeting, **person: str) -> Registration:
    """Somebody with a place."""
    with hall.database.writing() as db:
        found = db.get_one(Meeting, meeting.id)
        return make_registration(db, found, now=datetime.now(UTC), **person)


def badge(hall: Hall, meeting: Meeting, who: Registration, role: Role = Role.BADGE) -> str:
    """The key that somebody's badge has."""
    return make_own_key(hall.settings.secret_key, meeting, who, role)


def code(answer: dict[str, object]) -> object:
    return "ok" if answer["ok"] else answer["code"]


def test_two_doors_see_each_others_arrivals_and_nobody_else_does(
    hall: Hall, meeting: Meeting
) -> None:
    kari = register(hall, meeting, name="Kari Nordmann")
    doors = [hall.door(meeting), hall.door(meeting)]
    others = [hall.phone(meeting), hall.console(meeting), hall.stage(meeting)]
    for door in doors:
        door.say("sync", {"versions": {"door/list": 0, "door/counts": 0}})
        door.html("door/list", "Kari Nordmann")
    said = {"ok": True, "id": kari.id, "name": "Kari Nordmann", "table": None}
    assert doors[0].say("arrive", {"id": kari.id, "on": True}) == {**said, "fresh": True}
    doors[1].html("door/counts", f'data-come="{kari.id}"')
    assert doors[1].say("arrive", {"id": kari.id, "on": True}) == {**said, "fresh": False}
    assert doors[1].say("arrive", {"id": kari.id, "on": False}) == {**said, "fresh": True}
    doors[0].html("door/counts", 'data-come=""')
    for screen in others:
        screen.say("sync", {"versions": {"door/list": 0, "door/counts": 0}})
        assert [one for one in screen.received if "Kari Nordmann" in one["html"]] == []


def test_a_badge_is_read_and_one_that_does_not_count_leaves_the_door_open(
    hall: Hall, meeting: Meeting
) -> None:
    kari, ola = register(hall, meeting), register(hall, meeting)
    other = sample_in(hall)
    stranger = register(hall, other)
    door = hall.door(meeting)
    right = {"id": kari.id, "key": badge(hall, meeting, kari)}
    own_page = {"id": ola.id, "key": badge(hall, meeting, ola, Role.REGISTRATION)}
    for payload, answer in (
        ({**right, "key": right["key"][:-1] + "_"}, "bad_badge"),
        ({**right, "id": ola.id}, "bad_badge"),
        ({"id": kari.id, "key": hall.key(meeting, Role.DOOR)}, "bad_badge"),
        ({"id": kari.id, "key": ""}, "bad_badge"),
        ({"id": stranger.id, "key": badge(hall, other, stranger)}, "other_meeting"),
        (right, "ok"),
        (own_page, "ok"),
    ):
        assert (payload, code(door.say("scan", payload))) == (payload, answer)
    counted = door.say("sync", {"versions": {"door/counts": 0}})
    assert counted["ok"] is True
    door.html("door/counts", kari.id, ola.id)


def test_somebody_taken_in_twice_by_a_queue_is_one_person(hall: Hall, meeting: Meeting) -> None:
    door = hall.door(meeting)
    payload = {"id": str(uuid4()), "name": "Ola Ny", "role": "citizen"}
    answers = [door.say("walk_in", payload)["fresh"] for _ in range(2)]
    with hall.database.reading() as db:
        found = db.query(Registration).filter_by(meeting_id=meeting.id).all()
        assert (answers, [one.name for one in found]) == ([True, False], ["Ola Ny"])


def test_a_place_is_given_only_when_the_door_says_so(hall: Hall, meeting: Meeting) -> None:
    first = register(hall, meeting)
    with hall.database.writing() as db:
        found = db.get_one(Registration, first.id)
        found.state = "cancelled"
    door = hall.door(meeting)
    refused = door.say("arrive", {"id": first.id, "on": True})
    assert (code(refused), refused["state"]) == ("no_place", "cancelled")
    assert code(door.say("arrive", {"id": first.id, "on": True, "place": True})) == "ok"


@pytest.mark.parametrize("message", ["arrive", "sync"])
def test_a_door_whose_key_was_revoked_gets_no_more_in(
    hall: Hall, meeting: Meeting, message: str
) -> None:
    kari = register(hall, meeting)
    door = hall.door(meeting)
    with hall.database.writing() as db:
        db.get_one(Meeting, meeting.id).door_generation += 1
    payload = {"sync": {"versions": {}}, "arrive": {"id": kari.id, "on": True}}[message]
    assert code(door.say(message, payload)) == "bad_key"
    assert hall.door(meeting).refusal["message"] == "bad_key"
    with hall.database.reading() as db:
        assert db.get_one(Registration, kari.id).arrived_at is None
