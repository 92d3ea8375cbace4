"""Takes people from a file onto the list: what was understood, what is wrong, and saving it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from facilitator.errors import Invalid, Refused
from facilitator.models import Invitation, Meeting, Registration
from facilitator.registration import editing
from facilitator.registration.asked.people import Person, address_of
from facilitator.registration.asked.questions import Question, questions_of
from facilitator.registration.lists import columns
from facilitator.registration.lists.listing import Listed
from facilitator.registration.placing import places
from facilitator.registration.standing import State
from facilitator.spreadsheets.csv_rows import tables_of, text_of_csv
from facilitator.spreadsheets.headings import heading_row
from facilitator.spreadsheets.xlsx_rows import sheets_of

PEOPLE_MOST = 1000
"""The most people that are taken from one file."""
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True)
class Row:
    """A person as the file has them.

    Args:
        number: of the row in the file, 1 for the first.
        typed: what ``people.person_of`` takes, and perhaps the ``number`` of who is known.
    """

    number: int
    typed: Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    """What was understood of a file.

    Args:
        unread: names of the columns that are not read.
        cancelled: how many rows are left out because they say that the person has cancelled.
    """

    rows: Sequence[Row]
    unread: Sequence[str] = ()
    cancelled: int = 0


@dataclass(frozen=True)
class Judged:
    """A row, the person that it describes, and what is wrong with it by the field's name.

    Args:
        known: the number of who is on the list already.
    """

    row: Row
    person: Person
    problems: Mapping[str, Invalid] = field(default_factory=dict)
    known: int | None = None


@dataclass(frozen=True)
class Saved:
    """What became of the people: how many got a place, wait, were changed, were left alone."""

    placed: int = 0
    waiting: int = 0
    changed: int = 0
    left: int = 0


def read_people(name: str, data: bytes, invitation: Invitation) -> Sheet:
    """The people in the file ``data`` that is called ``name``: a workbook, or CSV.

    Columns are known by their names in bokmål, nynorsk or English, and those of own questions by
    the questions' words.

    Raises:
        Refused: ``no_people`` when no column is called a name or nobody is in the file;
            ``many_people`` with ``most``; and what ``sheets_of`` and ``tables_of`` raise.
    """
    questions = questions_of(invitation)

    def roles(names: Sequence[str]) -> dict[int, str] | None:
        return columns.roles_of(names, questions)

    workbook = data.startswith(_ZIP) or name.casefold().endswith(".xlsx")
    tables: Iterable[list[list[str]]] = (
        sheets_of(data) if workbook else tables_of(text_of_csv(data))
    )
    for table in tables:
        heading = heading_row(table, roles)
        if heading is not None:
            return _sheet(table, heading, roles(table[heading]) or {}, questions)
    raise Refused("no_people")


def _sheet(
    table: Sequence[Sequence[str]],
    heading: int,
    roles: Mapping[int, str],
    questions: Sequence[Question],
) -> Sheet:
    rows, cancelled = [], 0
    for number, cells in enumerate(table[heading + 1 :], heading + 2):
        said = {role: cells[at].strip() for at, role in roles.items() if cells[at : at + 1]}
        cancelled_here = columns.says_cancelled(said.pop("state", ""))
        typed = _typed(said, questions)
        if not any(words for name, words in typed.items() if name != "number"):
            continue
        cancelled += cancelled_here
        if not cancelled_here:
            rows.append(Row(number, typed))
    if not rows:
        raise Refused("no_people")
    if len(rows) > PEOPLE_MOST:
        raise Refused("many_people", most=PEOPLE_MOST)
    unread = [
        name.strip()
        for at, name in enumerate(table[heading])
        if name.strip() and roles.get(at) not in columns.READ | {one.field for one in questions}
    ]
    return Sheet(rows, unread, cancelled)


def _typed(said: Mapping[str, str], questions: Sequence[Question]) -> dict[str, str]:
    name = said.get("name", "") or f"{said.get('first_name', '')} {said.get('last_name', '')}"
    typed = {"name": name.strip(), "role": columns.stored_role(said.get("role", ""))}
    typed |= {one: said[one] for one in ("email", "municipality", "diet", "number") if one in said}
    for question in questions:
        if question.field in said:
            typed[question.field] = question.answering.from_cell(said[question.field])
    return typed


def judge(rows: Sequence[Row], invitation: Invitation, people: Iterable[Listed]) -> list[Judged]:
    """What ``rows`` describe, held against the ``people`` who are on the list already.

    A person is known by the e-mail, or without one by number and name; who has cancelled is not.
    """
    live = [one for one in people if one.state is not State.CANCELLED]
    by_address = {address_of(one.email): one.number for one in live if one.email}
    by_number = {(str(one.number), one.name.casefold()): one.number for one in live}
    seen: set[str] = set()
    judged = []
    for row in rows:
        person, problems = editing.described(row.typed, invitation)
        address = address_of(person.email)
        if address is not None and address in seen and "email" not in problems:
            problems["email"] = Invalid("twice_in_file", field="email")
        seen |= {address} if address is not None else set()
        known = by_address.get(address) if address is not None else None
        if known is None and "number" in row.typed:
            known = by_number.get((row.typed["number"], person.name.casefold()))
        judged.append(Judged(row, person, problems, known))
    return judged


def save(
    db: Session,
    meeting: Meeting,
    judged: Sequence[Judged],
    *,
    over: bool,
    update: bool,
    new_id: Callable[[], str],
    now: datetime,
) -> Saved:
    """Take the people onto the list, in the order of the file; who is known is not added again.

    Args:
        judged: without problems.
        over: give the new ones a place although all are taken; else they wait when it is full.
        update: write what the file says of those who are known; what it does not say stays.
        new_id: makes the id of a registration.
        now: aware UTC.

    Raises:
        Refused: ``known_address``.
    """
    changed = 0
    for one in judged:
        if one.known is not None and update:
            stored = editing.find(db, meeting, one.known)
            places.change(db, meeting, stored, _merged(stored, one.person), now)
            changed += 1
    added = places.add_all(
        db,
        meeting,
        [one.person for one in judged if one.known is None],
        over=over,
        new_id=new_id,
        language=meeting.language,
        now=now,
    )
    placed = sum(row.state == State.CONFIRMED for row in added)
    known = len(judged) - len(added)
    return Saved(placed, len(added) - placed, changed, known - changed)


def _merged(stored: Registration, person: Person) -> Person:
    """``person``, with what is stored where nothing was said."""
    return Person(
        name=person.name,
        email=person.email or stored.email,
        role=person.role or stored.role,
        municipality=person.municipality or stored.municipality,
        diet=person.diet or stored.diet,
        answers={**stored.answers, **person.answers},
    )
