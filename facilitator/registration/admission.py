"""Places that are given at the door to those who had registered and had none, or taken back there.

As in ``places``, each act is a turn of its own; nothing is written to people who stand there.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from facilitator.models import Meeting, Registration
from facilitator.registration import placing, turns
from facilitator.registration.people import Person, address_of
from facilitator.registration.standing import By, State


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
    if one.state == State.CANCELLED:
        known = placing.known(turn, [Person(one.name, one.email)])
        one.address = None if known else address_of(one.email)
        one.cancelled_at, one.cancelled_by = None, ""
    placing.confirm(turn, [one], turn.counts())
    placing.settle(turn)


def take_back(db: Session, meeting: Meeting, registration: Registration, now: datetime) -> None:
    """Undo that somebody who had not registered was let in.

    Args:
        now: aware UTC.
    """
    turn = turns.take(db, meeting, now)
    one = turn.one(registration)
    one.state, one.over, one.address = State.CANCELLED, False, None
    one.cancelled_at, one.cancelled_by = now, By.ORGANISER
    db.flush()
    placing.settle(turn)
