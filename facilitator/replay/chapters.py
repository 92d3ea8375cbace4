"""The chapters of a replay: the items as they ran, and the phases that were opened in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.exercises.kind import Phase
from facilitator.models import Cue, Exercise, Item, Meeting
from facilitator.overview import Shown, shown
from facilitator.replay.span import Span, course_of


@dataclass(frozen=True)
class Chapter:
    """An item, from when it began; aware UTC."""

    at: datetime
    title: str


@dataclass(frozen=True)
class Mark:
    """A phase of an exercise that the moderator opened; aware UTC."""

    at: datetime
    exercise: Shown
    phase: Phase


def chapters_of(db: Session, meeting: Meeting, span: Span) -> Sequence[Chapter]:
    """The items of ``meeting`` in the order in which they were run within ``span``."""
    titles = {
        item.id: item.title
        for item in db.scalars(select(Item).where(Item.meeting_id == meeting.id))
    }
    return tuple(
        Chapter(run.started, titles[run.item])
        for run in course_of(db, meeting, span.end).runs
        if span.start <= run.started <= span.end and run.item in titles
    )


def marks_of(db: Session, meeting: Meeting, span: Span) -> Sequence[Mark]:
    """The phases that were opened within ``span``, in order."""
    exercises = {
        one.id: shown(one)
        for one in db.scalars(select(Exercise).where(Exercise.meeting_id == meeting.id))
    }
    phases: dict[int, Phase] = {}
    marks = []
    for id, at, state in db.execute(
        select(Cue.exercise_id, Cue.at, Cue.state)
        .where(Cue.meeting_id == meeting.id, Cue.exercise_id.is_not(None))
        .order_by(Cue.at, Cue.id)
    ):
        exercise, phase = exercises[id], Phase(state["phase"])
        if phases.get(exercise.id, Phase.CLOSED) != phase and span.start <= at <= span.end:
            marks.append(Mark(at, exercise, phase))
        phases[exercise.id] = phase
    return tuple(marks)
