"""What the room said, as an edition of the report tells it, and what was done with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from facilitator.exercises.kind import Given
from facilitator.models import Contribution, Table
from facilitator.overview import Shown, read_contributions
from facilitator.overview import given as given_of
from facilitator.report.edition import Edition, Edits, with_answers


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
    counts = dict.fromkeys(("withdrawn", "private", "left_out"), 0)
    changes: list[datetime] = []
    for one, table, dots, theme in db.execute(query):
        if one.exercise_id not in standing:
            continue
        changes.extend(_changes(one))
        if one.withdrawn_at is not None:
            counts["withdrawn"] += 1
        elif not one.shared and not one.late:
            counts["private"] += 1
        elif (said := edits.edited(given_of(one, table, dots, theme))) is None:
            counts["left_out"] += 1
        else:
            (late if one.late else standing)[one.exercise_id].append(said)
    return Input(
        standing=with_answers(db, exercises, standing, edits),
        late=late,
        moderated=_moderated(standing, late, counts),
        changed_at=max(changes, default=None),
    )


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


def _moderated(
    standing: Mapping[int, Sequence[Given]],
    late: Mapping[int, Sequence[Given]],
    counts: Mapping[str, int],
) -> Moderated:
    there = [one for ones in standing.values() for one in ones]
    behind = [one for ones in late.values() for one in ones]
    joined = [one for one in there if one.theme and not one.hidden]
    return Moderated(
        hidden=sum(one.hidden for one in there),
        redacted=sum(one.redacted for one in (*there, *behind)),
        paper=sum(one.paper for one in (*there, *behind)),
        late=len(behind),
        joined=len(joined),
        themes=len({one.theme.id for one in joined if one.theme}),
        **counts,
    )


def entries_of(exercise: Shown, said: Input, edition: Edition) -> tuple[tuple[Given, bool], ...]:
    """What the appendix has of ``exercise`` by number, each with whether it came too late.

    What single people chose is counted and never listed: it was promised to be shown together.
    What the moderator hid is for those who arranged the meeting.
    """
    if not exercise.listed:
        return ()
    full = edition is Edition.FULL
    there = [(one, False) for one in said.standing[exercise.id] if full or not one.hidden]
    late = [(one, True) for one in said.late[exercise.id]]
    return tuple(sorted((*there, *late), key=lambda entry: entry[0].number))
