"""Readies the database at a start: one server to a SQLite file, a copy before it is changed."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError, OperationalError

from app.config import Settings
from app.copies import copy_sqlite
from app.database import Database
from facilitator.errors import Refused
from facilitator.migrations import newest_revision, revision_of, upgrade


@contextmanager
def sole_server(settings: Settings) -> Iterator[None]:
    """Be the only server of a SQLite file for the length of the block.

    Raises:
        Refused: ``already_served`` with the ``file``; ``no_database`` with the ``reason``, where no
            database can be.
    """
    file = settings.sqlite_file
    if file is None:
        yield
        return
    lock = file.with_name(f"{file.name}.lock")
    try:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise Refused("no_database", reason=f"{lock}: {error.strerror}") from error
    try:
        try:
            # The system lets go of it when the process ends, however it ends.
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused("already_served", file=str(file)) from None
        yield
    finally:
        os.close(handle)


def ready_database(settings: Settings, database: Database) -> Path | None:
    """Bring the database to the tables that this version knows.

    Returns:
        The copy that was made of a SQLite file that was changed, or None.

    Raises:
        Refused: ``bad_database`` with the ``file``, when a SQLite file is none or is broken;
            ``no_database`` with the ``reason``, when it is unreachable just now.
    """
    try:
        with database.engine.connect() as connection:
            before = revision_of(connection)
    except OperationalError as error:
        raise Refused("no_database", reason=str(error.orig).partition("\n")[0]) from error
    except DatabaseError as error:
        if settings.sqlite_file is None:
            raise
        raise Refused("bad_database", file=str(settings.sqlite_file)) from error
    if before == newest_revision():
        return None
    file, copy = settings.sqlite_file, None
    if file is not None and before is not None:
        copy = file.with_name(f"{file.stem}-before-{newest_revision()}.sqlite")
        copy_sqlite(file, copy)
    with database.engine.connect() as connection:
        # Two that start at once: the second waits here, and finds nothing left to do.
        writing = connection.execution_options(medvirk_writes=True)
        with writing.begin():
            if writing.dialect.name == "postgresql":
                writing.exec_driver_sql("SELECT pg_advisory_xact_lock(20260924)")
            upgrade(writing)
    return copy
