"""The room as the organiser's page shows it: tables with people as shapes, sentences, wishes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from babel.lists import format_list
from flask_babel import get_locale
from flask_babel import gettext as _

from app.pages.organise.registration.people import role_said
from facilitator.errors import Refused
from facilitator.models import Registration, Table
from facilitator.pictures.seats import DrawnTable, Laid, RoomPicture, picture
from facilitator.registration.asked.naming import labels_of, short_names
from facilitator.registration.asked.people import ROLES
from facilitator.registration.sitting.room import Room
from facilitator.registration.sitting.wishes import SENTENCES, Wanted
from facilitator.seating.given import Plan
from facilitator.seating.quality import quality, words

SHAPES = ("circle", "square", "diamond", "triangle", "hexagon", "pill")
"""What roles are drawn as, in their order; those after the last are drawn as it is."""


@dataclass(frozen=True)
class Mark:
    """How a role is drawn: a shape with its own colour, and a letter or two."""

    name: str
    letter: str
    shape: str


@dataclass(frozen=True)
class Sitting:
    """A person in the picture.

    Args:
        table: the table's number; None for one without a seat in this round.
    """

    id: str
    label: str
    short: str
    municipality: str
    mark: Mark
    table: int | None
    fixed: bool
    arrived: bool


@dataclass(frozen=True)
class ShownTable:
    """A table with its people in the order of their chairs."""

    table: Table
    people: Sequence[Sitting]
    drawn: DrawnTable

    @property
    def free(self) -> int:
        """How many chairs are empty; less than 0 at a table that is too full."""
        return self.table.size - len(self.people)


@dataclass(frozen=True)
class ShownRoom:
    """One round in the room.

    Args:
        tray: those without a seat in this round.
        chosen: the person that somebody has chosen.
    """

    round: int
    picture: RoomPicture
    tables: Sequence[ShownTable]
    tray: Sequence[Sitting]
    marks: Sequence[Mark]
    chosen: Sitting | None

    @property
    def planned(self) -> bool:
        """Whether anybody sits in this round."""
        return any(table.people for table in self.tables)


def shown(room: Room, roles: Sequence[str], round: int, chosen: str = "") -> ShownRoom:
    """``room`` in ``round`` (from 1).

    Args:
        roles: those that people may have, in their order.
        chosen: a person's id; empty for nobody.
    """
    marks = _marks(roles, [one.role for one in room.people.values()])
    chairs = room.chairs.get(round, {})
    labels = labels_of(room.people.values())
    at: dict[int | None, list[Registration]] = {}
    for one in room.people.values():
        chair = chairs.get(one.id)
        at.setdefault(chair.table if chair else None, []).append(one)

    def sitting(people: Sequence[Registration], table: int | None) -> list[Sitting]:
        shorts = short_names([one.name for one in people])
        return [
            Sitting(
                one.id,
                labels[one.id],
                short,
                one.municipality,
                marks[one.role],
                table,
                table is not None and chairs[one.id].fixed,
                one.arrived_at is not None,
            )
            for one, short in zip(people, shorts, strict=True)
        ]

    people = {
        table.number: sitting(at.get(table.number, ()), table.number) for table in room.tables
    }
    drawn = picture(
        [
            Laid(table.number, table.size, [one.short for one in people[table.number]])
            for table in room.tables
        ]
    )
    tables = [
        ShownTable(table, people[table.number], box)
        for table, box in zip(room.tables, drawn.tables, strict=True)
    ]
    tray = sitting(at.get(None, ()), None)
    everybody = [*tray, *(one for table in tables for one in table.people)]
    used = {one.mark: None for one in everybody}
    return ShownRoom(
        round=round,
        picture=drawn,
        tables=tables,
        tray=tray,
        marks=[mark for mark in marks.values() if mark in used],
        chosen=next((one for one in everybody if one.id == chosen), None),
    )


def _marks(roles: Sequence[str], used: Sequence[str]) -> dict[str, Mark]:
    """How each role is drawn, those without one last; no two have the same letters."""
    marks: dict[str, Mark] = {}
    letters: set[str] = set()
    for place, role in enumerate(dict.fromkeys([*roles, *sorted(filter(None, used))])):
        name = role_said(role)
        bare = "".join(name.split()).capitalize() or "?"
        tries = [bare[:1], bare[:2], *(bare[0] + other for other in bare[2:])]
        letter = next((one for one in tries if one not in letters), f"{place + 1}")
        letters.add(letter)
        marks[role] = Mark(name, letter, SHAPES[min(place, len(SHAPES) - 1)])
    return {**marks, "": Mark(_("uten rolle"), "–", "ring")}


def joined(names: Sequence[str]) -> str:
    """Names as a sentence says them: ``Kari, Ola og Per``."""
    return str(format_list(list(names), locale=str(get_locale())))


@dataclass(frozen=True)
class Judged:
    """How good the planned rounds are: as sentences, and as figures with what they count."""

    sentences: Sequence[str] = ()
    figures: Sequence[tuple[str, str]] = ()


def judged(room: Room) -> Judged:
    """What is good and what is not of the rounds that are planned."""
    rounds = tuple(sits for sits in room.plan.rounds if sits)
    if not rounds:
        return Judged()
    found = quality(Plan(rounds), room.guests(), room.places, room.wishes, room.mix)
    roles = {role: role_said(role) for role in ROLES}
    traits = {trait.key: _(trait.name) for trait in room.traits}
    figures = [
        (_("Bord jevnt blandet etter %(trait)s", trait=traits[key]), f"{100 * share:.0f} %")
        for key, share in found.within.items()
    ]
    if len(rounds) > 1:
        figures.append((_("Par som møtes igjen"), f"{found.repeats}"))
    if found.wishes:
        figures.append((_("Ønsker oppfylt"), f"{found.kept}/{found.wishes}"))
    return Judged(
        [_(text, **values) for text, values in words(found, {**roles, **traits})], figures
    )


def wish_said(wish: Wanted, labels: Mapping[str, str]) -> str:
    """A wish as a sentence, with those of its people who come."""
    names = joined([labels[one.id] for one in wish.people]) or _("Ingen")
    said: str = _(SENTENCES[wish.kind], names=names, table=wish.table)
    return said


def with_names(refused: Refused, people: Mapping[str, Registration]) -> Refused:
    """``refused`` with the names of those whom it is about, for its text."""
    labels = labels_of(people.values())
    who = refused.details.get("who", ())
    found = [labels[id] for id in who if id in labels] if isinstance(who, list | tuple) else []
    refused.details["names"] = joined(found)
    return refused
