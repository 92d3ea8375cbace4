"""A table and its phones on a real server: one, none, twelve, one that moves, one that hangs up."""

from uuid import uuid4

import pytest

from app.access import Role
from app.live.protocol import MESSAGES
from facilitator import tables
from facilitator.models import Contribution, Meeting, Table
from tests.app.live.conftest import open_ladder, sample_in
from tests.app.live.hall import Hall, Screen, running
from tests.app.live.test_messages import sample_of


def example(text: str) -> dict[str, object]:
    return {"aspect": "example", "steps": [2], "text": text}


def give(phone: Screen, exercise: int, text: str) -> str:
    """The id of what was given."""
    id = str(uuid4())
    answer = phone.say("give", {"id": id, "exercise": exercise, "body": example(text)})
    assert answer["ok"] is True
    return id


def code(answer: dict[str, object]) -> object:
    return "ok" if answer["ok"] else answer["code"]


def pass_half_a_minute(hall: Hall, meeting: Meeting) -> None:
    """Let the scribe of table 1 have gone half a minute earlier."""
    with hall.database.writing() as db:
        [table] = db.query(Table).filter_by(meeting_id=meeting.id, number=1)
        assert table.scribe_left_at is not None
        table.scribe_left_at -= tables.GONE


def test_a_scribe_hangs_up_and_another_takes_over(
    hall: Hall, meeting: Meeting, at_work: int
) -> None:
    anna, bjørn = hall.phone(meeting), hall.phone(meeting)
    one = give(bjørn, at_work, "Gjestebud")
    assert code(anna.say("scribe", {"on": True})) == "ok"
    bjørn.html("phone/board", "En annen mobil skriver for bordet.")
    assert code(bjørn.say("scribe", {"on": True})) == "scribe_here"
    assert code(bjørn.say("done", {"exercise": at_work, "on": True})) == "not_scribe"
    assert code(bjørn.say("highlight", {"id": one})) == "not_scribe"

    anna.close()
    bjørn.html("phone/board", "Mobilen som skriver for bordet, har vært borte siden")
    answer = bjørn.say("scribe", {"on": True})
    assert (answer["code"], 0 < answer["seconds"] <= 30) == ("scribe_back_soon", True)
    pass_half_a_minute(hall, meeting)
    assert code(bjørn.say("scribe", {"on": True})) == "ok"
    assert code(bjørn.say("done", {"exercise": at_work, "on": True})) == "ok"
    assert code(bjørn.say("highlight", {"id": one})) == "ok"


def test_a_scribe_who_comes_back_still_is_the_scribe(
    hall: Hall, meeting: Meeting, at_work: int
) -> None:
    seat = hall.seat(meeting)
    key = hall.key(meeting, Role.PHONE, seat)
    anna, bjørn = hall.open({"key": key}), hall.phone(meeting)
    anna.say("scribe", {"on": True})
    anna.close()
    bjørn.html("phone/board", "har vært borte siden")
    hall.open({"key": key})
    bjørn.html("phone/board", "En annen mobil skriver for bordet.")
    assert code(bjørn.say("scribe", {"on": True})) == "scribe_here"


