"""The public page: everything that one wants to know before one comes."""

from typing import Any

import pytest

from app import Medvirk
from facilitator.models import Invitation, Meeting
from tests.app.conftest import SetClock
from tests.app.pages.page import read
from tests.app.pages.signup.guest import Guest
from tests.factories import make_registration


def invite(medvirk: Medvirk, meeting: Meeting, **fields: Any) -> None:
    """Change what the organiser has said."""
    with medvirk.database.writing() as db:
        invitation = db.get_one(Invitation, meeting.id)
        for name, value in fields.items():
            setattr(invitation, name, value)


def test_it_says_what_when_where_and_for_what(guest: Guest) -> None:
    page = read(guest.get("/m/trapp-47").text)
    address = page.one("rel", "canonical")["href"].partition("://")[2]
    head, main = page.one("class", "head").words, page.one("id", "main").words
    assert head == (
        "Kommune 3.0 Når torsdag 24. september 2026 kl. 16.00–17.30"
        " Hvor Dampsaga, Steinkjer Vis på kart Arrangør Distriktssenteret"
        " Meld deg på 3 ledige plasser av 3"
    )
    assert main == (
        "Vil du bli hørt? Kom og spis med oss. Program 16.00 Mat 16.30 Åpning ordføreren"
        " Meld deg på Godt å vite Hva innspillene brukes til"
        " Innspillene brukes i kommunens videre arbeid og deles med andre. Uten navn."
        " Opplysninger om deg Distriktssenteret har ansvaret for dem."
        " Navn, adresser og svar slettes senest lørdag 24. oktober 2026."
        " Innspillene blir, uten navn."
        " Spørsmål post@example.com Er du i salen? Bli med på mobilen."
        f" Meld deg på Skann koden, eller gå til {address}"
    )


def test_it_looks_good_when_shared(guest: Guest) -> None:
    page = read(guest.get("/m/TRAPP47").text)
    url = page.one("rel", "canonical")["href"]
    description = (
        "Torsdag 24. september 2026 kl. 16.00–17.30, Dampsaga, Steinkjer."
        " Vil du bli hørt? Kom og spis med oss."
    )
    shared = {one["property"]: one["content"] for one in page.all("property")}
    assert url.endswith("/m/TRAPP47")
    assert shared == {
        "og:type": "website",
        "og:title": "Kommune 3.0",
        "og:description": description,
        "og:url": url,
        "og:image": f"{url}/card.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Kommune 3.0",
        "og:locale": "nb_NO",
        "og:site_name": "Distriktssenteret",
    }
    assert page.one("name", "description")["content"] == description


def test_it_is_found_by_searching_only_while_one_can_register(
    guest: Guest, medvirk: Medvirk, meeting: Meeting
) -> None:
    robots = [read(guest.get("/m/TRAPP47").text).all("name", "robots")]
    invite(medvirk, meeting, open=False)
    robots.append(read(guest.get("/m/TRAPP47").text).all("name", "robots"))
    robots.append(read(guest.get("/m/TRAPP47/register").text).all("name", "robots"))
    assert [[one["content"] for one in found] for found in robots] == [[], ["noindex"], ["noindex"]]


@pytest.mark.parametrize(
    ("language", "button", "day", "locale"),
    [
        ("nb", "Meld deg på", "torsdag 24. september 2026", "nb_NO"),
        ("nn", "", "torsdag 24. september 2026", "nn_NO"),
        ("en", "", "Thursday, 24 September 2026", "en_GB"),
    ],
)
def test_it_is_read_in_three_languages(
    guest: Guest, language: str, button: str, day: str, locale: str
) -> None:
    html = guest.get(f"/m/TRAPP47?language={language}").text
    page = read(html)
    assert f'<html lang="{language}">' in html
    assert page.one("property", "og:locale")["content"] == locale
    assert page.one("class", "day").words == day
    assert page.all("class", "call-button")[0].words.startswith(button)


def test_the_map_is_the_organisers_or_a_search_for_the_place(
    guest: Guest, medvirk: Medvirk, meeting: Meeting
) -> None:
    found = []
    for url in ("", "https://kart.example.no/dampsaga", "javascript:alert(1)"):
        invite(medvirk, meeting, map_url=url)
        found.append(read(guest.get("/m/TRAPP47").text).one("rel", "external noreferrer")["href"])
    search = "https://www.openstreetmap.org/search?query=Dampsaga%2C+Steinkjer"
    assert found == [search, "https://kart.example.no/dampsaga", search]


def test_it_says_how_many_places_are_left_and_when_one_has_to_wait(
    guest: Guest, medvirk: Medvirk, meeting: Meeting
) -> None:
    def call() -> str:
        return read(guest.get("/m/TRAPP47").text).one("class", "call").words

    calls = [call()]
    for companions in (1, 0):
        with medvirk.database.writing() as db:
            make_registration(db, db.get_one(Meeting, meeting.id), companions=companions)
        calls.append(call())
    assert calls == [
        "Meld deg på 3 ledige plasser av 3",
        "Meld deg på 1 ledig plass av 3",
        "Sett deg på ventelista Alle plassene er tatt."
        " Blir en ledig, får den neste på ventelista tilbud om den.",
    ]


def test_it_says_when_registration_closes_and_that_it_has(
    guest: Guest, medvirk: Medvirk, meeting: Meeting, clock: SetClock
) -> None:
    invite(medvirk, meeting, closes_at=clock.now, capacity=None)
    clock.pass_by(hours=-1)
    call = read(guest.get("/m/TRAPP47").text).one("class", "call").words
    clock.pass_by(hours=1)
    head = read(guest.get("/m/TRAPP47").text).one("class", "head").words
    assert call == "Meld deg på Påmeldingsfrist: torsdag 24. september 2026 kl. 12.00."
    assert head.endswith("Distriktssenteret Påmeldingen er stengt.")


def test_a_meeting_without_registration_says_nothing_of_it(
    guest: Guest, medvirk: Medvirk, meeting: Meeting
) -> None:
    invite(medvirk, meeting, open=False)
    head = read(guest.get("/m/TRAPP47").text).one("class", "head").words
    assert head.endswith("Arrangør Distriktssenteret")


def test_a_code_that_is_nobodys_leads_nowhere(guest: Guest) -> None:
    paths = ["/m/FINNESIKKE", "/m/FINNESIKKE/register", "/m/FINNESIKKE/registered"]
    assert [guest.get(path).status_code for path in paths] == [404, 404, 404]
