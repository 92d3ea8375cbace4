"""Taking a meeting home from a terminal: the same bytes as the browser's, whole or not at all."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import BinaryIO
from urllib.parse import unquote

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app import Medvirk, taking_home
from app.cli import main
from app.exports.formats import Source, formats
from app.exports.names import addresses
from app.exports.writing import write_file
from app.pages import handing_out
from facilitator.exercises import phases
from facilitator.models import Meeting
from facilitator.samples import make_sample
from facilitator.samples.voices import bodies_of
from tests.app.pages.organiser import Organiser
from tests.app.waiting import PATIENCE
from tests.factories import EVENING, NOON, make_contribution, make_phone

README = Path(__file__).parents[2] / "README.md"
EVERY = """
import sys
from app.cli import main
folder, code, *asked = sys.argv[1:]
for one in asked:
    name, edition = one.split(",")
    output = f"{folder}/{name}-{edition}"
    more = ["--edition", edition, "--output", output]
    main(["export", code, "--format", name, *more], standalone_mode=False)
"""


@pytest.fixture
def meeting(medvirk: Medvirk, monkeypatch: pytest.MonkeyPatch) -> Meeting:
    """The sample meeting with something said to each exercise, in the terminal's installation."""
    for name, value in medvirk.settings.environ.items():
        monkeypatch.setenv(name, value)
    with medvirk.database.writing() as db:
        return hold(db, Random(1))


def hold(db: Session, choose: Random) -> Meeting:
    """A sample meeting with something said to each exercise."""
    meeting = make_sample(db, day=EVENING, now=NOON, choose=choose, tables=2)
    phone = make_phone(db, meeting)
    for exercise in (one for item in meeting.items for one in item.exercises):
        phases.open_phase(db, meeting, exercise_id=exercise.id, phase="table", now=NOON)
        make_contribution(db, phone, exercise, bodies_of(exercise.kind)[0])
    return meeting


def export(meeting: Meeting, name: str, output: Path | str, *more: str, code: str = "") -> Result:
    """What ``medvirk export`` says."""
    asked = ["export", code or meeting.code, "--format", name, "--output", str(output), *more]
    return CliRunner().invoke(main, asked)


