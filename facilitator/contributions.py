"""What the tables say: give, revise, withdraw, share, choose a highlight."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import changes
from facilitator.errors import Closed, Refused, Stale, Unknown
from facilitator.exercises import kind_of
from facilitator.exercises.kind import Giver, Kind, Phase
from facilitator.models import (
    Act,
    Contribution,
    Exercise,
    Meeting,
    Participant,
    Table,
    Theme,
)
from facilitator.overview import shown

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
        Unknown: ``unknown_exercise``, ``unknown_contribution`` for what the body refers to.
        Closed: ``closed``, when the exercise does not take input, nor did just now.
        Invalid: the body is not one of this kind.
        Refused: ``enough``, when the table has as many as it may have (``most``); ``not_scribe``,
            when the table answers with one voice and another phone writes for it.
    """
    meeting = locked(db, participant.meeting_id)
    earlier = _earlier(db, participant, id)
    if earlier is not None:
        return earlier
    exercise = _exercise(db, participant.meeting_id, exercise_id)
    _check_open(exercise, now)
    kind = kind_of(exercise.kind)
    settings = kind.settings(exercise.settings)
    parsed = kind.parse(settings, body)
    alone = Phase.INDIVIDUAL in kind.phases and Phase.INDIVIDUAL in (exercise.phase, phase)
    if not alone:
        if settings["by"] == Giver.TABLE:
            check_scribe(db, participant)
        _make_room(db, kind, settings, exercise, participant.table_id, participant.id, parsed, now)
    return _keep(
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


def leave_note(
    db: Session,
    participant: Participant,
    *,
    id: str,
    exercise_id: int,
    body: object,
    now: datetime,
) -> Contribution:
    """Take what came too late as a note to the organiser; no screen of the room shows it.

    Args:
        id: the UUID that the phone made for it; a second arrival gives back the first.
        now: aware UTC.

    Raises:
        Unknown: ``unknown_exercise``.
        Invalid: the body is not one of this kind.
        Refused: ``still_open``, when it can be given as usual.
    """
    meeting = locked(db, participant.meeting_id)
    earlier = _earlier(db, participant, id)
    if earlier is not None:
        return earlier
    exercise = _exercise(db, participant.meeting_id, exercise_id)
    if Phase(exercise.phase).takes_input:
        raise Refused("still_open")
    kind = kind_of(exercise.kind)
    return _keep(
        db,
        meeting,
        Contribution(
            id=id,
            exercise_id=exercise.id,
            table_id=participant.table_id,
            participant_id=participant.id,
            body=kind.parse(kind.settings(exercise.settings), body),
            shared=False,
            late=True,
            given_at=now,
        ),
    )


def type_from_paper(
    db: Session,
    meeting: Meeting,
    *,
    id: str,
    exercise_id: int,
    table: int,
    body: object,
    who: str,
    now: datetime,
) -> Contribution:
    """Take what stands on a table's sheet of paper, whatever the phase; it is marked so.

    Args:
        id: the UUID that the screen made for it; a second arrival gives back the first.
        table: the table's number.
        now: aware UTC.

    Raises:
        Unknown: ``unknown_exercise``, ``unknown_table``.
        Invalid: the body is not one of this kind.
        Refused: ``enough``, ``id_taken``.
    """
    locked(db, meeting.id)
    earlier = db.get(Contribution, id)
    if earlier is not None:
        if not earlier.paper or earlier.meeting_id != meeting.id:
            raise Refused("id_taken")
        return earlier
    exercise = _exercise(db, meeting.id, exercise_id)
    table_id = db.scalar(
        select(Table.id).where(Table.meeting_id == meeting.id, Table.number == table)
    )
    if table_id is None:
        raise Unknown("unknown_table", number=table)
    kind = kind_of(exercise.kind)
    settings = kind.settings(exercise.settings)
    parsed = kind.parse(settings, body)
    _make_room(db, kind, settings, exercise, table_id, None, parsed, now)
    contribution = _keep(
        db,
        meeting,
        Contribution(
            id=id,
            exercise_id=exercise.id,
            table_id=table_id,
            body=parsed,
            shared=True,
            paper=True,
            given_at=now,
        ),
    )
    log_act(db, contribution, "paper", who, now)
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
    locked(db, participant.meeting_id)
    contribution = _of_writer(db, participant, id)
    exercise = db.get_one(Exercise, contribution.exercise_id)
    _check_open(exercise, now)
    kind = kind_of(exercise.kind)
    settings = kind.settings(exercise.settings)
    parsed = kind.parse(settings, body)
    if parsed == contribution.body:
        return contribution
    if base != contribution.revision:
        raise Stale("stale_text", body=contribution.body, revision=contribution.revision)
    if contribution.shared:
        board = _board(db, exercise.id, contribution.table_id)
        others = [one.body for one in board if one is not contribution]
        _check_fit(db, contribution.meeting_id, kind, settings, parsed, others)
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
    _check_open(db.get_one(Exercise, contribution.exercise_id), now)
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
    _check_open(exercise, now)
    kind = kind_of(exercise.kind)
    settings = kind.settings(exercise.settings)
    # The phone may have moved since it wrote the note: it says it where it sits now.
    contribution.table_id = participant.table_id
    if settings["by"] == Giver.TABLE:
        check_scribe(db, participant)
    _make_room(
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


def check_scribe(db: Session, participant: Participant) -> None:
    """That ``participant`` may speak for its table: it is the scribe, or there is none.

    Raises:
        Refused: ``not_scribe``.
    """
    if db.get_one(Table, participant.table_id).scribe_id not in (None, participant.id):
        raise Refused("not_scribe")


def locked(db: Session, meeting_id: int) -> Meeting:
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


def in_room(db: Session, meeting_id: int, id: str) -> Contribution:
    """The contribution, when a table has shared it and it stands.

    Raises:
        Unknown: ``unknown_contribution``.
    """
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


def _earlier(db: Session, participant: Participant, id: str) -> Contribution | None:
    """What came first under ``id``, when this has come before.

    Raises:
        Refused: ``id_taken``, when another phone uses that id.
    """
    earlier = db.get(Contribution, id)
    if earlier is not None and earlier.participant_id != participant.id:
        raise Refused("id_taken")
    return earlier


def _keep(db: Session, meeting: Meeting, contribution: Contribution) -> Contribution:
    """Number ``contribution`` and put it in."""
    meeting.last_number += 1
    contribution.meeting_id = meeting.id
    contribution.number = meeting.last_number
    db.add(contribution)
    db.flush()
    touch(db, contribution)
    return contribution


def _board(db: Session, exercise_id: int, table_id: int) -> Sequence[Contribution]:
    """What stands on a table's board, in order."""
    return db.scalars(
        select(Contribution)
        .where(
            Contribution.exercise_id == exercise_id,
            Contribution.table_id == table_id,
            Contribution.shared,
            Contribution.withdrawn_at.is_(None),
        )
        .order_by(Contribution.number)
    ).all()


def _make_room(
    db: Session,
    kind: Kind,
    settings: Mapping[str, Any],
    exercise: Exercise,
    table_id: int,
    participant_id: str | None,
    body: dict[str, Any],
    now: datetime,
) -> None:
    """Let ``body`` take the place of an earlier one, and check that it fits on the board."""
    board = _board(db, exercise.id, table_id)
    place = kind.place(body)
    if place is not None:
        own = board
        if kind.place_of(settings) is Giver.PHONE:
            # A phone that moved answered at another table; paper has as many answers as people.
            own = _given_by(db, exercise.id, participant_id)
        for one in own:
            if kind.place(one.body) == place:
                one.withdrawn_at = now
                touch(db, one)
        board = [one for one in board if one.withdrawn_at is None]
    most = kind.most_per_table(settings)
    if most is not None and len(board) >= most:
        raise Refused("enough", most=most)
    _check_fit(db, exercise.meeting_id, kind, settings, body, [one.body for one in board])


def _given_by(db: Session, exercise_id: int, participant_id: str | None) -> Sequence[Contribution]:
    if participant_id is None:
        return ()
    return db.scalars(
        select(Contribution).where(
            Contribution.exercise_id == exercise_id,
            Contribution.participant_id == participant_id,
            Contribution.shared,
            Contribution.withdrawn_at.is_(None),
        )
    ).all()


def _check_fit(
    db: Session,
    meeting_id: int,
    kind: Kind,
    settings: Mapping[str, Any],
    body: Mapping[str, Any],
    others: Sequence[Mapping[str, Any]],
) -> None:
    """That ``body`` may stand beside ``others``, and that what it answers is there for the room."""
    objection = kind.objection(settings, body, others)
    if objection is not None:
        raise objection
    refers_to = kind.refers_to(body)
    if refers_to is None:
        return
    kind_of_thing, _slash, number = refers_to.partition("/")
    if kind_of_thing != "theme":
        in_room(db, meeting_id, refers_to)
        return
    theme = db.get(Theme, int(number)) if number.isascii() and number.isdigit() else None
    if theme is None or theme.meeting_id != meeting_id or theme.dissolved_at is not None:
        raise Unknown("unknown_theme")


def touch(db: Session, contribution: Contribution) -> None:
    """Announce a change of ``contribution`` to those who see it.

    Its own phone is one of them as long as the table's board does not have it.
    """
    if contribution.late:
        changes.touch(db, contribution.meeting_id, changes.NOTES)
        return
    seen = []
    if contribution.shared:
        seen = [changes.CONTRIBUTIONS, changes.of_table(contribution.table_id)]
    if contribution.participant_id is not None and not _on_board(db, contribution):
        seen.append(changes.of_participant(contribution.participant_id))
    if seen:
        changes.touch(db, contribution.meeting_id, *seen)


def _on_board(db: Session, contribution: Contribution) -> bool:
    """Whether it stands on the board of its table, and not among what is one phone's own."""
    exercise = db.get_one(Exercise, contribution.exercise_id)
    return contribution.shared and shown(exercise).together


def log_act(db: Session, contribution: Contribution, act: str, who: str, now: datetime) -> None:
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
    touch(db, contribution)
