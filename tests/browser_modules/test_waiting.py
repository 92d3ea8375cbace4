"""What waits in the outbox is seen, and what was refused is given back."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser_modules.hall import Hall, document

LISTS = """
<form data-exercise="12"><textarea name="text"></textarea></form>
<ul data-outbox="12"></ul><ul data-outbox=""></ul>
<template data-outbox-item>
<li><p data-outbox-text></p><span data-outbox-state></span></li></template>
<template data-refusal>
<li role="alert"><p data-refusal-message></p><blockquote data-refusal-text></blockquote>
<button data-refusal-retry>Prøv igjen</button> <button data-refusal-edit>Endre</button>
<button data-refusal-discard>Forkast</button></li></template>
"""
WAITING = """async entries => {
  const { Waiting } = await import('/js/waiting.js');
  globalThis.calls = [];
  const outbox = {
    entries,
    retry: (entry) => calls.push(["retry", entry.text]),
    forget: (entry) => calls.push(["forget", entry.text]),
  };
  globalThis.outbox = outbox;
  globalThis.waiting = new Waiting(outbox, (entry, sent) => (sent ? "Lagret" : "Sender …"));
  waiting.draw();
}"""


def entry(text: str, exercise: int = 12, **more: str) -> dict[str, Any]:
    return {
        "entry": f"entry-{text}",
        "name": "give",
        "payload": {"id": f"id-{text}"},
        "exercise": exercise,
        "draft": "give",
        "text": text,
        "filled": [["text", text]],
        "state": "waiting",
        **more,
    }


@pytest.fixture
def lists(page: Page, hall: Hall) -> Page:
    hall.pages["/lists"] = document(LISTS)
    page.goto(f"{hall.origin}/lists")
    return page


def shown(page: Page) -> list[str]:
    return [text.replace("\n", " ").strip() for text in page.locator("ul").all_inner_texts()]


def test_what_waits_stands_by_its_exercise_or_with_the_rest(lists: Page) -> None:
    lists.evaluate(WAITING, [entry("En"), entry("To", exercise=11)])
    assert shown(lists) == ["En  Sender …", "To  Sender …"]
    lists.evaluate("outbox.entries.shift(); waiting.draw()")
    assert shown(lists) == ["", "To  Sender …"]


def test_what_was_sent_is_shown_until_the_board_has_it(lists: Page) -> None:
    lists.evaluate(WAITING, [entry("En")])
    lists.evaluate("waiting.sent(outbox.entries.shift()); waiting.draw()")
    assert shown(lists)[0] == "En  Lagret"
    lists.evaluate(
        """() => {
          document.body.insertAdjacentHTML("beforeend", '<p data-contribution="id-En"></p>');
          waiting.draw();
        }"""
    )
    assert shown(lists)[0] == ""


def test_a_refusal_gives_the_text_back_to_its_writer(lists: Page) -> None:
    refused = {"state": "refused", "message": "Oppgaven er stengt."}
    lists.evaluate(WAITING, [entry("En", **refused), entry("To", exercise=11, **refused)])
    texts = [each.inner_text().split() for each in lists.locator("li").all()]
    assert texts == [
        ["Oppgaven", "er", "stengt.", "En", "Prøv", "igjen", "Endre", "Forkast"],
        ["Oppgaven", "er", "stengt.", "To", "Prøv", "igjen", "Forkast"],
    ]
    lists.locator("[data-refusal-retry]").nth(1).click()
    lists.locator("[data-refusal-discard]").nth(1).click()
    lists.locator("[data-refusal-edit]").nth(0).click()
    assert lists.evaluate("calls") == [["retry", "To"], ["forget", "To"], ["forget", "En"]]
    assert lists.locator("textarea").input_value() == "En"
    assert lists.evaluate("document.activeElement.tagName") == "TEXTAREA"


def test_what_somebody_writes_now_is_not_written_over(lists: Page) -> None:
    lists.evaluate(WAITING, [entry("En", state="refused")])
    lists.locator("textarea").fill("Noe annet")
    lists.locator("[data-refusal-edit]").click()
    assert (lists.evaluate("calls"), lists.locator("textarea").input_value()) == ([], "Noe annet")
