"""Fixtures that all tests share; the services and databases come from tests/services.py."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import is_hypothesis_test, settings
from playwright.sync_api import Browser, sync_playwright

TESTS = Path(__file__).parent
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--in-process-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A hall's own network is plain http on an address that the browser does not trust.
    "--host-resolver-rules=MAP hall.test 127.0.0.1",
]

# What is slow is told by the bench, not by how busy the machine is that runs the tests.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


def pytest_configure(config: pytest.Config) -> None:
    """Let all applications and servers of a run share compiled templates: to make them is slow."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        cache = TemporaryDirectory(prefix="medvirk-cache-")
        config.add_cleanup(cache.cleanup)
        os.environ["MEDVIRK_CACHE"] = cache.name


# No worker is to begin the longest file when the others have nothing left to do.
LONGEST_FIRST = (
    "browser/test_kinds.py",
    "bench/test_bench.py",
    "browser/test_evening.py",
    "browser/test_accessibility.py",
    "browser/test_hall.py",
    "browser/test_themes.py",
    "faults/test_kill.py",
    "browser/test_tables.py",
    "browser/test_door.py",
    "faults/test_disk.py",
    "app/test_cli.py",
    "app/rehearsal/test_rehearsals.py",
    "app/rehearsal/test_terminal.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests of the longest files first, and measure no lines that run a hundred times."""
    place = {TESTS / file: number for number, file in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: place.get(item.path, len(place)))
    for item in items:
        if isinstance(item, pytest.Function) and is_hypothesis_test(item.obj):
            item.add_marker("no_cover")


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    """One Chromium for the whole run: Playwright runs only once in a process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=CHROMIUM)
        yield browser
        browser.close()
