"""Several organisers: taken in, let go, and each deed in the log."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app import Medvirk
from app.links import links_of
from app.pages.organise.deed_words import SAID
from app.pages.organise.deeds import DRAWS_ONLY
from facilitator.models import Deed, Meeting
from tests.app.conftest import SetClock
from tests.app.pages.organiser import Organiser, path_of, problems, typed_on
from tests.factories import make_item, make_meeting

KARI = {"name": "Kari Moen", "email": "kari@example.com", "password": "fire ord på rad"}
PER = {"name": "Per Voll", "email": "per@example.com"}


@pytest.fixture
def kari(client: FlaskClient, medvirk: Medvirk) -> Organiser:
    """Kari, the first organiser, and the meeting TRAPP47."""
    with medvirk.database.writing() as db:
        make_item(db, make_meeting(db, code="TRAPP47"))
    organiser = Organiser(client, medvirk).enter()
    organiser.post("/account", KARI)
    return organiser


def handed_out(page: str) -> str:
    """The link that is shown to be handed over, as a path."""
    found = re.search(r"http[^<]+/organise/welcome/[^<]+", page)
    assert found
    return path_of(found[0])


def come_in(client: FlaskClient, link: str) -> str:
    """Open the link and press the button of the page; where that leads."""
    button = re.search(r'href="(/organise/enter/[^"]+)"', client.get(link).text)
    assert button
    return str(client.get(button[1]).location)


def lines(organiser: Organiser, path: str = "/log") -> list[list[str]]:
    """The rows of a log's page."""
    body = organiser.get(path).text.partition("<tbody>")[2].partition("</tbody>")[0]
    return [
        [unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.findall(r"<td.*?</td>", row)]
        for row in body.split("</tr>")[:-1]
    ]


def test_a_second_organiser_comes_in_by_a_link_that_is_shown_once(
    kari: Organiser, app: Flask, medvirk: Medvirk
) -> None:
    link = handed_out(kari.post("/organisers", PER).text)
    assert "/organise/welcome/" not in kari.get("/organisers").text
    per = Organiser(app.test_client(), medvirk)
    assert come_in(per.client, link) == "/organise/"
    assert per.get("/TRAPP47").status_code == 200


def test_a_mail_server_that_opens_the_link_on_its_way_does_not_use_it_up(
    kari: Organiser, app: Flask
) -> None:
    link = handed_out(kari.post("/organisers", PER).text)
    looked = app.test_client().get(link)
    assert (looked.status_code, looked.headers.getlist("Set-Cookie")) == (200, [])
    assert come_in(app.test_client(), link) == "/organise/"
    assert come_in(app.test_client(), link) == "/organise/sign-in?asked=/organise/&used=1"


def test_an_address_is_one_organisers(kari: Organiser) -> None:
    kari.post("/organisers", PER)
    again = kari.post("/organisers", {"name": "En annen", "email": "PER@example.com"})
    assert problems(again) == [("email", "En annen arrangør har den e-postadressen.")]


def test_a_new_link_takes_the_place_of_the_one_before(kari: Organiser, app: Flask) -> None:
    old = handed_out(kari.post("/organisers", PER).text)
    new = handed_out(kari.post("/organisers/2/link", {}).text)
    client = app.test_client()
    assert come_in(client, old).startswith("/organise/sign-in")
    assert come_in(client, new) == "/organise/"


def test_who_is_removed_is_out_at_once_and_may_be_taken_in_again(
    kari: Organiser, app: Flask, medvirk: Medvirk
) -> None:
    per = Organiser(app.test_client(), medvirk)
    come_in(per.client, handed_out(kari.post("/organisers", PER).text))
    page = kari.client.get(kari.post("/organisers/2/remove", {}).location).text
    assert ("Per Voll er ikke lenger arrangør." in page, "per@example.com" in page) == (True, False)
    assert per.get("/").status_code == 403
    assert kari.post("/organisers", PER).status_code == 200


def test_the_last_organiser_stays(kari: Organiser) -> None:
    kept = kari.client.get(kari.post("/organisers/1/remove", {}).location)
    assert (kept.status_code, "Det må være minst én arrangør." in kept.text) == (200, True)
    assert "Fjernet en arrangør" not in str(lines(kari))


