"""Files to take home: at once when they are quick, else by a page that waits for them."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, Response, send_file
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import Medvirk
from app.exports import making
from app.exports import wanted as known_by
from app.exports.making import Maker
from app.pages import handing_out
from app.pages.organise.taken_home import exporting
from facilitator.models import Meeting
from facilitator.report.edition import Edition
from tests.app.exports.worker import FORMATS, GO, name_of
from tests.app.pages.organiser import Organiser
from tests.app.waiting import PATIENCE, eventually
from tests.factories import make_meeting

PAGES = "text/html,*/*"
FILE = "('Kommune 3.0: «Vi» & dere/alle', 41, None) full"


@pytest.fixture
def organiser(
    app: Flask, client: FlaskClient, medvirk: Medvirk, monkeypatch: pytest.MonkeyPatch
) -> Organiser:
    """An organiser of TRAPP47, where files are made in the tests' formats."""
    monkeypatch.setattr(
        exporting, "addresses", lambda: {name: (one, Edition.FULL) for name, one in FORMATS.items()}
    )
    monkeypatch.setattr(known_by, "module_of", name_of)
    monkeypatch.setattr(handing_out, "PATIENCE", PATIENCE)
    monkeypatch.setattr(handing_out, "PROGRAMS_PATIENCE", PATIENCE)
    maker = Maker(medvirk.settings, medvirk.database, "tests.app.exports.worker")
    app.extensions["medvirk"] = replace(medvirk, maker=maker)
    with medvirk.database.writing() as db:
        make_meeting(db, code="TRAPP47", title="Kommune 3.0: «Vi» & dere/alle", version=41)
    return Organiser(client, medvirk).enter()


def take(organiser: Organiser, address: str, accept: str = "*/*") -> TestResponse:
    """What comes from an address, all of it; ``PAGES`` is what browsers accept."""
    if not address.startswith("/"):
        address = f"/organise/TRAPP47/export/{address}"
    return organiser.client.get(address, headers={"Accept": accept}, buffered=True)


def test_a_quick_file_comes_at_once_under_a_name_that_says_what_it_is(
    organiser: Organiser,
) -> None:
    answer = take(organiser, "quick")
    assert (answer.status_code, answer.text) == (200, FILE)
    told = [answer.headers[name] for name in ("Content-Type", "Content-Length")]
    assert told == ["text/plain; charset=utf-8", f"{len(answer.data)}"]
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=\"TRAPP47-2026-09-24-quick.txt\"; filename*=UTF-8''"
        "Kommune%203.0%20%C2%ABVi%C2%BB%20%26%20dere%20alle%202026-09-24%20quick.txt"
    )
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_program_waits_for_its_file_where_a_browser_is_shown_a_page(
    organiser: Organiser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing_out, "PATIENCE", 0)
    assert take(organiser, "quick", PAGES).status_code == 303
    answer = take(organiser, "quick")
    assert (answer.status_code, answer.text) == (200, FILE)


def test_a_program_is_told_to_ask_again_and_a_browser_waits_on_a_page_that_takes_it_home(
    organiser: Organiser, medvirk: Medvirk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing_out, "PATIENCE", 0)
    monkeypatch.setattr(handing_out, "PROGRAMS_PATIENCE", 0)
    told = take(organiser, "slow")
    assert (told.status_code, told.headers["Retry-After"]) == (202, "2")
    assert told.text == "Fila lages. Spør igjen om litt.\n"
    sent = take(organiser, "slow", PAGES)
    assert sent.status_code == 303
    assert sent.location.startswith("/organise/TRAPP47/export/slow?making=1.slow.full.41-")
    assert told.location == sent.location

    def part() -> str:
        return take(organiser, f"{sent.location}&state=").text

    eventually(lambda: '<progress max="100" value="40"' in part())
    assert part().startswith('<div class="being-made" data-state="making" data-lives>')
    page = take(organiser, sent.location, PAGES)
    assert (page.status_code, "Refresh" in page.headers) == (200, False)
    assert f'<div data-refresh="{sent.location}&amp;state=">' in page.text
    assert f'<a class="ds-button" data-variant="secondary" href="{sent.location}">' in page.text
    with medvirk.database.writing() as db:
        # The meeting goes on; who waits gets what they asked for.
        db.get_one(Meeting, 1).version = 42
    (medvirk.settings.data / GO).touch()
    eventually(lambda: "data-lives" not in part())
    done = take(organiser, sent.location, PAGES)
    href = sent.location.replace("making=", "made=")
    assert (done.status_code, done.headers["Refresh"]) == (200, f"0; url={href}")
    assert f'<a href="{href}">Last ned fila</a>' in done.text
    assert take(organiser, href, PAGES).text == FILE


def test_what_failed_is_told_and_tried_again(organiser: Organiser) -> None:
    sent = take(organiser, "broken", PAGES)
    page = take(organiser, sent.location, PAGES)
    assert (page.status_code, "Refresh" in page.headers) == (503, False)
    number = re.findall(r"i loggen under ([0-9a-f]{6})\.", page.text)
    assert len(number) == 1
    assert '<a class="ds-button" href="/organise/TRAPP47/export/broken">Prøv igjen</a>' in page.text
    again = take(organiser, "broken")
    assert (again.status_code, again.content_type) == (503, "text/plain; charset=utf-8")
    (other,) = re.findall(r"i loggen under ([0-9a-f]{6})\.", again.text)
    assert other != number[0]


def test_only_what_was_begun_there_can_be_followed(
    organiser: Organiser, medvirk: Medvirk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with medvirk.database.reading() as db:
        key = medvirk.maker.wanted(db.get_one(Meeting, 1), FORMATS["quick"], Edition.FULL).key
    made = medvirk.settings.data / "made" / f"{key}.made"
    made.parent.mkdir()
    made.write_text(FILE)
    monkeypatch.setattr(making, "MOST_AT_ONCE", 0)
    monkeypatch.setattr(handing_out, "PATIENCE", 0)
    monkeypatch.setattr(handing_out, "PROGRAMS_PATIENCE", 0)
    for strange in (made.stem, "../../secret-key", "1.slow.full.1-x"):
        # It is as if nothing were followed.
        answer = take(organiser, f"slow?made={strange}")
        assert answer.text == "Fila lages. Spør igjen om litt.\n"
    assert take(organiser, f"quick?made={made.stem}").text == FILE
    assert take(organiser, "other.pdf").status_code == 404
    assert take(organiser, "/organise/TRAPP99/export/quick").status_code == 404


def test_a_file_that_is_cleared_away_as_it_is_sent_is_made_anew(
    organiser: Organiser, monkeypatch: pytest.MonkeyPatch
) -> None:
    cleared: list[Path] = []

    def too_late(file: Path, *told: Any, **options: Any) -> Response:
        if not cleared:
            cleared.append(file)
            file.unlink()
        return send_file(file, *told, **options)

    monkeypatch.setattr(handing_out, "send_file", too_late)
    answer = take(organiser, "quick")
    assert (answer.status_code, answer.text, len(cleared)) == (200, FILE, 1)
