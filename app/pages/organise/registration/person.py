"""One person on the list: added, changed, and given the link once more."""

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from flask import flash, request
from flask_babel import gettext as _

from app import medvirk
from app.access import make_own_key
from app.addresses import base_urls
from app.pages.organise.frame import blueprint, field_of, found, see
from app.pages.organise.moments import moment_text
from app.pages.organise.registration.people import (
    back,
    draw,
    over_text,
    places_text,
    problem_texts,
    role_said,
    see_list,
)
from app.pages.organise.registration.registrations import STATES
from app.pages.organise.typed import Problems
from app.refusals import explain
from facilitator.errors import Refused
from facilitator.models import Invitation, Meeting, Registration
from facilitator.registration import editing, standing
from facilitator.registration.asked.answering import in_field
from facilitator.registration.asked.people import Person, roles_of
from facilitator.registration.asked.questions import questions_of
from facilitator.registration.lists import listing
from facilitator.registration.placing import places
from facilitator.registration.standing import State

_FIELDS = ("name", "email", "role", "municipality", "diet")


@blueprint.get("/<code>/registrations/new")
def new_person(code: str) -> str:
    """The empty form."""
    return _page(code, None, {}, {})


@blueprint.post("/<code>/registrations/new")
def add_person(code: str) -> Any:
    """Put the person on the list, or show what is wrong."""
    with medvirk().database.reading() as db:
        invitation = db.get_one(Invitation, found(db, code).id)
    person, wrong = editing.described(request.form, invitation)
    problems = problem_texts(wrong)
    if not problems:
        try:
            added = _added(code, person)
        except Refused as refused:
            problems[field_of(refused, "name")] = explain(refused)
    if problems:
        return _page(code, None, request.form, problems), HTTPStatus.UNPROCESSABLE_ENTITY
    if added.state == State.WAITING:
        return see_list(code, added.number, waits=str(added.number))
    flash(_("%(name)s har fått plass.", name=added.name))
    return see_list(code, added.number)


def _added(code: str, person: Person) -> Registration:
    with medvirk().database.writing() as db:
        meeting = found(db, code)
        return places.add(
            db,
            meeting,
            person,
            over="over" in request.form,
            id=str(uuid4()),
            language=meeting.language,
            now=medvirk().clock(),
        )


@blueprint.get("/<code>/registrations/<int:number>")
def person(code: str, number: int) -> str:
    """What is stored, but for what is the kitchen's."""
    with medvirk().database.reading() as db:
        stored = editing.find(db, found(db, code), number)
    typed = {name: getattr(stored, name) for name in _FIELDS if name != "diet"}
    for question, answer in stored.answers.items():
        typed[f"question-{question}"] = in_field(answer)
    return _page(code, stored, typed, {})


@blueprint.post("/<code>/registrations/<int:number>")
def change_person(code: str, number: int) -> Any:
    """Store what was typed, or show what is wrong with it."""
    with medvirk().database.reading() as db:
        meeting = found(db, code)
        invitation = db.get_one(Invitation, meeting.id)
        stored = editing.find(db, meeting, number)
    person, wrong = editing.described(request.form, invitation, stored)
    problems = problem_texts(wrong)
    if not person.diet and "no_diet" not in request.form:
        # What is stored is not on this page, so an empty field means that it stays.
        person = replace(person, diet=stored.diet)
    if not problems:
        try:
            with medvirk().database.writing() as db:
                meeting = found(db, code)
                stored = editing.find(db, meeting, number)
                places.change(db, meeting, stored, person, medvirk().clock())
        except Refused as refused:
            problems[field_of(refused, "name")] = explain(refused)
    if problems:
        return _page(code, stored, request.form, problems), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(_("Endringene er lagret."))
    return see_list(code, number)


@blueprint.post("/<code>/registrations/<int:number>/link")
def renew_person_link(code: str, number: int) -> Any:
    """Make the person's link void, and show the new one."""
    with medvirk().database.writing() as db:
        meeting = found(db, code)
        editing.renew_key(db, meeting, editing.find(db, meeting, number))
    flash(_("Lenka er ny. Den gamle gjelder ikke lenger."))
    return see("person", code=code, number=number, back=back() or None)


@blueprint.post("/<code>/registrations/<int:number>/letter")
def write_to_person(code: str, number: int) -> Any:
    """Send the person's link by e-mail once more."""
    try:
        with medvirk().database.writing() as db:
            meeting = found(db, code)
            stored = editing.find(db, meeting, number)
            editing.write_again(db, meeting, stored, medvirk().clock())
    except Refused as refused:
        flash(explain(refused), "problem")
    else:
        flash(_("Et brev med lenka er på vei til %(email)s.", email=stored.email))
    return see("person", code=code, number=number, back=back() or None)


def _page(
    code: str, stored: Registration | None, typed: Mapping[str, str], problems: Problems
) -> str:
    with medvirk().database.reading() as db:
        meeting = found(db, code)
        invitation = db.get_one(Invitation, meeting.id)
        counts = standing.counts(db, meeting.id)
        people = listing.everybody(db, meeting.id)
    shown = next((one for one in people if stored and one.number == stored.number), None)
    roles = list(roles_of(invitation))
    if stored and stored.role and stored.role not in roles:
        roles.append(stored.role)
    party = [one for one in people if shown and one.first == shown.first]
    waiting = sum(one.state is State.WAITING for one in party)
    return draw(
        "organise/registration/person.html",
        meeting,
        {
            "stored": shown,
            "typed": typed,
            "problems": problems,
            "invitation": invitation,
            "questions": questions_of(invitation),
            "role_options": [("", _("Ikke oppgitt")), *((one, role_said(one)) for one in roles)],
            "answer_options": _answers(invitation, typed),
            "back": back(),
            "states": STATES,
            "moment": lambda at: moment_text(at, meeting.zone),
            "full": counts.free == 0 or counts.waiting > 0,
            "one_more": (places_text(counts, 1), over_text(counts, 1)),
            "party_more": (places_text(counts, waiting), over_text(counts, waiting), waiting),
            "link": _link(meeting, stored) if stored else "",
        },
    )


def _answers(invitation: Invitation, typed: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
    """What may be answered to each question with choices, by its field; what is stored may stay."""
    options = {}
    for question in questions_of(invitation):
        said = typed.get(question.field, "")
        some = {value: _(words) for value, words in question.choices}
        if some:
            stays = {said: said} if said and said not in some else {}
            options[question.field] = [("", _("Ikke svart")), *{**some, **stays}.items()]
    return options


def _link(meeting: Meeting, stored: Registration) -> str:
    settings = medvirk().settings
    return f"{base_urls(settings)[0]}/r/{make_own_key(settings.secret_key, meeting, stored)}"
