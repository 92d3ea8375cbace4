"""A table and who looks at it, in Chromium: nudged, in conflict, too late, on paper, in a frame."""

import re

import pytest
from playwright.sync_api import Page, expect

from facilitator.ladders import PRESETS
from facilitator.models import Exercise, Meeting
from tests.browser.axe import AXE, too_small, too_wide, violations
from tests.browser.people import board, in_phase, open_phase, place
from tests.browser.room import Room, connected, region, shoot

A4 = (794, 1123)
"""Pixels of a sheet as Chromium prints it."""
PAGE = re.compile(rb"/Type\s*/Page\b")


@pytest.fixture
def room(room: Room) -> Room:
    """A room whose pages can be looked at by axe."""
    room.script = AXE.read_text()
    return room


@pytest.fixture
def console(room: Room) -> Page:
    """The ladder runs and is open at the tables."""
    console = room.console()
    item, ladder = room.sample.item_of("ladder"), room.sample.exercise("ladder")
    console.locator(f"#start-{item}").click()
    open_phase(console, ladder, "table")
    return console


def looked_at(page: Page, name: str) -> list[str]:
    """What axe and the ruler find on a phone, of which a picture is kept."""
    shoot(f"tables/{name}", page, whole=True)
    found = [*violations(page), *too_small(page)]
    return [*found, *([f"{too_wide(page)} pixels too wide"] if too_wide(page) else [])]


def test_the_moderator_says_something_to_a_table_and_each_phone_puts_it_away(
    room: Room, console: Page
) -> None:
    phone, other = room.phone(4), room.phone(4)
    console.get_by_role("button", name="Skriv til et bord").click()
    console.locator("#nudge-table").select_option("4")
    console.locator("#nudge-text").fill("Trenger dere hjelp?")
    console.locator("#nudge-sheet [type=submit]").click()
    for each in (phone, other):
        expect(region(each, "phone/nudge")).to_contain_text("Fra møtelederen: Trenger dere hjelp?")
    assert looked_at(phone, "nudge-phone") == []
    phone.get_by_role("button", name="Greit").click()
    expect(region(phone, "phone/nudge")).to_have_text(re.compile(r"^\s*$"))
    expect(region(other, "phone/nudge")).to_contain_text("Trenger dere hjelp?")
    console.get_by_role("button", name="Ta bort meldingen til bord 4").click()
    expect(region(other, "phone/nudge")).to_have_text(re.compile(r"^\s*$"))


def revise(phone: Page, text: str) -> None:
    """Open the only contribution of the board to change it, and write; nothing is sent yet."""
    change = region(phone, "phone/board").locator("details.change")
    change.locator("> summary").click()
    change.locator("textarea[name=text]").fill(text)


def save(phone: Page) -> None:
    region(phone, "phone/board").get_by_role("button", name="Lagre endringen").click()


def test_two_who_change_a_text_at_once_choose_what_stands(room: Room, console: Page) -> None:
    ladder = room.sample.exercise("ladder")
    anna, scribe = room.phone(4), room.phone(4)
    place(in_phase(anna, ladder, "table"), "Lekeplass", 4)
    expect(board(scribe, "Lekeplass")).to_be_visible()
    scribe.get_by_role("button", name="Jeg skriver for bordet").click()
    expect(scribe.get_by_text("Du skriver for bordet")).to_be_visible()
    revise(anna, "Lekeplass på dugnad")
    revise(scribe, "Lekeplass i Ogndal")
    save(scribe)
    expect(board(anna, "Lekeplass i Ogndal")).to_be_visible()
    save(anna)
    conflict = anna.locator(".refusal")
    expect(conflict).to_contain_text("Noen andre har endret teksten")
    expect(conflict.locator("dd")).to_have_text(
        ["Lekeplass i Ogndal · 4 Samarbeid", "Lekeplass på dugnad · 4 Samarbeid"]
    )
    assert looked_at(anna, "conflict-phone") == []
    conflict.get_by_role("button", name="Bruk det jeg skrev").click()
    expect(board(scribe, "Lekeplass på dugnad")).to_be_visible()
    expect(conflict).to_have_count(0)


def test_what_came_too_late_is_a_note_that_only_the_moderator_sees(
    room: Room, console: Page
) -> None:
    ladder = room.sample.exercise("ladder")
    phone, stage = room.phone(4), room.stage()
    form = in_phase(phone, ladder, "table")
    form.locator("textarea[name=text]").fill("Rakk det ikke")
    form.locator(".choice:has([value='1'])").click()
    for phase in ("plenary", "closed"):
        open_phase(console, ladder, phase)
    kept = phone.locator("[data-kept-forms]")
    kept.get_by_role("button", name="Legg på trappa").click()
    refusal = phone.locator(".refusal")
    expect(refusal).to_contain_text("Oppgaven er stengt nå")
    assert looked_at(phone, "late-phone") == []
    refusal.get_by_role("button", name="Send som notat til arrangøren").dblclick()
    expect(phone.locator("[data-connection]")).to_have_text("Sendt til arrangøren som notat")
    late = region(console, "console/late")
    expect(late).to_contain_text("Kom for sent – bare du ser dette · 1")
    expect(late).to_contain_text("Rakk det ikke")
    assert violations(console) == []
    phone.reload()
    connected(phone)
    assert "Rakk det ikke" not in phone.content() + stage.content()


