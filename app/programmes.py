"""Reads programmes with the kinds of exercise that this installation has."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from facilitator.exercises import kinds
from facilitator.programme.reading import PROPOSALS, Reading, read_file, read_text


def read_programme(name: str, data: bytes) -> Reading:
    """The programme in the file ``data`` called ``name``; see ``reading.read_file``."""
    return _possible(read_file(name, data, _proposals()))


def read_pasted(text: str) -> Reading:
    """The programme in pasted ``text``; see ``reading.read_text``."""
    return _possible(read_text(text, _proposals()))


@cache
def _proposals() -> Mapping[str, Sequence[str]]:
    return {name: (*PROPOSALS.get(name, ()), *kind.words) for name, kind in kinds().items()}


def _possible(reading: Reading) -> Reading:
    """``reading`` without exercises of kinds that are not here: a file may name any."""
    items = (
        replace(item, exercises=tuple(name for name in item.exercises if name in kinds()))
        for item in reading.items
    )
    return replace(reading, items=tuple(items))
