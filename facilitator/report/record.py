"""The record: everything that was ever acknowledged, one entry each, whatever became of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.answers import answered, quoting
from facilitator.exercises.kind import Given
from facilitator.models import Contribution, Exercise, Item, Meeting, Table
from facilitator.overview import Shown, read_contributions, shown
from facilitator.overview import given as given_of


class State(StrEnum):
    """What became of a contribution."""

    STANDING = "standing"
    PRIVATE = "private"
    """A note that its writer kept."""
    WITHDRAWN = "withdrawn"
    """Taken back, or replaced by a newer answer."""
    HIDDEN = "hidden"
    """Hidden from the room by the moderator."""
    LATE = "late"
    """Came too late and went to the organiser as a note."""


@dataclass(frozen=True)
class Recorded:
    """One contribution with where it belongs.

    Args:
        number: stable within the meeting; the report refers to it.
        item: the title of the programme's item.
        exercise: the organiser's title, or the kind's own in bokmål.
        table: the table's number.
        given_at: aware UTC.
        source: ``phone`` or ``paper``.
        slots: where it stands in the exercise, in bokmål unless the organiser wrote it.
        rows: what was said, as the kind lays it out; never empty.
    """

    id: str
    number: int
    item: str
    exercise: str
    kind: str
    table: int
    given_at: datetime
    state: State
    source: str
    text: str
    slots: Sequence[str]
    theme: str
    dots: int
    lifted: bool
    highlight: bool
    redacted: bool
    revisions: int
    rows: Sequence[Mapping[str, Any]]


def record(db: Session, meeting: Meeting) -> tuple[Recorded, ...]:
    """Everything of ``meeting`` by number, in a constant number of queries."""
    exercises = {
        exercise.id: (shown(exercise), title)
        for exercise, title in db.execute(
            select(Exercise, Item.title)
            .join(Item, Item.id == Exercise.item_id)
            .where(Exercise.meeting_id == meeting.id)
        )
    }
    query = (
        read_contributions()
        .where(Contribution.meeting_id == meeting.id, Table.meeting_id == meeting.id)
        .order_by(Contribution.number)
    )
    everything = db.execute(query).all()
    given = _quoting(
        db,
        [exercise for exercise, _item in exercises.values()],
        [(one.exercise_id, given_of(one, *more)) for one, *more in everything],
    )
    recorded = []
    for one, table, dots, _theme in everything:
        exercise, item = exercises[one.exercise_id]
        said = given[one.id]
        recorded.append(
            Recorded(
                id=one.id,
                number=one.number,
                item=item,
                exercise=exercise.title,
                kind=exercise.kind.name,
                table=table,
                given_at=one.given_at,
                state=_state(one),
                source="paper" if one.paper else "phone",
                text=exercise.kind.wording(one.body),
                slots=exercise.kind.slots(exercise.settings, one.body),
                theme=said.theme.title if said.theme else "",
                dots=dots,
                lifted=said.lifted,
                highlight=said.highlighted,
                redacted=said.redacted,
                revisions=one.revision,
                rows=exercise.kind.rows(exercise.settings, said),
            )
        )
    return tuple(recorded)


def _quoting(
    db: Session, exercises: Sequence[Shown], everything: Iterable[tuple[int, Given]]
) -> Mapping[str, Given]:
    """Everything by id, with the words that it answers."""
    said: dict[int, list[Given]] = {exercise.id: [] for exercise in exercises}
    for exercise, one in everything:
        said[exercise].append(one)
    quoted = quoting(exercises, said, answered(db, exercises, said))
    return {one.id: one for ones in quoted.values() for one in ones}


def _state(one: Contribution) -> State:
    if one.late:
        return State.LATE
    if one.withdrawn_at is not None:
        return State.WITHDRAWN
    if not one.shared:
        return State.PRIVATE
    return State.HIDDEN if one.hidden_at is not None else State.STANDING
