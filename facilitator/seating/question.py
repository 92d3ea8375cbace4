"""What is asked of a plan, whole, so that another process can work it out: to JSON and back."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from facilitator.errors import Refused
from facilitator.seating.given import Guest, Place, Plan, Wishes
from facilitator.seating.plan import plan
from facilitator.seating.replanning import replan


@dataclass(frozen=True)
class Question:
    """Who is to be seated where, and what must hold.

    Args:
        fixed: for each round who sits where whatever the plan is, by the table's number.
        former: for each round who sits where now, when as few as possible are to move; None for
            a plan from scratch.
        seated: those who are here and are not moved from where they sit now.
        from_round: the first round that may change; counts from 1.
        effort: how long to look for a better plan from scratch, as a share of the usual.
    """

    guests: Sequence[Guest]
    places: Sequence[Place]
    rounds: int
    wishes: Wishes
    mix: Sequence[str]
    fixed: Sequence[Mapping[str, int]]
    seed: int
    former: Sequence[Mapping[str, int]] | None = None
    seated: frozenset[str] = frozenset()
    from_round: int = 1
    effort: float = 1.0


def answer(question: Question) -> Plan:
    """The plan that answers ``question``; takes seconds for a large room.

    Raises:
        Refused: as ``plan``.
    """
    asked: dict[str, Any] = {
        "wishes": question.wishes,
        "mix": question.mix,
        "fixed": question.fixed,
    }
    if question.former is None:
        return plan(
            question.guests,
            question.places,
            rounds=question.rounds,
            seed=question.seed,
            effort=question.effort,
            **asked,
        )
    return replan(
        Plan(tuple(question.former)),
        question.guests,
        question.places,
        seated=question.seated,
        from_round=question.from_round,
        **asked,
    )


def written(question: Question) -> str:
    """``question`` as JSON."""
    return json.dumps(asdict(question), default=list)


def read(text: str) -> Question:
    """The question that ``written`` wrote."""
    said = json.loads(text)
    wishes = said.pop("wishes")
    return Question(
        **{
            **said,
            "guests": [Guest(**one) for one in said["guests"]],
            "places": [Place(**one) for one in said["places"]],
            "seated": frozenset(said["seated"]),
        },
        wishes=Wishes(
            together=[frozenset(ids) for ids in wishes["together"]],
            apart=[frozenset(ids) for ids in wishes["apart"]],
            at_table=wishes["at_table"],
            near_door=frozenset(wishes["near_door"]),
        ),
    )


def written_answer(question: Question) -> str:
    """The answer to ``question`` as JSON, or why there is none."""
    try:
        return json.dumps({"rounds": [dict(round) for round in answer(question).rounds]})
    except Refused as refused:
        return json.dumps({"code": refused.code, "details": refused.details}, default=list)


def read_answer(text: str) -> Plan:
    """The plan that ``written_answer`` wrote.

    Raises:
        Refused: ``no_room`` or ``wishes_clash``, as ``plan`` does.
    """
    said = json.loads(text)
    if "code" in said:
        code = said["code"]
        raise Refused("no_room" if code == "no_room" else "wishes_clash", **said["details"])
    return Plan(tuple(said["rounds"]))
