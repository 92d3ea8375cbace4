"""The record: everything that was ever acknowledged, one entry each, whatever became of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, bindparam, case, func, select
from sqlalchemy.orm import Session

from facilitator.answers import answered, quoting
from facilitator.columns import Single
from facilitator.exercises.kind import Given
from facilitator.models import Contribution, Meeting, Table, Theme
from facilitator.overview import DOTS, given
from facilitator.report.asked import Asked
from facilitator.report.edition import Edits

BATCH = 1000
"""So many contributions are read at a time: enough for few queries, few enough for any memory."""


class State(StrEnum):
    """What became of a contribution."""

    STANDING = "standing"
    PRIVATE = "private"
    """A note that its writer kept."""
    WITHDRAWN = "withdrawn"
    """Taken back, or replaced by a newer answer."""
    HIDDEN = "hidden"
    """Hidden from the room by the moderator."""
    LATE = "late"
    """Came too late and went to the organiser as a note."""


STATE = case(
    (Contribution.withdrawn_at.is_not(None), State.WITHDRAWN.value),
    (Contribution.late, State.LATE.value),
    (~Contribution.shared, State.PRIVATE.value),
    (Contribution.hidden_at.is_not(None), State.HIDDEN.value),
    else_=State.STANDING.value,
).label("state")
"""What became of a contribution, as the database tells it."""


@dataclass(frozen=True)
class Recorded:
    """One contribution with where it belongs and what became of it."""

    said: Given
    asked: Asked
    state: State

    @property
    def rows(self) -> Sequence[Mapping[str, Single]]:
        """What was said, as the kind lays it out: at least one; empty when it was taken back."""
        if self.state is State.WITHDRAWN:
            return ({},)
        return self.asked.shown.kind.rows(self.asked.shown.settings, self.said)


def recorded(
    db: Session, meeting: Meeting, asked: Mapping[int, Asked], edits: Edits
) -> Iterator[Recorded]:
    """Everything of ``meeting`` by number, as an edition tells it, in batches of ``BATCH``.

    Each batch takes a constant number of queries, and no more than one is held.

    Args:
        asked: the exercises, as ``asked.asked`` gives them.
    """
    tables: dict[int, int] = dict(
        db.execute(select(Table.id, Table.number).where(Table.meeting_id == meeting.id)).all()
    )
    themes = {
        theme.id: theme for theme in db.scalars(select(Theme).where(Theme.meeting_id == meeting.id))
    }
    last = 0
    while batch := db.execute(_QUERY, {"meeting": meeting.id, "last": last}).all():
        last = batch[-1].number
        yield from _told(db, batch, tables, themes, asked, edits)
        if len(batch) < BATCH:
            break


_QUERY = (
    select(
        Contribution.id,
        Contribution.number,
        Contribution.exercise_id,
        Contribution.table_id,
        Contribution.theme_id,
        Contribution.body,
        Contribution.given_at,
        Contribution.revision,
        Contribution.shared,
        Contribution.paper,
        Contribution.hidden_at,
        Contribution.lifted_at,
        Contribution.highlighted_at,
        Contribution.answered_at,
        Contribution.redacted_at,
        DOTS.label("dots"),
        STATE,
    )
    .where(Contribution.meeting_id == bindparam("meeting"), Contribution.number > bindparam("last"))
    .order_by(Contribution.number)
    .limit(BATCH)
)


def _told(
    db: Session,
    batch: Sequence[Row[Any]],
    tables: Mapping[int, int],
    themes: Mapping[int, Theme],
    asked: Mapping[int, Asked],
    edits: Edits,
) -> Iterator[Recorded]:
    states: dict[str, tuple[int, State]] = {}
    said: dict[int, list[Given]] = {}
    for row in batch:
        theme = themes[row.theme_id] if row.theme_id is not None else None
        one = edits.edited(given(row, tables[row.table_id], row.dots, theme))
        if one is not None:
            states[one.id] = row.exercise_id, State(row.state)
            said.setdefault(row.exercise_id, []).append(one)
    exercises = [asked[exercise].shown for exercise in said]
    quoted = quoting(exercises, said, edits.quotable(answered(db, exercises, said)))
    by_id = {one.id: one for ones in quoted.values() for one in ones}
    for id, (exercise, state) in states.items():
        yield Recorded(by_id[id], asked[exercise], state)


def private_notes(db: Session, meeting: Meeting) -> int:
    """How many notes their writers kept. One query."""
    query = select(func.count()).where(
        Contribution.meeting_id == meeting.id, STATE == State.PRIVATE
    )
    return db.scalar(query) or 0
