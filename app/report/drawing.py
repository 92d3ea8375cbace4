"""Draws the report of a meeting once, as HTML; the web page, PDF and Word are all made of it."""

import time
from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from jinja2 import Template
from sqlalchemy.orm import Session

from app.filters import date_alone
from app.languages import reading
from app.letters.phrases import _
from app.report.people import people_of
from app.report.sections import sections_of, titles_of
from facilitator.models import Invitation, Meeting
from facilitator.report.account import Account, account_of
from facilitator.report.edition import Edition

_PIECE = 0.02
"""Seconds that one draws before others are answered."""


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
    account = account_of(db, meeting, edition, now)
    invitation = db.get_one(Invitation, meeting.id)
    with reading(meeting.language):
        people = people_of(db, meeting)
        titles = titles_of(account)
        name = _("Delingsversjon") if edition is Edition.SHARED else _("Innspillsrapport")
        template = current_app.jinja_env.get_template("report/report.html")
        html = in_pieces(
            template,
            report=account,
            people=people,
            titles=titles,
            sections=sections_of(account, people, titles),
            name=name,
            purpose=invitation.purpose,
            contact=account.words.contact or invitation.contact,
            logo=_logo(account),
            sources_listed=not account.leaves_out("appendix"),
            language=meeting.language,
        )
        return Drawn(
            title=meeting.title,
            language=meeting.language,
            author=meeting.host,
            footer=" · ".join((name, meeting.title, date_alone(meeting.date))),
            contents=_("Innhold"),
            changed_at=account.changed_at,
            html=html,
        )


def give_way() -> None:
    """Let a server answer others; where nobody is served this takes no time.

    A server's network library has put its own ``sleep`` in the place of this one.
    """
    time.sleep(0)


def in_pieces(template: Template, **shown: Any) -> str:
    """What ``template`` draws; a server answers others between its pieces."""
    pieces, since = [], time.monotonic()
    for piece in template.generate(**shown):
        pieces.append(piece)
        if time.monotonic() - since > _PIECE:
            give_way()
            since = time.monotonic()
    return "".join(pieces)


def _logo(account: Account) -> str:
    """The address of the picture itself; empty without one."""
    image = account.words.logo
    if not image:
        return ""
    kind = "png" if image.startswith(b"\x89PNG") else "jpeg"
    return f"data:image/{kind};base64,{b64encode(image).decode()}"
