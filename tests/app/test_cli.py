"""The commands of the terminal, each as a process of its own on a folder of its own."""

import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from app.cli import main
from app.config import settings_from
from app.database import Database
from app.links import owners_links_of
from facilitator.models import Meeting, Organiser
from tests.factories import make_registration
from tests.services import free_port

PROGRAM = Path(sys.executable).with_name("medvirk")
SAMPLE = Path("facilitator/samples/kommune-3.0.txt").absolute()
NO_PROGRAMME = Path("pyproject.toml").absolute()
PROGRAMME = "Program\n16.00 Velkommen\n16.30 Åpning v/ Kari Moen\n17.00–17.15 Pause\n"


@dataclass(frozen=True)
class Terminal:
    """A terminal with an installation in ``data``."""

    data: Path
    environ: dict[str, str]

    def run(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """Run ``medvirk`` and wait."""
        return subprocess.run(
            [PROGRAM, *map(str, arguments)], env=self.environ, capture_output=True, text=True
        )

    def json(self, *arguments: object) -> Any:
        """What ``medvirk … --json`` prints."""
        done = self.run(*arguments, "--json")
        assert (done.returncode, done.stderr) == (0, "")
        return json.loads(done.stdout)

    @contextmanager
    def served(self, port: int) -> Iterator[str]:
        """A server for the length of the block; gives its greeting."""
        command = [PROGRAM, "serve", "--host", "127.0.0.1", "--port", str(port)]
        with subprocess.Popen(
            command, env=self.environ, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as server:
            assert server.stdout
            greeting = ""
            for line in server.stdout:
                greeting += line
                if "Ctrl+C" in line:
                    break
            try:
                yield greeting
            finally:
                server.send_signal(signal.SIGTERM)
                server.communicate()


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A terminal with an empty installation."""
    data = tmp_path / "data"
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return Terminal(
        data, {**kept, "MEDVIRK_DATA": str(data), "PUBLIC_URL": "https://medvirk.example"}
    )


def links(terminal: Terminal, made: dict[str, Any]) -> dict[str, str]:
    """The links that a meeting has in this installation."""
    generations = {
        f"{screen}generation": 1 for screen in ("", "stage_", "console_", "themes_", "door_")
    }
    meeting = Meeting(id=made["id"], code=made["code"], **generations)
    nobody_yet = Organiser(id=1, entries=1)
    return owners_links_of(settings_from(terminal.environ), meeting, nobody_yet)


def test_the_sample_meeting_is_made_with_all_its_links(terminal: Terminal) -> None:
    made = terminal.json("meeting", "new", "--sample")
    today = datetime.now(UTC).astimezone(ZoneInfo("Europe/Oslo")).date().isoformat()
    assert made["links"] == links(terminal, made)
    assert set(made["links"]) == {
        "join",
        "stage",
        "console",
        "themes",
        "door",
        "organise",
        "signup",
    }
    assert made["links"]["join"] == f"https://medvirk.example/j/{made['code']}"
    assert (made["title"], made["date"], len(made["tables"])) == ("Kommune 3.0", today, 8)
    assert [exercise["kind"] for exercise in made["exercises"]][:1] != []


def test_a_meeting_is_made_from_a_programme_and_shown_whole(
    terminal: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "program.txt"
    file.write_text(PROGRAMME, "utf-8")
    made = terminal.json(
        "meeting", "new", "--programme", file, "--title", "Folkemøte",
        "--date", "2026-09-24", "--tables", 2,
    )  # fmt: skip
    expected = {
        "id": 1,
        "code": made["code"],
        "title": "Folkemøte",
        "subtitle": "",
        "date": "2026-09-24",
        "zone": "Europe/Oslo",
        "language": "nb",
        "current": None,
        "programme": [
            {
                "id": number,
                "day": 0,
                "start": start,
                "minutes": minutes,
                "title": title,
                "speaker": speaker,
                "kind": kind,
                "skip": False,
            }
            for number, start, minutes, title, speaker, kind in (
                (1, "16:00", 30, "Velkommen", "", "arrival"),
                (2, "16:30", 30, "Åpning", "Kari Moen", "talk"),
                (3, "17:00", 15, "Pause", "", "break"),
            )
        ],
        "exercises": [],
        "tables": [{"id": 1, "number": 1}, {"id": 2, "number": 2}],
        "places": None,
        "registrations": {"confirmed": 0, "waiting": 0, "cancelled": 0},
        "links": links(terminal, made),
    }
    assert made == expected
    assert terminal.json("meeting", "show", made["code"].lower()) == expected


def test_registration_opens_with_the_places_that_are_said_or_asked_for(terminal: Terminal) -> None:
    made = [
        terminal.json("meeting", "new", *arguments)["places"]
        for arguments in (
            ("--sample",),
            ("--sample", "--places", 12),
            ("--programme", SAMPLE),
            ("--programme", SAMPLE, "--places", 40),
        )
    ]
    assert made == [50, 12, 50, 40]
    code = terminal.json("meeting", "list")[0]["code"]
    assert (
        "  0/40 confirmed, 0 waiting, 0 cancelled\n" in terminal.run("meeting", "show", code).stdout
    )


def test_the_announcement_proposes_title_and_exercises(terminal: Terminal) -> None:
    made = terminal.json("meeting", "new", "--programme", SAMPLE, "--date", "2026-09-24")
    titles = {item["id"]: item["title"] for item in made["programme"]}
    assert (made["title"], made["subtitle"]) == ("Kommune 3.0", "Verdien av innbyggerinvolvering")
    found = [(exercise["kind"], titles[exercise["item"]]) for exercise in made["exercises"]]
    assert found[:2] == [("poll", "Åpning"), ("ladder", "Åpning")]


def test_meetings_are_listed_the_newest_first(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "program.txt"
    file.write_text(PROGRAMME, "utf-8")
    codes = [
        terminal.json("meeting", "new", "--programme", file, "--title", title, "--date", day)[
            "code"
        ]
        for title, day in (("Først", "2026-09-24"), ("Sist", "2026-10-01"))
    ]
    assert terminal.json("meeting", "list") == [
        {"id": 2, "code": codes[1], "title": "Sist", "date": "2026-10-01"},
        {"id": 1, "code": codes[0], "title": "Først", "date": "2026-09-24"},
    ]
    assert terminal.run("meeting", "list").stdout == (
        f"2026-10-01  {codes[1]:<10} Sist\n2026-09-24  {codes[0]:<10} Først\n"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("meeting", "show", "FINNESIKKE"), "Vi finner ikke noe møte med den koden."),
        (("meeting", "new", "--programme", NO_PROGRAMME), "Vi fant ikke noe program her."),
        (("meeting", "new"), "Give either --programme FILE or --sample."),
        (("backup", "copy.sqlite"), "Her er det ingen data ennå"),
        (("restore", SAMPLE), "er ikke en hel kopi av en Medvirk-database."),
    ],
)
def test_what_cannot_be_done_is_said_in_words(
    terminal: Terminal, arguments: tuple[object, ...], said: str
) -> None:
    done = terminal.run(*arguments)
    assert (done.returncode != 0, said in done.stderr, "Traceback" in done.stderr) == (
        True,
        True,
        False,
    )


def test_the_server_greets_with_a_meeting_and_its_links(terminal: Terminal) -> None:
    del terminal.environ["PUBLIC_URL"]
    port = free_port()
    with terminal.served(port) as greeting:
        (listed,) = terminal.json("meeting", "list")
        shown = terminal.json("meeting", "show", listed["code"])["links"]
    base = f"http://127.0.0.1:{port}"
    assert listed["title"] == "Kommune 3.0"
    assert shown["join"] == f"{base}/j/{listed['code']}"
    said = [line.split()[-1] for line in greeting.splitlines() if f" {base}" in line]
    assert said == [shown["join"], shown["stage"], shown["console"], shown["organise"]]
    assert "█" in greeting
    made = terminal.json("meeting", "new", "--sample")
    assert made["links"]["join"] == f"{base}/j/{made['code']}"


def test_the_terminal_gives_a_link_for_an_organiser(terminal: Terminal) -> None:
    made = terminal.json("meeting", "new", "--sample")
    given = terminal.run("organiser", "link").stdout.strip()
    assert f"{given}/{made['code']}" == made["links"]["organise"]
    unknown = terminal.run("organiser", "link", "kari@example.com")
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert "Vi finner ingen arrangør der." in unknown.stderr


def test_the_terminal_forgets_what_is_due(terminal: Terminal) -> None:
    terminal.json(
        "meeting", "new", "--programme", SAMPLE, "--title", "I fjor", "--date", "2025-09-24"
    )
    database = Database(settings_from(terminal.environ).database_url)
    with database.writing() as db:
        meeting = db.scalars(select(Meeting)).one()
        kari = make_registration(db, meeting, now=meeting.created_at.replace(year=2025, month=8))
        kari.diet = "Nøtter"
    database.close()
    counts = {"people": 1, "diets": 1, "answers": 0, "letters": 1, "seats": 0}
    assert terminal.json("forget") == {meeting.code: counts}
    assert terminal.run("forget", meeting.code).stdout == "Nothing is due.\n"


def test_a_copy_taken_while_the_server_runs_is_whole_and_comes_back(
    terminal: Terminal, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.sqlite"
    with terminal.served(free_port()):
        before = terminal.json("meeting", "list")
        taken = terminal.run("backup", copy)
        terminal.json("meeting", "new", "--sample")
        refused = terminal.run("restore", copy)
        during = terminal.json("meeting", "list")
    assert (taken.returncode, taken.stdout) == (0, f"Copied to {copy}.\n")
    assert stat.filemode(copy.stat().st_mode) == "-rw-------"
    with closing(sqlite3.connect(copy)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("SELECT code FROM meeting").fetchall() == [(before[0]["code"],)]
    assert (refused.returncode, "En annen Medvirk-tjener bruker" in refused.stderr) == (1, True)
    assert (len(before), len(during)) == (1, 2)
    restored = terminal.run("restore", copy)
    assert (restored.returncode, terminal.json("meeting", "list")) == (0, before)
    (kept,) = terminal.data.glob("medvirk-before-*.sqlite")
    with closing(sqlite3.connect(kept)) as database:
        assert database.execute("SELECT count(*) FROM meeting").fetchall() == [(2,)]


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        pytest.param(
            {"MEDVIRK_DATA": str(SAMPLE)}, f"Kan ikke skrive til {SAMPLE}", id="no folder"
        ),
        pytest.param({"REDIS_URL": "nowhere"}, "REDIS_URL må begynne med", id="no Redis"),
        pytest.param({"DATABASE_URL": "nowhere"}, "Could not parse", id="no address"),
        pytest.param({"DATABASE_URL": "dbase://"}, "Can't load plugin", id="no such database"),
        pytest.param({"DATABASE_URL": "sqlite:////no/file"}, "unable to open", id="no such place"),
        pytest.param(
            {"DATABASE_URL": "postgresql://127.0.0.1:1/medvirk"},
            'connection to server at "127.0.0.1", port 1 failed: Connection refused',
            id="no server",
        ),
    ],
)
def test_settings_that_lead_nowhere_are_told_in_a_line(
    tmp_path: Path, environ: dict[str, str], said: str
) -> None:
    told = CliRunner().invoke(
        main, ["meeting", "list"], env={"MEDVIRK_DATA": str(tmp_path), **environ}
    )
    assert (told.exit_code, told.stdout, said in told.stderr) == (1, "", True)
    assert len(told.stderr.splitlines()) == 1


def test_a_copy_that_cannot_be_taken_leaves_everything_as_it_was(tmp_path: Path) -> None:
    environ = {"MEDVIRK_DATA": str(tmp_path)}

    def run(*arguments: object) -> Result:
        return CliRunner().invoke(main, [*map(str, arguments)], env=environ)

    run("meeting", "list")
    database = tmp_path / "medvirk.sqlite"
    there = {file.name: file.stat().st_ino for file in tmp_path.iterdir()}
    pipe = tmp_path.parent / "pipe"
    os.mkfifo(pipe)
    refused = {
        tmp_path / "no" / "copy": "No such file or directory",
        database: "Invalid argument",
        pipe: "Invalid argument",
    }
    for file, why in refused.items():
        told = run("backup", file)
        assert (told.exit_code, told.output) == (1, f"Error: Kan ikke skrive til {file}: {why}.\n")
    assert {file.name: file.stat().st_ino for file in tmp_path.iterdir()} == there
    assert pipe.is_fifo()


def test_check_names_what_the_settings_lead_to_in_vain(tmp_path: Path) -> None:
    environ = {
        "MEDVIRK_DATA": str(tmp_path),
        "DATABASE_URL": "postgresql://127.0.0.1:1/medvirk",
        "REDIS_URL": "redis://127.0.0.1:1/0",
    }
    told = CliRunner().invoke(main, ["check"], env=environ)
    answers = [line.partition(":")[0] for line in told.stdout.splitlines() if "answer" in line]
    assert (told.exit_code, answers) == (
        1,
        ["The database does not answer", "Redis does not answer"],
    )
    environ = {"MEDVIRK_DATA": str(tmp_path), "DATABASE_URL": "sqlite:////no/medvirk.sqlite"}
    told = CliRunner().invoke(main, ["check"], env=environ)
    assert "No folder for the database: /no." in told.stdout.splitlines()


def test_a_server_listens_at_no_address_of_another_machine(terminal: Terminal) -> None:
    told = terminal.run("serve", "--host", "203.0.113.77", "--port", free_port())
    says = "Ingen adresse på denne maskinen heter 203.0.113.77. Velg en annen med --host.\n"
    assert (told.returncode, told.stderr) == (1, says)


def test_a_date_in_no_year_of_ours_is_refused(tmp_path: Path) -> None:
    told = CliRunner().invoke(
        main,
        ["meeting", "new", "--sample", "--date", "9999-12-31"],
        env={"MEDVIRK_DATA": str(tmp_path)},
    )
    says = "Error: Velg en dato mellom år 2000 og 2199.\n"
    assert (told.exit_code, told.output) == (1, says)


def test_a_copy_of_another_database_server_is_refused(terminal: Terminal, tmp_path: Path) -> None:
    terminal.environ["DATABASE_URL"] = "postgresql://127.0.0.1:1/medvirk"
    done = terminal.run("backup", tmp_path / "copy.sqlite")
    assert (done.returncode, "Dette gjelder bare SQLite." in done.stderr) == (1, True)


def test_check_says_that_phones_cannot_reach_a_server_of_this_machine_only(
    terminal: Terminal,
) -> None:
    alone = "No network: phones cannot reach this machine."
    behind_a_proxy = terminal.run("check").stdout.splitlines()
    del terminal.environ["PUBLIC_URL"]
    with terminal.served(free_port()):
        done = terminal.run("check")
    assert (done.returncode, done.stdout.splitlines()[-1], alone in behind_a_proxy) == (
        1,
        alone,
        False,
    )
