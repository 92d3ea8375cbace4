"""How the exercises and the stage stood after each change of the moderator, for the replay.

Cues are only ever added. A message to the speaker is none: it was for one person, for a moment.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from facilitator.models import Cue, Exercise, Meeting

STEERED: Sequence[str] = (
    "phase",
    "phase_since",
    "phase_due",
    "took_input",
    "revealed",
    "revealed_tables",
    "page",
    "dots_open",
    "speaking_order",
    "spoken",
    "speaking",
)
"""The columns of an exercise that the moderator steers by."""
STAGE: Sequence[str] = ("black",)
"""Those of the stage itself."""


def record(db: Session, changed: Exercise | Meeting, now: datetime) -> None:
    """Note how ``changed`` stands now that the moderator has changed it.

    Args:
        db: the writing transaction of the change.
        now: aware UTC.
    """
    if isinstance(changed, Exercise):
        cue = Cue(meeting_id=changed.meeting_id, exercise_id=changed.id, at=now)
        columns = STEERED
    else:
        cue = Cue(meeting_id=changed.id, at=now)
        columns = STAGE
    cue.state = {name: _plain(getattr(changed, name)) for name in columns}
    db.add(cue)


def restored(state: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a cue's ``state`` with times as times; those that are unknown are left out."""
    return {
        name: datetime.fromisoformat(value)
        if name in ("phase_since", "phase_due") and value is not None
        else value
        for name, value in state.items()
        if name in STEERED or name in STAGE
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
