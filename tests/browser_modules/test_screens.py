"""The entries, each on a page of its own: phone, stage, console."""

import threading
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser_modules.hall import Hall, document

TEXTS = (
    'data-text-connected="Tilkoblet" data-text-saved="Lagret" data-text-sending="Sender …" '
    'data-text-offline="Uten nett – ingenting er mistet" data-text-unanswered="Fikk ikke svar" '
    'data-text-refused="Lenka gjelder ikke lenger" data-zone="Europe/Oslo" data-language="nb"'
)
FORM = """<form data-exercise="12" data-phase="table" id="give-12">
<textarea name="text" data-most="140" required></textarea>
<span data-count="text"></span><button>Send til bordet</button></form>
<ul data-outbox="12"></ul>"""
PHONE = f"""
<div data-region="phone/now" data-version="1">{FORM}</div>
<div data-region="phone/board" data-version="1"><div data-scribe=""></div></div>
<ul data-outbox=""></ul>
<p data-notice role="status"></p><p data-connection role="status">Tilkoblet</p>
<template data-outbox-item><li><b data-outbox-text></b> <i data-outbox-state></i></li></template>
<template data-refusal><li role="alert"><p data-refusal-message></p>
<blockquote data-refusal-text></blockquote></li></template>
"""
NOW = 1_764_000_000_000


@pytest.fixture
def phone(page: Page, hall: Hall) -> Page:
    attributes = f'data-key="pTRAPP47.a.mac" data-join="/door" data-participant="a" {TEXTS}'
    hall.pages["/phone"] = document(PHONE, 'import "/js/phone.js"', attributes)
    hall.pages["/door"] = document("Døra")
    hall.answers["sync"] = lambda _payload: {"ok": True, "server_now": NOW, "version": 9}
    hall.answers["give"] = lambda payload: {"ok": True, "id": payload["id"], "number": 1}
    page.goto(f"{hall.origin}/phone")
    page.wait_for_function("document.documentElement.dataset.scribeRole")
    return page


def connected(hall: Hall, phone: Page) -> None:
    expect(phone.locator("[data-connection]")).to_have_attribute("data-state", "connected")
    wait_until(phone, lambda: hall.said("sync"))


def region(hall: Hall, name: str, html: str, version: int = 2) -> None:
    hall.sockets.emit("region", {"name": name, "version": version, "html": html})


def give(phone: Page, text: str) -> None:
    phone.locator("textarea").fill(text)
    phone.get_by_text("Send til bordet").click()


def test_an_input_is_sent_saved_and_then_seen_on_the_board(phone: Page, hall: Hall) -> None:
    connected(hall, phone)
    give(phone, "Lekeplass")
    expect(phone.locator("[data-connection]")).to_have_text("Lagret")
    assert phone.inner_text("ul >> nth=0") == "Lekeplass Lagret"
    assert phone.locator("textarea").input_value() == ""
    [said] = hall.said("give")
    assert {**said, "id": ""} == {
        "id": "",
        "exercise": 12,
        "body": {"text": "Lekeplass"},
        "phase": "table",
    }
    region(hall, "phone/board", f'<div data-scribe="a"><p data-contribution="{said["id"]}">Her</p>')
    expect(phone.locator("ul >> nth=0")).to_have_text("")
    assert phone.locator("[data-contribution]").get_attribute("data-mine") == ""
    assert phone.locator("html").get_attribute("data-scribe-role") == "me"


def test_a_double_click_sends_once(phone: Page, hall: Hall) -> None:
    connected(hall, phone)
    phone.locator("textarea").fill("Lekeplass")
    phone.get_by_text("Send til bordet").dblclick()
    give(phone, "Benk")
    expect(phone.locator("[data-connection]")).to_have_text("Lagret")
    phone.wait_for_function("document.querySelectorAll('[data-state=waiting]').length < 3")
    wait_until(phone, lambda: len(hall.said("give")) == 2)
    assert [said["body"]["text"] for said in hall.said("give")] == ["Lekeplass", "Benk"]


def wait_until(page: Page, come: Any) -> None:
    """Let the page live on until ``come()``; playwright's time limit ends it."""
    for _ in range(500):
        if come():
            return
        page.evaluate("new Promise((resolve) => setTimeout(resolve, 20))")
    pytest.fail("it never came")


