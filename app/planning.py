"""Lets another process work out who sits where, so that the server goes on meanwhile."""

from app.programs import answer_of
from facilitator.seating.given import Plan
from facilitator.seating.question import Question, read_answer, written


def work_out(question: Question) -> Plan:
    """The plan that answers ``question``; waits for it, and lets others be served.

    Raises:
        Refused: as ``facilitator.seating.plan.plan``.
    """
    said = answer_of("facilitator.seating", written(question).encode())
    return read_answer(said.decode())
