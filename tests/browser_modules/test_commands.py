"""Buttons, switches, forms and keys that are commands."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser_modules.hall import Hall, document

BODY = """
<p data-notice role="status"></p>
<button data-send="next" data-payload='{"current": 12}' data-key-shortcut="n PageDown Space">
  <span>Neste</span></button>
<button data-send="hide" data-id="a-b" data-payload='{"on": true}' disabled
  data-key-shortcut="h">Skjul</button>
<input type="checkbox" role="switch" data-send="done" data-payload='{"exercise": 3}'>
<label><input type="checkbox" data-character-keys checked> Hurtigtaster</label>
<form data-send="message"><input name="text" value=""><button>Vis</button></form>
<button data-open="redact">Rediger</button>
<dialog id="redact"><form data-send="redact" data-payload='{"id": "a-b"}'>
  <p data-notice role="status"></p><textarea name="text" required>Navn</textarea>
  <button data-key-shortcut="n">Lagre</button></form><button data-close>Lukk</button></dialog>
"""
START = """async answer => {
  const { Commands } = await import('/js/commands.js');
  const { listenForKeyBoxes, listenForShortcuts, swallowReload } = await import('/js/shortcuts.js');
  const { listenForDialogs } = await import('/js/dialogs.js');
  globalThis.sent = [];
  globalThis.done = [];
  globalThis.answer = answer;
  new Commands(
    (name, payload) => {
      sent.push([name, payload]);
      return new Promise((resolve) => { globalThis.reply = () => resolve(globalThis.answer); });
    },
    ({ code = "ok" }) => done.push(code),
  );
  listenForShortcuts();
  listenForKeyBoxes();
  swallowReload();
  listenForDialogs();
}"""


@pytest.fixture
def desk(page: Page, hall: Hall) -> Page:
    texts = 'data-text-unanswered="Fikk ikke svar"'
    hall.pages["/desk"] = document(BODY, attributes=texts)
    page.goto(f"{hall.origin}/desk")
    page.evaluate(START, {"ok": True})
    return page


def reply(page: Page, answer: dict[str, Any] | None = None) -> None:
    page.evaluate(
        """async (answer) => {
          globalThis.answer = answer ?? globalThis.answer;
          reply();
          await new Promise((resolve) => setTimeout(resolve));
        }""",
        answer,
    )


def test_a_button_sends_its_message_once_however_often_it_is_pressed(desk: Page) -> None:
    next_button = desk.get_by_text("Neste")
    next_button.dblclick()
    button = desk.locator("button >> nth=0")
    assert desk.evaluate("sent") == [["next", {"current": 12}]]
    assert (button.get_attribute("aria-disabled"), button.get_attribute("data-sending")) == (
        "true",
        "",
    )
    assert desk.evaluate("document.activeElement.dataset.send") == "next"
    reply(desk)
    assert (button.get_attribute("aria-disabled"), button.get_attribute("data-sending")) == (
        None,
        None,
    )
    next_button.click()
    assert desk.evaluate("sent.length") == 2


def test_a_refused_command_says_why_and_the_next_that_is_carried_out_takes_it_away(
    desk: Page,
) -> None:
    notices = []
    for answer in (
        {"ok": False, "code": "stale_current", "message": "Programmet er flyttet."},
        {"ok": False, "code": "unanswered"},
        {"ok": False, "code": "offline"},
        {"ok": True},
    ):
        desk.get_by_text("Neste").click()
        reply(desk, answer)
        notices.append(desk.inner_text("[data-notice] >> nth=0"))
    assert notices == ["Programmet er flyttet.", "Fikk ikke svar", "Fikk ikke svar", ""]
    assert desk.evaluate("done") == ["stale_current", "unanswered", "offline", "ok"]


def test_a_switch_goes_back_when_it_is_refused(desk: Page) -> None:
    switch = desk.get_by_role("switch")
    switch.check()
    reply(desk, {"ok": False, "code": "closed", "message": "Stengt"})
    assert not switch.is_checked()
    switch.check()
    reply(desk, {"ok": True})
    assert switch.is_checked()
    assert desk.evaluate("sent") == [["done", {"exercise": 3, "on": True}]] * 2


def test_a_form_sends_its_fields_and_is_emptied_when_they_are_taken(desk: Page) -> None:
    field = desk.locator("[name=text] >> nth=0")
    field.fill("Snart ferdig")
    field.press("Enter")
    reply(desk, {"ok": False, "code": "offline"})
    assert field.input_value() == "Snart ferdig"
    field.press("Enter")
    reply(desk, {"ok": True})
    assert field.input_value() == ""
    assert desk.evaluate("sent") == [["message", {"text": "Snart ferdig"}]] * 2


def test_a_dialog_closes_when_its_command_is_carried_out_and_tells_inside_when_not(
    desk: Page,
) -> None:
    desk.get_by_text("Rediger").click()
    desk.locator("dialog textarea").fill("[navn]")
    desk.get_by_text("Lagre").click()
    reply(desk, {"ok": False, "code": "no_text", "message": "Skriv noe."})
    assert desk.inner_text("dialog [data-notice]") == "Skriv noe."
    assert desk.inner_text("[data-notice] >> nth=0") == ""
    desk.get_by_text("Lagre").click()
    reply(desk, {"ok": True})
    assert not desk.locator("dialog").is_visible()
    assert desk.evaluate("sent") == [["redact", {"id": "a-b", "text": "[navn]"}]] * 2


def press(page: Page, *keys: str) -> int:
    before: int = page.evaluate("sent.length")
    for key in keys:
        page.keyboard.press(key)
        page.evaluate("globalThis.reply?.()")
        page.evaluate("new Promise((resolve) => setTimeout(resolve))")
    after: int = page.evaluate("sent.length")
    return after - before


def test_keys_and_a_clicker_press_the_button(desk: Page) -> None:
    assert press(desk, "n", "N", "PageDown", "Space") == 4
    assert desk.evaluate("new Set(sent.map(JSON.stringify)).size") == 1


def test_keys_of_one_character_can_be_turned_off_on_this_device(desk: Page) -> None:
    box = desk.get_by_label("Hurtigtaster")
    box.uncheck()
    off = press(desk, "n", "N", "PageDown")
    desk.reload()
    desk.evaluate(START, {"ok": True})
    kept = (box.is_checked(), press(desk, "n", "PageDown"))
    box.check()
    assert (off, kept, press(desk, "n", "PageDown")) == (1, (False, 1), 2)


def test_keys_with_others_held_down_disabled_buttons_and_other_keys_do_nothing(
    desk: Page,
) -> None:
    assert press(desk, "Control+n", "Alt+n", "Meta+n", "h", "x", "Escape", "PageUp") == 0


def test_a_key_that_is_held_down_is_one_press(desk: Page) -> None:
    desk.keyboard.down("PageDown")
    reply(desk)
    desk.keyboard.down("PageDown")
    desk.keyboard.up("PageDown")
    assert desk.evaluate("sent.length") == 1


def test_keys_are_letters_while_somebody_writes(desk: Page) -> None:
    desk.locator("[name=text] >> nth=0").focus()
    assert press(desk, "n", "Space") == 0
    assert desk.locator("[name=text] >> nth=0").input_value() == "n "


def test_the_clicker_works_while_somebody_writes_on_one_line(desk: Page) -> None:
    desk.locator("input[name=text]").focus()
    assert press(desk, "PageDown") == 1


def test_the_space_bar_presses_the_button_that_has_the_focus(desk: Page) -> None:
    desk.get_by_text("Rediger").focus()
    assert press(desk, "Space") == 0
    assert desk.locator("dialog").is_visible()


def test_while_a_dialog_is_open_only_its_own_keys_count(desk: Page) -> None:
    desk.get_by_text("Rediger").click()
    desk.locator("[data-close]").focus()
    assert press(desk, "PageDown") == 0
    assert press(desk, "n") == 1
    assert desk.evaluate("sent.at(-1)[0]") == "redact"
    desk.get_by_text("Rediger").click()
    desk.keyboard.press("Escape")
    assert not desk.locator("dialog").is_visible()


def test_the_clickers_reload_is_swallowed(desk: Page) -> None:
    desk.evaluate("globalThis.same = true")
    desk.keyboard.press("F5")
    desk.evaluate(
        """() => {
          const event = new KeyboardEvent("keydown", { key: "F5", cancelable: true });
          globalThis.swallowed = !document.dispatchEvent(event);
        }"""
    )
    assert desk.evaluate("[same, swallowed]") == [True, True]
