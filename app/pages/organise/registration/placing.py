"""What an organiser does with places on the list: move up, give, cancel, and undo that."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import flash, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import medvirk
from app.pages.organise.frame import blueprint, found
from app.pages.organise.registration.people import (
    names_text,
    numbers_of,
    over_text,
    places_text,
    see_list,
)
from app.refusals import explain
from facilitator.errors import Refused
from facilitator.models import Meeting, Registration
from facilitator.registration import editing, parties, standing
from facilitator.registration.placing import places
from facilitator.registration.standing import By, State


@blueprint.post("/<code>/registrations/<int:number>/up")
def move_up(code: str, number: int) -> Any:
    """Move the person's party one place up in the waiting list."""
    with medvirk().database.writing() as db:
        meeting = found(db, code)
        one = editing.find(db, meeting, number)
        places.move_up(db, meeting, one, medvirk().clock())
    return see_list(code, number)


@blueprint.post("/<code>/registrations/<int:number>/cancel")
def cancel_person(code: str, number: int) -> Any:
    """Give up one person's place; the list says how to undo it."""
    return _cancel(code, number, lambda _db, one: [one])


@blueprint.post("/<code>/registrations/<int:number>/cancel-party")
def cancel_party(code: str, number: int) -> Any:
    """Give up the places of all who were registered together with the person."""
    return _cancel(code, number, parties.party_of)


@blueprint.post("/<code>/registrations/<int:number>/place")
def give_party_places(code: str, number: int) -> Any:
    """Give those of the person's party who wait their places, also when all are taken."""
    with medvirk().database.writing() as db:
        meeting = found(db, code)
        party = parties.party_of(db, editing.find(db, meeting, number))
        words = _give(db, meeting, party)
    flash(words)
    return see_list(code, number)


@blueprint.post("/<code>/registrations/place")
def give_places(code: str) -> Any:
    """Give certain people their places, also when all are taken."""
    with medvirk().database.writing() as db:
        meeting = found(db, code)
        words = _give(db, meeting, _named(db, meeting))
    flash(words)
    return see_list(code)


@blueprint.post("/<code>/registrations/restore")
def restore_people(code: str) -> Any:
    """Undo cancellations; who gets no place waits, and the list says so."""
    now = medvirk().clock()
    try:
        with medvirk().database.writing() as db:
            meeting = found(db, code)
            people = _named(db, meeting)
            for one in people:
                places.restore(db, meeting, one, over=False, now=now)
            waiting = [str(one.number) for one in people if one.state == State.WAITING]
            names = names_text([one.name for one in people])
    except Refused as refused:
        flash(explain(refused), "problem")
        return see_list(code)
    if waiting:
        return see_list(code, waits=",".join(waiting))
    if names:
        flash(_("%(names)s har plassen igjen.", names=names))
    return see_list(code, people[0].number if people else None)


def _cancel(
    code: str, number: int, whom: Callable[[Session, Registration], Sequence[Registration]]
) -> Any:
    with medvirk().database.writing() as db:
        meeting = found(db, code)
        one = editing.find(db, meeting, number)
        gone = [each for each in whom(db, one) if each.state != State.CANCELLED]
        places.cancel(db, meeting, gone, by=By.ORGANISER, now=medvirk().clock())
        numbers = ",".join(str(each.number) for each in gone)
    return see_list(code, number, cancelled=numbers)


def _give(db: Session, meeting: Meeting, people: Sequence[Registration]) -> str:
    """Give ``people`` who wait places, and say what it came to."""
    waiting = [one for one in people if one.state in (State.WAITING, State.OFFERED)]
    places.give_place(db, meeting, waiting, medvirk().clock())
    counts = standing.counts(db, meeting.id)
    names = names_text([one.name for one in waiting])
    if not names:
        return str(_("Ingen av dem venter på plass lenger."))
    if over := over_text(counts):
        comes_to = places_text(counts)
        words = _(
            "%(names)s har fått plass. Nå er det %(places)s – %(over)s.",
            names=names,
            places=comes_to,
            over=over,
        )
        return str(words)
    return str(_("%(names)s har fått plass.", names=names))


def _named(db: Session, meeting: Meeting) -> list[Registration]:
    """The people whose numbers the form holds."""
    numbers = numbers_of(request.form.get("of", ""))
    return [editing.find(db, meeting, number) for number in numbers]