def test_what_takes_its_time_says_sending_and_what_has_no_net_says_so(
    phone: Page, hall: Hall
) -> None:
    connected(hall, phone)
    answered = threading.Event()
    hall.answers["give"] = lambda _payload: answered.wait(10) and {"ok": True}
    give(phone, "Lekeplass")
    expect(phone.locator("[data-connection]")).to_have_text("Sender …")
    assert phone.inner_text("ul >> nth=0") == "Lekeplass Sender …"
    answered.set()
    expect(phone.locator("[data-connection]")).to_have_text("Lagret")
    hall.refusing = {"code": "stopping"}
    hall.sockets.disconnect(hall.sids[0])
    expect(phone.locator("[data-connection]")).to_have_text("Uten nett – ingenting er mistet")
    give(phone, "Benk")
    expect(phone.locator("[data-outbox='12'] li", has_text="Benk")).to_have_text(
        "Benk Uten nett – ingenting er mistet"
    )
    # Until the outbox on the device has it, the device keeps it as the draft of its form.
    phone.wait_for_function(
        "!Object.keys(localStorage).some((name) => name.startsWith('medvirk:draft:'))"
    )
    phone.reload()
    expect(phone.locator("[data-outbox='12'] li")).to_contain_text("Benk")
    hall.refusing = None
    hall.answers["give"] = lambda _payload: {"ok": True}
    phone.evaluate("window.dispatchEvent(new Event('online'))")
    expect(phone.locator("[data-connection]")).to_have_text("Lagret")
    assert [said["body"]["text"] for said in hall.said("give")] == ["Lekeplass", "Benk"]


def test_what_is_refused_at_once_goes_back_into_its_form(phone: Page, hall: Hall) -> None:
    connected(hall, phone)
    refusal = {"ok": False, "code": "no_step", "message": "Velg et trinn."}
    hall.answers["give"] = lambda _payload: refusal
    give(phone, "Lekeplass")
    alert = phone.get_by_role("alert")
    expect(alert).to_have_text("Velg et trinn.")
    assert phone.locator("textarea").input_value() == "Lekeplass"
    expect(phone.locator("[data-connection]")).to_have_text("Tilkoblet")
    region(hall, "phone/now", f"<h1>Nytt</h1>{FORM}")
    expect(phone.locator("h1")).to_have_text("Nytt")
    assert (alert.inner_text(), phone.locator("textarea").input_value()) == (
        "Velg et trinn.",
        "Lekeplass",
    )
    phone.reload()
    expect(phone.locator("textarea")).to_have_value("Lekeplass")
    phone.get_by_text("Send til bordet").click()
    expect(alert).to_have_text("Velg et trinn.")
    phone.locator("textarea").press("End")
    phone.keyboard.type(" på dugnad")
    expect(alert).to_have_count(0)
    hall.answers["give"] = lambda _payload: {"ok": True}
    phone.get_by_text("Send til bordet").click()
    expect(phone.locator("[data-connection]")).to_have_text("Lagret")
    said = [each["body"]["text"] for each in hall.said("give")]
    assert said == ["Lekeplass", "Lekeplass", "Lekeplass på dugnad"]
    assert phone.locator("[data-outbox='12'] [role=alert]").count() == 0


def test_what_is_refused_when_its_form_is_gone_is_shown_with_its_text(
    phone: Page, hall: Hall
) -> None:
    connected(hall, phone)
    closed = threading.Event()
    refusal = {"ok": False, "code": "closed", "message": "Oppgaven er stengt."}
    hall.answers["give"] = lambda _payload: closed.wait(10) and refusal
    give(phone, "Lekeplass")
    region(hall, "phone/now", "<p>Stengt</p>")
    expect(phone.locator("[data-outbox=''] li")).to_have_text("Lekeplass Sender …")
    closed.set()
    alert = phone.get_by_role("alert")
    expect(alert).to_have_text("Oppgaven er stengt. Lekeplass")
    phone.reload()
    expect(alert).to_have_text("Oppgaven er stengt. Lekeplass")


def test_what_is_half_written_survives_reload_and_the_end_of_the_phase(
    phone: Page, hall: Hall
) -> None:
    connected(hall, phone)
    phone.locator("textarea").fill("Halvskrev")
    phone.reload()
    expect(phone.locator("textarea")).to_have_value("Halvskrev")
    assert phone.inner_text("[data-count]") == "9/140"
    wait_until(phone, lambda: len(hall.said("sync")) == 2)
    region(hall, "phone/now", "<p>Stengt</p>")
    expect(phone.locator("[data-region] >> nth=0")).to_have_text("Stengt")
    expect(phone.locator("textarea")).to_have_value("Halvskrev")
    phone.get_by_text("Send til bordet").click()
    expect(phone.locator("[data-connection]")).to_have_text("Lagret")
    assert phone.locator("form").count() == 0
    assert [said["body"] for said in hall.said("give")] == [{"text": "Halvskrev"}]


def test_the_table_hears_that_one_writes_but_not_at_every_key(phone: Page, hall: Hall) -> None:
    connected(hall, phone)
    phone.locator("textarea").press_sequentially("Lekeplass på dugnad")
    wait_until(phone, lambda: hall.said("writing"))
    assert hall.said("writing") == [{"exercise": 12}]


def test_a_phone_whose_key_does_not_hold_goes_to_the_door_with_its_text(
    phone: Page, hall: Hall
) -> None:
    connected(hall, phone)
    hall.answers["give"] = lambda _payload: {"ok": False, "code": "bad_key"}
    give(phone, "Lekeplass")
    phone.wait_for_url("**/door")
    attributes = f'data-key="pTRAPP47.b.mac" {TEXTS}'
    hall.pages["/phone"] = document(PHONE, 'import "/js/phone.js"', attributes)
    hall.answers["give"] = lambda _payload: {"ok": True}
    phone.goto(f"{hall.origin}/phone")
    expect(phone.locator("[data-connection]")).to_have_text("Lagret")
    assert [said["body"]["text"] for said in hall.said("give")] == ["Lekeplass"] * 2
    assert len({said["id"] for said in hall.said("give")}) == 1


