"""The connection to SQLite or PostgreSQL: how a transaction begins, commits and is announced."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session, sessionmaker

from facilitator.changes import Change
from facilitator.errors import Refused

_PATIENCE = 30_000
"""How long one waits for another one's transaction, in milliseconds."""


def _ignore(changes: Sequence[Change]) -> None:
    """Announce nothing: the commands of the shell change meetings without screens of their own."""


class Database:
    """One database and the two kinds of transaction that are run on it.

    Args:
        url: an SQLAlchemy address, ``sqlite:///…`` or ``postgresql+psycopg2://…``.

    Raises:
        Refused: ``no_database`` with the ``reason``, for an address that is none.
    """

    def __init__(self, url: str) -> None:
        try:
            self.engine = _engine(url)
        except (ArgumentError, ImportError) as error:
            raise Refused("no_database", reason=error) from error
        self.on_commit: Callable[[Sequence[Change]], None] = _ignore
        """Called with the changes of every transaction, after its commit."""
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that changes nothing.

        On PostgreSQL each of its queries sees what has been committed by then.
        """
        with self._sessions() as db:
            yield db

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """As ``reading``, of one state of the database: what others commit meanwhile is not seen.

        For whatever must hold together, as what was decided about words and the words themselves.
        """
        with self._sessions() as db:
            if self.engine.dialect.name == "postgresql":
                db.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            yield db

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction that commits at the end of the block, and only then is announced."""
        with self._sessions() as db:
            db.connection(execution_options={"medvirk_writes": True})
            yield db
            db.commit()
            changes = db.info.pop("changes", ())
        if changes:
            self.on_commit(changes)

    def shred(self) -> bool:
        """Empty SQLite's journal, where what was deleted still stands.

        Returns:
            False when others were in the way, and it must be tried again.
        """
        if self.engine.dialect.name != "sqlite":
            return True
        connection = self.engine.raw_connection()
        try:
            cursor = connection.cursor()
            # Nobody is kept waiting for long by this.
            cursor.execute("PRAGMA busy_timeout=200")
            busy, *_pages = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            cursor.execute(f"PRAGMA busy_timeout={_PATIENCE}")
            return not busy
        finally:
            connection.close()

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()


def _engine(url: str) -> Engine:
    # What failed is logged, and the values of a statement are people's names and words.
    if make_url(url).get_backend_name() == "sqlite":
        engine = create_engine(url, hide_parameters=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(
        url, isolation_level="READ COMMITTED", pool_pre_ping=True, hide_parameters=True
    )


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # SQLAlchemy's own begin comes too late for SQLite's locks, so the driver is told to send none.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # acknowledged input survives a power cut
        f"busy_timeout={_PATIENCE}",
        "foreign_keys=ON",
        "secure_delete=ON",  # what is deleted is written over
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that starts to write fails at once when another one is writing.
    writes = connection.get_execution_options().get("medvirk_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
