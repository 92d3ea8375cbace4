"""The organiser's list of people, and what is done with it."""

import re
from html import unescape

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from app import Medvirk
from app.access import read_key
from facilitator.models import Invitation, Meeting, Registration
from facilitator.registration.placing import places
from facilitator.registration.standing import By
from tests.app.pages.organiser import Organiser, problems, typed_on
from tests.app.pages.registrations.page import LIST, after, counted, rows, states, told
from tests.facilitator.registration.halls import LONG_BEFORE, letters, register
from tests.factories import make_registration
from tests.queries import queries


def test_the_list_says_who_stands_where_and_what_can_be_done(organiser: Organiser) -> None:
    page = organiser.get(LIST)
    assert counted(page) == [
        "2/2 plasser tatt – fullt",
        "3 på venteliste",
        "0 har fått tilbud",
        "0 avmeldt",
    ]
    assert rows(page) == [
        "1 Anne anne@example.com politiker Steinkjer Har plass Meld av – Anne",
        "2 Berit berit@example.com Har plass Meld av – Berit",
        "3 Cato cato@example.com Sammen med Carl Venteliste nr. 1"
        " Gi plass til alle 2 (4/2) – Cato Meld av – Cato",
        "4 Carl Sammen med Cato Venteliste nr. 1 Gi plass til alle 2 (4/2) – Carl Meld av – Carl",
        "5 Dina & <co> dina & <co>@example.com Venteliste nr. 2 Flytt opp – Dina & <co>"
        " Gi plass (3/2) – Dina & <co> Meld av – Dina & <co>",
    ]
    assert "Alle plassene er tatt, så ingen får tilbud nå." in page.text
    assert "Nøtter" not in page.text


def test_a_link_leads_to_those_who_were_looked_for(organiser: Organiser) -> None:
    def names(query: str) -> list[str]:
        return [row.split()[1] for row in rows(organiser.get(f"{LIST}?{query}"))]

    assert names("q=POLITIKER") == ["Anne"]
    assert names("state=waiting") == ["Cato", "Carl", "Dina"]
    assert names("order=-name&q=example") == ["Dina", "Cato", "Berit", "Anne"]
    assert names("order=nonsense&municipality=steinkjer") == ["Anne"]
    page = organiser.get(f"{LIST}?q=%3Cb%3E&state=cancelled")
    assert (rows(page), "Ingen passer" in page.text, "<b>" in page.text) == ([], True, False)


def test_one_more_is_given_a_place_and_the_list_says_that_it_is_over(organiser: Organiser) -> None:
    moved = after(organiser, organiser.post(f"{LIST}/5/up", {"back": "state=waiting"}))
    assert [row.split()[1] for row in rows(moved)] == ["Dina", "Cato", "Carl"]
    done = organiser.post(f"{LIST}/5/place", {"back": "q=dina&evil=1"})
    assert done.location == f"/organise{LIST}?q=dina#person-5"
    page = after(organiser, done)
    assert told(page) == "Dina & <co> har fått plass. Nå er det 3/2 – 1 over."
    assert counted(page)[0] == "3/2 plasser tatt – 1 over"


def test_a_cancellation_is_undone_while_the_place_is_free(
    organiser: Organiser, medvirk: Medvirk
) -> None:
    with medvirk.database.writing() as db:
        db.scalars(select(Invitation)).one().capacity = 9
    page = after(organiser, organiser.post(f"{LIST}/2/cancel", {}))
    assert told(page) == "Berit er meldt av. Angre"
    [numbers] = re.findall(r'name="of" value="([^"]+)">', page.text)
    undone = after(organiser, organiser.post(f"{LIST}/restore", {"of": numbers}))
    assert (told(undone), states(medvirk)["Berit"]) == ("Berit har plassen igjen.", "confirmed")


