"""What the wall shows now, decided in one place: the stage draws it, and so do the phones."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from facilitator.exercises.kind import Given, Phase
from facilitator.overview import Evening, Shown
from facilitator.programme.kinds import ItemKind


class Page(StrEnum):
    """The pages of the stage; the value names the template."""

    BEFORE = "before"
    FINISHED = "finished"
    FLOOR = "floor"
    HIGHLIGHTS = "highlights"
    EXERCISE = "exercise"
    ITEM = "item"


@dataclass(frozen=True)
class Floor:
    """A table that speaks.

    Args:
        table: its number.
        highlights: what it chose to share, as far as that is not hidden.
        order: the numbers of all tables in the order in which they speak.
        next: who speaks after, None when this is the last.
    """

    table: int
    highlights: Sequence[Given]
    order: Sequence[int]
    next: int | None


@dataclass(frozen=True)
class Wall:
    """What is on the wall: the page, and what it needs beside the evening."""

    page: Page
    floor: Floor | None = None
    highlights: Sequence[tuple[Shown, Given]] = ()


def wall_of(evening: Evening, said: Sequence[Given], lifted: Sequence[tuple[Shown, Given]]) -> Wall:
    """What the wall shows of ``evening``.

    Args:
        said: what was said to the exercise that the room is at.
        lifted: what the moderator has lifted, the newest first.
    """
    status = evening.timeline.status
    item, exercise = evening.current, evening.active
    if status == "before":
        return Wall(Page.BEFORE)
    if item is None or status not in ("running", "paused"):
        return Wall(Page.FINISHED)
    floor = floor_of(evening, exercise, said) if exercise else None
    if floor:
        return Wall(Page.FLOOR, floor=floor)
    highlights = _highlights(evening, lifted)
    if highlights:
        return Wall(Page.HIGHLIGHTS, highlights=highlights)
    if exercise is None or item.kind == ItemKind.BREAK:
        return Wall(Page.ITEM)
    if exercise.in_room and not exercise.on_stage:
        # One asks while one listens: the speaker stays on the wall.
        return Wall(Page.ITEM)
    at_work = exercise.phase is not Phase.CLOSED or exercise.on_stage
    return Wall(Page.EXERCISE if at_work else Page.ITEM)


def floor_of(evening: Evening, exercise: Shown, said: Sequence[Given]) -> Floor | None:
    """Which table speaks about ``exercise`` now, or None."""
    table = exercise.speaking
    if table is None:
        return None
    order = exercise.speakers(evening.tables)
    return Floor(
        table,
        tuple(one for one in said if one.table == table and one.highlighted and not one.hidden),
        order,
        next_speaker(exercise, order),
    )


def next_speaker(exercise: Shown, order: Sequence[int]) -> int | None:
    """The first table in ``order`` that has not had the floor yet."""
    return next((table for table in order if table not in exercise.spoken), None)


def _highlights(
    evening: Evening, lifted: Sequence[tuple[Shown, Given]]
) -> Sequence[tuple[Shown, Given]]:
    """What was lifted, when the room is together; an item with exercises shows only its own.

    A question is answered while others are asked: lifted, it is shown in every phase.
    """
    item, exercise = evening.current, evening.active
    together = (Phase.PLENARY, Phase.CLOSED)
    if item is None:
        return ()
    if exercise and exercise.in_room:
        return tuple((shown, one) for shown, one in lifted if shown.id == exercise.id)
    if item.kind != ItemKind.PLENARY and not (exercise and exercise.phase in together):
        return ()
    if not evening.exercises:
        return lifted
    return tuple((shown, one) for shown, one in lifted if shown.item_id == item.id)
