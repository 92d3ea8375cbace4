"""Before the evening, from a guest's own phone: read, register, change, give up; and on paper."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from app.access import make_own_key
from facilitator.models import Invitation, Meeting, Registration, Seat, Seating
from facilitator.registration.placing import places
from facilitator.registration.standing import By
from tests.browser.axe import AXE, too_small, too_wide, violations
from tests.browser.house import House, Sample
from tests.browser.room import CONSOLE, PHONE, Room, shoot
from tests.factories import make_registration

ABOUT = "Vil du at kommunen skal ta treffsikre valg?\n\nKom og spis med oss. Det er gratis."
EARLY = date(2026, 9, 20)


@pytest.fixture
def town(house: House) -> Iterator[Sample]:
    """The sample meeting four days before it, with three places and a text about it."""
    house.set_clock("12.00", EARLY)
    sample = house.new_meeting()
    with house.database.writing() as db:
        invitation = db.get_one(Invitation, sample.meeting.id)
        invitation.capacity, invitation.about = 3, ABOUT
        invitation.contact = "post@example.com"
        invitation.questions = [{"id": "a", "text": "Buss?", "kind": "yes_no", "needed": True}]
    yield sample
    house.set_clock("15.45")


@pytest.fixture
def guests(browser: Browser, town: Sample) -> Iterator[Room]:
    """Guests whose pages can be looked at by axe; none of them may have failed."""
    room = Room(browser, town, script=AXE.read_text())
    try:
        yield room
    finally:
        room.close()


def own_page(sample: Sample, registration: Registration) -> str:
    key = make_own_key(sample.house.settings.secret_key, sample.meeting, registration)
    return f"{sample.house.origin}/r/{key}"


def flawless(page: Page) -> None:
    """Nothing for axe to say, nothing that a thumb misses, nothing wider than the phone."""
    assert (violations(page), too_small(page), too_wide(page)) == ([], [], 0)


def tab_to(page: Page, selector: str) -> None:
    """Go on by the keyboard until the element has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"{selector} is not reached by the keyboard")


def test_one_registers_by_keyboard_changes_it_and_gives_it_up(guests: Room, town: Sample) -> None:
    page = guests.page(guests.device(PHONE), f"{town.house.origin}/m/{town.meeting.code}")
    expect(page.locator("script")).to_have_count(0)
    tab_to(page, ".call-button")
    page.keyboard.press("Enter")
    tab_to(page, "#name")
    page.keyboard.press("Enter")
    expect(page.locator(".summary")).to_be_focused()
    # The browser notes that the answer was no.
    assert ["422" in error for error in guests.errors] == [True]
    guests.errors.clear()
    flawless(page)
    shoot("signup/errors", page, whole=True)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#name")).to_be_focused()
    page.keyboard.type("Kari Moen")
    tab_to(page, "#email")
    page.keyboard.type("kari@example.com")
    tab_to(page, "#municipality")
    page.keyboard.type("steinkjer kommune")
    tab_to(page, "#question-a")
    page.keyboard.type("J")
    tab_to(page, "[name=more]")
    page.keyboard.press("Enter")
    expect(page.locator("#name-2")).to_be_focused()
    page.keyboard.type("Ola Moen")
    tab_to(page, "#consent")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/registered")
    page.go_back()
    expect(page.locator("#name")).to_have_value("Kari Moen")
    with town.house.database.reading() as db:
        kari, ola = db.query(Registration).filter_by(meeting_id=town.meeting.id)
    assert (kari.name, kari.municipality, kari.answers) == ("Kari Moen", "Steinkjer", {"a": True})
    assert (ola.name, ola.state) == ("Ola Moen", "confirmed")
    page.goto(own_page(town, kari))
    tab_to(page, "summary")
    page.keyboard.press("Enter")
    tab_to(page, "#diet")
    page.keyboard.type("melk")
    page.keyboard.press("Enter")
    expect(page.locator(".done")).to_have_text("Endringene er lagret.")
    page.get_by_role("link", name="Meld av").click()
    flawless(page)
    page.get_by_label("Ola Moen").check()
    page.get_by_role("button", name="Meld av").click()
    expect(page.locator(".party")).to_contain_text("Ola Moen avmeldt")
    with town.house.database.reading() as db:
        both = db.query(Registration).filter_by(meeting_id=town.meeting.id)
        assert [(one.diet, one.state) for one in both] == [("melk", "confirmed"), ("", "cancelled")]


def test_axe_finds_nothing_on_any_page_however_one_stands(guests: Room, town: Sample) -> None:
    database, now = town.house.database, town.house.now
    with database.writing() as db:
        meeting = db.get_one(Meeting, town.meeting.id)
        kari, liv = (make_registration(db, meeting, companions=n, now=now) for n in (1, 0))
        eli, per = (make_registration(db, meeting, now=now, name=name) for name in ("Eli", "Per"))
        places.cancel(db, meeting, [liv], by=By.PERSON, now=now)
        db.add(Seating(meeting_id=meeting.id))
        db.add(Seat(registration_id=kari.id, round=1, table_id=meeting.tables[3].id))
        for one in (kari, liv, eli, per):
            db.refresh(one)
    public = f"{town.house.origin}/m/{town.meeting.code}"
    pages = {
        "full": public,
        "form": f"{public}/register",
        "thanks": f"{public}/registered",
        "confirmed": own_page(town, kari),
        "cancelled": own_page(town, liv),
        "offered": own_page(town, eli),
        "waiting": own_page(town, per),
    }
    phone = guests.page(guests.device(PHONE, device_scale_factor=2), public)
    for name, address in pages.items():
        phone.goto(address)
        for fold in phone.locator("summary").all():
            fold.click()
        flawless(phone)
        shoot(f"signup/{name}", phone, whole=True)
    wide = guests.page(guests.device(CONSOLE), public)
    for language in ("nn", "en"):
        wide.goto(f"{public}?language={language}")
        assert (violations(wide), too_wide(wide)) == ([], 0)
    shoot("signup/wide", wide)
    with database.writing() as db:
        db.get_one(Invitation, town.meeting.id).open = False
    for address in (public, f"{public}/register"):
        phone.goto(address)
        flawless(phone)


def test_a_badge_sits_the_phone_that_opens_it(guests: Room, town: Sample) -> None:
    with town.house.database.writing() as db:
        meeting = db.get_one(Meeting, town.meeting.id)
        kari = make_registration(db, meeting, now=town.house.now)
        db.add(Seating(meeting_id=meeting.id))
        db.add(Seat(registration_id=kari.id, round=1, table_id=meeting.tables[3].id))
    phone = guests.page(guests.device(PHONE), own_page(town, kari))
    phone.get_by_role("link", name="Sett denne mobilen ved bordet").click()
    phone.wait_for_url(f"{town.house.origin}/j/{town.meeting.code}")
    expect(phone.locator(".seat")).to_contain_text("Bord 4")


def test_printed_it_is_an_announcement_with_a_code_on_one_sheet(guests: Room, town: Sample) -> None:
    address = f"{town.house.origin}/m/{town.meeting.code}"
    # As wide as what is printed on: A4 without its margins.
    page = guests.page(guests.device((673, 1002)), address)
    sheets = re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(prefer_css_page_size=True))
    page.emulate_media(media="print")
    shoot("signup/paper", page, whole=True)
    for shown in (".poster-code svg", ".poster-address", ".facts"):
        expect(page.locator(shown)).to_be_visible()
    for hidden in (".call-button", ".languages", ".skip-link"):
        expect(page.locator(hidden).first).to_be_hidden()
    assert len(sheets) == 1
