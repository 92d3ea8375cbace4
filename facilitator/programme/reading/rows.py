"""Makes items out of the rows of a table, whichever file the table came from."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time

from facilitator.errors import Refused
from facilitator.programme.kinds import ItemKind, least_minutes_of
from facilitator.programme.reading.cells import minutes_of, times_of
from facilitator.programme.reading.classify import kind_of
from facilitator.programme.reading.clock import DAY
from facilitator.programme.reading.columns import kind_called, roles_of
from facilitator.programme.reading.days import count_days
from facilitator.programme.reading.headings import HEADING_MOST, DayHeading, read_day_heading
from facilitator.programme.reading.order import Stretch
from facilitator.programme.reading.people import part_speaker
from facilitator.programme.reading.proposals import propose
from facilitator.programme.reading.result import (
    DAY_MOST,
    DESCRIPTION_MOST,
    EXERCISES_MOST,
    GUESSED_MINUTES,
    ITEMS_MOST,
    MINUTES_MOST,
    SPEAKER_MOST,
    TITLE_MOST,
    ReadItem,
)
from facilitator.programme.reading.wording import many_lines, one_line
from facilitator.spreadsheets.headings import ROWS_MOST

_DAY_NUMBER = re.compile(r"[0-9]{1,3}")


@dataclass(frozen=True)
class _Row:
    """One row: its number in the file and its cells by role, without the empty ones."""

    number: int
    cells: Mapping[str, str]

    def bad(self, column: str) -> Refused:
        value = self.cells.get(column, "")[:80]
        return Refused("bad_cell", row=self.number, column=column, value=value)

    def text(self, column: str, most: int) -> str:
        said = self.cells.get(column, "")
        text = many_lines(said) if column == "description" else one_line(said)
        if len(text) > most:
            raise Refused(
                "cell_too_long", row=self.number, column=column, most=most, length=len(text)
            )
        return text

    def minutes(self, column: str) -> int | None:
        if column not in self.cells:
            return None
        minutes = minutes_of(self.cells[column])
        if minutes is None or minutes > MINUTES_MOST:
            raise self.bad(column)
        return minutes

    def times(self, column: str) -> tuple[int, int | None] | None:
        if column not in self.cells:
            return None
        times = times_of(self.cells[column])
        if times is None:
            raise self.bad(column)
        return times


@dataclass(frozen=True)
class _Place:
    """A row's day and time, and what its neighbours make of it."""

    row: _Row
    day: int
    start: int | None
    end: int | None
    first: bool = False
    last: bool = False
    room: int | None = None


def items_of_rows(
    rows: Sequence[Sequence[str]], heading: int, proposals: Mapping[str, Sequence[str]]
) -> tuple[ReadItem, ...]:
    """The items of the rows after the one at index ``heading``, which names the columns.

    Raises:
        Refused: ``too_many_rows`` (``most``); ``bad_cell`` with the ``row`` (1 is the first of the
            table), the ``column`` (one of ``COLUMNS`` or ``end``) and the ``value``;
            ``cell_too_long`` (``row``, ``column``, ``most``, ``length``); ``no_programme``
            (``looked_for``, ``found``) when no row has an item.
    """
    if len(rows) > ROWS_MOST:
        raise Refused("too_many_rows", most=ROWS_MOST)
    roles = roles_of(rows[heading]) or {}
    found = [
        _Row(number, {role: row[at] for at, role in roles.items() if row[at : at + 1] != [""]})
        for number, row in enumerate(_padded(rows[heading + 1 :], len(rows[heading])), heading + 2)
    ]
    full = [row for row in found if row.cells]
    if not full:
        raise Refused("no_programme", looked_for=tuple(roles.values()), found=0)
    if len(full) > ITEMS_MOST:
        raise Refused("too_many_items", most=ITEMS_MOST)
    named = frozenset(roles.values())
    return tuple(_item(place, named, proposals) for place in _places(full))


def _padded(rows: Sequence[Sequence[str]], width: int) -> list[list[str]]:
    return [
        [cell.strip() for cell in row[:width]] + [""] * max(0, width - len(row)) for row in rows
    ]


