"""The organiser's own questions to those who register, and what people answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from facilitator import parsing
from facilitator.errors import Invalid
from facilitator.models import Invitation
from facilitator.registration.asked.answering import KINDS, Text

ANSWER_MOST = 500
"""The longest answer, in characters."""


@dataclass(frozen=True)
class Question:
    """One question.

    Args:
        kind: one of ``answering.KINDS``.
        options: what may be chosen, where that is asked for.
    """

    id: str
    text: str
    kind: str = "text"
    options: Sequence[str] = ()
    needed: bool = False

    @property
    def field(self) -> str:
        """The name of its field in forms."""
        return f"question-{self.id}"

    @property
    def answering(self) -> Text:
        """What it may be answered with."""
        return KINDS[self.kind]

    @property
    def choices(self) -> Sequence[tuple[str, str]]:
        """What may be answered: the field's values and how they are said; empty for any text."""
        return self.answering.choices(self.options)

    def answer(self, said: str) -> str | bool:
        """The answer that ``said`` is in its field.

        Raises:
            Invalid: ``bad_choice``.
        """
        if self.choices:
            parsing.one_of(said, self.field, [value for value, _words in self.choices])
        return self.answering.answer(said)


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
                answers[question.id] = question.answer(said)
        except Invalid as refused:
            problems[question.field] = refused
    return answers
