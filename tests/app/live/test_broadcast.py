"""What changed reaches those who see it: once, in order, and no more often than they can read."""

from datetime import UTC, datetime
from time import monotonic
from urllib.request import urlopen
from uuid import uuid4

from sqlalchemy import select, update

from app.live.regions import HALL
from facilitator import changes, tables
from facilitator.exercises import phases
from facilitator.models import Contribution, Meeting, Participant, Table
from tests.app.live.hall import PATIENCE, Hall, Screen


def example(text: str) -> dict[str, object]:
    return {"aspect": "example", "steps": [2], "text": text}


def give(phone: Screen, exercise: int, text: str) -> None:
    answer = phone.say("give", {"id": str(uuid4()), "exercise": exercise, "body": example(text)})
    assert answer["ok"] is True


def versions_of(screen: Screen) -> dict[str, int]:
    seen = {name: region["version"] for name, region in screen.regions.items()}
    return {**seen, "clock": screen.clocks[-1]["version"]}


def everything(screen: Screen, *names: str) -> Screen:
    """``screen`` after it asked for all that it shows and got it."""
    screen.say("sync", {"versions": dict.fromkeys(names, -1)})
    screen.wait_for(lambda: set(names) <= screen.regions.keys())
    return screen


def test_a_burst_is_sent_as_few_updates_that_never_go_back(
    hall: Hall, meeting: Meeting, at_work: int
) -> None:
    phone, neighbour = hall.phone(meeting), hall.phone(meeting)
    for number in range(20):
        give(phone, at_work, f"Eksempel nummer {number}.")
    neighbour.html("phone/board", *(f"nummer {number}." for number in range(20)))
    versions = [one["version"] for one in neighbour.received if one["name"] == "phone/board"]
    assert versions == sorted(versions)
    assert len(versions) < 10


def test_the_first_change_after_a_quiet_time_does_not_wait_for_its_turn(
    hall: Hall, meeting: Meeting, at_work: int
) -> None:
    phone, console = hall.phone(meeting), hall.console(meeting)
    began = monotonic()
    assert console.say("phase", {"exercise": at_work, "phase": "plenary"})["ok"] is True
    phone.html("phone/now", "I plenum")
    assert monotonic() - began < HALL


def test_who_asks_gets_what_is_newer_and_nothing_else(
    hall: Hall, meeting: Meeting, at_work: int
) -> None:
    phone = everything(hall.phone(meeting), "phone/now", "phone/board", "phone/agenda")
    phone.html("phone/seat", "1")
    phone.received.clear()
    # As when the announcement was lost: another process writes, the server is not told.
    with hall.database.writing() as db:
        held = db.get_one(Meeting, meeting.id)
        phases.open_phase(db, held, exercise_id=at_work, phase="plenary", now=datetime.now(UTC))
        db.refresh(held)
        version = held.version
    before = versions_of(phone)
    answer = phone.say("sync", {"versions": before})
    # Phones that came or went may have raised it further.
    assert answer["version"] >= version
    phone.wait_for(lambda: versions_of(phone)["phone/board"] >= version)
    phone.wait_for(lambda: versions_of(phone)["phone/now"] == version)
    assert phone.say("sync", {"versions": versions_of(phone)})["ok"] is True
    assert {one["name"] for one in phone.received} <= {
        "phone/now",
        "phone/board",
        "phone/notes",
        "phone/room",
        "phone/bar",
        "phone/seat",
    }


def test_what_looks_the_same_is_not_sent_again(hall: Hall, meeting: Meeting, at_work: int) -> None:
    stage = everything(hall.stage(meeting), "stage/page")
    phone, console = hall.phone(meeting), hall.console(meeting)
    stage.received.clear()
    give(phone, at_work, "Gjestebud")
    console.html("console/contributions", "Gjestebud")
    phone.html("phone/board", "Gjestebud")
    assert [one["name"] for one in stage.received if one["name"] == "stage/page"] == []


def test_next_moves_every_clock_before_anything_else(hall: Hall, meeting: Meeting) -> None:
    console, phone = hall.console(meeting), hall.phone(meeting)
    phone.wait_for(lambda: phone.clocks)
    assert console.say("next", {"current": None})["ok"] is True
    phone.wait_for(lambda: len(phone.clocks) == 2)
    phone.wait_for(lambda: {"phone/now", "phone/agenda"} <= phone.regions.keys())
    clock = phone.clocks[-1]
    assert (clock["status"], clock["version"]) == (
        "running",
        phone.regions["phone/now"]["version"],
    )
    names = [one["name"] for one in phone.received]
    assert names.index("phone/now") < names.index("phone/agenda")


