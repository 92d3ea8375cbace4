"""A short meeting on a server of its own, to be rehearsed in a few seconds."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.cookiejar import CookieJar
from pathlib import Path
from random import Random
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from sqlalchemy import func, select

from app.links import entry_link
from app.rehearsal.slip import Slip
from facilitator import organisers
from facilitator.meetings import make
from facilitator.models import Base, Deed, Meeting
from facilitator.programme.kinds import ItemKind
from facilitator.programme.reading import ReadItem
from tests.app.live.hall import ROOT, Hall, running
from tests.app.waiting import eventually


def item(title: str, minutes: int, kind: ItemKind, *exercises: str) -> ReadItem:
    return ReadItem(0, None, minutes, title, "", "", kind, minutes, exercises)


def make_short(hall: Hall) -> Meeting:
    """An arrival, work at three tables, and the end: half an hour."""
    with hall.database.writing() as db:
        now = datetime.now(UTC)
        return make(
            db,
            title="Folkemøte",
            date=now.date(),
            zone="Europe/Oslo",
            language="nb",
            items=(
                item("Velkommen", 5, ItemKind.ARRIVAL),
                item("Gode grunner", 25, ItemKind.TABLE_WORK, "ideas"),
                item("Takk for i dag", 0, ItemKind.CLOSE),
            ),
            tables=3,
            now=now,
            choose=Random(),
        )


class Organiser:
    """An organiser's browser on a real server."""

    def __init__(self, hall: Hall) -> None:
        self._url = hall.url
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))
        with hall.database.reading() as db:
            link = entry_link(hall.settings, organisers.first(db))
        self.get(urlsplit(link).path)

    def get(self, path: str) -> str:
        """The page at ``path``."""
        with self._opener.open(self._url + path) as answer:
            return str(answer.read().decode())

    def post(self, path: str, **fields: object) -> str:
        """Send a form; the page that one is sent on to."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get("/organise/new"))
        assert found
        data = urlencode({"csrf_token": found[1], **fields}).encode()
        with self._opener.open(self._url + path, data) as answer:
            return str(answer.read().decode())


def counts(hall: Hall) -> dict[str, int]:
    """How many rows every table has, but for the log: that somebody rehearsed is kept there."""
    with hall.database.reading() as db:
        return {
            table.name: db.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
            if table is not Deed.__table__
        }


@contextmanager
def run(hall: Hall, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """Run ``medvirk …`` from this source, with nobody at the keyboard; it ends with the block."""
    process = subprocess.Popen(
        [sys.executable, "-c", "from app.cli import main; main()", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **hall.environ},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """A server for all tests that do not stop it; nothing in it may go wrong."""
    with running(tmp_path_factory.mktemp("rehearsals")) as hall:
        yield hall
        assert hall.stop() == 0
        assert "Traceback" not in hall.log()


@pytest.fixture
def hall(shared: Hall) -> Iterator[Hall]:
    """That server; what a test connected or left running is ended after it."""
    yield shared
    for slip in Slip.all(shared.settings):
        slip.ask_to_stop()
        eventually(lambda slip=slip: not slip.held)
    while shared.screens:
        shared.screens.pop().close()


@pytest.fixture
def own_hall(tmp_path: Path) -> Iterator[Hall]:
    """A server that a test may stop."""
    with running(tmp_path) as hall:
        yield hall
