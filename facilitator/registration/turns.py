"""One at a time: whoever changes a meeting's places takes a turn, and sees what others did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from facilitator.errors import Unknown
from facilitator.models import Invitation, Meeting, Registration
from facilitator.programme.plan import Plan
from facilitator.programme.rows import plan_of
from facilitator.registration.standing import Counts, counted

_TURN = select(Meeting.id).where(Meeting.id == bindparam("meeting")).with_for_update(key_share=True)


@dataclass(frozen=True)
class Turn:
    """What one act works with while nobody else changes the meeting's places.

    Args:
        now: aware UTC.
    """

    db: Session
    meeting: Meeting
    invitation: Invitation
    now: datetime

    @cached_property
    def plan(self) -> Plan:
        """The meeting's plan, read when it is first asked for."""
        return plan_of(self.db, self.meeting)

    def counts(self) -> Counts:
        """How the registrations stand at this point of the turn."""
        return counted(self.db, self.meeting.id, self.invitation.capacity)

    def fresh(self, people: Sequence[Registration]) -> list[Registration]:
        """``people`` as they stand now, in the order in which they registered."""
        return list(
            self.db.scalars(
                select(Registration)
                .where(
                    Registration.meeting_id == self.meeting.id,
                    Registration.id.in_([one.id for one in people]),
                )
                .order_by(Registration.number)
                .execution_options(populate_existing=True)
            )
        )

    def one(self, person: Registration) -> Registration:
        """``person`` as they stand now.

        Raises:
            Unknown: ``unknown_registration``, when they have been deleted.
        """
        found = self.fresh([person])
        if not found:
            raise Unknown("unknown_registration")
        return found[0]


def take(db: Session, meeting: Meeting, now: datetime) -> Turn:
    """Wait until no other transaction changes the meeting's places, then keep others out.

    What was read before may be old: only what is read by the turn counts.

    Args:
        now: aware UTC.

    Raises:
        Unknown: ``unknown_meeting``, when it has been deleted.
    """
    lock(db, meeting)
    invitation = db.get(Invitation, meeting.id, populate_existing=True)
    if invitation is None:
        raise Unknown("unknown_meeting")
    return Turn(db, meeting, invitation, now)


def lock(db: Session, meeting: Meeting) -> None:
    """Keep others from the meeting's places until the transaction ends.

    On PostgreSQL that is the meeting's row, but not against those who only refer to it; on SQLite
    a writing transaction has kept everybody out since it began.
    """
    db.execute(_TURN, {"meeting": meeting.id})
