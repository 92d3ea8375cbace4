"""The outbox: what is due, who has it, what the organiser does by hand, what is true."""

from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import Database
from facilitator.errors import Unknown
from facilitator.models import Invitation, Letter, Meeting, Registration
from facilitator.registration import own, parties
from facilitator.registration.asked.people import Person
from facilitator.registration.placing import places
from facilitator.registration.post import outbox
from facilitator.registration.post.letters import LetterState, write_link
from facilitator.registration.post.truth import true_ones
from facilitator.registration.standing import By
from tests.factories import NOON, make_meeting, make_registration

WEEK_BEFORE = NOON - timedelta(days=7)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server takes three letters at once."""
    monkeypatch.setattr(outbox, "BATCH", 3)


def receipts(db: Session, count: int) -> list[Letter]:
    """The receipts of so many people."""
    meeting = make_meeting(db)
    for _ in range(count):
        make_registration(db, meeting, now=WEEK_BEFORE)
    db.flush()
    return list(db.scalars(select(Letter).order_by(Letter.id)))


def test_letters_are_claimed_by_one_server_until_its_time_is_over(database: Database) -> None:
    with database.writing() as db:
        receipts(db, 5)
    later = WEEK_BEFORE + outbox.LEASE
    claimed = []
    for now in (WEEK_BEFORE, WEEK_BEFORE, WEEK_BEFORE, later):
        with database.writing() as db:
            claimed.append(len(outbox.claim(db, now)))
    assert claimed == [3, 2, 0, 3]
    with database.reading() as db:
        assert (outbox.due(db, WEEK_BEFORE), outbox.due(db, later)) == (False, True)


def test_servers_that_claim_at_once_share(database: Database) -> None:
    with database.writing() as db:
        receipts(db, 5)
    start, claimed = Barrier(3), []

    def claim() -> None:
        start.wait()
        with database.writing() as db:
            claimed.extend(letter.id for letter in outbox.claim(db, WEEK_BEFORE))

    servers = [Thread(target=claim) for _ in range(3)]
    for server in servers:
        server.start()
    for server in servers:
        server.join()
    assert len(set(claimed)) == len(claimed) == 5


def test_a_letter_that_failed_goes_to_the_address_that_the_person_has_now(db: Session) -> None:
    (letter,) = receipts(db, 1)
    outbox.claim(db, WEEK_BEFORE)
    outbox.refused(db, letter, "550 No\nsuch user")
    assert (letter.state, letter.problem) == (LetterState.FAILED, "550 No such user")
    db.get_one(Registration, letter.registration_id).email = "riktig@x.no"
    outbox.again(db, letter, NOON)
    assert (letter.recipient, letter.state, letter.tries, letter.next_try_at) == (
        "riktig@x.no",
        LetterState.QUEUED,
        0,
        NOON,
    )


def test_what_an_organiser_handed_over_is_not_sent_and_stays_so(db: Session) -> None:
    (letter,) = receipts(db, 1)
    (claimed,) = outbox.claim(db, WEEK_BEFORE)
    outbox.handed(db, letter, NOON)
    db.flush()
    outbox.postponed(db, claimed, "451 Later", NOON)
    outbox.again(db, letter, NOON)
    db.refresh(letter)
    assert (letter.state, letter.sent_at) == (LetterState.HANDED, NOON)


def test_a_letter_is_true_as_long_as_what_it_tells_is_so(db: Session) -> None:
    meeting = make_meeting(db)
    db.get_one(Invitation, meeting.id).capacity = 1

    def true() -> list[str]:
        db.flush()
        letters = outbox.queued(db, meeting)
        return [f"{one.kind} {one.recipient[0]}" for one in true_ones(db, meeting, letters, now)]

    now = WEEK_BEFORE
    kari = make_registration(db, meeting, now=now, name="Kari", email="k@x.no")
    ola = make_registration(db, meeting, now=now, name="Ola", email="o@x.no")
    make_registration(db, meeting, now=now, name="Ola igjen", email="o@x.no")
    steps = [true()]
    places.cancel(db, meeting, [kari], by=By.PERSON, now=now)
    steps.append(true())
    places.accept(db, meeting, ola, now)
    steps.append(true())
    places.restore(db, meeting, kari, over=True, now=now)
    steps.append(true())
    assert steps == [
        ["confirmed k", "waiting o", "again o"],
        ["again o", "cancelled k", "offer o"],
        ["again o", "cancelled k", "confirmed o"],
        ["confirmed k", "again o", "confirmed o", "confirmed k"],
    ]


def test_a_letter_to_one_who_came_along_is_true_as_one_to_who_registered_them(db: Session) -> None:
    meeting = make_meeting(db)
    kari = make_registration(db, meeting, now=WEEK_BEFORE, companions=1)
    ola = parties.party_of(db, kari)[1]
    own.change(db, meeting, ola, Person("Ola", "ola@x.no"), WEEK_BEFORE)
    places.cancel(db, meeting, [kari, ola], by=By.PERSON, now=WEEK_BEFORE)
    db.flush()
    letters = outbox.queued(db, meeting)
    assert [(one.kind, one.recipient) for one in true_ones(db, meeting, letters, WEEK_BEFORE)] == [
        ("cancelled", kari.email)
    ]
    places.restore(db, meeting, ola, over=False, now=WEEK_BEFORE)
    db.flush()
    letters = outbox.queued(db, meeting)
    to_ola = [one for one in letters if one.recipient == "ola@x.no"]
    assert true_ones(db, meeting, to_ola, WEEK_BEFORE) == to_ola
    assert [one.kind for one in to_ola] == ["again", "confirmed"]


def test_an_offer_is_untrue_when_its_time_is_over(db: Session) -> None:
    meeting = make_meeting(db)
    db.get_one(Invitation, meeting.id).capacity = 1
    kari = make_registration(db, meeting, now=WEEK_BEFORE)
    make_registration(db, meeting, now=WEEK_BEFORE)
    places.cancel(db, meeting, [kari], by=By.PERSON, now=WEEK_BEFORE)
    db.flush()
    offer = db.scalars(select(Letter).where(Letter.kind == "offer")).all()
    ends = WEEK_BEFORE + timedelta(hours=48)
    just_before = ends - timedelta(seconds=1)
    assert [len(true_ones(db, meeting, offer, now)) for now in (just_before, ends)] == [1, 0]


def test_who_walked_in_is_not_told_to_come(db: Session) -> None:
    (receipt,) = receipts(db, 1)
    person = db.get_one(Registration, receipt.registration_id)
    meeting = db.get_one(Meeting, receipt.meeting_id)
    told = []
    for walk_in in (False, True):
        person.walk_in = walk_in
        db.flush()
        told.append(len(true_ones(db, meeting, [receipt], NOON)))
    assert told == [1, 0]


def test_what_is_told_of_an_offer_holds_for_the_party_as_far_as_it_is_so(db: Session) -> None:
    meeting = make_meeting(db)
    db.get_one(Invitation, meeting.id).capacity = 2
    first = make_registration(db, meeting, now=WEEK_BEFORE, companions=1)
    kari = make_registration(db, meeting, now=WEEK_BEFORE, name="Kari", companions=1)
    ola = parties.party_of(db, kari)[1]
    places.cancel(db, meeting, parties.party_of(db, first), by=By.PERSON, now=WEEK_BEFORE)

    def true(now: datetime) -> list[str]:
        db.flush()
        mine = [one for one in outbox.queued(db, meeting) if one.registration_id == kari.id]
        return [one.kind for one in true_ones(db, meeting, mine, now)]

    later = WEEK_BEFORE + timedelta(hours=48)
    steps = [true(WEEK_BEFORE)]
    places.cancel(db, meeting, [ola], by=By.PERSON, now=WEEK_BEFORE)
    steps.append(true(WEEK_BEFORE))
    places.expire(db, meeting, later)
    steps.append(true(later))
    places.restore(db, meeting, kari, over=False, now=later)
    steps.append(true(later))
    places.cancel(db, meeting, [kari], by=By.PERSON, now=later)
    steps.append(true(later))
    assert steps == [
        ["offer"],
        ["offer", "cancelled"],
        ["cancelled", "lapsed"],
        ["cancelled", "confirmed"],
        ["cancelled", "cancelled"],
    ]


def test_the_letters_of_one_meeting_are_counted_listed_and_found(db: Session) -> None:
    mine = receipts(db, 3)
    strange = receipts(db, 1)[-1]
    meeting = db.get_one(Meeting, mine[0].meeting_id)
    outbox.refused(db, mine[0], "550 No such user")
    first, second, third = (letter.id for letter in mine)

    def listed(*, state: str = "", before: int | None = None, most: int = 9) -> list[int]:
        found = outbox.newest(db, meeting, state=state, before=before, most=most)
        return [letter.id for letter, _ in found]

    assert outbox.count(db, meeting) == {"queued": 2, "failed": 1}
    assert (listed(), listed(most=2)) == ([third, second, first], [third, second])
    assert (listed(before=third), listed(state="failed")) == ([second, first], [first])
    assert outbox.find(db, meeting, second) is mine[1]
    for id in (strange.id, 0):
        with pytest.raises(Unknown, match="unknown_letter"):
            outbox.find(db, meeting, id)


def test_a_letter_that_was_given_back_has_not_been_tried(db: Session) -> None:
    receipts(db, 1)
    [letter] = outbox.claim(db, WEEK_BEFORE)
    outbox.give_back(db, [letter], WEEK_BEFORE)
    assert (letter.tries, outbox.due(db, WEEK_BEFORE)) == (0, True)


def test_a_link_goes_to_an_address_once_an_hour_unless_it_did_not_arrive(db: Session) -> None:
    meeting = make_meeting(db)
    kari = make_registration(db, meeting, now=WEEK_BEFORE, email="Kari@x.no")

    def send(minutes: int) -> Letter | None:
        letter = write_link(db, kari, WEEK_BEFORE + timedelta(minutes=minutes))
        db.flush()
        return letter

    first = send(0)
    assert first is not None
    kari.email = "kari@x.no"
    assert send(59) is None
    second = send(60)
    assert second is not None
    outbox.refused(db, second, "550 No such user")
    assert send(61) is not None
