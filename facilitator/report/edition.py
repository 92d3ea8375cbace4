"""The editions of a report: all of it for the organisers, and the one that others may read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from facilitator.exercises.kind import Given


class Edition(StrEnum):
    """For whom a report or a file with data is."""

    FULL = "full"
    """Everything, for those who arranged the meeting."""
    SHARED = "shared"
    """Delingsversjonen: after a review, for other municipalities."""


@dataclass(frozen=True)
class Edits:
    """What an edition changes in what was said.

    Args:
        bodies: what stands in the place of a contribution's own body, by its id.
        left_out: the ids of the contributions that the edition goes without.
    """

    edition: Edition
    bodies: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()

    def edited(self, one: Given) -> Given | None:
        """``one`` as the edition tells it; None when it goes without it."""
        if one.id in self.left_out:
            return None
        body = self.bodies.get(one.id)
        return one if body is None else replace(one, body=body, redacted=True)


def edits_of(db: Session, meeting_id: int, edition: Edition) -> Edits:
    """What ``edition`` changes in what was said in a meeting."""
    return Edits(edition)
