"""Every screen in every phase: axe finds nothing, any language and large letters find room."""

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import too_small, too_wide, violations
from tests.browser.house import House, Sample
from tests.browser.people import board, in_phase, open_phase, place, runs, said_by, stand, write
from tests.browser.room import Room, connected, follows, region, shoot

LANGUAGES = ("nb", "nn", "en")
AXE_READS = "nb"
"""What axe looks at is the same in all languages; what has room, is not."""


@dataclass
class Screens:
    """The three kinds of screen in one language, and the console that steers them all."""

    console: Page
    language: str
    pages: dict[str, Page]
    seen: set[str] = field(default_factory=set)
    found: list[str] = field(default_factory=list)

    def check(self, phase: str) -> None:
        """Look at every page that has changed, once it shows what the console shows."""
        follows(self.pages["phone"], self.console)
        for name, page in self.pages.items():
            text = f"{name} {page.inner_text('main')}"
            if text in self.seen:
                continue
            self.seen.add(text)
            expect(page.locator("html")).to_have_attribute("lang", self.language)
            found = violations(page) if self.language == AXE_READS else []
            if name != "stage" and too_wide(page):
                found.append(f"{too_wide(page)} pixels too wide")
            if name == "phone":
                found += too_small(page)
            self.found += [f"{phase}, {name}: {each}" for each in found]
            if self.language != AXE_READS:
                file = f"{self.language}-{phase.replace(' ', '-')}-{name}"
                shoot(f"languages/{file}", page, whole=name == "phone")


def test_axe_and_the_ruler_see_what_is_wrong(eyes: Room) -> None:
    phone = eyes.phone(1)
    assert (violations(phone), too_small(phone), too_wide(phone)) == ([], [], 0)
    phone.evaluate(
        """() => {
          const main = document.querySelector('main');
          main.append(document.createElement('img'), document.createElement('button'));
          main.lastChild.textContent = 'x'.repeat(100);
        }"""
    )
    assert "image-alt" in " ".join(violations(phone))
    assert "xxx" in " ".join(too_small(phone))
    assert too_wide(phone) > 0


def opened(room: Room, language: str) -> Screens:
    """A stage, a console and a phone in ``language``, and one console more that steers."""
    stage, console, phone = room.stage(), room.console(), room.phone(1)
    for page in (stage, console, phone):
        page.goto(f"{page.url}?language={language}")
    connected(console)
    connected(phone)
    return Screens(room.console(), language, {"stage": stage, "console": console, "phone": phone})


def start(screens: Screens, sample: Sample, wall: str, title: str) -> None:
    """Start the item called ``title`` at ``wall`` o'clock."""
    sample.house.set_clock(wall)
    item = screens.console.locator(".item", has_text=title)
    item.locator("[data-send=start]").click()
    runs(screens.console, title)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wrong_on_any_screen_in_any_phase_and_language(
    eyes: Room, sample: Sample, language: str
) -> None:
    screens = opened(eyes, language)
    console, phone, stage = screens.console, screens.pages["phone"], screens.pages["stage"]
    screens.check("01 before")
    start(screens, sample, "16.00", "Velkommen")
    screens.check("02 arrival")
    start(screens, sample, "16.33", "Åpning")
    console.locator("#pause").click()
    console.locator("#message-text").fill("5 minutter igjen")
    console.locator("#message button[type=submit]").click()
    expect(stage.locator(".speaker-message")).to_be_visible()
    screens.check("03 paused")
    console.locator("#message-away").click()
    ladder_in_all_phases(screens, sample, phone)
    ideas = sample.exercise("ideas")
    start(screens, sample, "17.08", "Sjækk kor")
    open_phase(console, ideas, "table")
    write(in_phase(phone, ideas, "table"), "de kan mest om sitt eget sted.")
    expect(board(phone, "de kan mest")).to_be_visible()
    console.locator("#reveal").click()
    expect(stage.locator(".wall-note")).to_have_count(1)
    screens.check("10 ideas")
    start(screens, sample, "17.43", "Kulturelt innslag")
    screens.check("11 break")
    start(screens, sample, "19.00", "Takk for i dag")
    screens.check("12 close")
    console.locator("[data-send=finish]").click()
    expect(stage.locator("[data-page=finished]")).to_be_visible()
    screens.check("13 over")
    assert screens.found == []


