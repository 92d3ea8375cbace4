"""Draws the report of a meeting once, as HTML; the web page, PDF and Word are all made of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from facilitator.models import Meeting
from facilitator.report.edition import Edition


@dataclass(frozen=True)
class Drawn:
    """A report, ready to be shown or written as a file.

    Args:
        html: one ``<article class="report">``, without scripts, with its pictures inline.
        footer: what stands at the foot of every page.
        contents: the title of the list of contents.
        changed_at: aware UTC, when what it tells was last changed.
    """

    title: str
    language: str
    author: str
    footer: str
    contents: str
    changed_at: datetime
    html: str


def draw_report(db: Session, meeting: Meeting, edition: Edition, now: datetime) -> Drawn:
    """The report of ``meeting`` in its language; needs an application context.

    Args:
        now: aware UTC; tells how far a meeting that still runs has come, and nothing else.
    """
    return Drawn(
        title=meeting.title,
        language=meeting.language,
        author=meeting.host,
        footer=meeting.title,
        contents="",
        changed_at=meeting.created_at,
        html='<article class="report"></article>',
    )
