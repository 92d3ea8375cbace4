"""An organiser's visit: it begins with a link or a password and is kept in a signed cookie."""

from flask import session
from sqlalchemy.orm import Session

from facilitator.models import Organiser

_WHO, _GENERATION, _BY_LINK = "organiser", "generation", "by_link"


def begin(organiser: Organiser, *, by_link: bool) -> None:
    """Begin a visit; nothing is left of what the browser's cookie said before."""
    session.clear()
    session.permanent = True
    session[_WHO], session[_BY_LINK] = organiser.id, by_link
    go_on(organiser)


def go_on(organiser: Organiser) -> None:
    """Let this visit go on where the organiser's others have just been ended."""
    session[_GENERATION] = organiser.generation


def end() -> None:
    """End the visit of this browser."""
    session.clear()


def began_by_link() -> bool:
    """Whether the visitor came by a one-time link, and so need not know a password."""
    return session.get(_BY_LINK) is True


def visitor(db: Session) -> Organiser | None:
    """Who the browser belongs to, when the visit is not over."""
    number = session.get(_WHO)
    organiser = db.get(Organiser, number) if isinstance(number, int) else None
    if organiser is None or organiser.removed_at is not None:
        return None
    return organiser if organiser.generation == session.get(_GENERATION) else None
