"""What is done with seats: plan, close gaps, move, swap, lock, undo, let another round hold."""

from collections.abc import Callable
from typing import Any

from flask import flash, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import medvirk
from app.pages.organise.frame import blueprint, found, see
from app.pages.organise.sitting.seating_view import with_names
from app.planning import work_out
from app.refusals import explain
from facilitator.errors import Invalid, Refused
from facilitator.models import Meeting, Registration
from facilitator.registration import arrivals
from facilitator.registration.sitting import arrangement, seatplan, seats
from facilitator.registration.sitting.room import room_of, seating_of
from facilitator.seating.question import Question


@blueprint.post("/<code>/seating/plan")
def plan_seating(code: str) -> Any:
    """Seat everybody anew, but for those who are locked."""

    def ask(db: Session, meeting: Meeting) -> Question:
        return seatplan.ask(db, meeting, seed=seating_of(db, meeting.id).seed + 1)

    return _plan(code, ask, _("Alle har fått plass."))


@blueprint.post("/<code>/seating/gaps")
def close_gaps(code: str) -> Any:
    """Seat those without a seat and fill what is empty, moving as few as possible."""
    only_arrived = "only_arrived" in request.form

    def ask(db: Session, meeting: Meeting) -> Question:
        return seatplan.ask_again(db, meeting, only_arrived=only_arrived)

    return _plan(code, ask, _("Hullene er tettet. De som har kommet, sitter der de satt."))


@blueprint.post("/<code>/seating/move")
def move_person(code: str) -> Any:
    """Seat somebody at another table, or nowhere."""

    def act(db: Session, meeting: Meeting) -> None:
        person = _person(db, meeting, "person")
        seats.move(db, meeting, person, round=_round(), seen=_table("seen"), to=_table("table"))

    return _done(code, act)


@blueprint.post("/<code>/seating/swap")
def swap_people(code: str) -> Any:
    """Let two change places."""

    def act(db: Session, meeting: Meeting) -> None:
        person, other = _person(db, meeting, "person"), _person(db, meeting, "other")
        sits = room_of(db, meeting).sits(_round())
        # The menu knows only of one of them where the other sat when it was drawn.
        seen_other = _table("seen_other") if "seen_other" in request.form else sits.get(other.id)
        seats.swap(
            db,
            meeting,
            person,
            other,
            round=_round(),
            seen=_table("seen"),
            seen_other=seen_other,
        )

    return _done(code, act)


@blueprint.post("/<code>/seating/lock")
def lock_seat(code: str) -> Any:
    """Keep somebody where they sit, or let a new plan move them again."""

    def act(db: Session, meeting: Meeting) -> None:
        person = _person(db, meeting, "person")
        seats.fasten(db, meeting, person, round=_round(), on=request.form.get("on") == "1")

    return _done(code, act)


@blueprint.post("/<code>/seating/undo")
def undo_seating(code: str) -> Any:
    """Put back what was changed last."""
    return _done(code, seats.undo)


@blueprint.post("/<code>/seating/round")
def hold_round(code: str) -> Any:
    """Let the round hold now."""

    def act(db: Session, meeting: Meeting) -> None:
        arrangement.hold(db, meeting, _round())

    return _done(code, act)


def _plan(code: str, ask: Callable[[Session, Meeting], Question], done: str) -> Any:
    parts = medvirk()
    with parts.database.reading() as db:
        meeting = found(db, code)
        people = room_of(db, meeting).people
        try:
            question = ask(db, meeting)
        except Refused as refused:
            flash(explain(refused), "problem")
            return _back(code)
    try:
        plan = work_out(question)
        with parts.database.writing() as db:
            seatplan.keep(db, found(db, code), question, plan, parts.clock())
    except Refused as refused:
        flash(explain(with_names(refused, people)), "problem")
    else:
        flash(done)
    return _back(code)


def _done(code: str, act: Callable[[Session, Meeting], None]) -> Any:
    try:
        with medvirk().database.writing() as db:
            act(db, found(db, code))
    except Refused as refused:
        flash(explain(refused), "problem")
    return _back(code)


def _back(code: str) -> Any:
    """To the page as it was: the same round, the same person chosen."""
    here = {name: request.form[name] for name in ("round", "person") if request.form.get(name)}
    return see("seating", code=code, **here)


def _round() -> int:
    number = request.form.get("round", type=int)
    if number is None:
        raise Invalid("bad_choice", field="round")
    return number


def _table(name: str) -> int | None:
    """A table's number; None for nowhere."""
    return request.form.get(name, type=int) or None


def _person(db: Session, meeting: Meeting, name: str) -> Registration:
    return arrivals.find(db, meeting, request.form.get(name, ""))
