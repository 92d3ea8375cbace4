"""The organiser's own questions to those who register: a text, one of several, yes or no."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from facilitator import parsing
from facilitator.errors import Invalid
from facilitator.models import Invitation

ANSWER_MOST = 500
"""The longest answer, in characters."""
KINDS = ("text", "choice", "yes_no")


@dataclass(frozen=True)
class Question:
    """One question; ``options`` are a choice's."""

    id: str
    text: str
    kind: str = "text"
    options: Sequence[str] = ()
    needed: bool = False

    @property
    def field(self) -> str:
        """The name of its field in forms."""
        return f"question-{self.id}"


def questions_of(invitation: Invitation) -> list[Question]:
    """The meeting's own questions, in order."""
    return [Question(**one) for one in invitation.questions]


def answers_of(
    typed: Mapping[str, str], invitation: Invitation, problems: dict[str, Invalid]
) -> dict[str, Any]:
    """What ``typed`` answers, by the questions' ids; what is wrong goes to ``problems``.

    An answer is a text, one of the options, or true or false.
    """
    answers: dict[str, Any] = {}
    for question in questions_of(invitation):
        try:
            said = parsing.text(
                typed.get(question.field, ""),
                question.field,
                most=ANSWER_MOST,
                least=int(question.needed),
            )
            if said:
                answers[question.id] = _answer(question, said)
        except Invalid as refused:
            problems[question.field] = refused
    return answers


def _answer(question: Question, said: str) -> str | bool:
    if question.kind == "yes_no":
        return bool(parsing.one_of(said, question.field, ("yes", "no")) == "yes")
    if question.kind == "choice":
        return str(parsing.one_of(said, question.field, tuple(question.options)))
    return said
