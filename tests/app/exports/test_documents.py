"""The report is taken home as PDF and as Word, the same bytes each time."""

from dataclasses import replace
from io import BytesIO

import docx
import pikepdf
from flask import Flask
from sqlalchemy.orm import Session

from app.config import Settings
from app.exports.formats import Source, formats
from facilitator.report.edition import Edition
from tests.app.exports.evening import twice
from tests.factories import NOON, make_meeting


def test_a_meeting_is_taken_home_as_pdf_and_as_word(
    app: Flask, settings: Settings, db: Session
) -> None:
    meeting = make_meeting(db, title="Møte = 1+1", language="nn")
    steps: list[tuple[int, int]] = []
    source = Source(db, settings, meeting, Edition.FULL, NOON)
    with app.test_request_context():
        pdf = twice("pdf", replace(source, told=lambda done, of: steps.append((done, of))))
        word = twice("docx", source)
    with pikepdf.open(BytesIO(pdf)) as opened, opened.open_metadata() as about:
        assert (about["dc:title"], str(opened.Root.Lang)) == ("Møte = 1+1", "nn-NO")
    assert docx.Document(BytesIO(word)).core_properties.title == "Møte = 1+1"
    assert steps == [(0, 2), (1, 2), (2, 2)] * 2


def test_their_names_are_those_of_the_files() -> None:
    assert [(formats()[name].ending, formats()[name].media_type) for name in ("pdf", "docx")] == [
        ("pdf", "application/pdf"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ]
