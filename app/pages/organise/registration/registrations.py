"""The list of those who registered: how many, who, found by searching and choosing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from flask import Response, render_template, request
from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.http import quote_etag

from app import medvirk
from app.languages import gettext
from app.pages.organise.frame import blueprint, found
from app.pages.organise.moments import moment_text
from app.pages.organise.registration.people import (
    PAGE,
    draw,
    names_text,
    numbers_of,
    over_text,
    places_text,
    query_of,
    role_said,
    sieve_of,
)
from facilitator import changes
from facilitator.models import Invitation, Meeting
from facilitator.registration import standing
from facilitator.registration.asked.naming import alphabetical
from facilitator.registration.asked.people import ROLES, roles_of
from facilitator.registration.lists import listing
from facilitator.registration.lists.listing import Listed, Sieve
from facilitator.registration.placing import line
from facilitator.registration.placing.line import Standstill
from facilitator.registration.standing import Counts, State
from facilitator.words import N_

STATES: Mapping[State, str] = {
    State.CONFIRMED: N_("Har plass"),
    State.OFFERED: N_("Tilbud"),
    State.WAITING: N_("Venteliste"),
    State.CANCELLED: N_("Avmeldt"),
}

REASONS: Mapping[Standstill, str] = {
    Standstill.FULL: N_("Alle plassene er tatt, så ingen får tilbud nå."),
    Standstill.PARTY: N_(
        "De første på ventelista er flere enn det er plass til. De får tilbud når alle får plass,"
        " og de andre venter etter dem. Gi dem plass likevel, eller flytt noen opp."
    ),
    Standstill.CLOSED: N_(
        "Påmeldingen er stengt, så ingen får tilbud av seg selv. Du kan gi plass her i lista."
    ),
    Standstill.BEGUN: N_(
        "Møtet er i gang, så ingen får tilbud av seg selv. Du kan gi plass her i lista."
    ),
}
"""Why nobody is offered a place."""


@dataclass(frozen=True)
class Notice:
    """What was just done, and what can be done about it.

    Args:
        act: the endpoint that does it; ``label`` is what its button says.
        of: the numbers of the people.
    """

    words: str
    act: str
    label: str
    of: str


@blueprint.get("/<code>/registrations")
def registrations(code: str) -> str:
    """The whole page."""
    with medvirk().database.reading() as db:
        meeting = found(db, code)
        shown = _shown(db, meeting)
    return draw("organise/registration/list.html", meeting, shown)


@blueprint.get("/<code>/registrations/list")
def registrations_list(code: str) -> Response:
    """The part that changes, for the page that is open; nothing when nothing has changed."""
    with medvirk().database.reading() as db:
        meeting = found(db, code)
        tag = _tag(db, meeting)
        if tag in request.if_none_match:
            return Response(status=HTTPStatus.NOT_MODIFIED)
        shown = _shown(db, meeting)
    return Response(
        render_template("organise/registration/people.html", meeting=meeting, **shown),
        headers={"ETag": quote_etag(tag)},
    )


def _tag(db: Session, meeting: Meeting) -> str:
    version = changes.versions(db, meeting.id, [changes.REGISTRATIONS])[changes.REGISTRATIONS]
    return f"{version}-{get_locale()}"


def _shown(db: Session, meeting: Meeting) -> dict[str, Any]:
    sieve = sieve_of(request.args)
    tag = _tag(db, meeting)
    people = listing.everybody(db, meeting.id)
    counts = standing.counts(db, meeting.id)
    standstill = line.standstill(db, meeting, medvirk().clock())
    invitation = db.get_one(Invitation, meeting.id)
    sifted = listing.sift(people, sieve, role_said)
    most = max(PAGE, min(request.args.get("most", PAGE, type=int), len(people)))
    query = query_of(sieve)
    return {
        "sieve": sieve,
        "query": query,
        "back": urlencode(query),
        "tag": tag,
        "people": sifted[:most],
        "found": len(sifted),
        "more": most + PAGE if len(sifted) > most else None,
        "everybody": len(people),
        "counts": counts,
        "over": over_text(counts),
        "reason": REASONS.get(standstill, ""),
        "notice": _notice(people, counts),
        "states": STATES,
        "states_said": [(state.value, gettext(words)) for state, words in STATES.items()],
        "state_counts": _state_counts(counts),
        "roles": ROLES,
        "roles_said": _choices((one.role for one in people), roles_of(invitation)),
        "municipality_choices": _choices(one.municipality for one in people),
        "any_arrived": any(one.arrived_at for one in people),
        "takes": _takes(people, counts),
        "open": invitation.open,
        "moment": lambda at: moment_text(at, meeting.zone),
        "names_text": names_text,
        "sorted_by": lambda order: query_of(replace(sieve, order=_turned(sieve, order))),
    }


def _turned(sieve: Sieve, order: str) -> str:
    """The order that a column's heading leads to: the other way round the second time."""
    return f"-{order}" if sieve.order == order else order


def _state_counts(counts: Counts) -> list[tuple[State, int]]:
    return [
        (State.WAITING, counts.waiting),
        (State.OFFERED, counts.offered),
        (State.CANCELLED, counts.cancelled),
    ]


def _choices(said: Iterable[str], first: Sequence[str] = ()) -> list[tuple[str, str]]:
    """What can be chosen and how it is said: ``first``, and what else there is, by the alphabet."""
    others = sorted({one for one in said if one} - set(first), key=alphabetical)
    return [(one, role_said(one)) for one in (*first, *others)]


def _takes(people: Sequence[Listed], counts: Counts) -> dict[int, tuple[str, str, int]]:
    """What it comes to when a party that waits is given places: how many are taken, how many over,
    and how many they are, by the number of each of them.
    """
    sizes: dict[int, int] = {}
    for one in people:
        if one.state is State.WAITING:
            sizes[one.first] = sizes.get(one.first, 0) + 1
    return {
        one.number: (
            places_text(counts, sizes[one.first]),
            over_text(counts, sizes[one.first]),
            sizes[one.first],
        )
        for one in people
        if one.state is State.WAITING
    }


def _notice(people: Sequence[Listed], counts: Counts) -> Notice | None:
    """What the address says was just done, as far as it still holds."""
    by_number = {one.number: one for one in people}

    def those(name: str, state: State) -> list[Listed]:
        numbers = numbers_of(request.args.get(name, ""))
        there = [by_number[number] for number in numbers if number in by_number]
        return [one for one in there if one.state is state]

    def told(some: Sequence[Listed], words: str, act: str, label: str) -> Notice:
        names = names_text([one.name for one in some])
        numbers = ",".join(str(one.number) for one in some)
        return Notice(words % {"names": names, "turn": some[0].turn}, act, label, numbers)

    if gone := those("cancelled", State.CANCELLED):
        return told(gone, _("%(names)s er meldt av."), "restore_people", _("Angre"))
    if waiting := those("waits", State.WAITING):
        comes_to = places_text(counts, len(waiting))
        return told(
            waiting,
            _("Det er ikke ledig plass nå. %(names)s står på ventelista som nr. %(turn)s."),
            "give_places",
            _("Gi plass likevel – det blir %(places)s", places=comes_to),
        )
    return None
