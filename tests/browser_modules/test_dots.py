"""Dots: marked on the list that all share, at once, so many and no more; refused ones go back."""

import threading
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser_modules.hall import Hall, document

TEXTS = 'data-text-unanswered="Fikk ikke svar" data-zone="Europe/Oslo" data-language="nb"'


def listed(*ids: str, most: str = "", counts: int = 0) -> str:
    """The list that all phones share, as the server draws it."""
    buttons = "".join(
        f'<li id="room-{id}"><button type="button" data-send="support" data-dot data-id="{id}"'
        f' data-payload=\'{{"on": true}}\' aria-pressed="false">{id} {counts}</button></li>'
        for id in ids
    )
    used = "<p>Brukt: <b data-dots-used>0</b></p>" if most else ""
    return f'<section data-dots-list="7" {most}>{used}<ol>{buttons}</ol></section>'


def own(*ids: str) -> str:
    """What the server says that this phone has given."""
    return f'<div data-dots-of="7" data-dots="{" ".join(ids)}"></div>'


@pytest.fixture
def phone(page: Page, hall: Hall) -> Page:
    hall.answers["sync"] = lambda _payload: {"ok": True, "version": 9}
    show(page, hall, listed("a", "b", "c"), "")
    return page


def show(page: Page, hall: Hall, room: str, notes: str) -> None:
    hall.pages["/phone"] = document(
        f'<div data-region="phone/room" data-version="1">{room}</div>'
        f'<div data-region="phone/notes" data-version="1">{notes}</div>'
        '<p data-notice role="status"></p><p data-connection role="status"></p>',
        'import "/js/phone.js"',
        f'data-key="pTRAPP47.a.mac" data-participant="a" {TEXTS}',
    )
    page.goto(f"{hall.origin}/phone")
    expect(page.locator("[data-connection]")).to_have_attribute("data-state", "connected")


def given(page: Page) -> list[str]:
    """The ids of what is marked."""
    marked = page.locator('[data-dot][aria-pressed="true"]')
    return [button.get_attribute("data-id") or "" for button in marked.all()]


def closed(page: Page) -> list[str]:
    return [one.get_attribute("data-id") or "" for one in page.locator(":disabled").all()]


def press(page: Page, id: str) -> None:
    page.locator(f'[data-id="{id}"]').click()


def tell(hall: Hall, name: str, html: str, version: int = 2) -> None:
    hall.sockets.emit("region", {"name": name, "version": version, "html": html})


def test_what_the_server_says_is_marked_on_a_fresh_page(page: Page, hall: Hall) -> None:
    show(page, hall, listed("a", "b", "c"), own("c", "a"))
    assert given(page) == ["a", "c"]


def test_a_press_is_seen_before_it_is_answered_and_the_next_takes_it_back(
    phone: Page, hall: Hall
) -> None:
    answer = threading.Event()
    hall.answers["support"] = lambda _payload: {"ok": answer.wait(10)}
    press(phone, "b")
    assert given(phone) == ["b"]
    answer.set()
    expect(phone.locator("[data-sending]")).to_have_count(0)
    press(phone, "b")
    assert given(phone) == []
    expect(phone.locator("[data-sending]")).to_have_count(0)
    assert hall.said("support") == [{"id": "b", "on": True}, {"id": "b", "on": False}]


def test_a_list_that_is_drawn_again_keeps_its_marks(phone: Page, hall: Hall) -> None:
    press(phone, "b")
    expect(phone.locator("[data-sending]")).to_have_count(0)
    tell(hall, "phone/room", listed("c", "b", "a", counts=1))
    expect(phone.locator('[data-id="c"]')).to_have_text("c 1")
    assert given(phone) == ["b"]
    tell(hall, "phone/notes", own("b"))
    tell(hall, "phone/room", listed("b", "c", counts=2), version=3)
    expect(phone.locator('[data-id="c"]')).to_have_text("c 2")
    assert given(phone) == ["b"]


def test_a_refused_press_is_taken_back_with_the_reason(phone: Page, hall: Hall) -> None:
    hall.answers["support"] = lambda _payload: {"ok": False, "code": "x", "message": "Stengt nå"}
    press(phone, "a")
    expect(phone.locator("[data-notice]")).to_have_text("Stengt nå")
    assert given(phone) == []


def test_when_all_dots_are_used_the_rest_cannot_be_pressed(page: Page, hall: Hall) -> None:
    show(page, hall, listed("a", "b", "c", most='data-most="2"'), own("a"))
    expect(page.locator("[data-dots-used]")).to_have_text("1")
    assert closed(page) == []
    press(page, "c")
    expect(page.locator("[data-dots-used]")).to_have_text("2")
    assert (given(page), closed(page)) == (["a", "c"], ["b"])
    expect(page.locator("[data-sending]")).to_have_count(0)
    press(page, "a")
    expect(page.locator("[data-dots-used]")).to_have_text("1")
    assert (given(page), closed(page)) == (["c"], [])


def test_how_many_are_used_is_not_told_again_when_nothing_changed(page: Page, hall: Hall) -> None:
    show(page, hall, listed("a", most='data-most="2"'), own("a"))
    changes: list[Any] = []
    page.expose_function("changed", lambda: changes.append(1))
    page.evaluate(
        "new MutationObserver(() => changed()).observe(document.querySelector('[data-dots-used]'),"
        " {childList: true, characterData: true, subtree: true})"
    )
    tell(hall, "phone/room", listed("a", most='data-most="2"', counts=5))
    expect(page.locator('[data-id="a"]')).to_have_text("a 5")
    assert (given(page), changes) == (["a"], [])


def test_dots_of_the_table_count_like_ones_own(page: Page, hall: Hall) -> None:
    show(page, hall, listed("a", "b"), f'{own("a")}<div data-dots-of="8" data-dots="b"></div>')
    assert given(page) == ["a"]
