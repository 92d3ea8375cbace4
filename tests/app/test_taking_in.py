"""Files with meetings from the terminal, and what is told to whoever opens one by hand."""

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from app import Medvirk
from app.cli import main
from app.config import Settings
from app.exports.formats import Source, formats
from app.taking_in import take_in_apart
from facilitator.errors import Refused
from facilitator.report.edition import Edition
from tests.facilitator.archive.evening import make_evening
from tests.factories import NOON

WHOLE = "Dette er et helt møte fra Medvirk,"


@pytest.fixture
def files(app: Flask, medvirk: Medvirk, tmp_path: Path) -> dict[str, Path]:
    """The archive and the template of one evening, by their format."""
    made = {}
    with app.app_context(), medvirk.database.reading() as db:
        meeting = make_evening(db, code="TRAPP47")
        source = Source(db, medvirk.settings, meeting, Edition.FULL, NOON)
        for name in ("archive", "template"):
            one = formats()[name]
            one.write(source, out := BytesIO())
            made[name] = tmp_path / f"{one.stem}.{one.ending}"
            made[name].write_bytes(out.getvalue())
    return made


def run(folder: Path, *arguments: object) -> Result:
    """What ``medvirk`` does in an installation of its own."""
    environ = {"MEDVIRK_DATA": str(folder), "PUBLIC_URL": "https://medvirk.example"}
    return CliRunner().invoke(main, [*map(str, arguments)], env=environ)


def test_a_file_is_taken_in_once_and_its_links_are_printed(
    files: dict[str, Path], tmp_path: Path
) -> None:
    came = json.loads(run(tmp_path / "new", "take-in", files["archive"], "--json").stdout)
    assert (came["code"], came["title"], came["date"], len(came["exercises"])) == (
        "TRAPP47",
        "Folkemøte «Æ» 😀",
        "2026-09-24",
        7,
    )
    assert came["links"]["join"] == "https://medvirk.example/j/TRAPP47"
    again = run(tmp_path / "new", "take-in", files["archive"])
    assert (again.exit_code, again.stderr) == (
        1,
        "Error: Møtet er her allerede, som «Folkemøte «Æ» 😀» med koden TRAPP 47.\n",
    )
    named = ("--title", "Folkemøte i Grong", "--date", "2027-03-04")
    made = run(tmp_path / "new", "take-in", files["template"], *named)
    assert made.stdout.splitlines()[0].startswith("Folkemøte i Grong  2027-03-04  ")


def test_whoever_opens_a_file_is_told_what_it_is(files: dict[str, Path]) -> None:
    told = {}
    for name, file in files.items():
        with ZipFile(file) as packed:
            assert packed.namelist() == ["README.txt", "meeting.json", "logo.png"]
            told[name] = packed.read("README.txt").decode().splitlines()
    assert {lines[0] for lines in told.values()} == {"Folkemøte «Æ» 😀 – 2026-09-24 – TRAPP 47"}
    assert {name: lines[2] for name, lines in told.items()} == {
        "archive": f"{WHOLE} til arkivet eller til en annen installasjon.",
        "template": "Dette er en mal fra Medvirk. Den er til å lage et nytt møte av.",
    }


def test_a_small_file_that_unpacks_to_more_than_memory_holds_is_refused(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=1) as file:
        file.writestr("meeting.json", "😀" + 64 * 1024 * 1024 * " ")
    little = "from app import taking_in; taking_in.MEMORY_MOST = 300 * 2**20; taking_in.main()"

    def answer_of(_module: str, question: bytes) -> bytes:
        program = [sys.executable, "-c", little]
        return subprocess.run(program, input=question, capture_output=True, check=True).stdout

    monkeypatch.setattr("app.taking_in.answer_of", answer_of)
    with pytest.raises(Refused) as told:
        take_in_apart(settings.database_url, packed.getvalue(), now=NOON)
    assert (told.value.code, len(packed.getvalue()) < 2**20) == ("file_too_large", True)
