"""The organiser looks through what others would read, by the keyboard and on a phone."""

import pytest
from playwright.sync_api import expect

from facilitator.models import Exercise, Meeting
from tests.browser.axe import AXE, too_small, too_wide, violations
from tests.browser.house import House, Sample
from tests.browser.room import PHONE, Room
from tests.factories import make_contribution, make_phone


@pytest.fixture
def room(room: Room, sample: Sample) -> Room:
    """A room whose pages can be looked at by axe; three things have been said."""
    house = sample.house
    with house.database.writing() as db:
        meeting = db.get_one(Meeting, sample.meeting.id)
        exercise = db.get_one(Exercise, sample.exercise("ideas"))
        exercise.phase, exercise.took_input = "table", True
        phone = make_phone(db, meeting)
        for text in ("Spør Kari på 22 33 44 55", "Ingen tid", "Vi vil være med"):
            make_contribution(db, phone, exercise, {"text": text})
    room.script = AXE.read_text()
    return room


def test_texts_are_looked_through_by_the_keyboard_and_nothing_jumps(
    room: Room, house: House, sample: Sample
) -> None:
    page = room.page(room.device(PHONE), house.entry)
    page.goto(f"{house.origin}/organise/{sample.meeting.code}/sharing")
    page.evaluate("window.sameDocument = true")
    left, done = page.locator("#progress-heading"), page.locator(".just-done")
    first = page.locator(".review").first
    first.get_by_role("button", name="Behold").focus()
    page.keyboard.press("2")
    writing = first.locator("textarea")
    expect(writing).to_be_focused()
    expect(writing).to_have_value("[navn] på [telefon]")
    assert (violations(page), too_small(page), too_wide(page)) == ([], [], 0)
    # What is typed is no command.
    writing.fill("Spør biblioteket 1")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(left).to_have_text("2 av 3 gjenstår")
    expect(done).to_contain_text("redigert")
    following = page.locator(".review").first.get_by_role("button", name="Behold")
    expect(following).to_be_focused()
    page.keyboard.press("3")
    expect(done).to_contain_text("utelatt")
    expect(left).to_have_text("1 av 3 gjenstår")
    page.keyboard.press("1")
    expect(left).to_have_text("Du har sett på alle 3 tekstene")
    done.get_by_role("button", name="Angre").click()
    expect(left).to_have_text("1 av 3 gjenstår")
    assert page.evaluate("window.sameDocument")
    assert violations(page) == []
