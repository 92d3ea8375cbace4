"""The organiser's own questions to those who register."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from flask import flash, request
from flask_babel import gettext as _

from app import medvirk
from app.languages import gettext
from app.pages.organise.frame import blueprint, field_of, found, see
from app.pages.organise.registration.people import draw
from app.pages.organise.typed import Problems
from app.refusals import explain
from facilitator.errors import Refused, Unknown
from facilitator.models import Invitation
from facilitator.registration.asked import asking
from facilitator.registration.asked.answering import KINDS
from facilitator.registration.asked.questions import Question, questions_of


@blueprint.get("/<code>/invitation/questions")
def questions(code: str) -> str:
    """All of them, and the form for a new one."""
    return _page(code, {"kind": "text"}, {})


@blueprint.post("/<code>/invitation/questions")
def add_question(code: str) -> Any:
    """Ask one more, or show what is wrong with it."""
    problems: Problems = {}
    try:
        with medvirk().database.writing() as db:
            asking.add(db, found(db, code), _typed(uuid4().hex[:8]))
    except Refused as refused:
        problems[field_of(refused, "text")] = _words(refused)
        return _page(code, request.form, problems), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(_("Spørsmålet er lagt til."))
    return see("questions", code=code)


@blueprint.get("/<code>/invitation/questions/<question>")
def question(code: str, question: str) -> str:
    """One of them, to be changed."""
    with medvirk().database.reading() as db:
        invitation = db.get_one(Invitation, found(db, code).id)
    for one in questions_of(invitation):
        if one.id == question:
            typed = {
                "text": one.text,
                "kind": one.kind,
                "options": "\n".join(one.options),
                "needed": "1" if one.needed else "",
            }
            return _page(code, typed, {}, question)
    raise Unknown("unknown_question")


@blueprint.post("/<code>/invitation/questions/<question>")
def change_question(code: str, question: str) -> Any:
    """Store what was typed, or show what is wrong with it."""
    try:
        with medvirk().database.writing() as db:
            asking.change(db, found(db, code), _typed(question))
    except Unknown:
        raise
    except Refused as refused:
        problems = {field_of(refused, "text"): _words(refused)}
        return _page(code, request.form, problems, question), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(_("Endringene er lagret."))
    return see("questions", code=code)


@blueprint.post("/<code>/invitation/questions/<question>/up")
def move_question(code: str, question: str) -> Any:
    """Ask it earlier."""
    with medvirk().database.writing() as db:
        asking.move_up(db, found(db, code), question)
    return see("questions", code=code, _anchor=f"question-{question}")


@blueprint.post("/<code>/invitation/questions/<question>/remove")
def remove_question(code: str, question: str) -> Any:
    """Ask it no longer; the form says how many answers are known to be lost."""
    losing = request.form.get("losing", 0, type=int)
    try:
        with medvirk().database.writing() as db:
            asking.remove(db, found(db, code), question, losing=losing)
    except Unknown:
        raise
    except Refused as refused:
        flash(explain(refused), "problem")
    else:
        flash(_("Spørsmålet er fjernet."))
    return see("questions", code=code)


def _typed(question_id: str) -> Question:
    form = request.form
    return Question(
        id=question_id,
        text=form.get("text", ""),
        kind=form.get("kind", ""),
        options=form.get("options", "").splitlines(),
        needed="needed" in form,
    )


def _words(refused: Refused) -> str:
    if refused.code == "no_text":
        return str(_("Skriv spørsmålet."))
    return explain(refused)


def _page(code: str, typed: Mapping[str, str], problems: Problems, question: str = "") -> str:
    with medvirk().database.reading() as db:
        meeting = found(db, code)
        shown = {
            "asked": questions_of(db.get_one(Invitation, meeting.id)),
            "answered": asking.answered(db, meeting.id),
            "changing": question,
            "typed": typed,
            "problems": problems,
            "kinds_said": [(name, gettext(kind.title)) for name, kind in KINDS.items()],
            "enough": asking.QUESTIONS_MOST,
        }
    return draw("organise/registration/questions.html", meeting, shown)
