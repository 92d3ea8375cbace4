"""The moderator's evening without a mouse: keys, Tab and Enter, and the clicker in the hand."""

import re

from playwright.sync_api import Page, expect

from tests.browser.house import House, Sample
from tests.browser.people import in_phase, left, place, said_by, undoes
from tests.browser.room import Room, look_again, region

# A box that is ticked shows the focus on its label.
OUTLINED = """() => [document.activeElement, document.activeElement.closest('label')].some(
  (element) => element && getComputedStyle(element).outlineStyle !== 'none')"""


def tab_to(page: Page, selector: str, most: int = 80) -> None:
    """Press Tab until the focus is there; it must be seen where the focus is."""
    for _ in range(most):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "selector => document.activeElement?.matches(selector) ?? false", selector
        )
        if found:
            assert page.evaluate(OUTLINED)
            expect(page.locator(":focus")).to_be_in_viewport()
            return
    raise AssertionError(f"Tab never comes to {selector}")


def now_is(console: Page, title: str) -> None:
    expect(console.locator("#now-title")).to_contain_text(title)


def test_the_evening_is_steered_by_keyboard_alone(room: Room, house: House, sample: Sample) -> None:
    stage, console, phone = room.stage(), room.console(), room.phone(1)
    keys = console.keyboard
    house.set_clock("16.00")
    keys.press("PageDown")
    now_is(console, "Velkommen, mat og mingling")
    house.set_clock("16.30")
    keys.press("n")
    now_is(console, "Åpning")
    for key, minutes in (("+", "10"), ("-", "9"), ("+", "10")):
        keys.press(key)
        left(stage, minutes)
        left(console, minutes)
    undoes(console, 5)
    keys.press("u")
    left(stage, "9")
    keys.press("p")
    expect(stage.locator(".bar-state")).to_have_text("Klokka står")
    expect(console.locator("#pause")).to_have_attribute("data-send", "resume")
    keys.press("p")
    expect(stage.locator(".bar-state")).not_to_have_text("Klokka står")
    tab_to(console, "#extend-300")
    keys.press("Enter")
    left(stage, "14")
    keys.press("PageDown")
    now_is(console, "hilserunde")
    keys.press("PageUp")
    now_is(console, "Åpning")
    screen_and_message(stage, console)
    ladder(sample, stage, console, phone)
    the_end(house, stage, console)


def screen_and_message(stage: Page, console: Page) -> None:
    keys = console.keyboard
    for key in ("b", "."):
        keys.press(key)
        expect(stage.locator(".blackout[data-on]")).to_be_visible()
        expect(console.locator("#black")).to_have_text("Vis skjermen (B)")
        keys.press(key)
        expect(stage.locator(".blackout[data-on]")).to_have_count(0)
        expect(console.locator("#black")).to_have_text("Svart (B)")
    tab_to(console, "#message-text")
    keys.type("1 minutt igjen – nå!")
    keys.press("Enter")
    expect(stage.locator(".speaker-message")).to_contain_text("1 minutt igjen – nå!")
    tab_to(console, "#message-away")
    keys.press("Enter")
    expect(stage.locator(".speaker-message")).to_have_count(0)
    keys.press("?")
    expect(console.locator("#shortcuts")).to_be_visible()
    keys.press("n")
    keys.press("Escape")
    expect(console.locator("#shortcuts")).to_be_hidden()
    now_is(console, "Åpning")


