"""Chooses, among the times that were found, those that follow each other as a programme does."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from facilitator.programme.kinds import ItemKind
from facilitator.programme.reading.classify import kind_of
from facilitator.programme.reading.clock import DAY, NOON, begins_title
from facilitator.programme.reading.finding import DayMark, Entry
from facilitator.programme.reading.headings import DayHeading
from facilitator.programme.reading.result import TITLE_MOST, Notes

_EARLY = 6 * 60
_EVENING = 17 * 60
_NEAR = 120
_WHOLE_SPAN_LEAST = 90


@dataclass
class Slot:
    """An entry with its place in its day.

    Attributes:
        start, end: minutes after the day's midnight; past midnight they go on over 1440.
        begins_day: a new day was guessed to begin here; the time before it is no night programme.
    """

    entry: Entry
    start: int
    end: int | None
    begins_day: bool = False
    guessed: set[str] = field(default_factory=set)


@dataclass
class Stretch:
    """The entries under one day heading (or under none)."""

    heading: DayHeading | None
    entries: list[Entry] = field(default_factory=list)


def stretches_of(marks: Sequence[Entry | DayMark], first_line: int) -> list[Stretch]:
    """The entries from ``first_line`` on, gathered under the headings that they stand under.

    Headings in a row count as one; those without entries are left out, apart from what they say
    of the day that follows.
    """
    stretches = [Stretch(None)]
    for mark in marks:
        current = stretches[-1]
        if isinstance(mark, DayMark):
            if current.entries:
                stretches.append(Stretch(mark.heading))
            elif current.heading is not None:
                current.heading = current.heading.joined_with(mark.heading)
            else:
                current.heading = mark.heading
        elif mark.line >= first_line:
            current.entries.append(mark)
    return [stretch for stretch in stretches if stretch.entries]


def believable(entries: Sequence[Entry]) -> list[Entry]:
    """Leaves out bare digits (``1600``, ``10–11``) that others do not make a time."""
    company = sum(_may_be_time(entry) and not _may_be_year(entry) for entry in entries)
    before = _latest_clear(entries)
    after = _latest_clear(entries[::-1])[::-1]
    return [
        entry
        for entry, around in zip(entries, zip(before, after, strict=True), strict=True)
        if entry.clock.clear
        or (_may_be_time(entry) and (company >= 2 or _stands_near(entry, around)))
    ]


def in_order(entries: Sequence[Entry], notes: Notes) -> list[Slot]:
    """The longest run of ``entries`` whose times do not go backwards, as slots.

    Going back past midnight, from 12.30 to 1.00 in twelve-hour style, or to another morning is
    not going backwards.
    """
    slots = _unwrapped(entries, notes)
    if len(slots) > 2 and _spans_all(slots[0], slots[1:]):
        notes.add("whole_span")
        slots = slots[1:]
    chosen = _longest_rising(slots)
    if len(chosen) < len(slots):
        notes.add("out_of_order")
    return chosen


def _latest_clear(entries: Sequence[Entry]) -> list[Entry | None]:
    """For each entry the clear one before it."""
    latest: Entry | None = None
    found = []
    for entry in entries:
        found.append(latest)
        latest = entry if entry.clock.clear else latest
    return found


def _may_be_time(entry: Entry) -> bool:
    words = entry.words.strip()
    return (
        not entry.clock.clear and entry.clock.start % 5 == 0 and (not words or begins_title(words))
    )


def _may_be_year(entry: Entry) -> bool:
    if not entry.clock.four or entry.clock.end is not None:
        return False
    words = entry.words[:TITLE_MOST].strip()
    kind = kind_of(words, speaker="", first=False, second=False, last=False)
    return 19 <= entry.clock.start // 60 <= 20 and kind is ItemKind.OTHER


def _stands_near(entry: Entry, around: tuple[Entry | None, Entry | None]) -> bool:
    """Whether the times before and after make ``entry`` the next in their row."""
    near = [
        sign * (neighbour.clock.start - entry.clock.start)
        for sign, neighbour in zip((-1, 1), around, strict=True)
        if neighbour is not None
    ]
    return bool(near) and all(gap >= 0 for gap in near) and min(near) <= _NEAR


def _unwrapped(entries: Sequence[Entry], notes: Notes) -> list[Slot]:
    slots: list[Slot] = []
    twelve_hours = not any(e.clock.halved or e.clock.start >= NOON + 60 for e in entries)
    offset, morning, afternoon = 0, 0, False
    for entry in entries:
        start = entry.clock.start + offset
        before = slots[-1].start if slots else None
        guessed: set[str] = set()
        if before is None:
            morning = start
        elif start < before:
            last, now = before % DAY, entry.clock.start
            afternoon_now = now < 8 * 60 and last >= 9 * 60 and now + NOON >= last
            if twelve_hours and not afternoon and afternoon_now:
                offset += NOON
                afternoon = True
                notes.add("afternoon_guessed")
            elif last >= _EVENING and now < _EARLY:
                offset = (before // DAY + 1) * DAY
            elif last >= NOON and now <= morning % DAY + 60 and last - now >= 180:
                offset = (before // DAY + 1) * DAY
                afternoon = False
                notes.add("day_guessed")
                guessed.add("day")
            start = entry.clock.start + offset
        if offset % DAY:
            guessed.add("start")
        slots.append(Slot(entry, start, _end_of(entry, start, offset), "day" in guessed, guessed))
    return slots


def _end_of(entry: Entry, start: int, offset: int) -> int | None:
    if entry.clock.end is None:
        return None
    end = entry.clock.end + offset
    if end >= start:
        return end
    if (
        end + NOON > start
        and entry.clock.end < NOON
        and not entry.clock.halved
        and start < NOON + 60
    ):
        # «11.30–1.00» in twelve-hour style.
        return end + NOON
    across_midnight = start % DAY >= NOON and entry.clock.end <= NOON
    return end + DAY if across_midnight else None


def _spans_all(slot: Slot, others: Sequence[Slot]) -> bool:
    """Whether ``slot`` is only the hours of the whole day: «16.00–19.00», then «16.00 …»."""
    return (
        slot.end is not None
        and slot.end - slot.start >= _WHOLE_SPAN_LEAST
        and sum(slot.start <= other.start < slot.end for other in others) >= 2
        and all(slot.start <= other.start <= slot.end for other in others)
    )


def _longest_rising(slots: Sequence[Slot]) -> list[Slot]:
    """The longest subsequence whose starts never fall, by patience sorting."""
    tops: list[int] = []
    at_top: list[int] = []
    previous: list[int] = []
    for index, slot in enumerate(slots):
        pile = bisect_right(tops, slot.start)
        previous.append(at_top[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(slot.start)
            at_top.append(index)
        else:
            tops[pile] = slot.start
            at_top[pile] = index
    chosen: list[Slot] = []
    index = at_top[-1] if at_top else -1
    while index >= 0:
        chosen.append(slots[index])
        index = previous[index]
    return chosen[::-1]
