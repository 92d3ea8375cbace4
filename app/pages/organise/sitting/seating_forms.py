"""Where the organiser says how the room is, and what is wished of where people sit."""

from typing import Any

from flask import flash, request
from flask_babel import gettext as _

from app import medvirk
from app.pages.organise.frame import blueprint, field_of, found, see
from app.pages.organise.sitting.seating import WISH_PEOPLE, seating_page
from app.pages.organise.typed import Problems, whole
from app.refusals import explain
from facilitator.errors import Refused
from facilitator.models import Meeting
from facilitator.registration.asked.naming import named
from facilitator.registration.sitting import arrangement, wishes
from facilitator.registration.sitting.room import room_of


@blueprint.post("/<code>/seating/room")
def change_room(code: str) -> Any:
    """Store the tables' sizes, the rounds and what is mixed, or show what is wrong."""
    problems: Problems = {}
    with medvirk().database.reading() as db:
        sizes = _sizes(found(db, code), problems)
    doors = request.form.getlist("near-door", type=int)
    if not problems:
        try:
            with medvirk().database.writing() as db:
                arrangement.arrange(
                    db,
                    found(db, code),
                    rounds=request.form.get("rounds", 1, type=int),
                    mix=request.form.getlist("mix"),
                    sizes=sizes,
                    near_door=frozenset(doors),
                )
        except Refused as refused:
            problems[field_of(refused, "rounds")] = explain(refused)
    if problems:
        return seating_page(code, typed=request.form.to_dict(), problems=problems, form="room")
    flash(_("Endringene er lagret."))
    return see("seating", code=code, round=request.form.get("round", 1))


@blueprint.post("/<code>/seating/wishes")
def add_wish(code: str) -> Any:
    """Wish something, or show what is wrong with it."""
    typed = request.form.to_dict()
    try:
        with medvirk().database.writing() as db:
            meeting = found(db, code)
            people = room_of(db, meeting).people
            wishes.add(
                db,
                meeting,
                kind=typed.get("kind", ""),
                people=[
                    named(people, typed[field], field)
                    for field in WISH_PEOPLE
                    if typed.get(field, "").strip()
                ],
                table=request.form.get("table", type=int),
            )
    except Refused as refused:
        problems = {field_of(refused, "person-1"): explain(refused)}
        return seating_page(code, typed=typed, problems=problems, form="wish")
    flash(_("Ønsket er lagt til. Det gjelder fra neste fordeling."))
    return see("seating", code=code, round=typed.get("round", 1))


@blueprint.post("/<code>/seating/wishes/<int:wish>/remove")
def remove_wish(code: str, wish: int) -> Any:
    """Wish it no longer."""
    with medvirk().database.writing() as db:
        wishes.remove(db, found(db, code), wish)
    return see("seating", code=code, round=request.form.get("round", 1))


def _sizes(meeting: Meeting, problems: Problems) -> dict[int, int]:
    """How many may sit at each table: a number for all of them, or each its own."""
    most = arrangement.SIZE_MOST
    all_alike = request.form.get("size", "").strip()
    sizes = {}
    for table in meeting.tables:
        field = "size" if all_alike else f"size-{table.number}"
        try:
            sizes[table.number] = whole(request.form.get(field, str(table.size)), most)
        except ValueError:
            problems[field] = _("Skriv et tall fra 0 til %(most)s.", most=most)
    return sizes
