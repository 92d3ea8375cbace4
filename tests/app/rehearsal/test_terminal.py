"""Rehearsals from the terminal: of a meeting on the server that runs, and the demonstration."""

import re
import signal
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from sqlalchemy import select

from app.refusals import REFUSALS
from facilitator.models import Base, Meeting
from tests.app.live.hall import Hall
from tests.app.rehearsal.conftest import counts, make_short, run


def test_a_meeting_is_rehearsed_and_no_row_of_it_is_left(hall: Hall) -> None:
    meeting = make_short(hall)
    before = counts(hall)
    arguments = ("--phones", 9, "--minutes", 0.1, "--port", hall.port)
    with run(hall, "rehearse", meeting.code.lower(), *arguments) as terminal:
        out, err = terminal.communicate()
    assert (err, terminal.returncode) == ("", 0)
    said = re.search(r"Contributions: (\d+) acknowledged, (\d+) of them stored\.", out)
    assert said
    assert said[1] == said[2] != "0"
    assert out.splitlines()[1] == "3 tables, 9 phones, 300 times as quick as planned"
    # The organisers' table is the installation's own.
    assert out.splitlines()[-1] == f"Left: 0 rows in {len(Base.metadata.sorted_tables) - 1} tables."
    assert counts(hall) == before


def test_without_a_server_nothing_is_rehearsed(tmp_path: Path) -> None:
    hall = Hall(tmp_path)
    meeting = make_short(hall)
    before = counts(hall)
    with run(hall, "rehearse", meeting.code, "--port", hall.port) as terminal:
        _out, err = terminal.communicate()
    assert (terminal.returncode, str(REFUSALS["not_served"]) in err) == (1, True)
    assert counts(hall) == before
    hall.close()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("FINNESIKKE",), str(REFUSALS["unknown_meeting"])),
        (("FINNESIKKE", "--minutes", 9, "--speed", 9), "Give either --minutes or --speed."),
    ],
)
def test_what_cannot_be_rehearsed_is_said_in_words(
    hall: Hall, arguments: tuple[object, ...], said: str
) -> None:
    with run(hall, "rehearse", *arguments) as terminal:
        _out, err = terminal.communicate()
    assert (terminal.returncode != 0, said in err, "Traceback" in err) == (True, True, False)


def test_the_demonstration_serves_the_sample_evening_until_it_is_stopped(tmp_path: Path) -> None:
    hall = Hall(tmp_path)
    arguments = ("--host", "127.0.0.1", "--port", hall.port, "--phones", 4)
    with run(hall, "demo", *arguments) as terminal:
        assert terminal.stdout
        said = ""
        for line in terminal.stdout:
            said += line
            if "Velkommen, mat og mingling" in line:
                break
        links = dict(line.split() for line in said.splitlines() if hall.url in line)
        assert list(links) == ["join", "stage", "console", "themes"]
        with urllib.request.urlopen(links["stage"]) as stage:
            assert "Øving" in stage.read().decode()
        terminal.send_signal(signal.SIGINT)
        out, err = terminal.communicate()
    assert (err, terminal.returncode) == ("", 0)
    assert out.splitlines()[-1].startswith("Left: 0 rows")
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(links["stage"])
    with hall.database.reading() as db:
        assert [(one.title, one.rehearsal) for one in db.scalars(select(Meeting))] == [
            ("Kommune 3.0", False)
        ]
    hall.close()
