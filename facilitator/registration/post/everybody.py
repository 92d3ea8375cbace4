"""Letters to everybody who comes: reminder, change of time or place, thanks, own messages.

A party gets one letter, sent to whom its letters go. Every ``now`` is aware UTC.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from facilitator import changes, parsing
from facilitator.errors import Refused, Stale
from facilitator.models import Invitation, Letter, Meeting, Registration
from facilitator.programme.rows import plan_of
from facilitator.registration import times, told, turns
from facilitator.registration.parties import apart, contact
from facilitator.registration.post import letters
from facilitator.registration.post.letters import LetterKind, LetterState
from facilitator.registration.standing import LIVE, State

SUBJECT_MOST, MESSAGE_MOST = 150, 5000
"""The longest subject and text of an organiser's own message, in characters."""
_DAY = timedelta(days=1)


def reminders_due(db: Session, now: datetime) -> Sequence[int]:
    """The ids of the meetings whose people should be reminded at ``now``."""
    yesterday = (now - _DAY).date()
    candidates = db.execute(
        select(Meeting, Invitation)
        .join(Invitation, Invitation.meeting_id == Meeting.id)
        .where(
            Invitation.reminded_at.is_(None),
            Invitation.reminder_hours > 0,
            Meeting.date >= yesterday,
            ~Meeting.rehearsal,
            exists().where(
                Registration.meeting_id == Meeting.id, Registration.state == State.CONFIRMED
            ),
        )
    )
    found = []
    for meeting, invitation in candidates:
        ahead = timedelta(hours=invitation.reminder_hours)
        # A day on either side, for zones and programmes that begin the day after.
        if meeting.date > (now + ahead + _DAY).date():
            continue
        plan = plan_of(db, meeting)
        reminds_at = times.reminds_at(plan, invitation)
        if reminds_at and reminds_at <= now and not times.has_begun(db, meeting, plan, now):
            found.append(meeting.id)
    return found


def remind_in_time(db: Session, meeting: Meeting, now: datetime) -> int:
    """Remind those who registered before it was time to be reminded: the others have just heard.

    Raises:
        Stale: ``already_reminded``.
        Refused: ``late_reminder``, when the meeting has begun.
    """
    invitation = _ready_to_remind(db, meeting, now, seen=None)
    since = times.reminds_at(plan_of(db, meeting), invitation) or now
    people = [one for one in _contacts(db, meeting, (State.CONFIRMED,)) if one.created_at < since]
    return _write_each(db, meeting, people, LetterKind.REMINDER, now)


def remind(db: Session, meeting: Meeting, now: datetime, *, seen: datetime | None = None) -> int:
    """Remind everybody who has a place; how many letters that makes.

    Args:
        seen: when they were reminded before, as far as the asker knows.

    Raises:
        Stale: ``already_reminded``.
        Refused: ``late_reminder``, when the meeting has begun.
    """
    _ready_to_remind(db, meeting, now, seen=seen)
    return _write_to(db, meeting, (State.CONFIRMED,), LetterKind.REMINDER, now)


def _ready_to_remind(
    db: Session, meeting: Meeting, now: datetime, *, seen: datetime | None
) -> Invitation:
    invitation = _take_turn(db, meeting)
    if invitation.reminded_at != seen:
        raise Stale("already_reminded")
    if times.has_begun(db, meeting, plan_of(db, meeting), now):
        raise Refused("late_reminder")
    invitation.reminded_at = now
    return invitation


def thank(db: Session, meeting: Meeting, now: datetime) -> int:
    """Thank everybody who had a place, and tell where the report is; how many letters that makes.

    Raises:
        Stale: ``already_thanked``.
    """
    invitation = _take_turn(db, meeting)
    if invitation.thanked_at is not None:
        raise Stale("already_thanked")
    invitation.thanked_at = now
    return _write_to(db, meeting, (State.CONFIRMED,), LetterKind.THANKS, now)


