"""Reads a file of a meeting, strictly: what is not known or cannot be is refused with its place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from sqlalchemy import PrimaryKeyConstraint, UniqueConstraint

from facilitator.archive import values
from facilitator.archive.fitting import check_row, check_whole
from facilitator.archive.package import unpack
from facilitator.archive.parts import Part, usual
from facilitator.archive.references import Call
from facilitator.archive.writing import FORMATS, VERSION
from facilitator.errors import Refused
from facilitator.strict_json import none_such, read_strictly

ROWS_MOST = 2_000_000
"""The most rows that all lists together may have."""


@dataclass(frozen=True)
class Taken:
    """What a file holds, checked; rows name each other as the file does.

    Args:
        format: one of ``writing.FORMATS``.
        lists: for each list its rows, each with a value for every column of the list.
    """

    format: str
    lists: Mapping[str, Sequence[dict[str, Any]]]
    logo: bytes | None = None

    @property
    def is_template(self) -> bool:
        """Whether it has nothing of an evening, only what the next one starts from."""
        return self.format == "medvirk-template"

    @property
    def meeting(self) -> Mapping[str, Any]:
        """The row of the meeting itself."""
        return self.lists["meeting"][0]


def read_file(file: BinaryIO) -> Taken:
    """The file that ``writing`` and ``package`` wrote, or that somebody claims they did.

    Raises:
        Refused: ``not_archive``, ``file_too_large``, ``not_text``, ``not_json``;
            ``archive_newer`` (``version``); ``unknown_field``, ``missing_field`` or
            ``wrong_value``, each with its ``place`` such as ``items[2].title``.
    """
    lists, logo = unpack(file)
    return read(_parsed(lists), logo)


def read(found: Any, logo: bytes | None = None) -> Taken:
    """What ``meeting.json`` says, checked.

    Raises:
        Refused: as ``read_file``.
    """
    if not isinstance(found, dict):
        raise Refused("not_archive")
    format, version = found.get("format"), found.get("version")
    if not isinstance(format, str) or format not in FORMATS or type(version) is not int:
        raise Refused("not_archive")
    if version > VERSION:
        raise Refused("archive_newer", version=version)
    if version < 1:
        raise Refused("wrong_value", place="version")
    parts = {part.name: part for part in FORMATS[format]}
    for name in found:
        if name not in parts and name not in ("format", "version"):
            raise Refused("unknown_field", place=_said(name))
    lists: dict[str, Sequence[dict[str, Any]]] = {}
    for name in parts:
        rows = found.get(name, [])
        if not isinstance(rows, list):
            raise Refused("wrong_value", place=name)
        lists[name] = rows
    if sum(map(len, lists.values())) > ROWS_MOST:
        raise Refused("file_too_large", most=ROWS_MOST)
    reader = _Reader()
    checked = {name: reader.rows(parts[name], rows) for name, rows in lists.items()}
    reader.check_names()
    check_whole(checked)
    return Taken(format, checked, logo)


@dataclass
class _Reader:
    """Reads one list after the other, and notes what rows are called and what they refer to."""

    names: dict[str, set[Any]] = field(default_factory=dict)
    referred: list[tuple[str, str, Any]] = field(default_factory=list)
    """The place, the list and the name of whatever is referred to before it is known."""
    kinds: dict[Any, Any] = field(default_factory=dict)
    """The kind and the settings of each exercise."""
    exercises: dict[tuple[str, Any], Any] = field(default_factory=dict)
    """The exercise of each theme and each contribution."""

    def rows(self, part: Part, found: Sequence[Any]) -> Sequence[dict[str, Any]]:
        """The rows of a list, with a value for every column."""
        names = self.names.setdefault(part.name, set())
        rows: list[dict[str, Any]] = []
        for index, one in enumerate(found):
            place = f"{part.name}[{index}]"
            row = self._row(part, one, place)
            check_row(part, row, place, self)
            rows.append(row)
            name = row[part.called] if part.called else row.get("id", index + 1)
            if part.called or part.numbered or "id" in row:
                names.add(name)
        _check_unique(part, rows)
        return rows

    def call(self, place: str) -> Call:
        """What names are called in the file itself: the same, as long as they are there."""

        def called(part: str, name: Any) -> Any:
            self._refer(place, part, name)
            return name

        return called

    def check_names(self) -> None:
        """That whatever was referred to is in its list.

        Raises:
            Refused: ``wrong_value`` with the ``place``.
        """
        for place, part, name in self.referred:
            if name not in self.names.get(part, ()):
                raise Refused("wrong_value", place=place)

    def _refer(self, place: str, part: str, name: Any) -> None:
        if type(name) not in (int, str):
            raise Refused("wrong_value", place=place)
        if name not in self.names.get(part, ()):
            self.referred.append((place, part, name))

    def _row(self, part: Part, found: Any, place: str) -> dict[str, Any]:
        if not isinstance(found, dict):
            raise Refused("wrong_value", place=place)
        for name in found:
            if name not in part.columns:
                raise Refused("unknown_field", place=f"{place}.{_said(name)}")
        row = {}
        for name, column in part.columns.items():
            here = f"{place}.{name}"
            if name not in found:
                try:
                    row[name] = usual(column)
                except KeyError:
                    raise Refused("missing_field", place=here) from None
                continue
            above = part.above.get(name)
            value = found[name]
            row[name] = values.read(column, value, here)
            if above is not None and row[name] is not None:
                self._refer(here, above.name, row[name])
        return row


def _check_unique(part: Part, rows: Sequence[Mapping[str, Any]]) -> None:
    """That no two rows are one and the same to the database, nor two meetings in a file."""
    fields = {column.name: name for name, column in part.columns.items()}
    for rule in part.table.constraints:
        if not isinstance(rule, PrimaryKeyConstraint | UniqueConstraint):
            continue
        key = [fields[column.name] for column in rule.columns if column.name in fields]
        if part.numbered and not key:
            continue
        seen = set()
        for index, row in enumerate(rows):
            value = tuple(row[name] for name in key)
            if value in seen:
                raise Refused("wrong_value", place=f"{part.name}[{index}]")
            seen.add(value)


def _parsed(data: bytes) -> Any:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("not_text") from error
    return read_strictly(text, parse_float=none_such)


def _said(name: str) -> str:
    """A field's name as it may be told: short and plain."""
    return "".join(one for one in name[:40] if one.isprintable())
