"""The evening is played again: from the start to its end, fast, and to any moment of it."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from facilitator import plenary
from facilitator.exercises import phases
from facilitator.models import Meeting
from facilitator.programme import conduct
from tests.browser.axe import AXE, violations
from tests.browser.house import Sample
from tests.browser.room import STAGE, Room
from tests.browser.test_kinds import at_work

SHOWN = "[data-region='stage/page'] .page"
MINUTE = timedelta(minutes=1)


def play_out(sample: Sample) -> None:
    """Half an hour of ideas that were shown for the last ten minutes, and then the end."""
    exercise, house = at_work(sample, "ideas", 12), sample.house
    now = house.now
    with house.database.writing() as db:
        meeting = db.get_one(Meeting, sample.meeting.id)
        item = sample.item_of("ideas")
        shown = now + 20 * MINUTE
        phases.open_phase(db, meeting, exercise_id=exercise, phase="plenary", now=shown)
        plenary.reveal(db, meeting, exercise_id=exercise, on=True, now=shown)
        conduct.finish(db, meeting, item, "console", now + 30 * MINUTE)
    house.set_clock("17.00")


def where(page: Page) -> str | None:
    return page.locator("[data-time]").get_attribute("aria-valuetext")


def test_the_evening_is_played_again(room: Room, sample: Sample) -> None:
    play_out(sample)
    room.script = AXE.read_text()
    page = room.page(room.device(STAGE), f"{sample.stage}/replay")
    wall, play = page.locator(SHOWN), page.locator("[data-play]")
    expect(play).to_have_text("Spill av")
    assert violations(page) == []

    # It stands where the evening began, and goes by the minute, by keys and by chapters.
    expect(wall).to_have_attribute("data-page", "welcome")
    assert where(page) == "kl. 15.44"
    page.keyboard.press("ArrowRight")
    expect(wall).to_have_attribute("data-page", "exercise")
    expect(page.locator(".results")).to_have_count(0)
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    expect(page.locator("[data-picture=ideas]")).to_be_visible()
    assert (where(page) or "").startswith("kl. 16.05, ")
    expect(page.locator("[data-tick=clock]")).to_have_text("16.05")
    page.locator("[data-chapters] button").click()
    expect(page.locator(".results")).to_have_count(0)
    assert (where(page) or "").startswith("kl. 15.45, ")

    # Played at sixty times the speed it comes to its end, pauses left out, and can begin again.
    page.locator("[data-speed='20']").click()
    # There is nothing faster than sixty.
    page.keyboard.press("+")
    page.keyboard.press("+")
    expect(page.locator("[data-speed='60']")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    play.click()
    expect(play).to_have_text("Stopp")
    expect(page.locator("[data-picture=ideas]")).to_be_visible()
    expect(wall).to_have_attribute("data-page", "finished")
    expect(play).to_have_text("Spill av")
    expect(page.locator(".replay-mark")).to_contain_text("Avspilling")
