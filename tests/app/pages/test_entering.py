"""Organisers come in by a link that works once, or by a password; nobody else comes in."""

import re
from threading import Barrier, Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app import Medvirk
from app.links import entry_link, paths_of
from facilitator import organisers
from facilitator.models import Organiser as Row
from tests.app.pages.organiser import Organiser, path_of, problems, typed_on
from tests.factories import NOON, make_meeting

PASSWORD = "fire ord på rad"
KARI = {"name": "Kari Moen", "email": "kari@example.com", "password": PASSWORD}


@pytest.fixture
def kari(client: FlaskClient, medvirk: Medvirk) -> Organiser:
    """Kari, who came in by the first link and has chosen a password; there is one meeting."""
    with medvirk.database.writing() as db:
        make_meeting(db, code="TRAPP47")
    organiser = Organiser(client, medvirk).enter()
    assert organiser.post("/account", KARI).status_code == 303
    return organiser


def link_of(medvirk: Medvirk, number: int = 1) -> str:
    """The path that lets that organiser in, once."""
    with medvirk.database.reading() as db:
        return path_of(entry_link(medvirk.settings, db.get_one(Row, number)))


def sign_in(client: FlaskClient, *, asked: str = "", **typed: str) -> TestResponse:
    """Fill in the form on the page that one is shown."""
    page = client.get("/organise/sign-in", query_string={"asked": asked}).text
    form = typed_on(page)
    return client.post("/organise/sign-in", data={**form, **KARI, **typed})


def is_in(client: FlaskClient) -> bool:
    return client.get("/organise/").status_code == 200


def test_the_link_lets_one_in_leaves_the_address_and_is_used_up(
    app: Flask, client: FlaskClient, medvirk: Medvirk
) -> None:
    link = link_of(medvirk)
    entered = client.get(f"{link}/TRAPP47")
    cookie = entered.headers["Set-Cookie"]
    assert (entered.status_code, entered.location) == (303, "/organise/TRAPP47")
    assert ("HttpOnly" in cookie, "SameSite=Lax" in cookie) == (True, True)
    assert is_in(client)
    other = app.test_client()
    again = other.get(f"{link}/TRAPP47")
    assert again.location == "/organise/sign-in?asked=/organise/TRAPP47&used=1"
    assert "Den virker bare én gang" in other.get(again.location).text
    assert not is_in(other)


def test_who_is_in_goes_on_by_a_used_link(client: FlaskClient, medvirk: Medvirk) -> None:
    link = link_of(medvirk)
    client.get(link)
    assert client.get(f"{link}/TRAPP47").location == "/organise/TRAPP47"


def test_who_only_looks_at_the_link_does_not_use_it_up(
    client: FlaskClient, medvirk: Medvirk
) -> None:
    link = link_of(medvirk)
    looked = client.head(link)
    assert ("Set-Cookie" in looked.headers, link_of(medvirk)) == (False, link)
    assert not is_in(client)


