"""What the fields of a row must be to each other and to other rows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from facilitator.archive import values
from facilitator.archive.fields import FIELDS, are_numbers, fits, is_title, is_uuid
from facilitator.archive.parts import Part
from facilitator.archive.references import RENAMED, Call, body_renamed
from facilitator.cues import STAGE, STEERED
from facilitator.errors import Refused
from facilitator.exercises import kind_of
from facilitator.exercises.kind import Kind
from facilitator.models import Exercise, Meeting
from facilitator.programme import fields as of_item
from facilitator.report.edition import Decision
from facilitator.themes import ThemeAct

Row = dict[str, Any]
_CAME = frozenset({"theme", "to", "was"})
_BEFORE: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(ThemeAct, _CAME),
    ThemeAct.TAKE_OUT: _CAME - {"theme"},
    ThemeAct.RENAME: frozenset({"theme", "title"}),
    ThemeAct.MOVE: frozenset({"theme", "place"}),
}
"""What it takes to undo an act with a theme; an act with a contribution needs nothing."""
_MAY_SAY: Mapping[str, frozenset[str]] = {
    ThemeAct.MERGE: frozenset({"place"}),
    ThemeAct.DISSOLVE: frozenset({"place"}),
    ThemeAct.RENAME: frozenset({"after"}),
    ThemeAct.MOVE: frozenset({"after"}),
}
"""What is noted besides by now, and was not always."""


class Reader(Protocol):
    """What is known of the rows that were read so far."""

    kinds: dict[Any, tuple[Kind, Mapping[str, Any]]]
    exercises: dict[tuple[str, Any], Any]

    def call(self, place: str) -> Call:
        """What checks that something is in the file, and gives its name back."""
        ...


def check_row(part: Part, row: Row, place: str, reader: Reader) -> None:
    """That the values of a ``row`` fit; a body is put in the form that is stored.

    Raises:
        Refused: ``wrong_value`` with the place.
    """
    for name, value in row.items():
        test = FIELDS.get((part.name, name))
        if test is not None and value is not None and not fits(test, value):
            raise Refused("wrong_value", place=f"{place}.{name}")
    check = _ROWS.get(part.name)
    if check is not None:
        check(row, place, reader)
    for name, column in part.columns.items():
        renamed = RENAMED.get((column.table.name, column.name))
        if renamed is not None:
            renamed(row[name], reader.call(f"{place}.{name}"))


def check_whole(lists: Mapping[str, Sequence[Row]]) -> None:
    """That there is one meeting with an invitation, and no number is given twice later on.

    Raises:
        Refused: ``wrong_value`` with the place.
    """
    for name in ("meeting", "invitation"):
        if len(lists[name]) != 1:
            raise Refused("wrong_value", place=name)
    last = lists["meeting"][0].get("last_number", 0)
    if any(one["number"] > last for one in lists.get("contributions", ())):
        raise Refused("wrong_value", place="meeting[0].last_number")


@contextmanager
def _at(place: str) -> Iterator[None]:
    """Let what the domain refuses within the block be told by its place in the file."""
    try:
        yield
    except Refused as refused:
        field = refused.details.get("field", "")
        where = f"{place}.{field}" if field else place
        raise Refused("wrong_value", place=where) from None


def _check_item(row: Row, place: str, _reader: Reader) -> None:
    with _at(place):
        of_item.checked(
            {name: value for name, value in row.items() if name in of_item.Fields.__annotations__}
        )
        of_item.check_least(row["length"], row["least"])


def _check_exercise(row: Row, place: str, reader: Reader) -> None:
    kind = kind_of(row["kind"])
    with _at(f"{place}.settings"):
        settings = kind.settings(row["settings"])
    _check_steering(kind, row, place)
    reader.kinds[len(reader.kinds) + 1] = kind, settings


def _check_steering(kind: Kind, state: Mapping[str, Any], place: str) -> None:
    """What the moderator steers an exercise by."""
    checks: Mapping[str, Callable[[Any], bool]] = {
        "phase": lambda phase: phase == "closed" or phase in list(kind.phases),
        "page": lambda page: page > 0,
        **dict.fromkeys(("revealed_tables", "speaking_order", "spoken"), are_numbers),
    }
    for name, test in checks.items():
        if name in state and not fits(test, state[name]):
            raise Refused("wrong_value", place=f"{place}.{name}")


def _check_theme(row: Row, place: str, reader: Reader) -> None:
    kind, _settings = _kind(reader, row["exercise"], f"{place}.exercise")
    if row["shelf"] not in kind.shelves:
        raise Refused("wrong_value", place=f"{place}.shelf")
    reader.exercises["themes", len(reader.exercises) + 1] = row["exercise"]


def _check_contribution(row: Row, place: str, reader: Reader) -> None:
    body = _body if row["withdrawn_at"] is None else _taken_back
    row["body"] = body(reader, row["exercise"], row["body"], place)
    theme = row["theme"]
    if theme is not None and reader.exercises.get(("themes", theme)) != row["exercise"]:
        raise Refused("wrong_value", place=f"{place}.theme")
    reader.exercises["contributions", row["id"]] = row["exercise"]


def _check_review(row: Row, place: str, reader: Reader) -> None:
    exercise = reader.exercises.get(("contributions", row["contribution"]))
    _check_redacted(row, "body", place)
    if row["body"]:
        row["body"] = _body(reader, exercise, row["body"], place)


def _check_title_review(row: Row, place: str, _reader: Reader) -> None:
    _check_redacted(row, "title", place)


def _check_redacted(row: Row, words: str, place: str) -> None:
    """That there are other words for what is redacted, and for nothing else."""
    if bool(row[words]) is not (row["decision"] == Decision.REDACT):
        raise Refused("wrong_value", place=f"{place}.{words}")


def _check_giver(row: Row, place: str, reader: Reader) -> None:
    if is_uuid(row["giver"]):
        reader.call(f"{place}.giver")("participants", row["giver"])


def _check_act(row: Row, place: str, reader: Reader) -> None:
    before, wanted = row["before"], _BEFORE.get(row["act"], frozenset())
    at_most = wanted | _MAY_SAY.get(row["act"], frozenset())
    of = row["exercise"] if row["act"] in _BEFORE else row["contribution"]
    was = before.get("was", {})
    call = reader.call(f"{place}.before")
    if (
        of is None
        or not wanted <= set(before) <= at_most
        or not isinstance(was, dict)
        or not is_title(before.get("title", ""))
        or type(before.get("place", 1)) is not int
        or ("after" in before and not _is_after(row["act"], before["after"]))
    ):
        raise Refused("wrong_value", place=f"{place}.before")
    for id in was:
        call("contributions", id)


def _is_after(act: str, found: Any) -> bool:
    """Whether it is what a theme is called, or where it stands, since the act."""
    return is_title(found) if act == ThemeAct.RENAME else type(found) is int


def _check_cue(row: Row, place: str, reader: Reader) -> None:
    model: Any = Meeting if row["exercise"] is None else Exercise
    steered = STAGE if row["exercise"] is None else STEERED
    here = f"{place}.state"
    for name, value in row["state"].items():
        if name not in steered:
            raise Refused("unknown_field", place=here)
        values.read(model.__table__.c[name], value, here)
    if row["exercise"] is not None:
        if "phase" not in row["state"]:
            raise Refused("missing_field", place=f"{here}.phase")
        kind, _settings = _kind(reader, row["exercise"], f"{place}.exercise")
        _check_steering(kind, row["state"], here)


def _body(reader: Reader, exercise: Any, body: Any, place: str) -> dict[str, Any]:
    kind, settings = _kind(reader, exercise, f"{place}.exercise")
    here = f"{place}.body"
    with _at(here):
        parsed = kind.parse_kept(settings, body)
    call = reader.call(here)
    body_renamed(kind, parsed, call)
    reference = kind.refers_to(parsed)
    if reference is not None and is_uuid(reference):
        call("contributions", reference)
    return parsed


def _taken_back(reader: Reader, exercise: Any, body: Any, place: str) -> dict[str, Any]:
    """What was chosen in a body that was taken back: any words would fit, and none are taken in."""
    kind, _settings = _kind(reader, exercise, f"{place}.exercise")
    worded = kind.rewritten(body, dict.fromkeys(kind.written_in, "…"))
    return kind.chosen(_body(reader, exercise, worded, place))


def _kind(reader: Reader, exercise: Any, place: str) -> tuple[Kind, Mapping[str, Any]]:
    try:
        return reader.kinds[exercise]
    except KeyError:
        raise Refused("wrong_value", place=place) from None


_ROWS: Mapping[str, Callable[[Row, str, Reader], None]] = {
    "items": _check_item,
    "exercises": _check_exercise,
    "themes": _check_theme,
    "contributions": _check_contribution,
    "supports": _check_giver,
    "acts": _check_act,
    "reviews": _check_review,
    "title_reviews": _check_title_review,
    "cues": _check_cue,
}
