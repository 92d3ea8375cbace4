"""The lists on paper: the kitchen's, with what people eat, and the door's, with who is expected."""

from app import medvirk
from app.pages.organise.frame import blueprint, found
from app.pages.organise.registration.people import draw
from facilitator.registration.lists import listing
from facilitator.registration.lists.kitchen import kitchen_of
from facilitator.registration.lists.listing import Sieve
from facilitator.registration.sitting.seats import seats_of
from facilitator.registration.standing import State


@blueprint.get("/<code>/kitchen")
def kitchen(code: str) -> str:
    """How many eat, and what some cannot eat; nobody's name."""
    with medvirk().database.reading() as db:
        meeting = found(db, code)
        shown = {"kitchen": kitchen_of(db, meeting.id)}
    return draw("organise/registration/kitchen.html", meeting, shown)


@blueprint.get("/<code>/door-list")
def door_list(code: str) -> str:
    """Those with a place by the alphabet, with a box to tick; then those who wait."""
    with medvirk().database.reading() as db:
        meeting = found(db, code)
        people = listing.everybody(db, meeting.id)
        seats = seats_of(db, meeting.id)
    rounds = [seats[number] for number in sorted(seats)]
    by_name = listing.sift(people, Sieve(order="name"))
    shown = {
        "expected": [one for one in by_name if one.state is State.CONFIRMED],
        "waiting": [
            one
            for one in listing.sift(people, Sieve(order="state"))
            if one.state in (State.OFFERED, State.WAITING)
        ],
        "tables": {
            one.id: " · ".join(str(seated.get(one.id, "–")) for seated in rounds) for one in people
        },
        "rounds": len(rounds),
    }
    return draw("organise/registration/door_list.html", meeting, shown)
