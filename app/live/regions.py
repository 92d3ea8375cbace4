"""Every part of a screen that changes live: who sees it, what changes it, what it shows.

A region's name is also the path of its template, which draws the page's first load too.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from app.live.presence import Connection
from app.live.protocol import Audience
from app.live.reading import Reading
from facilitator.registration.asked.people import ROLES

ROOM = 0.05
"""Seconds between two updates of stage and console."""
TABLE = 0.25
"""Seconds between two updates of one table's phones, and of what the console shows of tables."""
HALL = 1.0
"""Seconds between two updates of what every phone sees."""


class Scope(StrEnum):
    """Whose copy of a region is the same."""

    MEETING = "meeting"
    TABLE = "table"
    PARTICIPANT = "participant"
    EXERCISE = "exercise"


@dataclass(frozen=True, eq=False)
class Region:
    """One part of a screen.

    Args:
        pace: the least time between two updates, in seconds.
        subjects: what changes it; ``{of}`` stands for the table or the participant, and
            ``time`` is no change but half a minute that passed: expected times slide.
        gather: what its template needs beside what every region gets; reads, never writes.
    """

    name: str
    audience: Audience
    scope: Scope
    pace: float
    subjects: Sequence[str]
    gather: Callable[[Reading, str], Mapping[str, Any]]


@dataclass(frozen=True)
class Part:
    """A region of one meeting, table, participant or exercise: what one room of screens sees.

    Args:
        of: the table's id, the participant's or the exercise's, empty for the meeting's.
        subjects: what changes it.
    """

    meeting_id: int
    region: Region
    of: str
    subjects: tuple[str, ...]

    def room(self, language: str) -> str:
        """Socket.IO's room for those who see this part in ``language``."""
        return f"{self.meeting_id}/{self.region.name}/{self.of}/{language}"

    def __hash__(self) -> int:
        return hash((self.meeting_id, self.region.name, self.of))


def _nothing(_reading: Reading, _of: str) -> Mapping[str, Any]:
    return {}


def _now(reading: Reading, _of: str) -> Mapping[str, Any]:
    return {
        "answerable_themes": reading.answerable_themes,
        "report_there": reading.report_there,
    }


def _board(reading: Reading, of: str) -> Mapping[str, Any]:
    table = reading.states[int(of)]
    return {
        "table": table,
        "said": reading.said_at(table.id),
        "dots": reading.dots_of_table(table.id),
    }


def _table(reading: Reading, of: str) -> Mapping[str, Any]:
    return {"table": reading.states[int(of)]}


def _board_to_read(reading: Reading, of: str) -> Mapping[str, Any]:
    said = reading.said_at(int(of))
    return {"said": said, "answerable_themes": reading.answerable_themes}


def _of_table(reading: Reading, of: str) -> Mapping[str, Any]:
    return {"table": reading.states[int(of)], "seen": reading.seen_at(int(of))}


def _late(reading: Reading, _of: str) -> Mapping[str, Any]:
    return {"late": reading.late}


def _own(reading: Reading, of: str) -> Mapping[str, Any]:
    return reading.own_of(of)


def _room(reading: Reading, _of: str) -> Mapping[str, Any]:
    return {"said": reading.said_in_room(), "hidden": reading.hidden_in_room()}


def _stage(reading: Reading, _of: str) -> Mapping[str, Any]:
    return {
        "said": reading.said_on_stage(),
        "wall": reading.wall,
        "tables_done": reading.tables_done,
    }


def _wall(reading: Reading, _of: str) -> Mapping[str, Any]:
    return {"said": reading.said_on_phones(), "wall": reading.wall}


def _floor(reading: Reading, _of: str) -> Mapping[str, Any]:
    return {"said": reading.said}


def _screen(reading: Reading, _of: str) -> Mapping[str, Any]:
    return {"said": reading.said_on_stage()}


def _steering(reading: Reading, _of: str) -> Mapping[str, Any]:
    return {"last_entry": reading.last_entry}


def _said(reading: Reading, _of: str) -> Mapping[str, Any]:
    return {"said": reading.said, "lifted": reading.lifted, "boards": reading.boards}


def _tables(reading: Reading, _of: str) -> Mapping[str, Any]:
    return {"states": reading.seen}


def _trial(reading: Reading, _of: str) -> Mapping[str, Any]:
    return {
        "arrived": reading.here.newest,
        "reached": any(table.state != "empty" for table in reading.seen),
    }


def _door(reading: Reading, _of: str) -> Mapping[str, Any]:
    return {"door": reading.door, "ROLES": ROLES}


def _choices(reading: Reading, of: str) -> Mapping[str, Any]:
    return {"choices": reading.choices, "chosen": int(of or 0)}


def _theme_board(reading: Reading, of: str) -> Mapping[str, Any]:
    return {"board": reading.theme_board(int(of or 0))}


_PHONE, _STAGE, _CONSOLE = Audience.PHONE, Audience.STAGE, Audience.CONSOLE
_THEMES, _DOOR = Audience.THEMES, Audience.DOOR
_ALL, _AT_TABLE, _OWN = Scope.MEETING, Scope.TABLE, Scope.PARTICIPANT
_AT_EXERCISE = Scope.EXERCISE
_JOINED = "programme exercises contributions themes"

