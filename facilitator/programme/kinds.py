"""The kinds of programme item, which decide what the stage shows and what may shrink."""

from collections.abc import Mapping
from enum import StrEnum

from facilitator.words import N_


class ItemKind(StrEnum):
    """What an item of the programme is; the value is what the database and the files hold."""

    ARRIVAL = "arrival"
    TALK = "talk"
    TABLE_WORK = "table_work"
    PLENARY = "plenary"
    BREAK = "break"
    CLOSE = "close"
    OTHER = "other"


KIND_TITLES: Mapping[ItemKind, str] = {
    ItemKind.ARRIVAL: N_("Ankomst"),
    ItemKind.TALK: N_("Innledning"),
    ItemKind.TABLE_WORK: N_("Arbeid ved bordene"),
    ItemKind.PLENARY: N_("Plenum"),
    ItemKind.BREAK: N_("Pause"),
    ItemKind.CLOSE: N_("Avslutning"),
    ItemKind.OTHER: N_("Annet"),
}

STAGE_TITLES: Mapping[ItemKind, str] = {
    **KIND_TITLES,
    ItemKind.ARRIVAL: N_("Velkommen"),
    ItemKind.PLENARY: N_("I plenum"),
    ItemKind.OTHER: "",
}
"""What the room is told that it is at."""

RESTING = frozenset({ItemKind.ARRIVAL, ItemKind.BREAK, ItemKind.CLOSE})
"""Items during which nobody works: the stage is dark and calm."""


def least_minutes_of(kind: ItemKind, minutes: int) -> int:
    """The minutes to which lateness may shrink an item of ``kind`` that is ``minutes`` long.

    A break may lose about half, to the nearest five minutes and never under five; everything
    else keeps its length.
    """
    if kind is not ItemKind.BREAK:
        return minutes
    half = (minutes + 5) // 10 * 5
    return min(minutes, max(5, half))
