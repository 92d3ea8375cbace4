"""What phones say and what the moderator does with it: give, revise, withdraw, share, lift."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from facilitator import changes
from facilitator.errors import Closed, Refused, Stale, Unknown
from facilitator.exercises import kind_of
from facilitator.exercises.kind import Kind, Phase
from facilitator.models import (
    Act,
    Contribution,
    Exercise,
    Meeting,
    Participant,
    Support,
    Table,
)

GRACE = timedelta(seconds=30)
"""How long after a phase ended what was written in it is still taken."""


def give(
    db: Session,
    participant: Participant,
    *,
    id: str,
    exercise_id: int,
    body: object,
    phase: str | None,
    now: datetime,
) -> Contribution:
    """Take a contribution; a second arrival of the same ``id`` gives back the first.

    Args:
        id: the UUID that the phone made for it.
        phase: the phase in which it was written; what was written alone stays private although
            the table's phase has opened since.
        now: aware UTC.

    Raises:
        Unknown: ``unknown_exercise``.
        Closed: ``closed``, when the exercise does not take input, nor did just now.
        Invalid: the body is not one of this kind.
        Refused: ``enough``, when the table has as many as it may have (``most``).
    """
    meeting = _locked(db, participant.meeting_id)
    earlier = db.get(Contribution, id)
    if earlier is not None:
        if earlier.participant_id != participant.id:
            raise Refused("id_taken")
        return earlier
    exercise = _exercise(db, participant.meeting_id, exercise_id)
    _check_open(exercise, now)
    kind = kind_of(exercise.kind)
    settings = kind.settings(exercise.settings)
    parsed = kind.parse(settings, body)
    shared = Phase.INDIVIDUAL not in (exercise.phase, phase)
    if shared:
        _make_room(db, kind, settings, exercise, participant.table_id, parsed, now)
    meeting.last_number += 1
    contribution = Contribution(
        id=id,
        meeting_id=meeting.id,
        exercise_id=exercise.id,
        table_id=participant.table_id,
        participant_id=participant.id,
        number=meeting.last_number,
        body=parsed,
        shared=shared,
        given_at=now,
    )
    db.add(contribution)
    db.flush()
    _touch(db, contribution)
    return contribution


def revise(
    db: Session, participant: Participant, *, id: str, body: object, base: int, now: datetime
) -> Contribution:
    """Change the body of one's own contribution, or as the table's scribe.

    Args:
        base: the revision that the writer saw.

    Raises:
        Unknown: ``unknown_contribution``.
        Refused: ``not_yours``.
        Closed: ``closed``.
        Stale: ``stale_text``, when somebody changed it since (``body``, ``revision``).
        Invalid: the body is not one of this kind.
    """
    _locked(db, participant.meeting_id)
    contribution = _of_writer(db, participant, id)
    exercise = db.get_one(Exercise, contribution.exercise_id)
    _check_open(exercise, now)
    kind = kind_of(exercise.kind)
    parsed = kind.parse(kind.settings(exercise.settings), body)
    if parsed == contribution.body:
        return contribution
    if base != contribution.revision:
        raise Stale("stale_text", body=contribution.body, revision=contribution.revision)
    contribution.body = parsed
    contribution.revision += 1
    contribution.revised_at = now
    _touch(db, contribution)
    return contribution


def withdraw(db: Session, participant: Participant, *, id: str, now: datetime) -> Contribution:
    """Take a contribution back; a second time changes nothing.

    Raises:
        Unknown, Refused, Closed: as for ``revise``.
    """
    _locked(db, participant.meeting_id)
    contribution = db.get(Contribution, id)
    if contribution is not None and contribution.withdrawn_at is not None:
        if contribution.participant_id == participant.id:
            return contribution
        raise Unknown("unknown_contribution")
    contribution = _of_writer(db, participant, id)
    _check_open(db.get_one(Exercise, contribution.exercise_id), now)
    contribution.withdrawn_at = now
    _touch(db, contribution)
    return contribution


def share(db: Session, participant: Participant, *, id: str, now: datetime) -> Contribution:
    """Send a private note to the table's board; a second time changes nothing.

    Raises:
        Unknown: ``unknown_contribution``.
        Closed: ``not_yet``, while everybody still thinks alone, or ``closed``.
        Refused: ``not_yours`` or ``enough``.
    """
    _locked(db, participant.meeting_id)
    contribution = _of_writer(db, participant, id)
    if contribution.shared:
        return contribution
    exercise = db.get_one(Exercise, contribution.exercise_id)
    if exercise.phase == Phase.INDIVIDUAL:
        raise Closed("not_yet")
    _check_open(exercise, now)
    kind = kind_of(exercise.kind)
    settings = kind.settings(exercise.settings)
    # The phone may have moved since it wrote the note: it says it where it sits now.
    contribution.table_id = participant.table_id
    _make_room(db, kind, settings, exercise, participant.table_id, contribution.body, now)
    contribution.shared = True
    _touch(db, contribution)
    changes.touch(db, contribution.meeting_id, changes.of_participant(participant.id))
    return contribution


def support(
    db: Session, participant: Participant, *, id: str, on: bool, now: datetime
) -> Contribution:
    """Give a contribution one's dot, or take it back.

    Raises:
        Unknown: ``unknown_contribution``, also for what is hidden or private.
        Closed: ``closed``.
    """
    _locked(db, participant.meeting_id)
    contribution = _in_room(db, participant.meeting_id, id)
    if contribution.hidden_at is not None:
        raise Unknown("unknown_contribution")
    exercise = db.get_one(Exercise, contribution.exercise_id)
    if exercise.phase == Phase.CLOSED:
        raise Closed("closed")
    dot = db.get(Support, (contribution.id, participant.id))
    if on and dot is None:
        db.add(Support(contribution_id=contribution.id, participant_id=participant.id))
    elif not on and dot is not None:
        db.execute(
            delete(Support).where(
                Support.contribution_id == contribution.id,
                Support.participant_id == participant.id,
            )
        )
    else:
        return contribution
    _touch(db, contribution)
    return contribution


def highlight(db: Session, participant: Participant, *, id: str, now: datetime) -> Contribution:
    """Choose the table's highlight of an exercise in place of an earlier choice.

    Raises:
        Unknown: ``unknown_contribution``.
        Refused: ``not_your_table``.
    """
    _locked(db, participant.meeting_id)
    contribution = _in_room(db, participant.meeting_id, id)
    if contribution.table_id != participant.table_id:
        raise Refused("not_your_table")
    for other in db.scalars(
        select(Contribution).where(
            Contribution.exercise_id == contribution.exercise_id,
            Contribution.table_id == contribution.table_id,
            Contribution.highlighted_at.is_not(None),
        )
    ):
        other.highlighted_at = None
    contribution.highlighted_at = now
    _touch(db, contribution)
    return contribution


def hide(
    db: Session, meeting: Meeting, *, id: str, on: bool, who: str, now: datetime
) -> Contribution:
    """Take a contribution off the room's screens, or put it back; it stays in the data.

    Raises:
        Unknown: ``unknown_contribution``.
    """
    contribution = _in_room(db, meeting.id, id)
    if (contribution.hidden_at is not None) is not on:
        contribution.hidden_at = now if on else None
        _act(db, contribution, "hide" if on else "show", who, now)
    return contribution


def lift(
    db: Session, meeting: Meeting, *, id: str, on: bool, who: str, now: datetime
) -> Contribution:
    """Lift a contribution to be shown large in plenary, or put it down.

    Raises:
        Unknown: ``unknown_contribution``.
        Refused: ``hidden``, when it is hidden from the room.
    """
    contribution = _in_room(db, meeting.id, id)
    if on and contribution.hidden_at is not None:
        raise Refused("hidden")
    if (contribution.lifted_at is not None) is not on:
        contribution.lifted_at = now if on else None
        _act(db, contribution, "lift" if on else "lower", who, now)
    return contribution


def redact(
    db: Session, meeting: Meeting, *, id: str, text: str, who: str, now: datetime
) -> Contribution:
    """Put ``text`` in the place of what was said, so that a name is gone from the data too.

    Raises:
        Unknown: ``unknown_contribution``.
        Invalid: the new text is not one of this kind.
    """
    contribution = _in_room(db, meeting.id, id)
    exercise = db.get_one(Exercise, contribution.exercise_id)
    kind = kind_of(exercise.kind)
    body = kind.redacted(contribution.body, text)
    contribution.body = kind.parse(kind.settings(exercise.settings), body)
    contribution.revision += 1
    contribution.redacted_at = now
    _act(db, contribution, "redact", who, now)
    return contribution


def _locked(db: Session, meeting_id: int) -> Meeting:
    """The meeting's row, locked so that counts and numbers hold until the commit."""
    return db.get_one(Meeting, meeting_id, with_for_update=True)