def test_a_table_without_phones_is_written_for_from_its_page(room: Room, console: Page) -> None:
    region(console, "console/tables").locator("[data-table='3'] a").click()
    connected(console)
    expect(console.locator("h1")).to_have_text("Bord 3")
    form = console.locator("form[data-paper]").first
    place(form, "Skrevet på ark", 2)
    expect(form.locator("[data-paper-state]")).to_have_text("Lagret")
    said = region(console, "console/board").locator(".contribution")
    expect(said).to_contain_text("Skrevet på ark")
    expect(said).to_contain_text("fra papir")
    seen = console.frame_locator("iframe")
    expect(seen.locator("[data-region='phone/board']")).to_contain_text("Skrevet på ark")
    expect(seen.locator("form").first).to_have_attribute("inert", "")
    shoot("tables/page", console, whole=True)
    found = [*violations(console), too_wide(console)]
    console.goto(console.evaluate("document.querySelector('iframe').src"))
    connected(console)
    assert [*found, *violations(console), too_wide(console)] == [0, 0]


def test_the_page_of_a_table_is_reached_and_used_by_keyboard(room: Room, console: Page) -> None:
    region(console, "console/tables").locator("[data-table='2'] a").focus()
    console.keyboard.press("Enter")
    expect(console.locator("h1")).to_have_text("Bord 2")
    connected(console)
    console.locator("#nudge-text").focus()
    console.keyboard.type("Vi kommer bort")
    console.keyboard.press("Enter")
    expect(region(console, "console/table")).to_contain_text("Mobilene viser: Vi kommer bort")
    console.locator("form[data-paper] textarea").first.focus()
    console.keyboard.type("Folkemøte")
    console.keyboard.press("Tab")
    console.keyboard.press("Space")
    console.locator("form[data-paper] button").first.press("Enter")
    expect(region(console, "console/board")).to_contain_text("Folkemøte")


def cut(page: Page) -> list[str]:
    """The sheets whose inside, or whose foot, does not have the room that it needs."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll(".paper")].filter((sheet) => {
          const inside = sheet.querySelector(".paper-inside");
          const parts = [...inside.querySelectorAll("*"), sheet.querySelector(".paper-foot")];
          const end = inside.getBoundingClientRect().bottom + 1;
          const last = sheet.getBoundingClientRect().bottom + 1;
          return parts.pop().getBoundingClientRect().bottom > last
            || parts.some((part) => part.getBoundingClientRect().bottom > end)
            || inside.scrollWidth > inside.clientWidth + 1;
        }).map((sheet) => sheet.getAttribute("aria-label"))"""
    )
    return found


def test_every_sheet_of_the_evening_fits_one_page(room: Room) -> None:
    page = room.page(room.device(A4), f"{room.sample.console}/sheets?table=8")
    assert (violations(page), too_wide(page)) == ([], 0)
    page.emulate_media(media="print")
    shoot("tables/sheets", page, whole=True)
    sheets = page.locator(".paper").count()
    pages = len(PAGE.findall(page.pdf(prefer_css_page_size=True, print_background=False)))
    assert (cut(page), pages) == ([], sheets)


def test_a_sheet_with_the_most_that_an_organiser_may_write_loses_nothing(room: Room) -> None:
    with room.sample.house.database.writing() as db:
        meeting = db.get_one(Meeting, room.sample.meeting.id)
        meeting.title, meeting.notice = "Medvirkning " * 16, "Innspillene deles med andre. " * 16
        prompts = dict.fromkeys(("individual", "table"), "Hva mener dere om dette? " * 11)
        own = {
            "ladder": {"preset": max(PRESETS, key=lambda name: len(PRESETS[name].steps))},
            "poll": {
                "choice": "several",
                "options": [f"{n} Langt svar " * 5 for n in range(20)],
            },
            "ideas": {"most_per_table": 50},
        }
        for exercise in db.query(Exercise).filter_by(meeting_id=meeting.id):
            exercise.title = "En oppgave med et langt navn " * 6
            exercise.settings = {"prompts": prompts, **own.get(exercise.kind, {})}
    page = room.page(room.device(A4), f"{room.sample.console}/sheets?table=8")
    page.emulate_media(media="print")
    shoot("tables/sheets-at-most", page, whole=True)
    assert cut(page) == []
