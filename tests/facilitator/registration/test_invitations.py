"""What an organiser changes of the invitation and of the questions."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from facilitator import changes, particulars
from facilitator.errors import Invalid, Refused, Unknown
from facilitator.models import Invitation, Meeting
from facilitator.programme import edit
from facilitator.registration import invitations, standing, times
from facilitator.registration.asked import asking
from facilitator.registration.asked.questions import Question, questions_of
from tests.facilitator.registration.halls import (
    LONG_BEFORE,
    MIDNIGHT,
    cancel,
    make_hall,
    named,
    register,
    states,
)


@pytest.fixture
def hall(db: Session) -> Meeting:
    """A meeting with two places."""
    return make_hall(db, 2)


def of(db: Session, hall: Meeting) -> Invitation:
    return db.get_one(Invitation, hall.id)


def asked(db: Session, hall: Meeting) -> list[str]:
    """The texts of the questions, in order."""
    return [one.text for one in questions_of(of(db, hall))]


def test_all_of_it_is_changed_at_once_and_screens_hear_of_it(db: Session, hall: Meeting) -> None:
    before = changes.versions(db, hall.id, [changes.REGISTRATIONS])
    changed: dict[str, Any] = {
        "about": "Gratis, med middag",
        "purpose": "Kommuneplanen",
        "responsible": "Steinkjer kommune",
        "contact": "post@example.com",
        "map_url": "https://example.com/kart?x=1",
        "open": False,
        "closes_at": MIDNIGHT,
        "party_most": 2,
        "asks_diet": False,
        "reminder_hours": 48,
    }
    invitations.change(
        db,
        hall,
        LONG_BEFORE,
        **changed,
        roles=["Politiker", "elev", "Elev", ""],
        capacity=None,
        keep_until=date(2026, 12, 1),
    )
    stored = of(db, hall)
    assert {name: getattr(stored, name) for name in changed} == changed
    assert (stored.roles, stored.capacity, hall.keep_until) == (
        ["politician", "elev"],
        None,
        date(2026, 12, 1),
    )
    assert changes.versions(db, hall.id, [changes.REGISTRATIONS]) != before


def test_the_usual_roles_are_stored_as_none_of_ones_own(db: Session, hall: Meeting) -> None:
    usual = ["innbygger", "politiker", "ansatt", "forsker", "annet"]
    invitations.change(db, hall, LONG_BEFORE, roles=usual)
    assert of(db, hall).roles == []


def test_fewer_places_than_are_taken_take_nobodys_place_and_more_are_offered(
    db: Session, hall: Meeting
) -> None:
    for name in ("Anne", "Berit", "Cato"):
        register(db, hall, name)
    invitations.change(db, hall, LONG_BEFORE, capacity=1)
    assert states(db, hall) == {"Anne": "confirmed", "Berit": "confirmed", "Cato": "waiting"}
    invitations.change(db, hall, LONG_BEFORE, capacity=3)
    assert states(db, hall)["Cato"] == "offered"


def test_what_cannot_be_is_refused_and_nothing_is_changed(db: Session, hall: Meeting) -> None:
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"about": "x" * 5001}, "too_long"),
        ({"map_url": "javascript:alert(1)"}, "bad_map_url"),
        ({"map_url": "https:///kart"}, "bad_map_url"),
        ({"map_url": "http://[kart"}, "bad_map_url"),
        ({"map_url": "https://a.no/ x"}, "bad_map_url"),
        ({"party_most": 0}, "bad_choice"),
        ({"reminder_hours": 1000}, "bad_choice"),
        ({"capacity": -1}, "bad_choice"),
        ({"roles": [str(n) for n in range(21)]}, "bad_roles"),
        ({"roles": ["x" * 81]}, "too_long"),
        ({"keep_until": date(2026, 9, 23)}, "bad_keep_until"),
    ]
    for fields, code in wrong:
        with pytest.raises(Invalid) as refused:
            invitations.change(db, hall, LONG_BEFORE, **{"contact": "ny", **fields})
        assert (refused.value.code, refused.value.details["field"]) == (code, *fields)
        assert of(db, hall).contact == ""


def test_questions_are_added_moved_and_changed(db: Session, hall: Meeting) -> None:
    asking.add(db, hall, Question("a", " Trenger du  tolk? ", "yes_no", ["x", "y"]))
    asking.add(db, hall, Question("b", "Gruppe?", "choice", ["Skole", "", "Helse", "Skole"], True))
    asking.add(db, hall, Question("c", "Noe mer?"))
    asking.move_up(db, hall, "c")
    asking.move_up(db, hall, "a")
    asking.change(db, hall, Question("a", "Teiknspråk?", "text"))
    assert questions_of(of(db, hall)) == [
        Question("a", "Teiknspråk?", "text", []),
        Question("c", "Noe mer?", "text", []),
        Question("b", "Gruppe?", "choice", ["Skole", "Helse"], True),
    ]


def test_a_question_that_is_answered_keeps_its_kind_and_is_not_lost_unawares(
    db: Session, hall: Meeting
) -> None:
    asking.add(db, hall, Question("a", "Tolk?"))
    anne = register(db, hall, "Anne")
    anne.answers = {"a": "Ja, gjerne", "b": "Noe"}
    db.flush()
    for attempt in (
        lambda: asking.change(db, hall, Question("a", "Tolk?", "yes_no")),
        lambda: asking.remove(db, hall, "a", losing=0),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert (refused.value.code, refused.value.details["count"]) == ("question_answered", 1)
    asking.change(db, hall, Question("a", "Trenger du tolk?"))
    assert asked(db, hall) == ["Trenger du tolk?"]
    asking.remove(db, hall, "a", losing=1)
    assert (asked(db, hall), named(db, hall, "Anne").answers) == ([], {"b": "Noe"})
    assert asking.answered(db, hall.id) == {"b": 1}


def test_a_question_that_makes_no_sense_is_refused(db: Session, hall: Meeting) -> None:
    for question, code in (
        (Question("x", " "), "no_text"),
        (Question("x", "y" * 201), "too_long"),
        (Question("x", "Hva?", "number"), "bad_choice"),
        (Question("x", "Hva?", "choice", ["bare én"]), "bad_options"),
    ):
        with pytest.raises(Invalid, match=code):
            asking.add(db, hall, question)
    with pytest.raises(Unknown, match="unknown_question"):
        asking.move_up(db, hall, "x")


def test_there_is_an_end_to_questions(db: Session, hall: Meeting) -> None:
    for number in range(asking.QUESTIONS_MOST):
        asking.add(db, hall, Question(str(number), f"Spørsmål {number}"))
    with pytest.raises(Refused, match="many_questions"):
        asking.add(db, hall, Question("x", "Ett til"))
    assert standing.counts(db, hall.id).confirmed == 0


def test_who_waits_is_offered_a_place_when_registration_closes_later_after_all(
    db: Session,
) -> None:
    meeting = make_hall(db, 1, closes_at=LONG_BEFORE)
    invitation = db.get_one(Invitation, meeting.id)
    invitations.change(db, meeting, LONG_BEFORE, closes_at=LONG_BEFORE + timedelta(hours=1))
    ane, _ = register(db, meeting, "Ane"), register(db, meeting, "Bo")
    invitations.change(db, meeting, LONG_BEFORE, closes_at=LONG_BEFORE)
    cancel(db, meeting, ane)
    assert states(db, meeting) == {"Ane": "cancelled", "Bo": "waiting"}
    invitations.change(db, meeting, LONG_BEFORE, closes_at=None)
    assert (invitation.capacity, states(db, meeting)) == (1, {"Ane": "cancelled", "Bo": "offered"})


def test_people_are_deleted_no_later_than_they_were_promised(db: Session, hall: Meeting) -> None:
    invitations.change(db, hall, LONG_BEFORE, keep_until=date(2026, 12, 1))
    invitations.change(db, hall, LONG_BEFORE, keep_until=date(2026, 10, 1))
    register(db, hall, "Anne")
    for later in (date(2026, 10, 2), None):
        with pytest.raises(Invalid, match="promised_date"):
            invitations.change(db, hall, LONG_BEFORE, keep_until=later)
    invitations.change(db, hall, LONG_BEFORE, keep_until=date(2026, 9, 26))
    assert times.forget_on(db, hall) == date(2026, 9, 26)


def test_what_was_promised_stands_when_the_meeting_gets_longer_or_is_put_off(
    db: Session, hall: Meeting
) -> None:
    promised = times.forget_on(db, hall)
    register(db, hall, "Anne")
    edit.add(db, hall, hall.items[0].id, LONG_BEFORE, title="Dag 2", length=60, day=1)
    kept = [times.forget_on(db, hall)]
    for day in (date(2026, 10, 1), date(2026, 11, 1), date(2026, 9, 24)):
        particulars.change(db, hall, LONG_BEFORE, date=day)
        kept.append(times.forget_on(db, hall))
    # On the first of November it lasts until the second: nobody can be deleted before.
    assert kept == [promised, promised, date(2026, 11, 3), promised]
    invitations.change(db, hall, LONG_BEFORE, keep_until=promised)
    assert hall.keep_until == promised