def _exercise(db: Session, meeting_id: int, exercise_id: int) -> Exercise:
    exercise = db.get(Exercise, exercise_id)
    if exercise is None or exercise.meeting_id != meeting_id:
        raise Unknown("unknown_exercise")
    return exercise


def _check_open(exercise: Exercise, now: datetime) -> None:
    if Phase(exercise.phase).takes_input:
        return
    ended = exercise.phase_since
    if exercise.took_input and ended is not None and now - ended <= GRACE:
        return
    raise Closed("closed")


def _in_room(db: Session, meeting_id: int, id: str) -> Contribution:
    contribution = db.get(Contribution, id)
    if (
        contribution is None
        or contribution.meeting_id != meeting_id
        or not contribution.shared
        or contribution.withdrawn_at is not None
    ):
        raise Unknown("unknown_contribution")
    return contribution


def _of_writer(db: Session, participant: Participant, id: str) -> Contribution:
    """The contribution, when ``participant`` may write in it: its author or the table's scribe."""
    contribution = db.get(Contribution, id)
    if contribution is None or contribution.withdrawn_at is not None:
        raise Unknown("unknown_contribution")
    if contribution.participant_id == participant.id:
        return contribution
    if not contribution.shared or contribution.meeting_id != participant.meeting_id:
        raise Unknown("unknown_contribution")
    if (
        contribution.table_id != participant.table_id
        or db.get_one(Table, contribution.table_id).scribe_id != participant.id
    ):
        raise Refused("not_yours")
    return contribution


