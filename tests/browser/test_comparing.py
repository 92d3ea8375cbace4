"""Meetings are chosen and held side by side on a phone, and the page is read as one report."""

import pytest
from playwright.sync_api import expect

from facilitator.models import Exercise, Meeting
from tests.browser.axe import AXE, too_small, too_wide, violations
from tests.browser.house import House, Sample
from tests.browser.room import PHONE, Room
from tests.factories import (
    make_contribution,
    make_exercise,
    make_item,
    make_meeting,
    make_phone,
)


@pytest.fixture
def room(room: Room, sample: Sample) -> Room:
    """A room whose pages can be looked at by axe; in two towns tables stand on the ladder."""
    with sample.house.database.writing() as db:
        meeting = db.get_one(Meeting, sample.meeting.id)
        other = make_meeting(db, place="Verdal")
        exercises = (
            db.get_one(Exercise, sample.exercise("ladder")),
            make_exercise(db, make_item(db, other), "ladder"),
        )
        for town, exercise in zip((meeting, other), exercises, strict=True):
            exercise.phase, exercise.took_input = "table", True
            for table, step in ((1, 2), (2, 3)):
                body = {"aspect": "now", "steps": [step]}
                make_contribution(db, make_phone(db, town, table), exercise, body)
    room.script = AXE.read_text()
    return room


def test_who_chooses_too_few_keeps_the_tick_and_two_are_held_side_by_side(
    room: Room, house: House, sample: Sample
) -> None:
    page = room.page(room.device(PHONE), house.entry)
    page.goto(f"{house.origin}/organise/compare")
    page.locator(f"input[value={sample.meeting.code}]").check()
    for language in ("Nynorsk", "Bokmål"):
        page.get_by_role("link", name=language).click()
        expect(page.locator(".languages [aria-current]")).to_have_text(language)
        expect(page.locator("input[name=code]:checked")).to_have_count(1)
    page.get_by_role("button", name="Sammenlign").click()
    expect(page.get_by_role("alert")).to_contain_text("Velg minst 2 møter")
    # The browser itself says that something was refused.
    room.errors[:] = [one for one in room.errors if "422 (UNPROCESSABLE" not in one]
    expect(page.locator("input[name=code]:checked")).to_have_count(1)
    assert (violations(page), too_small(page), too_wide(page)) == ([], [], 0)
    page.get_by_label("Verdal").check()
    page.get_by_role("button", name="Sammenlign").click()
    expect(page.locator("[data-picture=beside]")).to_contain_text("Verdal")
    assert (violations(page), too_wide(page)) == ([], 0)
