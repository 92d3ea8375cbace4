"""What a phone opens that scans a badge: it sits down at the table of the person who wears it."""

from http import HTTPStatus
from typing import Any

from flask import redirect, request, url_for

from app import medvirk
from app.access import Role, read_key, registration_of
from app.pages.signup.frame import blueprint
from facilitator.errors import Unknown
from facilitator.models import Meeting
from facilitator.registration.sitting.seats import table_of
from facilitator.registration.standing import State


@blueprint.get("/b/<key>")
def badge(key: str) -> Any:
    """Send the phone to the person's table in the round that holds now, to choose without one.

    Nothing is stored about whose badge it was: what is said at the table is nobody's.
    """
    with medvirk().database.reading() as db:
        access = read_key(medvirk().settings.secret_key, db, key)
        if access.role is not Role.BADGE:
            raise Unknown("bad_key")
        person = registration_of(db, access)
        table = table_of(db, person) if person.state == State.CONFIRMED else None
        code = db.get_one(Meeting, access.meeting_id).code
    # HEAD is asked by those who only look at the link.
    if table is None or request.method == "HEAD":
        return redirect(url_for("join.phone", code=code), HTTPStatus.SEE_OTHER)
    return redirect(url_for("join.sit_at", code=code, number=table.number), HTTPStatus.SEE_OTHER)
