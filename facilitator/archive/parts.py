"""What a file of a meeting has: its lists with their columns, and what is left out and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from sqlalchemy import Column, Integer, LargeBinary
from sqlalchemy import Table as SqlTable

from facilitator.meetings import OF_KEYS
from facilitator.models import (
    Act,
    Base,
    Contribution,
    Cue,
    Deed,
    Done,
    Entry,
    Exercise,
    Invitation,
    Item,
    Letter,
    Meeting,
    Organiser,
    Participant,
    Registration,
    Report,
    Review,
    Seat,
    Seating,
    SubjectVersion,
    Support,
    Table,
    Theme,
    TitleReview,
    Wish,
    WishPerson,
)


def table_of(model: type[Base]) -> SqlTable:
    """The table of the database that has the rows of ``model``."""
    return Base.metadata.tables[model.__tablename__]


@dataclass(frozen=True)
class Part:
    """One list of the file, with a row for each row of a table.

    Args:
        by: the field that the rows are ordered by in the database, so that many can be read one
            after the other; empty for few rows, which are ordered by ``then`` alone.
        then: the fields, as the file has them, by which rows are ordered that are alike in ``by``.
        called: the column by which other rows name a row of this list; empty for its place there.
        left_out: columns that are not in the file.
        kept: when there are any, no other fields than these are in the file.
    """

    name: str
    model: type[Base]
    by: str = ""
    then: Sequence[str] = ()
    called: str = ""
    left_out: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()

    @property
    def table(self) -> SqlTable:
        """The table of the database."""
        return table_of(self.model)

    @cached_property
    def columns(self) -> Mapping[str, Column[Any]]:
        """The columns by what the file calls them."""
        fields = {
            field_of(column): column
            for column in self.table.columns
            if column.name not in self.left_out and not _is_implied(column)
        }
        return {
            name: column for name, column in fields.items() if not self.kept or name in self.kept
        }

    @cached_property
    def above(self) -> Mapping[str, "Part"]:
        """The lists that its fields refer to."""
        there = {name: refers_to(column) for name, column in self.columns.items()}
        return {name: part for name, part in there.items() if part is not None}

    @cached_property
    def numbered(self) -> bool:
        """Whether its rows have numbers of their own in the database."""
        key = list(self.table.primary_key.columns)
        return len(key) == 1 and key[0].name == "id" and isinstance(key[0].type, Integer)


ARCHIVE: Sequence[Part] = (
    # Whoever takes a meeting in gets keys of their own, and a rehearsal is not kept.
    Part("meeting", Meeting, left_out=frozenset({*OF_KEYS, "rehearsal"})),
    Part("invitation", Invitation),
    # What was done last names people.
    Part("seating", Seating, left_out=frozenset({"before"})),
    Part("items", Item, by="position"),
    Part("exercises", Exercise, by="id"),
    Part("report", Report),
    Part("tables", Table, by="number", called="number"),
    Part("participants", Participant, then=("joined_at", "id")),
    Part("themes", Theme, by="id"),
    Part("contributions", Contribution, by="number"),
    Part("supports", Support, by="contribution_id", then=("giver",)),
    Part("done", Done, then=("exercise", "table")),
    Part("entries", Entry, by="number"),
    Part("acts", Act, by="id"),
    Part("reviews", Review, then=("contribution",)),
    Part("title_reviews", TitleReview, then=("theme",)),
    Part("cues", Cue, by="id"),
    Part("subject_versions", SubjectVersion, then=("subject",)),
)
"""All that hangs on a meeting and tells of nobody, in the order that it is written and read."""

LEFT_OUT: Mapping[type[Base], str] = {
    Registration: "deleted on the day that people were promised; an archive is kept longer",
    Letter: "tells of people who registered",
    Seat: "tells of people who registered",
    Wish: "tells of people who registered",
    WishPerson: "tells of people who registered",
    Deed: "tells what organisers did, who are people too",
    Organiser: "belongs to the installation",
}
"""The tables that no file has, and why."""


def _parts(**fields: Sequence[str]) -> Sequence[Part]:
    return tuple(
        replace(part, kept=frozenset(fields[part.name])) for part in ARCHIVE if part.name in fields
    )


TEMPLATE: Sequence[Part] = _parts(
    meeting=("title", "subtitle", "host", "place", "notice", "zone", "language"),
    invitation=(
        "about",
        "purpose",
        "responsible",
        "contact",
        "map_url",
        "capacity",
        "party_most",
        "roles",
        "questions",
        "asks_diet",
        "reminder_hours",
    ),
    seating=("rounds", "mix"),
    report=("contact", "left_out", "logo_words"),
    items=(
        "position",
        "day",
        "title",
        "description",
        "kind",
        "speaker",
        "notes",
        "length",
        "least",
        "fixed_start",
        "skip",
    ),
    exercises=("item", "position", "kind", "title", "settings"),
    tables=("number", "name", "size", "near_door"),
)
"""What the next meeting like this one starts from: nothing that anybody said or did."""


_UNDECLARED: Mapping[tuple[str, str], type[Base]] = {
    ("room_table", "scribe_id"): Participant,
    ("entry", "item_id"): Item,
}
"""References that the database does not know of, because what they name may be gone."""
_OF_TABLE: Mapping[str, Part] = {part.model.__tablename__: part for part in ARCHIVE}


def refers_to(column: Column[Any]) -> Part | None:
    """The list in which what ``column`` refers to stands; None for a plain value."""
    undeclared = _UNDECLARED.get((column.table.name, column.name))
    if undeclared is not None:
        return _OF_TABLE[undeclared.__tablename__]
    return next((_OF_TABLE[key.column.table.name] for key in column.foreign_keys), None)


def field_of(column: Column[Any]) -> str:
    """What the file calls ``column``: ``item`` for ``item_id``."""
    return column.name.removesuffix("_id") if refers_to(column) else column.name


def usual(column: Column[Any]) -> Any:
    """What a row has in ``column`` when the file says nothing of it.

    Raises:
        KeyError: it must be said.
    """
    if column.default is not None:
        default: Any = column.default
        return default.arg(None) if default.is_callable else default.arg
    if column.nullable:
        return None
    raise KeyError(column.name)


def _is_implied(column: Column[Any]) -> bool:
    """Whether the file says it otherwise: whose a row is, its number, and what is a file beside."""
    if isinstance(column.type, LargeBinary):
        return True
    if column.foreign_keys and refers_to(column) is _OF_TABLE["meeting"]:
        return True
    return column.primary_key and column.name == "id" and isinstance(column.type, Integer)
