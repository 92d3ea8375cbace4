"""The clock on a screen whose own clock is half a day off."""

from playwright.sync_api import Page

BODY = """
<time data-tick="left">før</time><time data-tick="clock"></time><time data-tick="seconds"></time>
<progress data-tick="progress"></progress>
<time data-tick="until" data-at="1764000090000"></time>
"""
NOW = 1_764_000_000_000  # 2025-11-24T16:00:00Z
PROGRAMME = {
    "version": 7,
    "server_now": NOW,
    "status": "running",
    "current": 12,
    "started": NOW - 60_000,
    "due": NOW + 444_000,
    "remaining_if_paused": None,
    "allotted": 504_000,
    "begins": None,
    "thresholds": {"warn": 120_000, "danger": 30_000},
}
SHOWN = """() => ({
  left: document.querySelector("[data-tick=left]").textContent,
  clock: document.querySelector("[data-tick=clock]").textContent,
  seconds: document.querySelector("[data-tick=seconds]").textContent,
  until: document.querySelector("[data-tick=until]").textContent,
  progress: [document.querySelector("progress").value, document.querySelector("progress").max],
  phase: document.documentElement.dataset.clock,
  status: document.documentElement.dataset.status,
})"""


def start(page: Page, programme: dict[str, object]) -> None:
    page.clock.install(time="2025-11-24T04:00:00Z")
    # Else it goes on by itself, and further on a busy machine.
    page.clock.pause_at("2025-11-24T04:01:00Z")
    page.evaluate(
        """async ([body, programme]) => {
          document.body.innerHTML = body;
          const { Clock } = await import('/js/clock.js');
          globalThis.doubts = 0;
          globalThis.clock = new Clock("Europe/Oslo", () => { globalThis.doubts += 1; });
          clock.answer(programme.server_now, performance.now(), performance.now());
          clock.update(programme);
        }""",
        [BODY, programme],
    )
    # The clock is written just after a full second, never at it.
    page.clock.run_for(20)


def test_only_the_servers_time_counts(page: Page) -> None:
    start(page, PROGRAMME)
    assert page.evaluate(SHOWN) == {
        "left": "7:24",
        "clock": "17.00",
        "seconds": "17.00.00",
        "until": "1:30",
        "progress": [60_000, 504_000],
        "phase": "ok",
        "status": "running",
    }


def test_every_second_is_shown_once_and_the_phase_follows(page: Page) -> None:
    start(page, {**PROGRAMME, "due": NOW + 32_400})
    seen = []
    for _ in range(36):
        seen.append(page.evaluate(SHOWN))
        page.clock.run_for(1000)
    down = [f"0:{second:02}" for second in range(32, -1, -1)]
    assert [each["left"] for each in seen] == [*down, "+0:01", "+0:02", "+0:03"]
    assert [each["phase"] for each in seen[:4]] == ["warn", "warn", "danger", "danger"]
    assert [each["phase"] for each in seen[-5:]] == ["danger", "over", "over", "over", "over"]


def test_paused_stands_still(page: Page) -> None:
    start(page, {**PROGRAMME, "status": "paused", "due": None, "remaining_if_paused": 20_000})
    page.clock.run_for(5000)
    shown = page.evaluate(SHOWN)
    assert (shown["left"], shown["seconds"], shown["phase"], shown["status"]) == (
        "0:20",
        "17.00.05",
        "danger",
        "paused",
    )


def test_nothing_that_runs_has_no_time_left_and_no_phase(page: Page) -> None:
    start(page, PROGRAMME)
    page.evaluate(
        "programme => clock.update(programme)",
        {**PROGRAMME, "version": 8, "status": "over", "current": None, "due": None},
    )
    shown = page.evaluate(SHOWN)
    assert (shown["left"], shown.get("phase"), shown["status"]) == ("", None, "over")


def test_an_older_programme_is_dropped(page: Page) -> None:
    start(page, PROGRAMME)
    page.evaluate(
        "programme => clock.update(programme)", {**PROGRAMME, "version": 6, "due": NOW + 1000}
    )
    assert page.evaluate(SHOWN)["left"] == "7:24"


def test_what_the_server_wrote_stands_until_the_programme_is_known(page: Page) -> None:
    shown = page.evaluate(
        """async ([body, now]) => {
          document.body.innerHTML = body;
          const { Clock } = await import('/js/clock.js');
          new Clock("Europe/Oslo", () => {}).answer(now, performance.now(), performance.now());
          return [...document.querySelectorAll("time")].slice(0, 2).map((one) => one.textContent);
        }""",
        [BODY, NOW],
    )
    assert shown == ["før", "17.00"]


def test_a_machine_that_slept_asks_the_server_again(page: Page) -> None:
    start(page, PROGRAMME)
    page.clock.run_for(3000)
    assert page.evaluate("doubts") == 0
    page.evaluate("{ const now = Date.now; Date.now = () => now() + 3_600_000; }")
    page.clock.run_for(3000)
    assert page.evaluate("doubts") == 1


def test_nobody_who_looks_no_ticking(page: Page) -> None:
    start(page, PROGRAMME)
    page.evaluate(
        """() => {
          Object.defineProperty(document, "hidden", { value: true, configurable: true });
          document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )
    page.clock.run_for(5000)
    assert page.evaluate(SHOWN)["seconds"] == "17.00.00"
    page.evaluate(
        """() => {
          Object.defineProperty(document, "hidden", { value: false, configurable: true });
          document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )
    assert page.evaluate(SHOWN)["seconds"] == "17.00.05"
