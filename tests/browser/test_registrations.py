"""The organiser's list of people in Chromium: live, by the keyboard, and as axe sees the pages."""

import pytest
from playwright.sync_api import Page, expect

from facilitator.models import Meeting
from tests.browser.axe import AXE, too_small, too_wide, violations
from tests.browser.house import House, Sample
from tests.browser.room import PHONE, Room
from tests.factories import make_registration

FILE = "Navn;E-post\nKari;kari@a.no\nOla;feil\n"


@pytest.fixture
def room(room: Room, sample: Sample) -> Room:
    """A room whose pages can be looked at by axe; three people have registered for two places."""
    house = sample.house
    with house.database.writing() as db:
        meeting = db.get_one(Meeting, sample.meeting.id)
        for name in ("Anne", "Berit", "Maximiliana Wolfeschlegelsteinhausenbergerdorff-🌻"):
            make_registration(db, meeting, name=name, now=house.now)
    room.script = AXE.read_text()
    return room


def come_in(room: Room, house: House) -> Page:
    """An organiser's page on a phone."""
    return room.page(room.device(PHONE), house.entry)


def test_the_pages_about_people_are_clear_to_everybody(
    room: Room, house: House, sample: Sample
) -> None:
    page, found = come_in(room, house), []

    def look(name: str) -> None:
        wide = [f"{too_wide(page)} pixels too wide"] if too_wide(page) else []
        for each in (*violations(page), *too_small(page), *wide):
            found.append(f"{name}: {each}")

    for name in (
        "registrations",
        "registrations/new",
        "registrations/1",
        "registrations/files",
        "invitation",
        "invitation/questions",
        "kitchen",
        "door-list",
        "figures",
        "letters",
    ):
        page.goto(f"{house.origin}/organise/{sample.meeting.code}/{name}")
        look(name)
    page.goto(f"{house.origin}/organise/{sample.meeting.code}/registrations/files")
    file = {"name": "liste.csv", "mimeType": "text/csv", "buffer": FILE.encode()}
    page.locator("#file").set_input_files([file])
    page.locator("[action$=import] button").click()
    expect(page.locator(".mend li")).to_have_count(1)
    look("import")
    assert found == []


def test_what_one_organiser_does_another_sees_without_losing_what_is_typed(
    room: Room, house: House, sample: Sample
) -> None:
    address = f"{house.origin}/organise/{sample.meeting.code}/registrations"
    other = come_in(room, house)
    page = room.page(other.context, address)
    page.locator("#q").press_sequentially("kar")
    other.goto(address)
    cancel = other.locator("#person-2 button[formaction$=cancel]")
    cancel.focus()
    other.keyboard.press("Enter")
    expect(other.locator(".just-done .done")).to_contain_text("Berit")
    expect(page.locator("#person-2")).to_have_attribute("data-state", "cancelled")
    expect(page.locator("#q")).to_be_focused()
    expect(page.locator("#q")).to_have_value("kar")
    undo = other.locator(".just-done button")
    undo.focus()
    other.keyboard.press("Enter")
    expect(page.locator("#person-2")).to_have_attribute("data-state", "confirmed")
