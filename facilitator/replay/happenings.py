"""What happened in a meeting, in order, each with what it takes to let it happen once more."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import cues
from facilitator.errors import Invalid
from facilitator.exercises import kind_of
from facilitator.exercises.kind import Phase
from facilitator.models import (
    Base,
    Contribution,
    Cue,
    Done,
    Entry,
    Exercise,
    Item,
    Meeting,
    Support,
)
from facilitator.replay.acts import acts_of
from facilitator.replay.scratch import copied

Change = Callable[[Session], None]
"""Lets it happen in the scratch copy."""


class Order(IntEnum):
    """What comes first of that which happened at one moment."""

    SAID = 1
    MARKED = 2
    ACT = 3
    UNDONE = 4
    TAKEN_BACK = 5
    CUE = 6
    ENTRY = 7


@dataclass(frozen=True)
class Happening:
    """Something that happened.

    Args:
        at: aware UTC.
        number: its place among those of one ``order`` and moment.
        at_once: the screens show it at its very moment; the rest may wait for a few seconds.
        exercise: where the stage shows it only while it shows that exercise; None when it may
            show it anyway.
    """

    at: datetime
    order: Order
    number: int
    change: Change
    at_once: bool = True
    exercise: int | None = None


def happenings_of(db: Session, meeting: Meeting) -> Sequence[Happening]:
    """All that happened in ``meeting`` and may be shown, the oldest first."""
    given = _shown(db, meeting)
    found = [
        *_said(db, meeting, given),
        *_dots(db, meeting, given),
        *_done(db, meeting),
        *_cues(db, meeting),
        *_entries(db, meeting),
        *_deleted(db, meeting),
    ]
    for act in acts_of(db, meeting, given):
        found.append(Happening(act.at, Order.ACT, act.id, act.do))
        if act.undone_at is not None:
            found.append(Happening(act.undone_at, Order.UNDONE, act.id, act.undo))
    return sorted(found, key=lambda one: (one.at, one.order, one.number))


def _shown(db: Session, meeting: Meeting) -> Mapping[str, Contribution]:
    """The contributions that the replay may show at all, by id."""
    exercises = {
        exercise.id: exercise
        for exercise in db.scalars(select(Exercise).where(Exercise.meeting_id == meeting.id))
    }
    found = db.scalars(
        select(Contribution)
        .where(
            Contribution.meeting_id == meeting.id,
            Contribution.shared,
            ~Contribution.late,
        )
        .order_by(Contribution.number)
    )
    shown = (
        one if one.withdrawn_at is None else _chosen(exercises[one.exercise_id], one)
        for one in found
    )
    return {one.id: one for one in shown if one is not None}


def _chosen(exercise: Exercise, one: Contribution) -> Contribution | None:
    """What was taken back, without its words; None when it is nothing without them.

    What was only chosen counted until it was chosen otherwise.
    """
    kind = kind_of(exercise.kind)
    body = kind.chosen(one.body)
    try:
        kind.parse_kept(kind.settings(exercise.settings), body)
    except Invalid:
        return None
    return copied(one, body=body)


def _said(db: Session, meeting: Meeting, given: Mapping[str, Contribution]) -> Iterator[Happening]:
    alone = _ends_of_thinking(db, meeting)
    for one in given.values():
        # What a phone wrote alone was shared later: at the earliest when that phase was over.
        thought = () if one.paper else alone.get(one.exercise_id, ())
        ends = (end for begun, end in thought if begun <= one.given_at < end)
        at = next(ends, one.given_at)
        said = copied(
            one,
            participant_id=None,
            theme_id=None,
            withdrawn_at=None,
            lifted_at=None,
            highlighted_at=None,
            answered_at=None,
        )
        yield Happening(at, Order.SAID, one.number, _adding(said), False, one.exercise_id)
        if one.highlighted_at is not None:
            chosen = _setting(Contribution, one.id, highlighted_at=one.highlighted_at)
            yield Happening(max(at, one.highlighted_at), Order.MARKED, one.number, chosen)
        if one.withdrawn_at is not None:
            back = _setting(Contribution, one.id, withdrawn_at=one.withdrawn_at)
            yield Happening(max(at, one.withdrawn_at), Order.TAKEN_BACK, one.number, back, False)


def _ends_of_thinking(
    db: Session, meeting: Meeting
) -> Mapping[int, Sequence[tuple[datetime, datetime]]]:
    """For each exercise when its tables thought alone, from and to."""
    spans: dict[int, list[tuple[datetime, datetime]]] = {}
    begun: dict[int, datetime] = {}
    for cue in db.scalars(select(Cue).where(Cue.meeting_id == meeting.id).order_by(Cue.id)):
        if cue.exercise_id is None:
            continue
        if cue.state["phase"] == Phase.INDIVIDUAL:
            begun.setdefault(cue.exercise_id, cue.at)
        elif cue.exercise_id in begun:
            span = (begun.pop(cue.exercise_id), cue.at)
            spans.setdefault(cue.exercise_id, []).append(span)
    return spans


def _dots(db: Session, meeting: Meeting, given: Mapping[str, Contribution]) -> Iterator[Happening]:
    found = db.scalars(
        select(Support)
        .join(Contribution, Contribution.id == Support.contribution_id)
        .where(Contribution.meeting_id == meeting.id)
        .order_by(Contribution.number, Support.given_at, Support.giver)
    )
    for number, dot in enumerate(found):
        one = given.get(dot.contribution_id)
        if one is not None:
            at = max(one.given_at, dot.given_at or one.given_at)
            # Whose it was is no matter of the stage's.
            anybody = Support(contribution_id=one.id, giver=str(number), given_at=dot.given_at)
            yield Happening(at, Order.MARKED, number, _adding(anybody), False)


def _done(db: Session, meeting: Meeting) -> Iterator[Happening]:
    found = db.scalars(
        select(Done)
        .join(Exercise, Exercise.id == Done.exercise_id)
        .where(Exercise.meeting_id == meeting.id)
        .order_by(Done.at, Done.exercise_id, Done.table_id)
    )
    for number, one in enumerate(found):
        yield Happening(one.at, Order.MARKED, number, _adding(copied(one)), False)


def _cues(db: Session, meeting: Meeting) -> Iterator[Happening]:
    cued = set()
    for cue in db.scalars(select(Cue).where(Cue.meeting_id == meeting.id).order_by(Cue.id)):
        cued.add(cue.exercise_id)
        state = cues.restored(cue.state)
        if cue.exercise_id is None:
            change = _setting(Meeting, meeting.id, **state)
        else:
            change = _setting(Exercise, cue.exercise_id, **state)
        yield Happening(cue.at, Order.CUE, cue.id, change)
    # An evening from before cues were kept: an exercise is seen as it ended.
    opened = select(Exercise).where(
        Exercise.meeting_id == meeting.id, Exercise.phase_since.is_not(None)
    )
    for exercise in db.scalars(opened):
        if exercise.id not in cued and exercise.phase_since is not None:
            ended = {name: getattr(exercise, name) for name in cues.STEERED}
            change = _setting(Exercise, exercise.id, **ended)
            yield Happening(exercise.phase_since, Order.CUE, exercise.id, change)


def _entries(db: Session, meeting: Meeting) -> Iterator[Happening]:
    for entry in db.scalars(select(Entry).where(Entry.meeting_id == meeting.id)):
        yield Happening(entry.at, Order.ENTRY, entry.number, _adding(copied(entry)))


def _deleted(db: Session, meeting: Meeting) -> Iterator[Happening]:
    deleted = select(Item).where(Item.meeting_id == meeting.id, Item.deleted_at.is_not(None))
    for item in db.scalars(deleted):
        if item.deleted_at is not None:
            gone = _setting(Item, item.id, deleted_at=item.deleted_at)
            yield Happening(item.deleted_at, Order.CUE, item.id, gone)


def _adding(row: Base) -> Change:
    return lambda scratch: scratch.add(row)


def _setting(model: type[Base], id: int | str, **values: Any) -> Change:
    def change(scratch: Session) -> None:
        row = scratch.get_one(model, id)
        for name, value in values.items():
            setattr(row, name, value)

    return change
