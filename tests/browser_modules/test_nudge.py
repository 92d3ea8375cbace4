"""The moderator's message to a table: each phone can put it away, and hears of the next one."""

import pytest
from playwright.sync_api import Page

from tests.browser_modules.hall import Hall, document

NUDGE = """<div id="nudge" data-nudge="{text}">
<p role="status" data-nudge-text>{text}</p>{away}</div>"""
AWAY = "<button data-nudge-away>Greit</button>"
START = """async seat => {
  const { Nudge } = await import('/js/nudge.js');
  const { show } = await import('/js/regions.js');
  const nudge = new Nudge(seat);
  nudge.draw();
  globalThis.say = (html) => {
    show({ name: "phone/nudge", version: 1, html });
    nudge.draw();
  };
}"""


def drawn(text: str) -> str:
    return NUDGE.format(text=text, away=AWAY if text else "")


@pytest.fixture
def phone(page: Page, hall: Hall) -> Page:
    region = f'<div data-region="phone/nudge" data-version="1">{drawn("Hjelp?")}</div>'
    hall.pages["/nudge"] = document(region)
    page.goto(f"{hall.origin}/nudge")
    page.evaluate(START, "a")
    return page


def say(phone: Page, text: str) -> str:
    """What the phone shows after the moderator said ``text``."""
    phone.evaluate("html => say(html)", drawn(text))
    return shown(phone)


def shown(phone: Page) -> str:
    return " ".join(phone.locator("body").inner_text().split())


def test_what_is_put_away_stays_away_until_something_else_is_said(phone: Page) -> None:
    assert shown(phone) == "Hjelp? Greit"
    phone.get_by_text("Greit").click()
    assert [shown(phone), say(phone, "Hjelp?")] == ["", ""]
    assert say(phone, "To minutter") == "To minutter Greit"
    assert [say(phone, ""), say(phone, "Hjelp?")] == ["", "Hjelp? Greit"]


def test_it_is_put_away_on_this_phone_alone_and_after_a_reload(phone: Page) -> None:
    phone.get_by_text("Greit").click()
    phone.reload()
    phone.evaluate(START, "a")
    assert shown(phone) == ""
    phone.reload()
    phone.evaluate(START, "b")
    assert shown(phone) == "Hjelp? Greit"


def test_the_place_that_is_read_aloud_is_always_there_and_takes_the_focus(phone: Page) -> None:
    phone.evaluate("globalThis.place = document.querySelector('[role=status]')")
    phone.get_by_text("Greit").click()
    assert phone.evaluate("document.activeElement.id") == "nudge"
    say(phone, "To minutter")
    assert phone.evaluate("place.isConnected && place.textContent") == "To minutter"
