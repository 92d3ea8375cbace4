"""Register for a meeting, alone or with others; who was known before sees the same pages."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4, uuid5

from flask import Response, redirect, request, url_for
from flask_babel import get_locale
from sqlalchemy.orm import Session

from app import medvirk
from app.languages import drawn, speak_as
from app.pages.opening import meeting_at
from app.pages.signup.form import Form, read
from app.pages.signup.frame import Facts, blueprint, facts_of, hold_back
from app.refusals import explain
from facilitator.errors import Refused
from facilitator.models import Meeting
from facilitator.registration.asked.people import Person
from facilitator.registration.placing import places

_NO_CONSENT = ("", "0", "false", "nei", "no", "off")
"""What is sent by those who do not agree, from a form that is not ours."""


@blueprint.after_request
def let_one_go_back(response: Response) -> Response:
    """Let the browser show the form again as it was, with what was typed, when one goes back."""
    if request.endpoint in ("signup.form", "signup.send"):
        response.headers["Cache-Control"] = "private, max-age=0"
    return response


@blueprint.get("/m/<code>/register")
def form(code: str) -> str:
    """The empty form, or why there is none."""
    facts = _facts(code)
    return _page(facts, Form(facts.invitation, {}))


@blueprint.post("/m/<code>/register")
def send(code: str) -> Any:
    """Register who was described, or show what is wrong with it; a second press changes nothing."""
    facts = _facts(code)
    if "more" in request.form:
        form = _sent(facts, more=1)
        return _page(facts, form, focus=form.numbers[-1])
    form = _sent(facts)
    if "redraw" in request.form:
        return _page(facts, form)
    problem = hold_back()
    if problem:
        return again(code, problem), HTTPStatus.TOO_MANY_REQUESTS
    party, problems = read(form)
    if form.typed.get("consent", "").strip().casefold() in _NO_CONSENT:
        problems["consent"] = explain(Refused("no_consent"))
    if problems:
        return _page(facts, form.with_problems(problems)), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with medvirk().database.writing() as db:
            _register(db, meeting_at(db, code), [*party.values()], form)
    except Refused as refused:
        # It may have closed since the form was opened.
        return again(code, explain(refused)), HTTPStatus.CONFLICT
    return redirect(url_for("signup.registered", code=code), HTTPStatus.SEE_OTHER)


@blueprint.get("/m/<code>/registered")
def registered(code: str) -> str:
    """Thanks; what became of it is only told by letter, to the address that was given."""
    facts = _facts(code)
    return drawn(
        "signup/registered.html",
        meeting=facts.meeting,
        facts=facts,
        by_mail=bool(medvirk().settings.smtp_url),
    )


def again(code: str, problem: str) -> str:
    """The form with what was sent, and why it was not taken."""
    facts = _facts(code)
    return _page(facts, _sent(facts).with_problems({"send": problem}))


def _facts(code: str) -> Facts:
    with medvirk().database.reading() as db:
        meeting = meeting_at(db, code)
        facts = facts_of(db, meeting)
    speak_as(meeting)
    return facts


def _sent(facts: Facts, more: int = 0) -> Form:
    """What was sent, with fields for as many as it had, and for so many more."""
    size = request.form.get("party", default=1, type=int) + more
    most = facts.party_most
    return Form(facts.invitation, request.form.to_dict(), range(1, max(1, min(size, most)) + 1))


def _register(db: Session, meeting: Meeting, party: Sequence[Person], form: Form) -> None:
    places.register(
        db,
        meeting,
        party,
        form=_form_id(form.typed.get("form", ""), party[0].email),
        language=str(get_locale()),
        new_id=lambda: str(uuid4()),
        now=medvirk().clock(),
    )


def _form_id(sent: str, email: str) -> str:
    """The form's id; one that is used again for somebody else is another form."""
    try:
        return str(uuid5(UUID(sent), email.casefold()))
    except ValueError:
        return str(uuid4())


def _page(facts: Facts, form: Form, *, focus: int = 0) -> str:
    """The form; why there is none any more, with what was typed, when registration has closed.

    Args:
        focus: the number of the person whose name comes next.
    """
    return drawn(
        "signup/register.html",
        meeting=facts.meeting,
        facts=facts,
        form=form,
        form_id=form.typed.get("form") or str(uuid4()),
        focus=focus,
    )
