"""How the organiser's pages speak of letters, and what of them waits for the organiser."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from app import medvirk
from app.letters.mail_server import MailServer, mail_server_of
from app.pages.organise.frame import blueprint
from facilitator.models import Letter, Meeting
from facilitator.registration import told
from facilitator.registration.post import outbox
from facilitator.registration.post.letters import LetterKind, LetterState
from facilitator.registration.post.truth import true_ones
from facilitator.registration.told import Told

KINDS: Mapping[str, Any] = {
    LetterKind.CONFIRMED: _l("Bekreftelse"),
    LetterKind.WAITING: _l("Venteliste"),
    LetterKind.AGAIN: _l("Lenka på nytt"),
    LetterKind.OFFER: _l("Tilbud om plass"),
    LetterKind.LAPSED: _l("Frist gått ut"),
    LetterKind.CANCELLED: _l("Avmelding"),
    LetterKind.REMINDER: _l("Påminnelse"),
    LetterKind.CHANGED: _l("Ny tid eller nytt sted"),
    LetterKind.THANKS: _l("Takk og rapport"),
    LetterKind.MESSAGE: _l("Egen melding"),
    LetterKind.FORGETTING: _l("Slettes snart"),
}
STATES: Mapping[str, Any] = {
    LetterState.QUEUED: _l("I kø"),
    LetterState.SENT: _l("Sendt"),
    LetterState.FAILED: _l("Kom ikke fram"),
    LetterState.HANDED: _l("Sendt av deg"),
    LetterState.DROPPED: _l("Ikke sendt, gjelder ikke lenger"),
}


@dataclass(frozen=True)
class Notices:
    """What the organiser should do something about."""

    change: Told | None
    """What people were told of time and place, when that is no longer so."""
    failed: int
    by_hand: int


def mail_server() -> MailServer | None:
    """Where letters are handed in; None when the organiser sends them."""
    return mail_server_of(medvirk().settings.smtp_url)


def waiting_for_organiser(db: Session, meeting: Meeting, now: datetime) -> Sequence[Letter]:
    """The letters that are true and that nobody but the organiser can send, the oldest first."""
    queued = outbox.queued(db, meeting)
    if mail_server() is not None:
        queued = [letter for letter in queued if not letter.recipient]
    return true_ones(db, meeting, queued, now)


def notices_of(meeting: Meeting) -> Notices:
    """What stands on top of every page of the meeting."""
    now = medvirk().clock()
    with medvirk().database.reading() as db:
        return Notices(
            change=told.changed(db, meeting, now),
            failed=outbox.count(db, meeting).get(LetterState.FAILED, 0),
            by_hand=len(waiting_for_organiser(db, meeting, now)),
        )


@blueprint.context_processor
def _with_notices() -> dict[str, Callable[[Meeting], Notices]]:
    return {"letter_notices": notices_of}
