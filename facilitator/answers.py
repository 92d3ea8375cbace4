"""What is answered by what was said: the words of the contribution or the theme that it refers to.

Read anew each time and never kept: words that are redacted or hidden must not live on in a
quotation.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from facilitator.exercises.kind import Given, Kind
from facilitator.exercises.kind import Theme as Label
from facilitator.models import Contribution, Exercise, Table, Theme
from facilitator.overview import Shown, shown

THEME = "theme/"
"""What stands before a theme's id where it is referred to."""


@dataclass(frozen=True)
class Answered:
    """Something that is answered.

    Args:
        words: on one line.
        exercise: where it was said.
        table: the number of the table that said it, None for a theme of several tables.
        hidden: the moderator has taken it off the room's screens.
    """

    words: str
    exercise: Shown
    table: int | None
    hidden: bool

    @property
    def on_stage(self) -> bool:
        """Whether the stage may quote it: it has been shown there."""
        revealed = self.exercise.revealed or self.table in self.exercise.revealed_tables
        return revealed and not self.hidden

    def known_at(self, table: int) -> bool:
        """Whether the phones of a table, by its number, may quote it."""
        return self.on_stage or self.table in (table, None)


def answered(
    db: Session, exercises: Sequence[Shown], said: Mapping[int, Sequence[Given]]
) -> Mapping[str, Answered]:
    """What is answered by what was ``said`` to ``exercises``, by how it is referred to.

    Takes a query for the contributions and one for the themes, however many there are, and none
    when nothing is answered. What is withdrawn or dissolved is left out, and so is what was said
    in another meeting: a phone may have named anything in what came too late.
    """
    references = {
        reference
        for exercise in exercises
        if exercise.kind.answers
        for one in said.get(exercise.id, ())
        if (reference := exercise.kind.refers_to(one.body)) is not None
    }
    if not references:
        return {}
    themes = {reference for reference in references if reference.startswith(THEME)}
    here = Exercise.meeting_id.in_(
        select(Exercise.meeting_id).where(Exercise.id.in_([one.id for one in exercises]))
    )
    return dict((*_contributions(db, references - themes, here), *_themes(db, themes, here)))


def quoting(
    exercises: Sequence[Shown],
    said: Mapping[int, Sequence[Given]],
    answered: Mapping[str, Answered],
) -> Mapping[int, Sequence[Given]]:
    """What was ``said`` to ``exercises``, with the words that each contribution answers.

    Args:
        answered: what may be quoted, by how it is referred to.
    """
    quoted = dict(said)
    for exercise in exercises:
        if exercise.kind.answers and exercise.id in said:
            quoted[exercise.id] = tuple(
                _quoting(exercise.kind, one, answered) for one in said[exercise.id]
            )
    return quoted


def _quoting(kind: Kind, one: Given, answered: Mapping[str, Answered]) -> Given:
    found = answered.get(kind.refers_to(one.body) or "")
    return replace(one, answers_to=found.words) if found else one


def in_one_line(words: str) -> str:
    """``words`` as they are quoted, whatever lines they were written on."""
    return " – ".join(line for line in words.split("\n") if line)


def answerable_themes(db: Session, exercises: Sequence[Shown]) -> Sequence[Label]:
    """The themes that may be answered now, as far as the room has seen them; often none.

    Args:
        exercises: those of one item, so that what is answered is near.
    """
    asked = any(exercise.kind.answers and exercise.phase.takes_input for exercise in exercises)
    seen = [one.id for one in exercises if one.kind.answerable and one.revealed]
    if not asked or not seen:
        return ()
    query = (
        select(Theme)
        .where(Theme.exercise_id.in_(seen), Theme.dissolved_at.is_(None))
        .order_by(Theme.exercise_id, Theme.shelf, Theme.position, Theme.id)
    )
    return tuple(Label(theme.id, theme.title, theme.position) for theme in db.scalars(query))


def _contributions(
    db: Session, ids: Collection[str], here: ColumnElement[bool]
) -> Iterator[tuple[str, Answered]]:
    query = (
        select(Contribution, Table.number, Exercise)
        .join(Table, Table.id == Contribution.table_id)
        .join(Exercise, Exercise.id == Contribution.exercise_id)
        .where(
            Contribution.id.in_(ids),
            here,
            Contribution.shared,
            Contribution.withdrawn_at.is_(None),
            ~Contribution.late,
        )
    )
    for one, table, exercise in db.execute(query) if ids else ():
        seen = shown(exercise)
        words = in_one_line(seen.kind.wording(one.body))
        yield one.id, Answered(words, seen, table, one.hidden_at is not None)


def _themes(
    db: Session, references: Collection[str], here: ColumnElement[bool]
) -> Iterator[tuple[str, Answered]]:
    ids = [int(reference.removeprefix(THEME)) for reference in references]
    query = (
        select(Theme, Exercise)
        .join(Exercise, Exercise.id == Theme.exercise_id)
        .where(Theme.id.in_(ids), Theme.dissolved_at.is_(None), here)
    )
    for theme, exercise in db.execute(query) if ids else ():
        yield f"{THEME}{theme.id}", Answered(theme.title, shown(exercise), None, hidden=False)
