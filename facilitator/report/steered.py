"""How the room was taken through an exercise: when phases were opened, and when it was shown."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.exercises.kind import Phase
from facilitator.models import Cue, Meeting


@dataclass
class Steered:
    """What the moderator did with one exercise.

    Args:
        phases: the phase that was open after each change, and since when (aware UTC), in order.
        opened: when each phase was opened first, in that order, in the zone of the meeting.
        shown: when the stage first showed anything of what was said, in that zone; None when it
            did not.
    """

    phases: list[tuple[datetime, Phase]] = field(default_factory=list)
    opened: dict[Phase, datetime] = field(default_factory=dict)
    shown: datetime | None = None

    def phase_at(self, at: datetime) -> Phase | None:
        """The phase that was open at ``at`` (aware); None when that was not noted."""
        before = bisect_right(self.phases, at, key=lambda opened: opened[0])
        return self.phases[before - 1][1] if before else None


def steered_of(db: Session, meeting: Meeting) -> Mapping[int, Steered]:
    """How each exercise of ``meeting`` was steered, by its id, as far as that was noted."""
    zone = ZoneInfo(meeting.zone)
    query = (
        select(Cue.exercise_id, Cue.at, Cue.state)
        .where(Cue.meeting_id == meeting.id, Cue.exercise_id.is_not(None))
        .order_by(Cue.at, Cue.id)
    )
    found: dict[int, Steered] = {}
    for exercise_id, at, state in db.execute(query):
        steered = found.setdefault(exercise_id, Steered())
        local, phase = at.astimezone(zone), Phase(state["phase"])
        steered.phases.append((at, phase))
        if state.get("phase_since"):
            steered.opened.setdefault(phase, local)
        if steered.shown is None and (state.get("revealed") or state.get("revealed_tables")):
            steered.shown = local
    return found
