"""The report of a whole evening is read into PDF and Word as it is drawn; nothing is unknown."""

from io import BytesIO

import docx
import pikepdf
from flask import Flask
from lxml.html import fromstring

from app.report.documents import FONTS, document_from
from app.report.drawing import draw_report
from facilitator.documents.pdf import pdf_of
from facilitator.documents.word import docx_of
from facilitator.report.edition import Edition
from tests.app.report.evening import Told


def test_its_sections_tables_and_pictures_are_those_of_the_page(app: Flask, told: Told) -> None:
    with app.app_context():
        drawn = draw_report(told.db, told.meeting, Edition.FULL, told.end)
        document = document_from(told.db, (told.meeting,), Edition.FULL, told.end)
    page = fromstring(drawn.html)
    sections = [" ".join(one.text_content().split()) for one in page.iter("h2")]
    word = docx.Document(BytesIO(docx_of(document, FONTS)))
    headings = [one.text for one in word.paragraphs if one.style and one.style.name == "Heading 1"]
    pictures = len(page.findall(".//figure"))
    with pikepdf.open(BytesIO(pdf_of(document, FONTS))) as pdf, pdf.open_outline() as outline:
        assert [one.title for one in outline.root] == sections
    assert headings == sections
    assert len(word.inline_shapes) == pictures
    # The facts stand in a table too.
    assert len(word.tables) == len(page.findall(".//table")) + 1
    assert pictures > 2
