"""Holds meetings side by side: the same exercises in different towns, and what they share.

Nothing is added up across meetings: rooms differ in size, and a sum would reward the largest.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from facilitator.exercises.kind import Theme
from facilitator.report.account import Account, Part
from facilitator.twins import twins

LEAST, MOST = 2, 6
"""So many meetings are held side by side."""


@dataclass(frozen=True)
class Shared:
    """What several meetings have a theme for.

    Args:
        titles: what it is called in each meeting, empty where there is none.
        tables: how many tables of each meeting say it.
    """

    titles: Sequence[str]
    tables: Sequence[int]


@dataclass(frozen=True)
class Match:
    """One exercise as it went in each meeting.

    Args:
        parts: one for each meeting, in order; None where it was not used.
        shared: the themes that at least two of them have, those of most meetings first.
    """

    parts: Sequence[Part | None]
    shared: Sequence[Shared]

    @property
    def first(self) -> Part:
        """The exercise in the first meeting that has it."""
        return next(part for part in self.parts if part is not None)


def compared(accounts: Sequence[Account], language: str) -> tuple[Match, ...]:
    """The exercises that at least two meetings used, in the order of the first that did.

    Exercises of one kind belong together by their titles; of those that are left, the first goes
    with the first, and so on.

    Args:
        language: in which the titles of themes are held against each other.
    """
    rows: list[list[Part | None]] = []
    for place, account in enumerate(accounts):
        used = [part for part in account.parts if part.used]
        for wanted in (_same_title, _same_kind):
            for row in rows:
                there = next((part for part in row if part is not None), None)
                found = next((part for part in used if there and wanted(there, part)), None)
                if found is not None and row[place] is None:
                    row[place] = found
                    used.remove(found)
        for part in used:
            row = [None] * len(accounts)
            row[place] = part
            rows.append(row)
    several = [row for row in rows if sum(part is not None for part in row) >= LEAST]
    return tuple(Match(tuple(row), _shared(row, language)) for row in several)


def _same_title(one: Part, other: Part) -> bool:
    same = one.exercise.title.casefold() == other.exercise.title.casefold()
    return same and _same_kind(one, other)


def _same_kind(one: Part, other: Part) -> bool:
    return one.exercise.kind.name == other.exercise.kind.name


def _shared(parts: Sequence[Part | None], language: str) -> tuple[Shared, ...]:
    themes = {
        f"{place}/{shelf}/{theme.id}": (place, shelf, theme.title, tables)
        for place, part in enumerate(parts)
        if part is not None
        for (shelf, theme), tables in _themes(part).items()
    }
    alike: list[list[str]] = []
    for shelf in dict.fromkeys(shelf for _place, shelf, _title, _tables in themes.values()):
        texts = tuple((id, one[2]) for id, one in themes.items() if one[1] == shelf)
        alike += [list(group.ids) for group in twins(texts, language)]
    found = []
    for ids in alike:
        titles, tables = [""] * len(parts), [frozenset[int]()] * len(parts)
        for id in ids:
            place, _shelf, title, said_by = themes[id]
            titles[place] = titles[place] or title
            tables[place] = tables[place] | said_by
        if sum(map(bool, titles)) >= LEAST:
            found.append(Shared(tuple(titles), tuple(map(len, tables))))
    return tuple(sorted(found, key=lambda one: -sum(map(bool, one.titles))))


def _themes(part: Part) -> Mapping[tuple[str, Theme], frozenset[int]]:
    """The themes on each shelf, with the numbers of the tables that say them."""
    tables: defaultdict[tuple[str, Theme], set[int]] = defaultdict(set)
    for one, late in part.entries:
        if one.theme is not None and not late and not one.hidden:
            tables[part.exercise.kind.shelf(one.body), one.theme].add(one.table)
    return {theme: frozenset(numbers) for theme, numbers in tables.items()}


def enough(codes: Collection[str]) -> bool:
    """Whether so many meetings can be held side by side."""
    return LEAST <= len(codes) <= MOST
