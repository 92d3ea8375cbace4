"""A question to another process comes back as it went, and so does its answer."""

import subprocess
import sys

import pytest

from facilitator.errors import Refused
from facilitator.seating.given import Guest, Place, Wishes
from facilitator.seating.question import (
    Question,
    answer,
    read,
    read_answer,
    written,
    written_answer,
)

GUESTS = [Guest(f"g{number}", {"role": "citizen"}) for number in range(6)]
PLACES = [Place(1, 4, near_door=True), Place(2, 4)]
WISHES = Wishes(
    together=[frozenset({"g0", "g1"})],
    apart=[frozenset({"g2", "g3"})],
    at_table={"g4": 2},
    near_door=frozenset({"g5"}),
)
ANEW = Question(GUESTS, PLACES, 2, WISHES, ["role"], [{"g0": 1}, {}], seed=4, effort=0.01)
AGAIN = Question(
    GUESTS[1:],
    PLACES,
    1,
    Wishes(together=[], apart=[]),
    ["role"],
    [{}],
    seed=4,
    former=[{f"g{number}": 1 + number % 2 for number in range(6)}],
    seated=frozenset({"g1", "g2"}),
)


@pytest.mark.parametrize("question", [ANEW, AGAIN], ids=["anew", "again"])
def test_a_question_and_its_answer_are_the_same_on_the_other_side(question: Question) -> None:
    assert read(written(question)) == question
    assert read_answer(written_answer(question)) == answer(question)


def test_those_who_sit_already_stay() -> None:
    (sits,) = answer(AGAIN).rounds
    assert (sits["g1"], sits["g2"]) == (2, 1)
    assert set(sits) == {"g1", "g2", "g3", "g4", "g5"}


@pytest.mark.parametrize(
    ("places", "wishes", "code"),
    [
        (PLACES[:1], Wishes(), "no_room"),
        (PLACES, Wishes([frozenset({"g0", "g1"})], [frozenset({"g0", "g1"})]), "wishes_clash"),
    ],
)
def test_why_there_is_no_plan_comes_back_too(
    places: list[Place], wishes: Wishes, code: str
) -> None:
    question = Question(GUESTS, places, 1, wishes, [], [{}], seed=1, effort=0.01)
    with pytest.raises(Refused) as raised:
        read_answer(written_answer(question))
    assert raised.value.code == code


def test_the_process_reads_a_question_and_writes_the_answer() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "facilitator.seating"],
        input=written(ANEW),
        capture_output=True,
        check=True,
        text=True,
    )
    assert read_answer(said.stdout) == answer(ANEW)
