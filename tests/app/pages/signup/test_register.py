"""Registering: everything is taken, nothing is lost, and nobody learns who else is there."""

import re
from typing import Any

import pytest
from flask import Flask

from app import Medvirk
from app.pages.signup.frame import FORMS
from facilitator.models import Meeting, Registration
from tests.app.conftest import SetClock
from tests.app.pages.organiser import problems, typed_on
from tests.app.pages.page import read
from tests.app.pages.signup.guest import KARI, Guest, errors
from tests.app.pages.signup.test_public import invite

FORM = "/m/TRAPP47/register"
QUESTIONS = [
    {"id": "a", "text": "Hva brenner du for?", "kind": "text", "needed": True},
    {"id": "b", "text": "Buss?", "kind": "choice", "options": ["Ja, fra Namsos", "Nei"]},
    {"id": "c", "text": "Trenger du tolk?", "kind": "yes_no"},
]


def facts(one: Registration) -> tuple[Any, ...]:
    return (one.name, one.email, one.role, one.municipality, one.diet, one.state)


def test_who_registers_is_stored_and_sent_a_letter(guest: Guest, clock: SetClock) -> None:
    sent = guest.register()
    (kari,) = guest.stored()
    assert (sent.status_code, sent.location) == (303, "/m/TRAPP47/registered")
    assert facts(kari) == (
        "Kari Moen",
        "kari@example.com",
        "politician",
        "Steinkjer",
        "nøtter",
        "confirmed",
    )
    assert (kari.language, kari.consented_at, kari.party_id) == ("nb", clock.now, kari.id)
    assert guest.letters() == [("confirmed", "kari@example.com")]


def test_roles_and_municipalities_may_be_written_as_people_do(guest: Guest) -> None:
    guest.register(role="Innbygger", municipality="steinkjer kommune", diet="")
    guest.register(email="ola@example.com", role="", municipality="Sápmi", diet="")
    assert [(one.role, one.municipality) for one in guest.stored()] == [
        ("citizen", "Steinkjer"),
        ("", "Sápmi"),
    ]


def test_the_form_asks_for_what_it_should(guest: Guest, medvirk: Medvirk, meeting: Meeting) -> None:
    invite(medvirk, meeting, questions=QUESTIONS, roles=["politician", "Lærling"])
    page = read(guest.get(FORM).text)
    asked = [one["name"] for one in page.all("name") if one.tag in ("input", "select", "button")]
    roles = [(one["value"], one.words) for one in page.one("name", "role").all("value")]
    suggested = [one["value"] for one in page.one("id", "municipalities").all("value")]
    assert asked == [
        *("csrf_token", "form", "party", "name", "email", "role", "municipality", "diet"),
        *(
            "question-a",
            "question-b",
            "question-c",
            "more",
            "consent",
            "redraw",
            "redraw",
            "redraw",
        ),
    ]
    assert roles == [("", "Velg"), ("politician", "politiker"), ("Lærling", "Lærling")]
    assert (len(suggested), suggested[0], suggested[-1]) == (357, "Alstahaug", "Åsnes")


def test_answers_to_the_organisers_questions_are_kept(
    guest: Guest, medvirk: Medvirk, meeting: Meeting
) -> None:
    invite(medvirk, meeting, questions=QUESTIONS, asks_diet=False)
    guest.register(**{"question-a": "Skogen", "question-b": "Ja, fra Namsos", "question-c": "no"})
    (kari,) = guest.stored()
    assert (kari.answers, kari.diet) == ({"a": "Skogen", "b": "Ja, fra Namsos", "c": False}, "")


def test_mistakes_are_told_beside_the_fields_and_together_and_nothing_is_lost(
    guest: Guest, medvirk: Medvirk, meeting: Meeting
) -> None:
    invite(medvirk, meeting, questions=QUESTIONS)
    typed = {
        "name": " ",
        "email": "kari(at)example",
        "role": "researcher",
        "municipality": "Steinkjer",
        "diet": 'nøtter & "egg"',
        "question-a": "",
        "question-b": "Nei",
        "question-c": "yes",
    }
    page = guest.client.post(FORM, data={**guest.fields(FORM), **typed})
    wrong = {
        "name": "Skriv navnet ditt.",
        "email": "Skriv en e-postadresse, for eksempel kari@eksempel.no.",
        "question-a": "Svar på spørsmålet «Hva brenner du for?»",
        "consent": "Kryss av for at arrangøren kan ta vare på det du skriver.",
    }
    assert page.status_code == 422
    assert dict(problems(page)) == wrong
    assert errors(page) == wrong
    form = page.text[page.text.index("<form") :]
    kept = {name: value for name, value in typed_on(form).items() if name in typed}
    assert kept == typed
    assert (guest.stored(), guest.letters()) == ([], [])


