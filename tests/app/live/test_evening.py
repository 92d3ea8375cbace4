"""A contribution from the phone that gives it to every screen that shows it."""

from uuid import uuid4

from facilitator.models import Contribution, Meeting
from tests.app.live.hall import Hall


def example(text: str) -> dict[str, object]:
    return {"aspect": "example", "steps": [2], "text": text}


def test_a_contribution_reaches_its_table_and_the_console_but_no_other_table(
    hall: Hall, meeting: Meeting, at_work: int
) -> None:
    phone, neighbour = hall.phone(meeting, 1), hall.phone(meeting, 1)
    other, console = hall.phone(meeting, 2), hall.console(meeting)
    id = str(uuid4())
    answer = phone.say("give", {"id": id, "exercise": at_work, "body": example("Gjestebud")})
    assert answer == {"ok": True, "id": id, "number": 1, "revision": 0, "shared": True}
    assert "Gjestebud" in neighbour.html("phone/board", "Gjestebud")
    assert "Gjestebud" in console.html("console/contributions", "Gjestebud")
    other.say("give", {"id": str(uuid4()), "exercise": at_work, "body": example("Innbyggerpanel")})
    other.html("phone/board", "Innbyggerpanel")
    console.html("console/contributions", "Innbyggerpanel")
    assert [region for region in other.received if "Gjestebud" in region["html"]] == []
    assert [region for region in phone.received if "Innbyggerpanel" in region["html"]] == []


def test_the_same_contribution_sent_again_is_answered_the_same_and_kept_once(
    hall: Hall, meeting: Meeting, at_work: int
) -> None:
    phone = hall.phone(meeting)
    give = {"id": str(uuid4()), "exercise": at_work, "body": example("Gjestebud")}
    assert phone.say("give", give) == phone.say("give", give)
    with hall.database.reading() as db:
        kept = db.query(Contribution).filter_by(meeting_id=meeting.id).all()
        assert [one.id for one in kept] == [give["id"]]
