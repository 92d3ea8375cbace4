"""The report as a document, which PDF and Word are written from."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

import app
from app.report.drawing import draw_report
from facilitator.documents.blocks import Document
from facilitator.documents.html import document_of
from facilitator.models import Meeting
from facilitator.report.edition import Edition

FONTS = Path(app.__file__).parent / "fonts"
"""All fonts of documents; those of the computer are not used, so that files are the same."""


def document_from(db: Session, meeting: Meeting, edition: Edition, now: datetime) -> Document:
    """The report of a meeting, as ``draw_report`` draws it; needs an application context."""
    drawn = draw_report(db, meeting, edition, now)
    return document_of(
        drawn.html,
        title=drawn.title,
        language=drawn.language,
        author=drawn.author,
        footer=drawn.footer,
        contents=drawn.contents,
        date=drawn.changed_at.isoformat(),
    )
