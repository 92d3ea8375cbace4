"""How the room was taken through an exercise: when phases were opened, and when it was shown."""

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
    """What the moderator did with one exercise. Times are in the zone of the meeting.

    Args:
        opened: when each phase was opened first, in that order.
        shown: when the stage first showed anything of what was said; None when it did not.
    """

    opened: dict[Phase, datetime] = field(default_factory=dict)
    shown: datetime | None = None


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
        local = at.astimezone(zone)
        if state.get("phase_since"):
            steered.opened.setdefault(Phase(state["phase"]), local)
        if steered.shown is None and (state.get("revealed") or state.get("revealed_tables")):
            steered.shown = local
    return found