def test_another_language_is_chosen_and_nothing_typed_is_lost(guest: Guest) -> None:
    typed = {**KARI, "party": "2", "name-2": "Ola", "redraw": "1"}
    page = guest.send(FORM, f"{FORM}?language=en", **typed)
    form = page.text[page.text.index("<form") :]
    kept = {name: value for name, value in typed_on(form).items() if name in typed}
    assert (page.status_code, "<h1>Register</h1>" in page.text) == (200, True)
    assert kept == {name: value for name, value in typed.items() if name != "redraw"}
    assert guest.stored() == []


@pytest.mark.parametrize("said", ["", " ", "no", "0"])
def test_only_a_yes_is_a_consent(guest: Guest, said: str) -> None:
    assert errors(guest.register(consent=said)) == {
        "consent": "Kryss av for at arrangøren kan ta vare på det du skriver."
    }
    assert guest.stored() == []


def test_a_browser_may_show_the_form_again_when_one_goes_back(guest: Guest) -> None:
    # With "no-store" it asks whether to send the form anew, or shows it empty.
    pages = (guest.get(FORM), guest.register(name=""), guest.get("/m/TRAPP47/registered"))
    assert [page.headers["Cache-Control"] for page in pages] == [
        "private, max-age=0",
        "private, max-age=0",
        "no-store",
    ]


def test_a_second_press_is_one_registration(guest: Guest) -> None:
    form = {**guest.fields(FORM), **KARI}
    answers = [guest.client.post(FORM, data=form).location for _ in range(2)]
    assert answers == ["/m/TRAPP47/registered"] * 2
    assert (len(guest.stored()), guest.letters()) == (1, [("confirmed", "kari@example.com")])


def test_a_form_that_is_used_again_for_somebody_else_is_another_registration(
    guest: Guest,
) -> None:
    form = {**guest.fields(FORM), **KARI}
    guest.client.post(FORM, data=form)
    guest.client.post(FORM, data={**form, "name": "Ola", "email": "ola@example.com"})
    assert [one.name for one in guest.stored()] == ["Kari Moen", "Ola"]


def test_the_same_address_again_sees_the_same_page_and_gets_its_link_by_letter(
    guest: Guest,
) -> None:
    pages = []
    # The third one comes within the hour: nobody's mailbox is filled by a form.
    for name in ("Kari Moen", "K", "Kari"):
        email = "kari@example.com" if name == "Kari Moen" else "Kari@Example.com"
        sent = guest.register(name=name, email=email)
        pages.append((sent.status_code, sent.data, sent.location, guest.get(sent.location).data))
    assert pages[0] == pages[1] == pages[2]
    assert [one.name for one in guest.stored()] == ["Kari Moen"]
    assert guest.letters() == [("confirmed", "kari@example.com"), ("again", "kari@example.com")]


@pytest.mark.parametrize(
    ("smtp", "words"),
    [
        ("smtp://localhost", "Vi har sendt en e-post til adressen du skrev."),
        ("", "Arrangøren sender deg svar."),
    ],
)
def test_thanks_say_how_the_answer_comes(
    guest: Guest, app: Flask, monkeypatch: pytest.MonkeyPatch, smtp: str, words: str
) -> None:
    monkeypatch.setitem(guest.parts.settings.__dict__, "smtp_url", smtp)
    lead = read(guest.get("/m/TRAPP47/registered").text).one("class", "lead").words
    assert lead == (f"{words} Der står det om du har fått plass, og lenka til din egen påmelding.")


def test_a_party_is_registered_together_without_scripts(guest: Guest) -> None:
    first = guest.client.post(FORM, data={**guest.fields(FORM), **KARI, "more": "1"})
    form = first.text[first.text.index("<form") :]
    typed = typed_on(form)
    assert (first.status_code, guest.stored()) == (200, [])
    assert {name: typed[name] for name in KARI} == KARI
    assert (typed["party"], typed["name-2"], typed["role-2"]) == ("2", "", "")
    sent = {**typed, "name-2": "Ola", "role-2": "forsker", "municipality-2": "Hå"}
    guest.client.post(FORM, data=sent)
    kari, ola = guest.stored()
    assert facts(ola) == ("Ola", "", "researcher", "Hå", "", "confirmed")
    assert (ola.party_id, guest.letters()) == (kari.id, [("confirmed", "kari@example.com")])


