"""The ways in and out for organisers: the link that works once, the password, signing out."""

import re
from http import HTTPStatus
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app import medvirk
from app.access import Role, read_key
from app.live.limits import FAILED_LOOKUPS, Allowance
from app.pages.organise import visit
from app.pages.organise.frame import blueprint, me, see, way_in
from app.refusals import explain
from facilitator import deeds, organisers
from facilitator.errors import Refused, Unknown
from facilitator.models import Organiser

WRONG_PASSWORDS = Allowance(burst=30, rate=0.1)
"""From each address, which may be a whole town hall's."""
WRONG_FOR_ACCOUNT = Allowance(burst=8, rate=1 / 60)
"""For each e-mail address; the one-time link still lets its owner in."""

_OWN_PATH = re.compile(r"/organise(/(?!/)[\w.\-/?=&%+]*)?", re.ASCII)


@blueprint.get("/enter/<key>", endpoint="enter")
@blueprint.get("/enter/<key>/<code>", endpoint="enter")
def enter(key: str, code: str = "") -> Any:
    """Use the link up and go on to the meetings, or to the meeting ``code``.

    A link that does not hold leads to the sign-in page, and who is in already on all the same.
    """
    on = url_for("organise.show", code=code) if code else url_for("organise.index")
    # HEAD is asked by those who only look at the link.
    if request.method != "HEAD":
        try:
            visit.begin(_used(key), by_link=True)
        except Unknown:
            if g.organiser is None:
                return see("sign_in_page", asked=on, used=1)
    return redirect(on, HTTPStatus.SEE_OTHER)


@blueprint.get("/welcome/<key>")
def welcome(key: str) -> str:
    """Where the link that was sent to somebody leads; the button on it uses the link up."""
    return render_template("organise/entry/welcome.html", key=key)


def _used(key: str) -> Organiser:
    parts = medvirk()
    address = request.remote_addr or ""
    if parts.live.limits.exhausted("lookup", address, FAILED_LOOKUPS):
        raise Refused("too_fast")
    try:
        with parts.database.writing() as db:
            access = read_key(parts.settings.secret_key, db, key)
            if access.role is not Role.ORGANISE:
                raise Unknown("bad_key")
            organiser = organisers.use_link(db, int(access.seat), access.generation)
            deeds.note(db, "enter", organiser_id=organiser.id, now=parts.clock())
    except Unknown:
        parts.live.limits.take("lookup", address, FAILED_LOOKUPS)
        raise
    return organiser


@blueprint.get("/sign-in")
def sign_in_page() -> Any:
    """The form."""
    asked = _own(request.args.get("asked", ""))
    if g.organiser is not None:
        return redirect(asked or url_for("organise.index"), HTTPStatus.SEE_OTHER)
    return way_in(asked=asked, used="used" in request.args)


@blueprint.post("/sign-in")
def sign_in() -> Any:
    """Come in by address and password."""
    email, asked = request.form.get("email", "")[:254], _own(request.form.get("asked", ""))
    try:
        g.organiser = _with_password(email, request.form.get("password", ""))
    except Refused as refused:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if refused.code == "many_passwords":
            status = HTTPStatus.TOO_MANY_REQUESTS
        return way_in(asked=asked, email=email, problem=explain(refused)), status
    visit.begin(g.organiser, by_link=False)
    return redirect(asked or url_for("organise.index"), HTTPStatus.SEE_OTHER)


def _with_password(email: str, password: str) -> Organiser:
    """Who that is.

    Raises:
        Refused: ``wrong_password``; ``many_passwords`` after too many wrong ones.
    """
    database, limits = medvirk().database, medvirk().live.limits
    tried = (
        ("password", request.remote_addr or "", WRONG_PASSWORDS),
        ("account", email.strip().casefold(), WRONG_FOR_ACCOUNT),
    )
    if any(limits.exhausted(*one) for one in tried):
        raise Refused("many_passwords")
    try:
        with database.reading() as db:
            organiser = organisers.with_password(db, email, password)
    except Refused:
        for one in tried:
            limits.take(*one)
        raise
    if organisers.is_kept_as_before(organiser):
        with database.writing() as db:
            organisers.renew_hash(db.get_one(Organiser, organiser.id), password)
    return organiser


@blueprint.post("/sign-out")
def sign_out() -> Any:
    """End the visit of this browser."""
    visit.end()
    flash(_("Du er logget ut."))
    return see("sign_in_page")


@blueprint.post("/sign-out-everywhere")
def sign_out_everywhere() -> Any:
    """End every visit of this organiser, this one too."""
    with medvirk().database.writing() as db:
        organisers.end_visits(organisers.known(db, me().id))
    visit.end()
    flash(_("Du er logget ut."))
    return see("sign_in_page")


def _own(path: str) -> str:
    """``path`` when it is one of the organiser's pages, else nothing."""
    return path if _OWN_PATH.fullmatch(path) else ""
