"""The report as a document, which PDF and Word are written from."""

from pathlib import Path

import app
from app.exports.formats import Source
from app.report.drawing import draw_report
from facilitator.documents.blocks import Document
from facilitator.documents.html import document_of

FONTS = Path(app.__file__).parent / "fonts"
"""All fonts of documents; those of the computer are not used, so that files are the same."""


def document_from(source: Source) -> Document:
    """The report of a meeting for an edition."""
    drawn = draw_report(source.db, source.meeting, source.edition, source.now)
    return document_of(
        drawn.html,
        title=drawn.title,
        language=drawn.language,
        author=drawn.author,
        footer=drawn.footer,
        contents=drawn.contents,
        date=drawn.changed_at.isoformat(),
    )