def test_the_log_says_who_did_what_and_when(
    kari: Organiser, app: Flask, medvirk: Medvirk, clock: SetClock
) -> None:
    per = Organiser(app.test_client(), medvirk)
    come_in(per.client, handed_out(kari.post("/organisers", PER).text))
    clock.pass_by(minutes=75)
    per.post("/TRAPP47/programme", {"title": "Hemmelig tittel", "minutes": "5", "kind": "talk"})
    per.post("/TRAPP47/programme/1/lengthen", {"minutes": "5"})
    per.post("/TRAPP47/programme", {"title": "", "minutes": "5"})
    kari.post("/TRAPP47/keys/stage", {})
    kari.post("/organisers/2/link", {})
    noon, later = "24. sep. 2026 12.00", "24. sep. 2026 13.15"
    assert lines(kari) == [
        [later, "Kari Moen", "Laget en ny lenke til en arrangør: Per Voll", ""],
        [later, "Kari Moen", "Laget en ny lenke: storskjermen", "Kommune 3.0"],
        [later, "Per Voll", "Endret lengden på en post", "Kommune 3.0"],
        [later, "Per Voll", "La til en post", "Kommune 3.0"],
        [noon, "Per Voll", "Kom inn med lenke", ""],
        [noon, "Kari Moen", "Tok inn en arrangør: Per Voll", ""],
        [noon, "Kari Moen", "Endret navn, e-post eller passord", ""],
        [noon, "Kari Moen", "Kom inn med lenke", ""],
    ]
    assert [what for _at, _who, what in lines(kari, "/TRAPP47/log")] == [
        "Laget en ny lenke: storskjermen",
        "Endret lengden på en post",
        "La til en post",
    ]
    assert "Sist: Endret lengden på en post, 24. sep. 2026 13.15" in kari.get("/organisers").text


def test_a_meeting_that_is_made_is_named_in_the_log(kari: Organiser) -> None:
    kari.post("/new", {"text": "Program\n16.00 Velkommen", "read": "1"})
    kari.post("/sample", {})
    newest, before, *_earlier = lines(kari)
    assert (newest[2:], before[2]) == (
        ["Laget prøvemøtet", "Kommune 3.0"],
        "Endret navn, e-post eller passord",
    )


def test_nothing_that_people_wrote_is_kept_of_a_deed(kari: Organiser, medvirk: Medvirk) -> None:
    kari.post("/TRAPP47/programme/1/lengthen", {"minutes": "5"})
    kari.post("/TRAPP47/keys/door", {})
    with medvirk.database.reading() as db:
        facts = [deed.facts for deed in db.scalars(select(Deed).order_by(Deed.id))]
    assert facts[-2:] == [{"item": 1}, {"role": "door"}]


def test_a_long_log_is_read_in_parts(kari: Organiser, medvirk: Medvirk) -> None:
    with medvirk.database.writing() as db:
        (meeting,) = db.scalars(select(Meeting))
        db.add_all(
            Deed(organiser_id=1, meeting_id=meeting.id, at=meeting.created_at, what="move")
            for _ in range(101)
        )
    page = kari.get("/TRAPP47/log").text
    older = re.search(r'href="(\?before=\d+)"', page)
    assert older
    assert len(lines(kari, "/TRAPP47/log")) == 100
    assert len(lines(kari, f"/TRAPP47/log{older[1]}")) == 1


def test_every_form_of_the_organisers_has_its_words_in_the_log(app: Flask) -> None:
    forms = {
        rule.endpoint.removeprefix("organise.")
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("organise.") and "POST" in (rule.methods or ())
    }
    assert forms - DRAWS_ONLY - SAID.keys() == set()


def test_a_renewed_link_is_another_and_the_old_one_opens_nothing(
    kari: Organiser, medvirk: Medvirk
) -> None:
    def links() -> dict[str, str]:
        with medvirk.database.reading() as db:
            found = links_of(medvirk.settings, db.scalars(select(Meeting)).one())
        return {role: found[role] for role in ("stage", "console", "themes")}

    def statuses(some: dict[str, str]) -> set[int]:
        answers = (kari.client.get(path_of(link), follow_redirects=True) for link in some.values())
        return {answer.status_code for answer in answers}

    old = links()
    assert statuses(old) == {200}
    for role in old:
        sent = kari.post(f"/TRAPP47/keys/{role}", {})
    page, new = kari.client.get(sent.location).text, links()
    assert [(new[role] in page, old[role] in page) for role in old] == [(True, False)] * 3
    assert (statuses(new), statuses(old)) == ({200}, {404})


def test_there_is_no_new_link_to_what_has_none(kari: Organiser) -> None:
    assert kari.post("/TRAPP47/keys/organise", {}).status_code == 404


def test_what_was_refused_before_keeps_no_deed_out_of_the_log(kari: Organiser) -> None:
    token = typed_on(kari.get("/account").text)["csrf_token"]
    for path in ("/organisers/999/remove", "/TRAPP47/keys/stage"):
        sent = kari.client.post(f"/organise{path}", data={"csrf_token": token})
        assert sent.status_code == 303
    assert [what for _at, _who, what, *_meeting in lines(kari)][:1] == [
        "Laget en ny lenke: storskjermen"
    ]
