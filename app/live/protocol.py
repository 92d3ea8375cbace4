"""Every message between screens and server: its name, what it carries, who may send it.

A payload's field is ``required`` or ``optional?`` and has a type that is checked before any
handler sees it. Each message is acknowledged with ``{ok: true, …}`` or
``{ok: false, code, message}``. The server sends ``region`` and ``clock``; it is never asked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from facilitator.errors import Invalid, Unknown


class Audience(StrEnum):
    """Who a screen is for."""

    PHONE = "phone"
    STAGE = "stage"
    CONSOLE = "console"
    THEMES = "themes"
    """A helper's board, where contributions are joined in themes."""
    DOOR = "door"
    """Those who receive people at the door."""


class Field(StrEnum):
    """The types of a payload's fields."""

    ID = "a row's number"
    UUID = "a UUID"
    NUMBER = "a whole number"
    FLAG = "true or false"
    TEXT = "a text"
    MAP = "a dictionary"
    NONE_OR_ID = "a row's number or null"
    IDS = "a list of rows' numbers"
    UUIDS = "a list of contributions' UUIDs"


@dataclass(frozen=True)
class Message:
    """One message that a screen may send."""

    name: str
    senders: Sequence[Audience]
    required: Mapping[str, Field]
    optional: Mapping[str, Field]


def _message(name: str, senders: Sequence[Audience], /, **fields: Field) -> Message:
    """A field whose name ends in an underscore may be left out."""
    return Message(
        name,
        senders,
        {field: kind for field, kind in fields.items() if not field.endswith("_")},
        {field[:-1]: kind for field, kind in fields.items() if field.endswith("_")},
    )


_F = Field
_ANY = tuple(Audience)
_PHONE = (Audience.PHONE,)
_CONSOLE = (Audience.CONSOLE,)
_HELPERS = (Audience.CONSOLE, Audience.THEMES)
_DOOR = (Audience.DOOR,)

