"""The registrations in figures."""

from app import medvirk
from app.pages.organise.frame import blueprint, found
from app.pages.organise.moments import day_text
from app.pages.organise.registration.people import draw, role_said
from facilitator.registration import standing
from facilitator.registration.lists import listing
from facilitator.registration.lists.figures import FEW, figures_of


@blueprint.get("/<code>/figures")
def figures(code: str) -> str:
    """The page."""
    with medvirk().database.reading() as db:
        meeting = found(db, code)
        counts = standing.counts(db, meeting.id)
        people = listing.everybody(db, meeting.id)
    shown = {
        "figures": figures_of(people, meeting.zone),
        "counts": counts,
        "role_said": role_said,
        "day_text": day_text,
        "few": FEW,
    }
    return draw("organise/registration/figures.html", meeting, shown)