def tell_change(db: Session, meeting: Meeting, now: datetime) -> int:
    """Tell all who are registered, those who wait too, when and where the meeting is now.

    Returns:
        How many letters that makes. A new time is reminded of anew.

    Raises:
        Stale: ``nothing_changed``.
    """
    invitation = _take_turn(db, meeting)
    before = told.changed(db, meeting, now)
    if before is None:
        raise Stale("nothing_changed")
    fresh = told.holds(meeting, plan_of(db, meeting))
    if (fresh.date, fresh.start) != (before.date, before.start):
        invitation.reminded_at = None
    invitation.told = fresh.stored()
    unsent = _unsent_changes(db, meeting)
    people = _contacts(db, meeting, LIVE)
    for person in people:
        known = before.stored()
        for letter in unsent.get(person.id, ()):
            # What they know is what was so before the change that did not reach them yet.
            letter.state, known = LetterState.DROPPED, letter.facts["before"]
        letters.write(db, person, LetterKind.CHANGED, now, before=known)
    changes.touch(db, meeting.id, changes.REGISTRATIONS)
    return len(people)


def tell(
    db: Session, meeting: Meeting, *, subject: str, text: str, form: str, now: datetime
) -> int:
    """Send everybody who has a place the organiser's own message; how many letters that makes.

    Args:
        form: the form's own id; the same form again sends nothing.

    Raises:
        Invalid: ``no_text`` or ``too_long`` with the ``field``.
    """
    _take_turn(db, meeting)
    facts = {
        "subject": " ".join(parsing.text(subject, "subject", most=SUBJECT_MOST).split()),
        "text": parsing.text(text, "text", most=MESSAGE_MOST),
        "form": form,
    }
    before = select(Letter.facts).where(
        Letter.meeting_id == meeting.id, Letter.kind == LetterKind.MESSAGE
    )
    if any(known["form"] == form for known in db.scalars(before)):
        return 0
    return _write_to(db, meeting, (State.CONFIRMED,), LetterKind.MESSAGE, now, **facts)


def _take_turn(db: Session, meeting: Meeting) -> Invitation:
    """Wait until nobody else sends letters to everybody, then keep others out."""
    turns.lock(db, meeting)
    db.expire_all()
    return db.get_one(Invitation, meeting.id)


def _write_to(
    db: Session,
    meeting: Meeting,
    states: Collection[str],
    kind: LetterKind,
    now: datetime,
    **facts: str,
) -> int:
    return _write_each(db, meeting, _contacts(db, meeting, states), kind, now, **facts)


def _write_each(
    db: Session,
    meeting: Meeting,
    people: Sequence[Registration],
    kind: LetterKind,
    now: datetime,
    **facts: str,
) -> int:
    written = [letters.write(db, person, kind, now, **facts) for person in people]
    changes.touch(db, meeting.id, changes.REGISTRATIONS)
    return len([letter for letter in written if letter is not None])


def _contacts(db: Session, meeting: Meeting, states: Collection[str]) -> Sequence[Registration]:
    """Whom the letters of those parties go to in which somebody stands as ``states`` say."""
    standing_so = select(Registration.party_id).where(
        Registration.meeting_id == meeting.id, Registration.state.in_(states)
    )
    people = db.scalars(
        select(Registration)
        .where(Registration.meeting_id == meeting.id, Registration.party_id.in_(standing_so))
        .order_by(Registration.number)
    ).all()
    return [contact(party) for party in apart(people)]


def _unsent_changes(db: Session, meeting: Meeting) -> dict[str, list[Letter]]:
    found = db.scalars(
        select(Letter)
        .where(
            Letter.meeting_id == meeting.id,
            Letter.kind == LetterKind.CHANGED,
            Letter.state == LetterState.QUEUED,
        )
        .order_by(Letter.id)
    )
    unsent: dict[str, list[Letter]] = {}
    for letter in found:
        unsent.setdefault(letter.registration_id or "", []).append(letter)
    return unsent
