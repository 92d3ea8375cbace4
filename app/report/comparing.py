"""Draws several meetings side by side as one article of HTML, as a report is drawn."""

from collections.abc import Callable, Sequence
from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from app.languages import reading
from app.letters.phrases import _
from app.report.drawing import Drawn
from app.report.sections import titles_of
from facilitator.meetings import code_text
from facilitator.models import Meeting
from facilitator.report.account import account_of
from facilitator.report.comparing import compared
from facilitator.report.edition import Edition


def draw_comparison(
    db: Session, meetings: Sequence[Meeting], edition: Edition, now: datetime
) -> Drawn:
    """``meetings`` side by side, in the language of the first; needs an application context.

    Args:
        now: aware UTC.
    """
    accounts = [account_of(db, meeting, edition, now) for meeting in meetings]
    first = meetings[0]
    with reading(first.language):
        titles = {id: title for account in accounts for id, title in titles_of(account).items()}
        title = _("Møtene side om side")
        names = _names(meetings)
        template = current_app.jinja_env.get_template("report/comparison.html")
        html = template.render(
            accounts=accounts,
            names=names,
            matches=compared(accounts, first.language),
            titles=titles,
            sources_listed=False,
            title=title,
            language=first.language,
        )
        return Drawn(
            title=title,
            language=first.language,
            author=first.host,
            footer=" · ".join((title, *names)),
            contents=_("Innhold"),
            changed_at=max(account.changed_at for account in accounts),
            html=html,
        )


def _names(meetings: Sequence[Meeting]) -> Sequence[str]:
    """What the meetings are called beside each other: their places, more where those are alike."""
    ways: Sequence[Callable[[Meeting], str]] = (
        lambda meeting: meeting.place or meeting.title,
        lambda meeting: " – ".join(filter(None, (meeting.place, meeting.title))),
        lambda meeting: f"{meeting.place or meeting.title} ({code_text(meeting.code)})",
    )
    every = [[way(meeting) for meeting in meetings] for way in ways]
    return next((names for names in every if len(set(names)) == len(names)), every[-1])
