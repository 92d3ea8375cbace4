"""How the room is and how it is to be planned: sizes of tables, rounds, what is mixed."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete
from sqlalchemy.orm import Session

from facilitator import changes, parsing
from facilitator.models import Meeting, Seat, Seating
from facilitator.registration import turns
from facilitator.registration.sitting.room import room_of, seating_of
from facilitator.seating.given import ROUNDS_MOST

SIZE_MOST = 40
"""The most people that may sit at one table."""


def arrange(
    db: Session,
    meeting: Meeting,
    *,
    rounds: int,
    mix: Sequence[str],
    sizes: Mapping[int, int],
    near_door: frozenset[int],
) -> None:
    """Set how the room is and how it is to be planned; who sits where stays as it is.

    Args:
        mix: what the tables are to be mixed by; see ``room.Trait``.
        sizes: how many may sit at a table, by its number; those left out stay.
        near_door: the numbers of the tables near the door.

    Raises:
        Invalid: ``bad_choice`` with the ``field``.
    """
    seating = _stored(db, meeting)
    seating.rounds = parsing.whole(rounds, "rounds", least=1, most=ROUNDS_MOST)
    seating.round = min(seating.round, seating.rounds)
    known = {trait.key for trait in room_of(db, meeting).traits}
    seating.mix = [parsing.one_of(key, "mix", tuple(known)) for key in mix]
    for table in meeting.tables:
        size = sizes.get(table.number, table.size)
        table.size = parsing.whole(size, f"size-{table.number}", least=0, most=SIZE_MOST)
        table.near_door = table.number in near_door
    db.execute(
        delete(Seat).where(
            Seat.round > seating.rounds,
            Seat.table_id.in_([table.id for table in meeting.tables]),
        )
    )
    changes.touch(db, meeting.id, changes.REGISTRATIONS)


def hold(db: Session, meeting: Meeting, round: int) -> None:
    """Let ``round`` be the one that holds now: where phones and late arrivals are sent.

    Raises:
        Invalid: ``bad_choice`` for a round that there is not.
    """
    seating = _stored(db, meeting)
    seating.round = parsing.whole(round, "round", least=1, most=seating.rounds)
    changes.touch(db, meeting.id, changes.REGISTRATIONS)


def _stored(db: Session, meeting: Meeting) -> Seating:
    """What is stored of it from now on, while nobody else changes the room."""
    turns.lock(db, meeting)
    seating = seating_of(db, meeting.id)
    db.add(seating)
    db.flush()
    return seating
