"""Who the organisers are: take somebody in, hand out a new link, let somebody go."""

from http import HTTPStatus
from typing import Any

from flask import flash, g, render_template, request
from flask_babel import gettext as _

from app import medvirk
from app.links import welcome_link
from app.pages.organise.deeds import told
from app.pages.organise.frame import blueprint, field_of, see
from app.pages.organise.typed import Problems
from app.refusals import explain
from facilitator import deeds
from facilitator import organisers as known_here
from facilitator.errors import Invalid, Refused
from facilitator.models import Meeting, Organiser


@blueprint.get("/organisers")
def organisers() -> str:
    """All of them, with what each did last."""
    return _page({}, {})


@blueprint.post("/organisers")
def invite_organiser() -> Any:
    """Take somebody in, and show their link this once."""
    typed = {name: request.form.get(name, "") for name in ("name", "email")}
    try:
        with medvirk().database.writing() as db:
            invited = known_here.invite(db, now=medvirk().clock(), **typed)
    except Invalid as refused:
        problems = {field_of(refused): explain(refused)}
        return _page(typed, problems), HTTPStatus.UNPROCESSABLE_ENTITY
    g.deed_facts = {"organiser": invited.id}
    return _page({}, {}, handed_to=invited)


@blueprint.post("/organisers/<int:organiser>/link")
def renew_entry(organiser: int) -> str:
    """Show a new link this once; the one before does not hold any more."""
    with medvirk().database.writing() as db:
        found = known_here.known(db, organiser)
        known_here.renew_link(found)
    return _page({}, {}, handed_to=found)


@blueprint.post("/organisers/<int:organiser>/remove")
def remove_organiser(organiser: int) -> Any:
    """Let somebody go; who removes themselves is out at once."""
    try:
        with medvirk().database.writing() as db:
            found = known_here.known(db, organiser)
            known_here.remove(db, found, medvirk().clock())
    except Refused as refused:
        flash(explain(refused), "problem")
    else:
        flash(_("%(name)s er ikke lenger arrangør.", name=found.name or _("Arrangøren")))
    return see("organisers")


def _page(typed: dict[str, str], problems: Problems, handed_to: Organiser | None = None) -> str:
    settings = medvirk().settings
    with medvirk().database.reading() as db:
        here, last = known_here.those_here(db), deeds.last_of_each(db)
        numbers = {deed.meeting_id for deed in last.values() if deed.meeting_id is not None}
        meetings = {number: db.get_one(Meeting, number) for number in numbers}
        names = deeds.names(db)
    lines = {number: told([deed], names, meetings)[0] for number, deed in last.items()}
    return render_template(
        "organise/entry/organisers.html",
        here=here,
        last=lines,
        typed=typed,
        problems=problems,
        handed_to=handed_to,
        handed_link=welcome_link(settings, handed_to) if handed_to else "",
    )
