"""Counts what is asked of the database, so that a query for each row cannot hide."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event
from sqlalchemy.orm import Session


@contextmanager
def queries(db: Session) -> Iterator[list[str]]:
    """The statements that are sent within the block."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(db.get_bind(), "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.get_bind(), "before_cursor_execute", note)
