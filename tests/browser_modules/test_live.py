"""The connection: who calls, what is answered, and how it comes back by itself."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from tests.browser_modules.hall import Hall

START = """async () => {
  const { Live } = await import('/js/live.js');
  globalThis.told = [];
  globalThis.have = { "phone/now": 4, clock: 3 };
  globalThis.live = new Live({ key: "pTRAPP47.a.mac", language: "nn" }, {
    versions: () => have,
    region: ({ name, version }) => told.push(["region", name, version]),
    clock: ({ version }) => told.push(["clock", version]),
    answered: (now, asked, answered) => told.push(["answered", now, asked <= answered]),
    connection: (connected) => told.push(["connection", connected]),
    refused: () => told.push(["refused"]),
  });
}"""


def start(page: Page) -> None:
    page.evaluate(START)


def wait_for(page: Page, told: list[Any], times: int = 1) -> None:
    page.wait_for_function(
        """([told, times]) => globalThis.told
             .filter((one) => JSON.stringify(one) === JSON.stringify(told)).length >= times""",
        arg=[told, times],
    )


def synced(now: int) -> Callable[[dict[str, Any]], object]:
    return lambda _payload: {"ok": True, "server_now": now, "version": 9}


def test_a_screen_says_whose_it_is_and_what_it_has(page: Page, hall: Hall) -> None:
    hall.answers["sync"] = synced(1_764_000_000_000)
    start(page)
    wait_for(page, ["answered", 1_764_000_000_000, True])
    assert hall.auths == [{"key": "pTRAPP47.a.mac", "language": "nn"}]
    assert hall.heard == [("sync", {"versions": {"phone/now": 4, "clock": 3}})]


def test_what_the_server_sends_is_told(page: Page, hall: Hall) -> None:
    start(page)
    wait_for(page, ["connection", True])
    hall.sockets.emit("region", {"name": "phone/now", "version": 5, "html": ""})
    hall.sockets.emit("clock", {"version": 6})
    wait_for(page, ["clock", 6])
    assert page.evaluate("told") == [
        ["connection", True],
        ["region", "phone/now", 5],
        ["clock", 6],
    ]


def test_only_a_real_answer_is_an_answer(page: Page, hall: Hall) -> None:
    hall.answers["give"] = lambda payload: payload["answer"]
    start(page)
    wait_for(page, ["connection", True])
    answers = page.evaluate(
        """async () => {
          const sent = [{ ok: true, number: 3 }, { ok: false, code: "closed" }, null, {}, true];
          return Promise.all(sent.map((answer) => live.send("give", { answer })));
        }"""
    )
    unanswered = {"ok": False, "code": "unanswered"}
    assert answers == [
        {"ok": True, "number": 3},
        {"ok": False, "code": "closed"},
        *[unanswered] * 3,
    ]


def test_without_connection_nothing_is_queued(page: Page, hall: Hall) -> None:
    hall.refusing = {"code": "too_fast"}
    start(page)
    wait_for(page, ["connection", False])
    answer = page.evaluate("live.send('next', { current: 12 })")
    assert answer == {"ok": False, "code": "offline"}
    hall.refusing = None
    page.evaluate("window.dispatchEvent(new Event('online'))")
    wait_for(page, ["connection", True])
    page.evaluate("live.sync()")
    assert hall.said("next") == []


def test_a_server_that_closed_the_connection_is_called_again(page: Page, hall: Hall) -> None:
    page.clock.install()
    start(page)
    wait_for(page, ["connection", True])
    hall.sockets.disconnect(hall.sids[0])
    wait_for(page, ["connection", False])
    page.clock.run_for(10_000)
    wait_for(page, ["connection", True], times=2)


def test_a_server_that_cannot_now_is_asked_again(page: Page, hall: Hall) -> None:
    page.clock.install()
    hall.refusing = {"code": "too_fast", "message": "Litt for fort."}
    start(page)
    wait_for(page, ["connection", False])
    hall.refusing = None
    page.clock.run_for(10_000)
    wait_for(page, ["connection", True])
    assert len(hall.auths) == 2


def test_a_key_that_does_not_hold_is_not_tried_again(page: Page, hall: Hall) -> None:
    page.clock.install()
    hall.refusing = {"code": "bad_key"}
    start(page)
    wait_for(page, ["refused"])
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.clock.run_for(60_000)
    assert len(hall.auths) == 1


def test_a_key_that_is_revoked_meanwhile_is_noticed_at_the_next_word(
    page: Page, hall: Hall
) -> None:
    start(page)
    wait_for(page, ["connection", True])
    hall.answers["give"] = lambda _payload: {"ok": False, "code": "bad_key"}
    page.evaluate("live.send('give', {})")
    wait_for(page, ["refused"])


def test_every_ten_seconds_or_so_it_asks_what_is_new_but_not_while_hidden(
    page: Page, hall: Hall
) -> None:
    page.clock.install()
    hall.answers["sync"] = synced(1)
    page.evaluate("void (Math.random = () => 0.5)")
    start(page)
    wait_for(page, ["answered", 1, True])
    for times in (2, 3, 4):
        live_on(page, seconds=10)
        wait_for(page, ["answered", 1, True], times)
    hide(page, True)
    live_on(page, seconds=1)
    # The page's clock also goes by itself, so on a slow machine it has asked once more by now.
    asked = len(hall.said("sync"))
    wait_for(page, ["answered", 1, True], asked)
    live_on(page, seconds=30)
    assert len(hall.said("sync")) == asked
    hide(page, False)
    wait_for(page, ["answered", 1, True], asked + 1)


def test_a_line_that_is_dead_is_given_up(page: Page, hall: Hall) -> None:
    start(page)
    wait_for(page, ["connection", True])
    hall.answers["sync"] = lambda _payload: None
    page.evaluate("live.sync()")
    wait_for(page, ["connection", False])
    del hall.answers["sync"]
    wait_for(page, ["connection", True], times=2)


def test_a_server_that_went_back_to_an_older_copy_is_read_afresh(page: Page, hall: Hall) -> None:
    hall.answers["sync"] = synced(1)
    start(page)
    # The first question must be answered, or the page has gone before it is asked again.
    wait_for(page, ["answered", 1, True])
    hall.answers["sync"] = lambda _payload: {"ok": True, "server_now": 1, "version": 2}
    with page.expect_navigation():
        page.evaluate("void live.sync()")


def live_on(page: Page, seconds: int) -> None:
    """Second by second, so that what is asked in one can be answered in the next."""
    for _ in range(seconds):
        page.clock.run_for(1000)


def hide(page: Page, hidden: bool) -> None:
    page.evaluate(
        """(hidden) => {
          Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
          document.dispatchEvent(new Event("visibilitychange"));
        }""",
        hidden,
    )
