"""What tables' answers on a ladder add up to, and on which page of its pictures each is shown.

Higher is not always better, so nothing here adds tables up to a score, a mean or a winner.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from facilitator.listing import in_turn
from facilitator.paging import page_of, pages
from facilitator.pictures import staircase
from facilitator.pictures.stairs import Staircase, Tread

TABLES_PER_PAGE = 30
"""How many tables' gaps the stage shows at once."""


@dataclass(frozen=True)
class Example:
    """An example that a table placed on one or more steps."""

    id: str
    number: int
    table: int
    text: str
    why: str
    steps: tuple[int, ...]
    lifted: bool = False
    highlighted: bool = False


@dataclass(frozen=True)
class Stand:
    """Where a table says that we are, or should be, and why."""

    id: str
    number: int
    table: int
    step: int
    why: str


@dataclass(frozen=True)
class Step:
    """A step with what tables placed on it."""

    number: int
    name: str
    description: str
    group: str
    examples: tuple[Example, ...]
    now: tuple[Stand, ...]
    wanted: tuple[Stand, ...]

    @property
    def in_turn(self) -> tuple[Example, ...]:
        """The examples in the order in which pictures show them."""
        return in_turn(self.examples)


@dataclass(frozen=True)
class TableStands:
    """What one table says of today and of what it wants; None for what it has not said."""

    table: int
    now: Stand | None
    wanted: Stand | None

    @property
    def gap(self) -> int | None:
        """How many steps up (or down, when negative) from today to what is wanted."""
        if self.now is None or self.wanted is None:
            return None
        return self.wanted.step - self.now.step


@dataclass(frozen=True)
class Leaf:
    """One page of a picture.

    Args:
        picture: ``stairs``, or ``gaps`` for the list of tables.
        page: the first is 1.
    """

    picture: str
    page: int


@dataclass(frozen=True)
class LadderResults:
    """The ladder with everything that is visible on it."""

    steps: tuple[Step, ...]
    examples: tuple[Example, ...]
    tables: tuple[TableStands, ...]
    beyond: tuple[str, ...] = ()
    """Ids of contributions to steps that the organiser has taken away since."""

    @property
    def counted(self) -> tuple[str, ...]:
        """The ids of the contributions that it is made of."""
        stands = (stand for step in self.steps for stand in (*step.now, *step.wanted))
        return (*(example.id for example in self.examples), *(s.id for s in stands), *self.beyond)

    @property
    def now(self) -> int:
        """How many tables have said where we are."""
        return sum(len(step.now) for step in self.steps)

    @property
    def wanted(self) -> int:
        """How many tables have said where we should be."""
        return sum(len(step.wanted) for step in self.steps)

    def stands(self, aspect: str) -> Sequence[tuple[Step, tuple[Stand, ...]]]:
        """The steps that tables chose for ``now`` or ``wanted``: what most of them say first."""
        chosen = [(step, step.now if aspect == "now" else step.wanted) for step in self.steps]
        there = [(step, stands) for step, stands in chosen if stands]
        return sorted(there, key=lambda one: (-len(one[1]), one[0].number))

    @property
    def several(self) -> bool:
        """Whether an example stands on more than one step."""
        return any(len(example.steps) > 1 for example in self.examples)

    @cached_property
    def stairs(self) -> tuple[Leaf, ...]:
        """The pages of the staircase, of which later ones show further examples."""
        names, descriptions, groups = zip(
            *((step.name, step.description, step.group) for step in self.steps), strict=True
        )
        count = staircase.pages(self._treads(names, descriptions, groups))
        return tuple(Leaf("stairs", page) for page in range(1, count + 1))

    @property
    def gaps(self) -> tuple[Leaf, ...]:
        """The pages of the list of tables; none before a table has said where it stands."""
        count = pages(len(self.tables), TABLES_PER_PAGE) if self.tables else 0
        return tuple(Leaf("gaps", page) for page in range(1, count + 1))

    @property
    def pages(self) -> int:
        """The staircase and the list of tables, one after the other."""
        return len(self.stairs) + len(self.gaps)

    def leaf(self, page: int, phase: str) -> Leaf:
        """What the stage shows on ``page``: the staircase first, when it is closed the gaps."""
        both = (*self.gaps, *self.stairs) if phase == "closed" else (*self.stairs, *self.gaps)
        return page_of(both, page, 1)[0]

    def tables_on(self, page: int) -> Sequence[TableStands]:
        """The tables on one page of the list of tables."""
        return page_of(self.tables, page, TABLES_PER_PAGE)

    def staircase(
        self,
        names: Sequence[str],
        descriptions: Sequence[str],
        groups: Sequence[str],
        *,
        page: int = 1,
        width: int = staircase.WIDTH,
        height: int = staircase.HEIGHT,
    ) -> Staircase:
        """The picture, with the words of the steps in the language of the screen."""
        treads = self._treads(names, descriptions, groups)
        return staircase.draw(treads, page=page, width=width, height=height)

    def _treads(
        self, names: Sequence[str], descriptions: Sequence[str], groups: Sequence[str]
    ) -> list[Tread]:
        return [
            Tread(
                name,
                description,
                group,
                [(example.text, len(example.steps) > 1) for example in step.in_turn],
                [stand.table for stand in step.now],
                [stand.table for stand in step.wanted],
            )
            for step, name, description, group in zip(
                self.steps, names, descriptions, groups, strict=True
            )
        ]
