"""Many meetings stand in one database: none shows in another, and none changes another."""

from collections.abc import Mapping
from datetime import timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import deeds, forgetting, moderation, organisers, overview, plenary
from facilitator.archive.summing import summed
from facilitator.archive.template import copy
from facilitator.archive.writing import pieces
from facilitator.changes import REGISTRATIONS, REPORT, versions
from facilitator.models import Base, Contribution, Invitation, Meeting
from facilitator.programme.rows import log_of, plan_of, timeline_of
from facilitator.registration import arrivals, editing, own, promise, standing, told
from facilitator.registration.asked import asking
from facilitator.registration.asked.people import Person
from facilitator.registration.lists import kitchen, listing
from facilitator.registration.placing import line, places
from facilitator.registration.post import everybody, outbox
from facilitator.registration.post.truth import true_ones
from facilitator.registration.sitting import arrangement, seats, wishes
from facilitator.registration.sitting.room import room_of
from facilitator.registration.standing import By
from facilitator.replay.chapters import chapters_of, marks_of
from facilitator.replay.happenings import happenings_of
from facilitator.replay.span import span_of
from facilitator.report import review
from facilitator.report.account import account_of
from facilitator.report.asked import asked
from facilitator.report.data.course import course_of
from facilitator.report.data.json_document import head
from facilitator.report.data.table import lines
from facilitator.report.edition import Edition, edits_of
from facilitator.report.organiser import publishing
from facilitator.report.organiser.sections import sections_of
from facilitator.report.review.own_words import own_words
from facilitator.report.review.to_review import texts
from facilitator.themes.board import choices_of
from tests.facilitator.archive.evening import make_evening
from tests.factories import EVENING, NOON, make_meeting, make_registration, seat_everybody
from tests.records import record

EARLY, LATER = NOON - timedelta(days=3), NOON + timedelta(hours=8)


def make_crowded(db: Session) -> Meeting:
    """An evening with everything; people registered for it, wait, sit, come, and are written to."""
    meeting = make_evening(db)
    meeting.tables[0].near_door = True
    kari, ola, per = (
        make_registration(
            db, meeting, now=EARLY, companions=others, diet="Nøtter", answers={"q1": True}
        )
        for others in (1, 0, 0)
    )
    invitation = db.get_one(Invitation, meeting.id)
    invitation.capacity = standing.counts(db, meeting.id).taken
    for _ in range(3):
        make_registration(db, meeting, now=EARLY)
    seat_everybody(db, meeting, now=EARLY)
    wishes.add(db, meeting, kind="together", people=[kari, ola])
    places.cancel(db, meeting, [per], by=By.PERSON, now=EARLY)
    everybody.remind(db, meeting, EARLY)
    everybody.tell(db, meeting, subject="Husk", text="Innesko", form="a", now=EARLY)
    own.change(db, meeting, kari, Person("Kari", "ny@example.com"), EARLY)
    arrivals.arrive(db, meeting, ola, on=True, now=NOON)
    who = organisers.invite(db, name="Ada", email=f"ada{meeting.id}@example.com", now=NOON)
    deeds.note(db, "change_report", organiser_id=who.id, now=NOON, meeting_id=meeting.id)
    publishing.publish(db, meeting, Edition.FULL, NOON + timedelta(seconds=meeting.id))
    lifted, late, private = db.scalars(
        select(Contribution).where(
            Contribution.meeting_id == meeting.id,
            Contribution.shared,
            Contribution.hidden_at.is_(None),
            Contribution.withdrawn_at.is_(None),
        )
    ).all()[-3:]
    moderation.lift(db, meeting, id=lifted.id, on=True, who="console", now=NOON)
    late.late, private.shared = True, False
    db.flush()
    return meeting


