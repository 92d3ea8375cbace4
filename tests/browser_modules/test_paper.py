"""What stands on a sheet is typed, sent once, and kept until the server has it."""

import threading

import pytest
from playwright.sync_api import Page, expect

from tests.browser_modules.hall import Hall, document

BODY = """
<p data-notice role="status"></p><p data-connection role="status"></p>
<div data-region="console/board" data-version="1"></div>
<form data-paper="4" data-exercise="12" data-draft="paper-4-1">
<input type="hidden" name="aspect" value="example">
<textarea name="text" required data-most="1000"></textarea><span data-count="text"></span>
<label><input type="checkbox" name="steps[]" value="2" data-as="number">2</label>
<button>Lagre</button> <span data-paper-state role="status"></span></form>
"""
ATTRIBUTES = (
    'data-key="cTRAPP47.4.mac" data-meeting="TRAPP47" data-text-connected="Tilkoblet" '
    'data-text-saved="Lagret" data-text-sending="Sender …" data-text-unanswered="Fikk ikke svar" '
    'data-zone="Europe/Oslo" data-language="nb"'
)


@pytest.fixture
def desk(page: Page, hall: Hall) -> Page:
    hall.pages["/desk"] = document(BODY, 'import "/js/console.js"', ATTRIBUTES)
    hall.answers["sync"] = lambda _payload: {"ok": True, "version": 1}
    page.goto(f"{hall.origin}/desk")
    expect(page.locator("[data-connection]")).to_have_attribute("data-state", "connected")
    return page


def write(desk: Page, text: str) -> None:
    desk.locator("textarea").fill(text)
    desk.locator("[type=checkbox]").check()


def state(desk: Page) -> str:
    return desk.locator("[data-paper-state]").inner_text()


def test_a_line_of_the_sheet_is_sent_and_the_next_one_begins(desk: Page, hall: Hall) -> None:
    write(desk, "Folkemøte")
    assert desk.inner_text("[data-count]") == "9/1000"
    desk.get_by_text("Lagre", exact=True).click()
    expect(desk.locator("[data-paper-state]")).to_have_text("Lagret")
    [said] = hall.said("paper")
    assert len(said.pop("id")) == 36
    assert said == {
        "exercise": 12,
        "table": 4,
        "body": {"aspect": "example", "text": "Folkemøte", "steps": [2]},
    }
    assert desk.locator("textarea").input_value() == ""
    assert desk.evaluate("document.activeElement.tagName") == "TEXTAREA"
    desk.keyboard.type("Nytt")
    assert state(desk) == ""


def test_a_second_press_sends_once(desk: Page, hall: Hall) -> None:
    answered = threading.Event()
    hall.answers["paper"] = lambda _payload: answered.wait(10) and {"ok": True}
    write(desk, "Folkemøte")
    desk.get_by_text("Lagre", exact=True).dblclick()
    assert state(desk) == "Sender …"
    answered.set()
    expect(desk.locator("[data-paper-state]")).to_have_text("Lagret")
    assert len(hall.said("paper")) == 1


def test_without_an_answer_it_stays_and_goes_again_as_the_same(desk: Page, hall: Hall) -> None:
    hall.answers["paper"] = lambda _payload: None
    write(desk, "Folkemøte")
    desk.get_by_text("Lagre", exact=True).click()
    expect(desk.locator("[data-paper-state]")).to_have_text("Fikk ikke svar")
    assert desk.locator("textarea").input_value() == "Folkemøte"
    hall.answers["paper"] = lambda _payload: {"ok": True}
    desk.get_by_text("Lagre", exact=True).click()
    expect(desk.locator("[data-paper-state]")).to_have_text("Lagret")
    first, again = hall.said("paper")
    assert first == again
    write(desk, "Folkemøte")
    desk.get_by_text("Lagre", exact=True).click()
    expect(desk.locator("textarea")).to_have_value("")
    assert len({said["id"] for said in hall.said("paper")}) == 2


def test_what_is_refused_stays_with_the_reason(desk: Page, hall: Hall) -> None:
    hall.answers["paper"] = lambda _payload: {"ok": False, "code": "enough", "message": "Fullt."}
    write(desk, "Folkemøte")
    desk.get_by_text("Lagre", exact=True).click()
    expect(desk.locator("[data-paper-state]")).to_have_text("Fullt.")
    assert desk.locator("textarea").input_value() == "Folkemøte"
    assert desk.locator("[type=checkbox]").is_checked()


def test_what_is_half_typed_survives_a_reload(desk: Page, hall: Hall) -> None:
    desk.locator("textarea").fill("Halvt")
    desk.reload()
    expect(desk.locator("textarea")).to_have_value("Halvt")
    desk.get_by_text("Lagre", exact=True).click()
    expect(desk.locator("[data-paper-state]")).to_have_text("Lagret")
    desk.reload()
    expect(desk.locator("textarea")).to_have_value("")
