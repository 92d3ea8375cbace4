"""What the room said, as an edition of the report tells it, and what was done with it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from facilitator.answers import answered, quoting
from facilitator.exercises.kind import Given
from facilitator.models import Contribution, Table
from facilitator.overview import Shown, read_contributions
from facilitator.overview import given as given_of
from facilitator.report.edition import Edits


@dataclass(frozen=True)
class Moderated:
    """What became of what was said: how many of it, in the whole meeting.

    Args:
        left_out: the edition goes without, after a review.
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


def input_of(db: Session, meeting_id: int, exercises: Sequence[Shown], edits: Edits) -> Input:
    """What was said to ``exercises`` of a meeting, in a constant number of queries."""
    query = (
        read_contributions()
        .where(Contribution.meeting_id == meeting_id, Table.meeting_id == meeting_id)
        .order_by(Contribution.number)
    )
    standing: dict[int, list[Given]] = {exercise.id: [] for exercise in exercises}
    late: dict[int, list[Given]] = {exercise.id: [] for exercise in exercises}
    counts: Counter[str] = Counter()
    changes: list[datetime] = []
    for one, table, dots, theme in db.execute(query):
        if one.exercise_id not in standing:
            continue
        changes.extend(_changes(one))
        became = _became(one)
        counts.update(became)
        said = edits.edited(given_of(one, table, dots, theme))
        if said is None:
            counts["left_out"] += not became & _NOT_FOR_OTHERS
        elif not became & _NOBODYS:
            counts["redacted"] += said.redacted
            (late if one.late else standing)[one.exercise_id].append(said)
    shown = [one for ones in standing.values() for one in ones if not one.hidden]
    joined = [one for one in shown if one.theme]
    return Input(
        standing=quoting(exercises, standing, edits.quotable(answered(db, exercises, standing))),
        late=late,
        moderated=Moderated(
            **{became.value: counts[became] for became in Became},
            redacted=counts["redacted"],
            left_out=counts["left_out"],
            joined=len(joined),
            themes=len({one.theme.id for one in joined if one.theme}),
            lifted=sum(one.lifted for one in shown),
            answered=sum(one.answered for one in shown),
        ),
        changed_at=max(changes, default=None),
    )


class Became(StrEnum):
    """What may become of a contribution; the value is the field of ``Moderated``."""

    HIDDEN = "hidden"
    PAPER = "paper"
    LATE = "late"
    WITHDRAWN = "withdrawn"
    PRIVATE = "private"


_NOBODYS = frozenset({Became.WITHDRAWN, Became.PRIVATE})
"""It belongs to who wrote it: no edition tells it."""
_NOT_FOR_OTHERS = _NOBODYS | {Became.HIDDEN, Became.LATE}


def _became(one: Contribution) -> frozenset[Became]:
    if one.withdrawn_at is not None:
        return frozenset({Became.WITHDRAWN})
    if not one.shared and not one.late:
        return frozenset({Became.PRIVATE})
    there = {
        Became.HIDDEN: one.hidden_at is not None,
        Became.PAPER: one.paper,
        Became.LATE: one.late,
    }
    return frozenset(became for became, so in there.items() if so)


def _changes(one: Contribution) -> Iterator[datetime]:
    yield one.given_at
    for at in (
        one.revised_at,
        one.withdrawn_at,
        one.hidden_at,
        one.redacted_at,
        one.lifted_at,
        one.highlighted_at,
        one.answered_at,
    ):
        if at is not None:
            yield at


def entries_of(exercise: Shown, said: Input) -> tuple[tuple[Given, bool], ...]:
    """What the appendix has of ``exercise`` by number, each with whether it came too late.

    What single people chose is counted and never listed: it was promised to be shown together.
    """
    if not exercise.listed:
        return ()
    there = [(one, False) for one in said.standing[exercise.id]]
    late = [(one, True) for one in said.late[exercise.id]]
    return tuple(sorted((*there, *late), key=lambda entry: entry[0].number))
