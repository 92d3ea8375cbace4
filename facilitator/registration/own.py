"""What people do with their own registration: see where they stand, change it, have it deleted.

Giving a place up and taking an offered one is in ``places``.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator import changes
from facilitator.errors import Refused
from facilitator.models import Invitation, Meeting, Registration
from facilitator.programme.rows import plan_of
from facilitator.registration import times, turns
from facilitator.registration.asked.people import Person, address_of, roles_of
from facilitator.registration.parties import party_of
from facilitator.registration.placing import places
from facilitator.registration.post import letters
from facilitator.registration.sitting import seats
from facilitator.registration.standing import State


def mine(db: Session, registration: Registration) -> Sequence[Registration]:
    """Whom the person answers for: the whole party for who registered it, else only themselves."""
    if _answers(registration):
        return party_of(db, registration)
    return [registration]


def place_in_line(db: Session, registration: Registration) -> int:
    """Which party in the waiting list the person's is; 1 is the next one."""
    ahead = select(func.count(Registration.party_id.distinct())).where(
        Registration.meeting_id == registration.meeting_id,
        Registration.state == State.WAITING,
        Registration.party_id != registration.party_id,
        Registration.line < registration.line,
    )
    return (db.scalar(ahead) or 0) + 1


def asks_diet(invitation: Invitation) -> bool:
    """Whether the kitchen still wants to know what people can't eat."""
    return invitation.asks_diet and invitation.diet_forgotten_at is None


def change(
    db: Session, meeting: Meeting, registration: Registration, person: Person, now: datetime
) -> None:
    """Write what ``person`` is into the registration; who has a place stays as it is.

    A companion has no answers of their own to the organiser's questions. A role that can no longer
    be chosen stays until another one is. When the address is another one, the link goes there too.

    Args:
        now: aware UTC.

    Raises:
        Refused: ``address_in_use``, when it is another registration's.
    """
    turns.lock(db, meeting)
    db.refresh(registration)
    before = address_of(registration.email)
    invitation = db.get_one(Invitation, meeting.id)
    offered = registration.role in roles_of(invitation)
    said = replace(
        person,
        role=person.role if offered else person.role or registration.role,
        diet=person.diet if asks_diet(invitation) else registration.diet,
        answers=person.answers if _answers(registration) else registration.answers,
    )
    try:
        places.change(db, meeting, registration, said, now)
    except Refused as refused:
        if refused.code != "known_address":
            raise
        # In words that do not say that somebody is registered with it.
        raise Refused("address_in_use", field="email") from refused
    if address_of(registration.email) not in (before, None):
        letters.write_link(db, registration, now)


def _answers(registration: Registration) -> bool:
    """Whether the organiser's questions are asked to the person: to who registered the party."""
    return registration.id == registration.party_id


def delete(db: Session, meeting: Meeting, registration: Registration, now: datetime) -> None:
    """Delete all that is kept of those whom the person answers for, and their letters.

    Args:
        now: aware UTC.

    Raises:
        Refused: ``still_registered``, while one of them has a place or waits, unless all is over.
    """
    turns.lock(db, meeting)
    people = mine(db, registration)
    over = now >= times.last_day_ends_at(plan_of(db, meeting))
    if not over and any(one.state != State.CANCELLED for one in people):
        raise Refused("still_registered")
    for one in people:
        db.delete(one)
    seats.forget_last(db, meeting.id)
    changes.touch(db, meeting.id, changes.REGISTRATIONS)
