"""What a meeting was asked: its exercises, as the report and all files with data have them."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from facilitator.models import Contribution, Exercise, Item, Meeting
from facilitator.overview import Shown, shown
from facilitator.report.steered import Steered, steered_of


@dataclass(frozen=True)
class Asked:
    """An exercise with its place in the programme.

    Args:
        number: counts the meeting's exercises from 1, in the order of the programme.
        item: the title of the programme's item.
        steered: how the room was taken through it; None when that was not noted.
    """

    number: int
    item: str
    shown: Shown
    steered: Steered | None = None


def asked(db: Session, meeting: Meeting) -> Mapping[int, Asked]:
    """All exercises of ``meeting`` by id, in the order of the programme. Two queries.

    What was said to an item that is out of the programme since was said all the same: its
    exercises come last.
    """
    steered = steered_of(db, meeting)
    found = db.execute(
        select(Exercise, Item.title)
        .join(Item, Item.id == Exercise.item_id)
        .where(
            Exercise.meeting_id == meeting.id,
            Item.deleted_at.is_(None) | exists().where(Contribution.exercise_id == Exercise.id),
        )
        .order_by(Item.deleted_at.is_not(None), Item.position, Exercise.position, Exercise.id)
    )
    return {
        exercise.id: Asked(number, item, shown(exercise), steered.get(exercise.id))
        for number, (exercise, item) in enumerate(found, start=1)
    }
