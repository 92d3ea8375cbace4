"""The list of people: all of them, found by what somebody types or chooses, in any order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.models import Registration
from facilitator.registration.asked.naming import alphabetical
from facilitator.registration.standing import HOLDING, State


@dataclass(frozen=True)
class Listed:
    """A person on the list. Times are aware UTC.

    Args:
        turn: the party's place in the waiting list, 1 for the first; None for who does not wait.
        party: the others of the party who have not cancelled, by their names.
        first: the number of the person who registered the party.
    """

    number: int
    name: str
    email: str
    role: str
    municipality: str
    state: State
    created_at: datetime
    offered_until: datetime | None
    arrived_at: datetime | None
    over: bool
    walk_in: bool
    answers: Mapping[str, Any]
    id: str
    turn: int | None = None
    party: Sequence[str] = ()
    first: int = 0

    @property
    def holds(self) -> bool:
        """Whether a place is held for the person."""
        return self.state in HOLDING


@dataclass(frozen=True)
class Sieve:
    """What is looked for; what is empty leaves nobody out.

    Args:
        q: words that all must stand in name, e-mail, role or municipality.
        arrived: ``yes`` or ``no``.
        order: one of ``ORDERS``, with ``-`` before it for the other way round.
    """

    q: str = ""
    state: str = ""
    role: str = ""
    municipality: str = ""
    arrived: str = ""
    order: str = "number"


@dataclass
class _Party:
    first: int = 0
    names: dict[str, str] = field(default_factory=dict)


_COLUMNS = (
    "id number name email role municipality state created_at offered_until arrived_at over walk_in"
    " answers"
).split()


def everybody(db: Session, meeting_id: int) -> list[Listed]:
    """All of the meeting's people, by number. One query, however many they are."""
    found = db.execute(
        select(
            *(getattr(Registration, name) for name in _COLUMNS),
            Registration.party_id,
            Registration.line,
        )
        .where(Registration.meeting_id == meeting_id)
        .order_by(Registration.number)
    ).all()
    parties: dict[str, _Party] = {}
    for row in found:
        party = parties.setdefault(row.party_id, _Party())
        party.first = party.first or row.number
        if row.state != State.CANCELLED:
            party.names[row.id] = row.name
    waiting = sorted((row.line, row.party_id) for row in found if row.state == State.WAITING)
    turns = {
        party_id: turn
        for turn, party_id in enumerate(dict.fromkeys(party for _line, party in waiting), 1)
    }
    return [
        Listed(
            **{name: getattr(row, name) for name in _COLUMNS if name != "state"},
            state=State(row.state),
            turn=turns.get(row.party_id) if row.state == State.WAITING else None,
            party=tuple(name for one, name in parties[row.party_id].names.items() if one != row.id),
            first=parties[row.party_id].first,
        )
        for row in found
    ]


def sift(people: Iterable[Listed], sieve: Sieve, said: Callable[[str], str] = str) -> list[Listed]:
    """Those of ``people`` whom ``sieve`` lets through, in its order.

    Args:
        said: how a role is said to whoever searches.
    """
    words = sieve.q.casefold().split()

    def fits(one: Listed) -> bool:
        text = f"{one.name}\n{one.email}\n{one.role}\n{said(one.role)}\n{one.municipality}"
        return (
            (not sieve.state or one.state == sieve.state)
            and (not sieve.role or one.role == sieve.role)
            and (
                not sieve.municipality
                or one.municipality.casefold() == sieve.municipality.casefold()
            )
            and (not sieve.arrived or (one.arrived_at is not None) == (sieve.arrived == "yes"))
            and all(word in text.casefold() for word in words)
        )

    key = ORDERS.get(sieve.order.removeprefix("-"), _number)
    found = sorted(filter(fits, people), key=key)
    if not sieve.order.startswith("-"):
        return found
    blank = [one for one in found if key(one)[0]]
    return [*found[-1 - len(blank) :: -1], *blank]


_STATES = (State.CONFIRMED, State.OFFERED, State.WAITING, State.CANCELLED)


def _number(one: Listed) -> Any:
    return (False, one.number)


def _by(field: str) -> Callable[[Listed], Any]:
    def key(one: Listed) -> Any:
        text = getattr(one, field)
        return (not text, alphabetical(text), alphabetical(one.name), one.number)

    return key


def _state(one: Listed) -> Any:
    # In the waiting list a party stands together, in the order in which they registered.
    name = "" if one.turn else alphabetical(one.name)
    return (False, _STATES.index(one.state), one.turn or 0, name, one.number)


def _arrival(one: Listed) -> Any:
    return (one.arrived_at is None, one.arrived_at or one.created_at, one.number)


ORDERS: Mapping[str, Callable[[Listed], Any]] = {
    "number": _number,
    "name": _by("name"),
    "role": _by("role"),
    "municipality": _by("municipality"),
    "state": _state,
    "arrived": _arrival,
}
"""What the list may be sorted by; what begins with True says nothing, and comes last."""
