"""The report as a document, which PDF and Word are written from."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

import app
from app.report.told import told_of
from facilitator.documents.blocks import Document
from facilitator.documents.html import document_of
from facilitator.models import Meeting
from facilitator.report.edition import Edition

FONTS = Path(app.__file__).parent / "fonts"
"""All fonts of documents; those of the computer are not used, so that files are the same."""


def document_from(
    db: Session, meetings: Sequence[Meeting], edition: Edition, now: datetime
) -> Document:
    """What ``told_of`` draws of the ``meetings``; needs an application context."""
    drawn = told_of(db, meetings, edition, now)
    return document_of(
        drawn.html,
        title=drawn.title,
        language=drawn.language,
        author=drawn.author,
        footer=drawn.footer,
        contents=drawn.contents,
        date=drawn.changed_at.isoformat(),
    )
