"""A report as it is drawn, and what is made of it: once for all tests."""

from base64 import b64encode
from functools import cache
from pathlib import Path

import app
from facilitator.documents.blocks import Document
from facilitator.documents.html import document_of
from facilitator.documents.pdf import pdf_of
from facilitator.documents.word import docx_of
from tests.facilitator.report import pictures

FONTS = Path(app.__file__).parent / "fonts"
PNG = f"data:image/png;base64,{b64encode(pictures.PNG).decode()}"
"""A picture of four dots, within an address."""
HTML = Path(__file__).with_name("sample.html").read_text("utf-8")


def read(html: str, language: str = "nb", contents: str = "") -> Document:
    """The document of some HTML."""
    return document_of(
        html,
        title="Kommune 3.0",
        language=language,
        author="Forskningsdagene på Steinkjer",
        footer="Innspillsrapport · Kommune 3.0 · 21. september 2017",
        date="2017-09-21T19:30:00+02:00",
        contents=contents,
    )


@cache
def sample() -> Document:
    """The sample as a document."""
    return read(HTML, contents="Innhold")


@cache
def sample_pdf() -> bytes:
    """The sample as PDF."""
    return pdf_of(sample(), FONTS)


@cache
def sample_docx() -> bytes:
    """The sample as Word."""
    return docx_of(sample(), FONTS)
