"""What changed in a meeting: one counter, and for each subject its value at the newest change.

A subject is a word for something that screens show: ``programme`` (plan and log), ``exercises``
(phases, what is revealed), ``contributions`` (what the room may see), ``tables``, ``screen``
(black, message), ``notes`` (what came too late), ``themes`` (those there are, their titles and
order), ``registrations`` (people, places, seats, arrivals), ``report`` (the organiser's words in
the report, and whether everybody may read it), ``table/7`` (what one table has) and
``participant/…`` (one phone's own notes and dots).
Screens compare versions, so a lost message is found whatever the reason it was lost.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from facilitator.models import Meeting, SubjectVersion

PROGRAMME = "programme"
EXERCISES = "exercises"
CONTRIBUTIONS = "contributions"
TABLES = "tables"
SCREEN = "screen"
NOTES = "notes"
"""What came too late and went to the organiser."""
THEMES = "themes"
REGISTRATIONS = "registrations"
"""Who registered, who has a place, who has come, where they sit."""
REPORT = "report"
"""What the organiser adds to the report, and who may read it."""


def of_table(table_id: int) -> str:
    """The subject of what one table has."""
    return f"table/{table_id}"


def of_participant(participant_id: str) -> str:
    """The subject of one phone's own notes."""
    return f"participant/{participant_id}"


@dataclass(frozen=True)
class Change:
    """One committed change: the meeting, its new version, and the subjects that changed."""

    meeting_id: int
    version: int
    subjects: tuple[str, ...]


_RAISE = (
    update(Meeting)
    .where(Meeting.id == bindparam("meeting"))
    .values(version=Meeting.version + 1)
    .returning(Meeting.version)
)


def _keep(insert: Any) -> Any:
    statement = insert(SubjectVersion)
    return statement.on_conflict_do_update(
        index_elements=["meeting_id", "subject"], set_={"version": statement.excluded.version}
    )


_KEEP = {"sqlite": _keep(sqlite.insert), "postgresql": _keep(postgresql.insert)}


def touch(db: Session, meeting_id: int, *subjects: str) -> Change:
    """Raise the meeting's version within the running transaction and note what changed.

    The change waits in ``db.info["changes"]`` until whoever commits announces it.
    """
    connection = db.connection()
    db.flush()
    version = connection.execute(_RAISE, {"meeting": meeting_id}).scalar_one()
    kept = [
        {"meeting_id": meeting_id, "subject": subject, "version": version}
        for subject in sorted(set(subjects))
    ]
    connection.execute(_KEEP[connection.dialect.name], kept)
    change = Change(meeting_id, version, subjects)
    db.info.setdefault("changes", []).append(change)
    return change


def versions(db: Session, meeting_id: int, subjects: Collection[str]) -> dict[str, int]:
    """The newest version of each of ``subjects``; 0 for one that never changed."""
    rows = db.execute(
        select(SubjectVersion.subject, SubjectVersion.version).where(
            SubjectVersion.meeting_id == meeting_id, SubjectVersion.subject.in_(subjects)
        )
    )
    return dict.fromkeys(subjects, 0) | dict(rows.all())
