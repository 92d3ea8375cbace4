"""Makes what tests are about: a meeting with its items, a table, a phone, a contribution."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from facilitator import contributions, tables
from facilitator.exercises import phases
from facilitator.models import (
    Contribution,
    Exercise,
    Invitation,
    Item,
    Meeting,
    Participant,
    Registration,
    Review,
    Table,
)
from facilitator.programme.kinds import ItemKind
from facilitator.registration.asked.people import Person
from facilitator.registration.placing import places
from facilitator.registration.sitting import seatplan
from facilitator.seating.question import answer

EVENING = date(2026, 9, 24)
"""The date of the factory's meeting, a Thursday in summer time."""
NOON = datetime(2026, 9, 24, 10, 0, tzinfo=UTC)
"""Twelve o'clock in Oslo that day."""

_numbers = count(1)


def make_meeting(db: Session, *, tables: int = 4, **fields: Any) -> Meeting:
    """A meeting in Oslo without items."""
    meeting = Meeting(
        **{
            "code": f"TRAPP{next(_numbers)}",
            "title": "Kommune 3.0",
            "date": EVENING,
            "zone": "Europe/Oslo",
            "created_at": NOON,
            **fields,
        }
    )
    meeting.tables = [Table(number=number) for number in range(1, tables + 1)]
    db.add(meeting)
    db.flush()
    db.add(Invitation(meeting_id=meeting.id))
    db.flush()
    return meeting


def make_item(
    db: Session, meeting: Meeting, *, minutes: int = 30, start: time | None = None, **fields: Any
) -> Item:
    """An item at the end of the meeting's plan, a talk of half an hour unless said otherwise."""
    length = minutes * 60
    item = Item(
        **{
            "position": len(meeting.items) + 1,
            "title": f"Post {len(meeting.items) + 1}",
            "kind": ItemKind.TALK,
            "length": length,
            "least": length,
            "fixed_start": start,
            **fields,
        }
    )
    meeting.items.append(item)
    db.flush()
    return item


def make_exercise(
    db: Session, item: Item, kind: str, *, phase: str | None = None, **fields: Any
) -> Exercise:
    """An exercise of ``item``, opened at ``phase`` when one is named."""
    exercise = Exercise(
        meeting_id=item.meeting_id, item_id=item.id, kind=kind, position=0, **fields
    )
    db.add(exercise)
    db.flush()
    if phase is not None:
        meeting = db.get_one(Meeting, item.meeting_id)
        phases.open_phase(db, meeting, exercise_id=exercise.id, phase=phase, now=NOON)
    return exercise


def make_phone(db: Session, meeting: Meeting, table: int = 1) -> Participant:
    """A phone at table number ``table``."""
    return tables.sit(db, meeting, number=table, participant_id=None, new_id=make_uuid, now=NOON)


def make_uuid() -> str:
    """A UUID that no other call gives."""
    return str(UUID(int=next(_numbers), version=4))


def make_contribution(
    db: Session,
    participant: Participant,
    exercise: Exercise,
    body: Mapping[str, Any],
    *,
    phase: str | None = None,
    now: datetime = NOON,
) -> Contribution:
    """What ``participant`` gives to ``exercise``."""
    return contributions.give(
        db,
        participant,
        id=make_uuid(),
        exercise_id=exercise.id,
        body=body,
        phase=phase,
        now=now,
    )


def make_review(
    db: Session,
    contribution: Contribution,
    decision: str = "keep",
    body: Mapping[str, Any] | None = None,
) -> Review:
    """What an organiser decided about the words of ``contribution`` as they are now."""
    review = Review(
        contribution_id=contribution.id,
        decision=decision,
        body=dict(body or {}),
        revision=contribution.revision,
        decided_at=NOON,
    )
    db.add(review)
    db.flush()
    return review


def make_registration(
    db: Session, meeting: Meeting, *, now: datetime = NOON, companions: int = 0, **person: Any
) -> Registration:
    """Somebody who registered by the public form; with so many others, of whom they are the first.

    ``person`` is as in ``people.Person``; everybody is somebody else unless named.
    """
    invitation = db.get_one(Invitation, meeting.id)
    invitation.open, invitation.party_most = True, max(invitation.party_most, companions + 1)
    number = next(_numbers)
    first = Person(**{"name": f"Kari {number}", "email": f"kari{number}@example.com", **person})
    others = [Person(name=f"Følge {next(_numbers)}") for _ in range(companions)]
    done = places.register(
        db, meeting, [first, *others], form=make_uuid(), language="nb", new_id=make_uuid, now=now
    )
    return done.people[0]


def seat_everybody(db: Session, meeting: Meeting, *, seed: int = 1, now: datetime = NOON) -> None:
    """Plan who sits where, with little thought, and keep it."""
    question = seatplan.ask(db, meeting, seed=seed, effort=0.01)
    seatplan.keep(db, meeting, question, answer(question), now)
