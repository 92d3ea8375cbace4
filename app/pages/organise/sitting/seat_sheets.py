"""What is printed of who sits where: name badges, a list for each table, a list for the door."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import render_template
from markupsafe import Markup

from app import medvirk
from app.access import Role, make_own_key
from app.addresses import base_urls, qr_of
from app.pages.organise.frame import blueprint, found
from app.pages.organise.registration.people import role_said
from facilitator.models import Meeting, Registration, Table
from facilitator.registration.asked.naming import alphabetical
from facilitator.registration.sitting.room import Room, room_of

_SHEET = 8
"""So many badges lie on a sheet of A4."""
_LENGTHS = ((14, "short"), (22, "middle"), (34, "long"))
"""Up to how many characters a name is how long; longer ones are the longest."""


@dataclass(frozen=True)
class Guest:
    """A person as they are printed; never with what they eat.

    Args:
        tables: the number of their table in each round, None in a round without a seat.
        namesake: whether somebody else has the same name.
    """

    name: str
    role: str
    municipality: str
    tables: Sequence[int | None]
    namesake: bool

    @property
    def length(self) -> str:
        """How much room the name takes: ``short``, ``middle``, ``long`` or ``longest``."""
        return next((word for most, word in _LENGTHS if len(self.name) <= most), "longest")

    @property
    def seated(self) -> bool:
        """Whether they sit anywhere."""
        return any(self.tables)


@blueprint.get("/<code>/seating/badges")
def badges(code: str) -> str:
    """Name badges, eight on a sheet, with the code that says who comes in and where they sit."""
    settings = medvirk().settings
    with medvirk().database.reading() as db:
        meeting = found(db, code)
        room = room_of(db, meeting)
    base = base_urls(settings)[0]

    def badge(one: Registration) -> Markup:
        return qr_of(f"{base}/b/{make_own_key(settings.secret_key, meeting, one, Role.BADGE)}")

    worn = [(guest, badge(one)) for one, guest in _guests(room)]
    sheets = [worn[first : first + _SHEET] for first in range(0, len(worn), _SHEET)]
    return _sheets("organise/sitting/badges.html", meeting, room, sheets=sheets)


@blueprint.get("/<code>/seating/tables")
def table_lists(code: str) -> str:
    """A sheet for each table, with those who sit there in each round."""
    with medvirk().database.reading() as db:
        meeting = found(db, code)
        room = room_of(db, meeting)
    guests = [guest for _one, guest in _guests(room)]
    rounds = range(room.seating.rounds)
    lists: Mapping[Table, list[list[Guest]]] = {
        table: [[one for one in guests if one.tables[at] == table.number] for at in rounds]
        for table in room.tables
    }
    return _sheets("organise/sitting/table_lists.html", meeting, room, lists=lists)


@blueprint.get("/<code>/seating/list")
def seating_list(code: str) -> str:
    """Everybody by name, with their tables: what hangs at the door."""
    with medvirk().database.reading() as db:
        meeting = found(db, code)
        room = room_of(db, meeting)
    guests = [guest for _one, guest in _guests(room)]
    return _sheets("organise/sitting/seating_list.html", meeting, room, guests=guests)


def _guests(room: Room) -> list[tuple[Registration, Guest]]:
    """Those who have a place, in the order of the alphabet."""
    rounds = [room.sits(round) for round in range(1, room.seating.rounds + 1)]
    names = Counter(one.name.casefold() for one in room.people.values())
    return [
        (
            one,
            Guest(
                one.name,
                role_said(one.role),
                one.municipality,
                [sits.get(one.id) for sits in rounds],
                names[one.name.casefold()] > 1,
            ),
        )
        for one in sorted(
            room.people.values(), key=lambda one: (alphabetical(one.name), one.number)
        )
    ]


def _sheets(template: str, meeting: Meeting, room: Room, **more: object) -> str:
    return render_template(template, meeting=meeting, room=room, rounds=room.seating.rounds, **more)
