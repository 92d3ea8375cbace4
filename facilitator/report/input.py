"""What the room said, as an edition of the report tells it, and what was done with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.exercises.kind import Given
from facilitator.models import Contribution, Meeting
from facilitator.overview import Shown
from facilitator.report.asked import Asked
from facilitator.report.edition import Edits
from facilitator.report.record import State, became, recorded


@dataclass(frozen=True)
class Moderated:
    """What became of what was said: how many of it, in the whole meeting.

    Args:
        left_out: the edition goes without, after a review.
        paper: typed from sheets of paper.
        private: notes that their writers kept.
        withdrawn: taken back by who said it, or replaced by a newer answer.
        joined: stand in a theme; ``themes`` is how many themes there are.
    """

    hidden: int = 0
    redacted: int = 0
    left_out: int = 0
    paper: int = 0
    late: int = 0
    withdrawn: int = 0
    private: int = 0
    joined: int = 0
    themes: int = 0
    lifted: int = 0
    answered: int = 0


@dataclass(frozen=True)
class Input:
    """What the room said to some exercises, each by the exercise's id, by number.

    Args:
        standing: what results are made of; hidden ones are among them, marked.
        late: what came too late and went to the organiser.
        changed_at: aware UTC, when any of it was last changed; None when there is none.
    """

    standing: Mapping[int, Sequence[Given]]
    late: Mapping[int, Sequence[Given]]
    moderated: Moderated
    changed_at: datetime | None


def input_of(db: Session, meeting: Meeting, asked: Mapping[int, Asked], edits: Edits) -> Input:
    """What was said to all that was ``asked`` in ``meeting``, as an edition tells it.

    Takes a constant number of queries for each ``record.BATCH``. What its writer took back or kept
    is told by no edition.
    """
    standing: dict[int, list[Given]] = {exercise: [] for exercise in asked}
    late: dict[int, list[Given]] = {exercise: [] for exercise in asked}
    for one in recorded(db, meeting, asked, edits):
        if one.state in (State.STANDING, State.HIDDEN):
            standing[one.asked.shown.id].append(one.said)
        elif one.state is State.LATE:
            late[one.asked.shown.id].append(one.said)
    return Input(standing, late, _moderated(db, meeting, standing, late), _changed_at(db, meeting))


def _moderated(
    db: Session,
    meeting: Meeting,
    standing: Mapping[int, Sequence[Given]],
    late: Mapping[int, Sequence[Given]],
) -> Moderated:
    counts = became(db, meeting)
    told = [one for ones in (*standing.values(), *late.values()) for one in ones]
    shown = [one for ones in standing.values() for one in ones if not one.hidden]
    themes = [one.theme.id for one in shown if one.theme]
    return Moderated(
        hidden=counts[State.HIDDEN],
        redacted=sum(one.redacted for one in told),
        left_out=counts[State.STANDING] - len(shown),
        paper=_typed(db, meeting),
        late=counts[State.LATE],
        withdrawn=counts[State.WITHDRAWN],
        private=counts[State.PRIVATE],
        joined=len(themes),
        themes=len(set(themes)),
        lifted=sum(one.lifted for one in shown),
        answered=sum(one.answered for one in shown),
    )


def _typed(db: Session, meeting: Meeting) -> int:
    """How many were typed from paper, of those that were not taken back."""
    typed = (
        select(func.count())
        .select_from(Contribution)
        .where(
            Contribution.meeting_id == meeting.id,
            Contribution.paper,
            Contribution.withdrawn_at.is_(None),
        )
    )
    return db.scalar(typed) or 0


def _changed_at(db: Session, meeting: Meeting) -> datetime | None:
    changes = (
        Contribution.given_at,
        Contribution.revised_at,
        Contribution.withdrawn_at,
        Contribution.hidden_at,
        Contribution.redacted_at,
        Contribution.lifted_at,
        Contribution.highlighted_at,
        Contribution.answered_at,
    )
    newest = select(*map(func.max, changes)).where(Contribution.meeting_id == meeting.id)
    return max((at for at in db.execute(newest).one() if at is not None), default=None)


def entries_of(exercise: Shown, said: Input) -> tuple[tuple[Given, bool], ...]:
    """What the appendix has of ``exercise`` by number, each with whether it came too late.

    What single people chose is counted and never listed: it was promised to be shown together.
    """
    if not exercise.listed:
        return ()
    there = [(one, False) for one in said.standing[exercise.id]]
    late = [(one, True) for one in said.late[exercise.id]]
    return tuple(sorted((*there, *late), key=lambda entry: entry[0].number))
