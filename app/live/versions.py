"""The newest version of everything that screens show, without asking the database for each."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from facilitator.changes import Change
from facilitator.models import Meeting, SubjectVersion

_OF_MEETING = select(Meeting.version).where(Meeting.id == bindparam("meeting_id"))
_OF_SUBJECTS = select(SubjectVersion.subject, SubjectVersion.version).where(
    SubjectVersion.meeting_id == bindparam("meeting_id")
)


@dataclass
class _Known:
    at: int
    """The meeting's version when this was known."""
    subjects: defaultdict[str, int]


class Versions:
    """Remembers the subjects' versions as long as the meeting's own says that none has changed.

    What this process commits is noted; what another one committed shows in the meeting's version.
    """

    def __init__(self) -> None:
        self._known: dict[int, _Known] = {}

    def note(self, change: Change) -> None:
        """``change`` was committed."""
        known = self._known.get(change.meeting_id)
        if known is not None and known.at == change.version - 1:
            known.at = change.version
            known.subjects.update(dict.fromkeys(change.subjects, change.version))

    def forget(self, meeting_id: int) -> None:
        """A meeting is gone."""
        self._known.pop(meeting_id, None)

    def of(self, db: Session, meeting_id: int, at: int | None = None) -> defaultdict[str, int]:
        """The version of each subject of a meeting, 0 for one that never changed.

        To be copied or looked at before anything else is read: it goes on changing.

        Args:
            at: the meeting's version, when it was read in the same transaction.
        """
        connection = db.connection()
        if at is None:
            at = connection.scalar(_OF_MEETING, {"meeting_id": meeting_id}) or 0
        known = self._known.get(meeting_id)
        if known is None or known.at != at:
            rows = connection.execute(_OF_SUBJECTS, {"meeting_id": meeting_id})
            versions = {row.subject: row.version for row in rows}
            known = _Known(at, defaultdict(int, versions))
            self._known[meeting_id] = known
        return known.subjects
