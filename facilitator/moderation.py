"""What the moderator does with what was said: hide, lift, redact, mark as answered."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, update
from sqlalchemy.orm import Session

from facilitator.board import in_room, locked, log_act
from facilitator.errors import Refused
from facilitator.exercises import kind_of
from facilitator.models import Contribution, Exercise, Meeting, Review, TitleReview
from facilitator.report.edition import Decision
from facilitator.themes import shelf as on_shelf
from facilitator.themes import titles


def hide(
    db: Session, meeting: Meeting, *, id: str, on: bool, who: str, now: datetime
) -> Contribution:
    """Take a contribution off the room's screens, or put it back; it stays in the data.

    Raises:
        Unknown: ``unknown_contribution``.
    """
    contribution = in_room(db, meeting.id, id)
    if (contribution.hidden_at is not None) is not on:
        contribution.hidden_at = now if on else None
        log_act(db, contribution, "hide" if on else "show", who, now)
    return contribution


def lift(
    db: Session, meeting: Meeting, *, id: str, on: bool, who: str, now: datetime
) -> Contribution:
    """Lift a contribution to be shown large in plenary, or put it down.

    Raises:
        Unknown: ``unknown_contribution``.
        Refused: ``hidden``, when it is hidden from the room.
    """
    contribution = in_room(db, meeting.id, id)
    if on and contribution.hidden_at is not None:
        raise Refused("hidden")
    if (contribution.lifted_at is not None) is not on:
        contribution.lifted_at = now if on else None
        log_act(db, contribution, "lift" if on else "lower", who, now)
    return contribution


def answer(
    db: Session, meeting: Meeting, *, id: str, on: bool, who: str, now: datetime
) -> Contribution:
    """Mark a question as answered in the room, or as open again.

    One that was lifted to be answered is put down.

    Raises:
        Unknown: ``unknown_contribution``.
    """
    contribution = in_room(db, meeting.id, id)
    if (contribution.answered_at is not None) is not on:
        contribution.answered_at = now if on else None
        if on:
            lift(db, meeting, id=id, on=False, who=who, now=now)
        log_act(db, contribution, "answer" if on else "reopen", who, now)
    return contribution


def redact(
    db: Session, meeting: Meeting, *, id: str, text: str, who: str, now: datetime
) -> Contribution:
    """Put ``text`` in the place of what was said, so that a name is gone from the data too.

    They go from the titles of themes too, which may have been taken from them, and from what an
    organiser put in their place for others, which may have some of them.

    Raises:
        Unknown: ``unknown_contribution``.
        Invalid: the new text is not one of this kind.
    """
    locked(db, meeting.id)
    contribution = in_room(db, meeting.id, id)
    exercise = db.get_one(Exercise, contribution.exercise_id)
    kind = kind_of(exercise.kind)
    before = contribution.body
    body = kind.redacted(before, text)
    contribution.body = kind.parse(kind.settings(exercise.settings), body)
    contribution.revision += 1
    contribution.redacted_at = now
    _forget(db, Review, Review.contribution_id == id, body={})
    renamed = titles.redact(db, exercise, before, contribution.body)
    if renamed:
        _forget(db, TitleReview, TitleReview.theme_id.in_(renamed), title="")
        on_shelf.announce(db, meeting.id, (), renamed)
    log_act(db, contribution, "redact", who, now)
    return contribution


def _forget(
    db: Session, table: type[Review | TitleReview], of: ColumnElement[bool], **empty: Any
) -> None:
    """Let what was decided about words that have changed have no words; that it was, stays."""
    db.execute(update(table).where(of).values(decision=Decision.KEEP.value, **empty))