MESSAGES: Mapping[str, Message] = {
    message.name: message
    for message in (
        # ``took`` is how long the last answer was under way, in milliseconds.
        _message("sync", _ANY, versions=_F.MAP, took_=_F.NUMBER),
        # What a phone says
        _message("give", _PHONE, id=_F.UUID, exercise=_F.ID, body=_F.MAP, phase_=_F.TEXT),
        _message("revise", _PHONE, id=_F.UUID, body=_F.MAP, base=_F.NUMBER),
        _message("withdraw", _PHONE, id=_F.UUID),
        _message("share", _PHONE, id=_F.UUID),
        _message("support", _PHONE, id=_F.UUID, on=_F.FLAG),
        _message("writing", _PHONE, exercise=_F.ID),
        _message("scribe", _PHONE, on=_F.FLAG),
        _message("done", _PHONE, exercise=_F.ID, on=_F.FLAG),
        _message("highlight", _PHONE, id=_F.UUID),
        # What came too late, for the organiser alone.
        _message("note", _PHONE, id=_F.UUID, exercise=_F.ID, body=_F.MAP),
        # How the moderator conducts the programme
        _message("start", _CONSOLE, item=_F.ID, current_=_F.NONE_OR_ID),
        _message("next", _CONSOLE, current=_F.NONE_OR_ID),
        _message("back", _CONSOLE, current=_F.NONE_OR_ID),
        _message("extend", _CONSOLE, current=_F.NONE_OR_ID, seconds=_F.NUMBER),
        _message("pause", _CONSOLE, current_=_F.NONE_OR_ID),
        _message("resume", _CONSOLE, current_=_F.NONE_OR_ID),
        _message("finish", _CONSOLE, current_=_F.NONE_OR_ID),
        _message("undo", _CONSOLE, entry=_F.NUMBER),
        # What the moderator does with exercises and contributions
        _message("phase", _CONSOLE, exercise=_F.ID, phase=_F.TEXT),
        _message("prolong", _CONSOLE, exercise=_F.ID, seconds=_F.NUMBER),
        # ``table`` here and below is a table's number in the room.
        _message("reveal", _CONSOLE, exercise=_F.ID, on=_F.FLAG, table_=_F.ID),
        _message("turn", _CONSOLE, exercise=_F.ID, page=_F.NUMBER),
        _message("dots", _CONSOLE, exercise=_F.ID, on=_F.FLAG),
        _message("speak", _CONSOLE, table=_F.NONE_OR_ID, exercise_=_F.ID),
        _message("order", _CONSOLE, exercise=_F.ID, tables=_F.IDS),
        # What is done with themes, ``do``, and what it needs beside:
        # ``make``      exercise, ids? or shelf? (where an empty one stands), title?
        # ``add``       theme, ids            ``take_out``  ids
        # ``rename``    theme, title, base    ``split``     theme, ids, title?
        # ``merge``     theme, into           ``move``      theme, place (1 is the first)
        # ``dissolve``  theme
        # ``ids`` are contributions'; without a title a theme is called what the first one says.
        # The answer has the ``act``, for ``revert``, and the ``theme`` unless nothing changed.
        _message(
            "theme",
            _HELPERS,
            do=_F.TEXT,
            exercise_=_F.ID,
            shelf_=_F.TEXT,
            theme_=_F.ID,
            ids_=_F.UUIDS,
            into_=_F.ID,
            title_=_F.TEXT,
            base_=_F.NUMBER,
            place_=_F.NUMBER,
        ),
        _message("revert", _HELPERS, act=_F.ID),
        _message("answer", _CONSOLE, id=_F.UUID, on=_F.FLAG),
        _message("paper", _CONSOLE, id=_F.UUID, exercise=_F.ID, table=_F.ID, body=_F.MAP),
        _message("nudge", _CONSOLE, table=_F.ID, text=_F.TEXT),
        _message("hide", _CONSOLE, id=_F.UUID, on=_F.FLAG),
        _message("redact", _CONSOLE, id=_F.UUID, text=_F.TEXT),
        _message("lift", _CONSOLE, id=_F.UUID, on=_F.FLAG),
        # What the moderator does with the stage
        _message("black", _CONSOLE, on=_F.FLAG),
        _message("message", _CONSOLE, text=_F.TEXT),
        # Who comes to the door; ``id`` is the registration's. The answer has the person's ``id``,
        # ``name`` and ``table`` (a number or null), and ``fresh``: whether anything changed.
        # ``place``: also when the person waits or has cancelled, which those at the door decide.
        _message("arrive", _DOOR, id=_F.UUID, on=_F.FLAG, place_=_F.FLAG),
        # ``key`` is what stands on a badge, and says that it is that of ``id``.
        _message("scan", _DOOR, id=_F.UUID, key=_F.TEXT),
        # Somebody who has not registered; ``id`` is new.
        _message("walk_in", _DOOR, id=_F.UUID, name=_F.TEXT, role_=_F.TEXT, municipality_=_F.TEXT),
    )
}


def parse(name: str, payload: object) -> dict[str, Any]:
    """The payload of message ``name``, checked field by field.

    Raises:
        Unknown: ``unknown_message``.
        Invalid: ``bad_payload`` with the ``field``.
    """
    message = MESSAGES.get(name)
    if message is None:
        raise Unknown("unknown_message")
    if not isinstance(payload, Mapping):
        raise Invalid("bad_payload", field="payload")
    known = {**message.required, **message.optional}
    for field in message.required:
        if field not in payload:
            raise Invalid("bad_payload", field=field)
    for field, value in payload.items():
        if field not in known or not _fits(known[field], value):
            raise Invalid("bad_payload", field=str(field)[:40])
    return dict(payload)


_LARGEST_ID = 2**31 - 1
_MOST_IN_A_LIST = 400
_HEX = frozenset("0123456789abcdef-")


def _fits(kind: Field, value: object) -> bool:
    match kind:
        case Field.ID:
            return type(value) is int and 0 < value <= _LARGEST_ID
        case Field.NONE_OR_ID:
            return value is None or _fits(Field.ID, value)
        case Field.NUMBER:
            return type(value) is int and abs(value) <= _LARGEST_ID
        case Field.FLAG:
            return type(value) is bool
        case Field.TEXT:
            return type(value) is str
        case Field.UUID:
            return type(value) is str and len(value) == 36 and _HEX.issuperset(value)
        case Field.IDS:
            return _list_of(Field.ID, value)
        case Field.UUIDS:
            return _list_of(Field.UUID, value)
        case Field.MAP:
            return isinstance(value, Mapping) and all(isinstance(key, str) for key in value)


def _list_of(kind: Field, value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) <= _MOST_IN_A_LIST
        and all(_fits(kind, one) for one in value)
    )
