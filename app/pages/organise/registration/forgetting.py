"""When those who registered are deleted, what was deleted, and deleting them at once."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import flash, render_template
from flask_babel import gettext as _

from app import medvirk
from app.pages.organise.frame import blueprint, found, see
from facilitator import forgetting as domain
from facilitator.models import Invitation, Meeting
from facilitator.registration import times
from facilitator.registration.asked.people import ROLES


@blueprint.get("/<code>/forgetting")
def forgetting(code: str) -> str:
    """The date, what there is, and what was deleted and when."""
    with medvirk().database.reading() as db:
        meeting = found(db, code)
        invitation = db.get_one(Invitation, meeting.id)
        kept, day = domain.kept(db, meeting), times.forget_on(db, meeting)
    zone = ZoneInfo(meeting.zone)

    def local(at: datetime | None) -> datetime | None:
        return at.astimezone(zone) if at else None

    return render_template(
        "organise/registration/forgetting.html",
        meeting=meeting,
        kept=kept,
        day=day,
        forgotten_at=local(invitation.forgotten_at),
        diet_forgotten_at=local(invitation.diet_forgotten_at),
        figures=invitation.figures,
        role_names=ROLES,
    )


@blueprint.get("/<code>/forgetting/now")
def confirm_forgetting(code: str) -> str:
    """What is deleted if one says yes, and what to take home first."""
    with medvirk().database.reading() as db:
        meeting = found(db, code)
        kept = domain.kept(db, meeting)
    return render_template("organise/registration/forget_now.html", meeting=meeting, kept=kept)


@blueprint.post("/<code>/forgetting/now")
def forget(code: str) -> Any:
    """Delete them now."""
    database = medvirk().database
    with database.writing() as db:
        domain.forget(db, found(db, code), medvirk().clock())
    database.shred()
    flash(_("Påmeldingene er slettet."))
    return see("forgetting", code=code)


@blueprint.app_template_global()
def days_left_of(meeting: Meeting) -> int | None:
    """In how many days everybody is deleted, when it is time to say so."""
    with medvirk().database.reading() as db:
        return domain.days_left(db, meeting, medvirk().clock())
