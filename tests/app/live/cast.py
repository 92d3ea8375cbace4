"""A meeting with two phones in the middle of an exercise, and all that its screens show."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app import Medvirk
from app.live.memory import Memory
from app.live.protocol import Audience
from app.live.reading import Reading
from app.live.regions import Scope, parts_of
from facilitator import plenary
from facilitator.exercises import phases
from facilitator.models import Exercise, Item, Meeting, Participant
from facilitator.programme import conduct
from facilitator.programme.kinds import ItemKind
from tests.factories import NOON, make_exercise, make_item, make_meeting, make_phone


class Cast:
    """A meeting in the middle of an exercise, with a phone at each of two tables."""

    def __init__(self, db: Session) -> None:
        self.meeting: Meeting = make_meeting(db)
        self.item: Item = make_item(
            db, self.meeting, kind=ItemKind.TABLE_WORK, notes="Bare møteleder ser dette"
        )
        self.later = make_item(db, self.meeting, notes="Bare møteleder ser dette")
        self.exercise: Exercise = make_exercise(db, self.item, "ideas", phase="individual")
        self.waiting: Exercise = make_exercise(db, self.later, "ideas", phase="table")
        self.anna: Participant = make_phone(db, self.meeting, 1)
        self.bjørn: Participant = make_phone(db, self.meeting, 2)
        conduct.start(db, self.meeting, self.item.id, "console", NOON)

    def open(self, db: Session, phase: str) -> None:
        """The moderator opens a phase."""
        phases.open_phase(db, self.meeting, exercise_id=self.exercise.id, phase=phase, now=NOON)

    def reveal(self, db: Session) -> None:
        """The moderator shows the answers."""
        plenary.reveal(db, self.meeting, exercise_id=self.exercise.id, on=True, now=NOON)


def drawn(
    medvirk: Medvirk, db: Session, cast: Cast, memory: Memory | None = None
) -> Mapping[str, str]:
    """The HTML of every region, for both phones and of both tables.

    Args:
        memory: another one than the process's own.
    """
    live = medvirk.live
    meeting_id = cast.meeting.id
    parts = {
        part.region.name: part
        for audience in (Audience.STAGE, Audience.CONSOLE, Audience.DOOR)
        for part in parts_of(audience, meeting_id, None, None)
    }
    parts |= {
        part.region.name: part
        for part in parts_of(Audience.THEMES, meeting_id, None, None, cast.exercise.id)
    }
    for who, phone in (("the table", cast.anna), ("another", cast.bjørn)):
        parts |= {
            f"{part.region.name} of {who}": part
            for part in parts_of(Audience.PHONE, meeting_id, phone.table_id, phone.id)
        }
        parts |= {
            f"{part.region.name} of {who}": part
            for part in parts_of(Audience.CONSOLE, meeting_id, phone.table_id, None)
            if part.region.scope is Scope.TABLE
        }
    here, phones = live.presence.here(meeting_id), (cast.anna.id, cast.bjørn.id)
    reading = Reading(db, memory or live.memory, meeting_id, NOON, here, phones)
    common = live.renderer.common(reading)
    return {
        name: live.renderer.draw(part, live.renderer.gather(reading, common, part), "nb")
        for name, part in parts.items()
    }
