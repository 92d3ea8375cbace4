"""What the tables say: give, revise, withdraw, share, choose a highlight."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import changes
from facilitator.board import (
    board_of,
    check_fit,
    check_open,
    check_scribe,
    earlier_of,
    exercise_in,
    in_room,
    keep,
    locked,
    make_room,
    touch,
)
from facilitator.errors import Closed, Refused, Stale, Unknown
from facilitator.exercises import kind_of
from facilitator.exercises.kind import Giver, Phase
from facilitator.models import Contribution, Exercise, Participant, Table


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
        Unknown: ``unknown_exercise``, ``unknown_contribution`` for what the body refers to.
        Closed: ``closed``, when the exercise does not take input, nor did just now.
        Invalid: the body is not one of this kind.
        Refused: ``enough``, when the table has as many as it may have (``most``); ``not_scribe``,
            when the table answers with one voice and another phone writes for it.
    """
    meeting = locked(db, participant.meeting_id)
    earlier = earlier_of(db, participant, id)
    if earlier is not None:
        return earlier
    exercise = exercise_in(db, participant.meeting_id, exercise_id)
    check_open(exercise, now)
    kind = kind_of(exercise.kind)
    settings = kind.settings(exercise.settings)
    parsed = kind.parse(settings, body)
    alone = Phase.INDIVIDUAL in kind.phases and Phase.INDIVIDUAL in (exercise.phase, phase)
    if not alone:
        if settings["by"] == Giver.TABLE:
            check_scribe(db, participant)
        make_room(db, kind, settings, exercise, participant.table_id, participant.id, parsed, now)
    return keep(
        db,
        meeting,
        Contribution(
            id=id,
            exercise_id=exercise.id,
            table_id=participant.table_id,
            participant_id=participant.id,
            body=parsed,
            shared=not alone,
            given_at=now,
        ),
    )


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
    locked(db, participant.meeting_id)
    contribution = _of_writer(db, participant, id)
    exercise = db.get_one(Exercise, contribution.exercise_id)
    check_open(exercise, now)
    kind = kind_of(exercise.kind)
    settings = kind.settings(exercise.settings)
    parsed = kind.parse(settings, body)
    if parsed == contribution.body:
        return contribution
    if base != contribution.revision:
        raise Stale("stale_text", body=contribution.body, revision=contribution.revision)
    if contribution.shared:
        board = board_of(db, exercise.id, contribution.table_id)
        others = [one.body for one in board if one is not contribution]
        check_fit(db, contribution.meeting_id, kind, settings, parsed, others)
    if kind.shelf(parsed) != kind.shelf(contribution.body):
        contribution.theme_id = None
    contribution.body = parsed
    contribution.revision += 1
    contribution.revised_at = now
    touch(db, contribution)
    return contribution


def withdraw(db: Session, participant: Participant, *, id: str, now: datetime) -> Contribution:
    """Take a contribution back; a second time changes nothing.

    Raises:
        Unknown, Refused, Closed: as for ``revise``.
    """
    locked(db, participant.meeting_id)
    gone = db.get(Contribution, id)
    if gone is not None and gone.withdrawn_at is not None and _may_write(db, participant, gone):
        return gone
    contribution = _of_writer(db, participant, id)
    check_open(db.get_one(Exercise, contribution.exercise_id), now)
    contribution.withdrawn_at = now
    touch(db, contribution)
    return contribution


def share(db: Session, participant: Participant, *, id: str, now: datetime) -> Contribution:
    """Send a private note to the table's board; a second time changes nothing.

    Raises:
        Unknown: ``unknown_contribution``.
        Closed: ``not_yet``, while everybody still thinks alone, or ``closed``.
        Refused: ``not_yours`` or ``enough``.
    """
    locked(db, participant.meeting_id)
    contribution = _of_writer(db, participant, id)
    if contribution.shared:
        return contribution
    exercise = db.get_one(Exercise, contribution.exercise_id)
    if exercise.phase == Phase.INDIVIDUAL:
        raise Closed("not_yet")
    check_open(exercise, now)
    kind = kind_of(exercise.kind)
    settings = kind.settings(exercise.settings)
    # The phone may have moved since it wrote the note: it says it where it sits now.
    contribution.table_id = participant.table_id
    if settings["by"] == Giver.TABLE:
        check_scribe(db, participant)
    make_room(
        db,
        kind,
        settings,
        exercise,
        participant.table_id,
        participant.id,
        contribution.body,
        now,
    )
    contribution.shared = True
    touch(db, contribution)
    changes.touch(db, contribution.meeting_id, changes.of_participant(participant.id))
    return contribution


def highlight(db: Session, participant: Participant, *, id: str, now: datetime) -> Contribution:
    """Choose the table's highlight of an exercise in place of an earlier choice.

    Raises:
        Unknown: ``unknown_contribution``.
        Refused: ``not_your_table``; ``not_scribe``, when another phone writes for the table.
    """
    locked(db, participant.meeting_id)
    contribution = in_room(db, participant.meeting_id, id)
    if contribution.table_id != participant.table_id:
        raise Refused("not_your_table")
    check_scribe(db, participant)
    for other in db.scalars(
        select(Contribution).where(
            Contribution.exercise_id == contribution.exercise_id,
            Contribution.table_id == contribution.table_id,
            Contribution.highlighted_at.is_not(None),
        )
    ):
        other.highlighted_at = None
    contribution.highlighted_at = now
    touch(db, contribution)
    return contribution


def _of_writer(db: Session, participant: Participant, id: str) -> Contribution:
    """The contribution, when ``participant`` may write in it: its author or the table's scribe.

    What came too late has gone to the organiser, and nobody writes in it any more.
    """
    contribution = db.get(Contribution, id)
    if contribution is None or contribution.withdrawn_at is not None or contribution.late:
        raise Unknown("unknown_contribution")
    if _may_write(db, participant, contribution):
        return contribution
    if not contribution.shared or contribution.meeting_id != participant.meeting_id:
        raise Unknown("unknown_contribution")
    raise Refused("not_yours")


def _may_write(db: Session, participant: Participant, contribution: Contribution) -> bool:
    if contribution.participant_id == participant.id:
        return True
    return (
        contribution.shared
        and contribution.table_id == participant.table_id
        and db.get_one(Table, contribution.table_id).scribe_id == participant.id
    )
