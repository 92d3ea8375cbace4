"""The list of people: who is on it, found and sorted; the kitchen's; the figures."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from facilitator.errors import Refused, Unknown
from facilitator.models import Invitation, Meeting, Registration
from facilitator.registration import editing
from facilitator.registration.lists import listing
from facilitator.registration.lists.figures import Came, Count, figures_of
from facilitator.registration.lists.kitchen import Diet, kitchen_of
from facilitator.registration.lists.listing import Listed, Sieve
from facilitator.registration.placing import places
from facilitator.registration.standing import By, State
from tests.facilitator.registration.halls import LONG_BEFORE, letters, make_hall, register
from tests.factories import NOON, make_registration
from tests.queries import queries


@pytest.fixture
def hall(db: Session) -> Meeting:
    """Three places; a party of two and Åse have them, Ærlend and a party wait, Cato gave his up."""
    hall = make_hall(db, 3)
    cato = register(db, hall, "Cato")
    places.cancel(db, hall, [cato], by=By.PERSON, now=LONG_BEFORE)
    register(db, hall, "Berit", "Bo")
    for name, role, municipality in (
        ("Åse", "politician", "Steinkjer"),
        ("Ærlend", "elev", "Verdal"),
        ("Dina", "", ""),
    ):
        person = register(db, hall, *([name, "Doffen"] if name == "Dina" else [name]))
        person.role, person.municipality = role, municipality
    db.flush()
    return hall


def test_everybody_is_there_with_their_party_and_their_turn(db: Session, hall: Meeting) -> None:
    assert [
        (one.number, one.name, one.state.value, one.turn, list(one.party), one.first)
        for one in listing.everybody(db, hall.id)
    ] == [
        (1, "Cato", "cancelled", None, [], 1),
        (2, "Berit", "confirmed", None, ["Bo"], 2),
        (3, "Bo", "confirmed", None, ["Berit"], 2),
        (4, "Åse", "confirmed", None, [], 4),
        (5, "Ærlend", "waiting", 1, [], 5),
        (6, "Dina", "waiting", 2, ["Doffen"], 6),
        (7, "Doffen", "waiting", 2, ["Dina"], 6),
    ]


def said(role: str) -> str:
    return "skoleelev" if role == "elev" else role


def test_people_are_found_and_sorted(db: Session, hall: Meeting) -> None:
    people = listing.everybody(db, hall.id)
    for sieve, names in (
        (Sieve(q="ÅSE stein"), "Åse"),
        (Sieve(q="skoleelev"), "Ærlend"),
        (Sieve(q="berit@EXAMPLE"), "Berit"),
        (Sieve(q="ingen"), ""),
        (Sieve(state="waiting", order="-number"), "Doffen Dina Ærlend"),
        (Sieve(role="politician"), "Åse"),
        (Sieve(municipality="verdal"), "Ærlend"),
        (Sieve(arrived="yes"), ""),
        (Sieve(arrived="no", state="confirmed"), "Berit Bo Åse"),
        (Sieve(order="name"), "Berit Bo Cato Dina Doffen Ærlend Åse"),
        (Sieve(order="state"), "Berit Bo Åse Ærlend Dina Doffen Cato"),
        (Sieve(order="municipality", q="example"), "Åse Ærlend Berit Cato Dina"),
        (Sieve(order="-municipality", q="example"), "Ærlend Åse Berit Cato Dina"),
    ):
        found = listing.sift(people, sieve, said)
        assert (sieve, [one.name for one in found]) == (sieve, names.split())


def test_the_list_takes_one_query_with_one_person_and_with_many(db: Session) -> None:
    hall = make_hall(db, None)
    counts = []
    for more in (1, 20):
        for _ in range(more):
            make_registration(db, hall)
        with queries(db) as sent:
            listing.everybody(db, hall.id)
            kitchen_of(db, hall.id)
        counts.append(len(sent))
    assert counts == [2, 2]


def test_the_kitchen_hears_what_those_who_come_cannot_eat_and_no_names(db: Session) -> None:
    hall = make_hall(db, 5)
    for diet in ("Vegetar", "vegetar.", "Nøtter, alvorlig", "", ""):
        make_registration(db, hall, diet=diet)
    make_registration(db, hall, diet="Får ikke plass")
    kitchen = kitchen_of(db, hall.id)
    assert (kitchen.eaters, kitchen.offered, kitchen.anything) == (5, 0, 2)
    assert list(kitchen.diets) == [Diet("Vegetar", 2), Diet("Nøtter, alvorlig", 1)]


def of_role(role: str, expected: int, came: int, created_at: datetime = NOON) -> list[Listed]:
    """So many people of a role with places, of whom so many came."""
    return [
        Listed(
            number=number,
            name="",
            email="",
            role=role,
            municipality="Verdal" if number else "",
            state=State.CONFIRMED,
            created_at=created_at,
            offered_until=None,
            arrived_at=NOON if number < came else None,
            over=False,
            walk_in=role == "walks in",
            answers={},
            id="",
        )
        for number in range(expected)
    ]


def test_the_figures_count_those_with_a_place() -> None:
    waits = replace(of_role("elev", 1, 0)[0], state=State.WAITING)
    walks_in = replace(of_role("walks in", 1, 1)[0], role="citizen")
    people = [*of_role("citizen", 1, 1), walks_in, *of_role("politician", 4, 3), waits]
    figures = figures_of(people, "Europe/Oslo")
    assert list(figures.roles) == [Count("politician", 4), Count("citizen", 2)]
    assert list(figures.municipalities) == [Count("Verdal", 3), Count("", 3)]
    assert (figures.expected, figures.came, figures.walk_ins) == (5, 4, 1)
    assert (list(figures.begun), figures.weekly) == ([(date(2026, 9, 24), 7)], False)


@pytest.mark.parametrize(
    ("groups", "attendance"),
    [
        # Nobody has come: nothing to tell.
        ({"politician": (4, 0)}, []),
        ({"politician": (4, 3), "citizen": (3, 1)}, [("politician", 4, 3), ("citizen", 3, 1)]),
        # One alone is told of together with others, who would else give them away.
        ({"citizen": (4, 3), "other": (3, 1), "elev": (1, 0)}, [("citizen", 4, 3), ("", 4, 1)]),
        ({"elev": (2, 1), "lærer": (2, 2)}, [("", 4, 3)]),
        ({"elev": (2, 1)}, []),
        ({"politician": (5, 1), "elev": (1, 1)}, [("", 6, 2)]),
    ],
)
def test_who_came_is_told_by_role_but_never_of_few(
    groups: dict[str, tuple[int, int]], attendance: list[tuple[str, int, int]]
) -> None:
    people = [one for role, counts in groups.items() for one in of_role(role, *counts)]
    figures = figures_of(people, "Europe/Oslo")
    assert list(figures.attendance) == [Came(*line) for line in attendance]


def test_registrations_over_many_days_are_counted_by_week() -> None:
    people = [
        one for days in (0, 1, 30) for one in of_role("", 1, 0, LONG_BEFORE - timedelta(days=days))
    ]
    figures = figures_of(people, "Europe/Oslo")
    assert figures.weekly
    assert [(day.isoformat(), count) for day, count in figures.begun] == [
        ("2026-08-10", 1),
        ("2026-08-17", 0),
        ("2026-08-24", 0),
        ("2026-08-31", 0),
        ("2026-09-07", 1),
        ("2026-09-14", 1),
    ]


def test_an_organiser_need_not_know_what_the_form_asks(db: Session) -> None:
    question = {"id": "q", "text": "Gruppe?", "kind": "choice", "options": ["A", "B"]}
    other = {"id": "o", "text": "Noe mer?", "kind": "text", "needed": False}
    asked = [{**question, "needed": True}, other]
    hall = make_hall(db, None, questions=asked, roles=["elev"])
    invitation = db.get_one(Invitation, hall.id)
    kari: Registration = make_registration(db, hall, role="elev", answers={"q": "C"})
    kari.role = "politician"

    def problems(known: Registration | None, **typed: str) -> list[str]:
        return sorted(editing.described({"name": "Kari", **typed}, invitation, known)[1])

    assert problems(None) == problems(None, **{"question-q": " "}) == []
    assert problems(None, **{"question-q": "C", "role": "politician"}) == ["question-q", "role"]
    assert problems(kari, **{"question-q": "C", "role": "politician"}) == []
    person, _ = editing.described({"name": "K", "question-q": "C"}, invitation, kari)
    assert person.answers == {"q": "C"}
    assert problems(None, name=" ") == ["name"]


def test_a_link_is_renewed_and_sent_again(db: Session, hall: Meeting) -> None:
    ase = editing.find(db, hall, 4)
    editing.renew_key(db, hall, ase)
    before = len(letters(db, hall))
    editing.write_again(db, hall, ase, LONG_BEFORE)
    assert ase.key_generation == 2
    assert letters(db, hall)[before:] == [("again", "åse@example.com")]
    bo = editing.find(db, hall, 3)
    with pytest.raises(Refused, match="no_address"):
        editing.write_again(db, hall, bo, LONG_BEFORE)
    for number in (99, 2**31):
        with pytest.raises(Unknown, match="unknown_registration"):
            editing.find(db, hall, number)
