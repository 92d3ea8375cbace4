"""One counter a meeting: every change raises it, and each subject keeps its newest value."""

from sqlalchemy.orm import Session

from facilitator.changes import Change, touch, versions
from tests.factories import make_meeting


def test_a_change_raises_the_version_of_its_meeting_alone(db: Session) -> None:
    one, other = make_meeting(db), make_meeting(db)
    touch(db, one.id, "programme")
    touch(db, one.id, "tables", "table/7")
    for meeting in (one, other):
        db.refresh(meeting)
    assert (one.version, other.version) == (2, 0)


def test_a_subject_keeps_the_version_of_its_newest_change(db: Session) -> None:
    meeting = make_meeting(db)
    touch(db, meeting.id, "programme", "tables")
    touch(db, meeting.id, "tables")
    assert versions(db, meeting.id, ["programme", "tables", "screen"]) == {
        "programme": 1,
        "tables": 2,
        "screen": 0,
    }


def test_changes_wait_in_their_order_for_who_commits(db: Session) -> None:
    meeting = make_meeting(db)
    touch(db, meeting.id, "programme")
    touch(db, meeting.id, "screen")
    assert db.info["changes"] == [
        Change(meeting.id, 1, ("programme",)),
        Change(meeting.id, 2, ("screen",)),
    ]
