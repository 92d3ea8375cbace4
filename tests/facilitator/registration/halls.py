"""A meeting that people register for, and how it stands."""

from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.models import Invitation, Letter, Meeting, Registration
from facilitator.registration import standing
from facilitator.registration.asked.people import Person
from facilitator.registration.placing import places
from facilitator.registration.standing import By
from tests.factories import NOON, make_item, make_meeting, make_uuid

LONG_BEFORE = NOON - timedelta(days=10)
"""Ten days before the meeting, at noon in Oslo."""
BEGINS = NOON + timedelta(hours=4)
"""When the meeting begins: at 16.00 in Oslo."""

MIDNIGHT = NOON + timedelta(hours=12)
"""When the meeting's day is over."""


def make_hall(db: Session, capacity: int | None, **fields: object) -> Meeting:
    """A meeting at 16.00 that is open for registration, with so many places."""
    meeting = make_meeting(db)
    make_item(db, meeting, minutes=180, start=time(16))
    invitation = db.get_one(Invitation, meeting.id)
    invitation.open, invitation.capacity = True, capacity
    for name, value in fields.items():
        setattr(invitation, name, value)
    db.flush()
    return meeting


def register(
    db: Session,
    meeting: Meeting,
    *names: str,
    email: str = "",
    form: str = "",
    now: datetime = LONG_BEFORE,
) -> Registration:
    """Register a party by the public form; the first one has an address after the name."""
    first, *others = names
    people = [Person(first, email or f"{first.lower()}@example.com"), *map(Person, others)]
    done = places.register(
        db, meeting, people, form=form or make_uuid(), language="nb", new_id=make_uuid, now=now
    )
    return done.people[0]


def cancel(
    db: Session, meeting: Meeting, *people: Registration, now: datetime = LONG_BEFORE
) -> None:
    """Cancel as the people themselves."""
    places.cancel(db, meeting, people, by=By.PERSON, now=now)


def states(db: Session, meeting: Meeting) -> dict[str, str]:
    """How everybody stands, by their names, in the order of arrival."""
    rows = select(Registration.name, Registration.state).where(
        Registration.meeting_id == meeting.id
    )
    return dict(db.execute(rows.order_by(Registration.number)).all())


def waiting(db: Session, meeting: Meeting) -> list[str]:
    """The names of those who wait, in order."""
    rows = select(Registration.name).where(
        Registration.meeting_id == meeting.id, Registration.state == standing.State.WAITING
    )
    return list(db.scalars(rows.order_by(Registration.line)))


def letters(db: Session, meeting: Meeting) -> list[tuple[str, str]]:
    """What was written and to whom, in order."""
    rows = select(Letter.kind, Letter.recipient).where(Letter.meeting_id == meeting.id)
    return [(kind, to) for kind, to in db.execute(rows.order_by(Letter.id))]


def named(db: Session, meeting: Meeting, name: str) -> Registration:
    """The person of that name."""
    return db.scalars(
        select(Registration).where(Registration.meeting_id == meeting.id, Registration.name == name)
    ).one()
