"""Reads a programme out of our own JSON, strictly: what is not known is refused with its place."""

import re
from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from facilitator.errors import Refused
from facilitator.programme.kinds import ItemKind, least_minutes_of
from facilitator.programme.reading.proposals import PROPOSALS
from facilitator.programme.reading.result import (
    DAY_MOST,
    DESCRIPTION_MOST,
    EXERCISES_MOST,
    ITEMS_MOST,
    MINUTES_MOST,
    SPEAKER_MOST,
    SUBTITLE_MOST,
    TITLE_MOST,
    Reading,
    ReadItem,
)
from facilitator.programme.reading.wording import many_lines, one_line
from facilitator.spreadsheets.decoding import FILE_MOST, text_of
from facilitator.strict_json import read_strictly

FORMAT = "medvirk-programme"
VERSION = 1
_START = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_TOP = ("format", "version", "title", "subtitle", "items")
_ITEM = (
    "day",
    "start",
    "minutes",
    "title",
    "speaker",
    "description",
    "kind",
    "least_minutes",
    "exercises",
)


def read_json(data: bytes | str, proposals: Mapping[str, Sequence[str]] = PROPOSALS) -> Reading:
    """The programme in ``data``, which ``write_json`` wrote or somebody by hand.

    Of an item only ``title`` and ``minutes`` must be there. ``start`` is local wall-clock time as
    "16:30", or null when the item follows the one before it.

    Args:
        data: at most 2 MB.
        proposals: its names are the exercises that an item may have.

    Raises:
        Refused: ``file_too_large``, ``not_text``, ``not_json``; ``unknown_version`` (``version``);
            ``unknown_field``, ``missing_field`` or ``wrong_value``, each with its ``place`` such
            as ``items[2].start``.
    """
    text = text_of(data) if isinstance(data, bytes) else data
    if len(text) > FILE_MOST:
        raise Refused("file_too_large", most=FILE_MOST, length=len(text))
    found = read_strictly(text.removeprefix("\ufeff"))
    top = _Fields(found, "", _TOP)
    if top.required("format") != FORMAT:
        raise Refused("wrong_value", place="format")
    if top.required("version") != VERSION or isinstance(found["version"], bool):
        raise Refused("unknown_version", version=str(found["version"])[:40])
    items = top.required("items")
    if not isinstance(items, list) or not 0 < len(items) <= ITEMS_MOST:
        raise Refused("wrong_value", place="items")
    return Reading(
        tuple(_item(_Fields(one, f"items[{n}]", _ITEM), proposals) for n, one in enumerate(items)),
        top.text("title", TITLE_MOST),
        top.text("subtitle", SUBTITLE_MOST),
    )


class _Fields:
    """One object of the file, whose fields are asked for by name."""

    def __init__(self, found: object, place: str, known: Sequence[str]) -> None:
        self._place = place
        if not isinstance(found, dict):
            raise Refused("wrong_value", place=place or "file")
        self._found: dict[str, Any] = found
        for name in found:
            if name not in known:
                raise Refused("unknown_field", place=self.place(one_line(name)[:40]))

    def place(self, name: str) -> str:
        return f"{self._place}.{name}" if self._place else name

    def has(self, name: str) -> bool:
        return name in self._found

    def required(self, name: str) -> Any:
        if name not in self._found:
            raise Refused("missing_field", place=self.place(name))
        return self._found[name]

    def wrong(self, name: str) -> Refused:
        return Refused("wrong_value", place=self.place(name))

    def text(self, name: str, most: int) -> str:
        value = self._found.get(name, "")
        if not isinstance(value, str):
            raise self.wrong(name)
        text = many_lines(value) if name == "description" else one_line(value)
        if len(text) > most:
            raise self.wrong(name)
        return text

    def number(self, name: str, most: int) -> int:
        value = self._found[name]
        if type(value) is not int or not 0 <= value <= most:
            raise self.wrong(name)
        return value


def _item(fields: _Fields, proposals: Mapping[str, Sequence[str]]) -> ReadItem:
    fields.required("title")
    fields.required("minutes")
    title = fields.text("title", TITLE_MOST)
    if not title:
        raise fields.wrong("title")
    minutes = fields.number("minutes", MINUTES_MOST)
    kind = _kind(fields)
    return ReadItem(
        day=fields.number("day", DAY_MOST) if fields.has("day") else 0,
        start=_start(fields),
        minutes=minutes,
        title=title,
        speaker=fields.text("speaker", SPEAKER_MOST),
        description=fields.text("description", DESCRIPTION_MOST),
        kind=kind,
        least_minutes=fields.number("least_minutes", minutes)
        if fields.has("least_minutes")
        else least_minutes_of(kind, minutes),
        exercises=_exercises(fields, proposals),
    )


def _kind(fields: _Fields) -> ItemKind:
    if not fields.has("kind"):
        return ItemKind.OTHER
    try:
        return ItemKind(fields.required("kind"))
    except ValueError:
        raise fields.wrong("kind") from None


def _start(fields: _Fields) -> time | None:
    said = fields.required("start") if fields.has("start") else None
    if said is None:
        return None
    if not isinstance(said, str) or not _START.fullmatch(said):
        raise fields.wrong("start")
    return time.fromisoformat(said)


def _exercises(fields: _Fields, proposals: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    names = fields.required("exercises") if fields.has("exercises") else []
    if not isinstance(names, list) or len(names) > EXERCISES_MOST:
        raise fields.wrong("exercises")
    for index, name in enumerate(names):
        if not isinstance(name, str) or name not in proposals:
            raise fields.wrong(f"exercises[{index}]")
    return tuple(names)
