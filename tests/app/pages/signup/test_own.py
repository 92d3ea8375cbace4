"""One's own page: see how one stands, change it, take or give up a place, be forgotten."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from icalendar import Calendar

from app import Medvirk
from app.access import Role
from facilitator.models import Letter, Meeting, Registration, Seat, Seating
from facilitator.registration.placing import places
from facilitator.registration.standing import By
from tests.app.conftest import SetClock
from tests.app.pages.organiser import problems
from tests.app.pages.page import Element, read
from tests.app.pages.signup.guest import Guest
from tests.app.pages.signup.test_public import invite
from tests.factories import NOON, make_registration


@pytest.fixture
def people(guest: Guest, medvirk: Medvirk, meeting: Meeting, clock: SetClock) -> Sequence[Any]:
    """Kari and Ola who have places, Eli and Per who wait; the evening is four days away."""
    clock.pass_by(days=-4)
    with medvirk.database.writing() as db:
        found = db.get_one(Meeting, meeting.id)
        kari = make_registration(
            db, found, name="Kari", email="kari@example.com", companions=1, now=clock.now
        )
        invite_to = ("Liv", "Eli", "Per")
        others = [
            make_registration(db, found, name=name, email=f"{name}@example.com", now=clock.now)
            for name in invite_to
        ]
        for one in (kari, *others):
            db.refresh(one)
        return [kari, *others]


def page(guest: Guest, one: Registration) -> Element:
    return read(guest.get(guest.own(one)).text)


def standing(guest: Guest, one: Registration) -> str:
    """What the page says first, without the facts of the meeting."""
    words = page(guest, one).one("class", "ticket").words
    return words.partition(" Når ")[0]


def test_it_says_how_one_stands(guest: Guest, people: Sequence[Registration]) -> None:
    kari = people[0]
    follow = next(one.name for one in guest.stored() if one.party_id == kari.id != one.id)
    assert [standing(guest, one) for one in people] == [
        f"Dere har plass Kari {follow}",
        "Du har plass Liv",
        "Du står på ventelista Du er den neste. Blir det ledig, får du et tilbud på e-post. Eli",
        "Du står på ventelista Du er nummer 2. Blir det ledig, får du et tilbud på e-post. Per",
    ]


def test_an_offer_is_taken_or_declined_and_goes_to_the_next(
    guest: Guest, people: Sequence[Registration]
) -> None:
    liv, eli, per = people[1:]
    guest.send(f"{guest.own(liv)}/cancel")
    offered = standing(guest, eli)
    guest.send(guest.own(eli), f"{guest.own(eli)}/decline")
    guest.send(guest.own(per), f"{guest.own(per)}/accept")
    taken = page(guest, per)
    assert offered == (
        "Det er ledig plass til deg Svar innen tirsdag 22. september 2026 kl. 12.00."
        " Ellers går plassen videre til neste på ventelista. Ta plassen Nei takk Eli"
    )
    assert standing(guest, per) == "Du har plass Per"
    assert taken.one("class", "done").words == "Plassen er din. Velkommen!"
    assert [(one.name, one.state) for one in guest.stored() if one.email] == [
        ("Kari", "confirmed"),
        ("Liv", "cancelled"),
        ("Eli", "cancelled"),
        ("Per", "confirmed"),
    ]


def test_one_of_a_party_who_comes_back_is_offered_a_place_on_the_page_of_the_party(
    guest: Guest, medvirk: Medvirk, meeting: Meeting, people: Sequence[Registration]
) -> None:
    kari, follow = guest.stored()[:2]
    with medvirk.database.writing() as db:
        found = db.get_one(Meeting, meeting.id)
        places.cancel(db, found, [follow], by=By.ORGANISER, now=NOON)
        places.restore(db, found, follow, over=False, now=NOON)
    waits = standing(guest, kari)
    with medvirk.database.writing() as db:
        places.resize(db, db.get_one(Meeting, meeting.id), 5, medvirk.clock())
    offered = standing(guest, kari)
    guest.send(guest.own(kari), f"{guest.own(kari)}/accept")
    assert waits == f"Du har plass Kari {follow.name} på venteliste"
    assert offered == (
        "Det er ledig plass til deg Svar innen tirsdag 22. september 2026 kl. 12.00. Ellers går"
        " plassen videre til neste på ventelista. Ta plassen Nei takk"
        f" Kari har plass {follow.name}"
    )
    assert standing(guest, kari) == f"Dere har plass Kari {follow.name}"


def test_an_offer_that_is_over_cannot_be_taken(
    guest: Guest, people: Sequence[Registration], clock: SetClock
) -> None:
    liv, eli = people[1:3]
    guest.send(f"{guest.own(liv)}/cancel")
    clock.pass_by(hours=49)
    guest.send(guest.own(eli), f"{guest.own(eli)}/accept")
    told = page(guest, eli)
    assert told.one("class", "done").words == (
        "Fristen for å ta plassen er ute. Plassen er gått videre."
    )
    assert standing(guest, eli).startswith(
        "Du er avmeldt Tilbudet om plass ble ikke besvart i tide, og gikk videre. Meld deg på igjen"
    )


def test_everything_one_wrote_can_be_changed_and_the_place_stays(
    guest: Guest, medvirk: Medvirk, meeting: Meeting, people: Sequence[Registration]
) -> None:
    kari = people[0]
    with medvirk.database.writing() as db:
        places.resize(db, db.get_one(Meeting, meeting.id), 0, NOON)
    changed = guest.send(
        guest.own(kari),
        **{
            "name": "Kari Moen",
            "email": "ny@example.com",
            "role": "researcher",
            "municipality": "hå",
            "diet": "melk",
            "name-2": "Ola",
            "role-2": "citizen",
        },
    )
    first, second = [one for one in guest.stored() if one.party_id == kari.id]
    assert (changed.status_code, changed.location) == (303, guest.own(kari))
    assert page(guest, kari).one("class", "done").words == "Endringene er lagret."
    assert [
        (one.name, one.email, one.address, one.role, one.municipality, one.diet, one.state)
        for one in (first, second)
    ] == [
        ("Kari Moen", "ny@example.com", "ny@example.com", "researcher", "Hå", "melk", "confirmed"),
        ("Ola", "", None, "citizen", "", "", "confirmed"),
    ]
    assert guest.letters()[-1] == ("again", "ny@example.com")


def test_mistakes_in_a_change_are_told_and_nothing_is_stored_or_lost(
    guest: Guest, people: Sequence[Registration]
) -> None:
    kari = people[0]
    typed = {"name": "", "email": "LIV@example.com", "name-2": "", "diet": "melk"}
    wrong = guest.send(guest.own(kari), **typed)
    taken = guest.send(guest.own(kari), **{**typed, "name": "Kari", "name-2": "Ola"})
    follow = guest.stored()[1].name
    assert (wrong.status_code, taken.status_code) == (422, 422)
    assert problems(wrong) == [
        ("name", "Skriv navnet ditt."),
        ("name-2", f"Skriv navnet til {follow}."),
    ]
    assert problems(taken) == [("email", "Den e-postadressen kan ikke brukes her. Skriv en annen.")]
    assert read(taken.text).one("id", "diet")["value"] == "melk"
    assert [one.diet for one in guest.stored()] == [""] * 5
    assert next(one.email for one in guest.stored()) == "kari@example.com"


def test_one_of_a_party_may_stay_away(guest: Guest, people: Sequence[Registration]) -> None:
    kari = people[0]
    path = f"{guest.own(kari)}/cancel"
    nobody = guest.send(path)
    follow = guest.stored()[1]
    guest.send(path, who=follow.id)
    assert (nobody.status_code, "Kryss av for hvem som ikke kommer." in nobody.text) == (422, True)
    assert [one.state for one in guest.stored()][:2] == ["confirmed", "cancelled"]
    assert standing(guest, kari) == f"Du har plass Kari {follow.name} avmeldt"


def test_two_presses_give_up_one_place(guest: Guest, people: Sequence[Registration]) -> None:
    path = f"{guest.own(people[0])}/cancel"
    form = {**guest.fields(path), "who": guest.stored()[1].id}
    guest.client.post(path, data=form)
    guest.client.post(path, data=form)
    assert [one.state for one in guest.stored()][:2] == ["confirmed", "cancelled"]


def test_what_was_taken_in_another_window_is_not_declined(
    guest: Guest, people: Sequence[Registration]
) -> None:
    liv, eli = people[1:3]
    guest.send(f"{guest.own(liv)}/cancel")
    form = guest.fields(guest.own(eli))
    guest.client.post(f"{guest.own(eli)}/accept", data=form)
    page(guest, eli)
    guest.client.post(f"{guest.own(eli)}/decline", data=form)
    assert page(guest, eli).one("class", "done").words == (
        "Du har alt tatt plassen. Kan du ikke komme, kan du melde deg av."
    )
    assert standing(guest, eli) == "Du har plass Eli"


def test_who_waits_is_asked_in_other_words_whether_to_give_up(
    guest: Guest, people: Sequence[Registration]
) -> None:
    waits, place = (guest.get(f"{guest.own(one)}/cancel").text for one in (people[2], people[1]))
    assert ["Bli stående" in text for text in (waits, place)] == [True, False]
    assert ["Behold plassen" in text for text in (waits, place)] == [False, True]


def test_nothing_is_promised_once_the_meeting_has_begun(
    guest: Guest, people: Sequence[Registration], clock: SetClock
) -> None:
    kari, _liv, eli, _per = people
    clock.pass_by(days=4, hours=4, minutes=30)
    assert standing(guest, eli) == (
        "Du står på ventelista Møtet har begynt. Spør ved døra om det er ledig plass. Eli"
    )
    for path in ("/m/TRAPP47", "/m/TRAPP47/register"):
        assert "Møtet har begynt, og alle plassene er tatt. Du kommer" in guest.get(path).text
    clock.pass_by(days=1)
    over = page(guest, kari)
    assert standing(guest, kari).startswith("Møtet er over Kari")
    assert [over.all("class", name) for name in ("badge", "fold")] == [[], []]
    assert "Møtet er over." in guest.get(f"{guest.own(kari)}/cancel").text
    guest.send(guest.own(kari), f"{guest.own(kari)}/delete")
    gone = guest.get(guest.own(kari))
    assert (gone.status_code, "Kanskje er opplysningene om deg slettet" in gone.text) == (404, True)


def test_one_can_only_give_up_ones_own_places(guest: Guest, people: Sequence[Registration]) -> None:
    kari, liv = people[:2]
    guest.send(f"{guest.own(kari)}/cancel", who=liv.id)
    assert [one.state for one in guest.stored()][:3] == ["confirmed"] * 3


def test_who_cancelled_may_come_back_or_have_everything_deleted(
    guest: Guest, people: Sequence[Registration], medvirk: Medvirk
) -> None:
    liv = people[1]
    own = guest.own(liv)
    kept = guest.send(own, f"{own}/delete")
    guest.send(f"{own}/cancel")
    cancelled = page(guest, liv)
    again = cancelled.one("class", "ticket").all("href", "/m/TRAPP47/register")
    gone = guest.send(own, f"{own}/delete")
    with medvirk.database.reading() as db:
        letters = db.query(Letter).filter_by(recipient="Liv@example.com").all()
    assert (kept.location, [one.words for one in again]) == (own, ["Meld deg på igjen"])
    assert read(gone.text).one("class", "lead").words.startswith("Vi har ikke lenger navn")
    assert ("Liv" in [one.name for one in guest.stored()], letters) == (False, [])
    assert (guest.get(own).status_code, guest.get(guest.own(liv, Role.BADGE)).status_code) == (
        404,
        404,
    )


def test_the_meeting_goes_into_ones_calendar_without_a_key(
    guest: Guest, people: Sequence[Registration]
) -> None:
    file = guest.get(f"{guest.own(people[0])}/meeting.ics")
    (event,) = Calendar.from_ical(file.data).walk("VEVENT")
    assert file.mimetype == "text/calendar"
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (
        datetime(2026, 9, 24, 14, tzinfo=UTC),
        datetime(2026, 9, 24, 15, 30, tzinfo=UTC),
    )
    assert (str(event["location"]), "/r/" in file.text) == ("Dampsaga, Steinkjer", False)


def test_the_table_and_the_code_are_there_for_each_who_has_a_place(
    guest: Guest, medvirk: Medvirk, meeting: Meeting, people: Sequence[Registration]
) -> None:
    kari, _liv, eli, _per = people
    with medvirk.database.writing() as db:
        tables = db.get_one(Meeting, meeting.id).tables
        db.add(Seating(meeting_id=meeting.id, rounds=2))
        for number, table in ((1, tables[3]), (2, tables[1])):
            db.add(Seat(registration_id=kari.id, round=number, table_id=table.id))
    badges = page(guest, kari).all("class", "badge")
    codes = [badge.one("class", "qr")["aria-label"].partition("/b/")[2] for badge in badges]
    party = [one for one in guest.stored() if one.party_id == kari.id]
    assert [badge.words.partition(" Sett")[0] for badge in badges] == [
        "Kari Runde 1: Bord 4 Runde 2: Bord 2 Vis koden ved døra.",
        f"{party[1].name} Vis koden ved døra.",
    ]
    assert codes == [guest.own(one, Role.BADGE).partition("/b/")[2] for one in party]
    assert page(guest, eli).all("class", "badge") == []


def test_it_is_in_the_language_that_one_registered_in(
    guest: Guest, medvirk: Medvirk, people: Sequence[Registration]
) -> None:
    with medvirk.database.writing() as db:
        db.get_one(Registration, people[0].id).language = "en"
    languages = [
        guest.get(path).text.partition('<html lang="')[2][:2]
        for path in (guest.own(people[0]), guest.own(people[1]), "/m/TRAPP47")
    ]
    assert languages == ["en", "nb", "nb"]


def test_only_ones_own_key_opens_it(guest: Guest, people: Sequence[Registration]) -> None:
    kari, liv = people[:2]
    own, badge = guest.own(kari), guest.own(kari, Role.BADGE)
    strange = [
        own[:-1] + ("A" if own[-1] != "A" else "B"),
        own.replace(kari.id, liv.id),
        badge.replace("/b/", "/r/"),
        own.replace("/r/", "/b/"),
        "/r/x",
        "/b/x",
    ]
    assert [guest.get(path).status_code for path in strange] == [404] * 6


def test_diet_is_not_asked_for_again_when_it_was_deleted(
    guest: Guest, medvirk: Medvirk, meeting: Meeting, people: Sequence[Registration]
) -> None:
    invite(medvirk, meeting, diet_forgotten_at=NOON)
    assert page(guest, people[1]).all("name", "diet") == []


def test_a_change_from_another_visit_is_shown_again_and_a_decision_asked_for_again(
    guest: Guest, people: Sequence[Registration]
) -> None:
    own = guest.own(people[1])
    changed = guest.client.post(own, data={"name": "Liv Moen", "email": "liv@example.com"})
    decided = guest.client.post(f"{own}/cancel")
    problem = "Sida hadde stått åpen for lenge. Se over, og trykk én gang til."
    assert (changed.status_code, problems(changed)) == (400, [("send", problem)])
    assert read(changed.text).one("id", "name")["value"] == "Liv Moen"
    assert (decided.status_code, decided.location) == (303, own)
    assert page(guest, people[1]).one("class", "done").words == problem
    assert guest.stored()[2].state == "confirmed"
