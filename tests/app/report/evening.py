"""A short evening with one exercise of each kind, the same every time, to be told in a report."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import asides, contributions, moderation
from facilitator.models import (
    Contribution,
    Cue,
    Exercise,
    Invitation,
    Item,
    Meeting,
    Participant,
    Report,
    Support,
)
from facilitator.programme import conduct
from facilitator.programme.kinds import ItemKind
from facilitator.themes import joining
from tests.factories import (
    NOON,
    make_contribution,
    make_exercise,
    make_item,
    make_meeting,
    make_phone,
    make_registration,
    make_uuid,
)

START = NOON + timedelta(hours=4, minutes=3)
"""Three minutes past four in Oslo: three minutes late."""


class Told:
    """The evening: a meeting in Steinkjer with three tables, two phones at the first."""

    def __init__(self, db: Session) -> None:
        self.db = db
        self.meeting: Meeting = make_meeting(
            db,
            tables=3,
            title="Kommune 3.0",
            subtitle="Verdien av innbyggerinvolvering",
            place="Steinkjer",
            host="Steinkjer kommune",
        )
        first = make_item(db, self.meeting, title="Velkommen", start=time(16))
        work = make_item(
            db, self.meeting, title="Arbeid", kind=ItemKind.TABLE_WORK, speaker="Astrid Skogseth"
        )
        rest = make_item(db, self.meeting, title="Pause", minutes=10, kind=ItemKind.BREAK)
        last = make_item(db, self.meeting, title="Takk for i dag", minutes=5)
        self.phones: list[Participant] = [
            make_phone(db, self.meeting, table) for table in (1, 2, 3, 1)
        ]
        self.poll = self._exercise(first, "poll")
        self.ladder = self._exercise(work, "ladder")
        self.forces = self._exercise(work, "forces")
        self.groups = self._exercise(work, "groups")
        self.ideas = self._exercise(work, "ideas")
        self.measures = self._exercise(work, "measures")
        self.questions = self._exercise(work, "questions")
        self._say()
        self._steer((first, work, last), rest)
        self._register()
        db.add(
            Report(
                meeting_id=self.meeting.id,
                introduction="Vi ville vite hva som skal til.\n\nDette er svarene.",
                next_step="Kommunestyret får saken i oktober.",
                contact="Kari Moen, kari@example.com",
                comments={f"exercise/{self.ladder.id}": "Trappa satte samtalen i gang."},
                left_out=[],
            )
        )
        db.flush()

    def _exercise(self, item: Item, kind: str) -> Exercise:
        exercise = make_exercise(self.db, item, kind, title="")
        exercise.phase, exercise.phase_since = "table", START
        return exercise

    def _give(self, phone: int, exercise: Exercise, **body: Any) -> Contribution:
        return make_contribution(self.db, self.phones[phone], exercise, body, now=START)

    def _say(self) -> None:
        for phone, option in ((0, 1), (1, 1), (2, 1), (3, 2)):
            self._give(phone, self.poll, options=[option])
        example = self._give(0, self.ladder, aspect="example", steps=[1, 2], text="Folkemøte")
        self._give(0, self.ladder, aspect="now", steps=[1], text="Vi får brev.")
        self._give(0, self.ladder, aspect="wanted", steps=[3])
        self._give(1, self.ladder, aspect="now", steps=[2])
        self._give(1, self.ladder, aspect="wanted", steps=[2], text="Det holder.")
        asked = self._force(0, "hinders", "Alt er bestemt på forhånd", 5)
        also = self._force(1, "hinders", "Ingen spør oss", 4)
        self._force(2, "promotes", "Kaffe", None)
        self._join(self.forces, [asked, also], "Spurt for seint")
        young = [
            self._give(phone, self.groups, side="absent", text="Unge voksne") for phone in (0, 2)
        ]
        self._join(self.groups, young, "Unge")
        self._give(1, self.groups, side="takes_part", text="Naboer", reason="De ser det")
        self._give(0, self.ideas, text="de kjenner stedet")
        self._give(1, self.ideas, text="Ola Nordmann sa det")
        gone = self._give(2, self.ideas, text="trukket")
        contributions.withdraw(self.db, self.phones[2], id=gone.id, now=START)
        make_contribution(
            self.db, self.phones[2], self.ideas, {"text": "mitt"}, phase="individual", now=START
        )
        measure = self._give(
            0,
            self.measures,
            text="Spør tidlig",
            answers=asked.id,
            effort="small",
            effect="large",
            role="ordføreren",
            due="2027",
        )
        self._give(2, self.measures, text="Barnepass")
        for phone in self.phones[:2]:
            self.db.add(Support(contribution_id=measure.id, giver=phone.id))
        self._give(0, self.questions, text="Hvem bestemmer?")
        reply = self._give(1, self.questions, text="Når?")
        self._moderate(example, measure, reply)

    def _force(self, phone: int, side: str, text: str, strength: int | None) -> Contribution:
        rated = {"strength": strength, "influence": "partly"} if strength else {}
        return self._give(phone, self.forces, side=side, text=text, **rated)

    def _join(self, exercise: Exercise, ones: list[Contribution], title: str) -> None:
        joining.make(
            self.db,
            self.meeting,
            exercise_id=exercise.id,
            ids=[one.id for one in ones],
            title=title,
            who="astrid",
            now=START,
        )

    def _moderate(self, *marked: Contribution) -> None:
        example, measure, reply = marked
        told: Mapping[str, Any] = {"who": "astrid", "now": START}
        db, meeting = self.db, self.meeting
        example.highlighted_at = START
        moderation.lift(db, meeting, id=measure.id, on=True, **told)
        moderation.answer(db, meeting, id=reply.id, on=True, **told)
        named = self.one("Ola Nordmann sa det")
        moderation.redact(db, meeting, id=named.id, text="[navn] sa det", **told)
        asides.type_from_paper(
            db,
            meeting,
            id=make_uuid(),
            exercise_id=self.ideas.id,
            table=3,
            body={"text": "på papir"},
            **told,
        )
        rude = self._give(2, self.ideas, text="skjult")
        moderation.hide(db, meeting, id=rude.id, on=True, **told)
        self.ideas.phase = "closed"
        asides.leave_note(
            db,
            self.phones[1],
            id=make_uuid(),
            exercise_id=self.ideas.id,
            body={"text": "seint"},
            now=START,
        )

    @property
    def everything(self) -> Sequence[Contribution]:
        """All contributions."""
        query = select(Contribution).where(Contribution.meeting_id == self.meeting.id)
        return self.db.scalars(query).all()

    def one(self, text: str) -> Contribution:
        """The contribution that says ``text``."""
        return next(one for one in self.everything if one.body.get("text") == text)

    def _steer(self, run: tuple[Item, ...], passed_over: Item) -> None:
        passed_over.skip = True
        at = START
        for item in run:
            conduct.start(self.db, self.meeting, item=item.id, who="astrid", now=at)
            at += timedelta(seconds=item.length)
        current = run[-1].id
        self.end: datetime = at
        conduct.finish(self.db, self.meeting, current=current, who="astrid", now=at)
        for minutes, phase, revealed in ((0, "individual", 0), (2, "table", 0), (9, "plenary", 1)):
            state = {"phase": phase, "phase_since": START.isoformat(), "revealed": bool(revealed)}
            opened = START + timedelta(minutes=30 + minutes)
            self.db.add(
                Cue(
                    meeting_id=self.meeting.id,
                    exercise_id=self.ladder.id,
                    at=opened,
                    state=state,
                )
            )

    def _register(self) -> None:
        self.db.get_one(Invitation, self.meeting.id).capacity = 50
        for role in ("citizen",) * 5 + ("politician",) * 3 + ("researcher",):
            make_registration(self.db, self.meeting, role=role, now=NOON - timedelta(days=9))
