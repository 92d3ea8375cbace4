"""What a format of export is, and which there are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import BinaryIO

from sqlalchemy.orm import Session

import app.exports
from app.config import Settings
from facilitator.models import Meeting
from facilitator.report.edition import Edition

Told = Callable[[int, int], None]
"""Is told how much is done, and of how much."""


@dataclass(frozen=True)
class Source:
    """What a file is made of, inside one reading transaction and an application context.

    Args:
        edition: for whom it is.
        now: aware UTC; tells how far a meeting that still runs has come, and nothing else.
        told: is told how far the file has come.
        others: the meetings that stand beside ``meeting``, where several are compared.
    """

    db: Session
    settings: Settings
    meeting: Meeting
    edition: Edition
    now: datetime
    told: Told = lambda _done, _of: None
    others: Sequence[Meeting] = ()


@dataclass(frozen=True)
class Format:
    """A kind of file that a meeting is taken home as.

    Args:
        name: what the command calls it.
        stem: what stands before the ending in an address.
        words: what the file is, in bokmål, as its name says it.
        ending: of the file's name.
        media_type: as browsers are told it.
        editions: those that it can be had in.
        write: writes the file; the same source gives the same bytes.
        compares: whether several meetings can stand beside each other in it.
        taken_home: False for what only a page of ours reads.
    """

    name: str
    stem: str
    words: str
    ending: str
    media_type: str
    write: Callable[[Source, BinaryIO], None]
    editions: frozenset[Edition] = frozenset(Edition)
    compares: bool = False
    taken_home: bool = True


def formats() -> Mapping[str, Format]:
    """All formats that are taken home, by name: those of the modules of this package."""
    return {one.name: one for one in _by_module().values() if one.taken_home}


def module_of(one: Format) -> str:
    """The name of the module that has the format ``one``."""
    return next(module for module, other in _by_module().items() if other is one)


def format_in(module: str) -> Format:
    """The format that a module has, without taking up those of all others."""
    found: Format = import_module(f"{app.exports.__name__}.{module}").FORMAT
    return found


@cache
def _by_module() -> Mapping[str, Format]:
    found = {
        one.name: import_module(f"{app.exports.__name__}.{one.name}")
        for one in iter_modules(app.exports.__path__)
    }
    return {name: module.FORMAT for name, module in found.items() if hasattr(module, "FORMAT")}
