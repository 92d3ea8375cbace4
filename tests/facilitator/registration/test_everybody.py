"""Letters to everybody: who gets them, once, and what people know of time and place."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import particulars
from facilitator.errors import Refused
from facilitator.models import Invitation, Letter, Meeting, Registration
from facilitator.programme import edit
from facilitator.registration import parties, told
from facilitator.registration.asked.people import Person
from facilitator.registration.placing import places
from facilitator.registration.post import everybody
from facilitator.registration.standing import By
from facilitator.registration.told import Told
from tests.factories import EVENING, NOON, make_item, make_meeting, make_registration, make_uuid

DAY = timedelta(days=1)
WEEK_BEFORE = NOON - 7 * DAY
STARTS = datetime(2026, 9, 24, 14, tzinfo=UTC)
"""Four o'clock in Oslo."""


@pytest.fixture
def meeting(db: Session) -> Meeting:
    """An evening that begins at four o'clock."""
    meeting = make_meeting(db, place="Samfunnshuset")
    make_item(db, meeting, start=time(16))
    return meeting


def written(db: Session, kind: str) -> list[tuple[str, str, str]]:
    """Whom the letters of ``kind`` are to, by name and address, and their state."""
    db.flush()
    found = db.execute(
        select(Registration.name, Letter.recipient, Letter.state)
        .join(Letter, Letter.registration_id == Registration.id)
        .where(Letter.kind == kind)
        .order_by(Letter.id)
    )
    return [tuple(row) for row in found]


def add(db: Session, meeting: Meeting, name: str) -> Registration:
    """Somebody without an e-mail address, put on the list by an organiser."""
    return places.add(
        db, meeting, Person(name), over=False, id=make_uuid(), language="nb", now=WEEK_BEFORE
    )


def test_people_are_reminded_once_when_the_hour_has_come(db: Session, meeting: Meeting) -> None:
    make_registration(db, meeting, now=WEEK_BEFORE, name="Kari", email="kari@x.no", companions=2)
    gone = make_registration(db, meeting, now=WEEK_BEFORE, name="Ola", email="ola@x.no")
    places.cancel(db, meeting, [gone], by=By.PERSON, now=WEEK_BEFORE)
    due = [
        everybody.reminders_due(db, now)
        for now in (STARTS - DAY - timedelta(seconds=1), STARTS - DAY, STARTS)
    ]
    assert due == [[], [meeting.id], []]
    assert everybody.remind(db, meeting, STARTS - DAY) == 1
    assert written(db, "reminder") == [("Kari", "kari@x.no", "queued")]
    assert everybody.reminders_due(db, STARTS - DAY) == []
    with pytest.raises(Refused) as refused:
        everybody.remind(db, meeting, STARTS - DAY)
    assert refused.value.code == "already_reminded"
    everybody.remind(db, meeting, STARTS - DAY, seen=STARTS - DAY)
    assert len(written(db, "reminder")) == 2


def test_who_comes_is_told_when_the_one_who_registered_them_does_not(
    db: Session, meeting: Meeting
) -> None:
    kari = make_registration(db, meeting, now=WEEK_BEFORE, email="kari@x.no", companions=1)
    ola = parties.party_of(db, kari)[1]
    places.change(db, meeting, ola, Person("Ola", "ola@x.no"), WEEK_BEFORE)
    places.cancel(db, meeting, [kari], by=By.PERSON, now=WEEK_BEFORE)
    everybody.remind(db, meeting, STARTS - DAY)
    assert written(db, "reminder") == [("Ola", "ola@x.no", "queued")]


def test_who_registers_when_it_is_time_already_is_not_reminded_at_once(
    db: Session, meeting: Meeting
) -> None:
    make_registration(db, meeting, now=WEEK_BEFORE, name="Kari", email="kari@x.no")
    make_registration(db, meeting, now=STARTS - DAY, name="Ola", email="ola@x.no")
    assert everybody.remind_in_time(db, meeting, STARTS - DAY + timedelta(seconds=5)) == 1
    assert written(db, "reminder") == [("Kari", "kari@x.no", "queued")]


def test_nobody_is_reminded_of_a_meeting_that_has_begun_or_that_is_not_to_be_reminded_of(
    db: Session, meeting: Meeting
) -> None:
    with pytest.raises(Refused) as refused:
        everybody.remind(db, meeting, STARTS)
    assert refused.value.code == "late_reminder"
    db.get_one(Invitation, meeting.id).reminder_hours = 0
    assert everybody.reminders_due(db, STARTS - DAY) == []


def test_people_are_thanked_once(db: Session, meeting: Meeting) -> None:
    make_registration(db, meeting, now=WEEK_BEFORE, name="Kari", email="kari@x.no")
    add(db, meeting, "Ola")
    assert everybody.thank(db, meeting, STARTS + DAY) == 1
    assert written(db, "thanks") == [("Kari", "kari@x.no", "queued")]
    with pytest.raises(Refused) as refused:
        everybody.thank(db, meeting, STARTS + DAY)
    assert refused.value.code == "already_thanked"