def ladder(sample: Sample, stage: Page, console: Page, phone: Page) -> None:
    """An item is started from the programme; phases, answers and a contribution without a mouse."""
    keys, id = console.keyboard, sample.exercise("ladder")
    tab_to(console, f"#start-{sample.item_of('ladder')}")
    keys.press("Enter")
    now_is(console, "Medvirkningstrappa")
    tab_to(console, f"#phase-{id}-table")
    keys.press("Space")
    place(in_phase(phone, id, "table"), "Folkemøte med Grete", 2)
    expect(said_by(console, "Folkemøte med Grete")).to_be_visible()
    # What comes live does not take the focus away.
    assert console.evaluate("document.activeElement.id") == f"phase-{id}-table"
    keys.press("v")
    words = stage.locator(".picture table")
    expect(words).to_contain_text("Folkemøte med Grete")
    tab_to(console, "[id^=open-redact]")
    keys.press("Enter")
    expect(console.locator("dialog[open] textarea")).to_be_focused()
    keys.press("Escape")
    expect(console.locator("dialog[open]")).to_have_count(0)
    expect(console.locator("[id^=open-redact]")).to_be_focused()
    keys.press("Enter")
    keys.press("Control+a")
    keys.type("Folkemøte med en ansatt")
    keys.press("Tab")
    keys.press("Enter")
    expect(words).to_contain_text("Folkemøte med en ansatt")
    tab_to(console, f"#phase-{id}-plenary")
    keys.press("Enter")
    expect(console.locator(f"#phase-{id}-plenary")).to_have_attribute("aria-pressed", "true")
    tab_to(console, "[id^=lift]")
    keys.press("Enter")
    expect(stage.locator(".highlight-words")).to_have_text("Folkemøte med en ansatt")
    expect(console.locator("[id^=lift]")).to_have_attribute("aria-pressed", "true")
    keys.press("Enter")
    expect(stage.locator(".highlight")).to_have_count(0)


def the_end(house: House, stage: Page, console: Page) -> None:
    keys = console.keyboard
    for title in ("Sjækk kor", "Kulturelt", "Det herre", "Dialog", "Marit Voll", "Takk for i dag"):
        keys.press("PageDown")
        now_is(console, title)
    # The last item: one press too many on the clicker ends nothing.
    keys.press("PageDown")
    keys.press("n")
    house.set_clock("19.01")
    look_again(console)
    now_is(console, "Takk for i dag")
    tab_to(console, "#onward")
    keys.press("Enter")
    now_is(console, "Møtet er avsluttet")
    expect(stage.locator("[data-page=finished]")).to_be_visible()
    keys.press("u")
    now_is(console, "Takk for i dag")


def test_keys_that_a_clicker_or_a_nervous_hand_presses_do_no_harm(room: Room, house: House) -> None:
    stage, console = room.stage(), room.console()
    house.set_clock("16.00")
    console.keyboard.press("PageDown")
    now_is(console, "Velkommen, mat og mingling")
    undo = console.locator("#undo").inner_text()
    for page in (console, stage):
        page.evaluate("window.stillHere = true")
        for key in ("F5", "Escape", "Home", "End", "Backspace", "x", "Control+n", "ArrowUp"):
            page.keyboard.press(key)
        assert page.evaluate("window.stillHere") is True
    now_is(console, "Velkommen, mat og mingling")
    expect(console.locator("#undo")).to_have_text(undo)
    # Whoever stands at the projector makes it black there and then.
    stage.keyboard.press("b")
    expect(stage.locator("body > .blackout")).to_be_visible()
    stage.keyboard.press(".")
    expect(stage.locator("body > .blackout")).to_be_hidden()


def test_a_phone_is_used_by_keyboard_too(room: Room, house: House, sample: Sample) -> None:
    console, phone, id = room.console(), room.phone(1), sample.exercise("ladder")
    house.set_clock("16.45")
    console.locator(f"#start-{sample.item_of('ladder')}").click()
    console.locator(f"#phase-{id}-table").click()
    form = in_phase(phone, id, "table")
    tab_to(phone, f"#give-{id} textarea[name=text]")
    phone.keyboard.type("Grendeutvalg")
    tab_to(phone, f"#give-{id} [value='3']")
    phone.keyboard.press("Space")
    tab_to(phone, f"#give-{id} button")
    phone.keyboard.press("Enter")
    said = region(phone, "phone/board").locator("[data-contribution]")
    expect(said).to_contain_text(re.compile("Grendeutvalg.*3 Dialog", re.DOTALL))
    expect(form.locator("textarea[name=text]")).to_have_value("")
    tab_to(phone, "[role=switch]")
    phone.keyboard.press("Space")
    expect(console.locator(".table[data-state=done]")).to_have_count(1)
