"""Who sits where: the picture of the room, how good it is, and what is wished."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from flask import render_template, request

from app import medvirk
from app.pages.organise.frame import blueprint, found
from app.pages.organise.sitting import seating_view
from app.pages.organise.typed import Problems
from facilitator import changes
from facilitator.models import Invitation, Registration
from facilitator.registration.asked.naming import labels_of
from facilitator.registration.asked.people import roles_of
from facilitator.registration.sitting.arrangement import SIZE_MOST
from facilitator.registration.sitting.room import room_of
from facilitator.seating.given import ROUNDS_MOST

_SUBJECTS = (changes.REGISTRATIONS, changes.TABLES)
"""What the page shows."""
WISH_PEOPLE = ("person-1", "person-2", "person-3", "person-4")
"""The fields for those whom a wish is about."""


@blueprint.get("/<code>/seating")
def seating(code: str) -> Any:
    """The page; empty when it says the version that it has (``since``) and that is the newest."""
    return seating_page(code)


def seating_page(
    code: str,
    *,
    typed: dict[str, Any] | None = None,
    problems: Problems | None = None,
    form: str = "",
) -> Any:
    """The page in the round and with the person that the address names.

    Args:
        typed: what somebody typed into the form called ``form`` and could not be taken.
        problems: what is wrong with it.
    """
    with medvirk().database.reading() as db:
        meeting = found(db, code)
        version = max(changes.versions(db, meeting.id, _SUBJECTS).values())
        if request.args.get("since", type=int) == version:
            return "", HTTPStatus.NO_CONTENT
        room = room_of(db, meeting)
        roles = roles_of(db.get_one(Invitation, meeting.id))
    asked = request.values.get("round", type=int) or room.seating.round
    number = min(max(asked, 1), room.seating.rounds)
    labels = labels_of(room.people.values())

    def names_of(people: Sequence[Registration]) -> str:
        return seating_view.joined([labels.get(one.id, one.name) for one in people])

    page = render_template(
        "organise/sitting/seating.html",
        meeting=meeting,
        version=version,
        room=room,
        shown=seating_view.shown(room, roles, number, request.values.get("person", "")),
        labels=labels,
        wishes=[(wish, seating_view.wish_said(wish, labels)) for wish in room.wanted],
        names_of=names_of,
        judged=seating_view.judged(room),
        wish_people=WISH_PEOPLE,
        rounds_most=ROUNDS_MOST,
        size_most=SIZE_MOST,
        typed=typed or {},
        problems=problems or {},
        form=form,
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
