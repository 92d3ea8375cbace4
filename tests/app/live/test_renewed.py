"""A link that is renewed closes the screens that were opened with the old one."""

from threading import Event

from app.access import Role, renew
from facilitator.models import Meeting
from tests.app.live.hall import PATIENCE, Hall


def test_a_screen_is_hung_up_and_told_why_when_it_comes_again(hall: Hall, meeting: Meeting) -> None:
    key = hall.key(meeting, Role.STAGE)
    stage, console = hall.stage(meeting), hall.console(meeting)
    hung_up = Event()
    stage.client.on("disconnect", lambda *_why: hung_up.set())
    with hall.database.writing() as db:
        renew(db, db.get_one(Meeting, meeting.id), Role.STAGE)
    assert hung_up.wait(PATIENCE)
    again = hall.open({"key": key})
    assert (again.client.connected, again.refusal["data"]["code"]) == (False, "bad_key")
    assert console.say("sync", {"versions": {}})["ok"] is True
