"""Meetings side by side: drawn in few queries, and documents are made of what is drawn."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from flask import Flask
from lxml.html import fromstring
from sqlalchemy.orm import Session

from app.report.comparing import draw_comparison
from app.report.documents import FONTS, document_from
from facilitator import themes
from facilitator.documents.blocks import Contents, Figure, Heading
from facilitator.documents.pdf import pdf_of
from facilitator.exercises import kind_of, kinds
from facilitator.models import Meeting
from facilitator.report.edition import Edition
from facilitator.samples.voices import bodies_of
from tests.factories import (
    NOON,
    make_contribution,
    make_exercise,
    make_item,
    make_meeting,
    make_phone,
)
from tests.queries import queries


def town(db: Session, place: str, language: str, asked: Sequence[str], said: int) -> Meeting:
    """A meeting with an exercise of each kind that is ``asked``, ``said`` things in each."""
    meeting = make_meeting(db, place=place, language=language)
    item = make_item(db, meeting)
    phones = [make_phone(db, meeting, 1 + at) for at in range(2)]
    for kind in map(kind_of, asked):
        exercise = make_exercise(db, item, kind.name, phase="table")
        bodies = bodies_of(kind.name)
        ids: dict[str, list[str]] = {}
        for at in range(said):
            body = bodies[at % len(bodies)]
            one = make_contribution(db, phones[at % 2], exercise, body)
            ids.setdefault(kind.shelf(one.body), []).append(one.id)
        for own in ids.values() if kind.has_themes and kind.listed else ():
            joined: Any = {"ids": own[:2], "title": "Tid <og> «rom» & æøå 🎈", "who": "c"}
            themes.make(db, meeting, exercise_id=exercise.id, now=NOON, **joined)
    return meeting


@pytest.fixture
def towns(db: Session) -> list[Meeting]:
    """Three that used every kind, in three languages, and one where nobody said anything."""
    return [
        town(db, "Verdal", "nb", list(kinds()), 4),
        town(db, "Namsos", "nn", list(kinds()), 4),
        town(db, "Levanger & <Ytterøy> bygdehus", "en", list(kinds()), 4),
        town(db, "Snåsa", "nb", list(kinds()), 0),
    ]


def test_it_has_a_column_for_each_meeting_and_is_set_as_a_document(
    app: Flask, db: Session, towns: list[Meeting]
) -> None:
    with app.app_context():
        drawn = draw_comparison(db, towns, Edition.FULL, NOON)
        document = document_from(db, towns, Edition.FULL, NOON)
    figures = sum(isinstance(block, Figure) for block in document.blocks)
    page = fromstring(drawn.html)
    # The ladder of all, and of each its ladder, its forces and its grid.
    assert figures == len(page.findall(".//figure")) == 1 + 3 * 3
    beside = page.find_class("report-beside")
    rows = [row for one in beside for row in one.iterfind(".//tbody/tr") if len(row) > 1]
    # A column for each and one for what the row is about; who said nothing is not held against the
    # others; a group of rows has one name.
    heads = {len(one.findall(".//thead//th")) for one in beside}
    assert heads == {4, 5}
    assert {len(row) for row in rows} == heads
    sections = [" ".join(one.text_content().split()) for one in page.iter("h2")]
    with pikepdf.open(BytesIO(pdf_of(document, FONTS))) as pdf, pdf.open_outline() as outline:
        assert [one.title for one in outline.root] == sections
    # Whoever is in a hurry reads the findings; the list of contents comes after them.
    at = next(number for number, one in enumerate(document.blocks) if isinstance(one, Contents))
    before = [one for one in document.blocks[:at] if isinstance(one, Heading) and one.level == 2]
    assert ["".join(run.text for run in one.runs) for one in before] == ["Det viktigste"]
    text = " ".join(page.text_content().split())
    assert "&lt;Ytterøy" not in text
    assert "Levanger & <Ytterøy> bygdehus (begge bord)." in text
    assert "Ingen innspill er med herfra: Snåsa." in text
    assert "«Tid <og> «rom» & æøå 🎈» går igjen på alle tre møter:" in text


@pytest.mark.parametrize("edition", list(Edition))
def test_more_exercises_take_no_more_queries(app: Flask, db: Session, edition: Edition) -> None:
    counts = []
    for asked in (["ideas"], ["ideas", "ladder", "forces", "ideas", "poll", "measures"]):
        meetings = [town(db, place, "nb", asked, 2) for place in ("Verdal", "Namsos")]
        db.flush()
        db.expire_all()
        # As a page has them when it begins.
        assert all(one.code for one in meetings)
        with app.app_context(), queries(db) as sent:
            draw_comparison(db, meetings, edition, NOON)
        counts.append(len(sent))
    assert counts[0] == counts[1] < 50
