"""Places that are given at the door, to those who had none or had not registered, or taken back.

As in ``places``, each act is a turn of its own; nothing is written to people who stand there.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from facilitator.models import Meeting, Registration
from facilitator.registration import turns
from facilitator.registration.asked.people import Person, address_of
from facilitator.registration.placing import line, steps
from facilitator.registration.standing import By, State


def admit(
    db: Session, meeting: Meeting, person: Person, *, id: str, language: str, now: datetime
) -> Registration:
    """Let in somebody at the door who had not registered; over when all places are taken.

    The same ``id`` again is the same person. No letter is written, and an address that somebody
    registered with is not taken over.

    Args:
        now: aware UTC.

    Raises:
        Unknown: ``unknown_registration``, when the ``id`` is another meeting's.
    """
    turn = turns.take(db, meeting, now)
    before = steps.earlier(turn, id)
    if before is not None:
        return before
    taken = {one.address for one in steps.known(turn, [person])}
    there = turn.counts()
    [row] = steps.rows_of(turn, [person], [id], language, taken)
    row.walk_in = True
    steps.confirm(turn, [row], there)
    steps.settle(turn)
    return row


def let_in(db: Session, meeting: Meeting, registration: Registration, now: datetime) -> None:
    """Give a place to somebody who has none; over when all places are taken.

    An address that somebody else has registered with since is not taken over.

    Args:
        now: aware UTC.
    """
    turn = turns.take(db, meeting, now)
    one = turn.one(registration)
    if one.state == State.CONFIRMED:
        return
    stood = {
        "state": one.state,
        "line": one.line,
        "offered_until": _written(one.offered_until),
        "cancelled_at": _written(one.cancelled_at),
        "cancelled_by": one.cancelled_by,
    }
    if one.state == State.CANCELLED:
        known = steps.known(turn, [Person(one.name, one.email)])
        one.address = None if known else address_of(one.email)
        one.cancelled_at, one.cancelled_by = None, ""
    steps.confirm(turn, [one], turn.counts())
    one.stood = stood
    steps.settle(turn)


def take_back(db: Session, meeting: Meeting, registration: Registration, now: datetime) -> None:
    """Undo that somebody was let in: they stand as before.

    Who had not registered has given the place up; who was given the place otherwise keeps it.

    Args:
        now: aware UTC.
    """
    turn = turns.take(db, meeting, now)
    one = turn.one(registration)
    if one.state != State.CONFIRMED or not (one.stood or one.walk_in):
        return
    gave_up = {
        "state": State.CANCELLED,
        "cancelled_at": now.isoformat(),
        "cancelled_by": By.ORGANISER,
    }
    stood: Mapping[str, Any] = one.stood or gave_up
    one.state, one.over, one.stood = State(stood["state"]), False, {}
    one.line = stood.get("line", one.line)
    one.offered_until = _read(stood.get("offered_until"))
    one.cancelled_at = _read(stood["cancelled_at"])
    one.cancelled_by = stood["cancelled_by"]
    if one.state == State.CANCELLED:
        one.address = None
    db.flush()
    line.close_ranks(turn)
    steps.settle(turn)


def _written(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _read(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
