"""An organiser's own name, e-mail address and password."""

from http import HTTPStatus
from typing import Any

from flask import flash, render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import medvirk
from app.pages.organise import visit
from app.pages.organise.frame import blueprint, field_of, me, see
from app.pages.organise.typed import Problems
from app.refusals import explain
from facilitator import organisers
from facilitator.errors import Invalid
from facilitator.models import Organiser

_FIELDS = ("name", "email", "password", "current")


@blueprint.get("/account")
def account() -> str:
    """The form."""
    return _page({"name": me().name, "email": me().email}, {})


@blueprint.post("/account")
def change_account() -> Any:
    """Store what was typed; a new password ends the visits on other machines."""
    typed = {name: request.form.get(name, "") for name in _FIELDS}
    problems: Problems = {}
    with medvirk().database.writing() as db:
        organiser = organisers.known(db, me().id)
        for change in (_describe, _choose_password):
            try:
                change(db, organiser, typed)
            except Invalid as refused:
                problems[field_of(refused)] = explain(refused)
        if problems:
            db.rollback()
    if problems:
        return _page(typed, problems), HTTPStatus.UNPROCESSABLE_ENTITY
    visit.go_on(organiser)
    flash(_("Endringene er lagret."))
    return see("account")


def _describe(db: Session, organiser: Organiser, typed: dict[str, str]) -> None:
    organisers.describe(db, organiser, name=typed["name"], email=typed["email"])


def _choose_password(_db: Session, organiser: Organiser, typed: dict[str, str]) -> None:
    if not typed["password"] and organiser.password:
        return
    if _asks_current(organiser) and not organisers.knows_password(organiser, typed["current"]):
        raise Invalid("wrong_current", field="current")
    organisers.choose_password(organiser, typed["password"])


def _asks_current(organiser: Organiser) -> bool:
    """Whoever came by a one-time link may have forgotten it."""
    return bool(organiser.password) and not visit.began_by_link()


def _page(typed: dict[str, str], problems: Problems) -> str:
    return render_template(
        "organise/entry/account.html",
        typed=typed,
        problems=problems,
        asks_current=_asks_current(me()),
        least=organisers.PASSWORD_LEAST,
    )
