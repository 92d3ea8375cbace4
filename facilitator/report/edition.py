"""The editions of a report: all of it for the organisers, and the one that others may read.

In the shared edition nothing is told that nobody has looked at. What was hidden from the room, came
too late, was kept for oneself or taken back is not in it at all.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.answers import answered, quotation, quoting
from facilitator.exercises.kind import Given, Kind
from facilitator.models import Contribution, Review, Theme, TitleReview
from facilitator.overview import Shown, exercises_of

FEW = 3
"""A group of fewer is so small that one may guess who is meant."""


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
        quotes: the words that a contribution answers, by its id. None leaves them as they are.
        few: how many answers are left out because too few gave the same.
    """

    edition: Edition
    bodies: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    titles: Mapping[int, str] | None = None
    quotes: Mapping[str, str] | None = None
    few: int = 0

    def edited(self, one: Given) -> Given | None:
        """``one`` as the edition tells it; None when it goes without it.

        Words that it answers are those that the edition tells, whatever ``one`` came with.
        """
        if one.id in self.left_out:
            return None
        if one.theme is not None and self.titles is not None:
            title = self.titles.get(one.theme.id)
            one = replace(one, theme=None if title is None else replace(one.theme, title=title))
        if self.quotes is not None:
            one = replace(one, answers_to=self.quotes.get(one.id, ""))
        body = self.bodies.get(one.id)
        return one if body is None else replace(one, body=body, redacted=True)


def told(
    db: Session,
    exercises: Sequence[Shown],
    said: Mapping[int, Sequence[Given]],
    edits: Edits,
) -> Mapping[int, Sequence[Given]]:
    """What was ``said`` to ``exercises`` as an edition tells it, with the words that are answered.

    Args:
        said: by the exercise's id, as ``overview.said`` gives it.
    """
    quoted = quoting(exercises, said, answered(db, exercises, said))
    return {
        exercise: tuple(told for one in ones if (told := edits.edited(one)) is not None)
        for exercise, ones in quoted.items()
    }


def edits_of(db: Session, meeting_id: int, edition: Edition) -> Edits:
    """What ``edition`` changes in what was said in a meeting.

    Takes four queries for the shared edition, however much was said.
    """
    if edition is Edition.FULL:
        return Edits(edition)
    exercises = {one.id: one for one in exercises_of(db, meeting_id)}
    everything = _everything(db, meeting_id)
    told = {one.id: one for one in everything if one.exercise in exercises and one.tells(exercises)}
    few = _few(exercises, told)
    told = {id: one for id, one in told.items() if id not in few}
    titles = _titles(db, meeting_id)
    return Edits(
        edition,
        bodies={one.id: one.body for one in told.values() if one.redacted},
        left_out=frozenset(one.id for one in everything if one.id not in told),
        titles=titles,
        quotes=dict(_quotes(exercises, told, titles)),
        few=len(few),
    )


def stands(one: Contribution) -> bool:
    """Whether ``one`` may be told to others at all, once somebody has looked at it."""
    return one.shared and not one.late and one.withdrawn_at is None and one.hidden_at is None


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


def _everything(db: Session, meeting_id: int) -> Sequence[_Looked]:
    query = (
        select(Contribution, Review)
        .outerjoin(Review, Review.contribution_id == Contribution.id)
        .where(Contribution.meeting_id == meeting_id)
    )
    return [_looked(one, review) for one, review in db.execute(query)]


def _looked(one: Contribution, review: Review | None) -> _Looked:
    decision = None
    if review is not None and review.revision == one.revision:
        decision = Decision(review.decision)
    body = review.body if review is not None and decision is Decision.REDACT else one.body
    return _Looked(one.id, one.exercise_id, body, stands(one), decision)


def _few(exercises: Mapping[int, Shown], told: Mapping[str, _Looked]) -> Collection[str]:
    """The ids of the answers that tell of a group of too few who it is.

    When an answer goes, another group that it counted in may become too small as well.
    """
    tags = {
        one.id: frozenset(
            (one.exercise, tag)
            for tag in exercises[one.exercise].kind.tags(exercises[one.exercise].settings, one.body)
        )
        for one in told.values()
    }
    tagged = {id: of for id, of in tags.items() if of}
    gone: set[str] = set()
    while True:
        sizes = Counter(tag for id, of in tagged.items() if id not in gone for tag in of)
        small = {tag for tag, size in sizes.items() if size < FEW}
        going = {id for id, of in tagged.items() if id not in gone and of & small}
        if not going:
            return gone
        gone |= going


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
    return {theme.id: review.body.get("title", theme.title) for theme, review in db.execute(query)}


def _quotes(
    exercises: Mapping[int, Shown], told: Mapping[str, _Looked], titles: Mapping[int, str]
) -> Iterator[tuple[str, str]]:
    def kind_of(one: _Looked) -> Kind:
        return exercises[one.exercise].kind

    for one in told.values():
        reference = kind_of(one).refers_to(one.body)
        if reference is None:
            continue
        if reference in told:
            yield one.id, quotation(kind_of(told[reference]), told[reference].body)
        elif (theme := _theme_in(reference)) in titles:
            yield one.id, titles[theme]


def _theme_in(reference: str) -> int:
    """The id of the theme that is referred to; 0 when it is none."""
    what, _slash, number = reference.partition("/")
    return int(number) if what == "theme" and number.isdigit() else 0