def _places(rows: Sequence[_Row]) -> list[_Place]:
    placed: list[_Place] = []
    latest = -1
    rolled = 0
    by_column = any("day" in row.cells for row in rows)
    for row, day in zip(rows, _days(rows), strict=True):
        times = row.times("start")
        start, end = times if times is not None else (None, None)
        later_end = row.times("end")
        end = later_end[0] if later_end is not None else end
        if start is not None and not by_column:
            # Without a column for it, a time that goes backwards is on the next day.
            rolled += start < latest
            latest = start
        day = min(DAY_MOST, day + rolled + (start // DAY if start is not None else 0))
        placed.append(_Place(row, day, start % DAY if start is not None else None, end))
    return [_among(placed, index) for index in range(len(placed))]


def _among(places: Sequence[_Place], index: int) -> _Place:
    place = places[index]
    before = places[index - 1] if index else None
    after = places[index + 1] if index + 1 < len(places) else None
    room = None
    if after is not None and None not in (place.start, after.start):
        room = _minutes_between(place, after)
    return _Place(
        place.row,
        place.day,
        place.start,
        place.end,
        first=before is None or before.day != place.day,
        last=after is None or after.day != place.day,
        room=room,
    )


def _minutes_between(place: _Place, after: _Place) -> int | None:
    gap = (after.day - place.day) * DAY + (after.start or 0) - (place.start or 0)
    # The night between two days is nobody's length.
    return gap if 0 <= gap <= DAY // 2 else None


def _days(rows: Sequence[_Row]) -> list[int]:
    """The day of each row by number («2», «Dag 2»), weekday or date; else as in the row above."""
    said = [row.cells.get("day", "") for row in rows]
    if all(not cell or _DAY_NUMBER.fullmatch(cell) for cell in said):
        return _numbered(said)
    stretches = []
    for row, cell in zip(rows, said, strict=True):
        heading = read_day_heading(cell[:HEADING_MOST]) if cell else None
        if _DAY_NUMBER.fullmatch(cell):
            heading = DayHeading(number=int(cell))
        elif cell and heading is None:
            raise row.bad("day")
        stretches.append(Stretch(heading))
    return count_days(stretches)


def _numbered(said: Sequence[str]) -> list[int]:
    # People count from one; a file that has a day 0 counts from there.
    least = 0 if any(cell and int(cell) == 0 for cell in said) else 1
    days: list[int] = []
    for cell in said:
        days.append(int(cell) - least if cell else (days[-1] if days else 0))
    return days


def _item(place: _Place, named: frozenset[str], proposals: Mapping[str, Sequence[str]]) -> ReadItem:
    row = place.row
    guessed = set()
    title = row.text("title", TITLE_MOST)
    if not title:
        raise row.bad("title")
    speaker = row.text("speaker", SPEAKER_MOST)
    if "speaker" not in named:
        parted = part_speaker(title)
        title, speaker = (parted.title, parted.speaker) if parted.title else (title, "")
    description = row.text("description", DESCRIPTION_MOST)
    kind = kind_called(row.cells.get("kind", ""))
    if kind is None:
        kind = kind_of(title, speaker=speaker, first=place.first, second=False, last=place.last)
        guessed.add("kind")
    minutes = _length(place, kind)
    if minutes is None:
        minutes = 0 if kind is ItemKind.CLOSE else GUESSED_MINUTES
        guessed.add("minutes")
    least = row.minutes("least_minutes")
    return ReadItem(
        day=place.day,
        start=time(*divmod(place.start, 60)) if place.start is not None else None,
        minutes=minutes,
        title=title,
        speaker=speaker[:SPEAKER_MOST].strip(),
        description=description,
        kind=kind,
        least_minutes=least_minutes_of(kind, minutes) if least is None else min(least, minutes),
        exercises=_exercises(row, proposals)
        if "exercises" in named
        else propose(f"{title}\n{description}", proposals),
        guessed=frozenset(guessed),
    )


def _length(place: _Place, kind: ItemKind) -> int | None:
    minutes = place.row.minutes("minutes")
    if minutes is not None:
        return minutes
    if place.start is not None and place.end is not None:
        return (place.end - place.start) % DAY
    return place.room


def _exercises(row: _Row, proposals: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    said = row.cells.get("exercises", "").replace(";", ",").split(",", EXERCISES_MOST)
    names = tuple(name.strip() for name in said if name.strip())
    if len(names) > EXERCISES_MOST or any(name not in proposals for name in names):
        raise row.bad("exercises")
    return names
