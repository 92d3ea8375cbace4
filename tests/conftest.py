"""Fixtures that all tests share; the services and databases come from tests/services.py."""

import os
from collections.abc import Iterator
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
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


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    """One Chromium for the whole run: Playwright runs only once in a process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=CHROMIUM)
        yield browser
        browser.close()
