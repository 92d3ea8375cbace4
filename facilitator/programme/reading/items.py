"""Makes items out of chosen times and the lines that belong to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time

from facilitator.programme.kinds import ItemKind, least_minutes_of
from facilitator.programme.reading.announcement import is_aside
from facilitator.programme.reading.classify import kind_of
from facilitator.programme.reading.clock import DAY
from facilitator.programme.reading.columns import roles_of
from facilitator.programme.reading.headings import is_only_heading, read_day_heading
from facilitator.programme.reading.order import Slot
from facilitator.programme.reading.pasted import Line
from facilitator.programme.reading.people import is_only_speaker, part_speaker, speaker_in, who_acts
from facilitator.programme.reading.proposals import propose
from facilitator.programme.reading.result import (
    DAY_MOST,
    GUESSED_MINUTES,
    MINUTES_MOST,
    SPEAKER_MOST,
    Notes,
    ReadItem,
)
from facilitator.programme.reading.wording import (
    describe,
    is_bullet,
    one_line,
    part_length,
    shorten,
    without_marks,
)

_JOINED_MOST = 2
_PARAGRAPHS_AFTER_LAST = 3
_WORDS_MOST = 4000


@dataclass
class Block:
    """A time and the words that stand with it, before they are understood.

    Attributes:
        title: the words of the line, without the time; perhaps of several items at that time.
        lines: the lines below, empty ones as empty texts.
        minutes: a length that is said outright.
    """

    slot: Slot
    title: str
    speaker: str
    lines: list[str]
    minutes: int | None


def blocks_of(
    slots: Sequence[Slot], lines: Sequence[Line], stops: Sequence[int], notes: Notes
) -> list[Block]:
    """The blocks of one day.

    Args:
        slots: the day's times in order.
        lines: all lines of the text.
        stops: for each slot the line before which its block ends.
    """
    blocks: list[Block] = []
    for slot, stop in zip(slots, stops, strict=True):
        below = [line.text[:_WORDS_MOST] for line in lines[slot.entry.last + 1 : stop]]
        block = _block(slot, [line for line in below if not roles_of(line.split("\t", 40))])
        if not block.title:
            notes.add("no_title")
        elif blocks and _is_parallel(blocks[-1].slot, slot):
            notes.add("joined_parallel")
            blocks[-1].title += " / " + block.title
            blocks[-1].lines += block.lines
            blocks[-1].slot.end = max(filter(None, (blocks[-1].slot.end, slot.end)), default=None)
        else:
            blocks.append(block)
    _cut_after_last(blocks)
    return blocks


def items_of(
    day: int, blocks: Sequence[Block], proposals: Mapping[str, Sequence[str]], notes: Notes
) -> list[ReadItem]:
    """The items of one day's ``blocks``; ``day`` is the number of the day that begins there."""
    items = []
    for index, block in enumerate(blocks):
        after = blocks[index + 1].slot if index + 1 < len(blocks) else None
        later = after if after is not None and not after.begins_day else None
        begins = index == 0 or block.slot.begins_day
        second = not begins and (index == 1 or blocks[index - 1].slot.begins_day)
        item = _item(day, block, proposals, notes, first=begins, second=second, last=later is None)
        items.append(_with_length(item, block, later, notes))
    return items


def _block(slot: Slot, below: list[str]) -> Block:
    words = slot.entry.words[:_WORDS_MOST].strip()
    lines = list(below)
    speaker = slot.entry.speaker
    if not words:
        while lines and not words:
            line = lines.pop(0).strip()
            if line and not speaker and is_only_speaker(line):
                speaker = part_speaker(line).speaker
            elif any(c.isalnum() for c in line):
                words = line
    for _ in range(_JOINED_MOST):
        if not (lines and words and _goes_on(words, lines[0])):
            break
        words = f"{words} {lines.pop(0).strip()}"
    words, *cells = (cell for cell in words.split("\t", 40) if cell.strip()) if words else [""]
    heading = read_day_heading(words)
    is_heading = heading is not None and is_only_heading(heading, words)
    if is_heading or not any(c.isalnum() for c in words):
        # «08.00–15.30 mandag» is when somebody is open, not an item.
        words = ""
    title, minutes = part_length(one_line(words).strip(" *_#|"))
    lines = [*cells, *slot.entry.describes, *lines]
    return Block(slot, title, one_line(speaker), lines, slot.entry.minutes or minutes)