def _make_room(
    db: Session,
    kind: Kind,
    settings: Any,
    exercise: Exercise,
    table_id: int,
    body: dict[str, Any],
    now: datetime,
) -> None:
    """Let ``body`` take the place of an earlier one, or check that the table may have one more."""
    on_board = (
        Contribution.exercise_id == exercise.id,
        Contribution.table_id == table_id,
        Contribution.shared,
        Contribution.withdrawn_at.is_(None),
    )
    place = kind.place(body)
    if place is not None:
        for one in db.scalars(select(Contribution).where(*on_board)):
            if kind.place(one.body) == place:
                one.withdrawn_at = now
    most = kind.most_per_table(settings)
    if most is not None:
        count = db.scalar(select(func.count()).select_from(Contribution).where(*on_board)) or 0
        if count >= most:
            raise Refused("enough", most=most)


def _touch(db: Session, contribution: Contribution) -> None:
    if contribution.shared:
        changes.touch(
            db,
            contribution.meeting_id,
            changes.CONTRIBUTIONS,
            changes.of_table(contribution.table_id),
        )
    elif contribution.participant_id is not None:
        changes.touch(
            db, contribution.meeting_id, changes.of_participant(contribution.participant_id)
        )


def _act(db: Session, contribution: Contribution, act: str, who: str, now: datetime) -> None:
    """Log what the moderator did; the report's method note lists it."""
    db.add(
        Act(
            meeting_id=contribution.meeting_id,
            contribution_id=contribution.id,
            at=now,
            who=who,
            act=act,
        )
    )
    _touch(db, contribution)
