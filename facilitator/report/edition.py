"""The editions of a report: all of it for the organisers, and the one that others may read.

In the shared edition nothing is told that nobody has looked at. What was hidden from the room, came
too late, was kept for oneself or taken back is not in it at all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.answers import THEME, Answered, in_one_line
from facilitator.exercises.kind import Given
from facilitator.exercises.kind import Theme as Label
from facilitator.models import Contribution, Review, Theme, TitleReview
from facilitator.overview import Shown, exercises_of


class Edition(StrEnum):
    """For whom a report or a file with data is."""

    FULL = "full"
    """Everything, for those who arranged the meeting."""
    SHARED = "shared"
    """Delingsversjonen: after a review, for other municipalities."""


class Decision(StrEnum):
    """What becomes of a text in the shared edition."""

    KEEP = "keep"
    REDACT = "redact"
    LEAVE_OUT = "leave_out"


@dataclass(frozen=True)
class Edits:
    """What an edition changes in what was said.

    Args:
        bodies: what stands in the place of a contribution's own body, by its id.
        left_out: the ids of the contributions that the edition goes without.
        titles: what themes are called, by their ids; a theme that is not here is not told.
            None leaves them as they are.
    """

    edition: Edition
    bodies: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    titles: Mapping[int, str] | None = None

    def edited(self, one: Given) -> Given | None:
        """``one`` as the edition tells it; None when it goes without it.

        The shared edition takes away the words that it answers: they are quoted afterwards, from
        what is ``quotable``.
        """
        if one.id in self.left_out:
            return None
        if self.titles is not None:
            one = replace(one, theme=self._theme(one.theme), answers_to="")
        body = self.bodies.get(one.id)
        return one if body is None else replace(one, body=body, redacted=True)

    def quotable(self, answered: Mapping[str, Answered]) -> Mapping[str, Answered]:
        """What is ``answered``, by how it is referred to, as the edition tells it.

        What was hidden from the room is not brought back by a quotation.
        """
        told = {name: self._quoted(name, one) for name, one in answered.items()}
        return {name: one for name, one in told.items() if one is not None}

    def _theme(self, theme: Label | None) -> Label | None:
        titles = self.titles or {}
        if theme is None or theme.id not in titles:
            return None
        return replace(theme, title=titles[theme.id])

    def _quoted(self, name: str, one: Answered) -> Answered | None:
        if one.hidden or name in self.left_out:
            return None
        if name in self.bodies:
            return replace(one, words=in_one_line(one.exercise.kind.wording(self.bodies[name])))
        theme = theme_in(name)
        if theme is None or self.titles is None:
            return one
        title = self.titles.get(theme)
        return None if title is None else replace(one, words=title)


def edits_of(db: Session, meeting_id: int, edition: Edition) -> Edits:
    """What ``edition`` changes in what was said in a meeting.

    Takes three queries for the shared edition, however much was said.
    """
    if edition is Edition.FULL:
        return Edits(edition)
    exercises = {one.id: one for one in exercises_of(db, meeting_id)}
    bodies: dict[str, Mapping[str, Any]] = {}
    left_out: set[str] = set()
    for one in _everything(db, meeting_id):
        if one.exercise not in exercises or not one.tells(exercises):
            left_out.add(one.id)
        elif one.redacted:
            bodies[one.id] = one.body
    return Edits(edition, bodies, frozenset(left_out), _titles(db, meeting_id))


def stands(one: Contribution) -> bool:
    """Whether ``one`` may be told to others at all, once somebody has looked at it."""
    return one.shared and not one.late and one.withdrawn_at is None and one.hidden_at is None


def decided(review: Review | TitleReview | None, revision: int) -> Decision | None:
    """What was decided about words of that ``revision``; None while nobody has looked at them."""
    if review is None or review.revision != revision:
        return None
    return Decision(review.decision)


@dataclass(frozen=True)
class _Looked:
    """A contribution with what was decided about it.

    Args:
        body: the one that is told.
        decision: None while nobody has looked at the words as they are now.
    """

    id: str
    exercise: int
    body: Mapping[str, Any]
    stands: bool
    decision: Decision | None

    @property
    def redacted(self) -> bool:
        return self.decision is Decision.REDACT

    def tells(self, exercises: Mapping[int, Shown]) -> bool:
        """Whether it is told: it was kept or redacted, or nobody wrote anything in it."""
        if not self.stands:
            return False
        if self.decision is None:
            return not exercises[self.exercise].kind.written(self.body)
        return self.decision is not Decision.LEAVE_OUT


def _everything(db: Session, meeting_id: int) -> Iterator[_Looked]:
    """All that was said, of which no more than a part is held at a time."""
    query = (
        select(Contribution, Review)
        .outerjoin(Review, Review.contribution_id == Contribution.id)
        .where(Contribution.meeting_id == meeting_id)
        .execution_options(yield_per=1000)
    )
    return (_looked(one, review) for one, review in db.execute(query))


def _looked(one: Contribution, review: Review | None) -> _Looked:
    decision = decided(review, one.revision)
    body = review.body if review is not None and decision is Decision.REDACT else one.body
    return _Looked(one.id, one.exercise_id, body, stands(one), decision)


def _titles(db: Session, meeting_id: int) -> Mapping[int, str]:
    query = (
        select(Theme, TitleReview)
        .join(TitleReview, TitleReview.theme_id == Theme.id)
        .where(
            Theme.meeting_id == meeting_id,
            Theme.dissolved_at.is_(None),
            TitleReview.revision == Theme.revision,
            TitleReview.decision != Decision.LEAVE_OUT,
        )
    )
    return {theme.id: review.title or theme.title for theme, review in db.execute(query)}


def theme_in(reference: str) -> int | None:
    """The id of the theme that is referred to, as in ``theme/7``; None when it is none."""
    number = reference.removeprefix(THEME)
    known = reference.startswith(THEME) and number.isascii() and number.isdigit()
    return int(number) if known and len(number) < 10 else None