def ladder_in_all_phases(screens: Screens, sample: Sample, phone: Page) -> None:
    console, stage = screens.console, screens.pages["stage"]
    ladder = sample.exercise("ladder")
    start(screens, sample, "16.50", "Medvirkningstrappa")
    screens.check("04 not opened")
    open_phase(console, ladder, "individual")
    place(in_phase(phone, ladder, "individual"), "Folkemøte om skolen", 2)
    expect(region(phone, "phone/notes").locator("[data-contribution]")).to_be_visible()
    screens.check("05 individual")
    open_phase(console, ladder, "table")
    place(in_phase(phone, ladder, "table"), "Ungdomsråd", 4, 5)
    expect(board(phone, "Ungdomsråd")).to_be_visible()
    phone.locator("[data-send=scribe]:visible").click()
    for fold in phone.locator("details:visible").all():
        fold.locator("summary").first.click()
    screens.check("06 table")
    phone.reload()
    connected(phone)
    console.locator("#reveal").click()
    expect(stage.locator(".staircase").first).to_be_visible()
    stand_in_any_language(phone, ladder)
    expect(stage.locator(".picture-wide .staircase-now circle")).to_have_count(1)
    said_by(console, "Ungdomsråd").get_by_role("button", name="Skjul").click()
    screens.check("07 revealed")
    open_phase(console, ladder, "plenary")
    said_by(console, "I dag").get_by_role("button", name="Løft fram").click()
    expect(stage.locator(".highlight")).to_be_visible()
    screens.check("08 lifted")
    said_by(console, "I dag").get_by_role("button", name="Løftet").click()
    open_phase(console, ladder, "closed")
    expect(stage.locator(".gap-list")).to_be_visible()
    screens.check("09 closed")


def stand_in_any_language(phone: Page, ladder: int) -> None:
    phone.locator(f"#fold-now-{ladder} > summary").click()
    form = phone.locator(f"#now-{ladder}")
    form.locator(".choice:has([value='2'])").click()
    form.locator("button:not([type=button])").click()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wrong_at_the_door_nor_with_the_organiser_in_any_language(
    eyes: Room, sample: Sample, language: str
) -> None:
    house, found = sample.house, []
    page = eyes.page(eyes.device((1280, 800)), f"{house.origin}/?language={language}")
    meeting = f"{house.origin}/organise/{sample.meeting.code}"
    entry = house.entry
    for way_in in ("/organise/sign-in", "/organise/welcome/key"):
        page.goto(f"{house.origin}{way_in}")
        found += [f"{way_in}: {each}" for each in violations(page)]
    page.goto(entry)
    for address in (
        f"{house.origin}/",
        sample.join,
        f"{house.origin}/organise/",
        f"{house.origin}/organise/new",
        meeting,
        f"{meeting}/programme",
        f"{meeting}/programme/{sample.item_of('ladder')}",
        f"{meeting}/exercises/{sample.exercise('ladder')}",
        f"{meeting}/settings",
        f"{meeting}/cards",
        f"{meeting}/forgetting",
        f"{meeting}/forgetting/now",
        f"{meeting}/log",
        f"{house.origin}/organise/organisers",
        f"{house.origin}/organise/account",
        f"{sample.console}/all",
    ):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        expect(page.locator("html")).to_have_attribute("lang", language)
        name = address.removeprefix(house.origin).replace(sample.meeting.code, "CODE")
        if language == AXE_READS:
            found += [f"{name}: {each}" for each in violations(page)]
        if too_wide(page):
            found.append(f"{name}: {too_wide(page)} pixels too wide")
        if "console" not in name:
            shoot(f"organise/{language}{name.replace('/', '-')}", page, whole=True)
    assert found == []


@pytest.mark.parametrize(("width", "letters"), [(320, "100%"), (360, "200%")])
def test_a_narrow_phone_and_large_letters_need_no_scrolling_sideways(
    room: Room, house: House, width: int, letters: str
) -> None:
    sample, ladder = room.sample, room.sample.exercise("ladder")
    console, phone = room.console(), room.phone(1, (width, 640), bypass_csp=True)
    phone.add_style_tag(content=f"html {{font-size: {letters}}}")
    wide = [too_wide(phone)]
    house.set_clock("16.45")
    console.locator(f"#start-{sample.item_of('ladder')}").click()
    open_phase(console, ladder, "table")
    place(in_phase(phone, ladder, "table"), "innbyggerinvolveringssamordning " * 3, 2, 3)
    stand(phone, ladder, "now", 2)
    for fold in phone.locator("details:visible").all():
        fold.locator("summary").first.click()
    wide.append(too_wide(phone))
    shoot(f"large/{width}-{letters.strip('%')}-phone", phone, whole=True)
    assert wide == [0, 0]
