"""Proposes exercises for an item by the words that name them."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from facilitator.programme.reading.result import EXERCISES_MOST

PROPOSALS: Mapping[str, Sequence[str]] = {
    "ladder": (
        r"\w{0,20}medvirkningstrapp", r"\w{0,20}medverknadstrapp", r"deltakelsesstige",
        r"deltakingsstige", r"ladder of (?:citizen )?participation", r"participation ladder",
    ),
    "forces": (
        r"fremm(?:er|e)\b.{0,20}\b(?:hemm(?:er|e)|hindr(?:er|e))\b",
        r"fremj(?:ar|er|e|a)\b.{0,20}\b(?:hemm(?:ar|er|e|a)|hindr(?:ar|er|e|a))\b",
        r"(?:drivere|drivarar) og (?:barrierer|barrierar|hindre|hindringar)", r"kraftfelt",
        r"promot\w{1,4}\b.{0,20}\bhinder", r"what (?:helps|hinders)\b", r"force[- ]field",
        r"help(?:s|ing)?\b.{0,20}\bhinder",
    ),
    "groups": (
        r"hvem\b.{0,20}\b(?:involverer|deltar|engasjerer)\b", r"hvem (?:er|blir) ikke med\b",
        r"kven\b.{0,20}\b(?:involverer|deltek|deltar|engasjerer)\b",
        r"kven (?:er|blir|vert) ikkje med\b",
        r"who (?:takes? part|participates?|is involved|gets involved|is missing)",
    ),
    "measures": (
        r"tiltak(?:a|ene|et)?\b", r"handlingsplan", r"measures\b",
        r"action (?:plan|points?|items?)",
    ),
    "ideas": (
        r"gode? grunn(?:er)?\b", r"gode grunnar\b", r"good reasons?\b", r"id[eé]myldring",
        r"id[eé]dugnad", r"brainstorm", r"innspillsrunde", r"innspelsrunde",
    ),
    "poll": (
        r"hilserunde", r"helserunde", r"hvem er i (?:rommet|salen)", r"kven er i (?:rommet|salen)",
        r"who is in the room", r"greeting round", r"avstemn?ing", r"røysting", r"mentimeter",
        r"poll\b",
    ),
    "questions": (
        r"spørsmål\b", r"samtal(?:e|ar) med\b", r"(?:a )?conversation with\b", r"in conversation\b",
        r"questions\b", r"q ?& ?a\b",
    ),
}  # fmt: skip
"""The words of the kinds of exercise, for callers that have no kinds of their own."""


def propose(words: str, proposals: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The kinds whose words stand in ``words``, in the order in which they first do.

    Args:
        words: an item's title and description.
        proposals: for each kind of exercise regular expressions, matched without case and from
            the beginning of a word.
    """
    found = [
        (match.start(), name)
        for name, patterns in proposals.items()
        if patterns and (match := _any_of(tuple(patterns)).search(words))
    ]
    found.sort(key=lambda one: one[0])
    return tuple(name for _, name in found)[:EXERCISES_MOST]


@lru_cache(maxsize=64)
def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})", re.IGNORECASE)
