"""What an organiser says of a person on the list, and the person's own link."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import changes
from facilitator.errors import Invalid, Refused, Unknown
from facilitator.models import Invitation, Meeting, Registration
from facilitator.registration import turns
from facilitator.registration.asked.answering import in_field
from facilitator.registration.asked.people import Person, person_of
from facilitator.registration.asked.questions import questions_of
from facilitator.registration.post import letters
from facilitator.registration.post.letters import LetterKind

_NUMBER_MOST = 2**31
"""No number in a database is as high as this."""


def find(db: Session, meeting: Meeting, number: int) -> Registration:
    """The registration with that number.

    Raises:
        Unknown: ``unknown_registration``.
    """
    one = select(Registration).where(
        Registration.meeting_id == meeting.id, Registration.number == number
    )
    found = db.scalar(one) if number < _NUMBER_MOST else None
    if found is None:
        raise Unknown("unknown_registration")
    return found


def described(
    typed: Mapping[str, str], invitation: Invitation, stored: Registration | None = None
) -> tuple[Person, dict[str, Invalid]]:
    """The person that an organiser describes, and what is wrong by the field's name.

    Only the name is needed: an organiser need not know what the form asks people themselves. What
    was ``stored`` before may stay, also when nobody could choose it any longer.

    Args:
        typed: as for ``people.person_of``.
    """
    person, problems = person_of(typed, invitation)
    questions = {one.field: one for one in questions_of(invitation)}
    kept: dict[str, Any] = {}
    for field in [*questions, "role"]:
        said = typed.get(field, "").strip()
        if field in problems and (not said and field in questions):
            del problems[field]
        elif field in problems and stored is not None and said == _said(stored, field):
            del problems[field]
            if field in questions:
                kept[questions[field].id] = stored.answers[questions[field].id]
    return replace(person, answers={**person.answers, **kept}), problems


def _said(stored: Registration, field: str) -> str:
    """What is stored, as the form has it."""
    if field == "role":
        return stored.role
    return in_field(stored.answers.get(field.removeprefix("question-"), ""))


def renew_key(db: Session, meeting: Meeting, registration: Registration) -> None:
    """Make the person's link, and the code on the badge, void; new ones can be shown at once."""
    turns.lock(db, meeting)
    db.refresh(registration)
    registration.key_generation += 1
    _touch(db, meeting)


def write_again(db: Session, meeting: Meeting, registration: Registration, now: datetime) -> None:
    """Send the person's own link once more.

    Args:
        now: aware UTC.

    Raises:
        Refused: ``no_address``, when no e-mail is known.
    """
    turns.lock(db, meeting)
    db.refresh(registration)
    if not registration.email:
        raise Refused("no_address")
    letters.write(db, registration, LetterKind.AGAIN, now)
    _touch(db, meeting)


def _touch(db: Session, meeting: Meeting) -> None:
    db.flush()
    changes.touch(db, meeting.id, changes.REGISTRATIONS)