def test_of_two_who_use_the_link_at_once_one_comes_in(app: Flask, medvirk: Medvirk) -> None:
    link, start = link_of(medvirk), Barrier(2)
    sent_to: list[str] = []

    def use() -> None:
        client = app.test_client()
        start.wait()
        sent_to.append(client.get(link).location)

    threads = [Thread(target=use) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(sent_to) == ["/organise/", "/organise/sign-in?asked=/organise/&used=1"]


def test_a_wrong_link_lets_nobody_in(client: FlaskClient, medvirk: Medvirk) -> None:
    with medvirk.database.writing() as db:
        console = paths_of(medvirk.settings, make_meeting(db))["console"].rpartition("/")[2]
    for key in ("o.1.wrong", "o..wrong", "o", "o.99.x", "o.é.x", "sTRAPP47..abc", console):
        assert client.get(f"/organise/enter/{key}").location.startswith("/organise/sign-in?"), key
    assert not is_in(client)


def test_a_newcomer_is_asked_for_a_password_until_there_is_one(
    client: FlaskClient, medvirk: Medvirk
) -> None:
    organiser = Organiser(client, medvirk).enter()
    asks = "Velg et passord, så kommer du inn igjen uten lenka."
    before = asks in organiser.get("/").text
    refused = organiser.post("/account", {**KARI, "password": "for kort"})
    assert (refused.status_code, problems(refused)) == (
        422,
        [("password", "Passordet må ha minst 12 tegn.")],
    )
    organiser.post("/account", KARI)
    assert (before, asks in organiser.get("/").text) == (True, False)


def test_nothing_is_stored_when_a_part_of_the_account_is_wrong(
    client: FlaskClient, medvirk: Medvirk
) -> None:
    organiser = Organiser(client, medvirk).enter()
    refused = organiser.post("/account", {**KARI, "email": "kari"})
    assert [field for field, _words in problems(refused)] == ["email"]
    with medvirk.database.reading() as db:
        stored = db.scalars(select(Row)).one()
        assert (stored.name, stored.email, stored.password) == ("", "", "")


def test_the_password_lets_one_in_and_on_to_what_was_asked_for(kari: Organiser, app: Flask) -> None:
    client = app.test_client()
    asked = client.get("/organise/TRAPP47/programme?deleted=1")
    assert (asked.status_code, typed_on(asked.text)["asked"]) == (
        403,
        "/organise/TRAPP47/programme?deleted=1",
    )
    entered = sign_in(client, asked="/organise/TRAPP47", email=" Kari@Example.com ")
    assert (entered.status_code, entered.location) == (303, "/organise/TRAPP47")
    assert is_in(client)


def test_wrong_address_and_wrong_password_are_refused_alike(kari: Organiser, app: Flask) -> None:
    client = app.test_client()
    wrong = ({"password": PASSWORD + "!"}, {"email": "per@example.com"}, {"password": ""})
    answers = [sign_in(client, **typed) for typed in wrong]
    assert [answer.status_code for answer in answers] == [422] * 3
    said = {re.sub(r'value="[^"]*"', "", answer.text) for answer in answers}
    assert len(said) == 1
    assert "E-postadressen eller passordet er feil." in said.pop()
    assert not is_in(client)


def test_who_has_no_password_yet_cannot_sign_in_without(
    client: FlaskClient, medvirk: Medvirk
) -> None:
    with medvirk.database.writing() as db:
        organisers.invite(db, name="Per", email="per@example.com", now=NOON)
    assert sign_in(client, email="per@example.com", password="").status_code == 422


def test_one_is_sent_on_to_ones_own_pages_only(kari: Organiser, app: Flask) -> None:
    strange = (
        "https://evil.example/organise/",
        "//evil.example",
        "/organise//evil.example",
        "/organiser",
        "/\\evil.example",
        "/organise/\r\nX: y",
        "javascript:alert(1)",
    )
    sent_to = [sign_in(app.test_client(), asked=asked).location for asked in strange]
    assert sent_to == ["/organise/"] * len(strange)


def test_after_many_wrong_passwords_even_the_right_one_must_wait(
    kari: Organiser, app: Flask
) -> None:
    client = app.test_client()
    tried = [sign_in(client, password="feil").status_code for _ in range(9)]
    late = sign_in(client)
    assert (tried, late.status_code) == ([422] * 8 + [429], 429)
    assert "Det er prøvd for mange ganger." in late.text
    assert sign_in(client, email="per@example.com").status_code == 422


def test_a_cookie_that_was_set_before_is_emptied_when_a_visit_begins(
    app: Flask, kari: Organiser
) -> None:
    client = app.test_client()
    with client.session_transaction() as planted:
        planted["planted"], planted["csrf_token"] = "x", "known"
    sign_in(client)
    client.get("/organise/")
    with client.session_transaction() as session:
        assert "planted" not in session
        assert session["csrf_token"] != "known"


@pytest.mark.parametrize("change", ["generation", "removed", "tampered", "earlier version"])
def test_a_cookie_that_does_not_hold_lets_nobody_in(
    kari: Organiser, client: FlaskClient, medvirk: Medvirk, change: str
) -> None:
    assert is_in(client)
    cookie = client.get_cookie("session")
    assert cookie is not None
    with medvirk.database.writing() as db:
        row = db.get_one(Row, 1)
        if change == "generation":
            organisers.end_visits(row)
        elif change == "removed":
            organisers.invite(db, name="Per", email="per@example.com", now=NOON)
            organisers.remove(db, row, NOON)
    if change == "tampered":
        client.set_cookie("session", cookie.value[:-3] + "abc")
    elif change == "earlier version":
        with client.session_transaction() as session:
            session["organiser"] = "o..key"
    assert not is_in(client)


def test_a_form_without_its_token_does_nothing(kari: Organiser, app: Flask) -> None:
    sent = kari.client.post("/organise/sign-out")
    assert (sent.status_code, is_in(kari.client)) == (400, True)
    other = app.test_client()
    assert other.post("/organise/sign-in", data=KARI).status_code == 400


def test_signing_out_ends_this_visit_or_all(kari: Organiser, app: Flask) -> None:
    other = app.test_client()
    sign_in(other)
    kari.post("/sign-out", {})
    assert (is_in(kari.client), is_in(other)) == (False, True)
    sign_in(kari.client)
    kari.post("/sign-out-everywhere", {})
    assert (is_in(kari.client), is_in(other)) == (False, False)


def test_a_new_password_needs_the_old_one_and_ends_the_other_visits(
    kari: Organiser, app: Flask
) -> None:
    other = app.test_client()
    sign_in(other)
    sign_in(kari.client)
    kari.post("/sign-out", {})
    sign_in(kari.client)
    new = {**KARI, "password": "noe helt annet"}
    assert problems(kari.post("/account", new)) == [
        ("current", "Dette er ikke passordet du har nå.")
    ]
    assert kari.post("/account", {**new, "current": PASSWORD}).status_code == 303
    assert (is_in(kari.client), is_in(other)) == (True, False)
    assert sign_in(other, password="noe helt annet").status_code == 303


def test_who_forgot_the_password_comes_by_a_new_link_and_chooses_another(
    kari: Organiser, app: Flask, medvirk: Medvirk
) -> None:
    organiser = Organiser(app.test_client(), medvirk).enter()
    assert organiser.post("/account", {**KARI, "password": "noe helt annet"}).status_code == 303


def test_who_sends_a_form_and_is_out_comes_in_and_back_to_it(kari: Organiser, app: Flask) -> None:
    form = {"csrf_token": typed_on(kari.get("/TRAPP47/report").text)["csrf_token"]}
    page = {"Referer": "http://localhost/organise/TRAPP47/report?x=1"}
    out = app.test_client().post("/organise/TRAPP47/report", data=form, headers=page)
    assert (out.status_code, typed_on(out.text)["asked"]) == (403, "/organise/TRAPP47/report")
    old = kari.client.post("/organise/TRAPP47/report", data={"csrf_token": "x"}, headers=page)
    assert (old.status_code, "hadde stått åpen for lenge" in old.text) == (400, True)
