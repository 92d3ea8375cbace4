"""Norway's municipalities, to choose from by typing; anything else may be typed too."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("municipalities.txt")
_COUNTY = re.compile(r"\[\d\d (.+)\]")
_BETWEEN = re.compile(r"\s+[–-]\s+|\s*/\s*")
_KOMMUNE = re.compile(r"\s+(kommune|herad|suohkan|gielda|tjïelte|municipality)$")


@cache
def by_county() -> Mapping[str, Sequence[str]]:
    """The counties with their municipalities, both in the order of their numbers."""
    return {county: tuple(names[0] for names in rows) for county, rows in _rows().items()}


@cache
def all_names() -> Sequence[str]:
    """Every municipality once, from A to Å; one that shares its name with another one says its
    county: ``Herøy (Nordland)``.
    """
    shared = _shared()
    return sorted(
        (
            f"{name} ({county})" if name in shared else name
            for county, names in by_county().items()
            for name in names
        ),
        key=_as_norwegian,
    )


def named(typed: str) -> str:
    """The municipality that ``typed`` means, as it is officially written; else what was typed.

    ``steinkjer kommune`` is Steinkjer, ``Raarvihke`` and ``Raarvihke – Røyrvik`` are Røyrvik.
    """
    parts = [_KOMMUNE.sub("", part.strip()) for part in _BETWEEN.split(typed.casefold())]
    meant = {_known().get(part, "") for part in parts}
    return (meant.pop() if len(meant) == 1 else "") or typed


@cache
def _known() -> Mapping[str, str]:
    """The official name by every way to write it."""
    known = {name.casefold(): name for name in all_names()}
    for rows in _rows().values():
        for name, *others in rows:
            known |= {other.casefold(): name for other in others}
    return known


@cache
def _rows() -> Mapping[str, Sequence[Sequence[str]]]:
    """All names of each municipality, the Norwegian one first, by county."""
    rows: dict[str, list[list[str]]] = {}
    county = ""
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        heading = _COUNTY.fullmatch(line)
        if heading:
            county = heading[1]
            rows[county] = []
        elif line and not line.startswith("#"):
            rows[county].append(line.split(", "))
    return rows


def _shared() -> frozenset[str]:
    """The names that more than one municipality has."""
    times = Counter(name for names in by_county().values() for name in names)
    return frozenset(name for name, count in times.items() if count > 1)


def _as_norwegian(name: str) -> str:
    # Æ, Ø and Å come last in that order, which is not the order of their code points.
    return name.casefold().translate(str.maketrans("æøå", "{|}"))
