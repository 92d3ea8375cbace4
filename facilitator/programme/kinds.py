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

    @property
    def rests(self) -> bool:
        """Whether nobody works meanwhile: the stage is dark and calm."""
        return self in (ItemKind.ARRIVAL, ItemKind.BREAK, ItemKind.CLOSE)

    @property
    def gathers(self) -> bool:
        """Whether people come in meanwhile: the stage counts the phones."""
        return self is ItemKind.ARRIVAL

    @property
    def writes(self) -> bool:
        """Whether the tables write meanwhile: their phones show one thing at a time."""
        return self is ItemKind.TABLE_WORK

    @property
    def pauses(self) -> bool:
        """Whether it is a pause, which may absorb lateness."""
        return self is ItemKind.BREAK


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


def least_minutes_of(kind: ItemKind, minutes: int) -> int:
    """The minutes to which lateness may shrink an item of ``kind`` that is ``minutes`` long.

    A break may lose about half, to the nearest five minutes and never under five; everything
    else keeps its length.
    """
    if not kind.pauses:
        return minutes
    half = (minutes + 5) // 10 * 5
    return min(minutes, max(5, half))