def test_fields_for_somebody_who_did_not_come_along_are_nobody(guest: Guest) -> None:
    guest.register(**{"party": "4", "name-2": " ", "name-3": "Ola"})
    assert [one.name for one in guest.stored()] == ["Kari Moen", "Ola"]


def test_a_companion_without_a_name_is_a_mistake(guest: Guest) -> None:
    page = guest.register(**{"party": "2", "diet-2": "melk"})
    assert problems(page) == [("name-2", "Skriv navnet på person 2, eller tøm feltene.")]


@pytest.mark.parametrize(("party", "people"), [("99", 3), ("-3", 1), ("x", 1), ("", 1)])
def test_no_more_come_along_than_there_are_places(guest: Guest, party: str, people: int) -> None:
    names = {f"name-{number}": f"Følge {number}" for number in range(2, 9)}
    guest.register(party=party, **names)
    assert len(guest.stored()) == people


def test_who_comes_too_late_for_a_place_waits(guest: Guest) -> None:
    guest.register(party="3", **{"name-2": "Ola", "name-3": "Per"})
    note = read(guest.get(FORM).text).one("class", "note").words
    guest.register(email="eli@example.com", name="Eli")
    assert note.startswith("Alle plassene er tatt.")
    assert [one.state for one in guest.stored()] == [*["confirmed"] * 3, "waiting"]


def test_a_closed_registration_says_so_and_keeps_what_was_typed(
    guest: Guest, medvirk: Medvirk, meeting: Meeting
) -> None:
    form = {**guest.fields(FORM), **KARI}
    invite(medvirk, meeting, open=False)
    page, late = guest.get(FORM), guest.client.post(FORM, data=form)
    assert (page.status_code, "<form" in page.text) == (200, False)
    assert read(page.text).one("id", "main").words == (
        "Det går ikke an å melde seg på nå. Spør arrangøren: post@example.com Til programmet"
    )
    assert (late.status_code, "<form" in late.text, guest.stored()) == (409, False, [])
    kept = re.findall(r"<li>([^<]*)</li>", late.text)
    assert kept == ["Kari Moen", "kari@example.com", "politiker", "Steinkjer", "nøtter"]


def test_it_closes_by_itself_when_the_day_is_over(guest: Guest, clock: SetClock) -> None:
    clock.pass_by(hours=11, minutes=59)
    before = guest.get("/m/TRAPP47/register").text
    clock.pass_by(minutes=1)
    after = guest.get("/m/TRAPP47/register").text
    assert ["Påmeldingen er stengt" in text for text in (before, after)] == [False, True]


def test_a_form_from_another_visit_is_shown_again_as_it_was(guest: Guest) -> None:
    for token in ({}, {"csrf_token": "old"}):
        page = guest.client.post(FORM, data={**KARI, **token})
        assert (page.status_code, guest.stored()) == (400, [])
        assert problems(page) == [
            ("send", "Sida hadde stått åpen for lenge. Se over, og trykk én gang til.")
        ]
        again = typed_on(page.text[page.text.index("<form") :])
        assert {name: again[name] for name in KARI} == KARI
        assert guest.client.post(FORM, data=again).status_code == 303
        with guest.parts.database.writing() as db:
            db.query(Registration).delete()


def test_a_stale_form_of_no_meeting_is_no_failure(guest: Guest) -> None:
    assert guest.client.post("/m/FINNESIKKE/register", data=KARI).status_code == 404


def test_a_flood_from_one_address_is_stopped_and_nothing_is_lost(guest: Guest) -> None:
    form = {**guest.fields(FORM), **KARI}
    limits = guest.parts.live.limits
    while limits.take("signup", "127.0.0.1", FORMS):
        pass
    page = guest.client.post(FORM, data=form)
    assert (page.status_code, guest.stored()) == (429, [])
    assert typed_on(page.text[page.text.index("<form") :])["diet"] == "nøtter"


@pytest.mark.parametrize("language", ["nn", "en"])
def test_letters_are_written_in_the_language_of_the_form(guest: Guest, language: str) -> None:
    guest.get(f"{FORM}?language={language}")
    guest.register()
    assert [one.language for one in guest.stored()] == [language]


def test_strange_input_is_a_mistake_and_no_failure(guest: Guest) -> None:
    strange = guest.register(name="x" * 5000, email="\u202e@", role="konge", form="'; --")
    assert (strange.status_code, list(errors(strange))) == (422, ["name", "email", "role"])