def test_when_the_place_is_gone_one_may_go_over(organiser: Organiser, medvirk: Medvirk) -> None:
    after(organiser, organiser.post(f"{LIST}/5/up", {}))
    after(organiser, organiser.post(f"{LIST}/2/cancel", {}))
    assert states(medvirk)["Dina & <co>"] == "offered"
    page = after(organiser, organiser.post(f"{LIST}/restore", {"of": "2"}))
    assert told(page) == (
        "Det er ikke ledig plass nå. Berit står på ventelista som nr. 2."
        " Gi plass likevel – det blir 3/2"
    )
    page = after(organiser, organiser.post(f"{LIST}/place", {"of": "2"}))
    assert told(page) == "Berit har fått plass. Nå er det 3/2 – 1 over."


def test_a_whole_party_is_cancelled_and_undone_at_once(
    organiser: Organiser, medvirk: Medvirk
) -> None:
    page = after(organiser, organiser.post(f"{LIST}/4/cancel-party", {}))
    assert told(page) == "Cato og Carl er meldt av. Angre"
    page = after(organiser, organiser.post(f"{LIST}/restore", {"of": "3,4"}))
    assert told(page).startswith("Det er ikke ledig plass nå. Cato og Carl står på ventelista")


def test_an_undo_that_cannot_be_is_explained(organiser: Organiser, medvirk: Medvirk) -> None:
    with medvirk.database.writing() as db:
        meeting = db.scalars(select(Meeting)).one()
        berit = db.scalars(select(Registration).where(Registration.number == 2)).one()
        places.cancel(db, meeting, [berit], by=By.PERSON, now=LONG_BEFORE)
        register(db, meeting, "Berit")
    page = after(organiser, organiser.post(f"{LIST}/restore", {"of": "2,x"}))
    assert told(page) == "Noen er allerede påmeldt med den e-postadressen."


def test_somebody_is_added_and_waits_or_goes_over(organiser: Organiser, medvirk: Medvirk) -> None:
    page = after(organiser, organiser.post(f"{LIST}/new", {"name": "Eva"}))
    assert told(page) == (
        "Det er ikke ledig plass nå. Eva står på ventelista som nr. 3."
        " Gi plass likevel – det blir 3/2"
    )
    typed = {"name": "Finn", "email": "finn@a.no", "role": "citizen", "over": "1"}
    page = after(organiser, organiser.post(f"{LIST}/new", typed))
    assert told(page) == "Finn har fått plass."
    assert rows(page)[-1] == "7 Finn finn@a.no innbygger Har plass over Meld av – Finn"


def test_what_is_wrong_stands_beside_what_was_typed(organiser: Organiser) -> None:
    typed = {"name": "", "email": "anne", "role": "sjef", "municipality": "Verdal", "over": "1"}
    page = organiser.post(f"{LIST}/new", typed)
    assert (page.status_code, problems(page)) == (
        422,
        [
            ("name", "Skriv navnet."),
            ("email", "Skriv en e-postadresse, for eksempel kari@eksempel.no."),
            ("role", "Velg ett av alternativene."),
        ],
    )
    kept = typed_on(page.text[page.text.index("<form") :].replace("<select", "<i"))
    assert (kept["email"], kept["municipality"], kept["over"]) == ("anne", "Verdal", "1")
    page = organiser.post(f"{LIST}/new", {"name": "A", "email": "ANNE@example.com"})
    assert problems(page) == [("email", "Noen er allerede påmeldt med den e-postadressen.")]


