"""Draws several meetings side by side as one article of HTML, as a report is drawn."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from app.languages import LANGUAGES, reading, translator
from app.letters.phrases import _
from app.report.drawing import Drawn, give_way, in_pieces
from app.report.sections import titles_of
from facilitator.exercises import kinds
from facilitator.meetings import code_text
from facilitator.models import Meeting
from facilitator.report.account import account_of
from facilitator.report.comparing import compared
from facilitator.report.edition import Edition
from facilitator.report.review.to_review import left_to_review


def draw_comparison(
    db: Session, meetings: Sequence[Meeting], edition: Edition, now: datetime
) -> Drawn:
    """``meetings`` side by side, in the language of the first; needs an application context.

    Args:
        now: aware UTC; tells how far a meeting that still runs has come, and nothing else.
    """
    accounts = []
    for meeting in meetings:
        accounts.append(account_of(db, meeting, edition, now))
        give_way()
    shared = edition is Edition.SHARED
    left = [left_to_review(db, meeting.id) for meeting in meetings] if shared else []
    first = meetings[0]
    found = compared(accounts, first.language, _usual())
    with reading(first.language):
        titles = {id: title for account in accounts for id, title in titles_of(account).items()}
        title = _("Møtene side om side")
        name = _("Sammenligning, delingsversjon") if shared else _("Sammenligning")
        names = names_of(meetings)
        template = current_app.jinja_env.get_template("report/comparison.html")
        html = in_pieces(
            template,
            accounts=accounts,
            names=names,
            name=name,
            left=left,
            matches=[match for match in found.matches if any(match.given)],
            silent=[match for match in found.matches if not any(match.given)],
            alone=found.alone,
            titles=titles,
            sources_listed=False,
            title=title,
            language=first.language,
        )
        return Drawn(
            title=title,
            language=first.language,
            author=first.host,
            footer=" · ".join((name, ", ".join(names))),
            contents=_("Innhold"),
            changed_at=max(account.changed_at for account in accounts),
            html=html,
        )


def _usual() -> Mapping[str, str]:
    """The titles that themes are offered, in small letters and in every language, each with what
    it is in bokmål: so they are known again whatever language a meeting was held in.
    """
    offered = [title for kind in kinds().values() for title in kind.offered_themes]
    translations = [translator(language) for language in LANGUAGES]
    return {translate(title).casefold(): title for translate in translations for title in offered}


def names_of(meetings: Sequence[Meeting]) -> Sequence[str]:
    """What the meetings are called beside each other: their places, more where those are alike."""
    ways: Sequence[Callable[[Meeting], str]] = (
        lambda meeting: meeting.place or meeting.title,
        lambda meeting: " – ".join(filter(None, (meeting.place, meeting.title))),
        lambda meeting: f"{meeting.place or meeting.title} ({code_text(meeting.code)})",
    )
    every = [[way(meeting) for meeting in meetings] for way in ways]
    return next((names for names in every if len(set(names)) == len(names)), every[-1])
