"""What people decide about their places on their own page: take one, give it up, be forgotten."""

from http import HTTPStatus
from typing import Any

from flask import flash, request
from flask_babel import gettext as _

from app import medvirk
from app.languages import drawn
from app.pages.signup.frame import blueprint
from app.pages.signup.own import greet, own_of, read_own, see_own
from app.refusals import explain
from facilitator.errors import Refused, Unknown
from facilitator.registration import own as domain
from facilitator.registration.placing import places
from facilitator.registration.standing import LIVE, By, State


@blueprint.post("/r/<key>/accept")
def accept(key: str) -> Any:
    """Take the place that is held."""
    greet(key)
    with medvirk().database.writing() as db:
        meeting, person = read_own(db, key)
        try:
            places.accept(db, meeting, person, medvirk().clock())
        except Refused as refused:
            # The page says at once that the offer is over, before the server has looked by itself.
            places.expire(db, meeting, medvirk().clock())
            flash(explain(refused), "problem")
        else:
            flash(_("Plassen er din. Velkommen!"))
    return see_own(key)


@blueprint.post("/r/<key>/decline")
def decline(key: str) -> Any:
    """Let the place that is held go to the next in line; one that was taken meanwhile stays."""
    greet(key)
    with medvirk().database.writing() as db:
        meeting, person = read_own(db, key)
        places.decline(db, meeting, person, medvirk().clock())
        taken = person.state == State.CONFIRMED
    if taken:
        flash(_("Du har alt tatt plassen. Kan du ikke komme, kan du melde deg av."), "problem")
    else:
        flash(_("Takk for svaret. Plassen går videre til neste på ventelista."))
    return see_own(key)


@blueprint.get("/r/<key>/cancel")
def ask_to_cancel(key: str) -> Any:
    """Ask who gives up their place."""
    own = own_of(key)
    return drawn("signup/cancel.html", meeting=own.meeting, own=own)


@blueprint.post("/r/<key>/cancel")
def cancel(key: str) -> Any:
    """Give up the places of those who were ticked; of everybody where there is nobody to tick."""
    own = own_of(key)
    chosen = request.form.getlist("who")
    if len(own.live) > 1 and not chosen:
        problem = _("Kryss av for hvem som ikke kommer.")
        page = drawn("signup/cancel.html", meeting=own.meeting, own=own, problem=problem)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    with medvirk().database.writing() as db:
        meeting, person = read_own(db, key)
        people = [one for one in domain.mine(db, person) if one.state in LIVE]
        # Who pressed twice has chosen somebody who is gone by now, not the one who is left.
        gone = [one for one in people if one.id in chosen or (not chosen and len(people) == 1)]
        places.cancel(db, meeting, gone, by=By.PERSON, now=medvirk().clock())
    flash(_("Takk for at du sa fra."))
    return see_own(key)


@blueprint.post("/r/<key>/delete")
def delete(key: str) -> Any:
    """Delete everything about people who have given up their places."""
    greet(key)
    try:
        with medvirk().database.writing() as db:
            meeting, person = read_own(db, key)
            domain.delete(db, meeting, person, medvirk().clock())
    except Unknown:
        raise
    except Refused as refused:
        flash(explain(refused), "problem")
        return see_own(key)
    return drawn("signup/deleted.html", meeting=meeting)
