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
<button data-refusal-note hidden>Notat</button>
<button data-refusal-retry>Prøv igjen</button> <button data-refusal-edit>Endre</button>
<button data-refusal-discard>Forkast</button></li></template>
<template data-conflict>
<li role="alert"><p data-refusal-message></p><p data-conflict-current></p>
<p data-refusal-text></p>
<button data-refusal-retry>Mitt</button> <button data-refusal-discard>Deres</button>
<button data-refusal-edit>Rediger</button></li></template>
"""
CHANGE = """
<form data-exercise="12" data-revise="id-Mitt" data-base="1" data-draft="revise-id-Mitt">
<input type="hidden" name="aspect" value="example">
<textarea name="text">Deres</textarea>
<label><input type="checkbox" name="steps[]" value="1" data-as="number">
<strong>1 Lav</strong></label>
<label><input type="checkbox" name="steps[]" value="2" data-as="number" checked>
<strong>2 Høy</strong></label>
<input name="why" value="fordi"></form>
"""
WAITING = """async entries => {
  const { Waiting } = await import('/js/waiting.js');
  globalThis.calls = [];
  const outbox = {
    entries,
    retry: (entry) => calls.push(["retry", entry.text]),
    forget: (entry) => calls.push(["forget", entry.text]),
    add: async (name, payload) => { calls.push(["add", name, payload]); },
  };
  globalThis.outbox = outbox;
  globalThis.waiting = new Waiting(outbox, (entry, sent) => (sent ? "Lagret" : "Sender …"));
  waiting.draw();
}"""


def entry(text: str, exercise: int = 12, **more: object) -> dict[str, Any]:
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


LATE = {"state": "refused", "code": "closed", "message": "Oppgaven er stengt."}


def buttons(page: Page) -> list[str]:
    return [one.inner_text() for one in page.locator("li button").all() if one.is_visible()]


def test_what_came_too_late_is_offered_as_a_note_with_its_own_id(lists: Page) -> None:
    body = {"text": "En"}
    given = entry("En", payload={"id": "id-En", "exercise": 12, "body": body}, **LATE)
    lists.evaluate(WAITING, [given, entry("To", exercise=11, state="refused", code="enough")])
    assert buttons(lists) == ["Notat", "Prøv igjen", "Endre", "Forkast", "Prøv igjen", "Forkast"]
    lists.locator("[data-refusal-note]").first.dblclick()
    assert lists.evaluate("calls") == [
        ["add", "note", {"id": "id-En", "exercise": 12, "body": body}],
        ["forget", "En"],
    ]


def test_a_change_that_came_too_late_becomes_a_note_of_its_own(lists: Page) -> None:
    body = {"text": "Mitt"}
    changed = entry("Mitt", name="revise", payload={"id": "id-Mitt", "body": body}, **LATE)
    lists.evaluate(WAITING, [changed])
    lists.locator("[data-refusal-note]").click()
    [[_add, name, payload], forgotten] = lists.evaluate("calls")
    assert (name, payload["body"], payload["exercise"], forgotten) == (
        "note",
        body,
        12,
        ["forget", "Mitt"],
    )
    assert payload["id"] != "id-Mitt"


def test_a_note_to_an_exercise_that_is_open_again_is_given_as_usual(lists: Page) -> None:
    payload = {"id": "id-En", "exercise": 12, "body": {"text": "En"}}
    note = entry("En", name="note", payload=payload, state="refused", code="still_open")
    lists.evaluate(WAITING, [note])
    lists.locator("[data-refusal-retry]").click()
    assert lists.evaluate("calls") == [["add", "give", payload], ["forget", "En"]]


def test_a_note_is_told_where_it_went_though_no_board_shows_it(lists: Page) -> None:
    lists.evaluate(WAITING, [entry("En", name="note")])
    lists.evaluate("waiting.sent(outbox.entries.shift()); waiting.draw()")
    assert shown(lists)[0] == "En  Lagret"


def conflict(**current: object) -> dict[str, Any]:
    """A change of one's own to a text that somebody else has changed meanwhile."""
    return entry(
        "Mitt",
        name="revise",
        payload={"id": "id-Mitt", "body": {"text": "Mitt"}, "base": 1},
        draft="revise-id-Mitt",
        filled=[["text", "Mitt"], ["steps[]", "1"]],
        state="refused",
        code="stale_text",
        message="Noen andre har endret teksten.",
        current={"body": {"aspect": "example", "text": "Deres nye", **current}, "revision": 3},
    )


@pytest.fixture
def two_texts(lists: Page, hall: Hall) -> Page:
    hall.pages["/conflict"] = document(LISTS + CHANGE)
    lists.goto(f"{hall.origin}/conflict")
    lists.evaluate(WAITING, [conflict(steps=[1, 2])])
    return lists


def test_a_conflict_shows_both_texts_in_the_words_of_their_form(two_texts: Page) -> None:
    [item] = two_texts.locator("li").all()
    assert [one.inner_text() for one in item.locator("p").all()] == [
        "Noen andre har endret teksten.",
        "Deres nye · 1 Lav · 2 Høy",
        "Mitt",
    ]
    assert buttons(two_texts) == ["Mitt", "Deres", "Rediger"]
    form = "textarea[name=text] >> nth=1"
    assert two_texts.locator(form).input_value() == "Deres"


def test_where_the_form_is_gone_a_conflict_shows_what_people_wrote(lists: Page) -> None:
    lists.evaluate(WAITING, [conflict(steps=[2])])
    assert lists.locator("[data-conflict-current]").inner_text() == "Deres nye"
    assert buttons(lists) == ["Mitt", "Deres"]


def test_ones_own_text_is_kept_on_top_of_what_one_was_shown(two_texts: Page) -> None:
    two_texts.get_by_text("Mitt", exact=True).last.click()
    assert two_texts.evaluate("calls") == [["retry", "Mitt"]]
    assert two_texts.evaluate("outbox.entries[0].payload") == {
        "id": "id-Mitt",
        "body": {"text": "Mitt"},
        "base": 3,
    }


def test_the_others_text_is_left_as_it_is(two_texts: Page) -> None:
    two_texts.get_by_role("button", name="Deres").click()
    assert two_texts.evaluate("calls") == [["forget", "Mitt"]]


def test_one_edits_on_from_ones_own_text_and_what_one_was_shown(two_texts: Page) -> None:
    two_texts.get_by_role("button", name="Rediger").click()
    form = two_texts.locator("form[data-revise]")
    assert two_texts.evaluate("calls") == [["forget", "Mitt"]]
    assert (
        form.locator("textarea").input_value(),
        form.locator("[value='1']").is_checked(),
        form.locator("[value='2']").is_checked(),
        form.get_attribute("data-base"),
    ) == ("Mitt", True, False, "3")


def test_a_conflict_is_never_put_back_over_what_stands_there(two_texts: Page) -> None:
    two_texts.evaluate("waiting.refused(outbox.entries[0])")
    assert two_texts.evaluate("calls") == []
    assert len(two_texts.locator("li").all()) == 1