def _goes_on(words: str, line: str) -> bool:
    """Whether ``line`` is the rest of a title that a narrow page broke."""
    return line.strip()[:1].islower() and words[-1] not in ".!?:;»" and not is_bullet(line)


def _is_parallel(before: Slot, slot: Slot) -> bool:
    return before.start == slot.start and not slot.begins_day


def _cut_after_last(blocks: Sequence[Block]) -> None:
    """Takes from each day's last block what no longer belongs to the programme."""
    spaced = any(
        not block.lines[0].strip() and any(line.strip() for line in block.lines)
        for block in blocks[:-1]
        if block.lines
    )
    for index, block in enumerate(blocks):
        if index + 1 < len(blocks) and not blocks[index + 1].slot.begins_day:
            continue
        closes = kind_of(
            without_marks(block.title), speaker="", first=False, second=False, last=True
        )
        goes_on = spaced and closes is not ItemKind.CLOSE
        kept: list[str] = []
        paragraphs = 0
        for line in block.lines:
            if not line.strip():
                paragraphs += 1
            elif is_aside(line) or paragraphs > (_PARAGRAPHS_AFTER_LAST if goes_on else 0):
                break
            kept.append(line)
        block.lines = kept


def _item(
    day: int,
    block: Block,
    proposals: Mapping[str, Sequence[str]],
    notes: Notes,
    *,
    first: bool,
    second: bool,
    last: bool,
) -> ReadItem:
    guessed = set(block.slot.guessed)
    parted = part_speaker(block.title)
    speaker = block.speaker or parted.speaker
    words = block.title if block.speaker else parted.title
    lines = block.lines if block.speaker else [parted.rest, *block.lines]
    plain = without_marks(words)
    kind = kind_of(plain, speaker=speaker, first=first, second=second, last=last)
    if not speaker and kind not in (ItemKind.BREAK, ItemKind.ARRIVAL, ItemKind.CLOSE):
        speaker = speaker_in("\n".join(lines))
        lines = [line for line in lines if not is_only_speaker(line)] if speaker else lines
        if not speaker and (speaker := who_acts(words)):
            guessed.add("speaker")
        kind = kind_of(plain, speaker=speaker, first=first, second=second, last=last)
    if kind is ItemKind.OTHER:
        guessed.add("kind")
    title, taken_over = shorten(words if any(c.isalnum() for c in plain) else speaker or words)
    title = without_marks(title) or title
    description, was_cut = describe([taken_over, *lines])
    if taken_over or was_cut:
        notes.add("shortened")
    start = block.slot.start
    return ReadItem(
        day=min(DAY_MOST, day + start // DAY),
        start=time(start % DAY // 60, start % 60),
        minutes=0,
        title=title,
        speaker=one_line(speaker)[:SPEAKER_MOST].rstrip(),
        description=description,
        kind=kind,
        least_minutes=0,
        exercises=propose(f"{words}\n{description}", proposals),
        guessed=frozenset(guessed),
        source=block.slot.entry.span,
    )


def _with_length(item: ReadItem, block: Block, later: Slot | None, notes: Notes) -> ReadItem:
    """``item`` with its length: to its end, to the next start, or what is usual for its kind."""
    slot = block.slot
    guessed = item.guessed
    room = later.start - slot.start if later is not None else None
    said = slot.end - slot.start if slot.end is not None else block.minutes
    if said is not None and room is not None and said > room:
        notes.add("overlap")
        said = room
    if said is not None:
        minutes = said
    elif room is not None:
        minutes = room
    elif item.kind is ItemKind.CLOSE:
        minutes = 0
    else:
        minutes = GUESSED_MINUTES
        guessed = guessed | {"minutes"}
    minutes = min(minutes, MINUTES_MOST)
    least = least_minutes_of(item.kind, minutes)
    return replace(item, minutes=minutes, least_minutes=least, guessed=guessed)
