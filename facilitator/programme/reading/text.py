"""Reads a programme out of text that was pasted from a web page, a letter or a document."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facilitator.errors import Refused
from facilitator.programme.reading.announcement import labelled_date, propose_titles
from facilitator.programme.reading.capacity import read_places
from facilitator.programme.reading.clock import begins_title
from facilitator.programme.reading.days import count_days, date_of
from facilitator.programme.reading.finding import DayMark, Entry, Found, find, find_at_ends
from facilitator.programme.reading.headings import DayHeading
from facilitator.programme.reading.items import blocks_of, items_of
from facilitator.programme.reading.order import Slot, Stretch, believable, in_order, stretches_of
from facilitator.programme.reading.pasted import Line, lines_of
from facilitator.programme.reading.proposals import PROPOSALS
from facilitator.programme.reading.prose import read_about
from facilitator.programme.reading.result import ITEMS_MOST, Notes, ReadDate, Reading, ReadItem

TEXT_MOST = 200_000
LOOKED_FOR = ("16.00", "kl. 16.30", "16.30–17.00", "1600", "4:30 pm")
_AT_ENDS_LEAST = 3
_PROSE_LEAST = 60
_SENTENCE_SPACES = 3


@dataclass
class _Day:
    number: int
    heading: DayHeading | None
    entries: list[Entry]


def read_text(text: str, proposals: Mapping[str, Sequence[str]] = PROPOSALS) -> Reading:
    """The programme that ``text`` holds, its times as local wall-clock times.

    Args:
        text: at most 200,000 characters, in any shape; bokmål, nynorsk or English.
        proposals: for each kind of exercise the regular expressions that propose it.

    Raises:
        Refused: ``text_too_long`` (``most``, ``length``); ``no_programme`` (``looked_for``, forms
            of time as examples; ``found``, how many were there); ``too_many_items`` (``most``).
    """
    if len(text) > TEXT_MOST:
        raise Refused("text_too_long", most=TEXT_MOST, length=len(text))
    lines = lines_of(text)
    found = find(lines)
    reading = _read(lines, found, proposals)
    if reading is None:
        at_ends = find_at_ends(lines)
        reading = _read(lines, at_ends, proposals)
        if reading is not None and len(reading.items) < _AT_ENDS_LEAST:
            reading = None
    if reading is None:
        times = sum(isinstance(mark, Entry) for mark in found.marks)
        raise Refused("no_programme", looked_for=LOOKED_FOR, found=times)
    return reading


def _read(
    lines: Sequence[Line], found: Found, proposals: Mapping[str, Sequence[str]]
) -> Reading | None:
    notes = Notes()
    after = _line_after_heading(found)
    planned = [
        (day, in_order(day.entries, notes)) for day in _days_of(stretches_of(found.marks, after))
    ]
    slots = [slot for _, chosen in planned for slot in chosen]
    if len(slots) > ITEMS_MOST:
        raise Refused("too_many_items", most=ITEMS_MOST)
    if not _looks_planned(slots):
        return None
    before = [line.text for line in lines[: max(after, slots[0].entry.line)]]
    stops = _stops(found, slots, len(lines))
    items: list[ReadItem] = []
    dates: list[ReadDate] = []
    begins = 0
    for day, chosen in planned:
        ends = [stops[bisect_left(stops, slot.entry.last + 1)] for slot in chosen]
        blocks = blocks_of(chosen, lines, ends, notes)
        if not blocks:
            continue
        if not items:
            begins = day.number
        number = day.number - begins
        heading = day.heading
        if not items and (heading is None or heading.month is None):
            heading = labelled_date(before) or heading
        date = date_of(number, heading)
        dates += [date] if date is not None else []
        items += items_of(number, blocks, proposals, notes)
    if len(items) < 2 and not (items and slots[0].end is not None):
        return None
    title, subtitle = propose_titles(before)
    around = [*before, *(line.text for line in lines[slots[-1].entry.last + 1 :])]
    places = read_places(around)
    about = read_about(before, title)
    return Reading(tuple(items), title, subtitle, tuple(dates), notes.all(), places, about)


def _line_after_heading(found: Found) -> int:
    """The line after «Program»: the last such heading that does not have times before it."""
    times = [mark.line for mark in found.marks if isinstance(mark, Entry)]
    after = 0
    for heading in found.programme_headings:
        before = bisect_left(times, heading)
        if before < 2 <= len(times) - before or (before == 0 and times):
            after = heading + 1
    return after


def _days_of(stretches: Sequence[Stretch]) -> list[_Day]:
    """The believable entries of the stretches as days; stretches of the same day become one."""
    for stretch in stretches:
        stretch.entries = believable(stretch.entries)
    held = [stretch for stretch in stretches if stretch.entries]
    days: list[_Day] = []
    for number, stretch in zip(count_days(held), held, strict=True):
        if days and days[-1].number == number:
            days[-1].entries += stretch.entries
        else:
            days.append(_Day(number, stretch.heading, stretch.entries))
    return days


def _looks_planned(slots: Sequence[Slot]) -> bool:
    """Whether the times are a plan: round ones, and mostly with titles rather than prose."""
    if not slots:
        return False
    round_times = sum(slot.start % 5 == 0 for slot in slots)
    prose = sum(_is_prose(slot.entry.words.strip()) for slot in slots)
    return round_times * 2 >= len(slots) and prose * 2 <= len(slots)


def _is_prose(words: str) -> bool:
    sentence = words.endswith(".") and words.count(" ") >= _SENTENCE_SPACES
    return not begins_title(words) and (sentence or len(words) > _PROSE_LEAST)


def _stops(found: Found, slots: Sequence[Slot], end: int) -> list[int]:
    """The lines before which blocks end, in order."""
    lines = {slot.entry.line for slot in slots} | set(found.programme_headings) | {end}
    lines |= {mark.line for mark in found.marks if isinstance(mark, DayMark)}
    return sorted(lines)