def test_nothing_the_phone_keeps_is_its_secret(phone: Page, hall: Hall) -> None:
    connected(hall, phone)
    hall.answers["give"] = lambda _payload: {"ok": False, "code": "failed", "retry": True}
    give(phone, "Lekeplass")
    phone.locator("textarea").fill("Halvskrevet")
    wait_until(phone, lambda: hall.said("give"))
    kept = phone.evaluate(
        """() => new Promise((resolve) => {
          const open = indexedDB.open("medvirk", 1);
          open.onsuccess = () => {
            const all = open.result.transaction("outbox").objectStore("outbox").getAll();
            all.onsuccess = () => resolve(JSON.stringify([all.result, { ...localStorage }]));
          };
        })"""
    )
    assert ("Lekeplass" in kept, "Halvskrevet" in kept, ".mac" in kept) == (True, True, False)


def test_the_stage_holds_its_picture_without_connection(page: Page, hall: Hall) -> None:
    body = '<main data-region="stage/page" data-version="1">Trappa</main><p data-tick="clock"></p>'
    hall.pages["/stage"] = document(body, 'import "/js/stage.js"', f'data-key="s" {TEXTS}')
    hall.answers["sync"] = lambda _payload: {"ok": True, "server_now": NOW, "version": 9}
    page.goto(f"{hall.origin}/stage")
    expect(page.locator("[data-tick]")).to_have_text("17.00")
    html = page.locator("html")
    expect(html).not_to_have_attribute("data-offline", "")
    hall.refusing = {"code": "stopping"}
    hall.sockets.disconnect(hall.sids[0])
    expect(html).to_have_attribute("data-offline", "")
    assert page.inner_text("main") == "Trappa"
    hall.refusing = None
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(html).not_to_have_attribute("data-offline", "")


def test_whoever_stands_at_the_projector_can_make_it_black(page: Page, hall: Hall) -> None:
    hall.pages["/stage"] = document("", 'import "/js/stage.js"', f'data-key="s" {TEXTS}')
    page.goto(f"{hall.origin}/stage")
    black = []
    for key in ("b", "B", ".", "Escape", "."):
        page.keyboard.press(key)
        black.append(page.locator("html").get_attribute("data-black"))
    assert black == ["", None, "", "", None]


def test_the_console_commands_and_follows_the_programme(page: Page, hall: Hall) -> None:
    lines = "".join(
        f"""<li id="item-{at}" {'aria-current="step"' if at == 1 else ""}>Post</li>"""
        for at in range(40)
    )
    body = f"""<p data-notice role="status"></p>
    <div data-region="console/steering" data-version="1"><button data-send="next"
      data-payload='{{"current": 1}}' data-key-shortcut="PageDown">Neste</button></div>
    <div class="desk-programme"><div data-region="console/programme" data-version="1">
      <ol>{lines}</ol></div></div>"""
    hall.pages["/console"] = document(body, 'import "/js/console.js"', f'data-key="c" {TEXTS}')
    page.goto(f"{hall.origin}/console")
    page.add_style_tag(content=".desk-programme { height: 200px; overflow: auto }")
    wait_until(page, lambda: hall.said("sync"))
    page.keyboard.press("PageDown")
    wait_until(page, lambda: hall.said("next"))
    assert hall.said("next") == [{"current": 1}]
    moved = lines.replace(' aria-current="step"', "").replace(
        'id="item-30"', 'id="item-30" aria-current="step"'
    )
    region(hall, "console/programme", f"<ol>{moved}</ol>")
    page.wait_for_function("document.querySelector('.desk-programme').scrollTop > 100")
    box = page.locator("#item-30").bounding_box()
    around = page.locator("ol").bounding_box()
    assert box
    assert around
    assert around["y"] <= box["y"] <= around["y"] + around["height"]
    hall.answers["next"] = lambda _payload: {
        "ok": False,
        "code": "stale_current",
        "message": "Programmet er flyttet.",
    }
    asked = len(hall.said("sync"))
    page.get_by_text("Neste").click()
    expect(page.get_by_role("status")).to_have_text("Programmet er flyttet.")
    wait_until(page, lambda: len(hall.said("sync")) == asked + 1)


def test_a_list_without_regions_comes_again_after_a_command(page: Page, hall: Hall) -> None:
    body = '<button data-send="lift" data-id="a" data-payload=\'{"on": true}\'>Løft fram</button>'
    hall.pages["/all"] = document(body, 'import "/js/console.js"', f'data-key="c" {TEXTS}')
    page.goto(f"{hall.origin}/all")
    wait_until(page, lambda: hall.said("sync"))
    with page.expect_navigation():
        page.get_by_text("Løft fram").click()
    assert hall.said("lift") == [{"id": "a", "on": True}]