def test_a_person_is_changed_and_what_the_kitchen_knows_stays(
    organiser: Organiser, medvirk: Medvirk
) -> None:
    page = organiser.get(f"{LIST}/1")
    assert ("Nøtter" in page.text, 'value="politician" selected' in page.text) == (False, True)
    typed = {"name": "Anne Ås", "email": "ny@a.no", "role": "politician", "back": "q=a"}
    done = organiser.post(f"{LIST}/1", typed)
    assert done.location == f"/organise{LIST}?q=a#person-1"

    def stored() -> tuple[str, str, str]:
        with medvirk.database.reading() as db:
            anne = db.scalars(select(Registration).where(Registration.number == 1)).one()
            return anne.name, anne.address or "", anne.diet

    assert stored() == ("Anne Ås", "ny@a.no", "Nøtter")
    organiser.post(f"{LIST}/1", {**typed, "diet": "Melk"})
    assert stored()[2] == "Melk"
    organiser.post(f"{LIST}/1", {**typed, "no_diet": "1"})
    assert stored()[2] == ""
    page = organiser.post(f"{LIST}/1", {**typed, "email": "berit@example.com"})
    assert problems(page) == [("email", "Noen er allerede påmeldt med den e-postadressen.")]


def test_a_persons_link_is_shown_renewed_and_sent(organiser: Organiser, medvirk: Medvirk) -> None:
    def link(page: TestResponse) -> str:
        return re.findall(r'class="address">[^<]*/r/([^<]+)<', page.text)[0]

    old = link(organiser.get(f"{LIST}/1"))
    page = after(organiser, organiser.post(f"{LIST}/1/link", {"back": "q=a"}))
    assert (told(page), link(page) != old) == ("Lenka er ny. Den gamle gjelder ikke lenger.", True)
    with medvirk.database.reading() as db:
        anne = db.scalars(select(Registration).where(Registration.number == 1)).one()
        assert read_key(medvirk.settings.secret_key, db, link(page)).seat == anne.id
    page = after(organiser, organiser.post(f"{LIST}/1/letter", {}))
    assert told(page) == "Et brev med lenka er på vei til anne@example.com."
    page = after(organiser, organiser.post(f"{LIST}/4/letter", {}))
    assert told(page) == "Vi har ingen e-postadresse til personen."
    with medvirk.database.reading() as db:
        meeting = db.scalars(select(Meeting)).one()
        assert letters(db, meeting)[-1] == ("again", "anne@example.com")
    assert organiser.get(f"{LIST}/99").status_code == 404
    assert organiser.get(f"{LIST}/{10**30}").status_code == 404


def test_the_open_list_is_drawn_anew_only_when_something_has_changed(
    organiser: Organiser, medvirk: Medvirk
) -> None:
    first = organiser.get(f"{LIST}/list?q=anne")
    tag = first.headers["ETag"]
    assert f"data-lives={tag}" in first.text

    def again() -> TestResponse:
        return organiser.client.get(f"/organise{LIST}/list?q=anne", headers={"If-None-Match": tag})

    assert (again().status_code, again().text) == (304, "")
    with medvirk.database.writing() as db:
        make_registration(db, db.scalars(select(Meeting)).one(), name="Hanne")
    assert [row.split()[1] for row in rows(again())] == ["Anne", "Hanne"]


def test_as_many_queries_are_asked_for_many_as_for_few(
    organiser: Organiser, medvirk: Medvirk
) -> None:
    pages = (LIST, f"{LIST}/1", "/TRAPP47/door-list", "/TRAPP47/kitchen", "/TRAPP47/figures")
    found = []
    for _ in range(2):
        with medvirk.database.reading() as db, queries(db) as sent:
            for page in pages:
                organiser.get(page)
        found.append(len(sent))
        with medvirk.database.writing() as db:
            meeting = db.scalars(select(Meeting)).one()
            for _ in range(10):
                make_registration(db, meeting)
    assert found[0] == found[1]


def test_a_long_list_is_shown_in_parts(
    organiser: Organiser, medvirk: Medvirk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.pages.organise.registration.registrations.PAGE", 2)
    page = organiser.get(f"{LIST}?q=e")
    assert (len(rows(page)), "2 av 4 vises" in page.text) == (2, True)
    more = re.findall(r'class="more-people"><a href="([^"]+)"', page.text)[0]
    assert len(rows(organiser.client.get(unescape(more)))) == 4
