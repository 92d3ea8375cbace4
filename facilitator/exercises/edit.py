"""The exercises of an item: which ones it has, what they are called and how they are set up.

All take ``db`` (in a writing transaction). All raise ``Invalid`` ``bad_title``, or as the kind's
own ``settings`` does, for what they cannot store.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator import changes
from facilitator.errors import Invalid, Refused, Unknown
from facilitator.exercises import kind_of
from facilitator.models import Contribution, Exercise, Item, Meeting
from facilitator.plain_text import plain_text

MOST_CHARACTERS = 200
"""The longest title of an exercise."""


def add_exercise(
    db: Session,
    meeting: Meeting,
    item: int,
    kind: str,
    title: str = "",
    settings: Mapping[str, Any] | None = None,
) -> Exercise:
    """A new exercise, the last of the item with the id ``item``.

    Args:
        title: empty for the kind's own.
        settings: what differs from the kind's own.

    Raises:
        Unknown: ``unknown_item``, ``unknown_kind``.
    """
    found = db.scalar(
        select(Item).where(
            Item.id == item, Item.meeting_id == meeting.id, Item.deleted_at.is_(None)
        )
    )
    if found is None:
        raise Unknown("unknown_item", item=item)
    changed = dict(settings or {})
    kind_of(kind).settings(changed)
    last = db.scalar(select(func.max(Exercise.position)).where(Exercise.item_id == item))
    exercise = Exercise(
        meeting_id=meeting.id,
        item_id=item,
        position=0 if last is None else last + 1,
        kind=kind,
        title=_title(title),
        settings=changed,
    )
    db.add(exercise)
    _save(db, meeting, found)
    return exercise


def change_exercise(
    db: Session,
    meeting: Meeting,
    exercise: int,
    title: str | None = None,
    settings: Mapping[str, Any] | None = None,
) -> Exercise:
    """Write the title and the settings of an exercise, those of them that are not None.

    Raises:
        Unknown: ``unknown_exercise``.
    """
    found = _exercise(db, meeting, exercise)
    if title is not None:
        found.title = _title(title)
    if settings is not None:
        kind_of(found.kind).settings(settings)
        found.settings = dict(settings)
    _save(db, meeting, found.item)
    return found


def remove_exercise(db: Session, meeting: Meeting, exercise: int) -> None:
    """Take an exercise out of its item.

    Raises:
        Unknown: ``unknown_exercise``.
        Refused: ``has_contributions``; what people said is not thrown away with a question.
    """
    found = _exercise(db, meeting, exercise)
    # Nobody can give to a locked exercise: what is not there now does not come in between.
    db.execute(select(Exercise.id).where(Exercise.id == exercise).with_for_update())
    given = select(Contribution.id).where(Contribution.exercise_id == exercise).limit(1)
    if db.scalar(given) is not None:
        raise Refused("has_contributions", exercise=exercise)
    item = found.item
    db.delete(found)
    _save(db, meeting, item)


def _exercise(db: Session, meeting: Meeting, exercise: int) -> Exercise:
    found = db.scalar(
        select(Exercise).where(Exercise.id == exercise, Exercise.meeting_id == meeting.id)
    )
    if found is None:
        raise Unknown("unknown_exercise", exercise=exercise)
    return found


def _title(title: object) -> str:
    if not isinstance(title, str):
        raise Invalid("bad_title", field="title")
    text = " ".join(plain_text(title).split())
    if len(text) > MOST_CHARACTERS:
        raise Invalid("bad_title", field="title", most=MOST_CHARACTERS)
    return text


def _save(db: Session, meeting: Meeting, item: Item) -> None:
    db.flush()
    db.expire(item, ["exercises"])
    changes.touch(db, meeting.id, changes.PROGRAMME, changes.EXERCISES)
