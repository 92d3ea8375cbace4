"""People get a place, or wait for one; never more of them than an organiser said."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.errors import Closed, Invalid, Refused, Unknown
from facilitator.models import Invitation, Registration, SubjectVersion
from facilitator.registration import standing
from facilitator.registration.asked.people import Person
from facilitator.registration.placing import admission, places
from facilitator.registration.standing import Counts
from tests.facilitator.registration.halls import (
    BEGINS,
    LONG_BEFORE,
    MIDNIGHT,
    cancel,
    letters,
    make_hall,
    named,
    register,
    states,
    waiting,
)
from tests.factories import make_meeting, make_uuid
from tests.queries import queries


def test_the_first_get_the_places_and_the_rest_wait_in_order(db: Session) -> None:
    meeting = make_hall(db, 2)
    for name in ("Ane", "Bo", "Cara", "Dag"):
        register(db, meeting, name)
    assert states(db, meeting) == {
        "Ane": "confirmed",
        "Bo": "confirmed",
        "Cara": "waiting",
        "Dag": "waiting",
    }
    assert waiting(db, meeting) == ["Cara", "Dag"]
    assert letters(db, meeting) == [
        ("confirmed", "ane@example.com"),
        ("confirmed", "bo@example.com"),
        ("waiting", "cara@example.com"),
        ("waiting", "dag@example.com"),
    ]
    there = standing.counts(db, meeting.id)
    assert there == Counts(confirmed=2, waiting=2, offered=0, cancelled=0, capacity=2)
    assert (there.taken, there.free) == (2, 0)


def test_without_a_limit_everybody_has_a_place(db: Session) -> None:
    meeting = make_hall(db, None)
    for name in ("Ane", "Bo", "Cara"):
        register(db, meeting, name)
    assert standing.counts(db, meeting.id) == Counts(3, 0, 0, 0, None)
    assert standing.counts(db, meeting.id).free is None


def test_with_no_places_at_all_everybody_waits(db: Session) -> None:
    meeting = make_hall(db, 0)
    register(db, meeting, "Ane")
    assert states(db, meeting) == {"Ane": "waiting"}


def test_the_same_form_twice_is_one_registration_and_one_letter(db: Session) -> None:
    meeting = make_hall(db, 2)
    once = register(db, meeting, "Ane", form="f")
    again = register(db, meeting, "Ane", form="f")
    assert again.id == once.id
    assert letters(db, meeting) == [("confirmed", "ane@example.com")]


def test_an_address_that_is_known_gets_its_link_again_and_changes_nothing(db: Session) -> None:
    meeting = make_hall(db, 2)
    register(db, meeting, "Ane")
    person = Person("Somebody Else", "ANE@example.com")
    done = places.register(
        db, meeting, [person], form="g", language="nb", new_id=make_uuid, now=LONG_BEFORE
    )
    assert ([one.name for one in done.people], done.fresh) == (["Ane"], False)
    assert states(db, meeting) == {"Ane": "confirmed"}
    assert letters(db, meeting)[1:] == [("again", "ane@example.com")]


def test_a_form_that_is_gone_back_to_registers_the_next_person(db: Session) -> None:
    meeting = make_hall(db, 2)
    register(db, meeting, "Ane", form="f")
    register(db, meeting, "Bo", form="f")
    register(db, meeting, "Bo", form="f")
    assert states(db, meeting) == {"Ane": "confirmed", "Bo": "confirmed"}
    assert letters(db, meeting) == [
        ("confirmed", "ane@example.com"),
        ("confirmed", "bo@example.com"),
    ]


@pytest.mark.parametrize(
    ("fields", "now"),
    [
        pytest.param({"open": False}, LONG_BEFORE, id="never opened"),
        pytest.param({"closes_at": LONG_BEFORE}, LONG_BEFORE, id="closed by itself"),
        pytest.param({}, MIDNIGHT, id="the day is over"),
    ],
)
def test_nobody_registers_when_it_is_closed_and_nobody_learns_who_did(
    db: Session, fields: dict[str, object], now: object
) -> None:
    meeting = make_hall(db, 2)
    register(db, meeting, "Ane", form="f")
    invitation = db.get_one(Invitation, meeting.id)
    for name, value in fields.items():
        setattr(invitation, name, value)
    for name in ("Ane", "Bo"):
        with pytest.raises(Closed, match="registration_closed"):
            register(db, meeting, name, now=now)
    register(db, meeting, "Ane", form="f", now=now)
    assert states(db, meeting) == {"Ane": "confirmed"}


def test_an_organiser_goes_over_and_it_shows(db: Session) -> None:
    meeting = make_hall(db, 1)
    for name, over in (("Ane", False), ("Bo", True), ("Cara", False), ("Dag", True)):
        person = Person(name)
        places.add(db, meeting, person, over=over, id=make_uuid(), language="nb", now=LONG_BEFORE)
    assert states(db, meeting) == {
        "Ane": "confirmed",
        "Bo": "confirmed",
        "Cara": "waiting",
        "Dag": "confirmed",
    }
    over = {name: named(db, meeting, name).over for name in ("Ane", "Bo", "Cara", "Dag")}
    assert over == {"Ane": False, "Bo": True, "Cara": False, "Dag": True}
    assert standing.counts(db, meeting.id) == Counts(3, 1, 0, 0, 1)
    assert standing.counts(db, meeting.id).free == 0


def test_when_more_than_there_are_places_came_a_cancellation_frees_none(db: Session) -> None:
    meeting = make_hall(db, 1)
    ane = register(db, meeting, "Ane")
    bo = register(db, meeting, "Bo")
    places.give_place(db, meeting, [bo], LONG_BEFORE)
    register(db, meeting, "Cara")
    cancel(db, meeting, ane)
    assert states(db, meeting) == {"Ane": "cancelled", "Bo": "confirmed", "Cara": "waiting"}
    assert named(db, meeting, "Bo").over


def test_an_organiser_adds_nobody_twice(db: Session) -> None:
    meeting = make_hall(db, 3)
    register(db, meeting, "Ane")
    with pytest.raises(Refused, match="known_address"):
        places.add(
            db,
            meeting,
            Person("Ane", "Ane@Example.com"),
            over=False,
            id=make_uuid(),
            language="nb",
            now=LONG_BEFORE,
        )


def test_the_same_id_is_the_same_person_and_never_one_of_another_meeting(db: Session) -> None:
    one, other = make_hall(db, 3), make_hall(db, 3)
    id = make_uuid()
    for _ in range(2):
        places.add(db, one, Person("Ane"), over=False, id=id, language="nb", now=LONG_BEFORE)
    assert states(db, one) == {"Ane": "confirmed"}
    with pytest.raises(Unknown, match="unknown_registration"):
        admission.admit(db, other, Person("Bo"), id=id, language="nb", now=BEGINS)


def test_who_comes_without_having_registered_is_let_in_without_a_letter(db: Session) -> None:
    meeting = make_hall(db, 2)
    register(db, meeting, "Ane")
    ids = {name: make_uuid() for name in ("Bo", "Cara")}
    for name in ("Bo", "Cara", "Cara"):
        person = Person(name, "ane@example.com")
        admission.admit(db, meeting, person, id=ids[name], language="nb", now=BEGINS)
    assert states(db, meeting) == {"Ane": "confirmed", "Bo": "confirmed", "Cara": "confirmed"}
    bo, cara = named(db, meeting, "Bo"), named(db, meeting, "Cara")
    assert (bo.over, bo.walk_in, bo.address) == (False, True, None)
    assert (cara.over, cara.walk_in, cara.address) == (True, True, None)
    assert letters(db, meeting) == [("confirmed", "ane@example.com")]


def test_what_is_said_of_somebody_changes_without_looking_at_places_again(db: Session) -> None:
    meeting = make_hall(db, 1)
    ane = register(db, meeting, "Ane")
    bo = register(db, meeting, "Bo")
    places.resize(db, meeting, 0, LONG_BEFORE)
    person = Person("Ane Li", "li@example.com", "citizen", "Steinkjer", "fisk", {"a": True})
    places.change(db, meeting, ane, person, LONG_BEFORE)
    assert (ane.name, ane.email, ane.address, ane.role) == (
        "Ane Li",
        "li@example.com",
        "li@example.com",
        "citizen",
    )
    assert (ane.municipality, ane.diet, ane.answers) == ("Steinkjer", "fisk", {"a": True})
    assert states(db, meeting) == {"Ane Li": "confirmed", "Bo": "waiting"}
    with pytest.raises(Refused, match="known_address"):
        places.change(db, meeting, bo, Person("Bo", "LI@example.com"), LONG_BEFORE)
    register(db, meeting, "Ane")


def test_every_act_is_announced(db: Session) -> None:
    meeting, now = make_hall(db, 1), LONG_BEFORE
    told: dict[str, Any] = {"language": "nb", "now": now}

    def cara() -> Registration:
        return named(db, meeting, "Cara")

    acts: list[Callable[[], object]] = [
        lambda: register(db, meeting, "Ane"),
        lambda: places.add(db, meeting, Person("Bo"), over=True, id=make_uuid(), **told),
        lambda: places.add_all(db, meeting, [Person("Cara")], over=False, new_id=make_uuid, **told),
        lambda: admission.admit(db, meeting, Person("Dag"), id=make_uuid(), **told),
        lambda: places.change(db, meeting, cara(), Person("Cara"), now),
        lambda: places.move_up(db, meeting, cara(), now),
        lambda: places.resize(db, meeting, 4, now),
        lambda: places.accept(db, meeting, cara(), now),
        lambda: cancel(db, meeting, cara()),
        lambda: places.restore(db, meeting, cara(), over=False, now=now),
        lambda: places.decline(db, meeting, cara(), now),
        lambda: places.give_place(db, meeting, [cara()], now),
        lambda: places.expire(db, meeting, now),
    ]
    versions = []
    for act in acts:
        act()
        versions.append(db.scalar(select(SubjectVersion.version)))
    assert versions == sorted(set(versions))


def test_what_was_deleted_meanwhile_is_unknown(db: Session) -> None:
    meeting = make_hall(db, 1)
    ane = register(db, meeting, "Ane")
    db.delete(ane)
    db.flush()
    with pytest.raises(Unknown, match="unknown_registration"):
        places.change(db, meeting, ane, Person("Ane"), LONG_BEFORE)
    db.delete(meeting)
    db.flush()
    with pytest.raises(Unknown, match="unknown_meeting"):
        places.resize(db, meeting, 2, LONG_BEFORE)


def test_meetings_do_not_share_places_or_addresses(db: Session) -> None:
    one, other = make_hall(db, 1), make_hall(db, 2)
    register(db, one, "Ane", form="f")
    register(db, other, "Ane", form="f")
    assert [standing.counts(db, hall.id).free for hall in (one, other)] == [0, 1]
    assert states(db, one) == states(db, other) == {"Ane": "confirmed"}


def test_a_meeting_without_a_programme_takes_people_until_the_day_is_over(db: Session) -> None:
    meeting = make_meeting(db)
    db.get_one(Invitation, meeting.id).open = True
    register(db, meeting, "Ane", now=MIDNIGHT - timedelta(minutes=1))
    with pytest.raises(Closed):
        register(db, meeting, "Bo", now=MIDNIGHT)
    assert states(db, meeting) == {"Ane": "confirmed"}


def test_a_thousand_cost_no_more_queries_each_than_ten(db: Session) -> None:
    meeting = make_hall(db, 2)
    sent = []
    for number in range(30):
        db.expire_all()
        with queries(db) as statements:
            register(db, meeting, f"P{number}")
        sent.append(len(statements))
    assert sent[2:] == [sent[2]] * 28
    assert sent[2] <= 14


@pytest.mark.parametrize("people", [0, 5])
def test_a_party_has_a_size(db: Session, people: int) -> None:
    meeting = make_hall(db, None)
    party = [Person(f"P{number}", "p@example.com") for number in range(people)]
    with pytest.raises(Invalid, match="bad_party") as refused:
        places.register(
            db, meeting, party, form="f", language="nb", new_id=make_uuid, now=LONG_BEFORE
        )
    assert refused.value.details == {"most": 4}


@pytest.mark.parametrize("over", [False, True])
@pytest.mark.parametrize(("capacity", "before"), [(None, ""), (3, "Ane"), (1, "Ane Bo"), (4, "")])
def test_people_are_added_together_as_if_one_by_one(
    db: Session, capacity: int | None, before: str, over: bool
) -> None:
    people = [Person(name, f"{name}@example.com") for name in ("Dag", "Eli", "Finn")]
    ways = []
    for at_once in (True, False):
        meeting = make_hall(db, capacity)
        for name in before.split():
            register(db, meeting, name)
        ids = [make_uuid() for _ in people]
        told: dict[str, Any] = {"over": over, "language": "nb", "now": LONG_BEFORE}
        if at_once:
            left = iter(ids)
            places.add_all(db, meeting, people, new_id=lambda left=left: next(left), **told)
        else:
            for one, id in zip(people, ids, strict=True):
                places.add(db, meeting, one, id=id, **told)
        rows = db.scalars(
            select(Registration)
            .where(Registration.meeting_id == meeting.id)
            .order_by(Registration.number)
        )
        ways.append(
            (
                [(one.name, one.state, one.line, one.over, one.party_id in ids) for one in rows],
                letters(db, meeting),
            )
        )
    assert ways[0] == ways[1]


def test_people_are_not_added_together_when_one_of_them_is_there(db: Session) -> None:
    meeting = make_hall(db, 3)
    register(db, meeting, "Ane")
    with pytest.raises(Refused, match="known_address"):
        places.add_all(
            db,
            meeting,
            [Person("Bo"), Person("A", "ANE@example.com")],
            over=False,
            new_id=make_uuid,
            language="nb",
            now=LONG_BEFORE,
        )
    assert states(db, meeting) == {"Ane": "confirmed"}
