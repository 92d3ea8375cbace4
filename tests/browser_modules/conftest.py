"""Pages that hold the browser's modules as they are written, in Chromium, on an insecure origin.

The hall's own network is plain http, so `hall.test` is what the modules are tested on: there
`crypto.randomUUID` and `navigator.locks` do not exist.
"""

import threading
from collections.abc import Iterator

import pytest
import socketio
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from tests.browser_modules.hall import Hall, Quiet, document


@pytest.fixture
def hall() -> Iterator[Hall]:
    hall = Hall(pages={"/": document()})
    hall.listen()
    app = socketio.WSGIApp(hall.sockets, hall)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    server.daemon_threads = True
    hall.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield hall
    hall.sockets.shutdown()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(browser: Browser, hall: Hall) -> Iterator[Page]:
    """An empty page of the hall; a script that fails on it fails the test."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(10_000)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(hall.origin)
    yield page
    context.close()
    assert errors == []
