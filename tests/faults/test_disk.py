"""The database cannot be written, or is none: people are told, and nothing falls over."""

import resource
import sqlite3
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
import socketio

from app.installation import Installation
from tests.app.live.conftest import open_ladder, sample_in
from tests.app.live.hall import ROOT, Hall, running
from tests.services import free_port


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """A server of one's own, whose data folder is `data`."""
    with running(tmp_path / "data") as hall:
        yield hall


@contextmanager
def full_disk(hall: Hall) -> Iterator[None]:
    """Let the server's database grow by a page at the most."""
    assert hall.process is not None
    most = (hall.folder / "medvirk.sqlite-wal").stat().st_size + 4096
    pid, (soft, hard) = hall.process.pid, resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (soft, hard))


def example(ladder: int, text: str) -> dict[str, object]:
    """A contribution to the ladder, as a phone sends it."""
    body = {"aspect": "example", "steps": [2], "text": text}
    return {"id": str(uuid4()), "exercise": ladder, "body": body, "phase": "table"}


def test_a_second_server_on_the_same_database_is_refused_and_the_first_goes_on(hall: Hall) -> None:
    meeting = sample_in(hall)
    assert server_that_does_not_start(hall).startswith("En annen Medvirk-tjener bruker allerede")
    phone = hall.phone(meeting)
    assert phone.say("give", example(open_ladder(hall, meeting), "Folkemøte"))["ok"] is True


def test_a_full_disk_refuses_for_the_moment_and_takes_the_same_input_when_there_is_room(
    hall: Hall,
) -> None:
    meeting = sample_in(hall)
    ladder = open_ladder(hall, meeting)
    phone, stage = hall.phone(meeting), hall.stage(meeting)
    assert phone.say("give", example(ladder, "Folkemøte"))["ok"] is True
    with full_disk(hall):
        long = [example(ladder, f"{number} {'x' * 900}") for number in range(12)]
        failed = [one for one in long if not phone.say("give", one)["ok"]]
        assert failed
        answer = phone.say("give", failed[0])
        assert (answer["code"], answer["retry"]) == ("failed", True)
        with urllib.request.urlopen(f"{hall.url}/j/{meeting.code}") as page:
            assert page.status == 200
    assert phone.say("give", failed[0])["ok"] is True
    stage.say("sync", {"versions": {}})


def test_a_database_that_somebody_else_holds_makes_wait_and_then_goes_on(hall: Hall) -> None:
    meeting = sample_in(hall)
    ladder = open_ladder(hall, meeting)
    phone = hall.phone(meeting)
    message = example(ladder, "Folkemøte")
    with closing(sqlite3.connect(hall.folder / "medvirk.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(socketio.exceptions.TimeoutError):
            phone.client.call("give", message, timeout=1)
        other.execute("ROLLBACK")
    assert phone.say("give", message)["number"] == 1
    assert phone.say("give", example(ladder, "Grendeutvalg"))["number"] == 2


def test_a_broken_file_stops_the_start_with_words_and_a_copy_can_be_put_in_its_place(
    tmp_path: Path,
) -> None:
    hall = Hall(tmp_path / "data")
    meeting = sample_in(hall)
    hall.database.close()
    installation, copy = Installation(hall.settings), tmp_path / "copy.sqlite"
    installation.backup(copy)
    file = tmp_path / "data/medvirk.sqlite"
    file.write_bytes(b"no database, just words. " * 400)
    started = server_that_does_not_start(hall)
    assert started.startswith(f"{file} er ødelagt eller ikke en Medvirk-database.")
    kept = installation.restore(copy)
    assert kept is not None
    assert kept.read_bytes().startswith(b"no database")
    assert installation.show(meeting.code)["code"] == meeting.code


def server_that_does_not_start(hall: Hall) -> str:
    """The last line that a server says that gives up; it says no more than words."""
    started = subprocess.run(
        hall.command(free_port()),
        cwd=ROOT,
        env={"PATH": "", **hall.environ},
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert started.returncode == 1
    assert "Traceback" not in started.stderr
    return started.stderr.splitlines()[-1]
