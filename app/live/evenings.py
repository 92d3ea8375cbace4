"""The evenings that screens show, kept from one reading to the next as long as they hold."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.live.versions import Versions
from facilitator import changes
from facilitator.models import Meeting
from facilitator.overview import Evening, evening_of
from facilitator.programme.log import State, fold
from facilitator.programme.plan import Plan
from facilitator.programme.rows import log_of, plan_of
from facilitator.programme.timeline import look

SUBJECTS = (changes.PROGRAMME, changes.EXERCISES, changes.TABLES, changes.SCREEN)
"""What an evening is made of; what is said at the tables is not among it."""


@dataclass(frozen=True)
class _Kept:
    versions: tuple[int, ...]
    evening: Evening
    plan: Plan
    state: State


class Evenings:
    """Reads each meeting's evening again only when one of its subjects has changed."""

    def __init__(self, versions: Versions) -> None:
        self._versions = versions
        self._kept: dict[int, _Kept] = {}

    def of(self, db: Session, meeting_id: int, now: datetime) -> Evening:
        """The meeting as it stands at ``now`` (aware UTC); its rows may belong to an older ``db``.

        Raises:
            NoResultFound: there is no such meeting.
        """
        # Before the rows: what is kept is never older than its versions say.
        newest = self._versions.of(db, meeting_id)
        versions = tuple(newest[subject] for subject in SUBJECTS)
        kept = self._kept.get(meeting_id)
        if kept is None or kept.versions != versions:
            meeting = db.get_one(Meeting, meeting_id)
            evening = evening_of(db, meeting_id, now)
            kept = _Kept(versions, evening, plan_of(db, meeting), fold(log_of(db, meeting)))
            self._kept[meeting_id] = kept
        return replace(kept.evening, timeline=look(kept.plan, kept.state, now), now=now)
