"""What a helper sees of one exercise: themes with what is in them, the rest, and likely twins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.exercises import kinds
from facilitator.exercises.kind import Given, Phase
from facilitator.models import Act, Contribution, Exercise, Item, Theme
from facilitator.overview import Shown, shown
from facilitator.themes.joining import ThemeAct
from facilitator.twins import twins

_SUGGESTIONS_MOST = 12
"""So many suggestions are shown of each shelf; the rest come when those are dealt with."""


@dataclass(frozen=True)
class Card:
    """A theme with its contributions, in the order that they were given."""

    id: int
    title: str
    revision: int
    shelf: str
    place: int
    """Which of its shelf it is; 1 is the first."""
    given: tuple[Given, ...]

    @property
    def visible(self) -> tuple[Given, ...]:
        """Those that count: what is hidden from the room does not."""
        return tuple(one for one in self.given if not one.hidden)

    @property
    def tables(self) -> int:
        """How many tables they come from."""
        return len({one.table for one in self.visible})


@dataclass(frozen=True)
class Suggestion:
    """Contributions that likely say the same."""

    given: tuple[Given, ...]
    loose: tuple[str, ...]
    """The ids of those that would be joined."""
    theme: Card | None
    """The theme that they would join, where another of them is; None for one of their own."""


@dataclass(frozen=True)
class Shelf:
    """One side of the question: what is never joined with what stands on another."""

    name: str
    title: str
    """Bokmål; empty where there is only one shelf."""
    loose: tuple[Given, ...]
    themes: tuple[Card, ...]


@dataclass(frozen=True)
class Board:
    """An exercise whose contributions are joined."""

    exercise: Shown
    shelves: tuple[Shelf, ...]
    last: Act | None
    """What was done last with its themes and can be undone."""
    language: str

    @property
    def joined(self) -> bool:
        """Whether there are any themes."""
        return any(shelf.themes for shelf in self.shelves)

    @property
    def offered(self) -> Sequence[str]:
        """Ready titles, in bokmål: offered when the room has said what it has to say."""
        late = self.exercise.phase in (Phase.PLENARY, Phase.CLOSED)
        return self.exercise.kind.offered_themes if late else ()

    @cached_property
    def suggestions(self) -> Mapping[str, tuple[Suggestion, ...]]:
        """By shelf, the likeliest first; worked out when it is drawn, with no transaction open."""
        return {shelf.name: self._suggested(shelf) for shelf in self.shelves}

    def _suggested(self, shelf: Shelf) -> tuple[Suggestion, ...]:
        gist = self.exercise.kind.gist
        cards = {one.id: card for card in shelf.themes for one in card.visible}
        loose = {one.id: one for one in shelf.loose if not one.hidden}
        said = sorted(
            (*loose.values(), *(one for card in shelf.themes for one in card.visible)),
            key=lambda one: one.number,
        )
        by_id = {one.id: one for one in said}
        found = []
        for group in twins(tuple((one.id, gist(one.body)) for one in said), self.language):
            free = tuple(id for id in group.ids if id in loose)
            at = [cards[id] for id in group.ids if id in cards]
            if free and len(group.ids) > 1:
                theme = max(at, key=at.count) if at else None
                found.append(Suggestion(tuple(by_id[id] for id in group.ids), free, theme))
        return tuple(found[:_SUGGESTIONS_MOST])


def board_of(
    exercise: Shown,
    said: Sequence[Given],
    themes: Sequence[Theme],
    last: Act | None,
    language: str,
) -> Board:
    """The board of ``exercise``.

    Args:
        said: what the room said to it, as ``overview.said`` gives it.
        themes: those of the exercise that stand, in order.
        language: the meeting's.
    """
    members: dict[int, list[Given]] = {theme.id: [] for theme in themes}
    loose: dict[str, list[Given]] = {name: [] for name in exercise.kind.shelves}
    for one in said:
        if one.theme is not None and one.theme.id in members:
            members[one.theme.id].append(one)
        else:
            loose[exercise.kind.shelf(one.body)].append(one)
    return Board(
        exercise=exercise,
        shelves=tuple(
            Shelf(name, title, tuple(loose[name]), _cards(name, themes, members))
            for name, title in exercise.kind.shelves.items()
        ),
        last=last,
        language=language,
    )


def _cards(
    shelf: str, themes: Sequence[Theme], members: Mapping[int, Sequence[Given]]
) -> tuple[Card, ...]:
    own = [theme for theme in themes if theme.shelf == shelf]
    return tuple(
        Card(theme.id, theme.title, theme.revision, shelf, place, tuple(members[theme.id]))
        for place, theme in enumerate(own, start=1)
    )


def themes_of(db: Session, exercises: Sequence[Shown]) -> dict[int, tuple[Theme, ...]]:
    """The themes of each exercise that stand, in order."""
    found: dict[int, list[Theme]] = {exercise.id: [] for exercise in exercises}
    query = (
        select(Theme)
        .where(Theme.exercise_id.in_(found), Theme.dissolved_at.is_(None))
        .order_by(Theme.position, Theme.id)
    )
    for theme in db.scalars(query):
        found[theme.exercise_id].append(theme)
    return {exercise: tuple(themes) for exercise, themes in found.items()}


def last_act(db: Session, exercise_id: int) -> Act | None:
    """What was done last with the themes of an exercise and is not undone."""
    return db.scalar(
        select(Act)
        .where(
            Act.exercise_id == exercise_id,
            Act.act.in_([act.value for act in ThemeAct]),
            Act.undone_at.is_(None),
        )
        .order_by(Act.id.desc())
        .limit(1)
    )


@dataclass(frozen=True)
class Choice:
    """An exercise of the programme whose contributions may be joined."""

    exercise: Shown
    item: str
    """The title of its item."""
    active: bool
    """The room is at it now."""
    loose: int
    themes: int


def choices_of(db: Session, meeting_id: int, active: int | None) -> tuple[Choice, ...]:
    """The exercises with themes in the order of the programme, in a constant number of queries.

    Args:
        active: the exercise that the room is at.
    """
    rows = db.execute(
        select(Exercise, Item.title)
        .join(Item, Item.id == Exercise.item_id)
        .where(
            Exercise.meeting_id == meeting_id,
            Exercise.kind.in_([name for name, kind in kinds().items() if kind.has_themes]),
            Item.deleted_at.is_(None),
        )
        .order_by(Item.position, Exercise.position, Exercise.id)
    ).all()
    loose: dict[int, int] = dict(
        db.execute(
            select(Contribution.exercise_id, func.count())
            .where(
                Contribution.meeting_id == meeting_id,
                Contribution.shared,
                Contribution.withdrawn_at.is_(None),
                Contribution.theme_id.is_(None),
            )
            .group_by(Contribution.exercise_id)
        ).all()
    )
    standing: dict[int, int] = dict(
        db.execute(
            select(Theme.exercise_id, func.count())
            .where(Theme.meeting_id == meeting_id, Theme.dissolved_at.is_(None))
            .group_by(Theme.exercise_id)
        ).all()
    )
    return tuple(
        Choice(
            shown(exercise),
            title,
            exercise.id == active,
            loose.get(exercise.id, 0),
            standing.get(exercise.id, 0),
        )
        for exercise, title in rows
    )