REGIONS: Mapping[str, Region] = {
    name: Region(name, audience, scope, pace, subjects.split(), gather)
    # In the order in which they are sent when all have changed: when the moderator goes on, every
    # phone first sees what is on now, then the wall changes, then the rest follows.
    for name, audience, scope, pace, subjects, gather in (
        ("phone/now", _PHONE, _ALL, HALL, "programme exercises themes", _now),
        (
            "stage/page",
            _STAGE,
            _ALL,
            ROOM,
            "programme exercises contributions tables screen",
            _stage,
        ),
        ("stage/bar", _STAGE, _ALL, ROOM, "programme presence time", _nothing),
        ("console/steering", _CONSOLE, _ALL, ROOM, "programme exercises time", _steering),
        ("console/programme", _CONSOLE, _ALL, ROOM, "programme time", _nothing),
        (
            "console/screen",
            _CONSOLE,
            _ALL,
            ROOM,
            "screen exercises programme contributions tables",
            _screen,
        ),
        (
            "console/floor",
            _CONSOLE,
            _ALL,
            TABLE,
            "programme exercises contributions tables",
            _floor,
        ),
        (
            "console/contributions",
            _CONSOLE,
            _ALL,
            TABLE,
            "programme exercises contributions themes",
            _said,
        ),
        (
            "console/tables",
            _CONSOLE,
            _ALL,
            TABLE,
            "programme exercises tables contributions presence time",
            _tables,
        ),
        ("console/late", _CONSOLE, _ALL, TABLE, "notes", _late),
        (
            "console/table",
            _CONSOLE,
            _AT_TABLE,
            TABLE,
            "programme exercises tables table/{of} presence time",
            _of_table,
        ),
        (
            "console/board",
            _CONSOLE,
            _AT_TABLE,
            TABLE,
            "programme exercises table/{of}",
            _board_to_read,
        ),
        ("console/top", _CONSOLE, _ALL, ROOM, "programme presence time", _nothing),
        ("themes/board", _THEMES, _AT_EXERCISE, TABLE, _JOINED, _theme_board),
        ("themes/bar", _THEMES, _AT_EXERCISE, TABLE, _JOINED, _theme_board),
        ("themes/twins", _THEMES, _AT_EXERCISE, TABLE, _JOINED, _theme_board),
        ("themes/choices", _THEMES, _AT_EXERCISE, HALL, _JOINED, _choices),
        # In two, so that somebody who comes is not worth the whole list again; the organiser's page
        # of the door shows the second one too.
        ("door/list", _DOOR, _ALL, TABLE, "registrations", _door),
        ("door/counts", _DOOR, _ALL, TABLE, "registrations", _door),
        # Shown to the organiser, whose page has the moderator's key.
        ("organise/trial", _CONSOLE, _ALL, HALL, "presence trial time", _trial),
        (
            "phone/wall",
            _PHONE,
            _ALL,
            HALL,
            "programme exercises contributions tables screen",
            _wall,
        ),
        ("phone/nudge", _PHONE, _AT_TABLE, TABLE, "table/{of}", _table),
        ("phone/bar", _PHONE, _AT_TABLE, TABLE, "programme exercises table/{of}", _table),
        (
            "phone/board",
            _PHONE,
            _AT_TABLE,
            TABLE,
            "programme exercises table/{of} presence/{of}",
            _board,
        ),
        ("phone/notes", _PHONE, _OWN, TABLE, "programme exercises participant/{of}", _own),
        ("phone/room", _PHONE, _ALL, HALL, "programme exercises contributions", _room),
        ("phone/seat", _PHONE, _AT_TABLE, HALL, "tables presence/{of}", _table),
        ("phone/agenda", _PHONE, _ALL, HALL, "programme time", _nothing),
    )
}

CLOCK = Region("clock", Audience.STAGE, Scope.MEETING, ROOM, ("programme",), _nothing)
"""Not drawn but sent as numbers, to every screen of a meeting, before all regions."""

ORDER: Mapping[str, int] = {name: place for place, name in enumerate(("clock", *REGIONS))}


# Every message of a screen asks for its parts, and a meeting's phones share most of them.
@lru_cache(maxsize=16_384)
def part_of(meeting_id: int, region: Region, of: str) -> Part:
    """The part of ``region`` that belongs to ``of``."""
    subjects = tuple(subject.format(of=of) for subject in region.subjects)
    return Part(meeting_id, region, of, subjects)


@lru_cache(maxsize=4_096)
def parts_of(
    audience: Audience,
    meeting_id: int,
    table_id: int | None,
    participant_id: str | None,
    exercise_id: int | None = None,
) -> tuple[Part, ...]:
    """The parts that a screen sees, in the order in which they are sent.

    A screen that is not about a table sees nothing of one, and one at which nobody sits, nobody's.
    """
    of = {Scope.MEETING: "", Scope.EXERCISE: str(exercise_id or "")}
    if table_id is not None:
        of[Scope.TABLE] = str(table_id)
    if participant_id is not None:
        of[Scope.PARTICIPANT] = participant_id
    return tuple(
        part_of(meeting_id, region, of[region.scope])
        for region in REGIONS.values()
        if region.audience is audience and region.scope in of
    )


def clock_of(meeting_id: int) -> Part:
    """The clock of a meeting."""
    return part_of(meeting_id, CLOCK, "")


def parts_seen(connection: Connection) -> tuple[Part, ...]:
    """The parts that a connected screen sees, the clock among them."""
    access = connection.access
    meeting_id, participant_id = access.meeting_id, access.participant_id
    seen = parts_of(
        connection.audience,
        meeting_id,
        connection.table_id,
        participant_id,
        connection.exercise_id,
    )
    return (clock_of(meeting_id), *seen)


def newest(versions: Mapping[str, int], parts: Collection[Part]) -> dict[Part, int]:
    """The version of each of ``parts``, from those of the subjects: that of its newest one."""
    return {part: max(versions[subject] for subject in part.subjects) for part in parts}