def test_each_reads_in_their_own_language(hall: Hall, meeting: Meeting, at_work: int) -> None:
    bokmaal, english = hall.phone(meeting), hall.phone(meeting, language="en")
    unknown = hall.phone(meeting, language="xx")
    give(bokmaal, at_work, "Gjestebud")
    boards = [screen.html("phone/board", "Gjestebud") for screen in (bokmaal, english, unknown)]
    assert boards[0] == boards[2]


def test_a_phone_that_moves_sees_its_new_table_only(
    hall: Hall, meeting: Meeting, at_work: int
) -> None:
    seat = hall.seat(meeting, 1)
    moving = hall.open({"key": hall.key(meeting, "phone", seat)})
    left, joined = hall.phone(meeting, 1), hall.phone(meeting, 2)
    with hall.database.writing() as db:
        tables.sit(
            db,
            db.get_one(Meeting, meeting.id),
            number=2,
            participant_id=seat,
            new_id=lambda: "",
            now=meeting.created_at,
        )
    moving.say("sync", {"versions": {}})
    give(left, at_work, "Innbyggerpanel")
    left.html("phone/board", "Innbyggerpanel")
    give(joined, at_work, "Gjestebud")
    moving.html("phone/board", "Gjestebud")
    assert [one for one in moving.received if "Innbyggerpanel" in one["html"]] == []


def test_who_is_gone_from_the_meeting_says_nothing_more(hall: Hall, meeting: Meeting) -> None:
    seat = hall.seat(meeting)
    phone = hall.open({"key": hall.key(meeting, "phone", seat)})
    with hall.database.writing() as db:
        db.delete(db.get_one(Participant, seat))
    assert phone.say("scribe", {"on": True})["code"] == "bad_key"


def test_phones_that_come_and_go_are_counted(hall: Hall, meeting: Meeting) -> None:
    console = hall.console(meeting)
    first = hall.phone(meeting, 3)
    second = hall.phone(meeting, 3)
    again = hall.open({"key": hall.key(meeting, "phone", hall.seat(meeting, 3))})
    console.html("console/tables", "3 mobiler")
    again.close()
    console.html("console/tables", "2 mobiler")
    first.close()
    second.close()
    console.html("console/tables", "ingen på nett")


def test_the_same_phone_on_two_lines_is_one(hall: Hall, meeting: Meeting) -> None:
    key = hall.key(meeting, "phone", hall.seat(meeting))
    console, old, new = hall.console(meeting), hall.open({"key": key}), hall.open({"key": key})
    console.html("console/tables", "1 mobil")
    old.close()
    hall.phone(meeting, 1)
    console.html("console/tables", "2 mobiler")
    new.close()


def test_a_table_that_writes_is_seen_to_write(hall: Hall, meeting: Meeting, at_work: int) -> None:
    console, phone = hall.console(meeting), hall.phone(meeting)
    assert phone.say("writing", {"exercise": at_work}) == {"ok": True}
    console.html("console/tables", "skriver …")


def failures(hall: Hall) -> float:
    with urlopen(f"{hall.url}/metrics") as answer:
        lines = answer.read().decode().splitlines()
    counted = [line for line in lines if line.startswith("medvirk_failures_total ")]
    return sum(float(line.split()[1]) for line in counted)


def put_in_place(hall: Hall, meeting: Meeting, body: dict[str, object]) -> None:
    """Write ``body`` over all contributions, as only a mistake of ours would."""
    with hall.database.writing() as db:
        db.execute(
            update(Contribution).where(Contribution.meeting_id == meeting.id).values(body=body)
        )
        ids = db.scalars(select(Table.id).where(Table.meeting_id == meeting.id))
        changes.touch(db, meeting.id, changes.CONTRIBUTIONS, *map(changes.of_table, ids))


def test_one_region_that_cannot_be_drawn_does_not_hold_the_others(
    hall: Hall, meeting: Meeting, at_work: int
) -> None:
    phone, console = hall.phone(meeting), hall.console(meeting)
    give(phone, at_work, "Gjestebud")
    console.html("console/contributions", "Gjestebud")
    before = failures(hall)
    put_in_place(hall, meeting, {**example("Gjestebud"), "steps": 7})
    console.say("reveal", {"exercise": at_work, "on": True})
    console.say("prolong", {"exercise": at_work, "seconds": 600})
    console.html("console/steering", "17:5")
    # What failed comes later than what did not, by its pace.
    deadline = monotonic() + PATIENCE
    while failures(hall) == before:
        assert monotonic() < deadline, "nothing failed"
    put_in_place(hall, meeting, example("Innbyggerpanel"))
    console.say("reveal", {"exercise": at_work, "on": False})
    console.html("console/contributions", "Innbyggerpanel")
    console.html("console/screen", "Vis svar")
