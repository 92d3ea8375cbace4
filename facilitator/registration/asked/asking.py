"""The organiser's own questions, as they are added, changed, moved and removed."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import changes, parsing
from facilitator.errors import Refused, Unknown
from facilitator.models import Invitation, Meeting, Registration
from facilitator.registration import turns
from facilitator.registration.asked.answering import KINDS
from facilitator.registration.asked.questions import Question, questions_of

QUESTIONS_MOST, TEXT_MOST = 10, 200
OPTION_MOST = 80


def answered(db: Session, meeting_id: int) -> Counter[str]:
    """How many people have answered each question, by its id. One query."""
    said = db.scalars(select(Registration.answers).where(Registration.meeting_id == meeting_id))
    return Counter(question for answers in said for question in answers)


def add(db: Session, meeting: Meeting, question: Question) -> None:
    """Ask one more question, as the last one; its id must be new.

    Raises:
        Refused: ``many_questions`` with ``most``.
        Invalid: as ``change``.
    """

    def added(before: list[Question]) -> list[Question]:
        if len(before) >= QUESTIONS_MOST:
            raise Refused("many_questions", field="text", most=QUESTIONS_MOST)
        return [*before, _clean(question)]

    _edit(db, meeting, added)


def change(db: Session, meeting: Meeting, question: Question) -> None:
    """Ask the question with that id in these words; its kind stays once somebody has answered.

    Raises:
        Invalid: ``no_text``, ``too_long``, ``bad_choice``, ``bad_options`` with the ``field``.
        Refused: ``question_answered`` with ``count``.
        Unknown: ``unknown_question``.
    """
    clean = _clean(question)

    def changed(before: list[Question]) -> list[Question]:
        old = _find(before, question.id)
        count = answered(db, meeting.id)[old.id] if old.kind != clean.kind else 0
        if count:
            raise Refused("question_answered", field="kind", count=count)
        return [clean if one.id == clean.id else one for one in before]

    _edit(db, meeting, changed)


def move_up(db: Session, meeting: Meeting, question_id: str) -> None:
    """Ask the question before the one that stood before it.

    Raises:
        Unknown: ``unknown_question``.
    """

    def moved(before: list[Question]) -> list[Question]:
        at = before.index(_find(before, question_id))
        above = max(0, at - 1)
        return [*before[:above], before[at], *before[above:at], *before[at + 1 :]]

    _edit(db, meeting, moved)


def remove(db: Session, meeting: Meeting, question_id: str, *, losing: int) -> None:
    """Ask the question no longer, and delete the answers to it.

    Args:
        losing: how many answers whoever removes it knows to be lost.

    Raises:
        Refused: ``question_answered`` with ``count``, when there are more than that.
        Unknown: ``unknown_question``.
    """

    def removed(before: list[Question]) -> list[Question]:
        gone = _find(before, question_id)
        people = [
            one
            for one in db.scalars(select(Registration).where(Registration.meeting_id == meeting.id))
            if gone.id in one.answers
        ]
        if len(people) > losing:
            raise Refused("question_answered", field=gone.id, count=len(people))
        for one in people:
            one.answers = {name: said for name, said in one.answers.items() if name != gone.id}
        return [one for one in before if one.id != gone.id]

    _edit(db, meeting, removed)


def _edit(
    db: Session, meeting: Meeting, edited: Callable[[list[Question]], list[Question]]
) -> None:
    """Store what ``edited`` makes of the questions, while nobody else changes or answers them."""
    turns.lock(db, meeting)
    invitation = db.get_one(Invitation, meeting.id, populate_existing=True)
    invitation.questions = [_stored(one) for one in edited(questions_of(invitation))]
    db.flush()
    changes.touch(db, meeting.id, changes.REGISTRATIONS)


def _stored(question: Question) -> dict[str, Any]:
    return {**asdict(question), "options": list(question.options)}


def _find(questions: Sequence[Question], question_id: str) -> Question:
    for one in questions:
        if one.id == question_id:
            return one
    raise Unknown("unknown_question")


def _clean(question: Question) -> Question:
    text = " ".join(parsing.text(question.text, "text", most=TEXT_MOST).split())
    kind = parsing.one_of(question.kind, "kind", list(KINDS))
    said = (parsing.text(one, "options", most=OPTION_MOST, least=0) for one in question.options)
    options = KINDS[kind].options(
        tuple(dict.fromkeys(" ".join(one.split()) for one in said if one))
    )
    return Question(question.id, text, kind, options, question.needed)
