"""Writes the list of people as a file for a spreadsheet; never what is for the kitchen alone."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from facilitator.registration.asked.answering import ANSWER_NAMES
from facilitator.registration.asked.questions import Question
from facilitator.registration.lists.columns import (
    COLUMN_NAMES,
    COLUMNS,
    ROLE_NAMES,
    ROUND_NAMES,
    STATE_NAMES,
    TABLE_NAMES,
)
from facilitator.registration.lists.listing import Listed
from facilitator.spreadsheets.cells import Cell
from facilitator.spreadsheets.writing import csv_of, xlsx_of

Seats = Mapping[int, Mapping[str, int]]
"""The number of each person's table, by round and the registration's id."""

_WIDTHS = (8, 28, 30, 14, 18, 16, 16, 12, 16)
_TABLE_WIDTH, _ANSWER_WIDTH = 12, 30


def write_csv(
    people: Iterable[Listed], questions: Sequence[Question], seats: Seats, zone: str, language: str
) -> bytes:
    """``people`` as CSV that Norwegian spreadsheet programs open right.

    Args:
        seats: may be empty.
        zone: the IANA time zone in which times are told.
        language: of all names, ``nb``, ``nn`` or ``en``.
    """
    rows = [_row(one, questions, seats, zone, language) for one in people]
    return csv_of(_names(questions, seats, language), rows)


def write_xlsx(
    people: Iterable[Listed], questions: Sequence[Question], seats: Seats, zone: str, language: str
) -> bytes:
    """``people`` as a workbook of one sheet; the arguments are those of ``write_csv``."""
    rows = [_row(one, questions, seats, zone, language) for one in people]
    widths = (*_WIDTHS, *(_TABLE_WIDTH for _ in seats), *(_ANSWER_WIDTH for _ in questions))
    return xlsx_of("Medvirk", _names(questions, seats, language), rows, widths)


def _names(questions: Sequence[Question], seats: Seats, language: str) -> list[str]:
    names = COLUMN_NAMES[language]
    tables = [f"{ROUND_NAMES[language]} {number}" for number in sorted(seats)]
    if len(tables) == 1:
        tables = [TABLE_NAMES[language]]
    return [*(names[column] for column in COLUMNS), *tables, *(one.text for one in questions)]


def _row(
    one: Listed, questions: Sequence[Question], seats: Seats, zone: str, language: str
) -> list[Cell]:
    return [
        one.number,
        one.name,
        one.email,
        ROLE_NAMES[language].get(one.role, one.role),
        one.municipality,
        STATE_NAMES[language][one.state],
        _local(one.created_at, zone),
        one.first if one.first != one.number or one.party else "",
        _local(one.arrived_at, zone),
        *(seats[number].get(one.id, "") for number in sorted(seats)),
        *(_answer(one.answers.get(question.id, ""), language) for question in questions),
    ]


def _local(at: datetime | None, zone: str) -> str:
    return at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M") if at is not None else ""


def _answer(said: Any, language: str) -> str:
    return ANSWER_NAMES[language][said] if isinstance(said, bool) else str(said)
