"""Orders what was said for a list: themes first, then one of every table in turn."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Generic, Protocol, TypeVar


class Said(Protocol):
    """What somebody said, as far as its turn depends on it."""

    @property
    def number(self) -> int: ...
    @property
    def table(self) -> int: ...
    @property
    def lifted(self) -> bool: ...
    @property
    def highlighted(self) -> bool: ...


class Label(Protocol):
    """The theme that joins what several tables said alike."""

    @property
    def id(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def position(self) -> int: ...


class Listed(Said, Protocol):
    """A contribution with a ``text``, as far as a list depends on it."""

    @property
    def id(self) -> str: ...
    @property
    def body(self) -> Mapping[str, Any]: ...
    @property
    def hidden(self) -> bool: ...
    @property
    def theme(self) -> Label | None: ...
    @property
    def dots(self) -> int: ...


AnySaid = TypeVar("AnySaid", bound=Said)
AnyListed = TypeVar("AnyListed", bound=Listed)


def in_turn(said: Iterable[AnySaid]) -> tuple[AnySaid, ...]:
    """Lifted ones, then highlights, then one of each table in turn, so that none fills a page."""
    by_table = sorted(said, key=lambda one: (one.table, one.number))
    ranked = [
        ((not one.lifted, not one.highlighted, turn, one.number), one)
        for _table, own in groupby(by_table, key=lambda one: one.table)
        for turn, one in enumerate(own)
    ]
    return tuple(one for _rank, one in sorted(ranked, key=lambda pair: pair[0]))


@dataclass(frozen=True)
class Row(Generic[AnyListed]):
    """A row of a list: what one theme joins, or one contribution that stands alone.

    Args:
        theme: the theme's label, or None.
        given: at least one, those to show first in front.
    """

    theme: str | None
    given: tuple[AnyListed, ...]

    @property
    def title(self) -> str:
        """The theme's label, or what was said."""
        return self.told("text") if self.theme is None else self.theme

    def told(self, field: str) -> str:
        """What is said in ``field`` by the first that says anything there, or nothing."""
        said: Iterable[str] = (one.body.get(field, "") for one in self.given)
        return next((words for words in said if words), "")

    @property
    def tables(self) -> tuple[int, ...]:
        """The numbers of the tables that say so, each once."""
        return tables_of(self.given)

    @property
    def dots(self) -> int:
        """How many dots it has in all."""
        return sum(one.dots for one in self.given)

    @property
    def marked(self) -> bool:
        """Whether any of it is lifted or a table's highlight."""
        return any(one.lifted or one.highlighted for one in self.given)


def listed(said: Sequence[AnyListed]) -> tuple[Row[AnyListed], ...]:
    """The visible ones of ``said`` as rows: the themes in their order, then the others in turn."""
    alone: list[AnyListed] = []
    joined: dict[tuple[int, int, str], list[AnyListed]] = {}
    for one in said:
        if one.hidden:
            continue
        theme = one.theme
        key = (theme.position, theme.id, theme.title) if theme else None
        (joined.setdefault(key, []) if key else alone).append(one)
    return (
        *(
            Row(title, in_turn(joined[position, id, title]))
            for position, id, title in sorted(joined)
        ),
        *(Row(None, (one,)) for one in in_turn(alone)),
    )


def by_dots(rows: Sequence[Row[AnyListed]]) -> tuple[Row[AnyListed], ...]:
    """The rows with most dots first; those with as many keep their order."""
    return tuple(sorted(rows, key=lambda row: -row.dots))


def tables_of(said: Iterable[Said]) -> tuple[int, ...]:
    """The numbers of the tables that said it, each once and in order."""
    return tuple(sorted({one.table for one in said}))


class Joined(Protocol):
    """A row of what was said, as far as it depends on how many tables say it."""

    @property
    def theme(self) -> object: ...
    @property
    def tables(self) -> tuple[int, ...]: ...


class Dotted(Protocol):
    """A row of what was said, as far as it depends on its dots."""

    @property
    def dots(self) -> int: ...


AnyDotted = TypeVar("AnyDotted", bound=Dotted)
AnyJoined = TypeVar("AnyJoined", bound=Joined)


def most_shared(rows: Iterable[AnyJoined]) -> tuple[AnyJoined, ...]:
    """The themes that more tables say than any other; none when no two tables say the same."""
    themes = [row for row in rows if row.theme is not None and len(row.tables) > 1]
    most = max((len(row.tables) for row in themes), default=0)
    return tuple(row for row in themes if len(row.tables) == most)


def most_dotted(rows: Iterable[AnyDotted]) -> tuple[AnyDotted, ...]:
    """Those that have more dots than any other; none when nothing has dots."""
    there = tuple(rows)
    most = max((row.dots for row in there), default=0)
    return tuple(row for row in there if row.dots == most) if most else ()
