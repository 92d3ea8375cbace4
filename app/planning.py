"""Lets another process work out who sits where, so that the server goes on meanwhile."""

import subprocess

from app.programs import start_module
from facilitator.seating.given import Plan
from facilitator.seating.question import Question, read_answer, written


def work_out(question: Question) -> Plan:
    """The plan that answers ``question``; waits for it, and lets others be served.

    Raises:
        Refused: as ``facilitator.seating.plan.plan``.
    """
    with start_module(
        "facilitator.seating", stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        said, _ = process.communicate(written(question).encode())
    if process.returncode:
        raise RuntimeError(f"the plan could not be worked out: exit {process.returncode}")
    return read_answer(said.decode())
