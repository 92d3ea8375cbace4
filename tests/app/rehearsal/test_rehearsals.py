"""Whole rehearsals on a real server: played by themselves, steered by a person, broken off."""

import os
import signal
from urllib.error import HTTPError

import psutil

from app.access import Role
from app.refusals import REFUSALS
from app.rehearsal.slip import Slip, State, Told
from facilitator.meetings import find
from facilitator.models import Exercise, Item, Meeting
from tests.app.live.hall import Hall
from tests.app.rehearsal.conftest import Organiser, counts, make_short, run
from tests.app.waiting import eventually

QUICK = {"tables": 3, "phones": 9, "speed": 20, "steers": "rehearsal"}


def told(hall: Hall, meeting: Meeting, state: State) -> Told:
    """What the rehearsal tells when it is in ``state`` at last."""
    slip = Slip(hall.settings, meeting.code)

    def arrived() -> Told | None:
        now = slip.read()
        assert now is None or now.problem == "" or state is State.FAILED, now
        return now if now is not None and now.state is state else None

    found: Told = eventually(arrived)
    return found


def practised(hall: Hall, told: Told) -> Meeting:
    with hall.database.reading() as db:
        return find(db, told.code)


def test_an_organiser_starts_one_by_the_button_and_ends_it(hall: Hall) -> None:
    meeting, organiser = make_short(hall), Organiser(hall)
    before = counts(hall)
    page = organiser.post(f"/organise/{meeting.code}/rehearsal", **QUICK)
    assert "Øvingen gjøres klar" in page
    code = told(hall, meeting, State.PLAYING).code
    state = organiser.get(f"/organise/{meeting.code}/rehearsal/state")
    assert [key in state for key in (f"/stage/s{code}.", f"/console/c{code}.", f"/j/{code}")] == (
        [True, True, True]
    )
    assert str(REFUSALS["rehearsing"]) in _refused(organiser, meeting)
    organiser.post(f"/organise/{meeting.code}/rehearsal/stop")
    over = told(hall, meeting, State.OVER)
    assert (over.code, over.rows_left, over.given) == ("", 0, over.stored)
    assert counts(hall) == before
    page = organiser.get(f"/organise/{meeting.code}/rehearsal")
    assert "Øvingen er over, og alt er slettet" in page
    assert f"{over.rows_wiped} rader i databasen er slettet, og 0 er igjen." in page


def _refused(organiser: Organiser, meeting: Meeting) -> str:
    """The page that says why a second one cannot begin."""
    try:
        organiser.post(f"/organise/{meeting.code}/rehearsal", **QUICK)
    except HTTPError as error:
        return error.read().decode()
    raise AssertionError("it was not refused")


def test_where_a_person_steers_the_tables_answer_what_is_opened(hall: Hall) -> None:
    meeting, organiser = make_short(hall), Organiser(hall)
    organiser.post(f"/organise/{meeting.code}/rehearsal", **{**QUICK, "steers": "person"})
    rehearsal = practised(hall, told(hall, meeting, State.PLAYING))
    with hall.database.reading() as db:
        work = db.query(Item).filter_by(meeting_id=rehearsal.id, kind="table_work").one()
        exercise = db.query(Exercise).filter_by(meeting_id=rehearsal.id).one().id
    console = hall.console(rehearsal)
    assert console.say("start", {"item": work.id})["ok"]
    assert console.say("phase", {"exercise": exercise, "phase": "table"})["ok"]
    eventually(lambda: "data-contribution" in console.html("console/contributions"))
    phone = hall.phone(rehearsal, 1)
    assert phone.refusal is None
    phone.close()
    console.close()
    organiser.post(f"/organise/{meeting.code}/rehearsal/stop")
    assert told(hall, meeting, State.OVER).given > 0


def test_screens_of_a_rehearsal_are_let_go_when_it_is_over(hall: Hall) -> None:
    meeting, organiser = make_short(hall), Organiser(hall)
    organiser.post(f"/organise/{meeting.code}/rehearsal", **QUICK)
    rehearsal = practised(hall, told(hall, meeting, State.PLAYING))
    stage = hall.stage(rehearsal)
    assert "Øving" in organiser.get(f"/stage/{hall.key(rehearsal, Role.STAGE)}")
    organiser.post(f"/organise/{meeting.code}/rehearsal/stop")
    told(hall, meeting, State.OVER)
    eventually(lambda: not stage.client.connected)
    again = hall.stage(rehearsal)
    assert again.refusal["data"]["code"] == "bad_key"
    assert "Traceback" not in hall.log()


def test_one_that_is_killed_is_told_and_what_it_left_is_wiped(hall: Hall) -> None:
    meeting, organiser = make_short(hall), Organiser(hall)
    before = counts(hall)
    organiser.post(f"/organise/{meeting.code}/rehearsal", **QUICK)
    told(hall, meeting, State.PLAYING)
    os.kill(_process_of(hall), signal.SIGKILL)
    assert told(hall, meeting, State.FAILED).problem == "broken_off"
    page = organiser.get(f"/organise/{meeting.code}/rehearsal")
    assert "Øvingen ble brutt av før den var ferdig." in page
    assert counts(hall) != before
    organiser.post(f"/organise/{meeting.code}/rehearsal/stop")
    assert counts(hall) == before


def test_it_ends_with_the_server_and_takes_everything_along(own_hall: Hall) -> None:
    meeting, organiser = make_short(own_hall), Organiser(own_hall)
    before = counts(own_hall)
    organiser.post(f"/organise/{meeting.code}/rehearsal", **QUICK)
    told(own_hall, meeting, State.PLAYING)
    assert own_hall.stop() == 0
    assert told(own_hall, meeting, State.OVER).rows_left == 0
    assert counts(own_hall) == before


def test_a_server_that_starts_wipes_what_a_crash_left(own_hall: Hall) -> None:
    meeting = make_short(own_hall)
    before = counts(own_hall)
    with run(own_hall, "rehearse", meeting.code):
        told(own_hall, meeting, State.PLAYING)
        own_hall.stop(signal.SIGKILL)
    assert counts(own_hall) != before
    own_hall.start()
    assert counts(own_hall) == before


def _process_of(hall: Hall) -> int:
    """The process of the rehearsal that the server started last."""
    assert hall.process is not None
    children = psutil.Process(hall.process.pid).children()
    living = [child for child in children if child.status() != psutil.STATUS_ZOMBIE]
    return int(max(living, key=lambda child: child.create_time()).pid)
