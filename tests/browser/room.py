"""The screens of one evening: projector, console and phones, each a page in Chromium."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.house import Sample

SCREENSHOTS = Path(__file__).parents[2] / "build/screenshots"
PATIENCE = 30_000
"""Milliseconds after which something that ought to come is missing."""
STAGE = (1920, 1080)
CONSOLE = (1280, 800)
PHONE = (360, 740)
TALLEST = 4000
"""Pixels; Chromium draws no picture that is much higher."""

_NO_NET = re.compile(
    r"ERR_(INTERNET_DISCONNECTED|CONNECTION_\w+|EMPTY_RESPONSE|NETWORK_\w+)"
    r"|WebSocket (connection to \S+ failed: (Connection|WebSocket is) closed|is closed before)"
)

expect.set_options(timeout=PATIENCE)


@dataclass
class Room:
    """What a test has opened; whatever goes wrong on a page is noted and fails the test."""

    browser: Browser
    sample: Sample
    errors: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)
    script: str = ""
    """Runs on each page before its own scripts."""

    def device(self, size: tuple[int, int], **options: Any) -> BrowserContext:
        """A browser of its own, with its own cookies and storage."""
        width, height = size
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce", **options
        )
        context.set_default_timeout(PATIENCE)
        if self.script:
            context.add_init_script(self.script)
        self.contexts.append(context)
        return context

    def page(self, context: BrowserContext, address: str) -> Page:
        """A page that may not fail: no script error, nothing missing, nothing against the CSP."""
        page = context.new_page()
        page.on("pageerror", lambda error: self.errors.append(f"{page.url}: {error}"))
        page.on("console", lambda said: self._note(page, said.type, said.text))
        page.goto(address)
        return page

    def stage(self, size: tuple[int, int] = STAGE, **options: Any) -> Page:
        """A projector."""
        page = self.page(self.device(size, **options), self.sample.stage)
        return told(page)

    def console(self, size: tuple[int, int] = CONSOLE, **options: Any) -> Page:
        """A moderator's screen."""
        page = self.page(self.device(size, **options), self.sample.console)
        return connected(page)

    def themes(self, size: tuple[int, int] = CONSOLE, **options: Any) -> Page:
        """A helper's board."""
        page = self.page(self.device(size, **options), self.sample.themes)
        return connected(page)

    def door(self, size: tuple[int, int] = PHONE, **options: Any) -> Page:
        """A phone or tablet at the door."""
        options = {"has_touch": True, "is_mobile": True, "device_scale_factor": 2, **options}
        page = self.page(self.device(size, **options), self.sample.door)
        return connected(page)

    def phone(self, table: int, size: tuple[int, int] = PHONE, **options: Any) -> Page:
        """A phone that has scanned the card of a table."""
        options = {"has_touch": True, "is_mobile": True, "device_scale_factor": 2, **options}
        page = self.page(self.device(size, **options), f"{self.sample.join}/{table}")
        return connected(page)

    def close(self) -> None:
        """Close every page; nothing may have gone wrong on any."""
        for context in self.contexts:
            context.close()
        assert self.errors == [], self.errors

    def _note(self, page: Page, kind: str, text: str) -> None:
        # A browser without a net says so itself, whatever the page does.
        if kind in ("error", "warning") and not _NO_NET.search(text):
            self.errors.append(f"{page.url}: {text}")


def connected(page: Page) -> Page:
    """``page`` when it has its connection."""
    expect(page.locator("[data-connection]")).to_have_attribute("data-state", "connected")
    return told(page)


def told(page: Page) -> Page:
    """``page`` when the server has told it where the programme is."""
    expect(page.locator("html")).to_have_attribute("data-status", re.compile("."))
    return page


def region(page: Page, name: str) -> Locator:
    """A region of the page."""
    return page.locator(f'[data-region="{name}"]')


def follows(phone: Page, console: Page) -> None:
    """Wait until the phone has the programme that the console has; phones come within a second."""
    agenda, programme = region(phone, "phone/agenda"), region(console, "console/programme")
    for _ in range(PATIENCE // 1500):
        newest = programme.get_attribute("data-version") or ""
        with suppress(AssertionError):
            expect(agenda).to_have_attribute("data-version", newest, timeout=1500)
            return
    raise AssertionError("the phone did not follow")


def look_again(*pages: Page) -> None:
    """Ask the server at once what time it is, as a page does that somebody comes back to."""
    for page in pages:
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def shoot(name: str, page: Page, *, whole: bool = False) -> None:
    """Keep a picture of ``page``: what one sees, or the whole length of it."""
    size = page.viewport_size
    if whole and size:
        # Not by ``full_page``: a bar at the bottom would be drawn across the middle.
        height: int = page.evaluate("document.scrollingElement.scrollHeight")
        page.set_viewport_size({**size, "height": min(max(size["height"], height), TALLEST)})
    # A JPEG takes a third of the time that a PNG takes.
    picture = SCREENSHOTS / f"{name}.jpg"
    page.screenshot(path=picture, type="jpeg", quality=90, animations="disabled")
    if whole and size:
        page.set_viewport_size(size)


def seen_by(pages: Sequence[Page]) -> list[str]:
    """The whole HTML of each page, with what is folded away or hidden."""
    return [page.content() for page in pages]
