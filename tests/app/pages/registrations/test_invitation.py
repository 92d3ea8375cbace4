"""The organiser's page of the invitation and the own questions."""

from datetime import UTC, datetime

from sqlalchemy import select

from app import Medvirk
from facilitator.models import Invitation
from tests.app.pages.organiser import Organiser, problems, typed_on
from tests.app.pages.registrations.page import LIST, after, told

INVITATION = {
    "about": "Gratis",
    "capacity": "1",
    "party_most": "3",
    "reminder_hours": "24",
    "roles": "Innbygger\r\nElev\r\n",
    "closes_on": "2026-09-20",
    "closes_at": "16.30",
    "keep_until": "1.10.2026",
    "open": "1",
}


def test_the_invitation_is_changed(organiser: Organiser, medvirk: Medvirk) -> None:
    page = after(organiser, organiser.post("/TRAPP47/invitation", INVITATION))
    assert told(page) == (
        "Endringene er lagret. 2 plasser er tatt allerede, og det er flere enn plassene."
        " Ingen mister plassen."
    )
    shown = typed_on(page.text[page.text.index('<form class="form"') :])
    assert {name: shown[name] for name in INVITATION if name != "roles"} == {
        **{name: value for name, value in INVITATION.items() if name != "roles"},
        "keep_until": "2026-10-01",
    }
    assert shown["roles"] == "innbygger\nElev"
    with medvirk.database.reading() as db:
        stored = db.scalars(select(Invitation)).one()
    assert (stored.roles, stored.asks_diet, stored.closes_at) == (
        ["citizen", "Elev"],
        False,
        datetime(2026, 9, 20, 14, 30, tzinfo=UTC),
    )


def test_registration_closes_on_the_day_that_was_chosen(organiser: Organiser) -> None:
    dated = {**INVITATION, "closes_at": ""}
    page = after(organiser, organiser.post("/TRAPP47/invitation", dated))
    shown = typed_on(page.text[page.text.index('<form class="form"') :])
    assert (shown["closes_on"], shown["closes_at"]) == ("2026-09-20", "23.59")


def test_what_is_wrong_with_the_invitation_is_told_and_nothing_typed_is_lost(
    organiser: Organiser,
) -> None:
    wrong = {
        **INVITATION,
        "capacity": "mange",
        "party_most": "99",
        "closes_at": "halv fem",
        "keep_until": "snart",
    }
    page = organiser.post("/TRAPP47/invitation", wrong)
    assert [name for name, _words in problems(page)] == [
        "party_most",
        "capacity",
        "closes_at",
        "keep_until",
    ]
    shown = typed_on(page.text[page.text.index('<form class="form"') :])
    assert (shown["capacity"], shown["closes_at"]) == ("mange", "halv fem")
    page = organiser.post("/TRAPP47/invitation", {**INVITATION, "closes_on": ""})
    assert problems(page) == [("closes_on", "Skriv datoen også.")]
    page = organiser.post("/TRAPP47/invitation", {**INVITATION, "map_url": "javascript:x"})
    assert [name for name, _words in problems(page)] == ["map_url"]


def test_own_questions_are_asked_changed_and_removed(
    organiser: Organiser, medvirk: Medvirk
) -> None:
    asked = "/TRAPP47/invitation/questions"
    organiser.post(asked, {"text": "Tolk?", "kind": "yes_no"})
    page = organiser.post(asked, {"text": "Gruppe?", "kind": "choice", "options": "A"})
    assert problems(page) == [("options", "Skriv fra to til 20 svar, ett på hver linje.")]
    organiser.post(asked, {"text": "Gruppe?", "kind": "choice", "options": "A\r\nB", "needed": "1"})

    def questions() -> list[tuple[str, str, list[str], bool]]:
        with medvirk.database.reading() as db:
            stored = db.scalars(select(Invitation)).one().questions
        return [(one["text"], one["kind"], one["options"], one["needed"]) for one in stored]

    with medvirk.database.reading() as db:
        ids = [one["id"] for one in db.scalars(select(Invitation)).one().questions]
    organiser.post(f"{asked}/{ids[1]}/up", {})
    assert questions() == [("Gruppe?", "choice", ["A", "B"], True), ("Tolk?", "yes_no", [], False)]
    assert organiser.get(f"{asked}/{ids[0]}").status_code == 200
    organiser.post(f"{asked}/{ids[0]}", {"text": "Tegnspråk?", "kind": "yes_no"})
    typed = {"name": "Eva", f"question-{ids[0]}": "yes"}
    after(organiser, organiser.post(f"{LIST}/new", typed))
    refused = after(organiser, organiser.post(f"{asked}/{ids[0]}/remove", {}))
    assert told(refused) == "Noen har svart på dette alt (1). Last sida på nytt."
    page = after(organiser, organiser.post(f"{asked}/{ids[0]}/remove", {"losing": "1"}))
    assert (told(page), questions()) == (
        "Spørsmålet er fjernet.",
        [("Gruppe?", "choice", ["A", "B"], True)],
    )
    assert organiser.get(f"{asked}/{ids[0]}").status_code == 404
