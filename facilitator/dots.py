"""Dots: support that a phone, or a table together, gives to what was said."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from facilitator import changes
from facilitator.board import check_scribe, in_room, locked, touch
from facilitator.errors import Closed, Refused, Unknown
from facilitator.exercises.kind import Giver
from facilitator.models import Contribution, Exercise, Participant, Support
from facilitator.overview import shown


def support(
    db: Session, participant: Participant, *, id: str, on: bool, now: datetime
) -> Contribution:
    """Give a contribution a dot of one's own, or of one's table, or take it back.

    Raises:
        Unknown: ``unknown_contribution``, also for what is hidden or private.
        Closed: ``dots_closed``, when the room may give no dots here now.
        Refused: ``no_dots_left`` with ``most``; ``not_scribe``, when another phone gives the
            table's dots.
    """
    locked(db, participant.meeting_id)
    contribution = in_room(db, participant.meeting_id, id)
    if contribution.hidden_at is not None:
        raise Unknown("unknown_contribution")
    exercise = shown(db.get_one(Exercise, contribution.exercise_id))
    settings = exercise.settings
    if not exercise.takes_dots:
        raise Closed("dots_closed")
    giver = participant.id
    if settings["dots_by"] == Giver.TABLE:
        check_scribe(db, participant)
        giver = table_giver(participant.table_id)
    dot = db.get(Support, (contribution.id, giver))
    if on is (dot is not None):
        return contribution
    if on:
        # Support for a question costs nothing: only a list that was opened for dots counts them.
        if exercise.dots_open and len(dots_of(db, exercise.id, giver)) >= settings["dots"]:
            raise Refused("no_dots_left", most=settings["dots"])
        db.add(Support(contribution_id=contribution.id, giver=giver, given_at=now))
    else:
        db.execute(
            delete(Support).where(
                Support.contribution_id == contribution.id, Support.giver == giver
            )
        )
    touch(db, contribution)
    own = changes.of_participant(participant.id)
    changes.touch(db, contribution.meeting_id, own, changes.of_table(participant.table_id))
    return contribution


def table_giver(table_id: int) -> str:
    """Who gives the dots that a table has together."""
    return f"table/{table_id}"


def dots_of(db: Session, exercise_id: int, giver: str) -> Sequence[str]:
    """The ids of the contributions to an exercise that have a dot of ``giver``."""
    return db.scalars(
        select(Support.contribution_id)
        .join(Contribution, Contribution.id == Support.contribution_id)
        .where(
            Contribution.exercise_id == exercise_id,
            Contribution.withdrawn_at.is_(None),
            Contribution.hidden_at.is_(None),
            Support.giver == giver,
        )
        .order_by(Contribution.number)
    ).all()


def dots_given(
    db: Session, exercises: Collection[int], givers: Collection[str]
) -> Mapping[str, Mapping[int, Sequence[str]]]:
    """What each of ``givers`` has given dots to, by exercise; those without any are left out."""
    if not exercises or not givers:
        return {}
    given: dict[str, dict[int, list[str]]] = {}
    for giver, exercise_id, id in db.execute(
        select(Support.giver, Contribution.exercise_id, Support.contribution_id)
        .join(Contribution, Contribution.id == Support.contribution_id)
        .where(
            Contribution.exercise_id.in_(exercises),
            Contribution.withdrawn_at.is_(None),
            Contribution.hidden_at.is_(None),
            Support.giver.in_(givers),
        )
        .order_by(Contribution.number)
    ):
        given.setdefault(giver, {}).setdefault(exercise_id, []).append(id)
    return given