def test_every_format_has_the_same_bytes_for_browsers_and_terminals(
    meeting: Meeting,
    medvirk: Medvirk,
    client: FlaskClient,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(handing_out, "PROGRAMS_PATIENCE", PATIENCE)
    every = {f"{one.name},{edition}": name for name, (one, edition) in addresses().items()}
    # Another process puts sets in another order.
    subprocess.run(
        [sys.executable, "-c", EVERY, tmp_path, meeting.code, *every],
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": "."},
        check=True,
    )
    written = {file.name: file.read_bytes() for file in tmp_path.iterdir() if file.is_file()}
    Organiser(client, medvirk).enter()
    for name in ("data.csv", "shared-report.docx"):
        one, edition = addresses()[name]
        taken = client.get(f"/organise/{meeting.code}/export/{name}", buffered=True)
        assert taken.content_type == one.media_type
        assert taken.data == written[f"{one.name}-{edition}"], name
    # The others are written by what the browser's are written by.
    for one, edition in addresses().values():
        again = tmp_path / "again"
        with again.open("w+b") as out:
            write_file(
                medvirk.database,
                medvirk.settings,
                [meeting.id],
                one,
                edition,
                NOON,
                out,
                lambda _done, _of: None,
            )
        assert again.read_bytes() == written[f"{one.name}-{edition}"], (one.name, edition)


def test_several_side_by_side_have_the_same_bytes_for_browsers_and_terminals(
    meeting: Meeting,
    medvirk: Medvirk,
    client: FlaskClient,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(handing_out, "PROGRAMS_PATIENCE", PATIENCE)
    with medvirk.database.writing() as db:
        other = hold(db, Random(2))
    file = tmp_path / "comparison.docx"
    codes = [meeting.code, other.code]
    told = CliRunner().invoke(main, ["compare", *codes, "--format", "docx", "--output", str(file)])
    assert (told.exit_code, told.output) == (0, "")
    Organiser(client, medvirk).enter()
    query = "&".join(f"code={code}" for code in codes)
    address = f"/organise/compare/export/comparison.docx?{query}"
    monkeypatch.setattr(handing_out, "PATIENCE", 0)
    browser = {"Accept": "text/html"}
    sent = client.get(address, headers=browser)
    assert f"?making={meeting.id}_{other.id}.docx.full." in sent.location
    assert sent.location.endswith(f"&{query}")
    waiting = client.get(sent.location, headers=browser).text
    assert f'href="/organise/compare?{query.replace("&", "&amp;")}&amp;edition=full"' in waiting
    taken = client.get(address, buffered=True)
    name = unquote(taken.headers["Content-Disposition"])
    assert f'filename="{codes[0]}-{codes[1]}-comparison.docx"' in name
    assert "sammenligning.docx" in name
    assert taken.content_type == formats()["docx"].media_type
    assert taken.data == file.read_bytes()
    refused = {
        ("csv", 2): "Error: Formatet finnes ikke her: csv. Velg et av disse: docx, html, pdf.",
        ("pdf", 1): "Error: Velg minst 2 møter, så er det noe å sammenligne.",
    }
    for (name, count), why in refused.items():
        asked = ["compare", *codes[:count], "--format", name, "--output", str(file)]
        assert CliRunner().invoke(main, asked).output.strip() == why


def test_the_standard_output_takes_it_too(meeting: Meeting, tmp_path: Path) -> None:
    file = tmp_path / "data.csv"
    assert export(meeting, "csv", file).output == ""
    assert export(meeting, "csv", "-").stdout_bytes == file.read_bytes()
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["data.csv"]


def test_the_formats_are_those_that_the_readme_names() -> None:
    (named,) = re.findall(r"medvirk export CODE --format (\S+\|\S+)", README.read_text("utf-8"))
    assert sorted(named.split("|")) == sorted(formats())


def test_what_cannot_be_exported_is_refused_in_words(meeting: Meeting, tmp_path: Path) -> None:
    file = tmp_path / "file"
    said = {
        "meeting": export(meeting, "csv", file, code="TRAPP99"),
        "format": export(meeting, "doc", file),
        "edition": export(meeting, "archive", file, "--edition", "shared"),
        "folder": export(meeting, "csv", tmp_path),
        "no such folder": export(meeting, "csv", tmp_path / "no" / "file"),
    }
    known = ", ".join(sorted(formats()))
    assert {what: (one.exit_code, one.output.strip()) for what, one in said.items()} == {
        "meeting": (1, "Error: Vi finner ikke noe møte med den koden. Sjekk tegnene."),
        "format": (1, f"Error: Formatet finnes ikke her: doc. Velg et av disse: {known}."),
        "edition": (1, "Error: Dette formatet finnes ikke i den utgaven."),
        "folder": (1, f"Error: Kan ikke skrive til {tmp_path}: Is a directory."),
        "no such folder": (
            1,
            f"Error: Kan ikke skrive til {tmp_path}/no/file: No such file or directory.",
        ),
    }
    assert not file.exists()


def test_what_breaks_off_leaves_the_older_file_as_it_was(
    meeting: Meeting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.write_text("older")

    def break_off(_source: Source, out: BinaryIO) -> None:
        out.write(b"half of it")
        raise ValueError

    broken = replace(formats()["csv"], write=break_off)
    monkeypatch.setattr(taking_home, "formats", lambda: {"csv": broken})
    assert isinstance(export(meeting, "csv", file).exception, ValueError)
    left = {one.name: one.read_text() for one in tmp_path.iterdir() if one.is_file()}
    assert left == {"file": "older"}
