"""Holds meetings side by side: the same exercises in different towns, and what they share.

Nothing is added up across meetings: rooms differ in size, and a sum would reward the largest.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.orm import Session

from facilitator.errors import Refused
from facilitator.exercises.kind import Theme
from facilitator.meetings import find
from facilitator.models import Meeting
from facilitator.report.account import Account, Part
from facilitator.twins import twins

LEAST, MOST = 2, 6
"""So many meetings are held side by side."""


@dataclass(frozen=True)
class Said:
    """What is said alike, in the meetings that have a theme for it.

    Args:
        shelf: which of the kind's shelves it stands on.
        titles: what it is called in each meeting, empty where there is none.
        tables: how many tables of each meeting say it.
    """

    shelf: str
    titles: Sequence[str]
    tables: Sequence[int]

    @property
    def meetings(self) -> int:
        """How many meetings have it."""
        return sum(map(bool, self.titles))


@dataclass(frozen=True)
class Match:
    """One exercise as it went in each meeting.

    Args:
        parts: one for each meeting, in order; None where it was not used.
        tables: how many tables of each meeting said something.
        themes: all that there are, by shelf, those of most meetings first.
    """

    parts: Sequence[Part | None]
    tables: Sequence[int]
    themes: Sequence[Said]

    @property
    def first(self) -> Part:
        """The exercise in the first meeting that has it."""
        return _first(self.parts)

    @property
    def given(self) -> Sequence[Part | None]:
        """As ``parts``, but None also where nobody said anything."""
        return tuple(part if part and part.given else None for part in self.parts)

    @cached_property
    def measured(self) -> Sequence[Part | None]:
        """As ``given``, but None also where the answers are held against something else.

        What most meetings hold them against counts, of several the first. All are None when no
        two have it in common.
        """
        sticks = [_stick(part) for part in self.given if part is not None]
        stick, often = Counter(sticks).most_common(1)[0] if sticks else (None, 0)
        return tuple(
            part if part and often >= LEAST and _stick(part) == stick else None
            for part in self.given
        )

    @property
    def unmeasured(self) -> Sequence[Part | None]:
        """As ``given``, but only those that cannot be held against the others."""
        return tuple(
            None if measured else part
            for part, measured in zip(self.given, self.measured, strict=True)
        )

    @property
    def shared(self) -> Sequence[Said]:
        """The themes that at least two meetings have."""
        return tuple(one for one in self.themes if one.meetings >= LEAST)

    def own(self, place: int) -> Sequence[Said]:
        """The themes that only the meeting at ``place`` has, what most of its tables say first."""
        only = [one for one in self.themes if one.meetings == 1 and one.titles[place]]
        return tuple(sorted(only, key=lambda one: -one.tables[place]))


@dataclass(frozen=True)
class Comparison:
    """Meetings side by side.

    Args:
        matches: the exercises that at least two of them used, in the order of the first that did.
        alone: for each meeting the exercises that only it used.
    """

    matches: Sequence[Match]
    alone: Sequence[Sequence[Part]]


def compared(
    accounts: Sequence[Account], language: str, usual: Mapping[str, str] | None = None
) -> Comparison:
    """The ``accounts`` of some meetings side by side.

    Exercises of one kind belong together by their titles; of those that are left, the first goes
    with the first, and so on. What an organiser leaves out of her report is left out here.

    Args:
        language: in which the titles of themes are held against each other.
        usual: titles that themes are offered, in small letters and in any language, each with
            what it is in the language of the sources.
    """
    rows: list[list[Part | None]] = []
    for place, account in enumerate(accounts):
        used = [part for part in account.parts if part.used and not account.leaves_out(part.name)]
        for wanted in (_same_title, _same_kind):
            for row in rows:
                found = next((part for part in used if wanted(_first(row), part)), None)
                if found is not None and row[place] is None:
                    row[place] = found
                    used.remove(found)
        for one in used:
            rows.append([one if at == place else None for at in range(len(accounts))])
    several = [row for row in rows if len(row) - row.count(None) >= LEAST]
    single = [row for row in rows if len(row) - row.count(None) < LEAST]
    return Comparison(
        tuple(
            Match(tuple(row), tuple(map(_tables, row)), _themes(row, language, usual or {}))
            for row in several
        ),
        tuple(
            tuple(part for row in single if (part := row[place]) is not None)
            for place in range(len(accounts))
        ),
    )


def to_compare(db: Session, codes: Sequence[str]) -> Sequence[Meeting]:
    """The meetings that are called ``codes``, each once, to be held side by side.

    Raises:
        Unknown: ``unknown_meeting``.
        Refused: ``few_to_compare``, ``many_to_compare``.
    """
    found = tuple(dict.fromkeys(find(db, code) for code in codes))
    if len(found) < LEAST:
        raise Refused("few_to_compare", least=LEAST, most=MOST)
    if len(found) > MOST:
        raise Refused("many_to_compare", count=len(found), most=MOST)
    return found


def _first(row: Sequence[Part | None]) -> Part:
    """The exercise in the first meeting that has it; there is one."""
    return next(part for part in row if part is not None)


def _same_title(one: Part, other: Part) -> bool:
    same = one.exercise.title.casefold() == other.exercise.title.casefold()
    return same and _same_kind(one, other)


def _same_kind(one: Part, other: Part) -> bool:
    return one.exercise.kind.name == other.exercise.kind.name


def _stick(part: Part) -> object:
    return part.exercise.kind.yardstick(part.exercise.settings)


def _tables(part: Part | None) -> int:
    """How many tables said something that the report tells."""
    return len({one.table for one in part.heard}) if part else 0


def _themes(
    parts: Sequence[Part | None], language: str, usual: Mapping[str, str]
) -> tuple[Said, ...]:
    """All themes, each once for those that say the same, by their titles, as twins are found."""
    by_shelf: defaultdict[str, dict[str, list[tuple[int, str, frozenset[int]]]]] = defaultdict(dict)
    for place, part in enumerate(parts):
        for (shelf, theme), tables in _tables_by_theme(part).items():
            plain = " ".join(theme.title.split()).casefold()
            name = usual.get(plain, plain).casefold()
            by_shelf[shelf].setdefault(name, []).append((place, theme.title, tables))
    found = []
    order = list(_first(parts).exercise.kind.shelves)
    for shelf in sorted(by_shelf, key=order.index):
        names = by_shelf[shelf]
        alike = [group.ids for group in twins(tuple((name, name) for name in names), language)]
        single = [(name,) for name in names if not any(name in group for group in alike)]
        said = [
            _said(shelf, len(parts), [one for name in group for one in names[name]])
            for group in sorted((*alike, *single), key=lambda group: [*names].index(group[0]))
        ]
        found += sorted(said, key=lambda one: -one.meetings)
    return tuple(found)


def _said(shelf: str, count: int, ones: Sequence[tuple[int, str, frozenset[int]]]) -> Said:
    titles, tables = [""] * count, [frozenset[int]()] * count
    for place, title, said_by in ones:
        titles[place] = titles[place] or title
        tables[place] = tables[place] | said_by
    return Said(shelf, tuple(titles), tuple(map(len, tables)))


def _tables_by_theme(part: Part | None) -> Mapping[tuple[str, Theme], frozenset[int]]:
    """The themes on each shelf, with the numbers of the tables that say them."""
    tables: defaultdict[tuple[str, Theme], set[int]] = defaultdict(set)
    if part is not None:
        for one in part.heard:
            if one.theme is not None:
                tables[part.exercise.kind.shelf(one.body), one.theme].add(one.table)
    return {theme: frozenset(numbers) for theme, numbers in tables.items()}
