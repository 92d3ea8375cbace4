"""A room whose organiser looks at what was said before others may read it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from facilitator import overview, themes
from facilitator.answers import answered, quoting
from facilitator.exercises.kind import Given
from facilitator.models import Contribution, Exercise, Meeting
from facilitator.report import review
from facilitator.report.asked import asked
from facilitator.report.edition import Decision, Edition, edits_of
from facilitator.report.record import recorded
from facilitator.report.review.to_review import Text, texts
from tests.factories import (
    NOON,
    make_contribution,
    make_exercise,
    make_item,
    make_meeting,
    make_phone,
)

LATER = NOON + timedelta(hours=5)


@dataclass
class Room:
    """A meeting with forces and the measures that answer them."""

    db: Session
    meeting: Meeting
    forces: Exercise
    measures: Exercise

    @classmethod
    def of(cls, db: Session) -> "Room":
        meeting = make_meeting(db)
        item = make_item(db, meeting)
        kinds = [make_exercise(db, item, kind, phase="table") for kind in ("forces", "measures")]
        return cls(db, meeting, *kinds)

    def force(self, text: str, **more: Any) -> Contribution:
        """What a table says hinders."""
        phone = make_phone(self.db, self.meeting)
        body = {"side": "hinders", "text": text, **more}
        return make_contribution(self.db, phone, self.forces, body)

    def measure(self, text: str, **more: Any) -> Contribution:
        """What a table would do about it."""
        phone = make_phone(self.db, self.meeting)
        return make_contribution(self.db, phone, self.measures, {"text": text, **more})

    def theme(self, *ones: Contribution, title: str = "") -> str:
        """What joins them, as it is referred to."""
        ids = [one.id for one in ones]
        act = themes.make(
            self.db,
            self.meeting,
            exercise_id=self.forces.id,
            ids=ids,
            title=title,
            who="x",
            now=NOON,
        )
        return f"theme/{act.before['theme']}"

    def text(self, id: str) -> Text | None:
        """What is looked at; None when the shared edition could not tell it."""
        return {one.id: one for one in texts(self.db, self.meeting.id)}.get(id)

    def decide(self, id: str, decision: str, **more: Any) -> Decision:
        one = self.text(id)
        seen = {
            "revision": one.revision if one else 0,
            "seen": (one.decision if one else None) or "",
            **more,
        }
        return review.decide(self.db, self.meeting, id=id, decision=decision, now=LATER, **seen)

    def told(self) -> dict[int, tuple[Given, ...]]:
        """What the shared edition tells, by the exercise."""
        exercises = overview.exercises_of(self.db, self.meeting.id)
        edits = edits_of(self.db, self.meeting.id, Edition.SHARED)
        said = {
            id: [kept for one in ones if (kept := edits.edited(one)) is not None]
            for id, ones in overview.said(self.db, exercises).items()
        }
        quoted = quoting(exercises, said, edits.quotable(answered(self.db, exercises, said)))
        return {id: tuple(ones) for id, ones in quoted.items()}

    def words(self) -> list[str]:
        """The texts that the shared edition tells."""
        return [one.body["text"] for ones in self.told().values() for one in ones]

    def everything(self) -> str:
        """All that the shared edition makes of it: its results, and its record."""
        exercises = overview.exercises_of(self.db, self.meeting.id)
        told = self.told()
        results = [one.kind.results(one.settings, told[one.id]) for one in exercises]
        edits = edits_of(self.db, self.meeting.id, Edition.SHARED)
        said = list(recorded(self.db, self.meeting, asked(self.db, self.meeting), edits))
        rows = [(one.said, tuple(one.rows)) for one in said]
        return repr(results) + repr(rows)
