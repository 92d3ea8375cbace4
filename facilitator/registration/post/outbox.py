"""What becomes of letters: which are due, who sends them, and what the mail server said.

Every ``now`` is aware UTC.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, func, select, update
from sqlalchemy.orm import Session

from facilitator import changes
from facilitator.errors import Unknown
from facilitator.models import Letter, Meeting, Registration
from facilitator.registration.post.letters import LetterState

BATCH = 20
"""How many letters one server takes at once."""
LEASE = timedelta(minutes=10)
"""How long they are that server's; when it has ended without a word, another one takes them."""
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720, 1440))
"""How long a letter waits after each try that the mail server did not take it."""


def due(db: Session, now: datetime) -> bool:
    """Whether any letter should be sent at ``now``. One query on an index."""
    return bool(db.scalar(select(exists().where(*_due(now)))))


def claim(db: Session, now: datetime) -> Sequence[Letter]:
    """Take letters that are due, for one server; others leave them alone for ``LEASE``.

    The try is counted before it is made, so that a server that dies of a letter does not do so
    for ever.
    """
    letters = db.scalars(
        select(Letter)
        .where(*_due(now))
        .order_by(Letter.next_try_at, Letter.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    ).all()
    for letter in letters:
        letter.tries += 1
        letter.next_try_at = now + LEASE
    db.flush()
    return letters


def sent(db: Session, letter: Letter, now: datetime) -> None:
    """The mail server has the letter."""
    _settle(db, letter, state=LetterState.SENT, sent_at=now, problem="")


def refused(db: Session, letter: Letter, why: str) -> None:
    """The mail server will never take the letter; ``why`` is what it said."""
    _settle(db, letter, state=LetterState.FAILED, problem=_short(why))


def postponed(db: Session, letter: Letter, why: str, now: datetime) -> None:
    """The mail server did not take the letter this time; it is tried again, but not for ever."""
    if letter.tries > len(WAITS):
        refused(db, letter, why)
        return
    later = now + WAITS[letter.tries - 1]
    _settle(db, letter, state=LetterState.QUEUED, problem=_short(why), next_try_at=later)


def dropped(db: Session, letter: Letter) -> None:
    """What the letter tells is no longer so."""
    _settle(db, letter, state=LetterState.DROPPED)


def give_back(db: Session, letters: Collection[Letter], now: datetime) -> None:
    """Let another server take letters that were claimed and not tried."""
    for letter in letters:
        _settle(db, letter, tries=letter.tries - 1, next_try_at=now)


def again(db: Session, letter: Letter, now: datetime) -> None:
    """Try a letter that failed or waits once more, at the address that the person has now."""
    if letter.state not in (LetterState.FAILED, LetterState.QUEUED):
        return
    person = db.get(Registration, letter.registration_id) if letter.registration_id else None
    letter.recipient = person.email if person else letter.recipient
    letter.state, letter.tries, letter.next_try_at = LetterState.QUEUED, 0, now
    changes.touch(db, letter.meeting_id, changes.REGISTRATIONS)


def handed(db: Session, letter: Letter, now: datetime) -> None:
    """An organiser told it otherwise; a letter that was sent stays sent."""
    if letter.state in (LetterState.FAILED, LetterState.QUEUED):
        letter.state, letter.sent_at = LetterState.HANDED, now
        changes.touch(db, letter.meeting_id, changes.REGISTRATIONS)


def queued(db: Session, meeting: Meeting) -> Sequence[Letter]:
    """The meeting's letters that have not been sent yet, the oldest first."""
    waiting = select(Letter).where(
        Letter.meeting_id == meeting.id, Letter.state == LetterState.QUEUED
    )
    return db.scalars(waiting.order_by(Letter.id)).all()


def count(db: Session, meeting: Meeting) -> Mapping[str, int]:
    """How many of the meeting's letters there are in each state that there are any in."""
    found = select(Letter.state, func.count()).where(Letter.meeting_id == meeting.id)
    return dict(db.execute(found.group_by(Letter.state)).all())


def newest(
    db: Session, meeting: Meeting, *, state: str, before: int | None, most: int
) -> Sequence[tuple[Letter, Registration | None]]:
    """The meeting's letters and whom they are to, the newest first.

    Args:
        state: only those in that state; empty for all.
        before: only those older than the letter with that id; None for all.
    """
    found = (
        select(Letter, Registration)
        .outerjoin(Registration, Registration.id == Letter.registration_id)
        .where(Letter.meeting_id == meeting.id)
    )
    if state:
        found = found.where(Letter.state == state)
    if before is not None:
        found = found.where(Letter.id < before)
    rows = db.execute(found.order_by(Letter.id.desc()).limit(most))
    return [(letter, person) for letter, person in rows]


def find(db: Session, meeting: Meeting, letter_id: int) -> Letter:
    """One of the meeting's letters.

    Raises:
        Unknown: ``unknown_letter``.
    """
    letter = db.get(Letter, letter_id)
    if letter is None or letter.meeting_id != meeting.id:
        raise Unknown("unknown_letter")
    return letter


def _due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Letter.state == LetterState.QUEUED,
        Letter.next_try_at <= now,
        # The others are told otherwise.
        Letter.recipient != "",
    )


def _settle(db: Session, letter: Letter, **values: object) -> None:
    """Write what became of a claimed letter, unless an organiser told it otherwise meanwhile."""
    db.execute(
        update(Letter)
        .where(Letter.id == letter.id, Letter.state == LetterState.QUEUED)
        .values(**values)
        .execution_options(synchronize_session="fetch")
    )


def _short(why: str) -> str:
    return " ".join(why.split())[:300]
