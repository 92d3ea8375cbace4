"""Writes the cues of one exercise: what is said, by whom, and when in a phase."""

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any
from uuid import UUID

from app.rehearsal.parts import Body, Cue, PlayedTable, Said
from app.rehearsal.timing import Stretch

_TYPING = 0.08
"""The share of a phase that it takes to write something."""


class Pen:
    """Knows the exercise, and chooses the moments.

    Args:
        exercise: its id.
    """

    def __init__(self, choose: Random, exercise: int) -> None:
        self._choose = choose
        self._exercise = exercise

    def new(self, body: Body, player: int | None, table: PlayedTable) -> Said:
        """Something to be said, with an id of its own."""
        id = UUID(int=self._choose.getrandbits(128), version=4)
        return Said(str(id), body, player, table.number)

    def cue(
        self,
        stretch: Stretch,
        first: float,
        last: float,
        player: int | None,
        does: str,
        payload: Mapping[str, Any],
    ) -> Cue:
        """Something that ``player`` does between two shares of a phase."""
        return Cue(self._choose.uniform(first, last) * stretch.length, does, payload, player)

    def about(
        self,
        stretch: Stretch,
        first: float,
        last: float,
        player: int | None,
        does: str,
        **more: Any,
    ) -> Cue:
        """The same for what concerns the exercise."""
        return self.cue(stretch, first, last, player, does, {"exercise": self._exercise, **more})

    def give(
        self, stretch: Stretch, one: Said, first: float, last: float, body: Body | None = None
    ) -> Iterator[Cue]:
        """Write for a while, then send it between those shares of the phase.

        Args:
            body: what is sent, where it differs from what is meant.
        """
        payload = self.given(stretch, one, body or one.body)
        sent = self.cue(stretch, first, last, one.player, "give", payload)
        yield self.writing(one.player, max(0.0, sent.at - _TYPING * stretch.length))
        yield sent

    def given(self, stretch: Stretch, one: Said, body: Body) -> dict[str, Any]:
        """What the message ``give`` carries."""
        exercise, phase = self._exercise, str(stretch.phase)
        return {"id": one.id, "exercise": exercise, "body": dict(body), "phase": phase}

    def writing(self, player: int | None, at: float) -> Cue:
        """Somebody writes, so many seconds into the phase."""
        return Cue(at, "writing", {"exercise": self._exercise}, player)
