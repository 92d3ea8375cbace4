"""The shared edition: what others would read, looked through text by text."""

from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any

from flask import flash, render_template, request
from flask_babel import gettext as _

from app import medvirk
from app.pages.organise.frame import blueprint, found, see
from app.pages.organise.taken_home.reviewed import VIEWS, Typed, View, places, sieve_of, view_of
from app.refusals import explain
from facilitator.errors import Invalid, Stale, Unknown
from facilitator.models import Meeting
from facilitator.report import review
from facilitator.report.edition import Decision
from facilitator.report.review.to_review import Text

_WORDS = "words-"
"""What stands before the name of a field in the form."""


@blueprint.get("/<code>/sharing")
def sharing(code: str) -> str:
    """The page."""
    with medvirk().database.reading() as db:
        meeting = found(db, code)
        view = view_of(db, meeting, sieve_of(request.args))
    done = _done(view.texts) if "done" in request.args else None
    return _draw(meeting, view, done=done)


@blueprint.post("/<code>/sharing/decide")
def decide_text(code: str) -> Any:
    """Keep, redact or leave out one text; what was typed is shown again when it is refused."""
    form = request.form
    id, decision = form.get("id", ""), form.get("decision", "")
    words = {
        name.removeprefix(_WORDS): value for name, value in form.items() if name.startswith(_WORDS)
    }
    revision = form.get("revision", -1, type=int)
    try:
        with medvirk().database.writing() as db:
            review.decide(
                db,
                found(db, code),
                id=id,
                decision=decision,
                revision=revision,
                seen=form.get("seen", ""),
                words=words,
                now=medvirk().clock(),
            )
    except (Stale, Invalid) as refused:
        typed = words if decision == Decision.REDACT else {}
        return _again(code, Typed(id, typed, explain(refused)))
    except Unknown as refused:
        flash(explain(refused), "problem")
        return _see_list(code)
    return _see_list(code, done=id)


@blueprint.post("/<code>/sharing/keep")
def keep_unmarked(code: str) -> Any:
    """Keep all texts without marks that nobody has looked at."""
    now = medvirk().clock()
    with medvirk().database.writing() as db:
        kept = review.keep_unmarked(db, found(db, code), places=places(), now=now)
    if not kept:
        flash(_("Det var ingen tekster uten treff igjen."))
        return _see_list(code)
    return _see_list(code, kept=f"{kept}", at=now.isoformat())


@blueprint.post("/<code>/sharing/undo")
def undo_review(code: str) -> Any:
    """Look again at one text, or at all that was kept in one act."""
    at = _moment(request.form.get("at", ""))
    with medvirk().database.writing() as db:
        meeting = found(db, code)
        if at is not None:
            review.undo_all(db, meeting, at=at)
        else:
            review.undo(db, meeting, id=request.form.get("id", ""))
    flash(_("Angret. Se på det på nytt."))
    return _see_list(code)


def _again(code: str, typed: Typed) -> tuple[str, HTTPStatus]:
    with medvirk().database.reading() as db:
        meeting = found(db, code)
        view = view_of(db, meeting, sieve_of(request.form), typed)
    return _draw(meeting, view), HTTPStatus.CONFLICT


def _draw(meeting: Meeting, view: View, done: Text | None = None) -> str:
    kept = request.args.get("kept", 0, type=int)
    at = _moment(request.args.get("at", ""))
    return render_template(
        "organise/taken_home/sharing.html",
        meeting=meeting,
        view=view,
        views=VIEWS,
        done=done,
        kept=kept if at is not None else 0,
        at=at.isoformat() if at is not None else "",
        decisions=Decision,
    )


def _done(everything: Sequence[Text]) -> Text | None:
    """The text that the address says was just decided, as far as that still holds."""
    asked = request.args["done"]
    return next((one for one in everything if one.id == asked and one.decision), None)


def _see_list(code: str, **told: str) -> Any:
    """Send the browser on to the list that it came from, at the text that comes next."""
    following = request.form.get("next", "")
    where = {"_anchor": f"text-{following}"} if following else {}
    return see("sharing", code=code, **sieve_of(request.form).query, **told, **where)


def _moment(said: str) -> datetime | None:
    """An aware time as the page wrote it; None for anything else."""
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        return None
    return at if at.tzinfo is not None else None
