"""An evening with everything: all kinds, dots, themes, acts, cues, reviews, words and people."""

from datetime import timedelta
from io import BytesIO
from typing import Any

from sqlalchemy.orm import Session

from facilitator import asides, contributions, moderation, plenary, tables, themes
from facilitator.archive.writing import write_file
from facilitator.dots import support
from facilitator.exercises import kinds, phases
from facilitator.models import (
    Contribution,
    Exercise,
    Invitation,
    Meeting,
    Report,
    Seating,
    TitleReview,
)
from facilitator.programme import conduct, edit
from facilitator.samples.voices import bodies_of
from tests.facilitator.report.pictures import PNG
from tests.factories import (
    NOON,
    make_contribution,
    make_exercise,
    make_item,
    make_meeting,
    make_phone,
    make_registration,
    make_review,
    make_uuid,
)

WHO = "console"
NAMES = ("Kari Nordmann", "kari@example.com", "Ola Moen")
"""What is known of people before they are forgotten."""


def make_evening(db: Session, **about: Any) -> Meeting:
    """A meeting at which everything happened that may happen."""
    # Numbers here are not what they will be anywhere else.
    make_exercise(db, make_item(db, make_meeting(db, tables=3)), "ideas")
    meeting = make_meeting(
        db, tables=3, title="Folkemøte «Æ» 😀", place="Namsos", notice="Alt deles.", **about
    )
    meeting.tables[1].name, meeting.black = "Vinduet", True
    # Nobody is seated there.
    meeting.tables[2].size = 0
    _before(db, meeting)
    phones = [make_phone(db, meeting, number) for number in (1, 2, 3, 2)]
    tables.take_scribe(db, phones[0], on=True, now=NOON)
    said = {kind: _said(db, meeting, kind, phones) for kind in kinds()}
    _joined(db, meeting, said["forces"])
    _answered(db, meeting, phones[0], said)
    _conducted(db, meeting)
    _afterwards(db, meeting, said["ideas"])
    db.flush()
    return meeting


def packed(db: Session, meeting: Meeting, format: str = "medvirk-archive") -> bytes:
    """The meeting's file."""
    out = BytesIO()
    write_file(db, meeting, format, "Dette er et møte.", out)
    return out.getvalue()


def _before(db: Session, meeting: Meeting) -> None:
    make_registration(db, meeting, name=NAMES[0], email=NAMES[1], role="citizen")
    make_registration(db, meeting, name=NAMES[2], role="citizen", municipality="Namsos")
    invitation = db.get_one(Invitation, meeting.id)
    invitation.about, invitation.roles = "Kom og si hva du mener", ["lærer", "elev"]
    invitation.questions = [
        {"id": "q1", "text": "Buss?", "kind": "yes_no", "options": [], "needed": False}
    ]
    db.add(Seating(meeting_id=meeting.id, rounds=2, mix=["role", "q1"], seed=7, planned_at=NOON))


def _said(db: Session, meeting: Meeting, kind: str, phones: list[Any]) -> list[Contribution]:
    item = make_item(db, meeting, title=f"Om {kind}", notes="Bare for møteleder")
    exercise = make_exercise(db, item, kind, phase="table")
    bodies = bodies_of(kind)
    given = [
        make_contribution(db, phones[n % 4], exercise, bodies[n % len(bodies)], phase="table")
        for n in range(6)
    ]
    asides.type_from_paper(
        db, meeting, id=make_uuid(), exercise_id=exercise.id, table=2, body=bodies[0], who=WHO,
        now=NOON,
    )  # fmt: skip
    tables.mark_done(db, phones[0], exercise_id=exercise.id, on=True, now=NOON)
    db.flush()
    given = [one for one in given if one.withdrawn_at is None]
    if kind != "poll":
        plenary.open_dots(db, meeting, exercise_id=exercise.id, on=True, now=NOON)
        for phone in phones[:2]:
            support(db, phone, id=given[0].id, on=True, now=NOON)
        contributions.highlight(db, phones[0], id=given[0].id, now=NOON)
        moderation.redact(db, meeting, id=given[1].id, text="[navn] sa", who=WHO, now=NOON)
        moderation.hide(db, meeting, id=given[2].id, on=True, who=WHO, now=NOON)
    later = NOON + timedelta(minutes=5, microseconds=1)
    phases.open_phase(db, meeting, exercise_id=exercise.id, phase="plenary", now=later)
    return given


def _joined(db: Session, meeting: Meeting, forces: list[Contribution]) -> None:
    side = [one for one in forces if one.body["side"] == forces[0].body["side"]]
    who: Any = {"who": "themes", "now": NOON}
    ids = [one.id for one in side]
    made = themes.make(
        db, meeting, exercise_id=forces[0].exercise_id, ids=ids[:2], title="Likt", **who
    )
    theme = made.before["theme"]
    themes.rename(db, meeting, theme_id=theme, title="Det samme", base=0, **who)
    themes.split(db, meeting, theme_id=theme, ids=ids[:1], title="Del", **who)
    db.add(
        TitleReview(
            theme_id=theme,
            decision="redact",
            title="Noe likt",
            revision=1,
            decided_at=NOON,
        )
    )
    ended = themes.make(db, meeting, exercise_id=forces[0].exercise_id, title="Borte",
                        shelf=forces[0].body["side"], **who)  # fmt: skip
    themes.move(db, meeting, theme_id=ended.before["theme"], place=1, **who)
    themes.dissolve(db, meeting, theme_id=ended.before["theme"], **who)


def _answered(
    db: Session, meeting: Meeting, phone: Any, said: dict[str, list[Contribution]]
) -> None:
    """Measures that answer a theme and a contribution, and dots of tables."""
    exercise = db.get_one(Exercise, said["measures"][0].exercise_id)
    phases.open_phase(db, meeting, exercise_id=exercise.id, phase="table", now=NOON)
    theme = next(one.theme_id for one in said["forces"] if one.theme_id)
    for reference in (f"theme/{theme}", said["forces"][0].id):
        body = {"text": "Vi gjør noe med det", "answers": reference}
        make_contribution(db, phone, exercise, body, phase="table")
    exercise.settings = {"dots_by": "table"}
    phases.open_phase(db, meeting, exercise_id=exercise.id, phase="table", now=NOON)
    support(db, phone, id=said["measures"][0].id, on=True, now=NOON)


def _conducted(db: Session, meeting: Meeting) -> None:
    gone = make_item(db, meeting, title="Strøket")
    conduct.next_item(db, meeting, None, WHO, NOON)
    first = meeting.items[0].id
    conduct.extend(db, meeting, first, -60, WHO, NOON)
    entry = conduct.pause(db, meeting, first, WHO, NOON)
    conduct.undo(db, meeting, entry.number, WHO, NOON + timedelta(minutes=1))
    edit.delete(db, meeting, gone.id, NOON)


def _afterwards(db: Session, meeting: Meeting, ideas: list[Contribution]) -> None:
    section = f"exercise/{ideas[0].exercise_id}"
    db.add(
        Report(
            meeting_id=meeting.id,
            introduction="Takk for sist",
            contact="post@namsos.no",
            comments={section: "Dette var viktig", "method": "Slik gjorde vi"},
            left_out=[section, "figures"],
            logo=PNG,
            logo_words="Kommunevåpenet",
        )
    )
    make_review(db, ideas[0], "redact", {"text": "[navn] sa"})