def test_a_scribe_whose_phone_died_with_the_server_may_be_replaced(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with running(tmp_path_factory.mktemp("restart")) as hall:
        meeting = sample_in(hall)
        open_ladder(hall, meeting)
        hall.phone(meeting).say("scribe", {"on": True})
        hall.stop()
        hall.start()
        bjørn = hall.phone(meeting)
        bjørn.say("sync", {"versions": {"phone/board": -1}})
        bjørn.html("phone/board", "har vært borte siden")
        pass_half_a_minute(hall, meeting)
        assert code(bjørn.say("scribe", {"on": True})) == "ok"


def test_a_table_with_one_phone_does_all_of_it_alone(
    hall: Hall, meeting: Meeting, at_work: int
) -> None:
    anna, console = hall.phone(meeting, 5), hall.console(meeting)
    one = give(anna, at_work, "Gjestebud")
    said = [
        anna.say("highlight", {"id": one}),
        anna.say("scribe", {"on": True}),
        anna.say("done", {"exercise": at_work, "on": True}),
    ]
    assert [code(answer) for answer in said] == ["ok", "ok", "ok"]
    assert "1 mobil · 1 innspill" in console.html("console/tables", "ferdig")


def test_a_table_without_phones_speaks_from_its_sheet_of_paper(
    hall: Hall, meeting: Meeting, at_work: int
) -> None:
    console, stage = hall.console(meeting), hall.stage(meeting)
    id = str(uuid4())
    paper = {"id": id, "exercise": at_work, "table": 6, "body": example("Skrevet på ark")}
    assert console.say("paper", paper) == console.say("paper", paper)
    assert "fra papir" in console.html("console/contributions", "Skrevet på ark")
    console.say("reveal", {"exercise": at_work, "on": True})
    stage.html("stage/page", "Skrevet på ark")
    with hall.database.reading() as db:
        kept = db.query(Contribution).filter_by(meeting_id=meeting.id).all()
        assert [(one.id, one.paper, one.participant_id) for one in kept] == [(id, True, None)]


def test_twelve_at_a_table_have_one_scribe_and_all_see_the_same(
    hall: Hall, meeting: Meeting, at_work: int
) -> None:
    phones = [hall.phone(meeting, 7) for _ in range(12)]
    phones[0].html("phone/seat", "12 er med")
    answers = [code(phone.say("scribe", {"on": True})) for phone in phones]
    assert answers == ["ok", *["scribe_here"] * 11]
    given = [give(phone, at_work, f"Innspill {number}.") for number, phone in enumerate(phones)]
    for phone in phones:
        phone.html("phone/board", *(f"Innspill {number}." for number in range(12)))
    changed = {"id": given[11], "body": example("Ryddet"), "base": 0}
    assert code(phones[5].say("revise", changed)) == "not_yours"
    assert code(phones[0].say("revise", changed)) == "ok"
    stale = phones[11].say("revise", {**changed, "body": example("Mitt")})
    assert (code(stale), stale["body"]["text"], stale["revision"]) == ("stale_text", "Ryddet", 1)
    assert code(phones[11].say("revise", {**changed, "body": example("Mitt"), "base": 1})) == "ok"


def test_who_moves_gives_up_the_role_and_takes_along_what_is_private(
    hall: Hall, meeting: Meeting, at_work: int
) -> None:
    seat = hall.seat(meeting)
    anna = hall.open({"key": hall.key(meeting, Role.PHONE, seat)})
    bjørn, carla = hall.phone(meeting), hall.phone(meeting, 2)
    anna.say("scribe", {"on": True})
    bjørn.html("phone/board", "En annen mobil skriver for bordet.")
    stays = give(anna, at_work, "Sagt ved bord 1")
    with hall.database.writing() as db:
        held = db.get_one(Meeting, meeting.id)
        tables.sit(db, held, number=2, participant_id=seat, new_id=str, now=meeting.created_at)
    anna.say("sync", {"versions": {"phone/board": 0}})
    anna.html("phone/board", "Bord 2 har ikke sendt noe")
    assert code(bjørn.say("scribe", {"on": True})) == "ok"
    assert code(bjørn.say("revise", {"id": stays, "body": example("Nå"), "base": 0})) == "ok"
    give(anna, at_work, "Sagt ved bord 2")
    carla.html("phone/board", "Sagt ved bord 2")


def test_a_nudge_comes_to_the_phones_of_its_table_and_goes_again(
    hall: Hall, meeting: Meeting
) -> None:
    here, there = hall.phone(meeting, 3), hall.phone(meeting, 4)
    console = hall.console(meeting)
    assert code(console.say("nudge", {"table": 3, "text": "Vi kommer bort"})) == "ok"
    here.html("phone/nudge", "Fra møtelederen:", "Vi kommer bort")
    console.html("console/tables", "Vi kommer bort")
    console.say("nudge", {"table": 3, "text": ""})
    here.wait_for(lambda: "Vi kommer" not in here.regions["phone/nudge"]["html"])
    assert [region for region in there.received if "Vi kommer" in region["html"]] == []
    assert code(console.say("nudge", {"table": 99, "text": "Hei"})) == "unknown_table"
    assert code(here.say("nudge", {"table": 3, "text": "Hei"})) == "not_allowed"


@pytest.fixture
def view(hall: Hall, meeting: Meeting) -> Screen:
    """The moderator looks at what the phones of table 1 show."""
    return hall.open({"key": hall.key(meeting, Role.VIEW, "1")})


def test_who_looks_at_a_tables_phones_sees_what_they_see_and_nobodys_notes(
    hall: Hall, meeting: Meeting, at_work: int, view: Screen
) -> None:
    phone = hall.phone(meeting)
    give(phone, at_work, "Gjestebud")
    view.html("phone/board", "Gjestebud")
    view.say("sync", {"versions": {"phone/notes": -1, "phone/seat": -1, "console/tables": -1}})
    # Who only looks is not one of those who are there.
    view.html("phone/seat", "1 er med")
    assert {one["name"].partition("/")[0] for one in view.received} == {"phone"}
    assert "phone/notes" not in view.regions


def test_who_looks_at_a_tables_phones_can_do_nothing_there(
    hall: Hall, meeting: Meeting, at_work: int, view: Screen
) -> None:
    answers = {name: code(view.say(name, sample_of(name))) for name in MESSAGES}
    assert answers == {name: "ok" if name == "sync" else "not_allowed" for name in MESSAGES}


@pytest.mark.parametrize("seat", ["", "99", "x"])
def test_there_is_no_looking_at_a_table_that_is_not_there(
    hall: Hall, meeting: Meeting, seat: str
) -> None:
    for role in (Role.VIEW, Role.CONSOLE) if seat else (Role.VIEW,):
        screen = hall.open({"key": hall.key(meeting, role, seat)})
        assert screen.refusal["message"] == "bad_key"


def test_the_page_of_a_table_follows_its_board_and_conducts_like_any_console(
    hall: Hall, meeting: Meeting, at_work: int
) -> None:
    page = hall.open({"key": hall.key(meeting, Role.CONSOLE, "1")})
    console, phone, other = hall.console(meeting), hall.phone(meeting), hall.phone(meeting, 2)
    one = give(phone, at_work, "Gjestebud")
    give(other, at_work, "Innbyggerpanel")
    page.html("console/board", "Gjestebud")
    page.html("console/table", "1 mobil på nett", "1 innspill")
    assert code(page.say("hide", {"id": one, "on": True})) == "ok"
    page.html("console/board", "skjult for salen")
    console.html("console/contributions", "Gjestebud", "Innbyggerpanel")
    assert [
        region["name"]
        for region in page.received
        if region["name"] == "console/board" and "Innbyggerpanel" in region["html"]
    ] == []
    assert "console/board" not in console.regions


def test_a_late_note_is_the_moderators_alone(hall: Hall, meeting: Meeting, at_work: int) -> None:
    phone, console, stage = hall.phone(meeting), hall.console(meeting), hall.stage(meeting)
    for phase in ("plenary", "closed"):
        console.say("phase", {"exercise": at_work, "phase": phase})
    note = {"id": str(uuid4()), "exercise": at_work, "body": example("Rakk det ikke")}
    assert phone.say("give", note)["code"] == "closed"
    assert phone.say("note", note) == phone.say("note", note)
    console.html("console/late", "Kom for sent – bare du ser dette", "Rakk det ikke")
    heard = [*phone.received, *stage.received]
    assert [region for region in heard if "Rakk det ikke" in region["html"]] == []