def told_of(db: Session, meeting: Meeting) -> Mapping[str, object]:
    """What is told of ``meeting``, wherever it is told."""
    id, exercises = meeting.id, asked(db, meeting)
    full, shared = (edits_of(db, id, edition) for edition in Edition)
    span, letters = span_of(db, meeting, LATER), outbox.queued(db, meeting)
    assert span is not None
    last = db.get_one(Invitation, id).last_number
    return {
        "evening": overview.evening_of(db, id, NOON),
        "exercises": overview.exercises_of(db, id),
        "lifted": overview.lifted(db, id),
        "late notes": overview.late_notes(db, id),
        "choices": choices_of(db, id, None),
        "speakers": plenary.numbers_of(db, meeting),
        "plan": (plan_of(db, meeting), log_of(db, meeting), timeline_of(db, meeting, LATER)),
        "versions": versions(db, id, [REGISTRATIONS, REPORT]),
        "accounts": [account_of(db, meeting, edition, LATER) for edition in Edition],
        "record": record(db, meeting),
        "edits": (full, shared),
        "review": (texts(db, id), own_words(db, meeting), sections_of(db, meeting)),
        "published": publishing.published(db, id),
        "data": (
            [list(lines(db, meeting, exercises, edits)) for edits in (full, shared)],
            [head(db, meeting, exercises, edits, str, LATER) for edits in (full, shared)],
            course_of(db, meeting, LATER),
        ),
        "archive": ("".join(pieces(db, meeting, "medvirk-archive")), summed(db, meeting)),
        "replay": (
            [(one.at, one.order, one.number, one.exercise) for one in happenings_of(db, meeting)],
            chapters_of(db, meeting, span),
            marks_of(db, meeting, span),
        ),
        "places": (standing.counts(db, id), line.standstill(db, meeting, EARLY)),
        "people": (listing.everybody(db, id), kitchen.kitchen_of(db, id), asking.answered(db, id)),
        "one": editing.find(db, meeting, 1),
        "next": own.place_in_line(db, editing.find(db, meeting, last)),
        "door": arrivals.door_of(db, id),
        "seats": (seats.seats_of(db, id), room_of(db, meeting)),
        "letters": (
            letters,
            true_ones(db, meeting, letters, EARLY),
            outbox.count(db, meeting),
            outbox.newest(db, meeting, state="", before=None, most=99),
            told.changed(db, meeting, EARLY),
        ),
        "forgetting": (
            forgetting.kept(db, meeting),
            forgetting.figures_of(db, id),
            promise.given(db, meeting),
        ),
        "deeds": deeds.newest(db, meeting_id=id),
    }


def test_what_is_told_of_a_meeting_is_the_same_whichever_stand_beside_it(db: Session) -> None:
    before, meeting, after = (make_crowded(db) for _ in range(3))
    written = [[one.kind for one in outbox.queued(db, one)] for one in (before, meeting, after)]
    assert written[0] == written[1] == written[2]
    beside = told_of(db, meeting)
    for other in (before, after):
        db.delete(other)
    db.flush()
    alone = told_of(db, meeting)
    assert [name for name, one in alone.items() if beside[name] != one] == []


def stored(db: Session, meeting: Meeting) -> Mapping[str, set[str]]:
    """Everything that is stored of ``meeting``, by the table."""
    itself = select(Meeting.__table__).where(Meeting.id == meeting.id)
    return {
        "meeting": {repr(row) for row in db.execute(itself)},
        **{
            table.name: {
                repr(row)
                for row in db.execute(select(table).where(table.c.meeting_id == meeting.id))
            }
            for table in Base.metadata.sorted_tables
            if "meeting_id" in table.c
        },
    }


def test_what_is_done_in_a_meeting_changes_nothing_in_another(db: Session) -> None:
    others = (make_crowded(db), make_meeting(db))
    before = [(stored(db, one), seats.seats_of(db, one.id)) for one in others]
    meeting = make_crowded(db)
    review.keep_unmarked(db, meeting, places=frozenset(), now=NOON)
    review.undo_all(db, meeting, at=NOON)
    arrangement.arrange(db, meeting, rounds=1, mix=["role"], sizes={1: 9}, near_door=frozenset({2}))
    seats.undo(db, meeting)
    asking.remove(db, meeting, "q1", losing=asking.answered(db, meeting.id)["q1"])
    everybody.thank(db, meeting, LATER)
    places.resize(db, meeting, None, EARLY)
    places.expire(db, meeting, LATER)
    copy(db, meeting, date=EVENING, now=NOON, choose=Random(1))
    forgetting.forget(db, meeting, LATER)
    db.flush()
    assert [(stored(db, one), seats.seats_of(db, one.id)) for one in others] == before
