"""Asks for a plan of who sits where, and keeps it: whole, or not at all.

The plan itself takes seconds, so it is worked out between two transactions: ``ask`` reads all
that it depends on, ``keep`` stores it when that is still so.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from facilitator.errors import Refused, Stale
from facilitator.models import Meeting
from facilitator.registration.sitting import seats
from facilitator.registration.sitting.room import Room, room_of
from facilitator.seating.given import Plan
from facilitator.seating.question import Question


def ask(db: Session, meeting: Meeting, *, seed: int, effort: float = 1.0) -> Question:
    """What a plan from scratch depends on: only fixed seats stay.

    Args:
        seed: another one gives another plan.
        effort: how long to look for a better one, as a share of the usual.

    Raises:
        Refused: ``no_tables`` or ``nobody_yet``.
    """
    return replace(_scratch(_ready(db, meeting), seed), effort=effort)


def ask_again(db: Session, meeting: Meeting, *, only_arrived: bool) -> Question:
    """What a plan depends on that moves as few as possible, and nobody who has come.

    Args:
        only_arrived: those who have not come lose their seats from now on.

    Raises:
        Refused: ``no_tables`` or ``nobody_yet``.
    """
    return _again(_ready(db, meeting), only_arrived=only_arrived)


def keep(db: Session, meeting: Meeting, question: Question, plan: Plan, now: datetime) -> None:
    """Store the plan that answers ``question``, in the rounds that it may change.

    Args:
        now: aware UTC.

    Raises:
        Stale: ``room_changed``, when people, tables, wishes or fixed seats are others by now.
    """
    room = seats.take_turn(db, meeting)
    still = (
        [replace(_scratch(room, question.seed), effort=question.effort)]
        if question.former is None
        else [_again(room, only_arrived=only_arrived) for only_arrived in (False, True)]
    )
    if question not in still:
        raise Stale("room_changed")
    rounds = dict(enumerate(plan.rounds, start=1))
    changed = {round: sits for round, sits in rounds.items() if round >= question.from_round}
    seats.replace_all(db, room, "plan" if question.former is None else "replan", changed)
    room.seating.seed, room.seating.planned_at = question.seed, now


def _ready(db: Session, meeting: Meeting) -> Room:
    room = room_of(db, meeting)
    if not any(table.size for table in room.tables):
        raise Refused("no_tables")
    if not room.people:
        raise Refused("nobody_yet")
    return room


def _scratch(room: Room, seed: int) -> Question:
    rounds = range(1, room.seating.rounds + 1)
    return Question(
        guests=room.guests(),
        places=room.places,
        rounds=len(rounds),
        wishes=room.wishes,
        mix=room.mix,
        fixed=[
            {id: chair.table for id, chair in room.chairs.get(round, {}).items() if chair.fixed}
            for round in rounds
        ],
        seed=seed,
    )


def _again(room: Room, *, only_arrived: bool) -> Question:
    come = {one.id: one for one in room.people.values() if one.arrived_at or not only_arrived}
    scratch = _scratch(room, room.seating.seed)
    return replace(
        scratch,
        guests=room.guests(come.values()),
        fixed=[{id: table for id, table in sits.items() if id in come} for sits in scratch.fixed],
        former=list(room.plan.rounds),
        seated=frozenset(id for id, one in come.items() if one.arrived_at),
        from_round=room.seating.round,
    )
