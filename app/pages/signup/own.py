"""A person's own page: where they stand, and the form to change what is known of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from app import medvirk
from app.access import Role, make_own_key, read_key, registration_of
from app.addresses import qr_of
from app.calendar_file import MIMETYPE, calendar_of
from app.languages import drawn, speak
from app.pages.signup.form import Form, name_of, read, typed_of
from app.pages.signup.frame import Facts, base_url, blueprint, facts_of, hold_back
from app.refusals import explain
from facilitator.errors import Refused, Unknown
from facilitator.models import Meeting, Registration
from facilitator.registration import own as domain
from facilitator.registration.sitting.seats import seats_of
from facilitator.registration.standing import LIVE, State


@dataclass(frozen=True)
class Badge:
    """Where somebody sits, and the code that says so at the door and at the table."""

    person: Registration
    path: str
    """Opens it on the device that is at hand, whatever it calls the server."""
    qr: Markup
    tables: Mapping[int, int]
    """The number of their table by round."""


@dataclass(frozen=True)
class Own:
    """What one's own page shows: the person, and all whom they answer for."""

    key: str
    meeting: Meeting
    facts: Facts
    person: Registration
    people: Sequence[Registration]
    seats: Mapping[int, Mapping[str, int]]
    """The number of everybody's table by round."""
    line: int
    """Which in the waiting list they are; 1 is the next."""

    @property
    def badges(self) -> Sequence[Badge]:
        """Of those who have a place; their codes take long to draw."""
        confirmed = [one for one in self.people if one.state == State.CONFIRMED]
        return [_badge(self.meeting, one, self.seats) for one in confirmed]

    @property
    def live(self) -> Sequence[Registration]:
        """Those who have a place or wait for one."""
        return [one for one in self.people if one.state in LIVE]

    @property
    def state(self) -> str:
        """How they stand; an offer comes first, also to one of them only: it must be answered."""
        states = [one.state for one in self.live] or [State.CANCELLED]
        return State.OFFERED if State.OFFERED in states else states[0]

    @property
    def several(self) -> bool:
        """Whether more than one of them stand so."""
        return len([one for one in self.live if one.state == self.state]) > 1

    @property
    def offered_until(self) -> datetime | None:
        """Until when a place is held for them, in the meeting's time zone."""
        until = next((one.offered_until for one in self.live if one.offered_until), None)
        return until.astimezone(ZoneInfo(self.meeting.zone)) if until else None

    @property
    def numbers(self) -> Sequence[int]:
        """Whom the form has fields for: who registered, and who else has not cancelled."""
        return [n for n, one in enumerate(self.people, start=1) if n == 1 or one in self.live]


@blueprint.get("/r/<key>")
def own(key: str) -> str:
    """The page with what is stored."""
    found = own_of(key)
    return _page(found, Form(found.facts.invitation, typed_of(found.people), found.numbers))


@blueprint.post("/r/<key>")
def change(key: str) -> Any:
    """Store what was typed about each of them, or show what is wrong with it."""
    found = own_of(key)
    form = _sent(found)
    problems = _change(found, form)
    if problems:
        return _page(found, form.with_problems(problems)), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(_("Endringene er lagret."))
    return see_own(key)


@blueprint.get("/r/<key>/meeting.ics")
def calendar(key: str) -> Response:
    """The meeting for one's calendar; what others see there opens nobody's registration."""
    found = own_of(key)
    words = _("Du kan endre påmeldingen eller melde deg av med lenka som du fikk fra arrangøren.")
    file = calendar_of(
        found.meeting, found.facts.plan, link=found.facts.url, words=words, now=found.facts.now
    )
    answer = Response(file, mimetype=MIMETYPE)
    answer.headers["Content-Disposition"] = f'inline; filename="{found.meeting.code}.ics"'
    return answer


def read_own(db: Session, key: str) -> tuple[Meeting, Registration]:
    """The meeting and the person of a key that opens a registration.

    Raises:
        Unknown: ``bad_own_key``, also when what was known of the person is deleted.
    """
    try:
        access = read_key(medvirk().settings.secret_key, db, key)
    except Unknown:
        raise Unknown("bad_own_key") from None
    if access.role is not Role.REGISTRATION:
        raise Unknown("bad_own_key")
    return db.get_one(Meeting, access.meeting_id), registration_of(db, access)


def greet(key: str) -> None:
    """Go on in the language in which the person of ``key`` registered.

    Raises:
        Unknown: ``bad_key``.
    """
    with medvirk().database.reading() as db:
        _, person = read_own(db, key)
    speak(person.language)


def own_of(key: str) -> Own:
    """What the page of ``key`` shows, in the language in which the person registered.

    Raises:
        Unknown: ``bad_own_key``.
    """
    with medvirk().database.reading() as db:
        meeting, person = read_own(db, key)
        found = Own(
            key,
            meeting,
            facts_of(db, meeting),
            person,
            domain.mine(db, person),
            seats_of(db, meeting.id),
            domain.place_in_line(db, person),
        )
    speak(person.language)
    return found


def again(key: str, problem: str) -> str:
    """The page with what was sent, and why it was not taken."""
    found = own_of(key)
    return _page(found, _sent(found).with_problems({"send": problem}))


def see_own(key: str) -> Any:
    """Send the browser to the page after something was done, so that nothing is done twice."""
    return redirect(url_for("signup.own", key=key), HTTPStatus.SEE_OTHER)


def _badge(meeting: Meeting, person: Registration, seats: Mapping[int, Mapping[str, int]]) -> Badge:
    key = make_own_key(medvirk().settings.secret_key, meeting, person, Role.BADGE)
    path = url_for("signup.badge", key=key)
    tables = {number: seated[person.id] for number, seated in seats.items() if person.id in seated}
    return Badge(person, path, qr_of(base_url() + path), tables)


def _sent(found: Own) -> Form:
    return Form(found.facts.invitation, request.form.to_dict(), found.numbers)


def _change(found: Own, form: Form) -> Mapping[str, str]:
    """Store what was typed; what is wrong otherwise, by the fields' names."""
    needed = ("name", "email") if found.person.email else ("name",)
    people, problems = read(form, needed=needed)
    for number in form.numbers:
        if number not in people:
            name = found.people[number - 1].name
            problems[name_of("name", number)] = _("Skriv navnet til %(name)s.", name=name)
    if not problems and (problem := hold_back()):
        problems = {"send": problem}
    if problems:
        return problems
    try:
        with medvirk().database.writing() as db:
            meeting, person = read_own(db, found.key)
            now = medvirk().clock()
            for number, one in enumerate(domain.mine(db, person), start=1):
                if number in people:
                    domain.change(db, meeting, one, people[number], now)
    except Unknown:
        raise
    except Refused as refused:
        return {str(refused.details.get("field", "send")): explain(refused)}
    return {}


def _page(own: Own, form: Form) -> str:
    return drawn("signup/own.html", meeting=own.meeting, own=own, form=form)
