"""Finds the lines of pasted text where an item or a day begins, without judging them yet."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from facilitator.programme.reading.cells import minutes_of
from facilitator.programme.reading.clock import Clock, read_clock, read_whole_clock
from facilitator.programme.reading.columns import roles_of
from facilitator.programme.reading.headings import (
    DayHeading,
    is_only_heading,
    is_programme_heading,
    read_day_heading,
)
from facilitator.programme.reading.pasted import Line
from facilitator.programme.reading.result import MINUTES_MOST

CELLS_MOST = 40
_MARKS = re.compile(r"[\s•·*#>|_▪■◦‣○●◆►➤✓(\[–—-]{0,24}(?:o\s{1,4}|[0-9]{1,2}[.)]\s{1,3}(?=\S))?")
_COUNTER = re.compile(r"[0-9]{1,3}[.)]?|[•·*▪■◦‣○●◆►➤✓o–—-]")
_RULE = re.compile(r"[\s|:+=_-]*")
_AT_END = re.compile(r"(?:\.{3,}|…+|\s\(?(?i:kl)\b|\s\(|\t|\s{2,})[\s.…(]{0,10}(?=\S{0,8}\s?[0-9])")


@dataclass(frozen=True)
class Entry:
    """A place where an item may begin.

    Attributes:
        line: index of the line.
        last: index of the last line that the time and the title's first words take.
        clock: the time.
        span: where the time stands in the original text.
        words: what the line says after its time.
        speaker: what a column of its own says of the speaker.
        describes: what further columns say.
        minutes: a length that is said outright.
        open_end: the time ends with a dash, so that its end may stand on the next line.
    """

    line: int
    last: int
    clock: Clock
    span: tuple[int, int]
    words: str
    speaker: str = ""
    describes: tuple[str, ...] = ()
    minutes: int | None = None
    open_end: bool = False


@dataclass(frozen=True)
class DayMark:
    """A line that begins a day (``entry`` may begin in the same line)."""

    line: int
    heading: DayHeading


@dataclass(frozen=True)
class Found:
    """All that the lines seem to hold, in order."""

    marks: Sequence[Entry | DayMark]
    programme_headings: Sequence[int]


def find(lines: Sequence[Line]) -> Found:
    """The entries, day headings and programme headings of ``lines``."""
    marks: list[Entry | DayMark] = []
    programme_headings: list[int] = []
    roles: Mapping[int, str] = {}
    for number, line in enumerate(lines):
        text = line.text
        if not text.strip():
            continue
        if is_programme_heading(text):
            programme_headings.append(number)
        elif "\t" in text.strip() or "|" in text:
            cells = _cells(text)
            header = roles_of([text[start:end] for start, end in cells])
            roles = header or roles
            if header is None and not _RULE.fullmatch(text):
                marks += _in_row(number, line, cells, roles)
        else:
            marks += _in_line(number, line)
    return Found(_with_ends_below(marks, lines), programme_headings)


def find_at_ends(lines: Sequence[Line]) -> Found:
    """The entries of ``lines`` whose times stand last: «Velkommen ..... 16.00», «Lunsj (12.00)»."""
    marks: list[Entry | DayMark] = []
    for number, line in enumerate(lines):
        text = line.text.rstrip()
        if not text:
            continue
        tail = max(0, len(text) - 60)
        for found in _AT_END.finditer(text, tail):
            at = found.end() if found[0].strip(" (").casefold() != "kl" else found.start() + 1
            clock = read_clock(text, at)
            title = text[: found.start()].strip(" \t.…–—-")
            if clock and clock.clear and clock.after >= len(text) and 0 < len(title) <= 100:
                marks.append(Entry(number, number, clock, line.span(at, clock.stop), title))
                break
        else:
            heading = read_day_heading(text)
            if heading and is_only_heading(heading, text):
                marks.append(DayMark(number, heading))
    return Found(marks, [n for n, line in enumerate(lines) if is_programme_heading(line.text)])


def _in_line(number: int, line: Line) -> Iterator[Entry | DayMark]:
    text = line.text
    heading = read_day_heading(text)
    if heading is not None:
        clock = read_clock(text, heading.stop)
        if clock is not None:
            yield DayMark(number, heading)
            # Without words these are the hours of the whole day: «Torsdag 24.9. kl. 16–19».
            if text[clock.after :].strip():
                yield _entry(number, line, heading.stop, clock, text[clock.after :])
            return
        if is_only_heading(heading, text):
            yield DayMark(number, heading)
            return
    marks = _MARKS.match(text)
    at = marks.end() if marks else 0
    clock = read_clock(text, at)
    if clock is None and at:
        # The marks may have taken a digit of the time: «16. 30» is none, «9. 00» neither.
        at = len(text) - len(text.lstrip())
        clock = read_clock(text, at)
    if clock is not None:
        yield _entry(number, line, at, clock, text[clock.after :])


def _entry(number: int, line: Line, at: int, clock: Clock, words: str) -> Entry:
    return Entry(
        number,
        number,
        clock,
        line.span(at, clock.stop),
        words,
        open_end=line.text.rstrip().endswith(("-", "–", "—")),
    )


def _in_row(
    number: int, line: Line, cells: Sequence[tuple[int, int]], roles: Mapping[int, str]
) -> Iterator[Entry | DayMark]:
    """What a row of cells begins: a day, an item, both or nothing."""
    texts = [line.text[start:end] for start, end in cells]
    full = [index for index, text in enumerate(texts) if text]
    while full and _COUNTER.fullmatch(texts[full[0]]):
        full = full[1:]
    before: list[int] = []
    for position, index in enumerate(full):
        clock = read_clock(texts[index]) if position == 0 else read_whole_clock(texts[index])
        if clock is not None:
            after = full[position + 1 :]
            yield _row_entry(number, line, cells, roles, clock, index, before, after)
            return
        heading = read_day_heading(texts[index])
        if heading is not None and is_only_heading(heading, texts[index]):
            yield DayMark(number, heading)
        else:
            before.append(index)


def _row_entry(
    number: int,
    line: Line,
    cells: Sequence[tuple[int, int]],
    roles: Mapping[int, str],
    clock: Clock,
    index: int,
    before: Sequence[int],
    after: Sequence[int],
) -> Entry:
    """The entry of a row whose time stands in the cell ``index``."""
    texts = [line.text[start:end] for start, end in cells]
    words = texts[index][clock.after :]
    span = line.span(cells[index][0], cells[index][0] + clock.stop)
    # «Kaffe | 25.00» is as likely a price as a time.
    sure = clock.clear and (not before or ":" in texts[index] or "start" in roles.values())
    clock = replace(clock, clear=sure)
    if after and clock.end is None and not words:
        second = read_whole_clock(texts[after[0]])
        if second is not None and second.end is None:
            clock = replace(clock, end=second.start)
            after = after[1:]
    if words:
        # The title shares the cell with the time, so the columns' names say nothing of it.
        return replace(
            _said_by_cells([(-1, words), *((i, texts[i]) for i in [*after, *before])], {}),
            line=number,
            last=number,
            clock=clock,
            span=span,
        )
    said = _said_by_cells([(i, texts[i]) for i in [*after, *before]], roles)
    return replace(said, line=number, last=number, clock=clock, span=span)


def _said_by_cells(cells: Sequence[tuple[int, str]], roles: Mapping[int, str]) -> Entry:
    """An entry of what the cells beside the time say, by their roles or by their order."""
    said: dict[str, str] = {}
    describes: list[str] = []
    minutes: int | None = None
    for index, cell in cells:
        role = roles.get(index)
        length = _length(cell) if role in ("minutes", None) else None
        if length is not None and (role or any(c.isalpha() for c in cell)):
            minutes = length
        elif role in ("title", "speaker") and role not in said:
            said[role] = cell
        elif (
            role is None and "title" not in said and "title" not in roles.values() and cell.strip()
        ):
            said["title"] = cell
        elif role not in ("kind", "day", "start", "end") and cell.strip():
            describes.append(cell)
    nothing = Clock(0, None, clear=False, four=False, halved=False, stop=0, after=0)
    return Entry(
        0,
        0,
        nothing,
        (0, 0),
        said.get("title", ""),
        said.get("speaker", ""),
        tuple(describes),
        minutes,
    )


def _length(cell: str) -> int | None:
    minutes = minutes_of(cell.strip(" ()"))
    return minutes if minutes is not None and minutes <= MINUTES_MOST else None


def _cells(text: str) -> list[tuple[int, int]]:
    """Where the cells of a row begin and end, trimmed; the bars round a row make no cells."""
    cells = []
    offset = 0
    for part in re.split(r"[\t|]", text, maxsplit=CELLS_MOST):
        start = offset + len(part) - len(part.lstrip(" *_"))
        end = offset + len(part.rstrip(" *_"))
        cells.append((start, max(start, end)))
        offset += len(part) + 1
    return cells[1:] if text.lstrip().startswith("|") else cells


def _with_ends_below(
    marks: Sequence[Entry | DayMark], lines: Sequence[Line]
) -> list[Entry | DayMark]:
    """Joins a time on a line of its own with the time on the next line, which is its end."""
    joined: list[Entry | DayMark] = []
    for mark in marks:
        before = joined[-1] if joined else None
        if (
            isinstance(mark, Entry)
            and isinstance(before, Entry)
            and before.clock.end is None
            and not before.words
            and not before.describes
            and mark.clock.end is None
            and mark.clock.start > before.clock.start
            and (before.open_end or not mark.words)
            and not any(line.text.strip() for line in lines[before.line + 1 : mark.line])
        ):
            clock = replace(before.clock, end=mark.clock.start)
            joined[-1] = replace(
                before, clock=clock, last=mark.line, words=mark.words, describes=mark.describes
            )
        else:
            joined.append(mark)
    return joined
