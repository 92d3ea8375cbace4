"""The organiser writes in the report in Chromium: it is seen at once, and never lost."""

import pytest
from playwright.sync_api import expect

from facilitator.models import Meeting
from facilitator.report.edition import Edition
from facilitator.report.organiser import publishing
from facilitator.report.organiser.words import written
from tests.browser.axe import AXE, too_small, too_wide, violations
from tests.browser.house import House, Sample
from tests.browser.room import CONSOLE, PHONE, Room


@pytest.fixture
def room(room: Room) -> Room:
    """A room whose pages can be looked at by axe."""
    room.script = AXE.read_text()
    return room


def introduction(house: House, meeting: Meeting) -> str:
    with house.database.reading() as db:
        return written(db, meeting.id).introduction


def test_what_is_written_is_seen_at_once_clashes_are_shown_and_everybody_reads_it(
    room: Room, house: House, sample: Sample
) -> None:
    address = f"{house.origin}/organise/{sample.meeting.code}/report"
    kari = room.page(room.device(CONSOLE), house.entry)
    kari.goto(address)
    per = room.page(room.device(CONSOLE, storage_state=kari.context.storage_state()), address)
    text = "#introduction"

    # What is written is seen beside it, without a button and without a new page.
    kari.evaluate("globalThis.same = true")
    kari.locator(text).press_sequentially("Vi spurte.")
    preview = kari.frame_locator("[data-report-preview]")
    expect(preview.locator("[data-section=introduction]")).to_contain_text("Vi spurte.")
    expect(kari.locator("[data-save-state]")).to_have_text("Alt er lagret.")
    kari.locator("[name='with/method']").uncheck()
    expect(preview.locator("[data-section=method]")).to_have_count(0)
    assert kari.evaluate("same")

    # Two in the same field: the second sees both texts, and nothing is written over.
    per.locator(text).press_sequentially("Per skrev.")
    expect(per.locator(".clash blockquote")).to_have_text("Vi spurte.")
    expect(per.locator(text)).to_have_value("Per skrev.")
    assert introduction(house, sample.meeting) == "Vi spurte."
    # It is asked again after the page has been loaded anew, with the text that was typed.
    per.on("dialog", lambda dialog: dialog.accept())
    per.reload()
    expect(per.locator(".clash blockquote")).to_have_text("Vi spurte.")
    expect(per.locator(text)).to_have_value("Per skrev.")
    per.locator("#report-words .save-line button").click()
    expect(per.locator("main > .done")).to_contain_text("lagret")
    assert introduction(house, sample.meeting) == "Per skrev."

    # The browser itself says that something was refused.
    room.errors[:] = [one for one in room.errors if "409 (CONFLICT)" not in one]

    # Without a net nothing is lost, and it is saved when the net is back.
    per.context.set_offline(True)
    per.locator("#contact").fill("post@example.com")
    expect(per.locator("[data-save-state]")).to_contain_text("prøver igjen")
    per.context.set_offline(False)
    expect(per.locator("[data-save-state]")).to_have_text("Alt er lagret.")

    # Everybody reads it once it is published.
    per.locator("#publishing a", has_text="Publiser hele").click()
    per.locator("button[value=full]").click()
    reader = room.page(room.device(PHONE), per.locator("#report-address").inner_text())
    told = reader.locator("[data-section=introduction]")
    expect(told).to_contain_text("Per skrev.")


def test_its_pages_are_clear_to_everybody(room: Room, house: House, sample: Sample) -> None:
    page, found = room.page(room.device(PHONE), house.entry), []
    code = sample.meeting.code
    with house.database.writing() as db:
        publishing.publish(db, db.get_one(Meeting, sample.meeting.id), Edition.FULL, house.now)
    for name in (f"organise/{code}/report", f"organise/{code}/report/publish", f"m/{code}/report"):
        page.goto(f"{house.origin}/{name}")
        if name.startswith("m/"):
            # It is drawn first, by a process of its own.
            expect(page.locator("article.report")).to_be_visible()
        for summary in page.locator(".more > summary").all()[:2]:
            summary.click()
        wide = [f"{too_wide(page)} pixels too wide"] if too_wide(page) else []
        found += [f"{name}: {one}" for one in (*violations(page), *too_small(page), *wide)]
    assert found == []
