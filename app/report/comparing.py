"""Draws several meetings side by side as one article of HTML, as a report is drawn."""

from collections.abc import Sequence
from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from app.languages import reading
from app.letters.phrases import _
from app.report.drawing import Drawn
from app.report.sections import titles_of
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
        names = [meeting.place or meeting.title for meeting in meetings]
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
