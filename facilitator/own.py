"""What a phone alone sees: its private notes, its own questions and answers, its dots."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from facilitator.dots import dots_given
from facilitator.exercises.kind import Given, Giver
from facilitator.models import Contribution, Table
from facilitator.overview import Shown, given

_ITS_OWN = (
    select(Contribution, Table.number)
    .join(Table, Table.id == Contribution.table_id)
    .where(
        Contribution.exercise_id.in_(bindparam("exercises", expanding=True)),
        Contribution.participant_id.in_(bindparam("phones", expanding=True)),
        Contribution.withdrawn_at.is_(None),
        ~Contribution.late,
        or_(
            ~Contribution.shared,
            Contribution.exercise_id.in_(bindparam("apart", expanding=True)),
        ),
    )
    .order_by(Contribution.number)
)


@dataclass(frozen=True)
class Own:
    """What belongs to one phone, each by the exercise's id."""

    notes: dict[int, list[Given]] = field(default_factory=dict)
    """Written alone, not sent to the table."""
    said: dict[int, list[Given]] = field(default_factory=dict)
    """What it said to the whole room, which no table's board has."""
    answers: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    """The body of what it chose where answers are only counted."""
    dots: Mapping[int, Sequence[str]] = field(default_factory=dict)
    """The contributions that have a dot of this phone's."""


def own_of(db: Session, exercises: Sequence[Shown], phones: Collection[str]) -> Mapping[str, Own]:
    """What belongs to each of ``phones`` (ids of participants), in a constant number of queries.

    Phones that have the same answers and dots and no words of their own share one object.
    """
    if not exercises or not phones:
        return dict.fromkeys(phones, Own())
    dots = dots_given(db, dotted_by(exercises, Giver.PHONE), phones)
    owned = {phone: Own(dots=dots.get(phone, {})) for phone in phones}
    by_id = {exercise.id: exercise for exercise in exercises}
    apart = [exercise.id for exercise in exercises if not exercise.together]
    asked = {"exercises": list(by_id), "phones": list(phones), "apart": apart}
    for one, table in db.execute(_ITS_OWN, asked):
        exercise, own = by_id[one.exercise_id], owned[one.participant_id or ""]
        if not one.shared:
            own.notes.setdefault(exercise.id, []).append(given(one, table))
        elif exercise.listed:
            own.said.setdefault(exercise.id, []).append(given(one, table))
        else:
            own.answers[exercise.id] = one.body
    alike: dict[str, Own] = {}
    return {phone: alike.setdefault(repr(own), own) for phone, own in owned.items()}


def dotted_by(exercises: Sequence[Shown], giver: Giver) -> Collection[int]:
    """The ids of those of ``exercises`` whose contributions get dots from each ``giver`` now."""
    return [
        exercise.id
        for exercise in exercises
        if exercise.dotted and exercise.settings["dots_by"] == giver
    ]
