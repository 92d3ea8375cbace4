"""A copy of a meeting in memory, as it stood before anything happened in it.

Who registered, and what single phones are, is not in it.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import create_engine, inspect, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from facilitator import models
from facilitator.cues import STEERED
from facilitator.models import Base, Exercise, Item, Meeting, Table

_KEPT = (
    Meeting,
    Item,
    Table,
    Exercise,
    models.Entry,
    models.Theme,
    models.Contribution,
    models.Support,
    models.Done,
    models.Act,
    models.SubjectVersion,
)

Row = TypeVar("Row", bound=Base)


@contextmanager
def scratch_of(db: Session, meeting: Meeting) -> Iterator[Session]:
    """A session on a copy of ``meeting`` where nothing has been opened, said or logged.

    The plan, the exercises and the tables are those of the end; what was deleted is there again.
    """
    engine = create_engine("sqlite://", poolclass=StaticPool)
    Base.metadata.create_all(engine, tables=[Base.metadata.tables[_name(one)] for one in _KEPT])
    try:
        with Session(engine) as scratch:
            scratch.add(copied(meeting, black=False, message="", version=0))
            for item in db.scalars(select(Item).where(Item.meeting_id == meeting.id)):
                scratch.add(copied(item, deleted_at=None, notes=""))
            for table in db.scalars(select(Table).where(Table.meeting_id == meeting.id)):
                scratch.add(copied(table, nudge="", scribe_id=None, scribe_left_at=None))
            for exercise in db.scalars(select(Exercise).where(Exercise.meeting_id == meeting.id)):
                scratch.add(copied(exercise, without=STEERED))
            scratch.flush()
            yield scratch
    finally:
        engine.dispose()


def copied(row: Row, without: Collection[str] = (), **changed: Any) -> Row:
    """A row that has what ``row`` has, beside what is ``changed``; it belongs to no session.

    Args:
        without: the columns that are as in a new row.
    """
    names = [one.key for one in inspect(type(row)).column_attrs if one.key not in without]
    return type(row)(**{name: getattr(row, name) for name in names} | changed)


def _name(model: type[Base]) -> str:
    return str(model.__tablename__)
