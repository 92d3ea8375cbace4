"""What stands on the tables' boards: what may be put there, by whom, and who hears of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import changes
from facilitator.errors import Closed, Refused, Unknown
from facilitator.exercises.kind import Giver, Kind, Phase
from facilitator.models import Act, Contribution, Exercise, Meeting, Participant, Table, Theme
from facilitator.overview import shown

GRACE = timedelta(seconds=30)
"""How long after a phase ended what was written in it is still taken."""


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


def exercise_in(db: Session, meeting_id: int, exercise_id: int) -> Exercise:
    """The exercise of that id in the meeting.

    Raises:
        Unknown: ``unknown_exercise``.
    """
    exercise = db.get(Exercise, exercise_id)
    if exercise is None or exercise.meeting_id != meeting_id:
        raise Unknown("unknown_exercise")
    return exercise


def check_open(exercise: Exercise, now: datetime) -> None:
    """That what was written for ``exercise`` is taken at ``now``: while it is open, or just after.

    Raises:
        Closed: ``closed``.
    """
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


def earlier_of(db: Session, participant: Participant, id: str) -> Contribution | None:
    """What came first under ``id``, when this has come before.

    Raises:
        Refused: ``id_taken``, when another phone uses that id.
    """
    earlier = db.get(Contribution, id)
    if earlier is not None and earlier.participant_id != participant.id:
        raise Refused("id_taken")
    return earlier


def keep(db: Session, meeting: Meeting, contribution: Contribution) -> Contribution:
    """Number ``contribution`` and put it in."""
    meeting.last_number += 1
    contribution.meeting_id = meeting.id
    contribution.number = meeting.last_number
    db.add(contribution)
    db.flush()
    touch(db, contribution)
    return contribution


def board_of(db: Session, exercise_id: int, table_id: int) -> Sequence[Contribution]:
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


def make_room(
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
    board = board_of(db, exercise.id, table_id)
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
    check_fit(db, exercise.meeting_id, kind, settings, body, [one.body for one in board])


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


def check_fit(
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
