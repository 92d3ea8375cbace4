"""The report as a file in a browser: for everybody who reads it, on any screen and on paper."""

from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from app import Medvirk
from app.exports.formats import Source, formats
from app.languages import LANGUAGES, SOURCE
from facilitator.report.edition import Edition
from tests.app.report.evening import Told
from tests.browser.axe import AXE, too_wide, violations
from tests.factories import make_contribution

HARD_TO_SET = ("Ord" * 70, "مرحبا بالعالم هذه مدينتنا", "<b>&amp; «sitat» #18</b>", "🚲 " * 20)


def write(app: Flask, told: Told, language: str, file: Path) -> None:
    parts: Medvirk = app.extensions["medvirk"]
    told.meeting.language = language
    out = BytesIO()
    with app.app_context():
        source = Source(told.db, parts.settings, told.meeting, Edition.FULL, told.end)
        formats()["html"].write(source, out)
    file.write_bytes(out.getvalue())


@pytest.fixture
def hard(told: Told) -> Told:
    """The evening, with words that are hard to set."""
    told.ideas.phase = "table"
    for text in HARD_TO_SET:
        make_contribution(told.db, told.phones[0], told.ideas, {"text": text}, now=told.end)
        body = {"text": text, "role": text[:80]}
        make_contribution(told.db, told.phones[1], told.measures, body, now=told.end)
    told.db.flush()
    return told


def test_everybody_can_read_it_on_a_phone_on_a_desk_and_on_paper(
    app: Flask, hard: Told, browser: Browser, tmp_path: Path
) -> None:
    found: dict[tuple[str, int], object] = {}
    page = browser.new_page()
    for language in LANGUAGES:
        file = tmp_path / f"{language}.html"
        write(app, hard, language, file)
        page.goto(file.as_uri())
        page.add_script_tag(path=AXE)
        for width in (360, 1280) if language == SOURCE else (360,):
            page.set_viewport_size({"width": width, "height": 800})
            found[language, width] = (violations(page), too_wide(page))
    # A4 between its margins, at 96 dots an inch; what is too wide there is cut off.
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 658, "height": 900})
    found["paper", 658] = ([], too_wide(page))
    clipped = "(boxes) => boxes.filter((box) => box.scrollWidth > box.clientWidth + 1).length"
    assert page.locator(".report-wide").evaluate_all(clipped) == 0
    assert page.locator("nav").is_hidden()
    page.close()
    assert found == dict.fromkeys(found, ([], 0))