def test_word_of_a_change_is_sent_when_the_organiser_has_done_changing(
    db: Session, meeting: Meeting
) -> None:
    assert told.changed(db, meeting, WEEK_BEFORE) is None
    make_registration(db, meeting, now=WEEK_BEFORE, name="Kari", email="kari@x.no")
    add(db, meeting, "Ola")
    before = Told(EVENING, time(16), "Samfunnshuset")
    seen = [told.changed(db, meeting, WEEK_BEFORE)]
    particulars.change(db, meeting, WEEK_BEFORE, place="Kulturhuset")
    seen.append(told.changed(db, meeting, WEEK_BEFORE))
    particulars.change(db, meeting, WEEK_BEFORE, place="Samfunnshuset")
    seen.append(told.changed(db, meeting, WEEK_BEFORE))
    edit.change(db, meeting, meeting.items[0].id, "organiser", WEEK_BEFORE, fixed_start=time(17))
    particulars.change(db, meeting, WEEK_BEFORE, date=date(2026, 9, 25))
    seen.append(told.changed(db, meeting, WEEK_BEFORE))
    assert seen == [None, before, None, before]
    assert written(db, "changed") == []
    everybody.remind(db, meeting, WEEK_BEFORE)
    assert everybody.tell_change(db, meeting, WEEK_BEFORE) == 2
    assert written(db, "changed") == [("Kari", "kari@x.no", "queued"), ("Ola", "", "queued")]
    assert told.changed(db, meeting, WEEK_BEFORE) is None
    assert db.get_one(Invitation, meeting.id).reminded_at is None
    with pytest.raises(Refused) as refused:
        everybody.tell_change(db, meeting, WEEK_BEFORE)
    assert refused.value.code == "nothing_changed"


def test_a_second_change_tells_what_people_knew_before_the_first_that_was_not_sent(
    db: Session, meeting: Meeting
) -> None:
    make_registration(db, meeting, now=WEEK_BEFORE, name="Kari", email="kari@x.no")
    for place in ("Kulturhuset", "Rådhuset"):
        particulars.change(db, meeting, WEEK_BEFORE, place=place)
        everybody.tell_change(db, meeting, WEEK_BEFORE)
    db.flush()
    changed = db.scalars(select(Letter).where(Letter.kind == "changed").order_by(Letter.id))
    assert [(letter.state, letter.facts["before"]["place"]) for letter in changed] == [
        ("dropped", "Samfunnshuset"),
        ("queued", "Samfunnshuset"),
    ]


def test_the_first_who_registers_after_a_change_is_told_what_holds(
    db: Session, meeting: Meeting
) -> None:
    kari = make_registration(db, meeting, now=WEEK_BEFORE)
    places.cancel(db, meeting, [kari], by=By.PERSON, now=WEEK_BEFORE)
    particulars.change(db, meeting, WEEK_BEFORE, place="Kulturhuset")
    make_registration(db, meeting, now=WEEK_BEFORE)
    assert told.changed(db, meeting, WEEK_BEFORE) is None


def test_a_message_is_sent_once_however_often_it_is_pressed(db: Session, meeting: Meeting) -> None:
    make_registration(db, meeting, now=WEEK_BEFORE, name="Kari", email="kari@x.no")

    def press(form: str) -> int:
        return everybody.tell(
            db, meeting, subject="Husk\ninnesko", text="Nytt gulv.", form=form, now=WEEK_BEFORE
        )

    assert [press("a"), press("a"), press("b")] == [1, 0, 1]
    facts = db.scalars(select(Letter.facts).where(Letter.kind == "message")).first()
    assert facts == {"subject": "Husk innesko", "text": "Nytt gulv.", "form": "a"}


def test_only_what_one_must_know_is_written_to_those_without_an_address(
    db: Session, meeting: Meeting
) -> None:
    invitation = db.get_one(Invitation, meeting.id)
    invitation.capacity = 1
    kari, ola, per = (add(db, meeting, name) for name in ("Kari", "Ola", "Per"))
    later = WEEK_BEFORE + DAY
    places.cancel(db, meeting, [kari], by=By.ORGANISER, now=later)
    places.accept(db, meeting, ola, later)
    places.cancel(db, meeting, [per], by=By.PERSON, now=later)
    everybody.remind(db, meeting, later)
    db.flush()
    found = db.execute(
        select(Registration.name, Letter.kind)
        .join(Letter, Letter.registration_id == Registration.id)
        .order_by(Letter.id)
    )
    assert [tuple(row) for row in found] == [
        ("Kari", "cancelled"),
        ("Ola", "offer"),
        ("Ola", "confirmed"),
    ]
